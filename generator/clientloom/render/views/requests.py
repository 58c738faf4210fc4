# The modules of `_requests/`: operations as constants, and functions from arguments to requests.
# May import ir and this room.
"""Views of requests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import assert_never

from clientloom import ir
from clientloom.ir.lookup import Lookup
from clientloom.python.annotations import AnnotationPrinter
from clientloom.python.docstrings import docstring
from clientloom.python.identifiers import snake_case
from clientloom.python.literals import Value, python_literal, quote
from clientloom.render.arguments import Kind, signature
from clientloom.render.results import (
    accept_header,
    decoders,
    dict_display,
    value_annotation,
    xml_decoder,
)
from clientloom.render.view_context import Method, ViewContext, imports_view, take_name
from clientloom.render.view_types import ConstantView, RequestsModule, RequestView
from clientloom.render.views.access import PLACES, client_parameters, security, servers
from clientloom.render.views.sent_bodies import (
    argument_settings,
    body_expression,
    body_settings,
    dict_keys,
    form_content,
    form_styles,
    style_expression,
)
from clientloom.render.views.waiters import waiter_constants

_DEFAULT_STYLES = {
    ir.Location.PATH: (ir.Style.SIMPLE, False),
    ir.Location.HEADER: (ir.Style.SIMPLE, False),
    ir.Location.QUERY: (ir.Style.FORM, True),
    ir.Location.COOKIE: (ir.Style.FORM, True),
}


def requests_module(context: ViewContext, resource: str) -> RequestsModule:
    """The view of `_requests/<resource>.py`."""
    methods = context.methods[resource]
    names = (name for m in methods for name in (m.function, m.constant, m.pages, *m.waiters))
    taken = {name for name in names if name}
    printer = context.printer(taken)
    shared = _SharedErrors(printer, taken)
    requests = tuple(_request(method, printer, shared, context) for method in methods)
    return RequestsModule(
        docstring=docstring([f"Requests of `client.{resource}`."], 0),
        imports=imports_view(printer),
        shared=shared.constants,
        requests=requests,
    )


class _SharedErrors:
    """The decoders of error bodies in one module, each defined once."""

    def __init__(self, printer: AnnotationPrinter, taken: set[str]) -> None:
        self._printer = printer
        self._taken = taken
        self._made: dict[str, ConstantView] = {}

    @property
    def constants(self) -> tuple[ConstantView, ...]:
        """The constants, sorted by name."""
        return tuple(self._made[key] for key in sorted(self._made))

    def decoder(self, error: ir.ErrorResponse) -> str | None:
        """Returns the decoder of a declared error, None if it has no body."""
        if error.by_media_type:
            by_type = self._printer.runtime_name("ByMediaType", runtime=True)
            roots = dict(error.xml)
            entries = (
                (kind, self._decoder(kind, type_, roots.get(kind)))
                for kind, type_ in error.by_media_type
            )
            return f"{by_type}({dict_display(entries)})"
        return None if error.type is None else self._json(error.type)

    def _decoder(self, media_type: str, type_: ir.TypeRef, root: ir.XmlForm | None) -> str:
        if root is None:
            return self._json(type_)
        return xml_decoder(type_, root, media_type, self._printer)

    def _json(self, type_: ir.TypeRef) -> str:
        json_ = self._printer.runtime_name("Json", runtime=True)
        expression = f"lambda: {self._printer.expression(type_)}"
        if not isinstance(type_, ir.Named):
            return f"{json_}({expression})"
        name = self._printer.schemas[type_.id].name
        if name not in self._made:
            annotation = f"{json_}[{self._printer.result(type_)}]"
            local = take_name(f"_{snake_case(name).upper()}", self._taken)
            self._made[name] = ConstantView(
                name=local, annotation=annotation, callee=json_, settings=(expression,)
            )
        return self._made[name].name


def _request(
    method: Method, printer: AnnotationPrinter, shared: _SharedErrors, context: ViewContext
) -> RequestView:
    value = value_annotation(method, printer)
    request = printer.runtime_name("Request", runtime=True)
    operation = ConstantView(
        name=method.constant,
        annotation=f"{printer.runtime_name('Operation', runtime=True)}[{value}]",
        callee=printer.runtime_name("Operation", runtime=True),
        settings=tuple(f"{k}={v}" for k, v in _settings(method, printer, shared, context)),
    )
    return RequestView(
        operation=operation,
        pages=(*_pages(method, value, printer), *waiter_constants(method, printer)),
        function=method.function,
        signature=signature(method.arguments, printer, context.flavors[-1]),
        returns=f"{request}[{value}]",
        callee=request,
        settings=(method.constant, *(f"{k}={v}" for k, v in _request_arguments(method, printer))),
    )


def _settings(
    method: Method, printer: AnnotationPrinter, shared: _SharedErrors, context: ViewContext
) -> Iterator[tuple[str, str]]:
    operation = method.operation
    yield "id", quote(operation.id)
    yield "name", quote(operation.accessor_of(method.name))
    yield "method", quote(operation.method)
    # A fragment distinguishes operations in the document and is never sent (RFC 3986, 3.5).
    yield "path", quote(operation.path.partition("#")[0])
    yield "retry", f"{printer.runtime_name('Retry', runtime=True)}.{operation.retry.name}"
    if operation.requirements:
        yield "security", security(operation.requirements, printer)
    yield "success", dict_display(decoders(method, printer))
    if accept := accept_header(method):
        yield "accept", quote(accept)
    errors = [(e.status, d) for e in operation.errors if (d := shared.decoder(e)) is not None]
    if errors:
        yield "errors", dict_display(errors)
    if constants := _constant_headers(operation.parameters):
        yield "headers", python_literal(constants)
    yield from _serialization_settings(method, printer)
    if held := tuple(client_parameters(operation, printer)):
        yield "client_parameters", f"({', '.join(held)},)"
    if operation.servers:
        yield "servers", servers(operation.servers, printer)
    if operation.retry is ir.RetryClass.KEYED and operation.idempotency_header:
        yield "idempotency_header", quote(operation.idempotency_header)
    yield from body_settings(method.body, printer, context.decimals)
    if keys := dict(dict_keys(method, printer, context.renamed)):
        yield "dict_keys", dict_display(keys.items())
    yield from argument_settings(method, Lookup(printer.schemas))
    for p in operation.parameters:
        if p.location is ir.Location.QUERYSTRING:
            yield "querystring", quote(p.content or "application/x-www-form-urlencoded")


def _constant_headers(parameters: Iterable[ir.Parameter]) -> dict[str, Value]:
    return {
        p.wire_name: p.constant_text
        for p in parameters
        if p.constant is not None and p.location is ir.Location.HEADER
    }


def _serialization_settings(
    method: Method, printer: AnnotationPrinter
) -> Iterator[tuple[str, str]]:
    """Yields the styles and media types that differ from the defaults of OpenAPI."""
    parameters = [
        p for p in method.operation.parameters if p.location is not ir.Location.QUERYSTRING
    ]
    styles = [
        (
            f"{p.location}:{p.wire_name}",
            style_expression(
                p.style,
                printer,
                explode=p.explode,
                reserved=p.allow_reserved,
                separators=p.separators,
            ),
        )
        for p in parameters
        if p.content is None and _has_style(p)
    ]
    styles += form_styles(method.body, printer)
    if styles:
        yield "styles", dict_display(styles)
    content = {f"{p.location}:{p.wire_name}": p.content for p in parameters if p.content}
    content |= form_content(method.body)
    if content:
        yield "content", python_literal(content)


def _has_style(parameter: ir.Parameter) -> bool:
    """Whether the style makes a difference; for scalars only label, matrix and `allowReserved` do."""
    if parameter.allow_reserved or parameter.separators or parameter.style is ir.Style.COOKIE:
        return True
    if isinstance(parameter.type, ir.Primitive | ir.LiteralOf):
        return parameter.style in (ir.Style.LABEL, ir.Style.MATRIX)
    return (parameter.style, parameter.explode) != _DEFAULT_STYLES[parameter.location]


def _request_arguments(method: Method, printer: AnnotationPrinter) -> Iterator[tuple[str, str]]:
    """Yields the keyword arguments of the request: parameters by place, then the body."""
    for location, keyword in PLACES.items():
        entries = [
            (p.wire_name, _value(p))
            for p in method.operation.parameters
            if p.location is location
            and not p.client_argument
            and not (location is ir.Location.HEADER and p.constant is not None)
        ]
        if entries:
            yield keyword, dict_display(entries)
    for p in method.operation.parameters:
        if p.location is ir.Location.QUERYSTRING:
            yield "querystring", _value(p)
    if method.body is not None:
        yield "body", body_expression(method.body, printer)
    for kind in (Kind.CONTENT_TYPE, Kind.ACCEPT):
        if name := method.argument(kind):
            yield kind.value, name


def _value(parameter: ir.Parameter) -> str:
    if parameter.constant is None:
        return parameter.name
    return python_literal(json.loads(parameter.constant))


def _pages(method: Method, value: str, printer: AnnotationPrinter) -> Iterator[ConstantView]:
    if method.pagination is None:
        return
    pages = method.pagination
    item = printer.result(pages.item)
    yield ConstantView(
        name=method.pages,
        annotation=f"{printer.runtime_name('Pages')}[{value}, {item}]",
        callee=printer.runtime_name(_page_class(pages), runtime=True),
        settings=tuple(f"{k}={python_literal(v)}" for k, v in _page_settings(pages).items()),
    )


def _page_class(pages: ir.Pagination) -> str:
    """Returns the runtime's class for a style of pagination."""
    match pages:
        case ir.CursorPages():
            return "CursorPages"
        case ir.OffsetPages():
            return "OffsetPages"
        case ir.NumberPages():
            return "NumberPages"
        case ir.LinkPages():
            return "LinkPages"
        case _:
            assert_never(pages)


def _page_settings(pages: ir.Pagination) -> Mapping[str, Value]:
    """Returns the settings of a pagination that are not the defaults; None for `next` is the `Link` header."""
    given = ((f.name, getattr(pages, f.name), f.default) for f in fields(pages) if f.name != "item")
    return {
        name: value
        for name, value, default in given
        if name == "next" or (value is not None and value != default)
    }
