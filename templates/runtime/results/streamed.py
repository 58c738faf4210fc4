# Responses whose bodies are read in pieces. Imports light modules; httpx for type checking.
"""Streamed responses, and what turns a resource into the view that returns them."""

from __future__ import annotations

import codecs
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar, cast

from ..core.basics import Progress
from .limits import hold
from .responses import BaseResponse
from .texts import LineSplitter, text_encoding

if TYPE_CHECKING:
    from ..core.http import httpx

R = TypeVar("R")
P = ParamSpec("P")


class _Streamed(BaseResponse[R]):
    """The common part of streamed responses in both flavors."""

    def _translate_errors(self) -> AbstractContextManager[None]:
        from ..exchange.network import TranslateErrors

        return TranslateErrors(self.http_response, self._reading.operation)

    def _text_decoder(self) -> codecs.IncrementalDecoder:
        make = codecs.getincrementaldecoder(text_encoding(self.http_response))
        return make(errors="replace")

    def _splitter(self) -> LineSplitter:
        return LineSplitter(text_encoding(self.http_response))

    def _check(self, splitter: LineSplitter) -> None:
        limit = self._reading.rules.max_line
        if limit is not None and splitter.size > limit:
            raise self._reading.too_large("a line", limit, self.http_response)


class StreamedResponse(_Streamed[R]):
    """A response whose body is read in pieces. The end of its `with` block releases the connection."""

    # <downloads>
    again: Callable[[Mapping[str, str], int], httpx.Response] | None = None
    """Fetches the rest of a broken download with these headers, after so many failures; set by the transport."""

    # </downloads>
    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yields the body in pieces, decompressed."""
        with self._translate_errors():
            yield from self.http_response.iter_bytes(chunk_size)

    def iter_text(self) -> Iterator[str]:
        """Yields the body in pieces of text."""
        decoder = self._text_decoder()
        for chunk in self.iter_bytes():
            if text := decoder.decode(chunk):
                yield text
        if text := decoder.decode(b"", final=True):
            yield text

    def iter_lines(self) -> Iterator[str]:
        """Yields the lines of the body without their ends: LF, or CR and LF."""
        splitter = self._splitter()
        for chunk in self.iter_bytes():
            yield from splitter.feed(chunk)
            self._check(splitter)
        yield from splitter.finish()

    def read(self) -> bytes:
        """Returns the whole body.

        Raises:
            ResponseTooLargeError: it is larger than the memory limit.
        """
        with self._translate_errors():
            hold(self.http_response, self._reading)
            return self.http_response.read()

    # <downloads>
    def stream_to_file(
        self, path: str | PathLike[str], *, on_progress: Progress | None = None
    ) -> None:
        """Writes the body to a file. After an error there is no new file, and an old one is unchanged.

        A download that breaks off goes on where it was, if the server supports that and the call may be retried.

        Args:
            path: the file.
            on_progress: called with the number of bytes so far, and of all of them, None if that is unknown.

        Raises:
            APIConnectionError: the body is not complete.
        """
        from .downloads import save

        save(self, path, on_progress, self._reading.operation, self.again)

    # </downloads>
    def parse(self) -> R:
        """Returns the result of the method; reads the body unless it is a stream of items."""
        # <streams or binary_responses>
        if self._streams:
            return self._parse(self.http_response)
        # </streams or binary_responses>
        self.read()
        return self._parse(self.http_response)

    def close(self) -> None:
        """Releases the connection."""
        self.http_response.close()


class AsyncStreamedResponse(_Streamed[R]):
    """A response whose body is read in pieces, for the asynchronous client; see `StreamedResponse`."""

    # <downloads>
    again: Callable[[Mapping[str, str], int], Awaitable[httpx.Response]] | None = None

    # </downloads>
    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Yields the body in pieces, decompressed."""
        with self._translate_errors():
            async for chunk in self.http_response.aiter_bytes(chunk_size):
                yield chunk

    async def iter_text(self) -> AsyncIterator[str]:
        """Yields the body in pieces of text."""
        decoder = self._text_decoder()
        async for chunk in self.iter_bytes():
            if text := decoder.decode(chunk):
                yield text
        if text := decoder.decode(b"", final=True):
            yield text

    async def iter_lines(self) -> AsyncIterator[str]:
        """Yields the lines of the body without their ends: LF, or CR and LF."""
        splitter = self._splitter()
        async for chunk in self.iter_bytes():
            for line in splitter.feed(chunk):
                yield line
            self._check(splitter)
        for line in splitter.finish():
            yield line

    async def read(self) -> bytes:
        """Returns the whole body.

        Raises:
            ResponseTooLargeError: it is larger than the memory limit.
        """
        with self._translate_errors():
            hold(self.http_response, self._reading)
            return await self.http_response.aread()

    # <downloads>
    async def stream_to_file(
        self, path: str | PathLike[str], *, on_progress: Progress | None = None
    ) -> None:
        """Writes the body to a file; see `StreamedResponse.stream_to_file`."""
        from .downloads import save_async

        await save_async(self, path, on_progress, self._reading.operation, self.again)

    # </downloads>
    async def parse(self) -> R:
        """Returns the result of the method; reads the body unless it is a stream of items."""
        # <streams or binary_responses>
        if self._streams:
            return self._parse(self.http_response)
        # </streams or binary_responses>
        await self.read()
        return self._parse(self.http_response)

    async def aclose(self) -> None:
        """Releases the connection."""
        await self.http_response.aclose()


class ResponseContext(Generic[R]):
    """A context manager that sends the request and streams the response."""

    def __init__(self, send: Callable[[], StreamedResponse[R]]) -> None:
        self._send = send

    def __enter__(self) -> StreamedResponse[R]:
        self._response = self._send()
        return self._response

    def __exit__(self, *error: object) -> None:
        self._response.close()


class AsyncResponseContext(Generic[R]):
    """An async context manager that sends the request and streams the response."""

    def __init__(self, send: Callable[[], Awaitable[AsyncStreamedResponse[R]]]) -> None:
        self._send = send

    async def __aenter__(self) -> AsyncStreamedResponse[R]:
        self._response = await self._send()
        return self._response

    async def __aexit__(self, *error: object) -> None:
        await self._response.aclose()


def streaming(method: Callable[P, R]) -> Callable[P, ResponseContext[R]]:
    """Wraps a method in the context manager of the streamed view of its resource."""

    def enter(*args: P.args, **kwargs: P.kwargs) -> ResponseContext[R]:
        send = cast("Callable[P, StreamedResponse[R]]", method)
        return ResponseContext(partial(send, *args, **kwargs))

    return enter


def async_streaming(method: Callable[P, Awaitable[R]]) -> Callable[P, AsyncResponseContext[R]]:
    """Wraps an asynchronous method; see `streaming`."""

    def enter(*args: P.args, **kwargs: P.kwargs) -> AsyncResponseContext[R]:
        send = cast("Callable[P, Awaitable[AsyncStreamedResponse[R]]]", method)
        return AsyncResponseContext(partial(send, *args, **kwargs))

    return enter
