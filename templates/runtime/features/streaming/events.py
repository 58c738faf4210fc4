# Bytes -> events. Pure; imports the standard library only.
"""Parsers of server-sent events (WHATWG HTML, 9.2.6), JSON lines and JSON text sequences, fed piece by piece."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

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


class _PieceParser:
    """Parses data between separators. `limit` is the maximum number of bytes of a piece."""

    last_id: Final = ""
    retry: Final[int | None] = None
    done: Final = False
    _separator: ClassVar[bytes]

    def __init__(self, limit: int | None = None) -> None:
        self._partial: list[bytes] = []
        self._limit = limit
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Yields the data that this piece completes."""
        first, *rest = chunk.split(self._separator)
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
        """Yields the last data, which may lack its end."""
        piece = b"".join(self._partial)
        self._partial, self._size = [], 0
        if self._is_whole(piece):
            yield ServerSentEvent(piece.strip().decode("utf-8", "replace"))

    def _is_whole(self, piece: bytes) -> bool:
        return bool(piece.strip())


class LineParser(_PieceParser):
    """Parses JSON lines: each line that is not blank is the data of one event."""

    _separator = b"\n"


class SequenceParser(_PieceParser):
    """Parses JSON text sequences (RFC 7464): each text follows a record separator and may have several lines."""

    _separator = SEPARATOR

    def _is_whole(self, piece: bytes) -> bool:
        """Whether a text is complete: a number or word needs white space after it (RFC 7464, 2.4)."""
        return super()._is_whole(piece) and (piece.strip()[:1] in b'{["' or piece[-1:].isspace())
