# Other types in the places of types: the only rewriter of the IR. May import ir.
"""`rewrite` changes the types of fields and parameters anywhere in a value; `rename` gives schemas other ids."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import is_
from typing import TypeVar, assert_never, cast

from clientloom.ir.fields import Field, Parameter
from clientloom.ir.types import (
    Anything,
    Binary,
    Discriminator,
    ListOf,
    LiteralOf,
    MapOf,
    Named,
    Nullable,
    Primitive,
    TupleOf,
    TypeRef,
    UnionOf,
)

T = TypeVar("T")
FieldType = Callable[[Field | Parameter], TypeRef]
_LEAVES = (Primitive, LiteralOf, Binary, Anything)
_TYPES = (*_LEAVES, Named, ListOf, TupleOf, MapOf, Nullable, UnionOf)


def rewrite(value: T, field_type: FieldType) -> T:
    """Returns a value of the IR with the type that `field_type` returns in each field and parameter."""

    def change(node: object) -> object | None:
        if isinstance(node, Field | Parameter):
            type_ = field_type(node)
            return node if type_ is node.type else dataclasses.replace(node, type=type_)
        return node if isinstance(node, _TYPES) else None

    return cast("T", _rebuild(value, change))


def rename(value: T, ids: Mapping[str, str]) -> T:
    """Returns a value of the IR that names the schema `ids[id]` where it named `id`.

    The variants of a union that become the same schema become one.
    """
    known: dict[TypeRef, TypeRef | None] = {}
    """The types that were seen, None for one that stays."""

    def change(node: object) -> object | None:
        if not isinstance(node, _TYPES):
            return None
        if isinstance(node, _LEAVES):
            return node
        if node not in known:
            renamed = _rename(node, ids)
            known[node] = None if renamed == node else renamed
        return known[node] or node

    return cast("T", _rebuild(value, change)) if ids else value


_WITHOUT_PARTS = frozenset({str, bool, int, float, type(None)})
_WITHOUT_TYPES = frozenset(
    {"str", "bool", "Span", "Access", "Presence", "Location", "Style", "XmlForm | None"}
    | {"tuple[tuple[str, Scalar], ...]"}
)
"""The annotations of what holds no type: most of the fields of a field, and of those there are many."""


def _rebuild(value: object, change: Callable[[object], object | None]) -> object:
    """Returns a value in which `change` was asked about each node from the outside; None means to look inside."""
    if isinstance(value, tuple):
        several = cast("tuple[object, ...]", value)
        parts = [_rebuild(part, change) for part in several]
        return several if all(map(is_, parts, several)) else tuple(parts)
    names = _parts(type(value))  # type: ignore[arg-type]  # every class is hashable
    if names is None:
        return value
    changed = change(value)
    if changed is not None:
        return changed
    found = {}
    for name in names:
        old = getattr(value, name)
        if old.__class__ not in _WITHOUT_PARTS and (new := _rebuild(old, change)) is not old:
            found[name] = new
    return dataclasses.replace(value, **found) if found else value  # type: ignore[type-var]


@lru_cache(maxsize=256)
def _parts(kind: type[object]) -> tuple[str, ...] | None:
    """Returns the names of the fields of a dataclass that may contain types, None for another class."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(f.name for f in dataclasses.fields(kind) if f.type not in _WITHOUT_TYPES)


def _rename(type_: TypeRef, ids: Mapping[str, str]) -> TypeRef:
    match type_:
        case Named(id_):
            return Named(ids[id_]) if id_ in ids else type_
        case ListOf(item):
            return ListOf(_rename(item, ids))
        case MapOf(value):
            return MapOf(_rename(value, ids))
        case Nullable(inner):
            return Nullable(_rename(inner, ids))
        case TupleOf(items):
            return TupleOf(tuple(_rename(item, ids) for item in items))
        case UnionOf(variants, discriminator):
            found = tuple(dict.fromkeys(_rename(variant, ids) for variant in variants))
            if len(found) == 1:
                return found[0]
            return UnionOf(found, discriminator and _with_ids(discriminator, ids))
        case Primitive() | LiteralOf() | Binary() | Anything():
            return type_
        case _:
            assert_never(type_)


def _with_ids(discriminator: Discriminator, ids: Mapping[str, str]) -> Discriminator:
    pairs = {(tag, ids.get(id_, id_)) for tag, id_ in discriminator.mapping}
    default = discriminator.default
    return Discriminator(discriminator.wire_name, tuple(sorted(pairs)), ids.get(default, default))
