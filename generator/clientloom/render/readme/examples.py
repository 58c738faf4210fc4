# Chooses the methods that a README shows. May import ir and this room.
"""Examples: the simplest method of each kind, with arguments and a response."""

from __future__ import annotations

from collections.abc import Callable

from clientloom.ir import BodyKind, BytesResult, JsonResult, RetryClass
from clientloom.ir.walk import value_type
from clientloom.python.docstrings import WIDTH
from clientloom.python.literals import python_literal
from clientloom.render.readme.example_views import Example, Examples, QuickStart
from clientloom.render.readme.samples import Sampler, argument_sample
from clientloom.render.readme.typical import (
    Rank,
    TypicalCalls,
    client_call,
    count_required,
    find_typical_calls,
    find_typical_credentials,
)
from clientloom.render.results import CallKind, call_kind
from clientloom.render.view_context import Method, ViewContext
from clientloom.render.views.testing import fake_accessor

Candidate = tuple[str, Method]
"""The path of a resource and one of its methods."""


def examples(context: ViewContext) -> Examples:
    """Returns one example of each kind of method that the API has."""

    def best(wanted: Callable[[Method], bool]) -> Example | None:
        candidates = [(r, m) for r, group in context.methods.items() for m in group if wanted(m)]
        return _example(context, *min(candidates, key=_rank)) if candidates else None

    typical = find_typical_calls(context)
    first = best(lambda method: call_kind(method) is CallKind.VALUE)
    if typical and typical.single:
        first = _example(context, typical.resource, typical.single)
    return Examples(
        start=_start(context, typical),
        first=first,
        pages=best(lambda method: call_kind(method) is CallKind.PAGES),
        stream=best(lambda method: call_kind(method) is CallKind.STREAM),
        upload=best(_is_upload),
        lines=best(
            lambda m: _is_kind(m, BodyKind.JSON_LINES) and call_kind(m) is not CallKind.STREAM
        ),
        download=best(_is_bytes),
        streamed_download=best(lambda method: call_kind(method) is CallKind.DOWNLOAD),
        waiting=_waiting_example(context),
        xml=best(_is_xml),
    )


def _start(context: ViewContext, typical: TypicalCalls | None) -> QuickStart:
    chosen = [m for m in (typical.listing, typical.single) if m] if typical else []
    credentials = find_typical_credentials(context.api, [m.operation for m in chosen])
    arguments, comment = client_call(context.api, credentials)
    line = f"client = {context.api.package.client}({arguments})  # {comment}"
    listing = typical and typical.listing
    return QuickStart(
        client_arguments=arguments,
        comment=comment,
        comment_above=len(line) > WIDTH,
        listing=_example(context, typical.resource, listing) if typical and listing else None,
    )


def _waiting_example(context: ViewContext) -> Example | None:
    """The first method that waits for a state."""
    for method in context.polled:
        for waiter in method.operation.waiters:
            if waiter.success:
                found = _example(context, method.operation.resource, method)
                accessor = method.operation.accessor_of(waiter.name)
                return found._replace(accessor=accessor, method=waiter.name)
    return None


def _is_bytes(method: Method) -> bool:
    return isinstance(method.result, BytesResult) and not method.result.streamed


def _is_xml(method: Method) -> bool:
    received = isinstance(method.result, JsonResult) and method.result.xml is not None
    return received or _is_kind(method, BodyKind.XML)


def _is_upload(method: Method) -> bool:
    parts = method.body.parts if method.body else None
    return (
        _is_kind(method, BodyKind.MULTIPART)
        and any(part.is_file for part in parts or ())
        and call_kind(method) is CallKind.VALUE
    )


def _is_kind(method: Method, kind: BodyKind) -> bool:
    return method.body is not None and method.body.kind is kind


def _rank(candidate: Candidate) -> Rank:
    method = candidate[1]
    return method.operation.deprecated, count_required(method)


def _example(context: ViewContext, resource: str, method: Method) -> Example:
    sampler = Sampler(context.schemas, sending=True)
    lines = method.body.argument if method.body and _is_kind(method, BodyKind.JSON_LINES) else None
    given = [
        (a, f"[{text}]" if a.name == lines else text)
        for a in method.arguments
        if a.required
        for text in [argument_sample(a.type, a.name, sampler)]
    ]
    answer = Sampler(context.schemas, sending=False).sample(value_type(method.result), "example")
    return Example(
        accessor=method.operation.accessor_of(method.name),
        fake_accessor=fake_accessor(resource, method.name),
        holder=f"client.{resource}" if resource else "client",
        method=method.name,
        arguments=", ".join(s if a.positional else f"{a.name}={s}" for a, s in given),
        answer=python_literal(answer),
        retried=method.operation.retry is not RetryClass.NEVER,
    )
