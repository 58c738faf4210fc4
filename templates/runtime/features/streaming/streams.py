# Typed streams. Imports light modules; httpx when a stream fails.
"""`Stream` and `AsyncStream`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from ...core.drift import Reading
from ...core.errors import APIConnectionError, Unpicklable
from ...results.decoders import Json
from .decoders import EventStream
from .events import EventParser, LineParser, OverlongError, SequenceParser, ServerSentEvent

if TYPE_CHECKING:
    from typing import Self

    from ...core.http import httpx

T = TypeVar("T")
_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 60.0


class StreamDecoder(Generic[T]):
    """Parses and decodes a stream, and decides whether to resume after a failure; no input or output.

    Args:
        decoder: decodes the items.
        response: the open response.
        reading: how items are decoded.
        resumes: how often in a row it may be resumed; 0 if the operation may not be retried.
    """

    def __init__(
        self, decoder: Json[T], response: httpx.Response, reading: Reading, resumes: int
    ) -> None:
        self.response = response
        self._decoder = decoder
        self._reading = reading
        self._resumes = resumes
        self._failures = 0
        self.parser = self._new_parser("")

    def _new_parser(self, last_id: str) -> EventParser | LineParser | SequenceParser:
        limit = self._reading.rules.max_line
        if isinstance(self._decoder, EventStream):
            return EventParser(last_id, limit)
        kind: str = self.response.headers.get("content-type") or self._decoder.media_type
        return SequenceParser(limit) if "json-seq" in kind.lower() else LineParser(limit)

    def holds_item(self, event: ServerSentEvent) -> bool:
        """Whether an event has an item; one without data only keeps the connection alive."""
        decoder = self._decoder
        return not isinstance(decoder, EventStream) or decoder.holds_item(event)

    def decode(self, event: ServerSentEvent) -> T:
        """Returns the item in an event."""
        if isinstance(self._decoder, EventStream):
            item: T = self._decoder.decode_event(event, self.response, self._reading)
            return item
        return self._decoder.decode_json(event.data.encode(), self.response, self._reading)

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Yields the events of a piece.

        Raises:
            ResponseTooLargeError: a line or an event is larger than the limit.
        """
        try:
            for event in self.parser.feed(chunk):
                self._failures = 0
                yield event
        except OverlongError:
            limit = self._reading.rules.max_line or 0
            raise self._reading.too_large("a line of the stream", limit, self.response) from None

    def resume_after(self, error: Exception) -> tuple[str, float]:
        """Returns the id to resume from and the seconds to wait.

        Raises:
            APIConnectionError: the events have no ids, or the server failed too often.
            Exception: the error itself, if the connection did not fail.
        """
        from ...exchange.network import cut_off

        self._failures += 1
        last_id, retry = self.parser.last_id, self.parser.retry
        found = cut_off(error, self.response, self._reading.operation)
        if (
            not last_id
            or self._failures > self._resumes
            or not isinstance(found, APIConnectionError)
        ):
            if found is error:
                raise error
            raise found from error
        self.parser = self._new_parser(last_id)
        return last_id, _WAIT if retry is None else min(retry / 1000, _LONGEST_WAIT)


class Stream(Unpicklable, Generic[T]):
    """Yields items as the server sends them. Ending the loop early or calling `close` releases the connection.

    An item that cannot be decoded is an error; the next `next()`, or another loop, goes on with the item after it.
    A stream whose events have ids is resumed after a broken connection, if the operation is safe.
    """

    _unpicklable = (
        "a stream cannot be pickled or copied: it reads from a connection; pickle its items"
    )

    def __init__(
        self,
        decoder: StreamDecoder[T],
        reopen: Callable[[str, float], httpx.Response] | None = None,
    ) -> None:
        self._stream_decoder = decoder
        self._events = _read(decoder, reopen)

    @property
    def response(self) -> httpx.Response:
        """The response that is being read."""
        return self._stream_decoder.response

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        event = next(self._events)
        while not self._stream_decoder.holds_item(event):
            event = next(self._events)
        return self._stream_decoder.decode(event)

    def events(self) -> Iterator[ServerSentEvent]:
        """Yields the events themselves: name, id and data, not decoded."""
        yield from self._events

    def close(self) -> None:
        """Releases the connection."""
        self._events.close()
        self._stream_decoder.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self._events.close()
        self._stream_decoder.response.close()


def _read(
    decoder: StreamDecoder[T], reopen: Callable[[str, float], httpx.Response] | None
) -> Generator[ServerSentEvent]:
    while True:
        try:
            for chunk in decoder.response.iter_bytes():
                yield from decoder.feed(chunk)
                if decoder.parser.done:
                    return
            yield from decoder.parser.finish()
        except Exception as error:  # noqa: BLE001 (a transport or an iterable may raise anything; it is translated)
            again = decoder.resume_after(error)
        else:
            return
        finally:
            decoder.response.close()
        if reopen is not None:
            decoder.response = reopen(*again)


class AsyncStream(Unpicklable, Generic[T]):
    """Yields items by `async for`; use `async with` if the loop may end early. See `Stream`."""

    _unpicklable = (
        "a stream cannot be pickled or copied: it reads from a connection; pickle its items"
    )

    def __init__(
        self,
        decoder: StreamDecoder[T],
        reopen: Callable[[str, float], Awaitable[httpx.Response]] | None = None,
    ) -> None:
        self._stream_decoder = decoder
        self._events = _read_async(decoder, reopen)

    @property
    def response(self) -> httpx.Response:
        """The response that is being read."""
        return self._stream_decoder.response

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        event = await anext(self._events)
        while not self._stream_decoder.holds_item(event):
            event = await anext(self._events)
        return self._stream_decoder.decode(event)

    async def events(self) -> AsyncIterator[ServerSentEvent]:
        """Yields the events themselves: name, id and data, not decoded."""
        async for event in self._events:
            yield event

    async def aclose(self) -> None:
        """Releases the connection."""
        await self._events.aclose()
        await self._stream_decoder.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


async def _read_async(
    decoder: StreamDecoder[T], reopen: Callable[[str, float], Awaitable[httpx.Response]] | None
) -> AsyncGenerator[ServerSentEvent]:
    while True:
        try:
            async for chunk in decoder.response.aiter_bytes():
                for event in decoder.feed(chunk):
                    yield event
                if decoder.parser.done:
                    return
            for event in decoder.parser.finish():
                yield event
        except Exception as error:  # noqa: BLE001 (a transport or an iterable may raise anything; it is translated)
            again = decoder.resume_after(error)
        else:
            return
        finally:
            await decoder.response.aclose()
        if reopen is not None:
            decoder.response = await reopen(*again)
