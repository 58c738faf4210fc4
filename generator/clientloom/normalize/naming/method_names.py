# Candidate names from an operationId, an HTTP method and a path. Pure; may import the words and
# names of this room.
"""Candidates for the names of methods and resources."""

from __future__ import annotations

import re

from clientloom.normalize.naming.registry import method_name
from clientloom.normalize.naming.words import singular, words

_VERSION = re.compile(r"v\d+\w*([._-]\w+)*|\d+([._-]\d+)*|api|apis|rest", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_LINKING = frozenset(
    [
        "about",
        "a",
        "an",
        "and",
        "as",
        "at",
        "between",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "onto",
        "or",
        "per",
        "the",
        "to",
        "under",
        "via",
        "with",
    ]
)
"""Words that need a word after them: a name must not end in one."""


def path_label(path: str) -> str:
    """Returns the first segment of a path that is neither a placeholder nor a version."""
    path = path.partition("?")[0].partition("#")[0]
    static = [s for s in path.split("/") if s and not _PLACEHOLDER.search(s)]
    named = [s for s in static if not _VERSION.fullmatch(s)]
    return next(iter(named or static[-1:]), "root")


def method_candidates(operation_id: str, method: str, path: str, resource: str) -> tuple[str, ...]:
    """Returns candidate names of a method, the best first.

    They are the operationId without the words of the resource, the whole operationId, and the HTTP method with the
    path. Without an operationId, they are the HTTP method with the path's own words.
    """
    by_path = method_name("_".join([method, *path_words(path)]))
    if not operation_id:
        short = _without([method.lower(), *path_words(path)], resource)
        return tuple(dict.fromkeys((method_name("_".join(short)), by_path)))
    short = _without(list(words(operation_id)), resource)
    own = (method_name("_".join(short)), method_name(operation_id), by_path)
    return tuple(dict.fromkeys(own))


def path_words(path: str) -> list[str]:
    """Returns the words of a path; a placeholder becomes "by" and its name."""
    found: list[str] = []
    for segment in path.split("/"):
        if _VERSION.fullmatch(segment):
            continue
        for part in re.split(r"(\{[^{}]*\})", segment):
            found += ["by", *words(part)] if part.startswith("{") and words(part) else words(part)
    return found


def _without(whole: list[str], resource: str) -> list[str]:
    """Returns the words without those of the resource, unless the rest would be empty or incomplete."""
    parts = resource.split(".")
    phrases = [list(words(".".join(parts[start:]))) for start in range(len(parts))]
    for wanted in (*phrases, phrases[-1][-1:]):
        for start in range(len(whole) - len(wanted) + 1):
            rest = whole[:start] + whole[start + len(wanted) :]
            if _is_same_phrase(whole[start : start + len(wanted)], wanted) and _reads_as_name(
                rest, start
            ):
                return rest
    return whole


def _is_same_phrase(some: list[str], others: list[str]) -> bool:
    """Whether two phrases differ only in singular and plural."""
    return bool(others) and list(map(singular, some)) == list(map(singular, others))


def _reads_as_name(rest: list[str], start: int) -> bool:
    """Whether the rest reads as a name: no linking word is left without the word it links to."""
    return (
        bool(rest) and (start == 0 or rest[start - 1] not in _LINKING) and rest[0] not in _LINKING
    )
