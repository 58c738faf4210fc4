# Which types the operations name: where reaching the schemas begins. May import ir.
"""The types that requests and responses begin with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientloom.ir import (
    Body,
    BytesResult,
    EnvelopeResult,
    EventStreamResult,
    FormBody,
    JsonBody,
    JsonLinesBody,
    JsonLinesResult,
    JsonResult,
    MappingBody,
    MultipartBody,
    NoBody,
    NoContent,
    Operation,
    RawBody,
    Response,
    Result,
    TextBody,
    TextResult,
    TypeRef,
    Webhook,
)


def request_types(operations: Iterable[Operation]) -> Iterator[TypeRef]:
    """The types of what is sent: parameters and bodies, of variants too."""
    for operation in operations:
        for parameter in operation.parameters:
            yield parameter.type
        yield from _of_body(operation.body)
        for variant in operation.variants:
            yield from _of_body(variant.body)


def response_types(
    operations: Iterable[Operation], webhooks: Iterable[Webhook]
) -> Iterator[TypeRef]:
    """The types of what is received: responses and their headers, errors, webhooks."""
    for operation in operations:
        yield from _of_responses(operation.responses)
        for variant in operation.variants:
            yield from _of_responses(variant.responses)
        for error in operation.errors:
            if error.type is not None:
                yield error.type
    for webhook in webhooks:
        yield webhook.payload


def _of_body(body: Body) -> Iterator[TypeRef]:
    match body:
        case JsonBody(type=type_, spread=fields):
            yield type_
            for field in fields or ():
                yield field.type
        case FormBody(parts=parts) | MultipartBody(parts=parts):
            for part in parts:
                yield part.field.type
        case MappingBody(type=type_):
            yield type_
        case JsonLinesBody(item=item):
            yield item
        case NoBody() | RawBody() | TextBody():
            pass


def _of_responses(responses: Iterable[Response]) -> Iterator[TypeRef]:
    for response in responses:
        yield from _of_result(response.result)
        for header in response.headers:
            yield header.type


def _of_result(result: Result) -> Iterator[TypeRef]:
    match result:
        case JsonResult(type=type_):
            yield type_
        case EnvelopeResult(type=type_, envelope=envelope):
            yield from (type_, envelope)
        case EventStreamResult(item=item) | JsonLinesResult(item=item):
            yield item
        case NoContent() | TextResult() | BytesResult():
            pass
