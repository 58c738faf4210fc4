# Streamed request bodies. Imports httpx, so it is loaded with the first such body.
"""Files and iterables, sent in pieces by both clients."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterable, AsyncIterator, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final, cast

from anyio import to_thread

from ...core.basics import File, Progress
from ...core.errors import InvalidRequestError
from ...core.http import httpx
from ...core.mistakes import check_progress
from ...data.encoding import Wire, encode_json

_CHUNK: Final = 256 * 1024


class Source:
    """A part of a body. `length` is None if unknown; a part that is not `repeatable` is sent once.

    Args:
        value: bytes, text, a path object, an open binary file, or an iterable of bytes, also asynchronous.
        on_progress: called after each piece.
    """

    def __init__(self, value: object, on_progress: Progress | None = None) -> None:
        check_progress("an upload", on_progress)
        self._on_progress = on_progress
        self._bytes: bytes | None = None
        self._path: str | None = None
        self._file: IO[bytes] | None = None
        self._chunks: Iterable[bytes] | None = None
        self._async_chunks: AsyncIterable[bytes] | None = None
        self._start = 0
        self.length: int | None = None
        self.repeatable = not hasattr(value, "__next__") and not hasattr(value, "__anext__")
        self.started = False
        self._take(value)

    def _take(self, value: object) -> None:
        match value:
            case str():
                self._bytes = value.encode()
            case bytes() | bytearray() | memoryview():
                self._bytes = bytes(cast("bytes", value))
            case os.PathLike():
                self._path = os.fspath(cast("os.PathLike[str]", value))
                self.length = Path(self._path).stat().st_size
            case _ if hasattr(value, "read"):
                self._measure_file(cast("IO[bytes]", value))
            case AsyncIterable():
                self._async_chunks = cast("AsyncIterable[bytes]", value)
            case Iterable():
                self._chunks = cast("Iterable[bytes]", value)
            case _:
                kind = type(value).__name__
                raise InvalidRequestError(
                    f"{kind} cannot be uploaded; give bytes, a file or a path"
                )
        if self._bytes is not None:
            self.length = len(self._bytes)

    def _measure_file(self, file: IO[bytes]) -> None:
        if hasattr(file, "encoding"):
            raise InvalidRequestError("a file to upload has to be opened in binary mode")
        self._file = file
        try:
            self._start = file.tell()
            self.length = file.seek(0, os.SEEK_END) - self._start
            file.seek(self._start)
            self.repeatable = True
        except (OSError, AttributeError, ValueError):
            self.repeatable = False

    def __iter__(self) -> Iterator[bytes]:
        done = 0
        for piece in self._pieces():
            yield piece
            done += len(piece)
            self._report(done)

    def _report(self, done: int) -> None:
        """Reports what was sent: the next piece is asked for when the one before it is on its way."""
        if self._on_progress is not None:
            self._on_progress(done, self.length)

    def _begin(self) -> None:
        """Notes that the part is sent.

        Raises:
            InvalidRequestError: it is consumed. httpx sends a body again by itself for the challenge of a server.
        """
        if self.started and not self.repeatable:
            raise InvalidRequestError(
                "the server asks for the body once more, but an iterator or a stream can be sent only once; "
                "give bytes, a path or a list"
            )
        self.started = True

    def _pieces(self) -> Iterator[bytes]:
        self._begin()
        if self._bytes is not None and self._on_progress is not None:
            content = self._bytes
            yield from (content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK))
        elif self._bytes is not None:
            yield self._bytes
        elif self._path is not None:
            with Path(self._path).open("rb") as file:
                yield from _blocks(file, self.length)
        elif self._file is not None:
            if self.repeatable:
                self._file.seek(self._start)
            yield from _blocks(self._file, self.length)
        elif self._chunks is not None:
            yield from map(_piece, self._chunks)
        else:
            raise InvalidRequestError("an asynchronous iterable needs the asynchronous client")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        done = 0
        async for piece in self._async_pieces():
            yield piece
            done += len(piece)
            self._report(done)

    async def _async_pieces(self) -> AsyncIterator[bytes]:
        if self._async_chunks is not None:
            self._begin()
            async for chunk in self._async_chunks:
                yield _piece(chunk)
            return
        blocks = cast("Generator[bytes]", self._pieces())
        on_disk = self._path is not None or self._file is not None
        try:
            while block := await to_thread.run_sync(_next, blocks) if on_disk else _next(blocks):
                yield block
        finally:
            blocks.close()


def _piece(chunk: object) -> bytes:
    if isinstance(chunk, bytes | bytearray | memoryview):
        return cast("bytes", chunk)
    raise InvalidRequestError(
        f"an upload is made of bytes; one piece of it is a {type(chunk).__name__}"
    )


def _blocks(file: IO[bytes], length: int | None) -> Iterator[bytes]:
    """Yields the content; of a growing file, only its size at the time of the request."""
    left = length
    while left != 0 and (block := file.read(_CHUNK if left is None else min(_CHUNK, left))):
        left = None if left is None else left - len(block)
        yield block
    if left:
        raise InvalidRequestError(f"a file became {left} bytes shorter while it was sent")


def _next(blocks: Iterator[bytes]) -> bytes:
    """Returns the next block that is not empty, b"" at the end."""
    return next((block for block in blocks if block), b"")


class Upload(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body of sources, which both httpx clients can send."""

    def __init__(self, sources: list[Source]) -> None:
        self.sources = sources
        lengths = [source.length for source in sources]
        self.length = None if None in lengths else sum(length or 0 for length in lengths)

    @property
    def repeatable(self) -> bool:
        """Whether the body can be sent again: nothing is consumed."""
        return all(source.repeatable or not source.started for source in self.sources)

    def __iter__(self) -> Iterator[bytes]:
        for source in self.sources:
            yield from source

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for source in self.sources:
            async for chunk in source:
                yield chunk


