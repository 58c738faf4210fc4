# Builds types from types. Pure; may import ir only.
"""Unions without duplicates, and nullable types that are never nested."""

from __future__ import annotations

from collections.abc import Iterable

from clientloom.ir import (
    NULL,
    Anything,
    Discriminator,
    Nullable,
    Primitive,
    PrimitiveKind,
    TypeRef,
    UnionOf,
    without_null,
)

_INTEGER, _NUMBER = Primitive(PrimitiveKind.INTEGER), Primitive(PrimitiveKind.NUMBER)
_WHOLE = Primitive(PrimitiveKind.WHOLE_NUMBER)


def make_nullable(type_: TypeRef) -> TypeRef:
    """Returns the type or null."""
    return type_ if isinstance(type_, Nullable | Anything) or type_ == NULL else Nullable(type_)


def distinct_union(types: Iterable[TypeRef], discriminator: Discriminator | None = None) -> TypeRef:
    """Returns the union of types, without duplicates and with null outside; `Anything` replaces all others."""
    types = tuple(types)
    if len(types) == 1:
        return types[0]
    found: dict[str, TypeRef] = {}
    null = False
    for type_ in types:
        null = null or isinstance(type_, Nullable) or type_ == NULL
        inner = without_null(type_)
        if inner != NULL:
            for part in inner.variants if isinstance(inner, UnionOf) else (inner,):
                # By text: LiteralOf((1,)) == LiteralOf((True,)) in Python, and not in JSON.
                found.setdefault(repr(part), part)
    if found.keys() & {repr(_NUMBER), repr(_WHOLE)}:  # an integer is a number, and stays one
        found.pop(repr(_INTEGER), None)
    variants = tuple(found.values())
    if Anything() in variants:
        return Anything()
    if not variants:
        return NULL if null else Anything()
    union = variants[0] if len(variants) == 1 else UnionOf(variants, discriminator)
    return make_nullable(union) if null else union
