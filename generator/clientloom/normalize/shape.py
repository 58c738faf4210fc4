# What a set of facets says as a whole. May import the atoms of this room.
"""`Shape`: the merged view of every schema object that a value has to satisfy."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from clientloom.normalize.atoms import (
    UNIONS,
    Atom,
    Atoms,
    Expansion,
    Facet,
    Tree,
    is_annotation,
    items,
    members,
    says_nothing,
)
from clientloom.normalize.places import Node, escape

JSON_TYPES = frozenset({"string", "integer", "number", "boolean", "object", "array"})
_SPELLINGS = {
    "file": "string",
    "str": "string",
    "date": "string",
    "datetime": "string",
    "date-time": "string",
    "uuid": "string",
    "int": "integer",
    "int32": "integer",
    "int64": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "bool": "boolean",
    "map": "object",
    "dict": "object",
    "list": "array",
}
_HINTS = (
    ("object", {"properties", "additionalProperties", "patternProperties", "required", "minProperties",
                "maxProperties", "propertyNames", "unevaluatedProperties", "dependentSchemas"}),
    ("array", {"items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"}),
    ("string", {"pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType"}),
    ("number", {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
)
_FORMATS = {
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
}
_ONLY_CONDITIONS = {"required", "not", "dependentRequired", "minProperties", "maxProperties"}
_NULL_WORDS = frozenset({"nullable", "x-nullable"})
_CONDITIONAL = ("if", "then", "else")


class Shape:
    """The facets of one value, read together: properties united, types intersected."""

    def __init__(self, tree: Tree, node: Atoms) -> None:
        self._tree = tree
        expansion = Expansion(tree)
        for atom in node:
            expansion.add(atom)
        self.node = node
        self.facets: tuple[Facet, ...] = tuple(expansion.facets)
        self.impossible: tuple[str, ...] = tuple(expansion.impossible)
        self.circular: tuple[str, ...] = tuple(expansion.circular)

    @property
    def pointer(self) -> str:
        """The place that findings about this value are told at."""
        return self.node[-1].pointer

    def keyword(self, name: str) -> Iterator[tuple[str, object]]:
        """The values that the facets give a keyword, with the pointer of the facet, the outermost last."""
        for facet in self.facets:
            if name in facet.schema:
                yield facet.pointer, facet.schema[name]

    def last(self, name: str) -> object:
        """The outermost value of a keyword, None where no facet has it."""
        found: object = None
        for _, found in self.keyword(name):  # noqa: B007 - the last one is wanted
            pass
        return found

    def text(self, name: str) -> str:
        """The outermost text that is not empty."""
        found = ""
        for _, value in self.keyword(name):
            found = value if isinstance(value, str) and value.strip() else found
        return found

    def flag(self, name: str) -> bool:
        """Whether any facet sets a boolean keyword."""
        return any(value is True for _, value in self.keyword(name))

    @cached_property
    def unions(self) -> tuple[str, ...]:
        """Pointers of the `oneOf` and `anyOf` lists whose variants differ in more than conditions."""
        return tuple(
            f"{facet.pointer}/{keyword}"
            for facet in self.facets
            for keyword in facet.unions
            if not self._only_conditions(f"{facet.pointer}/{keyword}")
        )

    def _only_conditions(self, pointer: str) -> bool:
        schemas = [self._tree.schema(p) for p in items(pointer, self._tree.at(pointer))]
        return bool(self.properties or self._open_object) and all(map(self._condition, schemas))

    @cached_property
    def _open_object(self) -> bool:
        return any(stated(facet.schema) == {"object"} for facet in self.facets)

    def _condition(self, schema: Node | bool) -> bool:
        if isinstance(schema, bool):
            return True
        keys = {key for key in schema if key not in _ONLY_CONDITIONS and not is_annotation(key)}
        if "properties" in keys:
            known = self.properties
            nested = members("", schema["properties"])
            return keys <= {"properties", "type"} and all(
                name in known and self._tree_says_nothing(schema, name) for name, _ in nested
            )
        return not keys or (keys == {"type"} and schema["type"] == "object" and "required" in schema)

    def _tree_says_nothing(self, schema: Node, name: str) -> bool:
        property_ = cast(Node, schema["properties"])[name]
        return property_ is True or (isinstance(property_, Mapping) and says_nothing(property_))

    @cached_property
    def properties(self) -> Mapping[str, Atoms]:
        """Each property's schemas: all of them hold. A property that is forbidden is left out."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for pointer, node in self.keyword("properties"):
            for name, child in members(f"{pointer}/properties", node):
                found[name].append(child)
        declared = {n: self._distinct(p) for n, p in found.items() if not self._forbidden(p)}
        return {**self._conditional_properties(found), **declared}

    def _conditional_properties(self, known: Mapping[str, object]) -> dict[str, Atoms]:
        """Properties that only `if`, `then`, `else` or `dependentSchemas` speak of; they may be there."""
        found: dict[str, Atoms] = {}
        for place in self.conditions:
            schema = self._tree.schema(place)
            if isinstance(schema, bool):
                continue
            for name, child in members(f"{place}/properties", schema.get("properties")):
                if name not in known and self._tree.at(child) is not False:
                    found.setdefault(name, (Atom(child),))
        return found

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """Pointers of the schemas that hold only under a condition."""
        found: list[str] = []
        for facet in self.facets:
            found += [f"{facet.pointer}/{word}" for word in _CONDITIONAL if word in facet.schema]
            dependent = facet.schema.get("dependentSchemas")
            found += [p for _, p in members(f"{facet.pointer}/dependentSchemas", dependent)]
        return tuple(found)

    def _forbidden(self, pointers: list[str]) -> bool:
        return any(self._tree.at(pointer) is False for pointer in pointers)

    def _distinct(self, pointers: list[str]) -> Atoms:
        """Without schemas that say nothing, or the same as an earlier one."""
        if len(pointers) == 1:
            return (Atom(pointers[0]),)
        kept: dict[str, str] = {}
        for pointer in pointers:
            kept.setdefault(_meaning(self._tree.schema(pointer)), pointer)
        if len(kept) > 1:
            kept = {m: p for m, p in kept.items() if m != "{}"}
        return tuple(map(Atom, kept.values()))

    @cached_property
    def required(self) -> frozenset[str]:
        """The names of properties that must be there."""
        found: set[str] = set()
        for _, names in self.keyword("required"):
            if isinstance(names, list):
                found.update(name for name in names if isinstance(name, str))
        return frozenset(found)

    @cached_property
    def stated_types(self) -> tuple[frozenset[str], ...]:
        """The types that each facet states, or else lets one infer; () where nothing is said."""
        explicit = tuple(t for f in self.facets if (t := stated(f.schema)) is not None)
        return explicit or tuple(t for f in self.facets if (t := inferred(f.schema)))

    @cached_property
    def types(self) -> frozenset[str]:
        """The JSON types that are valid, null apart; empty where the facets contradict or say nothing."""
        sets = [_widened(found) for found in self.stated_types]
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
        if any(value is None for _, value in self.keyword("const")):
            return True
        if any(isinstance(e, list) and e and set(map(repr, e)) == {"None"} for _, e in self.keyword("enum")):
            return True
        return any(schema_type(f.schema) == ["null"] for f in self.facets)

    @cached_property
    def nullable(self) -> bool:
        """Whether null is valid besides other values, by what the outermost facet says or all of them."""
        if not self.facets:
            return False
        stating = [facet for facet in self.facets if _speaks_of_null(facet.schema)]
        return allows_null(self.facets[-1].schema) or (
            bool(stating) and all(allows_null(facet.schema) for facet in stating)
        )


