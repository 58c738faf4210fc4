# Diagnostics for people: repeated ones are printed once, with a count. May import diagnostics.
"""Groups diagnostics that differ only in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from clientloom.diagnostics.diagnostic import Diagnostic, Severity

PLACES_SHOWN = 5
"""The number of further places that are listed."""
_OPERATION = re.compile(r"/(?:paths|webhooks)/[^/]*/[^/]*")


@dataclass(frozen=True, slots=True)
class Group:
    """Diagnostics with the same code and message, in the order of their places.

    Hints can differ, because some name the place; the first one is printed.
    """

    members: tuple[Diagnostic, ...]

    @property
    def first(self) -> Diagnostic:
        """The diagnostic whose source line is printed."""
        return self.members[0]

    def listing(self, *, every_place: bool = False) -> str:
        """Returns the first diagnostic with the number of places, and then the other places."""
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
    """Groups diagnostics, in the order of the first diagnostic of each group."""
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for diagnostic in found:
        key = (diagnostic.severity, diagnostic.code, diagnostic.message)
        groups.setdefault(key, []).append(diagnostic)
    return [Group(tuple(members)) for members in groups.values()]


def asks_for_nothing(diagnostic: Diagnostic) -> bool:
    """Returns whether a diagnostic is a note without a hint."""
    return diagnostic.severity is Severity.NOTE and not diagnostic.hint


def _count_places(members: tuple[Diagnostic, ...]) -> str:
    operations = {found[0] for d in members if (found := _OPERATION.match(d.pointer))}
    word = "operations" if len(operations) == len(members) else "places"
    return f"{len(members)} {word}"


def _name_places(found: Sequence[Diagnostic], first: Diagnostic) -> str:
    """Returns the places, without the file of the first diagnostic."""
    here = [str(d.span.line) for d in found if d.span.line and d.span.file == first.span.file]
    away = [str(d.span) for d in found if not d.span.line or d.span.file != first.span.file]
    lines = [f"on line{'s' if len(here) > 1 else ''} {', '.join(here)}"] if here else []
    return ", ".join([*lines, *([f"at {', '.join(away)}"] if away else [])])
