# Which schemas a client needs. May import ir only.
"""From the types of requests and responses to the schemas behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from clientloom.ir import (
    Access,
    AliasSchema,
    Anything,
    Binary,
    ListOf,
    LiteralOf,
    MapOf,
    Named,
    Nullable,
    ObjectSchema,
    Primitive,
    Schema,
    TupleOf,
    TypeRef,
    UnionOf,
)


def reachable_schemas(
    schemas: Mapping[str, Schema], requests: Iterable[TypeRef], responses: Iterable[TypeRef]
) -> dict[str, Schema]:
    """The schemas that the types lead to, told whether requests or responses do.

    A read-only field leads nowhere in a request, a write-only one nowhere in a response; what only such a
    field leads to has a class in the models all the same.
    """
    requests, responses = tuple(requests), tuple(responses)
    sent = _closure(schemas, requests, without=Access.READ_ONLY)
    received = _closure(schemas, responses, without=Access.WRITE_ONLY)
    everything = _closure(schemas, (*requests, *responses), without=None)
    return {
        id_: replace(
            schemas[id_],
            used_in_request=id_ in sent,
            used_in_response=id_ in received or id_ not in sent,
        )
        for id_ in everything
    }


def _closure(
    schemas: Mapping[str, Schema], types: Iterable[TypeRef], *, without: Access | None
) -> set[str]:
    found: set[str] = set()
    pending = [id_ for type_ in types for id_ in ids(type_)]
    while pending:
        id_ = pending.pop()
        if id_ not in found and id_ in schemas:
            found.add(id_)
            pending += (i for type_ in _held(schemas[id_], without) for i in ids(type_))
    return found


def _held(schema: Schema, without: Access | None) -> Iterator[TypeRef]:
    match schema:
        case ObjectSchema():
            yield from (field.type for field in schema.fields if field.access is not without)
            if schema.extra is not None:
                yield schema.extra
        case AliasSchema():
            yield schema.type
        case unreachable:
            assert_never(unreachable)


def ids(type_: TypeRef) -> Iterator[str]:
    """The ids of the named schemas in a type."""
    match type_:
        case Named(id_):
            yield id_
        case ListOf(inner) | MapOf(inner) | Nullable(inner):
            yield from ids(inner)
        case UnionOf(parts) | TupleOf(parts):
            for part in parts:
                yield from ids(part)
        case Primitive() | LiteralOf() | Binary() | Anything():
            pass
        case unreachable:
            assert_never(unreachable)