def schema_type(schema: Node) -> list[str]:
    """The keyword `type` as a list; a word in capitals or of another language counts as what it means."""
    value = schema.get("type")
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [_type_word(name) for name in names if isinstance(name, str)]


def _type_word(word: str) -> str:
    lower = word.strip().lower()
    return lower if lower in JSON_TYPES or lower == "null" else _SPELLINGS.get(lower, lower)


def stated(schema: Node) -> frozenset[str] | None:
    """The types that `type` names, null apart; None where it says nothing or only a word unknown to JSON Schema."""
    names = schema_type(schema)
    known = frozenset(names) & JSON_TYPES
    return known if known or names == ["null"] else None


def inferred(schema: Node) -> frozenset[str] | None:
    """The type that other keywords only make sense for."""
    for name, keywords in _HINTS:
        if not keywords.isdisjoint(schema):
            return frozenset({name})
    format_ = schema.get("format")
    if isinstance(format_, str) and "enum" not in schema and "const" not in schema:
        return frozenset({_FORMATS.get(format_, "string")})
    return None


def _widened(types: frozenset[str]) -> frozenset[str]:
    return types | {"integer"} if "number" in types else types


def allows_null(schema: Node) -> bool:
    """Whether a schema object adds null to its other values, in any of the ways to say it."""
    if schema.get("nullable") is True or schema.get("x-nullable") is True:
        return True
    names = schema_type(schema)
    if "null" in names and len(names) > 1:
        return True
    enum = schema.get("enum")
    return isinstance(enum, list) and len(enum) > 1 and any(value is None for value in enum)


