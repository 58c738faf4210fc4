# Schemas that only wrap another one, and the table of all shapes. May import this room's schema_parts and shape.
"""`MergedSchemas`: every shape once, and what is left of a schema without its wrappers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from clientloom.normalize.facets.collect import (
    UNIONS,
    SchemaPart,
    SchemaParts,
    Tree,
    accepts_anything,
    is_annotation,
    items,
)
from clientloom.normalize.facets.keywords import allows_null, schema_type, stated_types
from clientloom.normalize.facets.merged import MergedSchema
from clientloom.normalize.nodes import Node

_WRAPPING = frozenset({"$ref", "allOf", *UNIONS})


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What is left of a schema once wrappers that add nothing are taken off.

    `site` is the pointer that the schema is known by: its outermost wrapper behind the last `$ref`.
    `referenced` says that a `$ref` led there, `nullable` that a wrapper adds null.
    """

    pointer: str
    site: str
    referenced: bool = False
    nullable: bool = False
    circular: bool = False


class MergedSchemas:
    """Shapes by what they are made of, each made once.

    Args:
        tree: the document.
        subtypes: schemas that wrap nothing, though they look as if they did.
        named: components that an earlier version had a name for. One that has become a wrapper of another
            keeps its name.
    """

    def __init__(
        self,
        tree: Tree,
        subtypes: frozenset[str] = frozenset(),
        named: frozenset[str] = frozenset(),
    ) -> None:
        self.tree = tree
        self._subtypes = subtypes
        self._named = named
        self._merged: dict[SchemaParts | str, MergedSchema] = {}
        self._unwrapped: dict[str, Unwrapped] = {}

    def of(self, parts: SchemaParts) -> MergedSchema:
        """The shape of a node."""
        key = parts[0].pointer if len(parts) == 1 and not parts[0].bare else parts
        found = self._merged.get(key)
        if found is None:
            found = self._merged[key] = MergedSchema(self.tree, parts)
        return found

    def at(self, pointer: str) -> MergedSchema:
        """The shape of the schema at a pointer."""
        found = self._merged.get(pointer)
        return found or self.of((SchemaPart(pointer),))

    def unwrap(self, pointer: str) -> Unwrapped:
        """Takes off wrappers: a `$ref` or a single variant with nothing beside it but annotations and null."""
        found = self._unwrapped.get(pointer)
        if found is None:
            found = self._unwrapped[pointer] = self._strip(pointer)
        return found

    def _strip(self, pointer: str) -> Unwrapped:
        seen: set[str] = set()
        site = pointer
        referenced = nullable = False
        while pointer not in seen:
            seen.add(pointer)
            if pointer in self._named and self._leads_elsewhere(pointer):
                return Unwrapped(pointer, pointer, referenced, nullable)
            schema = self.tree.schema(pointer)
            inner = None if isinstance(schema, bool) else self._inner(pointer, schema)
            if isinstance(schema, bool) or inner is None:
                return Unwrapped(pointer, site, referenced, nullable)
            nullable = nullable or allows_null(schema) or inner.nullable
            referenced = referenced or inner.referenced
            pointer = inner.pointer
            site = pointer if inner.referenced else site
        return Unwrapped(pointer, site, referenced, nullable, circular=True)

    def _leads_elsewhere(self, pointer: str) -> bool:
        """Whether a schema only wraps a reference to another."""
        schema = self.tree.schema(pointer)
        seen: set[str] = set()
        while not isinstance(schema, bool) and pointer not in seen:
            seen.add(pointer)
            inner = self._inner(pointer, schema)
            if inner is None or inner.referenced:
                return inner is not None
            pointer, schema = inner.pointer, self.tree.schema(inner.pointer)
        return False

    def _inner(self, pointer: str, schema: Node) -> Unwrapped | None:
        """What one wrapper wraps, None where the schema says something itself."""
        if _WRAPPING.isdisjoint(schema) or pointer in self._subtypes:
            return None
        keys = [key for key in schema if not is_annotation(key)]
        if "$ref" in keys and (target := self.tree.target(schema)):
            return (
                Unwrapped(target, target, referenced=True)
                if self._adds_nothing(schema, "$ref", keys)
                else None
            )
        for keyword in ("allOf", *UNIONS):
            if keyword in keys and self._adds_nothing(schema, keyword, keys):
                return self._only(f"{pointer}/{keyword}", schema[keyword], union=keyword != "allOf")
        return None

    def _adds_nothing(self, schema: Node, keyword: str, keys: list[str]) -> bool:
        others = set(keys) - {keyword}
        # `type: object` beside `allOf: [$ref]` repeats what the reference says; anything else may narrow it.
        return not others or (others == {"type"} and stated_types(schema) == frozenset({"object"}))

    def _only(self, pointer: str, node: object, *, union: bool) -> Unwrapped | None:
        parts = items(pointer, node)
        if not union:
            narrowing = [part for part in parts if self._says_something(part)] or parts[:1]
            return Unwrapped(narrowing[0], site=pointer) if len(narrowing) == 1 else None
        others = [part for part in parts if not self.is_null(part)]
        return (
            Unwrapped(others[0], pointer, nullable=len(others) < len(parts))
            if len(others) == 1
            else None
        )

    def _says_something(self, part: str) -> bool:
        """Whether a part of `allOf` narrows the others; `type: object` repeats what a reference says."""
        schema = self.tree.schema(part)
        if accepts_anything(schema):
            return False
        keys = () if isinstance(schema, bool) else [k for k in schema if not is_annotation(k)]
        return keys != ["type"] or stated_types(cast("Node", schema)) != frozenset({"object"})

    def is_null(self, pointer: str) -> bool:
        """Whether the schema at a pointer means null and nothing else."""
        schema = self.tree.schema(pointer)
        if isinstance(schema, bool):
            return False
        return (
            schema_type(schema) == ["null"]
            or schema.get("enum") == [None]
            or ("const" in schema and schema["const"] is None)
        )
