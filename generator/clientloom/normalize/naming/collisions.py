# Names that are not the ones that things wanted first, reported. May import diagnostics, symbols, notes and wanted.
"""`report_collisions`: where a name was taken, and which settings took it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clientloom.diagnostics import Span
from clientloom.normalize.naming.wanted import Wanted, propose_line
from clientloom.normalize.notes import Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The names of one scope: `before` as the lock has them, `names` as they are now, by key.

    `settings` are the places in client.toml that give names, by name.
    """

    kind: str
    before: Mapping[str, str]
    names: Mapping[str, str]
    settings: Mapping[str, Span]


def report_collisions(things: Iterable[Wanted], scope: Scope, notes: Notes) -> None:
    """Reports the things that do not have the name of the lock or, where they are new, the one that they want first."""
    for thing in things:
        if not thing.candidates:
            continue
        name, first = scope.names[thing.key], thing.candidates[0]
        if thing.setting is None:
            first = scope.before.get(thing.key, first)
        if name == first:
            continue
        if thing.setting is not None:
            message = f"the name {first!r} is taken; {_label(thing)} is called {name!r}"
            notes.setting("name-taken", thing.setting, message, "give another name")
        elif (setting := scope.settings.get(first)) is not None:
            message = f"this takes the name {first!r} of {_label(thing)}, which is called {name!r}"
            notes.setting("name-taken", setting, message, _propose(thing, scope))
        else:
            _note_collision(thing, scope, notes)


def _note_collision(thing: Wanted, scope: Scope, notes: Notes) -> None:
    name = scope.names[thing.key]
    kept = thing.candidates[:1] if thing.hint else thing.candidates
    if thing.pointer and name not in kept:
        message = f"the name {thing.candidates[0]!r} is taken; {name!r} is used"
        notes.note("name-collision", thing.pointer, message, _propose(thing, scope))


def _propose(thing: Wanted, scope: Scope) -> str:
    name = scope.names[thing.key]
    return thing.hint.format(name=name) or propose_line(scope.kind, thing, name)


def _label(thing: Wanted) -> str:
    return repr(thing.text or thing.pointer or thing.key)
