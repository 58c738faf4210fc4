# The result of a comparison, before anyone prints it. Imports diagnostics only.
"""`Change`: one difference in the terms of the client's user, and how much it hurts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from clientloom.diagnostics import Span


class Level(IntEnum):
    """What a change does to code that was written for the old version; higher is worse."""

    SAFE = 0
    """Old code runs and type-checks as before."""
    RISKY = 1
    """Old code runs, but may behave differently or meet values that it does not expect."""
    BREAKING = 2
    """Some correct old code no longer type-checks or no longer runs."""

    @property
    def word(self) -> str:
        """The level as a lower-case word."""
        return self.name.lower()


class Direction(StrEnum):
    """Which way the changed values travel; the same edit can break one way and be safe the other."""

    REQUEST = "request"
    RESPONSE = "response"
    NONE = ""


NOWHERE = Span("")
"""The place of a thing whose document is not at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference.

    `code` is stable and kebab-case; `subject` is what the user types (`client.indexes.create()`,
    `BackupModel.status`), `text` the rest of the sentence. `pointer` and `span` lead into the document that
    has the thing (the new one, or the old one when it is gone). `breaks` is a line of caller code that stops
    working, where one can be shown; `resource` the resource or "" for models and the client itself.
    """

    level: Level
    code: str
    subject: str
    text: str
    direction: Direction = Direction.NONE
    pointer: str = ""
    span: Span = NOWHERE
    breaks: str = ""
    resource: str = ""

    def __str__(self) -> str:
        return f"{self.level.word}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """Subject and text, e.g. "`client.indexes.create()` gained the optional keyword `tags`"."""
        return f"`{self.subject}` {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All changes between two versions, worst first, then by subject."""

    old_version: str
    new_version: str
    changes: tuple[Change, ...]

    @property
    def level(self) -> Level:
        """The worst level of all changes; SAFE when there are none."""
        return max((change.level for change in self.changes), default=Level.SAFE)

    def at(self, level: Level) -> tuple[Change, ...]:
        """The changes of exactly one level."""
        return tuple(change for change in self.changes if change.level is level)


def ordered(changes: list[Change]) -> tuple[Change, ...]:
    """Worst first, then by subject and code; equal changes once."""
    unique = dict.fromkeys(changes)
    return tuple(sorted(unique, key=lambda c: (-c.level, c.subject, c.code, c.text, c.direction)))
