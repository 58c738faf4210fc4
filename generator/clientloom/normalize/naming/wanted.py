# What needs a name, before it has one. May import the standard library only.
"""`Wanted`: the claims of one thing to names."""

from __future__ import annotations

from dataclasses import dataclass


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
    is_configured: bool = False
    """Whether client.toml gives its first candidate, so that no pattern changes it."""


def propose_line(kind: str, thing: Wanted, name: str) -> str:
    """Returns the hint that says how to name one thing: classes and members of enums in client.toml."""
    if kind == "member":
        return "to choose, write a pattern in [names.enum_members] of client.toml"
    if kind != "schema":
        return "to choose, give it `x-python-name` in an overlay"
    place = thing.pointer.removeprefix("/components/schemas/")
    shown = place if "/" not in place else f"#{thing.pointer}"
    return f'to choose, write [schemas] "{shown}" = "{name}" in client.toml'
