# Builds types from types. Pure; may import ir only.
"""Unions without duplicates, and nullable types that are never nested."""

from __future__ import annotations

from collections.abc import Iterable

from clientloom import ir

_INTEGER, _NUMBER = ir.Primitive(ir.PrimitiveKind.INTEGER), ir.Primitive(ir.PrimitiveKind.NUMBER)
_WHOLE = ir.Primitive(ir.PrimitiveKind.WHOLE_NUMBER)


def make_nullable(type_: ir.TypeRef) -> ir.TypeRef:
    """Returns the type or null."""
    return (
        type_
        if isinstance(type_, ir.Nullable | ir.Anything) or type_ == ir.NULL
        else ir.Nullable(type_)
    )


def distinct_union(
    types: Iterable[ir.TypeRef], discriminator: ir.Discriminator | None = None
) -> ir.TypeRef:
    """Returns the union of types, without duplicates and with null outside; `Anything` replaces all others."""
    types = tuple(types)
    if len(types) == 1:
        return types[0]
    found: dict[str, ir.TypeRef] = {}
    null = False
    for type_ in types:
        null = null or isinstance(type_, ir.Nullable) or type_ == ir.NULL
        inner = ir.without_null(type_)
        if inner != ir.NULL:
            for part in inner.variants if isinstance(inner, ir.UnionOf) else (inner,):
                # By text: LiteralOf((1,)) == LiteralOf((True,)) in Python, and not in JSON.
                found.setdefault(repr(part), part)
    if found.keys() & {repr(_NUMBER), repr(_WHOLE)}:  # an integer is a number, and stays one
        found.pop(repr(_INTEGER), None)
    variants = tuple(found.values())
    if ir.Anything() in variants:
        return ir.Anything()
    if not variants:
        return ir.NULL if null else ir.Anything()
    union = variants[0] if len(variants) == 1 else ir.UnionOf(variants, discriminator)
    return make_nullable(union) if null else union
