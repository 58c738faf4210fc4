# Types of the IR -> plain JSON Schema. May import ir and python.
"""Types as JSON Schema, for responses and for requests.

A union is one flat `anyOf` without repetitions, with all literals in one `enum` and null last. The first schema that
a type names is a reference to `#/$defs/Schema1`, the next one to `Schema2`: types that differ only in the names
have the same JSON Schema.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from clientloom import ir
from clientloom.ir.unions import classes_of, tag_of
from clientloom.ir.walk import alternatives
from clientloom.python.scalar_classes import READERS, SCALARS, Name, accepted_classes

JsonSchema = Mapping[str, object]
"""A JSON Schema object."""

_UNKNOWN_VARIANT = "package._runtime.UnknownVariant"
"""The class of a variant that is not in the document; "package" is the generated package."""
_WHOLE_NUMBER = "package._runtime.WholeNumber"
"""The mark of a whole number that may have a fraction nevertheless."""

_PLAIN = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
_NULL: JsonSchema = {"type": "null"}
_JSON_TYPES = {str: "string", int: "integer", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Definition:
    """A reference to the class or alias of a schema in the same package."""

    id: str


@dataclass(frozen=True, slots=True)
class ModelOf:
    """A reference to the model of a schema from the other package."""

    id: str


@dataclass(frozen=True, slots=True)
class TaggedUnion:
    """A union whose variants a response has to distinguish, by the field `tag` if there is one."""

    union: ir.UnionOf
    tag: str | None


Reference = Definition | ModelOf | TaggedUnion


@dataclass(frozen=True, slots=True)
class Description:
    """A type as JSON Schema. `references` are the meanings of `Schema1`, `Schema2`... in it."""

    schema: JsonSchema
    references: tuple[Reference, ...]


class _References(dict[Reference, JsonSchema]):
    """The references of one description, numbered in the order of first use."""

    def __missing__(self, reference: Reference) -> JsonSchema:
        self[reference] = {"$ref": f"#/$defs/Schema{len(self) + 1}"}
        return self[reference]


@dataclass(frozen=True, slots=True)
class Describer(ABC):
    """Describes types as JSON Schema for one direction."""

    schemas: Mapping[str, ir.Schema]

    def describe(self, described: ir.TypeRef | TaggedUnion) -> Description:
        """Describes a type, or a union that another description refers to."""
        references = _References()
        if isinstance(described, TaggedUnion):
            schema = _any_of(self._variants(described.union, references))
        else:
            schema = self._describe_one(described, references)
        return Description(schema, tuple(references))

    @property
    @abstractmethod
    def anything(self) -> JsonSchema:
        """The schema of any value. It replaces a union that contains it."""

    @abstractmethod
    def _scalar(self, kind: ir.PrimitiveKind) -> Iterator[JsonSchema]: ...

    @abstractmethod
    def _literal(self, literal: ir.LiteralOf) -> Iterator[JsonSchema]: ...

    @abstractmethod
    def _type_schemas(self, id_: str, references: _References) -> Iterator[JsonSchema]: ...

    @abstractmethod
    def _union(self, union: ir.UnionOf, references: _References) -> Iterator[JsonSchema]: ...

    def _describe_one(self, type_: ir.TypeRef, references: _References) -> JsonSchema:
        if isinstance(type_, ir.Nullable | ir.UnionOf) and _is_anything(type_):
            return self.anything
        return _any_of(self._members(type_, references))

    def _members(self, type_: ir.TypeRef, references: _References) -> Iterator[JsonSchema]:
        """Yields the members of a union; another type is one member, or several if there are alternatives for it."""
        match type_:
            case ir.Primitive(kind):
                yield from self._scalar(kind)
            case ir.LiteralOf():
                yield from self._literal(type_)
            case ir.ListOf(item):
                yield {"type": "array", "items": self._describe_one(item, references)}
            case ir.TupleOf(items):
                yield self._tuple(items, references)
            case ir.MapOf(value):
                yield {
                    "type": "object",
                    "additionalProperties": self._describe_one(value, references),
                }
            case ir.Nullable(inner):
                yield from self._members(inner, references)
                yield _NULL
            case ir.UnionOf():
                yield from self._union(type_, references)
            case ir.Named(id_):
                yield from self._type_schemas(id_, references)
            case ir.Binary():
                yield imported_type("builtins.bytes")
            case ir.Anything():
                yield self.anything
            case _:
                assert_never(type_)

    def _tuple(self, items: tuple[ir.TypeRef, ...], references: _References) -> JsonSchema:
        if not items:
            return {"type": "array", "items": self.anything}
        return {
            "type": "array",
            "prefixItems": [self._describe_one(item, references) for item in items],
            "items": False,
            "minItems": len(items),
            "maxItems": len(items),
        }

    def _variants(self, union: ir.UnionOf, references: _References) -> Iterator[JsonSchema]:
        for variant in union.variants:
            yield from self._members(variant, references)


@dataclass(frozen=True, slots=True)
class ResponseDescriber(Describer):
    """Describes responses: literals are open, and variants are distinguished.

    `runtime` is the package of the types that decode special scalars.
    """

    runtime: str

    @property
    def anything(self) -> JsonSchema:
        """Any value."""
        return {}

    def _scalar(self, kind: ir.PrimitiveKind) -> Iterator[JsonSchema]:
        if kind is ir.PrimitiveKind.NULL:
            yield _NULL
        elif kind in READERS:
            yield imported_type(f"{self.runtime}.{READERS[kind]}")
        else:
            yield _class(SCALARS[kind])

    def _literal(self, literal: ir.LiteralOf) -> Iterator[JsonSchema]:
        yield {"enum": list(literal.values)}
        if not literal.closed:
            yield from _value_types(literal)

    def _type_schemas(self, id_: str, references: _References) -> Iterator[JsonSchema]:
        yield references[Definition(id_)]
        schema = self.schemas[id_]
        if isinstance(schema, ir.AliasSchema) and (literal := schema.enum):
            yield from _value_types(literal)
            if isinstance(schema.type, ir.Nullable):
                yield _NULL

    def _variants(self, union: ir.UnionOf, references: _References) -> Iterator[JsonSchema]:
        """Yields the variants and, if they include classes, `UnknownVariant`, which only answers have."""
        for variant in union.variants:
            yield from self._members(variant, references)
        if classes_of(union, self.schemas):
            yield imported_type(_UNKNOWN_VARIANT)

    def _union(self, union: ir.UnionOf, references: _References) -> Iterator[JsonSchema]:
        if len(classes_of(union, self.schemas)) < 2:
            yield from _put_text_first(self._variants(union, references))
            return
        without_null = _without_null(union)
        yield references[TaggedUnion(without_null, tag_of(union, self.schemas))]
        if without_null != union:
            yield _NULL


@dataclass(frozen=True, slots=True)
class RequestDescriber(Describer):
    """Describes arguments: literals are closed; text, models and dicts are alternatives."""

    @property
    def anything(self) -> JsonSchema:
        """Any object."""
        return imported_type("builtins.object")

    def _scalar(self, kind: ir.PrimitiveKind) -> Iterator[JsonSchema]:
        if kind is ir.PrimitiveKind.WHOLE_NUMBER:
            yield imported_type(_WHOLE_NUMBER)
            return
        yield from map(_class, accepted_classes(kind))
        if kind is ir.PrimitiveKind.NULL:
            yield _NULL

    def _literal(self, literal: ir.LiteralOf) -> Iterator[JsonSchema]:
        yield {"enum": list(literal.values)}

    def _type_schemas(self, id_: str, references: _References) -> Iterator[JsonSchema]:
        schema = self.schemas[id_]
        if isinstance(schema, ir.ObjectSchema):
            yield references[ModelOf(id_)]
            if schema.takes_any_dict:
                yield {"type": "object", "additionalProperties": self.anything}
        yield references[Definition(id_)]

    def _union(self, union: ir.UnionOf, references: _References) -> Iterator[JsonSchema]:
        yield from self._variants(union, references)


def imported_type(path: str) -> JsonSchema:
    """Returns the schema of an imported type, by module and name."""
    return {"customTypePath": path}


def _is_anything(type_: ir.TypeRef) -> bool:
    """Whether a type accepts any value, because one of its alternatives does."""
    return any(isinstance(each, ir.Anything) for each in alternatives(type_))


def _class(name: Name) -> JsonSchema:
    module, word = name
    return {"type": _PLAIN[word]} if word in _PLAIN else imported_type(f"{module}.{word}")


def _value_types(literal: ir.LiteralOf) -> Iterator[JsonSchema]:
    """Yields the types of an open enum's values."""
    kinds = sorted({_JSON_TYPES[type(value)] for value in literal.values})
    yield from ({"type": kind} for kind in kinds)


