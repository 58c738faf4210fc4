# The facets of one value, read as a whole. May import this room's collect and keywords.
"""`MergedSchema`: the merged view of every schema object that a value has to satisfy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import cast

from clientloom.document.pointer import escape
from clientloom.normalize.facets.collect import (
    Expansion,
    Facet,
    JsonSchema,
    SchemaPart,
    SchemaParts,
    Tree,
    accepts_anything,
    is_annotation,
    items,
    members,
)
from clientloom.normalize.facets.keywords import (
    allows_null,
    canonical_text,
    infer_types,
    mentions_null,
    schema_type,
    stated_types,
    widen_types,
)
from clientloom.normalize.nodes import Node

_ONLY_CONDITIONS = {"required", "not", "dependentRequired", "minProperties", "maxProperties"}
_CONDITIONAL = ("then", "else")
_OTHER_KEYS = frozenset({"additionalProperties", "unevaluatedProperties"})
_ANY_KEY = re.compile(r"\^?\.[*+]\$?|[.^$]?")
"""Patterns that every key matches."""


class MergedSchema:
    """The facets of one value, read together: the union of properties, the intersection of types."""

    def __init__(self, tree: Tree, parts: SchemaParts) -> None:
        self._tree = tree
        expansion = Expansion(tree)
        for schema_part in parts:
            expansion.add(schema_part)
        self.parts = parts
        self.facets: tuple[Facet, ...] = tuple(expansion.facets)
        self.impossible: tuple[str, ...] = tuple(expansion.impossible)
        self.circular: tuple[str, ...] = tuple(expansion.circular)

    @property
    def pointer(self) -> str:
        """The pointer at which findings about this value are reported."""
        return self.parts[-1].pointer

    def keyword(self, name: str) -> Iterator[tuple[str, object]]:
        """Yields the values of a keyword, each with the pointer of its facet, the outermost last."""
        for facet in self.facets:
            if name in facet.schema:
                yield facet.pointer, facet.schema[name]

    def has_any(self, names: frozenset[str]) -> bool:
        """Whether a facet has one of several keywords."""
        for facet in self.facets:  # noqa: SIM110 (a generator takes three times as long, and this is asked often)
            if not names.isdisjoint(facet.schema):
                return True
        return False

    def last(self, name: str) -> object:
        """Returns the outermost value of a keyword, None if no facet has it."""
        for facet in reversed(self.facets):
            if name in facet.schema:
                return facet.schema[name]
        return None

    def text(self, name: str) -> str:
        """Returns the outermost value of a keyword that is a non-empty string, else ""."""
        for facet in reversed(self.facets):
            value = facet.schema.get(name)
            if isinstance(value, str) and value.strip():
                return value
        return ""

    def word(self, name: str) -> str:
        """Returns the outermost value of a keyword if it is a string, else ""."""
        value = self.last(name)
        return value if isinstance(value, str) else ""

    def flag(self, name: str) -> bool:
        """Whether any facet sets a boolean keyword."""
        return any(facet.schema.get(name) is True for facet in self.facets)

    @cached_property
    def unions(self) -> tuple[str, ...]:
        """The pointers of `oneOf` and `anyOf` lists whose variants differ in more than conditions."""
        return tuple(
            f"{facet.pointer}/{keyword}"
            for facet in self.facets
            for keyword in facet.unions
            if not self._has_only_conditions(f"{facet.pointer}/{keyword}")
        )

    def _has_only_conditions(self, pointer: str) -> bool:
        schemas = [self._tree.schema(p) for p in items(pointer, self._tree.at(pointer))]
        schemas = [s for s in schemas if isinstance(s, bool) or schema_type(s) != ["null"]]
        return bool(self.properties or self._is_plain_object) and all(
            map(self._is_condition, schemas)
        )

    @property
    def has_unmatched_keys(self) -> bool:
        """Whether keys that match none of the `patternProperties` are allowed, with any value (core, 10.3.2.3)."""
        if self.has_any(_OTHER_KEYS):
            return False
        patterns = [
            key for _, keyed in self.keyword("patternProperties") for key, _ in members("", keyed)
        ]
        return bool(patterns) and not any(map(_ANY_KEY.fullmatch, patterns))

    @cached_property
    def _is_plain_object(self) -> bool:
        return any(stated_types(facet.schema) == frozenset({"object"}) for facet in self.facets)

    def _is_condition(self, schema: JsonSchema) -> bool:
        if isinstance(schema, bool):
            return True
        keys = {key for key in schema if key not in _ONLY_CONDITIONS and not is_annotation(key)}
        if "properties" in keys:
            known = self.properties
            nested = members("", schema["properties"])
            return keys <= {"properties", "type"} and all(
                name in known and self._property_accepts_anything(schema, name)
                for name, _ in nested
            )
        return not keys or (
            keys == {"type"} and schema["type"] == "object" and "required" in schema
        )

    def _property_accepts_anything(self, schema: Node, name: str) -> bool:
        property_ = cast("Node", schema["properties"])[name]
        return property_ is True or (isinstance(property_, Mapping) and accepts_anything(property_))

    @cached_property
    def properties(self) -> Mapping[str, SchemaParts]:
        """The schemas of each property, all of which must hold. Forbidden properties are left out."""
        if len(self.facets) == 1 and not self._conditions:
            return self._own_properties(self.facets[0])
        found: defaultdict[str, list[str]] = defaultdict(list)
        for pointer, node in self.keyword("properties"):
            for name, child in members(f"{pointer}/properties", node):
                found[name].append(child)
        declared = {n: self._distinct(p) for n, p in found.items() if not self._is_forbidden(p)}
        conditional = {
            name: (SchemaPart(next(iter(mentioned))),)
            for name, mentioned in self._mentioned.items()
            if name not in found
        }
        return {**conditional, **declared}

    def _own_properties(self, facet: Facet) -> Mapping[str, SchemaParts]:
        """The properties of a schema without parents, which says each of them once."""
        declared = facet.schema.get("properties")
        return {
            name: (SchemaPart(child),)
            for name, child in members(f"{facet.pointer}/properties", declared)
            if cast("Node", declared)[name] is not False
        }

    def alternatives(self, name: str) -> tuple[str, ...] | None:
        """Returns the schemas of a property that only conditions describe, of which one holds; None for any other.

        There are none where only an `if` mentions it, which asks and says nothing.
        """
        declared = (node for _, node in self.keyword("properties"))
        if name not in self._mentioned or any(isinstance(n, dict) and name in n for n in declared):
            return None
        found: dict[str, str] = {}
        for pointer, decides in self._mentioned[name].items():
            if decides:
                found.setdefault(canonical_text(self._tree.schema(pointer)), pointer)
        return tuple(found.values())

    @cached_property
    def _mentioned(self) -> Mapping[str, Mapping[str, bool]]:
        """The properties that `then`, `else`, `dependentSchemas` or `if` mention: where, and whether they decide."""
        found: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        for place, decides in self._conditions:
            expansion = Expansion(self._tree)
            expansion.add(SchemaPart(place))
            for facet in expansion.facets:
                at = f"{facet.pointer}/properties"
                for name, child in members(at, facet.schema.get("properties")):
                    if self._tree.at(child) is not False:
                        found[name].setdefault(child, decides)
        return found

    @cached_property
    def _conditions(self) -> tuple[tuple[str, bool], ...]:
        """The pointers of schemas that apply only under a condition, and, last, of the conditions themselves."""
        found: list[str] = []
        for facet in self.facets:
            found += [f"{facet.pointer}/{word}" for word in _CONDITIONAL if word in facet.schema]
            dependent = facet.schema.get("dependentSchemas")
            found += [p for _, p in members(f"{facet.pointer}/dependentSchemas", dependent)]
        asked = [f"{facet.pointer}/if" for facet in self.facets if "if" in facet.schema]
        return (*((place, True) for place in found), *((place, False) for place in asked))

    def _is_forbidden(self, pointers: list[str]) -> bool:
        return any(self._tree.at(pointer) is False for pointer in pointers)

    def _distinct(self, pointers: list[str]) -> SchemaParts:
        return drop_redundant(self._tree, pointers)

    @cached_property
    def required(self) -> frozenset[str]:
        """The names of required properties."""
        found: set[str] = set()
        for _, names in self.keyword("required"):
            if isinstance(names, list):
                found.update(name for name in names if isinstance(name, str))
        return frozenset(found)

    @cached_property
    def stated_types(self) -> tuple[frozenset[str], ...]:
        """The types that each facet states, else those that it implies; () if there are none."""
        if len(self.facets) == 1:
            schema = self.facets[0].schema
            only = stated_types(schema) if "type" in schema else infer_types(schema)
            only = infer_types(schema) if only is None else only
            return () if only is None else (only,)
        explicit = tuple(t for f in self.facets if (t := stated_types(f.schema)) is not None)
        return explicit or tuple(t for f in self.facets if (t := infer_types(f.schema)))

    @cached_property
    def types(self) -> frozenset[str]:
        """The valid JSON types without null; empty if the facets contradict each other or name no type."""
        sets = [widen_types(found) for found in self.stated_types]
        common = frozenset.intersection(*sets) if sets else frozenset[str]()
        if "number" in common:
            return common - {"integer"}
        return common

    @property
    def contradictory(self) -> bool:
        """Whether the facets state types that exclude each other."""
        return not self.types and any(self.stated_types) and not self.only_null

    @cached_property
    def only_null(self) -> bool:
        """Whether null is the only value."""
        return (
            any(value is None for _, value in self.keyword("const"))
            or any(
                isinstance(e, list) and e and set(map(repr, e)) == {"None"}
                for _, e in self.keyword("enum")
            )
            or any(schema_type(f.schema) == ["null"] for f in self.facets)
        )

    @cached_property
    def nullable(self) -> bool:
        """Whether null is valid besides other values: the outermost facet allows it, or all of them do."""
        if not self.facets:
            return False
        if allows_null(self.facets[-1].schema):
            return True
        if len(self.facets) == 1:
            return False
        stating = [facet for facet in self.facets if mentions_null(facet.schema)]
        return bool(stating) and all(allows_null(facet.schema) for facet in stating)


def drop_redundant(tree: Tree, pointers: Sequence[str]) -> SchemaParts:
    """Drops schemas that accept anything, repeat another schema, or only repeat its type."""
    if len(pointers) == 1:
        return (SchemaPart(pointers[0]),)
    kept: dict[str, str] = {}
    for pointer in pointers:
        kept.setdefault(canonical_text(tree.schema(pointer)), pointer)
    if len(kept) > 1:
        kept = {m: p for m, p in kept.items() if m != "{}"}
    bare = {p: types for p in kept.values() if (types := _only_types(tree.schema(p)))}
    full = (
        [MergedSchema(tree, (SchemaPart(p),)).types for p in kept.values() if p not in bare]
        if bare
        else []
    )
    left = [p for p in kept.values() if not any(t and t <= bare.get(p, frozenset()) for t in full)]
    return tuple(map(SchemaPart, left))


def _only_types(schema: JsonSchema) -> frozenset[str]:
    """Returns the types of a schema that has no keyword but `type`, else an empty set."""
    if isinstance(schema, bool) or [key for key in schema if not is_annotation(key)] != ["type"]:
        return frozenset()
    return stated_types(schema) or frozenset()


def child_pointer(site: str, *tokens: str) -> str:
    """Returns the pointer of a member below `site`."""
    return "/".join((site, *map(escape, tokens)))


def types_in_order(merged: MergedSchema) -> list[str]:
    """Returns the types of a value in the order of the outermost `type` list."""
    if len(merged.types) < 2:
        return list(merged.types)
    listed = [name for facet in reversed(merged.facets) for name in schema_type(facet.schema)]
    known = list(dict.fromkeys(name for name in listed if name in merged.types))
    return known + sorted(merged.types - set(known))


def has_all_items(merged: MergedSchema, length: int) -> bool:
    """Whether a list always has `length` items; `prefixItems` alone allows fewer (JSON Schema Core, 10.3.1.1)."""
    least = [node for _, node in merged.keyword("minItems") if isinstance(node, int)]
    return max(least, default=0) >= length
