# The modules of `_requests/`: operations as constants, and pure functions from arguments to requests.
# May import ir and this room.
"""Views of what is sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from clientloom.ir import (
    Body,
    CursorPages,
    ErrorResponse,
    FormBody,
    JsonBody,
    JsonLinesBody,
    LinkPages,
    ListOf,
    LiteralOf,
    Location,
    MappingBody,
    MultipartBody,
    Named,
    NoBody,
    NumberPages,
    OffsetPages,
    Pagination,
    Parameter,
    Part,
    Primitive,
    RawBody,
    RetryClass,
    Style,
    TextBody,
)
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.docstrings import docstring
from clientloom.python.literals import Value, python_literal, quoted
from clientloom.render.arguments import signature
from clientloom.render.results import decoders, mapping, value_annotation
from clientloom.render.view_context import Context, Method, imports_view, unique
from clientloom.render.view_types import ConstantView, RequestsModule, RequestView
from clientloom.render.views.access import security, servers

_DEFAULT_STYLES = {
    Location.PATH: (Style.SIMPLE, False),
    Location.HEADER: (Style.SIMPLE, False),
    Location.QUERY: (Style.FORM, True),
    Location.COOKIE: (Style.FORM, True),
}
_DEFAULT_MEDIA = {
    JsonBody: "application/json",
    FormBody: "application/x-www-form-urlencoded",
    MultipartBody: "multipart/form-data",
    JsonLinesBody: "application/x-ndjson",
    RawBody: "application/octet-stream",
    TextBody: "text/plain",
}
_CONTAINERS = {
    Location.PATH: "path",
    Location.QUERY: "query",
    Location.HEADER: "headers",
    Location.COOKIE: "cookies",
}


def requests_module(context: Context, resource: str) -> RequestsModule:
    """The view of `_requests/<resource>.py`."""
    methods = context.methods[resource]
    taken = {name for m in methods for name in (m.function, m.constant, m.pages) if name}
    printer = context.printer(taken)
    shared = _SharedErrors(printer, taken)
    requests = tuple(_request(method, printer, shared) for method in methods)
    return RequestsModule(
        docstring=docstring([f"Requests of `client.{resource}`."], 0),
        imports=imports_view(printer),
        shared=shared.constants,
        requests=requests,
    )


class _SharedErrors:
    """The error bodies that a module's operations declare, each decoder written once and used by name."""

    def __init__(self, printer: AnnotationPrinter, taken: set[str]) -> None:
        self._printer = printer
        self._taken = taken
        self._made: dict[str, ConstantView] = {}

    @property
    def constants(self) -> tuple[ConstantView, ...]:
        """The constants in the order of their names."""
        return tuple(self._made[key] for key in sorted(self._made))

    def decoder(self, error: ErrorResponse) -> str | None:
        """The expression for a declared error, None where it declares no body."""
        if error.type is None:
            return None
        json_ = self._printer.ours("Json", runtime=True)
        expression = f"lambda: {self._printer.expression(error.type)}"
        if not isinstance(error.type, Named):
            return f"{json_}({expression})"
        name = self._printer.schemas[error.type.id].name
        if name not in self._made:
            annotation = f"{json_}[{self._printer.result(error.type)}]"
            local = unique(f"_{_upper_words(name)}", self._taken)
            self._made[name] = ConstantView(
                name=local, annotation=annotation, callee=json_, settings=(expression,)
            )
        return self._made[name].name


def _upper_words(class_name: str) -> str:
    """`ErrorResponse` as `ERROR_RESPONSE`."""
    words = "".join(
        f"_{c}" if c.isupper() and i and not class_name[i - 1].isupper() else c
        for i, c in enumerate(class_name)
    )
    return words.upper()


def _request(method: Method, printer: AnnotationPrinter, shared: _SharedErrors) -> RequestView:
    value = value_annotation(method, printer)
    request = printer.ours("Request", runtime=True)
    operation = ConstantView(
        name=method.constant,
        annotation=f"{printer.ours('Operation', runtime=True)}[{value}]",
        callee=printer.ours("Operation", runtime=True),
        settings=tuple(f"{k}={v}" for k, v in _settings(method, printer, shared)),
    )
    return RequestView(
        operation=operation,
        pages=tuple(_pages(method, value, printer)),
        function=method.function,
        signature=signature(method.arguments, printer, Flavor.ASYNC),
        returns=f"{request}[{value}]",
        callee=request,
        settings=(method.constant, *(f"{k}={v}" for k, v in _request_arguments(method))),
    )


