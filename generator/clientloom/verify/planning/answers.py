# What the server answers, and what the method has to make of it. May import ir.
"""Makes responses from the schemas of the document."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import assert_never

from clientloom.document.document import Json
from clientloom.ir import (
    BytesResult,
    EnvelopeResult,
    EventStreamResult,
    ExistsResult,
    HeadersResult,
    JsonLinesResult,
    JsonResult,
    NoContent,
    Operation,
    Primitive,
    PrimitiveKind,
    Response,
    Result,
    TextResult,
    UndeclaredResult,
    XmlForm,
)
from clientloom.verify.document_views import View
from clientloom.verify.instances.leaves import NoValueError
from clientloom.verify.instances.values import Style, Values
from clientloom.verify.media_objects import essence, item, media_node, named_events, whole
from clientloom.verify.planning.python_values import ArgumentTypes
from clientloom.verify.planning.request_bodies import CONTENT

_WithMedia = (
    JsonResult | EnvelopeResult | BytesResult | TextResult | EventStreamResult | JsonLinesResult
)
_WithoutMedia = NoContent | UndeclaredResult | ExistsResult | HeadersResult
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


def make_empty_answer(result: Result) -> Answer:
    """The answer to an operation whose document declares no success."""
    value = True if isinstance(result, ExistsResult) else None
    return Answer(status=204, media_type="", content=b"", value=value)


def make_answer(
    view: View,
    values: Values,
    typing: ArgumentTypes,
    o: Operation,
    response: Response,
    style: Style,
) -> Answer:
    """Returns the answer to a call that succeeds.

    Raises:
        NoValueError: the schema has no value that could be made.
    """
    status = _status(response.status, 200, _responses(view, o))
    result = response.result
    node: dict[str, Json] = {}
    media_type = ""
    if not isinstance(result, _WithoutMedia):
        node, media_type = _media(view, o, response.status, result.media_type), _concrete(result)
    content, value, kind = _make(view, values, typing, result, node, style)
    return Answer(status=status, media_type=media_type, content=content, value=value, kind=kind)


def make_failure(view: View, values: Values, o: Operation) -> Answer | None:
    """Returns the first error with a typed JSON body as the answer to a call, or None."""
    for error in o.errors:
        if error.type is None or error.status[0] not in "45d":
            continue
        node, media_type = _json_media(view, o, error.status)
        if node:
            value = values.instance(whole(node), Style())
            status = _status(error.status, 500, _responses(view, o))
            content = json.dumps(value).encode()
            return Answer(
                status=status, media_type=media_type, content=content, value=value, kind="error"
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
    if isinstance(result, JsonResult | EnvelopeResult) and "*" in media_type:
        return "application/json"
    if main == "*":
        return "application/octet-stream"
    return f"{main}/plain" if sub == "*" and main == "text" else media_type.replace("*", "x-any")


def _responses(view: View, o: Operation) -> dict[str, Json]:
    found = view.operation(o.pointer).get("responses")
    return {str(k).upper(): v for k, v in found.items()} if isinstance(found, dict) else {}


def _media(view: View, o: Operation, status: str, media_type: str) -> dict[str, Json]:
    return media_node(view, _responses(view, o).get(status.upper()), media_type)


def _json_media(view: View, o: Operation, status: str) -> tuple[dict[str, Json], str]:
    response = view.resolve(_responses(view, o).get(status.upper()))
    content = response.get("content") if isinstance(response, dict) else None
    for name in content if isinstance(content, dict) else ():
        if essence(name) == "application/json" or essence(name).endswith("+json"):
            return media_node(view, response, name), name
    return {}, ""


def _make(
    view: View,
    values: Values,
    typing: ArgumentTypes,
    result: Result,
    node: dict[str, Json],
    style: Style,
) -> tuple[bytes, Json, str]:
    match result:
        case NoContent() | UndeclaredResult() | ExistsResult() | HeadersResult():
            return _make_undescribed(result)
        case JsonResult(xml=XmlForm()):
            raise NoValueError("no XML is made from a schema")
        case JsonResult():
            value = values.instance(whole(node), style)
            return json.dumps(value).encode(), value, "value"
        case EnvelopeResult():
            return _envelope(values, typing, result, node, style)
        case BytesResult(streamed=streamed):
            kind = "download" if streamed else "bytes"
            return CONTENT, base64.b64encode(CONTENT).decode(), kind
        case TextResult(type=Primitive(PrimitiveKind.STRING)):
            return _TEXT.encode(), _TEXT, "value"
        case TextResult():
            value = values.instance(whole(node), style)
            return (value if isinstance(value, str) else json.dumps(value)).encode(), value, "value"
        case EventStreamResult(events=events) if events:
            return _named_events(view, values, node, style)
        case EventStreamResult():
            row = values.instance(item(view, node, events=True), style)
            return _event(result, row).encode() * 2, [row] * 2, "stream"
        case JsonLinesResult():
            row = values.instance(item(view, node, events=False), style)
            start = "\x1e" if "json-seq" in result.media_type else ""
            return f"{start}{json.dumps(row)}\n".encode() * 2, [row] * 2, "stream"
        case _ as never:
            assert_never(never)


def _make_undescribed(result: _WithoutMedia) -> tuple[bytes, Json, str]:
    """A body that the document does not describe, or none."""
    match result:
        case NoContent():
            return b"", None, "value"
        case UndeclaredResult():
            return json.dumps(_UNDECLARED).encode(), _UNDECLARED, "value"
        case ExistsResult():
            return b"", True, "value"
        case HeadersResult():
            return b"", {}, "headers"
        case _ as never:
            assert_never(never)


def _named_events(
    view: View, values: Values, node: dict[str, Json], style: Style
) -> tuple[bytes, Json, str]:
    """Returns a stream with one event for each name in its schema, the values, and the kind of answer."""
    texts, rows = [], []
    for name, data in named_events(view, node):
        row = values.instance(data.get("contentSchema", {"type": "string"}), style)
        shown = row if "contentSchema" not in data else json.dumps(row)
        lines = "".join(f"data: {line}\n" for line in shown.split("\n"))
        texts.append(f"event: {name}\n{lines}\n")
        rows.append(row)
    return "".join(texts).encode(), rows, "stream"


def _event(result: EventStreamResult, row: Json) -> str:
    """Returns an event. Its data is text if the document says so, else JSON."""
    is_text = result.item == Primitive(PrimitiveKind.STRING)
    return (
        "".join(f"data: {line}\n" for line in (row if is_text else json.dumps(row)).split("\n"))
        + "\n"
    )


def _envelope(
    values: Values,
    typing: ArgumentTypes,
    result: EnvelopeResult,
    node: dict[str, Json],
    style: Style,
) -> tuple[bytes, Json, str]:
    value = values.instance(whole(node), style)
    if not isinstance(value, dict):
        raise NoValueError("the envelope is no object")
    if result.success:
        value[typing.wire_name(result.envelope, result.success)] = True
    if result.errors and (name := typing.wire_name(result.envelope, result.errors)) in value:
        value[name] = [] if isinstance(value[name], list) else None
    member = value.get(typing.wire_name(result.envelope, result.field))
    return json.dumps(value).encode(), member, "value"
