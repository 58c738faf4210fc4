# What a misspelt name most likely means. Imports the standard library only, and difflib only for a message.
"""Hints for a name or a value that is none of those that are known."""

from __future__ import annotations

from collections.abc import Collection, Sequence

_SHOWN = 12


def nearest(name: str, known: Collection[str]) -> str:
    """Returns the known name that a misspelt one most likely means; "" where none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, n=1)), "")


def suggest(name: str, known: Collection[str], otherwise: str) -> str:
    """Returns a hint with the nearest name of a key, a command or a vendor, else `otherwise`."""
    near = nearest(name, known)
    return f"did you mean `{near}`?" if near else otherwise


def suggest_value(value: str, known: Sequence[str]) -> str:
    """Returns a hint with the nearest name in the document for a value of client.toml, else the first of `known`."""
    near = nearest(value, known)
    if near and near != value:  # a known name can be wrong for another reason
        return f"did you mean {near!r}?"
    return f"known: {', '.join(known[:_SHOWN]) or 'nothing'}"
