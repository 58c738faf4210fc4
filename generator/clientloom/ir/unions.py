# The variants of a union: which are classes, and which field tells them apart. May import the other modules of the IR.
"""What the IR says about a union beyond its list of variants."""

from __future__ import annotations

from collections.abc import Mapping

from clientloom.ir.fields import Field, Required
from clientloom.ir.lookup import Lookup
from clientloom.ir.schemas import ObjectSchema, Schema
from clientloom.ir.types import LiteralOf, Named, TypeRef, UnionOf


def classes_of(type_: TypeRef, schemas: Mapping[str, Schema]) -> tuple[ObjectSchema, ...]:
    """The classes among the variants of a union, those of unions in it too."""
    named = (each for each in Lookup(schemas).alternatives(type_) if isinstance(each, Named))
    found = (schemas[id_] for id_ in dict.fromkeys(each.id for each in named))
    return tuple(schema for schema in found if isinstance(schema, ObjectSchema))


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


def _constants(type_: TypeRef, schemas: Mapping[str, Schema]) -> tuple[str | int | bool, ...]:
    opened = Lookup(schemas).behind(type_)
    return opened.values if isinstance(opened, LiteralOf) and opened.closed else ()
