# The result of a method: its annotation, its decoders, and the kind of call. May import ir and this room.
"""Results as annotations and as decoders of the runtime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import assert_never

from clientloom import ir
from clientloom.ir.walk import value_type
from clientloom.python.annotations import AnnotationPrinter, print_xml_form
from clientloom.python.literals import python_literal, quote
from clientloom.render.media_choices import STREAMS, matching_responses, media_types
from clientloom.render.view_context import Method

_WITHOUT_TYPE: Mapping[type[ir.Result], str] = {
    ir.NoContent: "NoContent",
    ir.UndeclaredResult: "Undeclared",
    ir.ExistsResult: "Exists",
    ir.HeadersResult: "ResponseHeaders",
}
"""The decoders of results without a declared body."""
_ABOUT: Mapping[type[ir.Result], str] = {
    ir.UndeclaredResult: "The body of the response, which the document does not describe; None if it is empty.",
    ir.ExistsResult: "True if it exists, False if the server answers 404.",
    ir.HeadersResult: "The headers of the response.",
}
"""What methods without a declared result return."""
_DECODED_AS_DEFAULT = "application/json"
_XML_DEFAULT = "application/xml"


class CallKind(Enum):
    """The method of the base class that sends the request, for a value, a page, a stream or a download."""

    VALUE = "_send"
    PAGES = "_send_page"
    STREAM = "_send_stream"
    DOWNLOAD = "_send_download"


def call_kind(method: Method) -> CallKind:
    """Returns the kind of call of a method."""
    if isinstance(method.result, STREAMS):
        return CallKind.STREAM
    if isinstance(method.result, ir.BytesResult) and method.result.streamed:
        return CallKind.DOWNLOAD
    return CallKind.PAGES if method.pagination is not None else CallKind.VALUE


def method_responses(method: Method) -> tuple[ir.Response, ...]:
    """Returns the successful responses of a method, as `matching_responses` does."""
    return matching_responses(method.responses, method.result)


def value_annotation(method: Method, printer: AnnotationPrinter) -> str:
    """Returns the annotation of a decoded response; for a stream, of one item."""
    results = [response.result for response in method_responses(method)]
    events = [e for r in results if isinstance(r, ir.EventStreamResult) for e in r.events]
    if events:  # an event with an unknown name is not decoded
        types = printer.results(event.type for event in events)
        return f"{types} | {printer.runtime_name('ServerSentEvent')}"
    untyped = dict.fromkeys(name for r in results if (name := _untyped_annotation(r, printer)))
    typed = [r for r in results if not _untyped_annotation(r, printer)]
    if untyped:  # these names include None
        typed = [r for r in typed if not isinstance(r, ir.NoContent)]
    texts = [printer.results(map(value_type, typed))] if typed else []
    return " | ".join([*texts, *untyped])


def _untyped_annotation(result: ir.Result, printer: AnnotationPrinter) -> str:
    """Returns the annotation of a body whose type the document does not declare, else ""."""
    if isinstance(result, ir.HeadersResult):
        return printer.standard("httpx", "Headers")
    name = untyped_name(result)
    return printer.runtime_name(name) if name else ""


def undescribed_doc(result: ir.Result) -> str:
    """Returns what a method without a declared result returns, "" for one with a result."""
    return _ABOUT.get(type(result), "")


def untyped_name(result: ir.Result) -> str:
    """Returns the runtime's type of a body that the document does not describe, else ""."""
    match result:
        case ir.UndeclaredResult():
            return "UndeclaredBody"
        case ir.JsonResult(type=ir.Anything()):
            return "JsonValue"
        case _:
            return ""


def decoders(method: Method, printer: AnnotationPrinter) -> tuple[tuple[str, str], ...]:
    """Returns pairs of a status and the expression of its decoder, in document order."""
    found = tuple((r.status, _decoder(r.result, printer)) for r in method_responses(method))
    exists = next(
        (r.result for r in method.responses if isinstance(r.result, ir.ExistsResult)), None
    )
    return found if exists is None else (*found, ("404", _decoder(exists, printer)))


