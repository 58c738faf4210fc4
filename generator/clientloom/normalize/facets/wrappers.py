# Removes schemas that only wrap another one, and caches merged schemas. May import the other modules of this room.
"""`MergedSchemas`: the merged schema of every value, made once, and schemas without their wrappers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from clientloom.normalize.facets.collect import (
    UNIONS,
    SchemaPart,
    SchemaParts,
    Tree,
    accepts_anything,
    is_annotation,
    is_component,
    items,
)
from clientloom.normalize.facets.keywords import (
    allows_null,
    canonical_text,
    narrowing_keywords,
    schema_type,
)
from clientloom.normalize.facets.merged import MergedSchema
from clientloom.normalize.nodes import Node

_WRAPPING = frozenset({"$ref", "allOf", *UNIONS})


class Unwrapped(NamedTuple):
    """A schema without the wrappers that add nothing.

    `site` is the pointer that identifies the schema: its outermost wrapper after the last `$ref`.
    `referenced` says that a wrapper was a `$ref`, `nullable` that a wrapper adds null.
    """

    pointer: str
    site: str
    referenced: bool = False
    nullable: bool = False
    circular: bool = False


class MergedSchemas:
    """Merged schemas by their parts, each made once.

    Args:
        tree: the document.
        subtypes: schemas that are never wrappers, because they have their own tag.
        named: components with a name in the lock. One that has become a wrapper of another
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
        """Returns the merged schema of a value."""
        key = parts[0].pointer if len(parts) == 1 and not parts[0].bare else parts
        found = self._merged.get(key)
        if found is None:
            found = self._merged[key] = MergedSchema(self.tree, parts)
        return found

    def at(self, pointer: str) -> MergedSchema:
        """Returns the merged schema at a pointer."""
        found = self._merged.get(pointer)
        return found or self.of((SchemaPart(pointer),))

    def unwrap(self, pointer: str) -> Unwrapped:
        """Removes wrappers: a `$ref` or a single variant with nothing beside it but annotations and null."""
        found = self._unwrapped.get(pointer)
        if found is None:
            found = self._unwrapped[pointer] = self._strip(pointer)
        return found

    def _strip(self, pointer: str) -> Unwrapped:
        site, referenced, nullable = pointer, False, False
        passed: set[str] = set()
        for wrapper, schema, inner in self._wrappers(pointer):
            if wrapper in self._named and self._leads_elsewhere(wrapper):
                return Unwrapped(wrapper, wrapper, referenced, nullable)
            passed.add(wrapper)
            nullable = nullable or allows_null(schema) or inner.nullable
            referenced = referenced or inner.referenced
            pointer = inner.pointer
            site = pointer if inner.referenced else site
        return Unwrapped(pointer, site, referenced, nullable, circular=pointer in passed)

    def _leads_elsewhere(self, pointer: str) -> bool:
        """Whether a schema only wraps a reference to another."""
        return any(inner.referenced for _, _, inner in self._wrappers(pointer))

    def _wrappers(self, pointer: str) -> Iterator[tuple[str, Node, Unwrapped]]:
        """Yields each wrapper around a schema with its content, the outermost first; a cycle ends where it began."""
        seen: set[str] = set()
        while pointer not in seen:
            seen.add(pointer)
            schema = self.tree.schema(pointer)
            inner = None if isinstance(schema, bool) else self._inner(pointer, schema)
            if isinstance(schema, bool) or inner is None:
                return
            yield pointer, schema, inner
            pointer = inner.pointer

    def _inner(self, pointer: str, schema: Node) -> Unwrapped | None:
        """Returns the content of one wrapper, None if the schema is not a wrapper."""
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
        return others.isdisjoint(narrowing_keywords(schema))

    def _only(self, pointer: str, node: object, *, union: bool) -> Unwrapped | None:
        parts = items(pointer, node)
        if not union:
            return self._only_of_all(pointer, parts)
        others = [part for part in parts if not self.is_null(part)]
        return (
            Unwrapped(others[0], pointer, nullable=len(others) < len(parts))
            if len(others) == 1
            else None
        )

    def _only_of_all(self, pointer: str, parts: list[str]) -> Unwrapped | None:
        """The one part of `allOf` that the others add nothing to."""
        distinct: dict[str, str] = {}
        # A component may inherit from another.
        inline = not is_component(pointer.removesuffix("/allOf"))
        for part in parts:
            if not self._says_something(part, inline=inline):
                continue
            distinct.setdefault(canonical_text(self.tree.schema(part)), part)
        found = list(distinct.values()) or parts[:1]
        if len(found) > 1 and inline:
            found = [part for part in found if not self._repeats(part, found)]
        return Unwrapped(found[0], site=pointer) if len(found) == 1 else None

    def _says_something(self, part: str, *, inline: bool) -> bool:
        """Whether a part of `allOf` narrows the others; `type: object` repeats what a reference says."""
        schema = self.tree.schema(part)
        if accepts_anything(schema):
            return False
        if isinstance(schema, bool) or (not inline and schema.keys() & {"properties", "required"}):
            return True
        return bool(narrowing_keywords(schema))

    def _repeats(self, part: str, parts: list[str]) -> bool:
        """Whether a part only names properties that a `$ref` beside it declares in the same words."""
        schema = self.tree.schema(part)
        if isinstance(schema, bool) or not narrowing_keywords(schema) <= {"properties", "required"}:
            return False
        targets = [
            self.tree.target(s) for p in parts if isinstance(s := self.tree.schema(p), Mapping)
        ]
        return any(
            target is not None
            and isinstance(whole := self.tree.schema(target), Mapping)
            and _declares(whole, schema)
            for target in targets
        )

    def is_null(self, pointer: str) -> bool:
        """Whether the schema at a pointer means null and nothing else."""
        schema = self.tree.schema(pointer)
        return isinstance(schema, Mapping) and (
            schema_type(schema) == ["null"]
            or schema.get("enum") == [None]
            or ("const" in schema and schema["const"] is None)
        )


def _declares(whole: Node, part: Node) -> bool:
    """Whether a schema has the properties of another, each with the same meaning, and requires no fewer."""
    ours = whole.get("properties")
    theirs, required = part.get("properties", {}), part.get("required", [])
    if not isinstance(ours, Mapping) or not isinstance(theirs, Mapping):
        return False
    if not isinstance(required, list) or [r for r in required if r not in _names(whole)]:
        return False
    return all(name in ours and _same(ours[name], node) for name, node in theirs.items())


def _names(schema: Node) -> list[object]:
    required = schema.get("required")
    return required if isinstance(required, list) else []


def _same(one: object, other: object) -> bool:
    """Whether two schemas mean the same."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return canonical_text(cast("Node", one)) == canonical_text(cast("Node", other))
    return one == other
