# Between the runtime and the network: the streams of a call, and the exceptions of httpx and the libraries below it.
# Imports httpx, so it is loaded with the first call.
"""Streams that end in time, and exceptions of the network as those of the client."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, cast

from ..core.errors import APIConnectionError, APIError, APITimeoutError
from ..core.http import BELOW, httpx
from .deadline import Deadline, Phase

if TYPE_CHECKING:
    from collections.abc import Callable

_SLICE: Final = 64 * 1024


class DeadlineStream(
    httpx.SyncByteStream,
    # <async_client>
    httpx.AsyncByteStream,
    # </async_client>
):
    """A body that checks the deadline at every chunk.

    `failure` is the exception that the body itself raised, such as that of a user's iterable.
    """

    def __init__(self, stream: object, deadline: Deadline | None) -> None:
        self._stream = stream
        self._deadline = deadline
        self.failure: Exception | None = None

    def __iter__(self) -> Iterator[bytes]:
        chunks = iter(cast("httpx.SyncByteStream", self._stream))
        while (chunk := self._next(chunks)) is not None:
            yield chunk

    def _next(self, chunks: Iterator[bytes]) -> bytes | None:
        try:
            chunk = next(chunks, None)
        except Exception as error:
            self.failure = error
            raise
        self._check()
        return chunk

    # <async_client>
    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks = aiter(cast("httpx.AsyncByteStream", self._stream))
        while (chunk := await self._anext(chunks)) is not None:
            yield chunk

    async def _anext(self, chunks: AsyncIterator[bytes]) -> bytes | None:
        try:
            chunk = await anext(chunks, None)
        except Exception as error:
            self.failure = error
            raise
        self._check()
        return chunk

    # </async_client>
    def _check(self) -> None:
        if self._deadline is not None:
            self._deadline.check()

    def close(self) -> None:
        """Closes the inner stream."""
        cast("httpx.SyncByteStream", self._stream).close()

    # <async_client>
    async def aclose(self) -> None:
        """Closes the inner stream."""
        await cast("httpx.AsyncByteStream", self._stream).aclose()

    # </async_client>


class Connection(Protocol):
    """An open connection (httpcore's `NetworkStream`)."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Returns at most `max_bytes` bytes."""
        ...

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends all of the bytes."""
        ...


def bind(connection: object) -> None:
    """Makes each read and write of a connection end at the deadline of its call.

    httpcore gets the timeout once for all reads of a phase, so a server that sends a byte now and then would block a
    call forever. The asynchronous client is cancelled instead, and its timeouts are plain numbers.
    """
    members = getattr(connection, "__dict__", None)
    if members is None or "read" in members or not hasattr(connection, "write"):
        return
    members["read"] = _bound_read(cast("Connection", connection).read)
    members["write"] = _bound_write(cast("Connection", connection).write)


def _bound_read(
    read: Callable[[int, float | None], bytes],
) -> Callable[[int, float | None], bytes]:
    def bound(max_bytes: int, timeout: float | None = None) -> bytes:
        return read(max_bytes, timeout.remaining() if isinstance(timeout, Phase) else timeout)

    return bound


def _bound_write(
    write: Callable[[bytes, float | None], None],
) -> Callable[[bytes, float | None], None]:
    def bound(buffer: bytes, timeout: float | None = None) -> None:
        if not isinstance(timeout, Phase):
            return write(buffer, timeout)
        for start in range(0, len(buffer), _SLICE):
            write(buffer[start : start + _SLICE], timeout.remaining())
        return None

    return bound


def as_request_error(error: Exception, request: httpx.Request) -> httpx.RequestError | None:
    """Converts an exception of a library below httpx to one of httpx; None for others, e.g. of an upload."""
    if isinstance(error, httpx.RequestError):
        return error
    while isinstance(error, ExceptionGroup):  # raised by the tasks in which anyio connects
        error = cast("ExceptionGroup[Exception]", error).exceptions[0]
    if error is getattr(request.stream, "failure", None) or isinstance(error, APIError):
        return None
    if isinstance(error, httpx.InvalidURL):  # only httpx's parsing of `Location` is left
        return httpx.RequestError(f"the redirect leads to no address: {error}", request=request)
    if isinstance(error, UnicodeError):
        return httpx.UnsupportedProtocol(f"the host has no name for DNS: {error}", request=request)
    if isinstance(error, OverflowError):
        return httpx.UnsupportedProtocol(
            f"a port or a timeout is out of range: {error}", request=request
        )
    if isinstance(error, NotImplementedError) and sys.platform == "emscripten":
        return httpx.ConnectError(f"a browser opens no sockets: {error}", request=request)
    if isinstance(error, OSError) or type(error).__module__.partition(".")[0] in BELOW:
        return httpx.ReadError(str(error) or type(error).__name__, request=request)
    return None


def connection_error(
    error: httpx.HTTPError, operation: str, problem: str = ""
) -> APIConnectionError:
    """Returns the error for a request without a complete response; `problem` is the start of the message."""
    kind = APITimeoutError if isinstance(error, httpx.TimeoutException) else APIConnectionError
    try:
        method, url = error.request.method, error.request.url.copy_with(query=None, userinfo=None)
    except RuntimeError:  # it has no request
        method, url = "", httpx.URL("")
    reason = problem + (str(error) or type(error).__name__)
    failed = kind.of(reason, operation, method, str(url))
    failed.__cause__ = error
    return failed


def cut_off(error: Exception, response: httpx.Response, operation: str) -> Exception:
    """Returns the error for a body that ended too early, else the exception itself."""
    if isinstance(error, httpx.StreamError):
        return APIError("the body of the response was read already, or its block has ended")
    found = as_request_error(error, response.request)
    if found is None:
        return error
    return connection_error(found, operation, "the response was cut off: ")


class TranslateErrors:
    """Converts exceptions to those of this client while a body is read."""

    def __init__(self, response: httpx.Response, operation: str) -> None:
        self._response = response
        self._operation = operation

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception):
            found = cut_off(error, self._response, self._operation)
            if found is not error:
                raise found from error
