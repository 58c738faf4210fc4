# The synchronous transport: the loop that executes effects. Imports light modules; httpx when the first call is made.
# <async_client>
# async_transport.py is the same code with `async` and `await`; a test compares the two token by token.
# </async_client>
"""`Transport`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar, assert_never, cast

from ..core.basics import RequestOptions
from ..core.errors import ConfigurationError
from ..core.operations import Request
from ..exchange.effects import Close, Exclusive, Flow, Invoke, Read, Send, Sleep
from ..results.responses import RawResponse, View
from ..results.streamed import StreamedResponse
from .client import Core
from .connections import Connections

if TYPE_CHECKING:
    from threading import Lock

    from ..core.http import httpx
    from ..exchange.calls import Call
    from ..exchange.deadline import Deadline

R = TypeVar("R")
T = TypeVar("T")


class Transport(Core):
    """Executes calls; a client shares it with its resources."""

    connections: Connections[httpx.Client]

    @property
    def http(self) -> httpx.Client:
        """The httpx client; see `Core.http`."""
        return self.connections.get()

    # <deadlines>
    def watch(self, deadline: Deadline, phases: dict[str, float | None], /) -> dict[str, object]:
        """See `Core.watch`."""
        from ..exchange.network import bind

        def trace(event: str, info: Mapping[str, object]) -> None:
            if event.endswith(".started"):
                extensions["timeout"] = deadline.shorten(phases)
            else:
                bind(info.get("return_value"))

        extensions: dict[str, object] = {"timeout": deadline.shorten(phases), "trace": trace}
        return extensions

    # </deadlines>
    def exchange(self, call: Call) -> httpx.Response:
        """Returns the response of a call; httpx is loaded with the first one."""
        from ..exchange.flow import exchange

        flow = exchange(call)
        try:
            return self.run(flow)
        finally:
            flow.close()

    def call(
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
        response = self.exchange(call)
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
                streamed = StreamedResponse(response, parse, call.reading)
                # <streams or binary_responses>
                streamed = StreamedResponse(response, parse, call.reading, streams=streams)
                # </streams or binary_responses>
                # <downloads>
                if call.resumable:
                    streamed.again = partial(self.resume, call)
                # </downloads>
                return cast("R", streamed)
            # </streamed_responses>
        assert_never(view)

    # <downloads>
    def resume(self, call: Call, headers: Mapping[str, str], failures: int) -> httpx.Response:
        """Fetches the rest of a download after so many failures."""
        self.settings.clock.sleep(call.pause(failures))
        call.extra = {**call.extra, **headers}
        call.deadline = call.deadline and call.deadline.again()
        return self.exchange(call)

    # </downloads>
    def run(self, flow: Flow[R]) -> R:
        """Executes the effects of a flow one by one."""
        reply: object = None
        while True:
            try:
                effect, reply = flow.send(reply), None
            except StopIteration as end:
                return cast("R", end.value)
            match effect:
                case Send():
                    reply = self._send(effect)
                case Read():
                    reply = self._read_body(effect.response)
                case Close():
                    effect.response.close()
                case Sleep():
                    self.settings.clock.sleep(effect.seconds)
                case Invoke():
                    reply = _answer(effect.function())
                # <OAuth2ClientCredentials>
                case Exclusive():
                    reply = self._exclusive(effect)
                # </OAuth2ClientCredentials>
                case _ as never:
                    assert_never(never)

    def _send(self, wanted: Send) -> httpx.Response | Exception:
        request = wanted.request
        # <hooks>
        settings = self.settings
        if settings.on_request is not None:
            _answer(settings.on_request(request))
        # </hooks>
        try:
            response = self._send_request(wanted)
        except Exception as error:  # noqa: BLE001 (a transport or an iterable may raise anything; it is translated)
            return self.convert_error(error, request)
        # <hooks>
        if settings.on_response is not None:
            try:
                _answer(settings.on_response(response))
            except BaseException:
                response.close()
                raise
        # </hooks>
        return response

    def _send_request(self, wanted: Send) -> httpx.Response:
        request = wanted.request
        # <DigestAuth>
        if wanted.auth is not None:
            auth = wanted.auth
            return self.http.send(request, stream=True, follow_redirects=False, auth=auth)
        # </DigestAuth>
        return self.http.send(request, stream=True, follow_redirects=False)

    def _read_body(self, response: httpx.Response) -> Exception | None:
        try:
            response.read()
        except Exception as error:  # noqa: BLE001 (a transport or an iterable may raise anything; it is translated)
            response.close()
            return self.convert_error(error, response.request)
        except BaseException:
            response.close()
            raise
        return None

    # <OAuth2ClientCredentials>
    def _exclusive(self, wanted: Exclusive) -> object:
        with _hold(wanted.locks.lock, wanted.deadline):
            return self.run(wanted.flow())

    # </OAuth2ClientCredentials>


def _answer(value: object) -> object:
    """Returns the result of a user's function."""
    if hasattr(value, "__await__"):
        if hasattr(value, "close"):
            cast("Coroutine[object, object, object]", value).close()
        raise ConfigurationError("an asynchronous function needs the asynchronous client")
    return value


@contextmanager
def _hold(lock: Lock, deadline: Deadline | None) -> Generator[None]:
    """Holds a lock; waiting for it ends at the call's deadline."""
    if not lock.acquire(timeout=-1 if deadline is None else deadline.remaining()):
        raise cast("Deadline", deadline).exceeded_error()
    try:
        yield
    finally:
        lock.release()
