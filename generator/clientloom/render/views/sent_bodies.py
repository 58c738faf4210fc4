# Bodies and dicts in the constants and functions of `_requests/`. May import ir, python and this room.
"""Views of request bodies: their kind, their parts and the encoding of parts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from clientloom import ir
from clientloom.ir.lookup import Lookup
from clientloom.ir.walk import schema_ids, types_in
from clientloom.python.annotations import AnnotationPrinter
from clientloom.python.literals import Value, python_literal, quote
from clientloom.render.results import dict_display, xml_type
from clientloom.render.view_context import DECIMAL, Method
from clientloom.render.views.access import PLACES


def body_expression(body: ir.Body, printer: AnnotationPrinter) -> str:
    """Returns the value of a body as an expression of the function's arguments."""
    if body.parts is None:
        return body.argument
    plain = {p.field.wire_name: p.field.name for p in body.parts if not p.numbered}
    ordered = [(name, plain[name]) for name in body.order or plain if name in plain]
    constants = [(name, python_literal(json.loads(value))) for name, value in body.constants]
    display = dict_display([*ordered, *constants])
    pairs = [_spread_pairs(p.field.name, p.numbered, printer) for p in body.parts if p.numbered]
    return " | ".join([display, *pairs])


def _spread_pairs(argument: str, patterns: tuple[str, str], printer: AnnotationPrinter) -> str:
    return printer.call("spread_pairs", argument, *map(quote, patterns))


