# `testing.py` and `webhooks.py`. May import ir and this room.
"""Views of the fake of the API, and of the parsers of webhooks."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.ir import (
    ListOf,
    MapOf,
    Named,
    Resource,
    TupleOf,
    UnionOf,
    Webhook,
)
from clientloom.ir.lookup import Lookup
from clientloom.python.annotations import AnnotationPrinter
from clientloom.python.docstrings import describe, docstring
from clientloom.python.identifiers import module_of, webhook_parsers
from clientloom.python.literals import python_literal, quote
from clientloom.python.prose import strip_invisible
from clientloom.render.view_context import Method, ViewContext, imports_view
from clientloom.render.view_types import (
    FakeResourceView,
    StubView,
    TestingModule,
    WebhooksModule,
    WebhookView,
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
    printer = context.printer({fake, *map(_fake_class, context.api.resources)}, root=".")
    printer.imports.add("._runtime.features.fake.testing", *_FROM_RUNTIME)
    printer.imports.add("._client", package.client, package.async_client)
    resources = tuple(_resource(context, printer, r) for r in context.api.resources)
    own = context.methods.get("", ())
    stubs = tuple(_stubs("", own, printer)) if own else ()
    return TestingModule(
        imports=imports_view(printer),
        name=fake,
        client=package.client,
        async_client=package.async_client,
        resources=resources,
        children=tuple((fake_path(r.path), _fake_class(r)) for r in context.children("")),
        stubs=stubs,
        credentials=tuple(f'{c.argument}="test"' for c, _ in credentials_of(context.api)),
    )


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


def webhooks_module(context: ViewContext) -> WebhooksModule:
    """The view of `webhooks.py`."""
    names = webhook_parsers(context.api.webhooks)
    printer = context.printer(names.values(), root=".")
    decoders = {_decoder(webhook) for webhook in context.api.webhooks}
    printer.imports.add("._runtime.results.decoders", "Decoder", *(decoders - {"Form"}))
    printer.imports.add("._runtime.features.text_values", *(decoders & {"Form"}))
    printer.imports.add("._runtime.core.drift", "Reading")
    printer.imports.add("typing", "Protocol", "TypeVar")
    printer.imports.add("collections.abc", "Mapping", runtime=False)
    views = tuple(_webhook(w, names[w.name], context, printer) for w in context.api.webhooks)
    return WebhooksModule(imports=imports_view(printer), webhooks=views)


def _webhook(
    webhook: Webhook, function: str, context: ViewContext, printer: AnnotationPrinter
) -> WebhookView:
    kind = {"Form": "a form", "Json": "JSON", "Text": "text"}[_decoder(webhook)]
    lines = describe(
        "", webhook.doc, fallback=f"Read the webhook `{strip_invisible(webhook.id)}`.", indent=4
    )
    lines += [
        "",
        "Args:",
        "    payload: The body of the request as received, not decoded.",
        "    headers: The headers of the request, for `verify`.",
        "    verify: Checks the signature; it is called first, and raises an exception to reject the payload.",
        "",
        "Raises:",
        f"    ResponseValidationError: The payload is not {kind} of the declared type.",
    ]
    return WebhookView(
        function=function,
        constant=f"_{function.removeprefix('parse_').upper()}",
        event=quote(webhook.id),
        decoder=_decoder(webhook),
        returns=printer.result(webhook.payload),
        expression=printer.expression(webhook.payload),
        settings=_form_settings(webhook, context) if webhook.form else "",
        docstring=docstring(lines, 4),
    )


def _decoder(webhook: Webhook) -> str:
    if webhook.text:
        return "Text"
    return "Form" if webhook.form else "Json"


def _form_settings(webhook: Webhook, context: ViewContext) -> str:
    """Returns which fields of a form are lists, and which contain JSON; all others are single texts."""
    lookup = Lookup(context.schemas)
    fields = lookup.fields(webhook.payload)
    kinds = {field.wire_name: lookup.resolve(field.type) for field in fields}
    lists = tuple(sorted(name for name, kind in kinds.items() if isinstance(kind, ListOf)))
    structured = Named | MapOf | UnionOf | TupleOf
    nested = tuple(sorted(name for name, kind in kinds.items() if isinstance(kind, structured)))
    given = {"lists": lists, "nested": nested}
    return "".join(f", {word}={python_literal(names)}" for word, names in given.items() if names)
