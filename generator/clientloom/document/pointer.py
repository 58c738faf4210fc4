# JSON pointers (RFC 6901) as text and as tokens, and trails: pointers that cost nothing until they are needed.
# Imports nothing of ours but the JSON alias.
"""JSON pointers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from clientloom.document.document import Json

Token: TypeAlias = str | int
Trail: TypeAlias = "tuple[Trail, Token] | None"
"""A place in a tree as a linked list from the leaf up; `None` is the root. A walk makes one per node, for
the price of a tuple, and only a finding pays for the pointer's text."""


def escape(token: Token) -> str:
    """One token as RFC 6901 section 3 writes it."""
    text = str(token)
    return text.replace("~", "~0").replace("/", "~1") if "/" in text or "~" in text else text


def unescape(token: str) -> str:
    """The inverse of `escape`."""
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


def join(tokens: Iterable[Token]) -> str:
    """A pointer's text; the root is the empty text."""
    return "".join(f"/{escape(token)}" for token in tokens)


def split(pointer: str) -> tuple[str, ...]:
    """The tokens of a pointer's text."""
    return tuple(map(unescape, pointer.split("/")[1:]))


def tokens_of(trail: Trail) -> tuple[str, ...]:
    """The tokens of a trail, from the root down."""
    found: list[str] = []
    while trail is not None:
        trail, token = trail
        found.append(str(token))
    return tuple(reversed(found))


def text_of(trail: Trail) -> str:
    """The pointer's text of a trail."""
    return join(tokens_of(trail))


def step(node: Json, token: str) -> Json:
    """The child of a node under one token; raises LookupError where there is none."""
    if isinstance(node, dict):
        return node[token]
    if isinstance(node, list) and token.isascii() and token.isdigit() and len(token) < 10:
        return node[int(token)]
    raise LookupError(token)


def find(tree: Json, tokens: Sequence[str]) -> Json:
    """The node under a pointer; raises LookupError where there is none."""
    for token in tokens:
        tree = step(tree, token)
    return tree


def assign(tree: Json, tokens: Sequence[str], value: Json) -> None:
    """Put a value at a place whose parent exists."""
    parent = find(tree, tokens[:-1])
    parent[int(tokens[-1]) if isinstance(parent, list) else tokens[-1]] = value


def copy_tree(node: Json) -> Json:
    """A deep copy of a JSON tree (its depth is bounded by the loader, so recursion is safe and fast)."""
    if isinstance(node, dict):
        return {key: copy_tree(value) for key, value in node.items()}
    if isinstance(node, list):
        return [copy_tree(item) for item in node]
    return node
