# Resources with streams, in both flavors. Imports light modules; httpx with the first call.
"""`StreamingResource` and `AsyncStreamingResource`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ...clients.aio import AsyncResource
from ...clients.sync import Resource
from ...core.basics import RequestOptions
from ...core.errors import ConfigurationError
from ...core.operations import Operation, Request
from ...results.decoders import Decoder, Json
from .streams import AsyncStream, Stream, StreamDecoder

if TYPE_CHECKING:
    from ...core.http import httpx
    from ...exchange.calls import Call

T = TypeVar("T")


class StreamingResource(Resource):
    """A resource with methods that return streams."""

    def _send_stream(self, request: Request[T], options: RequestOptions) -> Stream[T]:
        finish = partial(self._stream, request)
        return self._transport.call(request, options, self._view, finish, streams=True)

    def _stream(self, request: Request[T], call: Call, response: httpx.Response) -> Stream[T]:
        return Stream(_decoder(request, call, response), partial(self._resume, call))

    def _resume(self, call: Call, last_id: str, seconds: float) -> httpx.Response:
        self._transport.settings.clock.sleep(seconds)
        _continue(call, last_id)
        return self._transport.exchange(call)


class AsyncStreamingResource(AsyncResource):
    """A resource with methods that return streams."""

    async def _send_stream(self, request: Request[T], options: RequestOptions) -> AsyncStream[T]:
        finish = partial(self._stream, request)
        return await self._transport.call(request, options, self._view, finish, streams=True)

    def _stream(self, request: Request[T], call: Call, response: httpx.Response) -> AsyncStream[T]:
        return AsyncStream(_decoder(request, call, response), partial(self._resume, call))

    async def _resume(self, call: Call, last_id: str, seconds: float) -> httpx.Response:
        await self._transport.settings.clock.sleep_async(seconds)
        _continue(call, last_id)
        return await self._transport.exchange(call)


def _continue(call: Call, last_id: str) -> None:
    call.extra["last-event-id"] = last_id.strip()
    call.deadline = call.deadline and call.deadline.again()


def _decoder(request: Request[T], call: Call, response: httpx.Response) -> StreamDecoder[T]:
    resumes = call.max_retries if call.resumable else 0
    return StreamDecoder(item_decoder(request.operation), response, call.reading, resumes)


def item_decoder(operation: Operation[T]) -> Json[T]:
    """Returns the decoder of a stream's items.

    Raises:
        ConfigurationError: the operation is not described as a stream.
    """
    decoder: Decoder[T] | None = next(iter(operation.success.values()), None)
    if not isinstance(decoder, Json):
        raise ConfigurationError(f"{operation.label} does not return a stream")
    return decoder