def _speaks_of_null(schema: Node) -> bool:
    return allows_null(schema) or bool(schema_type(schema)) or "enum" in schema or "const" in schema


def _meaning(schema: Node | bool) -> str:
    """A schema without its annotations, as canonical text."""
    if isinstance(schema, bool):
        return "{}" if schema else "false"
    kept = {key: value for key, value in schema.items() if not is_annotation(key) or key in _NULL_WORDS}
    return json.dumps(kept, sort_keys=True, default=str)


def meaning(tree: Tree, pointer: str) -> str:
    """What a schema says about values, so that two spellings of the same can be told."""
    return _meaning(tree.schema(pointer))


def child(site: str, *tokens: str) -> str:
    """The pointer of a member below a site."""
    return "/".join((site, *map(escape, tokens)))


@dataclass(frozen=True, slots=True)
class Stripped:
    """Where a schema is at home once wrappers that add nothing are taken off.

    `referenced` says that a `$ref` led there, `nullable` that a wrapper adds null.
    """

    pointer: str
    referenced: bool = False
    nullable: bool = False
    circular: bool = False


class ShapeTable:
    """Shapes by what they are made of, each made once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._shapes: dict[Atoms, Shape] = {}
        self._stripped: dict[str, Stripped] = {}

    def of(self, node: Atoms) -> Shape:
        """The shape of a node."""
        found = self._shapes.get(node)
        if found is None:
            found = self._shapes[node] = Shape(self.tree, node)
        return found

    def at(self, pointer: str) -> Shape:
        """The shape of the schema at a pointer."""
        return self.of((Atom(pointer),))

    def stripped(self, pointer: str) -> Stripped:
        """Takes off wrappers: a `$ref` or a single variant with nothing beside it but annotations and null."""
        found = self._stripped.get(pointer)
        if found is None:
            found = self._stripped[pointer] = self._strip(pointer)
        return found

    def _strip(self, pointer: str) -> Stripped:
        seen: set[str] = set()
        referenced = nullable = False
        while pointer not in seen:
            seen.add(pointer)
            schema = self.tree.schema(pointer)
            inner = None if isinstance(schema, bool) else self._inner(pointer, schema)
            if isinstance(schema, bool) or inner is None:
                return Stripped(pointer, referenced, nullable)
            nullable = nullable or allows_null(schema) or inner.nullable
            referenced = referenced or inner.referenced
            pointer = inner.pointer
        return Stripped(pointer, referenced, nullable, circular=True)

    def _inner(self, pointer: str, schema: Node) -> Stripped | None:
        """What one wrapper wraps, None where the schema says something itself."""
        keys = [key for key in schema if not is_annotation(key)]
        if "$ref" in keys and (target := self.tree.target(schema)):
            return Stripped(target, referenced=True) if self._adds_nothing(schema, "$ref", keys) else None
        for keyword in ("allOf", *UNIONS):
            if keyword in keys and self._adds_nothing(schema, keyword, keys):
                return self._only(f"{pointer}/{keyword}", schema[keyword], union=keyword != "allOf")
        return None

    def _adds_nothing(self, schema: Node, keyword: str, keys: list[str]) -> bool:
        others = set(keys) - {keyword}
        # `type: object` beside `allOf: [$ref]` repeats what the reference says; anything else may narrow it.
        return not others or (others == {"type"} and stated(schema) == {"object"})

    def _only(self, pointer: str, node: object, *, union: bool) -> Stripped | None:
        parts = items(pointer, node)
        if not union:
            telling = [part for part in parts if not says_nothing(self.tree.schema(part))] or parts[:1]
            return Stripped(telling[0]) if len(telling) == 1 else None
        others = [part for part in parts if not self.is_null(part)]
        return Stripped(others[0], nullable=len(others) < len(parts)) if len(others) == 1 else None

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
