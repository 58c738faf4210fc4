# Walking the document: nodes with their JSON pointers, references followed.
# May import document and diagnostics.
"""`Place`: a node of the document and its pointer; reading it never raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import unquote

from clientloom.document.pointer import escape, unescape

Node = Mapping[str, object]
"""A JSON object of the document."""

EMPTY: Node = {}
_MISSING = object()


@dataclass(slots=True)
class Place:
    """A node and its pointer in `root`; every step follows a `$ref`.

    Nothing changes one. There are so many that a frozen class, which takes four times as long to make, is felt.
    """

    root: Node
    node: object
    pointer: str
    known: dict[str, Place | None] = field(default_factory=dict, repr=False, compare=False)
    """The targets of references in `root` that were looked up before."""

    @property
    def mapping(self) -> Node:
        """The node as a JSON object; empty if it is not one."""
        return cast("Node", self.node) if isinstance(self.node, dict) else EMPTY

    def __contains__(self, key: str) -> bool:
        return key in self.mapping

    def __truediv__(self, key: str) -> Place:
        """Returns the member `key`, its reference followed; a missing member is an empty place."""
        return self.raw(key).target()

    def raw(self, key: str) -> Place:
        """Returns the member `key` as it is written, its `$ref` not followed: a schema may have keywords beside it."""
        node = self.node
        member = cast("Node", node).get(key) if isinstance(node, dict) else None
        return Place(self.root, member, f"{self.pointer}/{escape(key)}", self.known)

    def target(self) -> Place:
        """Follows the `$ref` of this node; a node without one is returned itself."""
        if not isinstance(self.node, dict) or "$ref" not in self.node:
            return self
        place, seen = self, {self.pointer}
        while isinstance(reference := place.mapping.get("$ref"), str):
            following = self.at(reference)
            if following is None or following.pointer in seen:
                return Place(self.root, None, self.pointer, self.known)
            place = following
            seen.add(place.pointer)
        return place

    def at(self, reference: str) -> Place | None:
        """Returns the place of a local reference (`#/...`), not followed further; None if there is none."""
        if reference not in self.known:
            self.known[reference] = self._find(reference)
        return self.known[reference]

    def _find(self, reference: str) -> Place | None:
        if not reference.startswith("#/"):
            return None
        node: object = self.root
        pointer = reference[1:]
        for token in pointer[1:].split("/"):
            node = _step(node, token)
            if node is _MISSING:
                return None
        return Place(self.root, node, _decode(pointer), self.known)

    def text(self, key: str) -> str:
        """Returns the member `key` if it is a string, else ""."""
        return text_of(self.mapping, key)

    def flag(self, key: str) -> bool:
        """Whether the member `key` is `true`."""
        return self.mapping.get(key) is True

    def texts(self, key: str) -> tuple[str, ...]:
        """Returns the strings in the list `key`."""
        value = self.mapping.get(key)
        return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()

    def members(self) -> Iterator[tuple[str, Place]]:
        """Yields each key of the object with its place, in document order."""
        for key, node in self.mapping.items():
            name = str(key)
            pointer = f"{self.pointer}/{escape(name)}"
            yield name, Place(self.root, node, pointer, self.known).target()

    def items(self) -> Iterator[Place]:
        """Yields the place of each item of the list."""
        if isinstance(self.node, list):
            for index, item in enumerate(self.node):
                yield Place(self.root, item, f"{self.pointer}/{index}", self.known).target()


def _step(node: object, token: str) -> object:
    for key in (unescape(token), unescape(unquote(token))):
        if isinstance(node, dict) and key in node:
            return cast("object", node[key])
        if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
            return cast("object", node[int(key)])
    return _MISSING


def _decode(pointer: str) -> str:
    return unquote(pointer) if "%" in pointer else pointer


def text_of(node: Node, key: str) -> str:
    """Returns the member `key` of an object if it is a string, else ""."""
    value = node.get(key)
    return value if isinstance(value, str) else ""
