# Which characters of untrusted text are shown. May import diagnostics.
"""Removes the characters that nobody sees."""

from __future__ import annotations

from functools import lru_cache

from clientloom.diagnostics.escape import is_shown


def strip_invisible(text: str) -> str:
    """Removes control, bidirectional, zero-width and unassigned characters; every line end becomes a line feed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(map(_visible_character, text))


@lru_cache(maxsize=4096)
def _visible_character(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    if character in "\t\v\f\u2028\u2029" or is_shown(character):
        return " "
    return ""
