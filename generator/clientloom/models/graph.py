# Which schema leads to which, and who reaches it. May import ir.
"""The references between schemas, followed from the operations and webhooks of an API."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from clientloom.ir import (
    Access,
    Anything,
    Api,
    Binary,
    Body,
    BytesResult,
    EnvelopeResult,
    EventStreamResult,
    FormBody,
    JsonBody,
    JsonLinesBody,
    JsonLinesResult,
    JsonResult,
    ListOf,
    LiteralOf,
    MapOf,
    MappingBody,
    MultipartBody,
    Named,
    NoBody,
    NoContent,
    Nullable,
    ObjectSchema,
    Operation,
    Primitive,
    RawBody,
    Response,
    Result,
    Schema,
    TextBody,
    TextResult,
    TupleOf,
    TypeRef,
    UnionOf,
)

WEBHOOKS = "webhooks"
"""Stands for all webhooks among the resources."""

NOBODY = ""
"""Stands for what no operation and no webhook leads to."""


def named(type_: TypeRef) -> Iterator[str]:
    """The ids of the schemas that a type names, in the order in which it names them."""
    match type_:
        case Named(id_):
            yield id_
        case ListOf(inner) | MapOf(inner) | Nullable(inner):
            yield from named(inner)
        case TupleOf(several) | UnionOf(several):
            for each in several:
                yield from named(each)
        case Primitive() | LiteralOf() | Binary() | Anything():
            return
        case _:
            assert_never(type_)


def held(schema: Schema) -> tuple[TypeRef, ...]:
    """The types that a schema is made of."""
    if not isinstance(schema, ObjectSchema):
        return (schema.type,)
    extra = () if schema.extra is None else (schema.extra,)
    return (*(field.type for field in schema.fields), *extra)


def sent(schema: Schema) -> tuple[TypeRef, ...]:
    """The types that a schema is made of when it is sent: what only the server sets is left out."""
    if not isinstance(schema, ObjectSchema):
        return (schema.type,)
    return tuple(f.type for f in schema.fields if f.access is not Access.READ_ONLY)


def closure(
    schemas: Mapping[str, Schema],
    roots: Iterable[str],
    parts: Callable[[Schema], tuple[TypeRef, ...]] = held,
) -> frozenset[str]:
    """The ids of the schemas that can be reached from `roots`, the roots among them."""
    seen: set[str] = set()
    waiting = [root for root in roots if root in schemas]
    while waiting:
        id_ = waiting.pop()
        if id_ not in seen:
            seen.add(id_)
            waiting += (other for type_ in parts(schemas[id_]) for other in named(type_))
    return frozenset(seen)


def of_operation(operation: Operation) -> Iterator[TypeRef]:
    """Every type that an operation sends or receives."""
    yield from sent_by(operation)
    yield from _of_responses(operation.responses, operation.result)
    for variant in operation.variants:
        yield from _of_responses(variant.responses, variant.result)
    if operation.pagination is not None:
        yield operation.pagination.item
    yield from (error.type for error in operation.errors if error.type is not None)


def sent_by(operation: Operation) -> Iterator[TypeRef]:
    """The types that an operation sends."""
    yield from (parameter.type for parameter in operation.parameters)
    for body in (operation.body, *(variant.body for variant in operation.variants)):
        yield from _of_body(body)


def _of_body(body: Body) -> Iterator[TypeRef]:
    match body:
        case JsonBody():
            yield body.type
            yield from (field.type for field in body.spread or ())
        case FormBody() | MultipartBody():
            yield from (part.field.type for part in body.parts)
        case MappingBody():
            yield body.type
        case JsonLinesBody():
            yield body.item
        case NoBody() | RawBody() | TextBody():
            return
        case _:
            assert_never(body)


def _of_responses(responses: Iterable[Response], result: Result) -> Iterator[TypeRef]:
    yield from _of_result(result)
    for response in responses:
        yield from _of_result(response.result)
        yield from (header.type for header in response.headers)


def _of_result(result: Result) -> Iterator[TypeRef]:
    match result:
        case JsonResult():
            yield result.type
        case EnvelopeResult():
            yield result.envelope
            yield result.type
        case EventStreamResult() | JsonLinesResult():
            yield result.item
        case NoContent() | BytesResult() | TextResult():
            return
        case _:
            assert_never(result)


def owners(api: Api) -> dict[str, frozenset[str]]:
    """The resources that reach each schema, by schema id; `WEBHOOKS` counts as one.

    What a schema leads to is reached by all who reach the schema, and by nobody (`NOBODY`) where nobody does.
    """
    schemas = {schema.id: schema for schema in api.schemas}
    reached: dict[str, set[str]] = {id_: set() for id_ in schemas}
    for who, roots in _roots(api).items():
        for id_ in closure(schemas, roots):
            reached[id_].add(who)
    for id_ in closure(schemas, [id_ for id_, by in reached.items() if not by]):
        reached[id_].add(NOBODY)
    return {id_: frozenset(by) for id_, by in reached.items()}


def _roots(api: Api) -> dict[str, list[str]]:
    roots = {WEBHOOKS: [id_ for webhook in api.webhooks for id_ in named(webhook.payload)]}
    for operation in api.operations:
        own = roots.setdefault(operation.resource, [])
        own += (id_ for type_ in of_operation(operation) for id_ in named(type_))
    return roots


def strong_components(edges: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The groups of nodes that all lead to each other, each after the groups that it leads to (Tarjan, 1972).

    Edges to nodes that are no keys are left out.
    """
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    for start in sorted(edges):
        calls = [(start, iter(edges[start]))] if start not in order else []
        while calls:
            node, rest = calls[-1]
            if node not in order:
                order[node] = lowest[node] = len(order)
                path.append(node)
                on_path.add(node)
            below = next((n for n in rest if n in edges and n not in order), None)
            if below is not None:
                calls.append((below, iter(edges[below])))
                continue
            calls.pop()
            lowest[node] = min(lowest[n] for n in (node, *edges[node]) if n in on_path)
            if lowest[node] == order[node]:
                yield (group := tuple(path[path.index(node) :]))
                del path[-len(group) :]
                on_path.difference_update(group)


def request_schemas(api: Api) -> frozenset[str]:
    """The ids of the schemas that some operation sends."""
    schemas = {schema.id: schema for schema in api.schemas}
    roots = [schema.id for schema in api.schemas if schema.used_in_request]
    for operation in api.operations:
        roots += (id_ for type_ in sent_by(operation) for id_ in named(type_))
    return closure(schemas, roots, sent)
