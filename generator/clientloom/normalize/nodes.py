# Walking the document: a node together with the JSON pointer of its home, references followed.
# May import document and diagnostics.
"""`Place`: a node of the document that knows where it stands; reading it never raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import unquote

from clientloom.document.pointer import escape, unescape

Node = Mapping[str, object]
"""A JSON object of the document."""

EMPTY: Node = {}
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Place:
    """A node and the pointer of its home in `root`; every step follows the `$ref` it meets."""

    root: Node
    node: object
    pointer: str

    @property
    def mapping(self) -> Node:
        """The node as a JSON object, empty where it is none."""
        return cast("Node", self.node) if isinstance(self.node, Mapping) else EMPTY

    def __contains__(self, key: str) -> bool:
        return key in self.mapping

    def __truediv__(self, key: str) -> Place:
        """The member `key`, reference followed; a member that is missing is an empty place."""
        return Place(self.root, self.mapping.get(key), f"{self.pointer}/{escape(key)}").target()

    def raw(self, key: str) -> Place:
        """The member `key` as it is written, its `$ref` not followed: a schema may say more beside one."""
        return Place(self.root, self.mapping.get(key), f"{self.pointer}/{escape(key)}")

    def target(self) -> Place:
        """Where the `$ref` of this node leads, or the place itself where there is none."""
        place, seen = self, {self.pointer}
        while isinstance(reference := place.mapping.get("$ref"), str):
            following = self.at(reference)
            if following is None or following.pointer in seen:
                return Place(self.root, None, self.pointer)
            place = following
            seen.add(place.pointer)
        return place

    def at(self, reference: str) -> Place | None:
        """The place of a local reference (`#/...`), itself not followed further; None where there is none."""
        if not reference.startswith("#/"):
            return None
        node: object = self.root
        pointer = reference[1:]
        for token in pointer[1:].split("/"):
            node = _step(node, token)
            if node is _MISSING:
                return None
        return Place(self.root, node, _decode(pointer))

    def text(self, key: str) -> str:
        """The member `key` where it is a string, else ""."""
        value = self.mapping.get(key)
        return value if isinstance(value, str) else ""

    def flag(self, key: str) -> bool:
        """Whether the member `key` is `true`."""
        return self.mapping.get(key) is True

    def texts(self, key: str) -> tuple[str, ...]:
        """The strings of the list `key`."""
        value = self.mapping.get(key)
        return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()

    def members(self) -> Iterator[tuple[str, Place]]:
        """Each member of the object with its place, in the order of the document."""
        for key, node in self.mapping.items():
            name = str(key)
            yield name, Place(self.root, node, f"{self.pointer}/{escape(name)}").target()

    def items(self) -> Iterator[Place]:
        """Each item of the list with its place."""
        if isinstance(self.node, list):
            for index, item in enumerate(self.node):
                yield Place(self.root, item, f"{self.pointer}/{index}").target()


def _step(node: object, token: str) -> object:
    for key in (unescape(token), unescape(unquote(token))):
        if isinstance(node, Mapping) and key in node:
            return cast("object", node[key])
        if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
            return cast("object", node[int(key)])
    return _MISSING


def _decode(pointer: str) -> str:
    return unquote(pointer) if "%" in pointer else pointer
