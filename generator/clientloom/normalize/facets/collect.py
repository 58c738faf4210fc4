# JSON Schema as facets: every schema object that applies to a value. May import document and nodes.
"""`Tree` finds nodes by pointer; `Expansion` collects the schema objects that a value has to satisfy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast
from urllib.parse import unquote

from clientloom.document.grammar.tables import ANNOTATIONS
from clientloom.document.pointer import escape, unescape
from clientloom.normalize.nodes import Node

_ANNOTATIONS = ANNOTATIONS | {
    *("$comment", "summary", "$schema", "$id", "$anchor", "nullable", "x-nullable", "discriminator")
}
"""Keywords that do not restrict which values are valid; null is handled separately."""
UNIONS = ("oneOf", "anyOf")
COMPONENTS = "/components/schemas/"
MAX_ANCESTORS = 100
"""A schema with a longer chain of parents than this is treated as circular."""
_MISSING = object()
JsonSchema = Node | bool
"""A schema: an object of keywords, or true (anything) or false (nothing)."""


class SchemaPart(NamedTuple):
    """The schema at a pointer; `bare` means its own keywords only, without `$ref` and `allOf`.

    `unions` are the union keywords that a bare part keeps.
    """

    pointer: str
    bare: bool = False
    unions: tuple[str, ...] = ()


SchemaParts = tuple[SchemaPart, ...]
"""Schemas that must all hold."""


class Facet(NamedTuple):
    """One of the schema objects that must hold; `unions` are its union keywords that are not handled yet."""

    pointer: str
    schema: Node
    unions: tuple[str, ...]


class Tree:
    """The document's nodes by pointer."""

    def __init__(self, root: Node) -> None:
        self._nodes: dict[str, object] = {"": root}

    def at(self, pointer: str) -> object:
        """Returns the node at a pointer, None if there is none."""
        found = self._nodes.get(pointer, _MISSING)
        if found is not _MISSING:  # nearly always: this is asked more often than anything else
            return found
        known, below = pointer, list[str]()
        while (found := self._nodes.get(known, _MISSING)) is _MISSING:
            known, _, token = known.rpartition("/")
            below.append(token)
        for token in reversed(below):
            known = f"{known}/{token}"
            found = self._nodes[known] = _child(found, unescape(token))
        return found

    def schema(self, pointer: str) -> JsonSchema:
        """Returns the schema at a pointer; a node that is not a schema counts as `true`."""
        node = self.at(pointer)
        if isinstance(node, dict):
            return cast("Node", node)
        return node is not False

    def target(self, schema: Node) -> str | None:
        """Returns the target of `$ref`, None if there is no reference that resolves."""
        reference = schema.get("$ref")
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        pointer = unquote(reference[1:])
        return pointer if self.at(pointer) is not None else None


def _child(node: object, key: str) -> object:
    if isinstance(node, dict):
        return cast("Node", node).get(key)
    if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
        return cast("object", node[int(key)])
    return None


def members(pointer: str, node: object) -> Iterator[tuple[str, str]]:
    """Yields the keys of a mapping of schemas, each with its pointer."""
    if isinstance(node, dict):
        for key in cast("Node", node):
            yield key, f"{pointer}/{escape(key)}"


def items(pointer: str, node: object) -> list[str]:
    """Returns the pointers of the items of a list of schemas."""
    return [f"{pointer}/{index}" for index in range(len(node))] if isinstance(node, list) else []


def is_annotation(keyword: str) -> bool:
    """Whether a keyword does not restrict which values are valid; null is handled separately."""
    return keyword in _ANNOTATIONS or (keyword.startswith("x-") and keyword != "x-enum")


def component_name(pointer: str) -> str:
    """Returns the name of a component as the document has it."""
    return unescape(pointer.rpartition("/")[2])


def is_component(pointer: str) -> bool:
    """Whether a pointer is that of a component schema."""
    return pointer.startswith(COMPONENTS) and pointer.count("/") == 3


def accepts_anything(schema: JsonSchema) -> bool:
    """Whether every value is valid."""
    return schema is True or (schema is not False and all(map(is_annotation, schema)))


class Expansion:
    """Follows the `$ref` and `allOf` of schemas: parents first, each schema once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._seen: set[str] = set()
        self.facets: list[Facet] = []
        self.impossible: list[str] = []
        self.circular: list[str] = []

    def add(self, schema_part: SchemaPart, chain: tuple[str, ...] = ()) -> None:
        """Adds the facets of a part; `chain` are the schemas that lead to it."""
        pointer = schema_part.pointer
        if pointer in chain or len(chain) > MAX_ANCESTORS:
            self.circular.append(pointer)
            return
        if pointer in self._seen:
            return
        self._seen.add(pointer)
        schema = self._tree.schema(pointer)
        if schema is False:
            self.impossible.append(pointer)
        if isinstance(schema, bool):
            return
        if not schema_part.bare:
            self._add_parents(pointer, schema, (*chain, pointer))
        unions = (
            schema_part.unions if schema_part.bare else tuple(self._unions(pointer, schema, chain))
        )
        self.facets.append(Facet(pointer, schema, unions))

    def _add_parents(self, pointer: str, schema: Node, chain: tuple[str, ...]) -> None:
        if target := self._tree.target(schema):
            self.add(SchemaPart(target), chain)
        for part in items(f"{pointer}/allOf", schema.get("allOf")):
            self.add(SchemaPart(part), chain)

    def _unions(self, pointer: str, schema: Node, chain: tuple[str, ...]) -> Iterator[str]:
        """Yields the union keywords, except those of a parent that lists its own children as variants."""
        for keyword in UNIONS:
            variants = items(f"{pointer}/{keyword}", schema.get(keyword))
            if variants and not (chain and any(self._leads_to(v, chain) for v in variants)):
                yield keyword

    def _leads_to(self, variant: str, chain: tuple[str, ...]) -> bool:
        schema = self._tree.schema(variant)
        target = None if isinstance(schema, bool) else self._tree.target(schema)
        return target in chain
