# The methods in api.md: the HTTP line, the retry class and the types. May import ir, python and the views.
"""Views of methods."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.ir import Resource, RetryClass
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.prose import summarize
from clientloom.render.arguments import signature
from clientloom.render.markdown import code_span, markdown
from clientloom.render.reference.entries import make_entry
from clientloom.render.results import CallKind, call_kind, method_responses, value_annotation
from clientloom.render.view_context import Method, ViewContext
from clientloom.render.view_types import ReferenceEntry, ReferenceSection
from clientloom.render.views.waiters import WaitingMethod, find_waiting

_RETRIES = {
    RetryClass.SAFE: "safe: retried after a failure",
    RetryClass.IDEMPOTENT: "idempotent: retried after a failure",
    RetryClass.KEYED: "keyed: retried after a failure, with the same idempotency key",
    RetryClass.NEVER: "never: retried only if the server did not process the request",
}


def method_sections(context: ViewContext) -> tuple[ReferenceSection, ...]:
    """Returns the sections of all resources, with every method."""
    return tuple(
        _section(context, context.resource(path))
        for path in sorted(context.methods)
        if context.methods[path]
    )


def _section(context: ViewContext, resource: Resource) -> ReferenceSection:
    printer = context.printer(())
    return ReferenceSection(
        title=code_span(f"client.{resource.path}".rstrip(".")),
        doc=markdown(summarize(resource.doc)),
        entries=(
            *(_entry(method, printer) for method in context.methods[resource.path]),
            *(_waiting_entry(m, printer) for m in find_waiting(context, resource.path)),
        ),
    )


def _entry(method: Method, printer: AnnotationPrinter) -> ReferenceEntry:
    operation = method.operation
    return make_entry(
        f"client.{operation.accessor_of(method.name)}",
        summarize(operation.summary) or summarize(operation.doc, 160),
        _facts(method, printer),
        http=f"{operation.method} {operation.path}",
    )


def _waiting_entry(method: WaitingMethod, printer: AnnotationPrinter) -> ReferenceEntry:
    operation = (method.creating or method.polled).operation
    facts = [f"Returns: {code_span(method.returns(printer))}"]
    if method.arguments:
        given = code_span(signature(method.arguments, printer, Flavor.SYNC))
        facts.insert(0, f"Arguments: {given}")
    waiter = method.waiter
    facts.append(
        f"Options: only `on_progress`, `interval` ({waiter.interval:g} s), `timeout` ({waiter.timeout:g} s), "
        "`extra_headers`, `extra_query` and `max_retries`"
    )
    return make_entry(
        f"client.{method.accessor}",
        method.doc,
        facts,
        http=f"{operation.method} {operation.path}",
    )


def _facts(method: Method, printer: AnnotationPrinter) -> Iterator[str]:
    if method.operation.deprecated:
        yield "Deprecated."
    if method.arguments:
        yield f"Arguments: {code_span(signature(method.arguments, printer, Flavor.SYNC))}"
    yield f"Returns: {code_span(_describe_result(method, printer))}"
    yield f"Retries: {_RETRIES[method.operation.retry]}"
    if headers := _headers(method, printer):
        yield f"Response headers: {headers}"


def _headers(method: Method, printer: AnnotationPrinter) -> str:
    """Returns the documented headers of successful responses, each with its type."""
    found = {header.wire_name: header for r in method_responses(method) for header in r.headers}
    return ", ".join(code_span(f"{n}: {printer.result(found[n].type)}") for n in sorted(found))


def _describe_result(method: Method, printer: AnnotationPrinter) -> str:
    value = value_annotation(method, printer)
    match call_kind(method):
        case CallKind.PAGES if method.pagination is not None:
            return f"Page[{printer.result(method.pagination.item)}, {value}]"
        case CallKind.STREAM:
            return f"Stream[{value}]"
        case CallKind.DOWNLOAD:
            return "BinaryResponse"
        case _:
            return value
