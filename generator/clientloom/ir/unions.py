# The variants of a union: which are classes, and which field tells them apart. May import the IR's types only.
"""What the IR says about a union beyond its list of variants."""

from __future__ import annotations

from collections.abc import Mapping

from clientloom.ir.fields import Field, Required
from clientloom.ir.schemas import ObjectSchema, Schema
from clientloom.ir.types import LiteralOf, Named, Nullable, TypeRef, UnionOf


def classes_of(type_: TypeRef, schemas: Mapping[str, Schema]) -> tuple[ObjectSchema, ...]:
    """The classes among the variants of a union, those of unions in it too."""
    return tuple({found.id: found for found in _objects(type_, schemas, frozenset())}.values())


def _objects(
    type_: TypeRef, schemas: Mapping[str, Schema], within: frozenset[str]
) -> tuple[ObjectSchema, ...]:
    match type_:
        case Named(id_) if id_ not in within:
            schema = schemas[id_]
            if isinstance(schema, ObjectSchema):
                return (schema,)
            return _objects(schema.type, schemas, within | {id_})
        case Nullable(inner):
            return _objects(inner, schemas, within)
        case UnionOf(variants):
            return tuple(o for variant in variants for o in _objects(variant, schemas, within))
        case _:
            return ()


def tag_of(union: UnionOf, schemas: Mapping[str, Schema]) -> str | None:
    """The Python name of the field that tells the variants apart, where the classes allow to tell by it.

    Each class must have the field under one name, always, with values of its own. A discriminator that falls
    short of it (OpenAPI 3.1, 4.8.25 does not ask for it) still has its union told apart by the fields.
    """
    if union.discriminator is None:
        return None
    wire_name = union.discriminator.wire_name
    fields = [_tag(variant, wire_name) for variant in classes_of(union, schemas)]
    names = {field.name if field else None for field in fields}
    values = [value for field in fields if field for value in _constants(field.type, schemas)]
    if len(fields) < 2 or len(names) != 1 or len(set(values)) != len(values):
        return None
    if any(field is None or not _constants(field.type, schemas) for field in fields):
        return None
    return names.pop()


def _tag(variant: ObjectSchema, wire_name: str) -> Field | None:
    fields = (field for field in variant.fields if field.wire_name == wire_name)
    return next((f for f in fields if isinstance(f.presence, Required)), None)


def _constants(
    type_: TypeRef, schemas: Mapping[str, Schema], within: frozenset[str] = frozenset()
) -> tuple[str | int | bool, ...]:
    match type_:
        case LiteralOf(values, closed=True):
            return values
        case Named(id_) if id_ not in within:
            schema = schemas[id_]
            if isinstance(schema, ObjectSchema):
                return ()
            return _constants(schema.type, schemas, within | {id_})
        case _:
            return ()
