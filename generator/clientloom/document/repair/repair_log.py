# The record of the repairs. May import origins.
"""`Repair` and `RepairLog`."""

from __future__ import annotations

from dataclasses import dataclass, field

from clientloom.document.origins import translate


@dataclass(frozen=True, slots=True)
class Repair:
    """One change: its place in the tree before the repair, what was wrong, and what was done."""

    pointer: str
    wrong: str
    done: str


@dataclass(slots=True)
class RepairLog:
    """The changes, and the old pointers of moved nodes."""

    repairs: list[Repair] = field(default_factory=list)
    moves: dict[str, str] = field(default_factory=dict)

    def note(self, pointer: str, wrong: str, done: str) -> None:
        """Records a change at a pointer of the current tree."""
        self.repairs.append(Repair(translate(self.moves, pointer), wrong, done))
