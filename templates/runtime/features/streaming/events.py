# Bytes -> events. Pure; imports the standard library only.
"""Parsers of server-sent events (WHATWG HTML, 9.2.6), JSON lines and JSON text sequences, fed piece by piece."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_DONE: Final = "[DONE]"
_DIGITS: Final = 12
SEPARATOR: Final = b"\x1e"
"""Begins each text of a JSON text sequence."""


@dataclass(frozen=True, slots=True)
class ServerSentEvent:
    """One event. `id` is the last id in the stream, `retry` the milliseconds to wait before resuming."""

    data: str
    event: str = "message"
    id: str = ""
    retry: int | None = None


class OverlongError(ValueError):
    """A line or an event is larger than the limit."""


class EventParser:
    """Parses server-sent events. `done` is true after the sentinel `[DONE]`, which some vendors send as data.

    Args:
        last_id: the id of the last event before the stream was resumed.
        limit: the maximum number of characters of a line or of an event's data.
    """

    def __init__(self, last_id: str = "", limit: int | None = None) -> None:
        self.last_id = last_id
        self.retry: int | None = None
        self.done = False
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
        self._partial: list[str] = []
        self._after_cr = False
        self._data: list[str] = []
        self._event = ""
        self._limit = limit
        self._size = 0
        """The number of characters in memory: the data and the line."""

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Yields the events that this piece completes. Nothing is read after the sentinel."""
        for line in self._lines(self._decoder.decode(chunk)):
            event = self._line(line)
            if event is not None and event.data.strip() == _DONE:
                self.done = True
            if self.done:
                return
            if event is not None:
                yield event

    def finish(self) -> Iterator[ServerSentEvent]:
        """Yields nothing: the standard demands that an event without its blank line is dropped."""
        yield from ()

    def _lines(self, text: str) -> Iterator[str]:
        if self._after_cr and text:
            text = text.removeprefix("\n")
            self._after_cr = False
        self._after_cr = text.endswith("\r") or (self._after_cr and not text)
        first, *rest = _LINE_END.split(text)
        self._partial.append(first)
        self._grow(len(first))
        for following in rest:
            line = "".join(self._partial)
            self._size -= len(line)
            yield line
            self._partial = [following]
            self._grow(len(following))

    def _grow(self, size: int) -> None:
        self._size += size
        if self._limit is not None and self._size > self._limit:
            raise OverlongError

    def _line(self, line: str) -> ServerSentEvent | None:
        if not line:
            return self._dispatch()
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match name:
            case "data":
                self._data.append(value)
                self._grow(len(value))
            case "event":
                self._event = value
            case "id" if "\0" not in value:
                self.last_id = value
            case "retry" if value.isascii() and value.isdigit():
                self.retry = int(value[:_DIGITS])
            case _:
                pass
        return None

    def _dispatch(self) -> ServerSentEvent | None:
        data, event = self._data, self._event
        self._data, self._event = [], ""
        self._size -= sum(map(len, data))
        if not data:
            return None
        return ServerSentEvent("\n".join(data), event or "message", self.last_id, self.retry)


class LineParser:
    """Parses JSON lines: each line that is not blank is the data of one event. `limit` is the maximum of bytes per line."""

    last_id: Final = ""
    retry: Final[int | None] = None
    done: Final = False

    def __init__(self, limit: int | None = None) -> None:
        self._partial: list[bytes] = []
        self._limit = limit
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Yields the lines that this piece completes."""
        first, *rest = chunk.split(b"\n")
        self._hold(first)
        for following in rest:
            yield from self.finish()
            self._hold(following)

    def _hold(self, piece: bytes) -> None:
        self._partial.append(piece)
        self._size += len(piece)
        if self._limit is not None and self._size > self._limit:
            raise OverlongError

    def finish(self) -> Iterator[ServerSentEvent]:
        """Yields the last line, which may lack its end."""
        line = b"".join(self._partial).strip()
        self._partial, self._size = [], 0
        if line:
            yield ServerSentEvent(line.decode("utf-8", "replace"))


class SequenceParser:
    """Parses JSON text sequences (RFC 7464): each text follows a record separator and may have several lines.

    `limit` is the maximum number of bytes of a text.
    """

    last_id: Final = ""
    retry: Final[int | None] = None
    done: Final = False

    def __init__(self, limit: int | None = None) -> None:
        self._partial: list[bytes] = []
        self._limit = limit
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Yields the texts that this piece completes."""
        first, *rest = chunk.split(SEPARATOR)
        self._hold(first)
        for following in rest:
            yield from self._text(b"".join(self._partial))
            self._partial, self._size = [], 0
            self._hold(following)

    def _hold(self, piece: bytes) -> None:
        self._partial.append(piece)
        self._size += len(piece)
        if self._limit is not None and self._size > self._limit:
            raise OverlongError

    def finish(self) -> Iterator[ServerSentEvent]:
        """Yields the last text."""
        yield from self._text(b"".join(self._partial))
        self._partial, self._size = [], 0

    def _text(self, text: bytes) -> Iterator[ServerSentEvent]:
        """Yields a text; a number or word without white space after it is incomplete (RFC 7464, 2.4)."""
        whole = text.strip()
        if whole and (whole[:1] in b'{["' or text[-1:].isspace()):
            yield ServerSentEvent(whole.decode("utf-8", "replace"))