def body_settings(
    body: ir.Body | None, printer: AnnotationPrinter, decimals: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yields the settings of an operation for its body, without defaults of the runtime."""
    if body is None:
        return
    if body.kind is not ir.BodyKind.JSON:
        yield "body", quote(body.kind)
    sent_as = ", ".join(body.media_types) if body.kind is ir.BodyKind.BYTES else body.media_type
    if sent_as != ir.DEFAULT_MEDIA_TYPES[body.kind]:
        yield "content_type", quote(sent_as)
    if _may_be_absent(body):
        yield "optional_body", "True"
    if body.kind is ir.BodyKind.JSON and body.type and _holds_decimal_texts(body.types, decimals):
        yield "body_type", f"lambda: {printer.expression(body.type)}"
    if body.xml and body.type:
        yield "body_type", xml_type(body.type, body.xml, printer)
    yield from _multipart_settings(body, printer)


def _may_be_absent(body: ir.Body) -> bool:
    """Whether a body without members, or None where no JSON is sent, means no body."""
    if body.kind in (ir.BodyKind.JSON, ir.BodyKind.XML):
        return body.parts is not None and not body.required
    is_nullable = body.kind is ir.BodyKind.TEXT and isinstance(body.type, ir.Nullable)
    return not body.required or is_nullable


def _holds_decimal_texts(types: Iterable[ir.TypeRef], decimals: frozenset[str]) -> bool:
    """Whether a JSON body contains decimals in strings, which the values alone do not show."""
    return any(
        DECIMAL in types_in(type_) or not decimals.isdisjoint(schema_ids(type_)) for type_ in types
    )


def _multipart_settings(body: ir.Body, printer: AnnotationPrinter) -> Iterator[tuple[str, str]]:
    if body.kind is not ir.BodyKind.MULTIPART:
        return
    parts = (*(body.parts or ()), *body.known_parts)
    encoded = [(p.field.wire_name, _part_settings(p, sent=body.required)) for p in parts]
    special = [(name, given) for name, given in encoded if any(given.values()) or body.free_files]
    if special:
        yield (
            "parts",
            dict_display((name, printer.call("Part", **given)) for name, given in special),
        )
    if body.free_files:
        yield "other_parts", printer.call("Part", file="True")


def _part_settings(part: ir.Part, *, sent: bool) -> Mapping[str, str]:
    """Returns the settings of a part; `sent` says whether the body is always sent."""
    field = part.field
    is_required = isinstance(field.presence, ir.Required) and not isinstance(
        field.type, ir.Nullable
    )
    return {
        "content_type": quote(part.content_type) if part.content_type else "",
        "file": "True" if part.is_file else "",
        "required": "True" if part.is_file and sent and is_required else "",
        "base64": "True" if part.is_base64 else "",
    }


def argument_settings(method: Method, lookup: Lookup) -> Iterator[tuple[str, str]]:
    """Yields which arguments are checked before they are sent."""
    if lists := _list_arguments(method, lookup):
        yield "lists", python_literal(lists)
    if dates := _date_arguments(method, lookup):
        yield "dates", python_literal(dates)
    if leaving := _deprecated_arguments(method):
        yield "deprecated_arguments", python_literal(leaving)


def _list_arguments(method: Method, lookup: Lookup) -> dict[str, Value]:
    """Returns the arguments that only take a list, by their place in the request.

    Lists of files are left out: a single file is accepted there.
    """
    found = _arguments(method, lambda type_: _is_list(type_, lookup))
    body = method.body
    if body and body.kind is ir.BodyKind.JSON and body.parts is None and body.type:
        found |= {"body": ("",)} if _is_list(body.type, lookup) else {}
    return found


def _date_arguments(method: Method, lookup: Lookup) -> dict[str, Value]:
    """Returns the arguments that are dates, or lists of dates, by their place in the request."""
    return _arguments(method, lambda type_: _is_date(type_, lookup))


def _arguments(method: Method, is_meant: Callable[[ir.TypeRef], bool]) -> dict[str, Value]:
    """Returns the arguments of certain types by their place in the request, without files."""
    found: dict[str, list[str]] = {}
    for p in method.operation.parameters:
        if p.is_argument and p.location in PLACES and is_meant(p.type):
            found.setdefault(PLACES[p.location], []).append(p.wire_name)
    for part in (method.body.parts or ()) if method.body else ():
        if not part.is_file and is_meant(part.field.type):
            found.setdefault("body", []).append(part.field.wire_name)
    return {place: tuple(names) for place, names in found.items()}


def _deprecated_arguments(method: Method) -> dict[str, Value]:
    """Returns the names of optional arguments that the document deprecates, by place and name in the request."""
    found: dict[str, dict[str, Value]] = {}
    for p in method.operation.parameters:
        if p.is_argument and p.location in PLACES and _is_leaving(p):
            found.setdefault(PLACES[p.location], {})[p.wire_name] = p.name
    for part in (method.body.parts or ()) if method.body else ():
        if _is_leaving(part.field):
            found.setdefault("body", {})[part.field.wire_name] = part.field.name
    return dict(found)


def _is_leaving(argument: ir.Field | ir.Parameter) -> bool:
    return argument.deprecated and not isinstance(argument.presence, ir.Required)


def _is_list(type_: ir.TypeRef, lookup: Lookup) -> bool:
    found = lookup.resolve(type_)
    return isinstance(
        found.inner if isinstance(found, ir.Nullable) else found, ir.ListOf | ir.TupleOf
    )


def _is_date(type_: ir.TypeRef, lookup: Lookup) -> bool:
    """Whether a type is a date, null or a list of dates, and nothing that takes a datetime."""
    match lookup.resolve(type_):
        case ir.Primitive(kind=ir.PrimitiveKind.DATE):
            return True
        case ir.Nullable(inner=inner) | ir.ListOf(item=inner):
            return _is_date(inner, lookup)
        case _:
            return False


def form_styles(body: ir.Body | None, printer: AnnotationPrinter) -> list[tuple[str, str]]:
    """Returns the styles of a form's fields, by the runtime's keys."""
    return [
        (
            f"form:{p.field.wire_name}",
            style_expression(p.style, printer, explode=p.explode, separators=p.separators),
        )
        for p in _form_parts(body)
        if p.style is not None and _has_style(p)
    ]


def form_content(body: ir.Body | None) -> dict[str, str]:
    """Returns the media types of the fields of a urlencoded form."""
    parts = _form_parts(body) if body and body.kind is ir.BodyKind.FORM else ()
    return {f"form:{p.field.wire_name}": p.content_type for p in parts if p.content_type}


def _form_parts(body: ir.Body | None) -> Iterable[ir.Part]:
    if body is None or body.kind not in (ir.BodyKind.FORM, ir.BodyKind.MULTIPART):
        return ()
    in_parts = body.kind is ir.BodyKind.MULTIPART
    parts = (*(body.parts or ()), *body.known_parts)
    return (part for part in parts if not (in_parts and part.is_file))


def _has_style(part: ir.Part) -> bool:
    """Whether the style of a field makes a difference; the default one does only for objects."""
    item = part.field.type.item if isinstance(part.field.type, ir.ListOf) else part.field.type
    exploded_form = (part.style, part.explode) == (ir.Style.FORM, True)
    return (
        not exploded_form
        or bool(part.separators)
        or not isinstance(item, ir.Primitive | ir.LiteralOf)
    )


def style_expression(
    style: ir.Style,
    printer: AnnotationPrinter,
    *,
    explode: bool,
    reserved: bool = False,
    separators: str = "",
) -> str:
    """Returns a style as an expression for the runtime."""
    if style is ir.Style.DEEP_OBJECT and not reserved:
        return printer.runtime_name("DEEP_OBJECT", runtime=True)
    return printer.call(
        "Style",
        quote(style.value),
        explode="True" if explode else "",
        allow_reserved="True" if reserved else "",
        separators=quote(separators) if separators else "",
    )


def dict_keys(
    method: Method, printer: AnnotationPrinter, renamed: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yields places and types as expressions, as the runtime needs them; nothing where all names are the same.

    Args:
        method: the method.
        printer: prints the types.
        renamed: the schemas in which a field has another name in Python than on the wire.
    """
    for parameter in method.operation.parameters:
        place = PLACES.get(parameter.location)
        if place and parameter.is_argument and _has_renamed_fields(parameter.type, renamed):
            yield f"{place}:{parameter.wire_name}", _expression(parameter.type, printer)
    if method.body is not None:
        yield from _in_body(method.body, printer, renamed)


def _in_body(
    body: ir.Body, printer: AnnotationPrinter, renamed: frozenset[str]
) -> Iterator[tuple[str, str]]:
    if body.parts is None or body.kind is ir.BodyKind.JSON:
        given = body.types if body.parts is None else tuple(f.type for f in body.fields)
        if body.type is not None and any(_has_renamed_fields(type_, renamed) for type_ in given):
            place = "items" if body.kind is ir.BodyKind.JSON_LINES else "body"
            yield place, _expression(body.type, printer)
        return
    for field in body.fields:
        if _has_renamed_fields(field.type, renamed):
            yield f"form:{field.wire_name}", _expression(field.type, printer)


def _has_renamed_fields(type_: ir.TypeRef, renamed: frozenset[str]) -> bool:
    return not renamed.isdisjoint(schema_ids(type_))


def _expression(type_: ir.TypeRef, printer: AnnotationPrinter) -> str:
    return f"lambda: {printer.expression(type_)}"