def reject_path(content: object) -> None:
    """Rejects a text that is the path of a file: the text would be sent, and the file is what is meant.

    Raises:
        InvalidRequestError: it is one.
    """
    if isinstance(content, str) and _is_file(content):
        raise InvalidRequestError(
            f"{content!r} is a text and the path of a file; give a pathlib.Path for the file, "
            "or text.encode() for the text"
        )


def _is_file(text: str) -> bool:
    """Whether a text is the path of a file; most texts cannot be paths."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def upload(content: object) -> Upload:
    """Returns a raw body."""
    reject_path(content.content if isinstance(content, File) else content)
    if isinstance(content, File):
        return Upload([Source(content.content, content.on_progress)])
    return Upload([Source(content)])


def json_lines(items: object, prefix: str = "", start: bytes = b"") -> Upload:
    """Returns one JSON value per line, each after `start`. Bytes, text, files and paths are sent unchanged.

    An iterable can be sent again; an iterator cannot.

    Raises:
        InvalidRequestError: it is not an iterable of items, or a text without JSON lines.
    """
    match items:
        case bytes() | bytearray() | memoryview() | os.PathLike():
            return Upload([Source(cast("object", items))])
        case str():
            return Upload([Source(_check_lines(items, prefix, start))])
        case _ if hasattr(items, "read"):
            return Upload([Source(items)])
        case Mapping() | Wire():
            raise _no_items(cast("object", items), prefix)
        case _ if hasattr(items, "model_dump"):
            raise _no_items(items, prefix)
        case list() | tuple():
            return Upload([Source(b"".join(_lines(cast("Iterable[object]", items), start)))])
        case AsyncIterable():
            later = cast("AsyncIterable[object]", items)
            lines = _AsyncLines(later, start)
            return Upload([Source(aiter(lines) if hasattr(later, "__anext__") else lines)])
        case Iterable():
            values = cast("Iterable[object]", items)
            is_iterator = hasattr(values, "__next__")
            return Upload([Source(_lines(values, start) if is_iterator else _Lines(values, start))])
        case _:
            raise _no_items(items, prefix)


def _no_items(items: object, prefix: str) -> InvalidRequestError:
    kind = type(items).__name__
    return InvalidRequestError(
        f"{prefix}JSON lines take an iterable of items, or lines as bytes, text or a file, not a {kind}; "
        "put a single item into a list"
    )


def _check_lines(text: str, prefix: str, start: bytes) -> str:
    for number, line in enumerate(text.split(start.decode() or "\n"), 1):
        try:
            if line.strip():
                json.loads(line)
        except ValueError as error:
            raise InvalidRequestError(f"{prefix}line {number} is not JSON: {error}") from None
    return text


class _Lines:
    """Encodes the items of an iterable as lines."""

    def __init__(self, items: Iterable[object], start: bytes) -> None:
        self._items = items
        self._start = start

    def __iter__(self) -> Iterator[bytes]:
        return _lines(self._items, self._start)


class _AsyncLines:
    """Encodes the items of an asynchronous iterable as lines."""

    def __init__(self, items: AsyncIterable[object], start: bytes) -> None:
        self._items = items
        self._start = start

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for item in self._items:
            yield _line(item, self._start)


def _lines(items: Iterable[object], start: bytes) -> Iterator[bytes]:
    for item in items:
        yield _line(item, start)


def _line(item: object, start: bytes) -> bytes:
    if isinstance(item, bytes | bytearray):
        raise InvalidRequestError(
            "an item of JSON lines is bytes; pass all lines as one bytes object"
        )
    return start + encode_json(item) + b"\n"
