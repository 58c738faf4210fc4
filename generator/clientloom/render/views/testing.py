# `testing.py`. May import ir and this room.
"""The view of the fake of the API."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.ir import LiteralOf, Resource
from clientloom.ir.lookup import Lookup
from clientloom.python.annotations import AnnotationPrinter
from clientloom.python.identifiers import free_name, module_of, webhook_constants, webhook_parsers
from clientloom.python.literals import python_literal, quote
from clientloom.render.view_context import Method, ViewContext, imports_view
from clientloom.render.view_types import (
    FakeResourceView,
    StubView,
    TestingModule,
)
from clientloom.render.views.client_arguments import credentials_of

_FAKE_ATTRIBUTES = frozenset(
    {
        "answer",
        "async_client",
        "async_http_client",
        "client",
        "clock",
        "http_client",
        "requests",
        "stub",
    }
)

_FROM_RUNTIME = ("Fake", "FakeClock", "RecordedRequest", "Stub", "UnstubbedCallError")


_EVENTS_CLASS = "FakeWebhookEvents"


def fake_path(resource: str) -> str:
    """Returns the path of a resource on the fake, which has other attributes too."""
    first, dot, rest = resource.partition(".")
    return f"{first}_{dot}{rest}" if first in _FAKE_ATTRIBUTES else resource


def fake_accessor(resource: str, method: str) -> str:
    """The accessor of a method on the fake."""
    return f"{fake_path(resource)}.{method}" if resource else fake_path(method)


def _fake_class(resource: Resource) -> str:
    return f"Fake{resource.class_name}"


def testing_module(context: ViewContext) -> TestingModule:
    """The view of `testing.py`."""
    package = context.api.package
    fake = f"Fake{package.client}"
    own = {fake, _EVENTS_CLASS, *map(_fake_class, context.api.resources)}
    printer = context.printer(own, root=".")
    printer.imports.add("._runtime", *_FROM_RUNTIME)
    printer.imports.add("._client", *context.clients)
    resources = tuple(_resource(context, printer, r) for r in context.api.resources)
    methods = context.methods.get("", ())
    stubs = tuple(_stubs("", methods, printer)) if methods else ()
    module = _webhooks_module(context, printer)
    return TestingModule(
        imports=imports_view(printer),
        name=fake,
        client=package.client,
        async_client=package.async_client,
        resources=resources,
        children=tuple((fake_path(r.path), _fake_class(r)) for r in context.children("")),
        stubs=stubs,
        credentials=(
            *(f'{c.argument}="test"' for c, _ in credentials_of(context.api)),
            *_needed_values(context),
        ),
        events=tuple(_events(context, module)),
        events_class=_EVENTS_CLASS,
        events_registry=f"{module}.WEBHOOKS",
        events_attribute=fake_events(context),
    )


def fake_events(context: ViewContext) -> str:
    """The attribute of the fake that makes test events; a resource of the same name keeps its own."""
    taken = {fake_path(r.path) for r in context.children("")}
    taken |= {fake_path(m.name) for m in context.methods.get("", ())}
    return free_name("webhook_events", taken)


def _webhooks_module(context: ViewContext, printer: AnnotationPrinter) -> str:
    """Returns the local name of the module with the webhooks; "" without webhooks."""
    if not context.api.webhooks:
        return ""
    printer.imports.add("._runtime", "SignedEvent", "WebhookFake")
    return printer.imports.name(".", "webhooks", runtime=True, local="_webhooks")


def _events(context: ViewContext, module: str) -> Iterator[tuple[str, str]]:
    """Yields the name of each method that makes an event, and the constant of its webhook."""
    constants = webhook_constants(context.api.webhooks)
    for name, parser in webhook_parsers(context.api.webhooks).items():
        yield parser.removeprefix("parse_"), f"{module}.{constants[name]}"


def _needed_values(context: ViewContext) -> Iterator[str]:
    """Yields a value for each parameter that methods need from the client."""
    lookup = Lookup(context.schemas)
    for parameter in context.api.client_parameters:
        if parameter.required and not parameter.default_json:
            type_ = lookup.resolve(parameter.type)
            value = type_.values[0] if isinstance(type_, LiteralOf) else "test"
            yield f"{parameter.argument}={python_literal(value)}"


def _resource(
    context: ViewContext, printer: AnnotationPrinter, resource: Resource
) -> FakeResourceView:
    methods = context.methods[resource.path]
    return FakeResourceView(
        class_name=_fake_class(resource),
        accessor=f"client.{resource.path}",
        stubs=tuple(_stubs(resource.path, methods, printer)) if methods else (),
        children=tuple((r.name, _fake_class(r)) for r in context.children(resource.path)),
    )


def _stubs(
    resource: str, methods: tuple[Method, ...], printer: AnnotationPrinter
) -> Iterator[StubView]:
    name = module_of(resource)
    local = f"_{name.removeprefix('_')}"
    module = printer.imports.name("._requests", name, runtime=True, local=local)
    for method in methods:
        yield StubView(
            name=method.name if resource else fake_path(method.name),
            constant=f"{module}.{method.constant}",
            accessor=quote(fake_accessor(resource, method.name)),
        )