def _without_null(union: ir.UnionOf) -> ir.UnionOf:
    """Returns the union without null."""
    return replace(union, variants=tuple(v for each in union.variants for v in _drop_null(each)))


def _drop_null(type_: ir.TypeRef) -> Iterator[ir.TypeRef]:
    match type_:
        case ir.Nullable(inner):
            yield from _drop_null(inner)
        case ir.UnionOf():
            yield _without_null(type_)
        case ir.Primitive(ir.PrimitiveKind.NULL):
            return
        case _:
            yield type_


def _put_text_first(members: Iterable[JsonSchema]) -> list[JsonSchema]:
    """Puts text before date-times: pydantic would accept any quoted number as a date-time."""
    members = list(members)
    time = _class(SCALARS[ir.PrimitiveKind.DATETIME])
    return sorted(members, key=time.__eq__) if {"type": "string"} in members else members


def _any_of(members: Iterable[JsonSchema]) -> JsonSchema:
    """Returns the union of members, without repetitions, literals merged and null last."""
    unique: list[JsonSchema] = []
    for member in sorted(_merge_enums(list(members)), key=_NULL.__eq__):
        if member not in unique:
            unique.append(member)
    return unique[0] if len(unique) == 1 else {"anyOf": unique}


def _merge_enums(members: list[JsonSchema]) -> list[JsonSchema]:
    enums = [values for member in members if isinstance(values := member.get("enum"), list)]
    if len(enums) < 2:
        return members
    # By kind as well: 1 == True in Python, and not in JSON.
    values = {(type(value), value): value for each in enums for value in each}
    merged: JsonSchema = {"enum": list(values.values())}
    return [merged if "enum" in member else member for member in members]
