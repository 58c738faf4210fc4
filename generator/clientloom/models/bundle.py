# The IR's schemas as the plainest JSON Schema that says the same. May import ir.
"""The bundle for datamodel-code-generator: one component a schema, whose text depends on no other component.

References are spelled as custom types (`customTypePath`) and not as `$ref`. A property then prints the
same whatever lies beside it, so that a large bundle may be printed by two processes, and what was said once
(most of all, that a property is an optional string) need not be said again: see `components`.
What stands for a schema or for a word of `vocabulary` begins with a prefix of its own, so that the generator
can take none of them for a name that it imports, nor for a field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from clientloom.ir import (
    Access,
    Anything,
    Binary,
    Field,
    ListOf,
    LiteralOf,
    MapOf,
    Named,
    Nullable,
    ObjectSchema,
    Primitive,
    PrimitiveKind,
    Required,
    Schema,
    TupleOf,
    TypeRef,
    UnionOf,
)
from clientloom.ir.unions import classes_of, tag_of
from clientloom.models.generate import JsonSchema

CLASS = "Class_"
"""Begins the name of a component."""

REFERENCE = "Ref_"
"""Begins the name of a schema where another one refers to it."""

WORD = "Word_"
"""Begins a word of `vocabulary`, or a builtin."""

ONE_OF = "OneOf_"
"""Begins a member of a union that is no variant: it says that the members before it are told apart."""

FURTHER = "Further"
"""The property that stands for the type of further properties; no field is called so."""

_PLAIN = {
    PrimitiveKind.STRING: "string",
    PrimitiveKind.INTEGER: "integer",
    PrimitiveKind.NUMBER: "number",
    PrimitiveKind.BOOLEAN: "boolean",
    PrimitiveKind.NULL: "null",
}
_CUSTOM = {
    PrimitiveKind.DATE: "date",
    PrimitiveKind.DATETIME: "datetime",
    PrimitiveKind.TIME: "time",
    PrimitiveKind.DURATION: "timedelta",
    PrimitiveKind.UUID: "UUID",
    PrimitiveKind.DECIMAL: "Decimal",
    PrimitiveKind.BASE64: "Base64",
}
_JSON_TYPES = {str: "string", int: "integer", bool: "boolean"}


class Reported(NamedTuple):
    """A property of a component: its name in the class, its JSON Schema, and whether it is always there."""

    name: str
    type: JsonSchema
    required: bool


@dataclass(frozen=True, slots=True)
class Bundler:
    """Writes components for one of the two packages.

    With `sending` the component is what a caller may give: enums are closed, and what only the server sets
    is left out. Without, it is what a response may hold.
    """

    schemas: Mapping[str, Schema]
    sending: bool

    def told(self, schema: ObjectSchema) -> list[Reported]:
        """The properties of an object: its fields, in order, and what its further ones are if that has to be said."""
        told = [
            Reported(field.name, self.type(field.type), self.is_required(field))
            for field in self.fields(schema)
        ]
        if (further := self.further(schema)) is not None:
            told.append(Reported(FURTHER, self.type(further), required=True))
        return told

    def fields(self, schema: ObjectSchema) -> tuple[Field, ...]:
        """The fields of the class, in order."""
        if not self.sending:
            return schema.fields
        return tuple(field for field in schema.fields if field.access is not Access.READ_ONLY)

    def further(self, schema: ObjectSchema) -> TypeRef | None:
        """The type of further properties, where the class has to say it."""
        return None if self.sending or isinstance(schema.extra, Anything) else schema.extra

    def is_required(self, field: Field) -> bool:
        """Whether the value is always there; a response never has what is only ever written."""
        written_only = field.access is Access.WRITE_ONLY and not self.sending
        return isinstance(field.presence, Required) and not written_only

    def type(self, type_: TypeRef) -> JsonSchema:
        """The JSON Schema of a type."""
        match type_:
            case Primitive(kind):
                return {"type": _PLAIN[kind]} if kind in _PLAIN else custom(WORD + _CUSTOM[kind])
            case LiteralOf():
                return self._literal(type_)
            case ListOf(item):
                return {"type": "array", "items": self.type(item)}
            case TupleOf(items):
                return self._tuple(items)
            case MapOf(value):
                return {"type": "object", "additionalProperties": self.type(value)}
            case Nullable(inner):
                return {"anyOf": [self.type(inner), {"type": "null"}]}
            case UnionOf():
                return self._union(type_)
            case Named(id_):
                return custom(REFERENCE + self.schemas[id_].name)
            case Binary():
                return custom(WORD + "bytes")
            case Anything():
                return {}
        assert_never(type_)

    def _literal(self, literal: LiteralOf) -> JsonSchema:
        closed: JsonSchema = {"enum": list(literal.values)}
        if self.sending or literal.closed:
            return closed
        kinds = sorted({_JSON_TYPES[type(value)] for value in literal.values})
        return {"anyOf": [closed, *({"type": kind} for kind in kinds)]}

    def _tuple(self, items: tuple[TypeRef, ...]) -> JsonSchema:
        if not items:
            return {"type": "array", "items": {}}
        size = len(items)
        own = [self.type(item) for item in items]
        return {
            "type": "array",
            "prefixItems": own,
            "items": False,
            "minItems": size,
            "maxItems": size,
        }

    def _union(self, union: UnionOf) -> JsonSchema:
        variants = [self.type(variant) for variant in union.variants]
        classes = classes_of(union, self.schemas)
        if len(classes) > 1 and not self.sending:
            tag = tag_of(union, self.schemas) or ""
            variants.append(custom(ONE_OF + tag.encode().hex()))
        elif classes:
            variants.append(custom(WORD + "UnknownVariant"))
        return {"anyOf": variants}


def custom(name: str) -> JsonSchema:
    """A type that the generator prints by its name alone."""
    return {"customTypePath": f"clientloom.{name}"}
