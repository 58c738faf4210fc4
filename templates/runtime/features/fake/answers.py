# Responses of the fake: values -> responses. Imports httpx.
"""`success`, `encode` and `cut`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Final, cast

from ...core.http import httpx
from ...core.operations import Operation
from ...data.encoding import Wire, plain
from ...results.decoders import (
    Bytes,
    Decoder,
    Envelope,
    EventStream,
    JsonLines,
    NamedEvents,
    NoContent,
    Text,
    TextEvents,
)
from ...wire.styles import scalar
from ..streaming.events import SEPARATOR, ServerSentEvent
from ..text_values import TextValue

if TYPE_CHECKING:
    from pydantic import BaseModel

JSON: Final = {"content-type": "application/json"}


def success(operation: Operation[object], value: object) -> httpx.Response:
    """Returns a response that the operation decodes to the value."""
    key, decoder = next(iter(operation.success.items()))
    status = int(key) if key.isdigit() else 200
    headers = {"content-type": decoder.media_type} if decoder.media_type else {}
    return httpx.Response(status, content=_content(decoder, value), headers=headers)


def _content(decoder: Decoder[object], value: object) -> bytes:
    match decoder:
        case NoContent():
            return b""
        case Bytes() | Text():
            return value.encode() if isinstance(value, str) else cast("bytes", value)
        case TextValue():
            return scalar(value).encode()
        case NamedEvents():
            return b"".join(_named_event(decoder, item) for item in _items(value))
        case EventStream():
            inner = Text() if isinstance(decoder, TextEvents) else Decoder[object]("")
            return b"".join(b"data: " + _content(inner, item) + b"\n\n" for item in _items(value))
        case JsonLines():
            start = SEPARATOR if "json-seq" in decoder.media_type else b""
            return b"".join(start + encode(item) + b"\n" for item in _items(value))
        case Envelope():
            return encode(_enveloped(decoder, value))
        case _:
            return encode(value)


def _named_event(decoder: NamedEvents[object], item: object) -> bytes:
    """Returns the event for an item, with the name for the item's type."""
    if isinstance(item, ServerSentEvent):
        name, data = item.event, item.data.encode()
    else:
        name = next((n for n, d in decoder.by_name.items() if _is_of(item, d.of())), "message")
        data = item.encode() if isinstance(item, str) else encode(item)
    return b"event: " + name.encode() + b"\ndata: " + data + b"\n\n"


def _is_of(item: object, kind: object) -> bool:
    return isinstance(kind, type) and isinstance(item, kind)


def _items(value: object) -> Iterator[object]:
    yield from cast("list[object]", value)


def _enveloped(decoder: Envelope[object], value: object) -> object:
    """Wraps a value in its envelope, unless it is one. Other required members are empty."""
    model = cast("type[BaseModel]", decoder.of())
    keys = {name: info.alias or name for name, info in model.__pydantic_fields__.items()}
    field = keys[decoder.field]
    if isinstance(value, model) or _has_member(value, field):
        return value
    required: dict[str, object] = {
        keys[name]: cast("list[object]", []) if "list" in str(info.annotation).lower() else None
        for name, info in model.__pydantic_fields__.items()
        if info.is_required()
    }
    success = {keys[decoder.success]: True} if decoder.success else {}
    return {**required, **success, field: value}


def _has_member(value: object, name: str) -> bool:
    return isinstance(value, Mapping) and name in cast("Mapping[str, object]", value)


def encode(value: object) -> bytes:
    """Encodes a model or plain values as JSON."""
    return json.dumps(value, default=_as_response).encode()


def _as_response(value: object) -> object:
    """Dumps a model as a server would send it, with read-only fields."""
    dump = getattr(value, "model_dump", None)
    if callable(dump):
        return dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
    return value.__wire__() if isinstance(value, Wire) else plain(value)


class _Broken(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that ends too early."""

    def __init__(self, beginning: bytes) -> None:
        self._beginning = beginning

    def __iter__(self) -> Iterator[bytes]:
        yield self._beginning
        raise httpx.RemoteProtocolError("peer closed connection without sending complete body")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


def cut(response: httpx.Response) -> httpx.Response:
    """Returns the response with a body that ends in the middle."""
    half = response.content[: len(response.content) // 2]
    return httpx.Response(response.status_code, headers=JSON, stream=_Broken(half))
