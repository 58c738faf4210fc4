# What the server answers, and what the method has to make of it. May import ir.
"""Makes responses from the schemas of the document."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import assert_never

from clientloom import ir
from clientloom.document.document import Json
from clientloom.verify.document_views import View
from clientloom.verify.media_objects import essence, item, media_node, named_events, whole
from clientloom.verify.planning.request_bodies import CONTENT
from clientloom.verify.planning.sample_values import Media, Samples
from clientloom.verify.planning.xml_documents import make_xml

_WithMedia = (
    ir.JsonResult
    | ir.EnvelopeResult
    | ir.BytesResult
    | ir.TextResult
    | ir.EventStreamResult
    | ir.JsonLinesResult
)
_WithoutMedia = ir.NoContent | ir.UndeclaredResult | ir.ExistsResult | ir.HeadersResult
_UNDECLARED: Json = {"a": [1, "text", None]}
_TEXT = "text: \u00e4\u20ac\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response, and the value that the method returns for it as JSON (bytes as Base64).

    `kind` is "value", "headers", "bytes", "download" or "stream"; "error" where an exception with the value as its body
    is due.
    """

    status: int
    media_type: str
    content: bytes
    value: Json
    kind: str = "value"


def make_empty_answer(result: ir.Result) -> Answer:
    """The answer to an operation whose document declares no success."""
    value = True if isinstance(result, ir.ExistsResult) else None
    return Answer(status=204, media_type="", content=b"", value=value)


def make_answer(samples: Samples, o: ir.Operation, response: ir.Response) -> Answer:
    """Returns the answer to a call that succeeds.

    Raises:
        NoValueError: the schema has no value that could be made.
    """
    declared = _responses(samples.view, o)
    result, media, media_type = response.result, Media(), ""
    if not isinstance(result, _WithoutMedia):
        media = media_node(samples.view, declared.get(response.status.upper()), result.media_type)
        media_type = _concrete(result)
    content, value, kind = _make(samples, result, media)
    status = _status(response.status, 200, declared)
    return Answer(status=status, media_type=media_type, content=content, value=value, kind=kind)


def make_failure(samples: Samples, o: ir.Operation) -> Answer | None:
    """Returns the first error with a typed JSON body as the answer to a call, or None."""
    declared = _responses(samples.view, o)
    for error in o.errors:
        if error.type is None or error.status[0] not in "45d":
            continue
        media, media_type = _json_media(samples.view, declared.get(error.status.upper()))
        if media:
            value = samples.make(whole(media))
            return Answer(
                status=_status(error.status, 500, declared),
                media_type=media_type,
                content=json.dumps(value).encode(),
                value=value,
                kind="error",
            )
    return None


def _status(text: str, default: int, declared: Collection[str]) -> int:
    """Returns a status for a key of `responses` that no other key describes more exactly."""
    if text != "default" and "X" not in text.upper():
        return int(text)
    first = default if text == "default" else int(text[0]) * 100
    statuses = range(first, first + 100)
    return next((status for status in statuses if str(status) not in declared), first)


def _concrete(result: _WithMedia) -> str:
    """Returns a media type in a range such as `image/*`."""
    media_type = result.media_type
    main, _, sub = media_type.partition("/")
    if main == "*":
        return "application/octet-stream"
    return f"{main}/plain" if sub == "*" and main == "text" else media_type.replace("*", "x-any")


def _responses(view: View, o: ir.Operation) -> dict[str, Json]:
    found = view.operation(o.pointer).get("responses")
    return {str(k).upper(): v for k, v in found.items()} if isinstance(found, dict) else {}


def _json_media(view: View, declared: Json) -> tuple[Media, str]:
    response = view.resolve(declared)
    content = response.get("content") if isinstance(response, dict) else None
    for name in content if isinstance(content, dict) else ():
        if essence(name) == "application/json" or essence(name).endswith("+json"):
            return media_node(view, response, name), name
    return {}, ""


_Made = tuple[bytes, Json, str]
"""The content of an answer, its value, and its kind."""

_UNDESCRIBED: Mapping[type[_WithoutMedia], _Made] = {
    ir.NoContent: (b"", None, "value"),
    ir.UndeclaredResult: (json.dumps(_UNDECLARED).encode(), _UNDECLARED, "value"),
    ir.ExistsResult: (b"", True, "value"),
    ir.HeadersResult: (b"", {}, "headers"),
}
"""Answers without a body that the document describes."""


def _make(samples: Samples, result: ir.Result, media: Media) -> _Made:
    match result:
        case ir.NoContent() | ir.UndeclaredResult() | ir.ExistsResult() | ir.HeadersResult():
            return _UNDESCRIBED[type(result)]
        case ir.JsonResult(xml=ir.XmlForm()):
            value = samples.full().without_nulls().make(whole(media))
            return make_xml(samples.view, whole(media), value), value, "value"
        case ir.JsonResult():
            value = samples.make(whole(media))
            return json.dumps(value).encode(), value, "value"
        case ir.EnvelopeResult():
            return _envelope(samples, result, media)
        case ir.BytesResult(streamed=streamed):
            kind = "download" if streamed else "bytes"
            return CONTENT, base64.b64encode(CONTENT).decode(), kind
        case ir.TextResult(type=ir.Primitive(ir.PrimitiveKind.STRING)):
            return _TEXT.encode(), _TEXT, "value"
        case ir.TextResult():
            value = samples.make(whole(media))
            return (value if isinstance(value, str) else json.dumps(value)).encode(), value, "value"
        case ir.EventStreamResult(events=events) if events:
            return _named_events(samples, media)
        case ir.EventStreamResult():
            row = samples.make(item(samples.view, media, events=True))
            return _event(result, row).encode() * 2, [row] * 2, "stream"
        case ir.JsonLinesResult():
            row = samples.make(item(samples.view, media, events=False))
            start = "\x1e" if "json-seq" in result.media_type else ""
            return f"{start}{json.dumps(row)}\n".encode() * 2, [row] * 2, "stream"
        case _ as never:
            assert_never(never)


def _named_events(samples: Samples, media: Media) -> _Made:
    """Returns a stream with one event for each name in its schema."""
    texts, rows = [], []
    for name, data in named_events(samples.view, media):
        row = samples.make(data.get("contentSchema", {"type": "string"}))
        lines = _data_lines(row if "contentSchema" not in data else json.dumps(row))
        texts.append(f"event: {name}\n{lines}\n")
        rows.append(row)
    return "".join(texts).encode(), rows, "stream"


def _event(result: ir.EventStreamResult, row: Json) -> str:
    """Returns an event. Its data is text if the document says so, else JSON."""
    is_text = result.item == ir.Primitive(ir.PrimitiveKind.STRING) and not result.quoted
    return f"{_data_lines(row if is_text else json.dumps(row))}\n"


def _data_lines(text: str) -> str:
    return "".join(f"data: {line}\n" for line in text.split("\n"))


def _envelope(samples: Samples, result: ir.EnvelopeResult, media: Media) -> _Made:
    value = samples.make({"allOf": [whole(media), {"type": "object"}]})

    def wire_name(field: str) -> str:
        return samples.types.wire_name(result.envelope, field)

    if result.success:
        value[wire_name(result.success)] = True
    if result.errors and (name := wire_name(result.errors)) in value:
        value[name] = [] if isinstance(value[name], list) else None
    return json.dumps(value).encode(), value.get(wire_name(result.field)), "value"
