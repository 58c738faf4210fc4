# The asynchronous transport: the loop that executes effects. transport.py is the same code without `async` and `await`;
# a test compares the two token by token. Imports light modules; httpx when the first call is made.
"""`AsyncTransport`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar, assert_never, cast

from ..core.basics import RequestOptions
from ..core.operations import Request
from ..exchange.effects import Close, Exclusive, Flow, Invoke, Read, Send, Sleep
from ..results.responses import RawResponse, View
from ..results.streamed import AsyncStreamedResponse
from .client import Core
from .connections import Connections

if TYPE_CHECKING:
    from anyio import Lock

    from ..core.http import httpx
    from ..exchange.calls import Call
    from ..exchange.deadline import Deadline

R = TypeVar("R")
T = TypeVar("T")


class AsyncTransport(Core):
    """Executes calls; a client shares it with its resources."""

    connections: Connections[httpx.AsyncClient]

    @property
    def http(self) -> httpx.AsyncClient:
        """The httpx client; see `Core.http`."""
        return self.connections.get()

    async def exchange(self, call: Call) -> httpx.Response:
        """Returns the response of a call; httpx is loaded with the first one."""
        from ..exchange.flow import exchange

        flow = exchange(call)
        try:
            # <deadlines>
            if call.deadline is not None:
                return await self._end_in_time(flow, call.deadline)
            # </deadlines>
            return await self.run(flow)
        finally:
            flow.close()

    # <deadlines>
    async def _end_in_time(self, flow: Flow[R], deadline: Deadline) -> R:
        """Cancels a flow at a deadline."""
        import anyio

        with anyio.move_on_after(deadline.remaining()):
            return await self.run(flow)
        raise deadline.exceeded_error()

    # </deadlines>

    async def call(
        self,
        request: Request[T],
        options: RequestOptions,
        view: View,
        finish: Callable[[Call, httpx.Response], R],
        # <streams or binary_responses>
        *,
        streams: bool = False,
        # </streams or binary_responses>
    ) -> R:
        """Executes a call; `finish` converts the response to the method's result."""
        call = self.prepare(request, options)
        # <streamed_responses>
        call.stream = view is View.STREAMED
        # </streamed_responses>
        # <streams or binary_responses>
        call.stream = call.stream or streams
        # </streams or binary_responses>
        # <streams>
        call.json_is_wrong = streams and "event-stream" in request.operation.accepts
        # </streams>
        response = await self.exchange(call)
        # <deprecation_headers>
        if "deprecation" in response.headers or "sunset" in response.headers:
            self.announce(call, response)
        # </deprecation_headers>
        parse = partial(finish, call)
        match view:
            case View.PARSED:
                return parse(response)
            case View.RAW:
                raw = RawResponse(response, parse, call.reading)
                # <streams or binary_responses>
                raw = RawResponse(response, parse, call.reading, streams=streams)
                # </streams or binary_responses>
                return cast("R", raw)
            # <streamed_responses>
            case View.STREAMED:
                streamed = AsyncStreamedResponse(response, parse, call.reading)
                # <streams or binary_responses>
                streamed = AsyncStreamedResponse(response, parse, call.reading, streams=streams)
                # </streams or binary_responses>
                # <downloads>
                if call.resumable:
                    streamed.again = partial(self.resume, call)
                # </downloads>
                return cast("R", streamed)
            # </streamed_responses>
        assert_never(view)

    # <downloads>
    async def resume(self, call: Call, headers: Mapping[str, str], failures: int) -> httpx.Response:
        """Fetches the rest of a download after so many failures."""
        await self.settings.clock.sleep_async(call.pause(failures))
        call.extra = {**call.extra, **headers}
        call.deadline = call.deadline and call.deadline.again()
        return await self.exchange(call)

    # </downloads>
    async def run(self, flow: Flow[R]) -> R:
        """Executes the effects of a flow one by one."""
        reply: object = None
        while True:
            try:
                effect, reply = flow.send(reply), None
            except StopIteration as end:
                return cast("R", end.value)
            match effect:
                case Send():
                    reply = await self._send(effect)
                case Read():
                    reply = await self._read_body(effect.response)
                case Close():
                    await effect.response.aclose()
                case Sleep():
                    await self.settings.clock.sleep_async(effect.seconds)
                case Invoke():
                    reply = await _answer(effect.function())
                # <OAuth2ClientCredentials>
                case Exclusive():
                    reply = await self._exclusive(effect)
                # </OAuth2ClientCredentials>
                case _ as never:
                    assert_never(never)

    async def _send(self, wanted: Send) -> httpx.Response | Exception:
        request = wanted.request
        # <hooks>
        settings = self.settings
        if settings.on_request is not None:
            await _answer(settings.on_request(request))
        # </hooks>
        try:
            response = await self._send_request(wanted)
        except Exception as error:  # noqa: BLE001 (a transport or an iterable may raise anything; it is translated)
            return self.convert_error(error, request)
        # <hooks>
        if settings.on_response is not None:
            try:
                await _answer(settings.on_response(response))
            except BaseException:
                await response.aclose()
                raise
        # </hooks>
        return response

    async def _send_request(self, wanted: Send) -> httpx.Response:
        request = wanted.request
        # <DigestAuth>
        if wanted.auth is not None:
            auth = wanted.auth
            return await self.http.send(request, stream=True, follow_redirects=False, auth=auth)
        # </DigestAuth>
        return await self.http.send(request, stream=True, follow_redirects=False)

    async def _read_body(self, response: httpx.Response) -> Exception | None:
        try:
            await response.aread()
        except Exception as error:  # noqa: BLE001 (a transport or an iterable may raise anything; it is translated)
            await response.aclose()
            return self.convert_error(error, response.request)
        except BaseException:
            await response.aclose()
            raise
        return None

    # <OAuth2ClientCredentials>
    async def _exclusive(self, wanted: Exclusive) -> object:
        async with _hold(wanted.locks.async_lock, wanted.deadline):
            return await self.run(wanted.flow())

    # </OAuth2ClientCredentials>


async def _answer(value: object) -> object:
    """Returns the result of a user's function, awaited if it is awaitable."""
    return await cast("Awaitable[object]", value) if hasattr(value, "__await__") else value


@asynccontextmanager
async def _hold(lock: Lock, deadline: Deadline | None) -> AsyncGenerator[None]:
    """Holds a lock; waiting for it ends at the call's deadline."""
    import anyio

    with anyio.move_on_after(None if deadline is None else deadline.remaining()) as scope:
        await lock.acquire()
    if scope.cancelled_caught:
        raise cast("Deadline", deadline).exceeded_error()
    try:
        yield
    finally:
        lock.release()
