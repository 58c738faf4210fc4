# What a caller gets who wants more than the decoded value. Imports light modules; httpx for type checking.
"""Raw and streamed responses, and the typed casts that turn a resource into its raw or streamed view."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import partial
from os import PathLike
from types import TracebackType
from typing import IO, TYPE_CHECKING, Generic, ParamSpec, TypeVar, cast, get_origin

from .decoders import Json
from .drift import Reading
from .errors import APIConnectionError, APITimeoutError, request_id

if TYPE_CHECKING:
    import httpx
    from pydantic import TypeAdapter

R = TypeVar("R")
M = TypeVar("M")
P = ParamSpec("P")


class View(Enum):
    """What a resource's methods return: the value, the raw response, or the response while it streams."""

    PARSED = "parsed"
    RAW = "raw"
    STREAMED = "streamed"


class _Response(Generic[R]):
    """What raw and streamed responses have in common."""

    def __init__(
        self,
        http_response: httpx.Response,
        parse: Callable[[httpx.Response], R],
        reading: Reading,
        *,
        streams: bool = False,
    ) -> None:
        self.http_response = http_response
        """The response as httpx has it."""
        self._parse = parse
        self._reading = reading
        self._streams = streams

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code}>"

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The headers; names in any case."""
        return self.http_response.headers

    def header(self, name: str, kind: type[M]) -> M | None:
        """A header as a value of a type, such as `int`, `datetime` or `list[str]`; None where it is absent.

        api.md has the headers that the API documents, with their types.

        Raises:
            ResponseValidationError: the header is no such value.
        """
        text = self.headers.get(name)
        if text is None:
            return None
        from .tolerant import adapter

        reader = cast("TypeAdapter[M]", adapter(kind))
        try:
            if kind is not str and text[:1] in ("{", "["):
                return reader.validate_json(text)
            return reader.validate_python(_structured(text, kind))
        except ValueError as error:
            problem = f"the header {name!r} is no {getattr(kind, '__name__', kind)}"
            raise self._reading.invalid(problem, self.http_response) from error

    @property
    def request_id(self) -> str | None:
        """The server's name for this request."""
        return request_id(self.headers)


def _structured(text: str, kind: object) -> str | list[str] | dict[str, str]:
    """The text of a header, cut at its commas where the type has parts (OpenAPI 3.1, 4.8.21: style simple)."""
    origin = get_origin(kind) or kind
    parts = [part.strip() for part in text.split(",")]
    if origin in (list, tuple, set, frozenset):
        return parts
    if origin is not dict and not hasattr(kind, "model_fields"):
        return text
    if all("=" in part for part in parts):
        return dict(part.split("=", 1) for part in parts)
    return dict(zip(parts[::2], parts[1::2], strict=False))


class RawResponse(_Response[R]):
    """A complete response."""

    @property
    def content(self) -> bytes:
        """The body."""
        return self.http_response.content

    @property
    def text(self) -> str:
        """The body as text."""
        return self.http_response.text

    def json(self) -> object:
        """The body as JSON values.

        Raises:
            ValueError: it is not JSON.
        """
        return cast("object", json.loads(self.content))

    def parse(self) -> R:
        """What the method would have returned.

        Raises:
            ResponseValidationError: the body is not what the document says.
        """
        return self._parse(self.http_response)

    def parse_as(self, kind: type[M]) -> M:
        """The JSON body as a model or another type of your own.

        Raises:
            ResponseValidationError: the body is not JSON, or, with `strict_responses`, not of the type.
        """
        return Json[M](lambda: kind).decode(self.http_response, self._reading)


