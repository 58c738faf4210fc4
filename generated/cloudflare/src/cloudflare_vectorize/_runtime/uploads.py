# Streamed request bodies. Imports httpx, so it is loaded with the first such body.
"""Files, iterables and multipart bodies, sent piece by piece in either colour."""

from __future__ import annotations

import asyncio
import mimetypes
import os
import secrets
from collections.abc import AsyncIterable, AsyncIterator, Generator, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import IO, Final, cast

import httpx

from .basics import UNSET, File
from .encoding import encode_json
from .errors import InvalidRequestError
from .operations import Part
from .styles import flatten

_CHUNK: Final = 256 * 1024
_ESCAPES: Final = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


class Source:
    """A piece of a body. `length` is None where unknown; a piece that is not `repeatable` is sent once.

    Args:
        value: bytes, text, a path object, an open binary file, or an iterable of bytes, also asynchronous.
    """

    def __init__(self, value: object) -> None:
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
                raise InvalidRequestError(f"a {type(value).__name__} cannot be uploaded")
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
        self.started = True
        if self._bytes is not None:
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
        if self._async_chunks is not None:
            self.started = True
            async for chunk in self._async_chunks:
                yield _piece(chunk)
            return
        blocks = cast("Generator[bytes]", iter(self))
        on_disk = self._path is not None or self._file is not None
        try:
            while block := await asyncio.to_thread(_next, blocks) if on_disk else _next(blocks):
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
    """The content; of a file that grows meanwhile, as much as it held when the request was made."""
    left = length
    while left != 0 and (block := file.read(_CHUNK if left is None else min(_CHUNK, left))):
        left = None if left is None else left - len(block)
        yield block
    if left:
        raise InvalidRequestError(f"a file became {left} bytes shorter while it was sent")


def _next(blocks: Iterator[bytes]) -> bytes:
    """The next block that is not empty; b"" at the end."""
    return next((block for block in blocks if block), b"")


class Upload(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body made of sources, which httpx can send with either client."""

    def __init__(self, sources: list[Source]) -> None:
        self.sources = sources
        lengths = [source.length for source in sources]
        self.length = None if None in lengths else sum(length or 0 for length in lengths)

    @property
    def repeatable(self) -> bool:
        """Whether the body can be sent (again): nothing is used up."""
        return all(source.repeatable or not source.started for source in self.sources)

    def __iter__(self) -> Iterator[bytes]:
        for source in self.sources:
            yield from source

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for source in self.sources:
            async for chunk in source:
                yield chunk


def upload(content: object) -> Upload:
    """A raw body."""
    return Upload([Source(content.content if isinstance(content, File) else content)])


def json_lines(items: object) -> Upload:
    """One JSON value a line. A list or tuple can be sent again; an iterator cannot."""
    if isinstance(items, AsyncIterable):
        return Upload([Source(_lines_async(cast("AsyncIterable[object]", items)))])
    values = cast("Iterable[object]", items)
    if isinstance(values, list | tuple):
        return Upload([Source(b"".join(_lines(values)))])
    return Upload([Source(_lines(values))])


def _lines(items: Iterable[object]) -> Iterator[bytes]:
    for item in items:
        yield encode_json(item) + b"\n"


async def _lines_async(items: AsyncIterable[object]) -> AsyncIterator[bytes]:
    async for item in items:
        yield encode_json(item) + b"\n"


def multipart(fields: Mapping[str, object], parts: Mapping[str, Part]) -> tuple[Upload, str]:
    """A `multipart/form-data` body (RFC 7578) and its boundary.

    Args:
        fields: values by wire name; a list is sent as repeated parts, null in it left out, unless
            the part is JSON.
        parts: how the document wants them encoded (OpenAPI 3.1, 4.8.15).
    """
    boundary = secrets.token_hex(16)
    sources: list[Source] = []
    for name, value in fields.items():
        part = parts.get(name, Part())
        for item in _repeated(value, part):
            head, source = _part(name, item, part)
            opening = f"--{boundary}\r\n{head}\r\n\r\n".encode()
            sources += [Source(opening), source, Source(b"\r\n")]
    return Upload([*sources, Source(f"--{boundary}--\r\n".encode())]), boundary


def _repeated(value: object, part: Part) -> list[object]:
    if value is UNSET or value is None:
        return []
    if isinstance(value, list | tuple) and "json" not in part.content_type:
        return [item for item in cast("list[object]", value) if item is not None]
    return [value]


def _part(name: str, value: object, part: Part) -> tuple[str, Source]:
    """The header lines of one part and its content."""
    disposition = f'Content-Disposition: form-data; name="{name.translate(_ESCAPES)}"'
    if part.file or _is_file(value):
        file = value if isinstance(value, File) else File(cast("bytes", value))
        filename = file.filename or _file_name(file.content)
        kind = file.content_type or part.content_type.partition(",")[0] or _guess(filename)
        disposition += f'; filename="{filename.translate(_ESCAPES)}"'
        return _head(disposition, kind), Source(file.content)
    text = None if "json" in part.content_type else flatten(value)
    if isinstance(text, str):
        return _head(disposition, part.content_type), Source(text)
    return _head(disposition, part.content_type or "application/json"), Source(encode_json(value))


def _head(disposition: str, content_type: str) -> str:
    if "\r" in content_type or "\n" in content_type:
        raise InvalidRequestError("the content type of a part holds a line break")
    return f"{disposition}\r\nContent-Type: {content_type}" if content_type else disposition


def _is_file(value: object) -> bool:
    kinds = (File, bytes, bytearray, os.PathLike, AsyncIterable, Iterator)
    return isinstance(value, kinds) or hasattr(value, "read")


def _file_name(content: object) -> str:
    if isinstance(content, os.PathLike):
        return Path(cast("os.PathLike[str]", content)).name
    name: object = getattr(content, "name", None)
    return PurePath(name).name if isinstance(name, str) else "upload"


def _guess(filename: str) -> str:
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"
