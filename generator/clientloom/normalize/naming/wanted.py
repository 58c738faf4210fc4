# What needs a name, before it has one. May import diagnostics.
"""`Wanted`: the claims of one thing to names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from clientloom.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something that needs a name.

    `key` identifies it in its scope, in every version of the document. `candidates` are possible names, the best
    first, made by the rules above. `text` is its name in the document: an exact match has the best claim to a name.
    `pointer` is where a collision is reported. `inherits` says that it had its first candidate as its name before,
    under another key. Of several that want a name, the one with the lowest `rank` gets it. `hint` says how to choose
    another name; with it every name but the first candidate is reported.
    """

    key: str
    candidates: tuple[str, ...]
    text: str = ""
    pointer: str = ""
    inherits: bool = False
    rank: int = 0
    hint: str = ""
    setting: Span | None = None
    """The place in client.toml that gives its first candidate, which is then its name, and no pattern changes it."""


def choose_configured(things: Iterable[Wanted], taken: Collection[str]) -> dict[str, str]:
    """Returns the names that client.toml gives, by key, unless they are taken."""
    found: dict[str, str] = {}
    for thing in things:
        if thing.setting is not None and thing.candidates[0] not in taken:
            found.setdefault(thing.candidates[0], thing.key)
    return {key: name for name, key in found.items()}


def propose_line(kind: str, thing: Wanted, name: str) -> str:
    """Returns the hint that says how to name one thing: classes and members of enums in client.toml."""
    if kind == "member":
        return "to choose, write a pattern in [names.enum_members] of client.toml"
    if kind == "argument":
        return f'to choose, write {thing.text} = "{name}" below [operations.<id>.arguments]'
    if kind != "schema":
        return "to choose, give it `x-python-name` in an overlay"
    place = thing.pointer.removeprefix("/components/schemas/")
    shown = place if "/" not in place else f"#{thing.pointer}"
    return f'to choose, write [schemas] "{shown}" = "{name}" in client.toml'
