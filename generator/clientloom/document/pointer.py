# JSON pointers (RFC 6901) as text, as tokens, and as trails, which are cheap to make. Imports the JSON alias and the
# escaping of diagnostics.
"""JSON pointers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from clientloom.diagnostics.escape import escape_token
from clientloom.document.document import Json

Token: TypeAlias = str | int
Trail: TypeAlias = "tuple[Trail, Token] | None"
"""A place in a tree as a linked list from the leaf to the root; `None` is the root. A walk makes one for each node,
which is cheaper than the text of a pointer."""


escape = escape_token


def unescape(token: str) -> str:
    """Reverses `escape`."""
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


def join(tokens: Iterable[Token]) -> str:
    """Returns a pointer as text; that of the root is empty."""
    return "".join(f"/{escape(token)}" for token in tokens)


def split(pointer: str) -> tuple[str, ...]:
    """Returns the tokens of a pointer."""
    return tuple(map(unescape, pointer.split("/")[1:]))


def tokens_of(trail: Trail) -> tuple[str, ...]:
    """Returns the tokens of a trail, from the root down."""
    found: list[str] = []
    while trail is not None:
        trail, token = trail
        found.append(str(token))
    return tuple(reversed(found))


def text_of(trail: Trail) -> str:
    """Returns the pointer of a trail as text."""
    return join(tokens_of(trail))


def step(node: Json, token: str) -> Json:
    """Returns the child of a node under one token; raises LookupError if there is none."""
    if isinstance(node, dict):
        return node[token]
    if isinstance(node, list) and token.isascii() and token.isdigit() and len(token) < 10:
        return node[int(token)]
    raise LookupError(token)


def find(tree: Json, tokens: Sequence[str]) -> Json:
    """Returns the node under a pointer; raises LookupError if there is none."""
    for token in tokens:
        tree = step(tree, token)
    return tree


def exists(tree: Json, tokens: Sequence[str]) -> bool:
    """Returns whether there is a node under a pointer."""
    try:
        find(tree, tokens)
    except LookupError:
        return False
    return True


def assign(tree: Json, tokens: Sequence[str], value: Json) -> None:
    """Sets a value at a place whose parent exists."""
    parent = find(tree, tokens[:-1])
    parent[int(tokens[-1]) if isinstance(parent, list) else tokens[-1]] = value


def copy_tree(node: Json) -> Json:
    """Returns a deep copy of a JSON tree. Recursion is safe, because the readers limit the depth."""
    if isinstance(node, dict):
        return {key: copy_tree(value) for key, value in node.items()}
    if isinstance(node, list):
        return [copy_tree(item) for item in node]
    return node
