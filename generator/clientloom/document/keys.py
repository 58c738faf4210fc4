# Component keys for what bundling moves: from the names of files and places, never from an order.
# Imports nothing of ours.
"""Deterministic names of hoisted components."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

_Item = TypeVar("_Item", bound=Hashable)

_HOLDERS = frozenset(
    {
        "schemas",
        "definitions",
        "$defs",
        "parameters",
        "responses",
        "requestBodies",
        "headers",
        "examples",
        "links",
        "callbacks",
        "pathItems",
        "securitySchemes",
        "securityDefinitions",
    }
)
_SILENT = frozenset(
    {"components", "paths", "content", "schema", "properties", "json", "application"}
)
_WORD = re.compile(r"[^\W_]+")
_SUFFIX = re.compile(r"(?:\.schema)?\.(?:json|ya?ml)$", re.IGNORECASE)


def candidates(file: str, tokens: Sequence[str]) -> list[str]:
    """Keys for a place, the shortest first; the last is unique to the place."""
    path = PurePosixPath(_SUFFIX.sub("", file))
    folders = [part for part in path.parts if part not in {"..", ".", "/"}]
    own = _own_words(tokens)
    names = [*folders, own] if own else folders
    found = [_key(names[start:]) for start in range(len(names) - 1, -1, -1)]
    digest = hashlib.sha256("\0".join((file, *tokens)).encode()).hexdigest()[:8]
    return [*dict.fromkeys(found), f"{found[-1] if found else 'part'}_{digest}"]


def _own_words(tokens: Sequence[str]) -> str:
    if not tokens:
        return ""
    if len(tokens) == 1 or tokens[-2] in _HOLDERS:
        return tokens[-1]
    words = [word for token in _after_holder(tokens) for word in _WORD.findall(token)]
    kept = [word for word in words if word not in _SILENT] or words
    return "".join(word[:1].upper() + word[1:] for word in kept)


def _after_holder(tokens: Sequence[str]) -> Sequence[str]:
    # `#/components/schemas/Pet/properties/tag` is PetTag: the words of the way to Pet say nothing.
    head = 2 if tokens[0] == "components" else 1 if tokens[0] in _HOLDERS else 0
    return [token for token in tokens[head:] if token not in _HOLDERS]


def _key(parts: Iterable[str]) -> str:
    """Parts joined to a key that `components` allows (OpenAPI 3.1 section 4.8.7.2)."""
    joined = "_".join(re.sub(r"[^A-Za-z0-9._-]+", "_", part).strip("_") for part in parts)
    return joined.strip("_") or "part"


def assign(
    options: Callable[[_Item], Sequence[str]], items: Collection[_Item], taken: Collection[str]
) -> dict[_Item, str]:
    """One key for each item: all that want the same key move on to their next, so that order cannot matter."""
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
