# A change without its subject. Imports changes only.
"""`Finding`: a change of one value, before its subject is known; `report` makes a change of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientloom.diagnostics import NOWHERE, Span
from clientloom.diagnostics.change_code import ChangeCode
from clientloom.review.changes import Change, Direction, Level, Origin


@dataclass(frozen=True, slots=True)
class Finding:
    """A change without its subject: level, code and the rest of the sentence.

    `value` is the Python source of a value that is no longer valid, "..." if there is no example. `part`
    distinguishes findings with the same code about one value: the changed limit, the items of a list. `origin` is the
    class that the value had or has.
    """

    level: Level
    code: ChangeCode
    text: str
    value: str = "..."
    part: str = ""
    origin: Origin | None = None


def deprecation_findings(*, was: bool, now: bool) -> Iterator[Finding]:
    """Compares whether something is deprecated."""
    if now and not was:
        yield Finding(Level.SAFE, "deprecated", "is now deprecated")
    if was and not now:
        yield Finding(Level.SAFE, "undeprecated", "is no longer deprecated")


def report(
    finding: Finding,
    subject: str,
    *,
    pointer: str = "",
    span: Span = NOWHERE,
    was: Span = NOWHERE,
    breaks: str = "",
    direction: Direction = Direction.NONE,
) -> Change:
    """Returns a finding about a subject as a change; only a breaking one has a line that breaks."""
    return Change(
        level=finding.level,
        code=finding.code,
        subject=subject,
        text=finding.text,
        direction=direction,
        pointer=pointer,
        span=span,
        was=was,
        breaks=breaks if finding.level is Level.BREAKING else "",
        part=finding.part,
        origin=finding.origin,
    )