def _settings(
    method: Method, printer: AnnotationPrinter, shared: _SharedErrors
) -> Iterator[tuple[str, str]]:
    operation = method.operation
    yield "id", quoted(operation.id)
    yield "method", quoted(operation.method.upper())
    # What follows `#` tells operations apart in the document and is never sent (RFC 3986, 3.5).
    yield "path", quoted(operation.path.partition("#")[0])
    yield "retry", f"{printer.ours('Retry', runtime=True)}.{operation.retry.name}"
    if operation.requirements:
        yield "security", security(operation.requirements, printer)
    yield "success", mapping(decoders(method, printer))
    errors = [(e.status, d) for e in operation.errors if (d := shared.decoder(e)) is not None]
    if errors:
        yield "errors", mapping(errors)
    if constants := _constant_headers(operation.parameters):
        yield "headers", python_literal(constants)
    yield from _wire_forms(method, printer)
    if operation.servers:
        yield "servers", servers(operation.servers, printer)
    if operation.retry is RetryClass.KEYED and operation.idempotency_header:
        yield "idempotency_header", quoted(operation.idempotency_header)
    yield from _body_settings(method)
    for p in operation.parameters:
        if p.location is Location.QUERYSTRING:
            yield "querystring", quoted(p.content or "application/x-www-form-urlencoded")


def _constant_headers(parameters: Iterable[Parameter]) -> dict[str, Value]:
    return {
        p.wire_name: _constant_text(p.constant)
        for p in parameters
        if p.constant is not None and p.location is Location.HEADER
    }


def _constant_text(constant: str) -> str:
    value = json.loads(constant)
    return value if isinstance(value, str) else constant


def _wire_forms(method: Method, printer: AnnotationPrinter) -> Iterator[tuple[str, str]]:
    """The styles, media types and parts that differ from the defaults of OpenAPI."""
    parameters = [p for p in method.operation.parameters if p.location is not Location.QUERYSTRING]
    parts = method.body.parts if isinstance(method.body, FormBody) else ()
    in_parts = method.body.parts if isinstance(method.body, MultipartBody) else ()
    styles = [
        (
            f"{p.location}:{p.wire_name}",
            _style(p.style, printer, explode=p.explode, reserved=p.allow_reserved),
        )
        for p in parameters
        if p.content is None and _has_style(p)
    ]
    styles += [
        (f"form:{p.field.wire_name}", _style(p.style or Style.FORM, printer, explode=p.explode))
        for p in (*parts, *(p for p in in_parts if not p.is_file))
        if _shows(p)
    ]
    if styles:
        yield "styles", mapping(styles)
    content = {f"{p.location}:{p.wire_name}": p.content for p in parameters if p.content}
    content |= {f"form:{p.field.wire_name}": p.content_type for p in parts if p.content_type}
    if content:
        yield "content", python_literal(content)
    special = [(p.field.wire_name, _part(p, printer)) for p in in_parts if _special(p)]
    if special:
        yield "parts", mapping(special)


def _has_style(parameter: Parameter) -> bool:
    """Whether the style shows: for a scalar only that of label and matrix does, and `allowReserved`."""
    if parameter.allow_reserved:
        return True
    if isinstance(parameter.type, Primitive | LiteralOf):
        return parameter.style in (Style.LABEL, Style.MATRIX)
    return (parameter.style, parameter.explode) != _DEFAULT_STYLES[parameter.location]


def _style(
    style: Style, printer: AnnotationPrinter, *, explode: bool, reserved: bool = False
) -> str:
    if style is Style.DEEP_OBJECT and not reserved:
        return printer.ours("DEEP_OBJECT", runtime=True)
    flags = ["explode=True"] if explode else []
    flags += ["allow_reserved=True"] if reserved else []
    return f"{printer.ours('Style', runtime=True)}({', '.join([quoted(style.value), *flags])})"


def _shows(part: Part) -> bool:
    """Whether the style of a field shows; without one, only an object is spelled otherwise."""
    if part.style is None:
        return False
    item = part.field.type.item if isinstance(part.field.type, ListOf) else part.field.type
    return (part.style, part.explode) != (Style.FORM, True) or not isinstance(
        item, Primitive | LiteralOf
    )


def _special(part: Part) -> bool:
    return part.is_file or bool(part.content_type)