def accept_header(method: Method) -> str:
    """Returns the `Accept` header if several media types have the same value; "" if the decoders determine it.

    Alternatives to JSON are requested only if the caller chooses them.
    """
    results = [response.result for response in method_responses(method)]
    wanted = [
        media_type
        for result in results
        for media_type in media_types(result)[: 1 if isinstance(result, ir.JsonResult) else None]
    ]
    preferred = [media_types(result)[0] for result in results if media_types(result)]
    header = ", ".join(dict.fromkeys(wanted))
    return "" if header == ", ".join(dict.fromkeys(preferred)) else header


def _decoder(result: ir.Result, printer: AnnotationPrinter) -> str:
    match result:
        case ir.NoContent() | ir.UndeclaredResult() | ir.ExistsResult() | ir.HeadersResult():
            return printer.call(_WITHOUT_TYPE[type(result)])
        case ir.JsonResult():
            return _json_decoder(result, printer)
        case ir.EnvelopeResult():
            return _envelope(result, printer)
        case ir.EventStreamResult(events=events) if events:
            by_name = dict_display((event.name, _event_decoder(event, printer)) for event in events)
            return printer.call("NamedEvents", by_name)
        case ir.EventStreamResult(item=ir.Primitive(ir.PrimitiveKind.STRING), quoted=False):
            return printer.call("TextEvents")
        case ir.EventStreamResult(item=item):
            return printer.call("EventStream", _as_lambda(printer.expression(item)))
        case ir.JsonLinesResult(media_type=media_type, item=item):
            read = _as_lambda(printer.expression(item))
            return printer.call("JsonLines", read, media_type=quote(media_type))
        case ir.BytesResult(media_type=media_type):
            return printer.call("Bytes", quote(media_type))
        case ir.TextResult(media_type=media_type, type=ir.Primitive(ir.PrimitiveKind.STRING)):
            return printer.call("Text", quote(media_type))
        case ir.TextResult(media_type=media_type, type=type_):
            read = _as_lambda(printer.expression(type_))
            return printer.call("TextValue", read, quote(media_type))
    assert_never(result)


def _json_decoder(result: ir.JsonResult, printer: AnnotationPrinter) -> str:
    if result.xml is not None:
        return xml_decoder(result.type, result.xml, result.media_type, printer)
    read, media_type = _as_lambda(printer.expression(result.type)), _unusual(result.media_type)
    return printer.call("Json", read, media_type=media_type)


def xml_decoder(
    type_: ir.TypeRef, root: ir.XmlForm, media_type: str, printer: AnnotationPrinter
) -> str:
    """Returns the expression of the decoder of a body of XML."""
    declared = _unusual(media_type, _XML_DEFAULT)
    return printer.call("Xml", xml_type(type_, root, printer), media_type=declared)


def xml_type(type_: ir.TypeRef, root: ir.XmlForm, printer: AnnotationPrinter) -> str:
    """Returns a function that returns the type of a body of XML with the form of its root element."""
    annotated = printer.standard("typing", "Annotated", runtime=True)
    form = print_xml_form(root, printer.runtime_name("XmlForm", runtime=True))
    return _as_lambda(f"{annotated}[{printer.expression(type_)}, {form}]")


def _event_decoder(event: ir.NamedEvent, printer: AnnotationPrinter) -> str:
    if event.is_text:
        return printer.call("TextEvents")
    return printer.call("EventStream", _as_lambda(printer.expression(event.type)))


def _envelope(result: ir.EnvelopeResult, printer: AnnotationPrinter) -> str:
    return printer.call(
        "Envelope",
        _as_lambda(printer.expression(result.envelope)),
        field=quote(result.field),
        success=quote(result.success) if result.success else "",
        errors=quote(result.errors) if result.errors else "",
        media_type=_unusual(result.media_type),
    )


def _unusual(media_type: str, usual: str = _DECODED_AS_DEFAULT) -> str:
    """Returns a media type as a setting, "" for the one that the decoder has without it."""
    return "" if media_type == usual else quote(media_type)


def _as_lambda(expression: str) -> str:
    return f"lambda: {expression}"


def dict_display(entries: Iterable[tuple[str, str]]) -> str:
    """Returns a dict display of string keys and expressions."""
    return f"{{{', '.join(f'{python_literal(key)}: {value}' for key, value in entries)}}}"
