# The types in each part of the IR, and the schemas that they refer to: the only walker over the IR.
# May import the other modules of ir.
"""The types in types, schemas, bodies, results and operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from clientloom.ir.api import Operation, Variant
from clientloom.ir.fields import Access
from clientloom.ir.responses import (
    BytesResult,
    EnvelopeResult,
    EventStreamResult,
    ExistsResult,
    HeadersResult,
    JsonLinesResult,
    JsonResult,
    NoContent,
    Result,
    TextResult,
    UndeclaredResult,
)
from clientloom.ir.schemas import ObjectSchema, Schema
from clientloom.ir.types import (
    NULL,
    Anything,
    Binary,
    ListOf,
    LiteralOf,
    MapOf,
    Named,
    Nullable,
    Primitive,
    PrimitiveKind,
    TupleOf,
    TypeRef,
    UnionOf,
)


def inner_types(type_: TypeRef) -> tuple[TypeRef, ...]:
    """Returns the types directly inside a type; names are not resolved."""
    match type_:
        case ListOf(inner) | MapOf(inner) | Nullable(inner):
            return (inner,)
        case TupleOf(several) | UnionOf(several):
            return several
        case Named() | Primitive() | LiteralOf() | Binary() | Anything():
            return ()
        case _:
            assert_never(type_)


def types_in(type_: TypeRef) -> Iterator[TypeRef]:
    """Yields the type and every type in it, in the order of the document; names are not resolved."""
    yield type_
    for inner in inner_types(type_):
        yield from types_in(inner)


def schema_ids(*types: TypeRef) -> Iterator[str]:
    """Yields the ids of the schemas that types name, in order."""
    for type_ in types:
        if isinstance(type_, Named):
            yield type_.id
        elif inner := inner_types(type_):
            yield from schema_ids(*inner)


def alternatives(type_: TypeRef) -> Iterator[TypeRef]:
    """Yields the variants of a union, nested unions included, and null; names are not resolved."""
    match type_:
        case UnionOf(variants):
            for variant in variants:
                yield from alternatives(variant)
        case Nullable(inner):
            yield from alternatives(inner)
            yield NULL
        case _:
            yield type_


def schema_types(schema: Schema, *, without: Access | None = None) -> tuple[TypeRef, ...]:
    """Returns the types directly inside a schema, except those of fields with the access `without`."""
    if not isinstance(schema, ObjectSchema):
        return (schema.type,)
    extra = () if schema.extra is None else (schema.extra,)
    return (*(field.type for field in schema.fields if field.access is not without), *extra)


def reachable(
    schemas: Mapping[str, Schema], roots: Iterable[str], *, without: Access | None = None
) -> frozenset[str]:
    """Returns the ids of the schemas reachable from `roots`, roots included; `without` as in `schema_types`."""
    return Links(schemas, without=without).follow(roots)


class Links:
    """Which schemas each schema names: looked up once, however often they are followed.

    Args:
        schemas: the schemas by id.
        without: as in `schema_types`.
    """

    def __init__(self, schemas: Mapping[str, Schema], *, without: Access | None = None) -> None:
        self._schemas = schemas
        self._without = without
        self._links: dict[str, tuple[str, ...]] = {}

    def follow(self, roots: Iterable[str]) -> frozenset[str]:
        """Returns the ids of the schemas reachable from `roots`, roots included."""
        seen: set[str] = set()
        waiting = [root for root in roots if root in self._schemas]
        while waiting:
            id_ = waiting.pop()
            if id_ not in seen:
                seen.add(id_)
                waiting += self._find_links(id_)
        return frozenset(seen)

    def _find_links(self, id_: str) -> tuple[str, ...]:
        found = self._links.get(id_)
        if found is None:
            types = schema_types(self._schemas[id_], without=self._without)
            named = dict.fromkeys(schema_ids(*types))
            found = self._links[id_] = tuple(each for each in named if each in self._schemas)
        return found


def leading_to(schemas: Mapping[str, Schema], wanted: Iterable[str]) -> frozenset[str]:
    """Returns the ids of the schemas from which one of the wanted ones can be reached, those included."""
    users: dict[str, list[str]] = {}
    for id_, schema in schemas.items():
        for used in dict.fromkeys(schema_ids(*schema_types(schema))):
            users.setdefault(used, []).append(id_)
    seen: set[str] = set()
    waiting = list(wanted)
    while waiting:
        id_ = waiting.pop()
        if id_ not in seen:
            seen.add(id_)
            waiting += users.get(id_, ())
    return frozenset(seen)


def result_types(result: Result) -> Iterator[TypeRef]:
    """Yields the types of a result: the envelope and its content, or the item of a stream."""
    match result:
        case JsonResult() | TextResult():
            yield result.type
        case EnvelopeResult():
            yield from (result.envelope, result.type)
        case EventStreamResult() | JsonLinesResult():
            yield result.item
        case NoContent() | UndeclaredResult() | BytesResult() | ExistsResult() | HeadersResult():
            return
        case _:
            assert_never(result)


def value_type(result: Result) -> TypeRef:
    """Returns the type of the decoded value; for a stream, of one item."""
    match result:
        case NoContent():
            return NULL
        case ExistsResult():
            return Primitive(PrimitiveKind.BOOLEAN)
        case UndeclaredResult() | HeadersResult():
            return Anything()
        case JsonResult() | EnvelopeResult() | TextResult():
            return result.type
        case EventStreamResult() | JsonLinesResult():
            return result.item
        case BytesResult():
            return Binary()
        case _:
            assert_never(result)


def sent_types(operation: Operation) -> Iterator[TypeRef]:
    """Yields the types that an operation and its variants send."""
    yield from (parameter.type for parameter in operation.parameters)
    for body in (operation.body, *(variant.body for variant in operation.variants)):
        yield from body.types if body else ()


def received_types(operation: Operation) -> Iterator[TypeRef]:
    """Yields the types that an operation and its variants receive: results, headers, items of pages, errors."""
    yield from _response_types(operation)
    for variant in operation.variants:
        yield from _response_types(variant)
    if operation.pagination is not None:
        yield operation.pagination.item
    if operation.listing is not None:
        yield operation.listing.item
    yield from (error.type for error in operation.errors if error.type is not None)
    yield from (header.type for error in operation.errors for header in error.headers)


def _response_types(method: Operation | Variant) -> Iterator[TypeRef]:
    yield from result_types(method.result)
    for response in method.responses:
        yield from result_types(response.result)
        yield from (header.type for header in response.headers)
