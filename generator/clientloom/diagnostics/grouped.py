# Findings for people: what repeats is said once, with a count. May import diagnostics.
"""Groups of findings that differ only in their places, and their text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from clientloom.diagnostics.diagnostic import Diagnostic, Severity

PLACES_SHOWN = 5
"""How many of the other places of a group are named."""
_OPERATION = re.compile(r"/(?:paths|webhooks)/[^/]*/[^/]*")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one code with one message, in the order of their places.

    Hints may differ, for some name the place; that of the first is shown.
    """

    members: tuple[Diagnostic, ...]

    @property
    def first(self) -> Diagnostic:
        """The finding whose place is shown."""
        return self.members[0]

    def listing(self, *, every_place: bool = False) -> str:
        """The first finding with its source line and the number of places, then where the others are."""
        count = len(self.members)
        if count == 1:
            return self.first.listing()
        message = f"{_count_places(self.members)}: {self.first.message}"
        shown = replace(self.first, message=message).listing()
        others = self.members[1:]
        named = others if every_place else others[:PLACES_SHOWN]
        rest = f" and {len(others) - len(named)} more" if len(others) > len(named) else ""
        return f"{shown}\n  also {_name_places(named, self.first)}{rest}"


def group_findings(found: Iterable[Diagnostic]) -> list[Group]:
    """The findings by what they say; each group stands where its first finding stood."""
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for diagnostic in found:
        key = (diagnostic.severity, diagnostic.code, diagnostic.message)
        groups.setdefault(key, []).append(diagnostic)
    return [Group(tuple(members)) for members in groups.values()]


def asks_for_nothing(diagnostic: Diagnostic) -> bool:
    """Whether a finding is a note that leaves its reader nothing to do."""
    return diagnostic.severity is Severity.NOTE and not diagnostic.hint


def _count_places(members: tuple[Diagnostic, ...]) -> str:
    operations = {found[0] for d in members if (found := _OPERATION.match(d.pointer))}
    word = "operations" if len(operations) == len(members) else "places"
    return f"{len(members)} {word}"


def _name_places(found: Sequence[Diagnostic], first: Diagnostic) -> str:
    """The places, without the file that the first finding shows."""
    here = [str(d.span.line) for d in found if d.span.line and d.span.file == first.span.file]
    away = [str(d.span) for d in found if not d.span.line or d.span.file != first.span.file]
    lines = [f"on line{'s' if len(here) > 1 else ''} {', '.join(here)}"] if here else []
    return ", ".join([*lines, *([f"at {', '.join(away)}"] if away else [])])
