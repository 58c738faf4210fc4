# Component keys for nodes that bundling moves, from the names of files and places, not from an order. Imports the
# standard library only.
"""Deterministic keys of moved components."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

_Item = TypeVar("_Item", bound=Hashable)

_INNER = frozenset(
    {
        "properties",
        "patternProperties",
        "dependentSchemas",
        "items",
        "prefixItems",
        "allOf",
        "anyOf",
        "oneOf",
        "schema",
        "content",
        "paths",
    }
)
_SILENT = frozenset(
    (
        *("components", "schemas", "responses", "paths"),
        *("content", "application", "json", "schema", "properties"),
    )
)
_WORD = re.compile(r"[^\W_]+")
_SUFFIX = re.compile(r"(?:\.schema)?\.(?:json|ya?ml)$", re.IGNORECASE)


def candidates(file: str, tokens: Sequence[str]) -> list[str]:
    """Returns keys for a place, the shortest first; the last one is unique."""
    path = PurePosixPath(_SUFFIX.sub("", file))
    folders = [part for part in path.parts if part not in {"..", ".", "/"}]
    names = [*folders, *_own_words(tokens)]
    if _is_inner(tokens):
        # A part without a name is named after what it is a part of.
        names[-2:] = ["".join(_capitalize(word) for word in names[-2:])]
    found = [_join_key(names[start:]) for start in range(len(names) - 1, -1, -1)]
    digest = hashlib.sha256("\0".join((file, *tokens)).encode()).hexdigest()[:8]
    return [*dict.fromkeys(found), f"{found[-1] if found else 'part'}_{digest}"]


def _is_inner(tokens: Sequence[str]) -> bool:
    return any(token in _INNER for token in tokens[:-1])


def _own_words(tokens: Sequence[str]) -> list[str]:
    if not tokens:
        return []
    if not _is_inner(tokens):
        return [tokens[-1]]
    words = [word for token in tokens for word in _WORD.findall(token)]
    kept = [word for word in words if word not in _SILENT] or words
    return ["".join(map(_capitalize, kept))]


def _capitalize(word: str) -> str:
    return word[:1].upper() + word[1:]


def _join_key(parts: Iterable[str]) -> str:
    """Joins parts to a key that `components` allows (OpenAPI 3.1, 4.8.7.2)."""
    joined = "_".join(re.sub(r"[^A-Za-z0-9._-]+", "_", part).strip("_") for part in parts)
    return joined.strip("_") or "part"


def assign(
    options: Callable[[_Item], Sequence[str]], items: Collection[_Item], taken: Collection[str]
) -> dict[_Item, str]:
    """Assigns a key to each item. Items with the same key all take their next one, so the order does not matter."""
    chosen: dict[_Item, str] = {}
    used = set(taken)
    level, pending = 0, list(items)
    while pending:
        wanted: dict[str, list[_Item]] = defaultdict(list)
        for item in pending:
            names = options(item)
            wanted[names[min(level, len(names) - 1)]].append(item)
        pending = []
        for name, claimants in wanted.items():
            if len(claimants) == 1 and name not in used:
                chosen[claimants[0]] = name
            else:
                pending += claimants
        used |= set(chosen.values())
        level += 1
    return chosen