def _part(part: Part, printer: AnnotationPrinter) -> str:
    settings = [f"content_type={quoted(part.content_type)}"] if part.content_type else []
    settings += ["file=True"] if part.is_file else []
    return f"{printer.ours('Part', runtime=True)}({', '.join(settings)})"


def _body_settings(method: Method) -> Iterator[tuple[str, str]]:
    body = method.body
    if isinstance(body, NoBody):
        return
    if body.media_type != _default_media(body):
        yield "content_type", quoted(body.media_type)
    spread = isinstance(body, FormBody | MultipartBody) or (
        isinstance(body, JsonBody) and body.spread is not None
    )
    if spread and not body.required:
        yield "optional_body", "True"


def _default_media(body: Body) -> str:
    if isinstance(body, MappingBody):
        return _DEFAULT_MEDIA[MultipartBody if body.is_multipart else FormBody]
    return _DEFAULT_MEDIA[type(body)]


def _request_arguments(method: Method) -> Iterator[tuple[str, str]]:
    """The keyword arguments of the request: each parameter in its place, then the body."""
    for location, keyword in _CONTAINERS.items():
        entries = [
            (p.wire_name, _value(p))
            for p in method.operation.parameters
            if p.location is location
            and not (location is Location.HEADER and p.constant is not None)
        ]
        if entries:
            yield keyword, mapping(entries)
    for p in method.operation.parameters:
        if p.location is Location.QUERYSTRING:
            yield "querystring", _value(p)
    yield from _body_arguments(method.body)


def _body_arguments(body: Body) -> Iterator[tuple[str, str]]:
    match body:
        case JsonBody(spread=None, argument=argument):
            yield "json", argument
        case JsonBody(spread=fields, fixed=fixed):
            settled = [(name, python_literal(json.loads(value))) for name, value in fixed]
            yield "json", mapping([*((f.wire_name, f.name) for f in fields or ()), *settled])
        case FormBody(parts=parts):
            yield "form", _fields_of(parts)
        case MultipartBody(parts=parts):
            yield "multipart", _fields_of(parts)
        case MappingBody(argument=argument):
            yield "multipart" if body.is_multipart else "form", argument
        case RawBody(argument=argument):
            yield "content", argument
        case TextBody(argument=argument):
            yield "text", argument
        case JsonLinesBody(argument=argument):
            yield "json_lines", argument
        case NoBody():
            pass


def _value(parameter: Parameter) -> str:
    if parameter.constant is None:
        return parameter.name
    return python_literal(json.loads(parameter.constant))


def _fields_of(parts: Iterable[Part]) -> str:
    return mapping((part.field.wire_name, part.field.name) for part in parts)


def _pages(method: Method, value: str, printer: AnnotationPrinter) -> Iterator[ConstantView]:
    if method.pagination is None:
        return
    pages = method.pagination
    item = printer.result(pages.item)
    yield ConstantView(
        name=method.pages,
        annotation=f"{printer.ours('Pages')}[{value}, {item}]",
        callee=printer.ours(type(pages).__name__, runtime=True),
        settings=tuple(f"{k}={python_literal(v)}" for k, v in _page_settings(pages).items()),
    )


def _page_settings(pages: Pagination) -> Mapping[str, Value]:
    """The settings that say something: None is left out, but for `next`, where it means the `Link` header."""
    chosen: dict[str, Value]
    match pages:
        case CursorPages():
            chosen = {
                "items": pages.items,
                "parameter": pages.parameter,
                "cursor": pages.cursor,
                "has_more": pages.has_more,
                "item_cursor": pages.item_cursor,
            }
        case OffsetPages():
            chosen = {
                "items": pages.items,
                "offset": pages.offset,
                "limit": pages.limit,
                "total": pages.total,
                "has_more": pages.has_more,
                "start": pages.start or None,
                "largest": pages.largest,
            }
        case NumberPages():
            chosen = {
                "items": pages.items,
                "page": pages.page,
                "per_page": pages.per_page,
                "total_pages": pages.total_pages,
                "total": pages.total,
                "has_more": pages.has_more,
                "start": pages.start if pages.start != 1 else None,
                "largest": pages.largest,
            }
        case LinkPages():
            chosen = {"items": pages.items, "next": pages.next}
        case _:
            assert_never(pages)
    return {key: value for key, value in chosen.items() if value is not None or key == "next"}
