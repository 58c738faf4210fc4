# What a misspelt name most likely means. Imports the standard library only, and difflib only for a message.
"""Hints for a name that is none of those that are known."""

from __future__ import annotations

from collections.abc import Collection, Sequence

_SHOWN = 12


def nearest(name: str, known: Collection[str]) -> str:
    """Returns the known name that a misspelt one most likely means; "" where none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, n=1)), "")


def suggest(name: str, known: Sequence[str], otherwise: str = "") -> str:
    """Returns a hint with the nearest known name, else `otherwise`, which is the first of those known if it is ""."""
    near = nearest(name, known)
    if near and near != name:  # a known name can be wrong for another reason
        return f"did you mean `{near}`?"
    return otherwise or f"known: {', '.join(known[:_SHOWN]) or 'nothing'}"
