# The words of a path, for whoever has no better name. Pure; may import the words of this room.
"""`path_label` and `path_words`."""

from __future__ import annotations

import re

from clientloom.normalize.naming.words import words

NAMES_NOTHING = re.compile(r"v\d+\w*([._-]\w+)*|\d+([._-]\d+)*|api|apis|rest", re.IGNORECASE)
"""A whole segment that is a version, a number or a word for the API itself: `v1beta`, `2024-05-01`, `api`."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def path_label(path: str) -> str:
    """The first segment of a path that is neither a placeholder nor a version."""
    path = path.partition("?")[0].partition("#")[0]
    static = [s for s in path.split("/") if s and not _PLACEHOLDER.search(s)]
    named = [s for s in static if not NAMES_NOTHING.fullmatch(s)]
    return next(iter(named or static[-1:]), "root")


def path_words(path: str) -> list[str]:
    """The words of a path; a placeholder reads "by" and its name."""
    found: list[str] = []
    for segment in path.split("/"):
        if NAMES_NOTHING.fullmatch(segment):
            continue
        for part in re.split(r"(\{[^{}]*\})", segment):
            found += ["by", *words(part)] if part.startswith("{") and words(part) else words(part)
    return found
