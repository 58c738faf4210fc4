# The result of a comparison, before it is printed. Imports diagnostics only.
"""`Change`: one difference as the client's user sees it, and its level."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from clientloom.diagnostics import NOWHERE, Span
from clientloom.diagnostics.change_code import ChangeCode


class Level(IntEnum):
    """The effect of a change on code for the old version; higher is worse."""

    SAFE = 0
    """Old code runs and type-checks as before."""
    RISKY = 1
    """Old code runs, but may behave differently or get unexpected values."""
    BREAKING = 2
    """Some correct old code no longer passes type checks or no longer runs."""

    @property
    def word(self) -> str:
        """The level as a lower-case word."""
        return self.name.lower()


class Direction(StrEnum):
    """The direction of changed values: the same edit can be breaking in one direction and safe in the other."""

    REQUEST = "request"
    RESPONSE = "response"
    BOTH = "request and response"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The class whose change shows wherever it is used.

    Changes with the same `name`, and the same type in its place (`now`), have one cause. `text` says what changed. The
    positions are those of the class, if both documents have it.
    """

    name: str
    now: str
    text: str
    pointer: str = ""
    span: Span = NOWHERE
    was: Span = NOWHERE


BODY, RESULT, HEADERS, ERRORS = "the body", "the result", "the headers", "the errors"
"""The parts of a method beside its arguments."""

NAMED = 5
"""The maximum number of further subjects in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference."""

    level: Level
    code: ChangeCode
    subject: str
    """What the user types: `client.indexes.create()`, `BackupModel.status`."""
    text: str
    """The rest of the sentence."""
    direction: Direction = Direction.NONE
    pointer: str = ""
    span: Span = NOWHERE
    """The position in the new document, or in the old one if the subject was removed."""
    was: Span = NOWHERE
    """The position in the old document."""
    breaks: str = ""
    """A line of caller code that stops working, if there is an example."""
    resource: str = ""
    """The resource of a method; "" for models and the client itself."""
    also: tuple[str, ...] = ()
    """Other subjects with the same change."""
    adds: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()
    """The classes that it added and removed."""
    part: str = ""
    """Distinguishes changes with the same code and place."""
    origin: Origin | None = None
    """The class that may be its cause and that of others."""
    about: tuple[str, ...] = ()
    """The parts of a method that changed: names of arguments, `BODY`, `RESULT`, `HEADERS` or `ERRORS`."""
    status: str = ""
    """The status of the error response that changed."""
    types: tuple[str, ...] = ()
    """The types that the body of an exception gained, in words."""

    def __str__(self) -> str:
        return f"{self.level.word}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """Subject and text, e.g. "`client.indexes.create()` gained the optional keyword `tags`"."""
        return self._tell(NAMED)

    @property
    def full_sentence(self) -> str:
        """The sentence with all that it reaches."""
        return self._tell(len(self.subjects))

    def _tell(self, most: int) -> str:
        parts = (("also", self.also), ("adds", self.adds), ("removes", self.removes))
        brackets = "; ".join(f"{word} {_list(names, most)}" for word, names in parts if names)
        return f"`{self.subject}` {self.text}" + (f" ({brackets})" if brackets else "")

    @property
    def subjects(self) -> tuple[str, ...]:
        """All its subjects."""
        return (self.subject, *self.also, *self.adds, *self.removes)

    @property
    def place(self) -> str:
        """The positions, e.g. "new.yaml:14:5, was old.yaml:12:5", "" if neither document is available."""
        if not self.span.line:
            return ""
        if not self.was.line or self.was == self.span:
            return str(self.span)
        same = self.was.file == self.span.file
        before = f"{self.was.line}:{self.was.column}" if same else str(self.was)
        return f"{self.span}, was {before}"


def _list(names: tuple[str, ...], most: int) -> str:
    """Returns the first names as code, and the number of others."""
    text = ", ".join(f"`{name}`" for name in names[:most])
    more = len(names) - most
    return f"{text} and {more} more" if more > 0 else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All changes between two versions, worst first, then by subject."""

    old_version: str
    new_version: str
    changes: tuple[Change, ...]

    @property
    def level(self) -> Level:
        """The worst level of all changes; SAFE if there are none."""
        return max((change.level for change in self.changes), default=Level.SAFE)

    def at(self, level: Level) -> tuple[Change, ...]:
        """Returns the changes of one level."""
        return tuple(change for change in self.changes if change.level is level)


def sort_changes(changes: list[Change]) -> tuple[Change, ...]:
    """Sorts changes: worst first, then by subject and code. Equal changes are merged."""
    unique = dict.fromkeys(changes)
    return tuple(sorted(unique, key=lambda c: (-c.level, c.subject, c.code, c.text, c.direction)))