class StreamedResponse(_Response[R]):
    """A response whose body is read as you go. Leave its `with` block to give the connection back."""

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body in pieces, decompressed."""
        with Translated():
            yield from self.http_response.iter_bytes(chunk_size)

    def iter_text(self) -> Iterator[str]:
        """The body as pieces of text."""
        with Translated():
            yield from self.http_response.iter_text()

    def iter_lines(self) -> Iterator[str]:
        """The body line by line."""
        with Translated():
            yield from self.http_response.iter_lines()

    def read(self) -> bytes:
        """The whole body."""
        with Translated():
            return self.http_response.read()

    def stream_to_file(self, path: str | PathLike[str]) -> None:
        """Write the body to a file. After an error there is no new file, and an old one is as it was."""
        with _whole_file(path) as file:
            file.writelines(self.iter_bytes())

    def parse(self) -> R:
        """What the method would have returned; reads the body unless it is a stream of items."""
        if not self._streams:
            self.read()
        return self._parse(self.http_response)

    def close(self) -> None:
        """Give the connection back."""
        self.http_response.close()


class AsyncStreamedResponse(_Response[R]):
    """As `StreamedResponse`."""

    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The body in pieces, decompressed."""
        with Translated():
            async for chunk in self.http_response.aiter_bytes(chunk_size):
                yield chunk

    async def iter_text(self) -> AsyncIterator[str]:
        """The body as pieces of text."""
        with Translated():
            async for chunk in self.http_response.aiter_text():
                yield chunk

    async def iter_lines(self) -> AsyncIterator[str]:
        """The body line by line."""
        with Translated():
            async for line in self.http_response.aiter_lines():
                yield line

    async def read(self) -> bytes:
        """The whole body."""
        with Translated():
            return await self.http_response.aread()

    async def stream_to_file(self, path: str | PathLike[str]) -> None:
        """Write the body to a file. After an error there is no new file, and an old one is as it was."""
        import asyncio

        with _whole_file(path) as file:
            async for chunk in self.iter_bytes():
                await asyncio.to_thread(file.write, chunk)

    async def parse(self) -> R:
        """What the method would have returned; reads the body unless it is a stream of items."""
        if not self._streams:
            await self.read()
        return self._parse(self.http_response)

    async def close(self) -> None:
        """Give the connection back."""
        await self.http_response.aclose()


@contextmanager
def _whole_file(path: str | PathLike[str]) -> Generator[IO[bytes]]:
    """A file that takes its place when all of it is written; a pipe or a device is written to as it is."""
    import shutil
    from pathlib import Path
    from secrets import token_hex

    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    part = target.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            yield file
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


class Translated:
    """Turns httpx's errors while a body is read into `APIConnectionError`."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            import httpx

            if isinstance(error, httpx.HTTPError):
                raise cut_off(error) from error


def cut_off(error: httpx.HTTPError) -> APIConnectionError:
    """The error for a body that ended too early while it was read."""
    import httpx

    kind = APITimeoutError if isinstance(error, httpx.TimeoutException) else APIConnectionError
    return kind(f"the response was cut off: {str(error) or type(error).__name__}")


class ResponseContext(Generic[R]):
    """`with` this to send the request and stream the response."""

    def __init__(self, send: Callable[[], StreamedResponse[R]]) -> None:
        self._send = send

    def __enter__(self) -> StreamedResponse[R]:
        self._response = self._send()
        return self._response

    def __exit__(self, *error: object) -> None:
        self._response.close()


class AsyncResponseContext(Generic[R]):
    """`async with` this to send the request and stream the response."""

    def __init__(self, send: Callable[[], Awaitable[AsyncStreamedResponse[R]]]) -> None:
        self._send = send

    async def __aenter__(self) -> AsyncStreamedResponse[R]:
        self._response = await self._send()
        return self._response

    async def __aexit__(self, *error: object) -> None:
        await self._response.close()


def raw(method: Callable[P, R]) -> Callable[P, RawResponse[R]]:
    """The type of a method in the raw view of its resource."""
    return cast("Callable[P, RawResponse[R]]", method)


def async_raw(method: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[RawResponse[R]]]:
    """As `raw`."""
    return cast("Callable[P, Awaitable[RawResponse[R]]]", method)


def streaming(method: Callable[P, R]) -> Callable[P, ResponseContext[R]]:
    """The context manager around a method in the streamed view of its resource."""

    def enter(*args: P.args, **kwargs: P.kwargs) -> ResponseContext[R]:
        send = cast("Callable[P, StreamedResponse[R]]", method)
        return ResponseContext(partial(send, *args, **kwargs))

    return enter


def async_streaming(method: Callable[P, Awaitable[R]]) -> Callable[P, AsyncResponseContext[R]]:
    """As `streaming`."""

    def enter(*args: P.args, **kwargs: P.kwargs) -> AsyncResponseContext[R]:
        send = cast("Callable[P, Awaitable[AsyncStreamedResponse[R]]]", method)
        return AsyncResponseContext(partial(send, *args, **kwargs))

    return enter
