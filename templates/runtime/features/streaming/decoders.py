# Events and lines of a stream -> Python values. Imports light modules of the runtime; pydantic with the first item.
"""`EventStream`, `TextEvents`, `NamedEvents` and `JsonLines`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from ...core.drift import Reading
from ...results.decoders import Json
from .events import SEPARATOR, ServerSentEvent

if TYPE_CHECKING:
    from ...core.http import httpx

T_co = TypeVar("T_co", covariant=True)


class EventStream(Json[T_co]):
    """Server-sent events whose data is JSON of a type."""

    def __init__(self, of: Callable[[], object], media_type: str = "text/event-stream") -> None:
        super().__init__(of, media_type)

    def holds_item(self, event: ServerSentEvent, /) -> bool:
        """Whether an event has data; events without data keep the connection alive."""
        return bool(event.data.strip())

    def decode_event(
        self, event: ServerSentEvent, response: httpx.Response, reading: Reading, /
    ) -> T_co:
        """Returns the item in an event."""
        return self.decode_json(event.data.encode(), response, reading)

    def encode(self, value: object, as_json: Callable[[object], bytes], /) -> bytes:
        """See `Decoder.encode`; the value is a list of items."""
        return b"".join(self.encode_item(item, as_json) for item in cast("list[object]", value))

    def encode_item(self, item: object, as_json: Callable[[object], bytes], /) -> bytes:
        """Returns the event for an item."""
        return b"data: " + as_json(item) + b"\n\n"


class TextEvents(EventStream[str]):
    """Server-sent events whose data is plain text."""

    def __init__(self, media_type: str = "text/event-stream") -> None:
        super().__init__(lambda: str, media_type)

    def holds_item(self, _event: ServerSentEvent, /) -> bool:
        """Returns True: a text may be empty."""
        return True

    def decode_json(self, content: bytes, _response: httpx.Response, _reading: Reading, /) -> str:
        """Returns the text."""
        return content.decode()

    def encode_item(self, item: object, _as_json: Callable[[object], bytes], /) -> bytes:
        """Returns the event for a text."""
        return _event(_data(item, _as_json))


class NamedEvents(EventStream[T_co]):
    """Server-sent events whose names determine the types of their data; events with other names are not decoded.

    Args:
        by_name: the decoder for each name.
        media_type: as declared.
    """

    def __init__(
        self, by_name: Mapping[str, EventStream[object]], media_type: str = "text/event-stream"
    ) -> None:
        super().__init__(lambda: object, media_type)
        self.by_name = by_name

    def holds_item(self, event: ServerSentEvent, /) -> bool:
        """Asks the decoder of the name; an event with another name is an item if it has data."""
        decoder = self.by_name.get(event.event)
        return bool(event.data) if decoder is None else decoder.holds_item(event)

    def decode_event(
        self, event: ServerSentEvent, response: httpx.Response, reading: Reading, /
    ) -> T_co:
        """Returns the decoded data, or the event itself if its name is unknown."""
        decoder = self.by_name.get(event.event)
        item = event if decoder is None else decoder.decode_event(event, response, reading)
        return cast("T_co", item)

    def encode_item(self, item: object, as_json: Callable[[object], bytes], /) -> bytes:
        """Returns the event for an item, with the name for the item's type."""
        if isinstance(item, ServerSentEvent):
            name, data = item.event, item.data.encode()
        else:
            found = (name for name, decoder in self.by_name.items() if _is_of(item, decoder.of()))
            name, data = next(found, "message"), _data(item, as_json)
        return b"event: " + name.encode() + b"\n" + _event(data)


class JsonLines(Json[T_co]):
    """A stream of JSON values of a type, one per line."""

    def __init__(self, of: Callable[[], object], media_type: str = "application/jsonl") -> None:
        super().__init__(of, media_type)

    def encode(self, value: object, as_json: Callable[[object], bytes], /) -> bytes:
        """See `Decoder.encode`; the value is a list of items."""
        return b"".join(self.encode_item(item, as_json) for item in cast("list[object]", value))

    def encode_item(self, item: object, as_json: Callable[[object], bytes], /) -> bytes:
        """Returns the line for an item."""
        start = SEPARATOR if "json-seq" in self.media_type else b""
        return start + as_json(item) + b"\n"


def _event(data: bytes) -> bytes:
    """Returns an event, with a field for each line of its data."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return b"".join(b"data: " + line + b"\n" for line in lines) + b"\n"


def _data(item: object, as_json: Callable[[object], bytes]) -> bytes:
    return item.encode() if isinstance(item, str) else as_json(item)


def _is_of(item: object, kind: object) -> bool:
    return isinstance(kind, type) and isinstance(item, kind)
