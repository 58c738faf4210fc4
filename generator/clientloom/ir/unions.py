# The variants of a union: which of them are classes, and which field distinguishes them. May import the other
# modules of ir.
"""Classes and tags of unions, and what tells an object of one type from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientloom.ir.fields import Field, Required
from clientloom.ir.lookup import Lookup
from clientloom.ir.schemas import ObjectSchema, Schema
from clientloom.ir.types import Discriminator, LiteralOf, Named, TypeRef, UnionOf


def classes_of(type_: TypeRef, schemas: Mapping[str, Schema]) -> tuple[ObjectSchema, ...]:
    """Returns the classes among the variants of a union, including nested unions."""
    named = (each for each in Lookup(schemas).alternatives(type_) if isinstance(each, Named))
    found = (schemas[id_] for id_ in dict.fromkeys(each.id for each in named))
    return tuple(schema for schema in found if isinstance(schema, ObjectSchema))


def tag_of(union: UnionOf, schemas: Mapping[str, Schema]) -> str | None:
    """Returns the Python name of the field that distinguishes the variants, None if no field is reliable enough.

    Each class must require the field, under the same name, with constant values; only the discriminator's default
    may take other values. OpenAPI 3.1, 4.8.25 does not demand all of it: other unions are decoded by their fields.
    """
    discriminator = union.discriminator
    if discriminator is None:
        return None
    classes = [each for each in classes_of(union, schemas) if each.id != discriminator.default]
    fields = [_tag(each, discriminator) for each in classes]
    names = {field.name if field else None for field in fields}
    values = [_constants(field.type, schemas) for field in fields if field]
    several = len(set(values)) + bool(discriminator.default) > 1
    if len(names) != 1 or not all(values) or not several:
        return None
    return names.pop()


def _tag(variant: ObjectSchema, discriminator: Discriminator) -> Field | None:
    fields = (field for field in variant.fields if field.wire_name == discriminator.wire_name)
    found = next(fields, None)
    if found is None or isinstance(found.presence, Required) or discriminator.default:
        return found
    return None


def _constants(type_: TypeRef, schemas: Mapping[str, Schema]) -> tuple[str | int | bool, ...]:
    resolved = Lookup(schemas).resolve_aliases(type_)
    return resolved.values if isinstance(resolved, LiteralOf) and resolved.closed else ()


@dataclass(frozen=True, slots=True)
class Traits:
    """The members that every object of a type has, and those among them that have only one value."""

    required: tuple[str, ...]
    constants: tuple[tuple[str, str | int | bool], ...]


def traits_of(type_: TypeRef, lookup: Lookup) -> Traits:
    """Returns the traits of an object type; any other type has none."""
    fields = [f for f in lookup.fields(type_) if isinstance(f.presence, Required)]
    values = [(f.wire_name, lookup.resolve_aliases(f.type)) for f in fields]
    return Traits(
        required=tuple(sorted(f.wire_name for f in fields)),
        constants=tuple(
            sorted(
                (name, literal.values[0])
                for name, literal in values
                if isinstance(literal, LiteralOf) and len(literal.values) == 1
            )
        ),
    )
