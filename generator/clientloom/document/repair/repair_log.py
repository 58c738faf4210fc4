# What the clean-up did. May import this room's origins.
"""`Repair` and `RepairLog`."""

from __future__ import annotations

from dataclasses import dataclass, field

from clientloom.document.origins import translate


@dataclass(frozen=True, slots=True)
class Repair:
    """One change: where (in the tree before the clean-up), what was wrong, what was done."""

    pointer: str
    wrong: str
    done: str


@dataclass(slots=True)
class RepairLog:
    """What the clean-up did: its changes, and where things were before it moved them."""

    repairs: list[Repair] = field(default_factory=list)
    moves: dict[str, str] = field(default_factory=dict)

    def note(self, pointer: str, wrong: str, done: str) -> None:
        """Record a change at a pointer of the tree as it is now."""
        self.repairs.append(Repair(translate(self.moves, pointer), wrong, done))
