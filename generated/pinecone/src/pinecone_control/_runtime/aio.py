# The asynchronous client: the loop that carries out effects, and the base of its resources. sync.py is the
# same text without `async` and `await`; a test compares the two token by token.
# Imports light modules; httpx when the first call is made.
"""`AsyncClient` and `AsyncResource`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar, cast

from .basics import UNSET, AsyncContent, AsyncCredential, AsyncFileInput, RequestOptions
from .client import LIMITS, Connections, Core, decode, is_over, item_decoder
from .effects import Ask, Close, Flow, Locked, Read, Send, Sleep
from .errors import ConfigurationError
from .operations import ApiDescription, Request
from .pages import AsyncPage, AsyncPager
from .pagination import Pages, Place, turned
from .responses import AsyncStreamedResponse, RawResponse, View
from .settings import ChangeableSettings, SettingsArguments
from .streams import AsyncStream, Course

if TYPE_CHECKING:
    from asyncio import Lock, Task
    from typing import Self, Unpack

    import httpx

    from .flow import Call
    from .retry import Deadline

R = TypeVar("R")
T = TypeVar("T")
P = TypeVar("P")
_CLOSING: Final[set[Task[None]]] = set()
_KEPT: Final[dict[httpx.AsyncClient, tuple[object, AsyncGenerator[None]]]] = {}


class AsyncTransport(Core):
    """Carries out calls; shared by a client and its resources."""

    connections: Connections[httpx.AsyncClient]

    @property
    def http(self) -> httpx.AsyncClient:
        """The client of httpx below; see `Core.http`."""
        return self.connections.get()

    def watch(self, deadline: Deadline, phases: dict[str, float | None]) -> dict[str, object]:
        """See `Core.watch`."""
        deadline.shorten(phases)

        async def trace(event: str, _: object) -> None:
            if event.endswith(".started"):
                deadline.shorten(phases)

        return {"timeout": phases, "trace": trace}

    async def call(
        self,
        request: Request[T],
        options: RequestOptions,
        view: View,
        finish: Callable[[Call, httpx.Response], R],
        *,
        streams: bool = False,
    ) -> R:
        """Carry out a call; `finish` makes of the response what the method returns."""
        call = self.prepare(request, options)
        call.stream = streams or view is View.STREAMED
        call.json_is_wrong = streams and "event-stream" in request.operation.accepts
        response = await self.run(call.exchange())
        parse = partial(finish, call)
        match view:
            case View.PARSED:
                return parse(response)
            case View.RAW:
                return cast("R", RawResponse(response, parse, call.reading, streams=streams))
            case View.STREAMED:
                return cast(
                    "R", AsyncStreamedResponse(response, parse, call.reading, streams=streams)
                )

    async def run(self, flow: Flow[R]) -> R:
        """Carry out the effects of a flow, one by one."""
        reply: object = None
        while True:
            try:
                effect, reply = flow.send(reply), None
            except StopIteration as end:
                return cast("R", end.value)
            match effect:
                case Send():
                    reply = await self._send(effect.request)
                case Read():
                    reply = await self._read(effect.response)
                case Close():
                    await effect.response.aclose()
                case Sleep():
                    await self.settings.clock.sleep_async(effect.seconds)
                case Ask():
                    reply = await _answer(effect.function())
                case Locked():
                    reply = await self._token(effect)

    async def _send(self, request: httpx.Request) -> httpx.Response | Exception:
        import httpx

        settings = self.settings
        if settings.on_request is not None:
            await _answer(settings.on_request(request))
        try:
            response = await self.http.send(request, stream=True, follow_redirects=False)
        except httpx.RequestError as error:
            return error
        except (UnicodeError, RuntimeError) as error:
            return self.explained(error, request)
        if settings.on_response is not None:
            try:
                await _answer(settings.on_response(response))
            except BaseException:
                await response.aclose()
                raise
        return response

    async def _read(self, response: httpx.Response) -> Exception | None:
        import httpx

        try:
            await response.aread()
        except httpx.RequestError as error:
            await response.aclose()
            return error
        except BaseException:
            await response.aclose()
            raise
        return None

    async def _token(self, wanted: Locked) -> str:
        from .flow import fetch_token

        source = wanted.source
        async with _held(source.async_lock, wanted.call.deadline):
            call = self.token_call(source, wanted.call)
            return await self.run(fetch_token(source, wanted.client_id, wanted.client_secret, call))

    def page(
        self,
        pages: Pages[P, T],
        options: RequestOptions,
        place: Place[P],
        call: Call,
        response: httpx.Response,
    ) -> AsyncPage[T, P]:
        """The page in a response."""
        value = cast("P", decode(call, response))
        return AsyncPage(
            pages, place.turn(value, response, pages), partial(self._turn, pages, options)
        )

    async def _turn(
        self, pages: Pages[P, T], options: RequestOptions, place: Place[P]
    ) -> AsyncPage[T, P]:
        finish = partial(self.page, pages, options, place)
        return await self.call(place.request, turned(pages, options), View.PARSED, finish)

    def stream(self, request: Request[T], call: Call, response: httpx.Response) -> AsyncStream[T]:
        """The stream in a response."""
        resumes = call.policy.max_retries if call.resumable else 0
        course = Course(item_decoder(request.operation), response, call.reading, resumes)
        return AsyncStream(course, partial(self._resume, call))

    async def _resume(self, call: Call, last_id: str, seconds: float) -> httpx.Response:
        await self.settings.clock.sleep_async(seconds)
        call.extra["last-event-id"] = last_id.strip()
        call.deadline = call.deadline and call.deadline.again()
        return await self.run(call.exchange())


class AsyncClient:
    """The base of asynchronous clients. Safe to share between tasks.

    Args:
        api: describes the API.
        credentials: by scheme id; None is looked up in the environment.
        http_client: a client of httpx to send with; it is not closed with this one.
        arguments: the further settings; see `SettingsArguments`.
    """

    def __init__(
        self,
        api: ApiDescription,
        *,
        credentials: Mapping[str, tuple[AsyncCredential | None, ...]],
        http_client: httpx.AsyncClient | None = None,
        **arguments: Unpack[SettingsArguments],
    ) -> None:
        self._transport = AsyncTransport(api, credentials, arguments)
        self._transport.connections = Connections(
            _make_http, _fitting(http_client), _dispose, _loop
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> str:
        raise ConfigurationError("a client cannot be pickled: it holds credentials and connections")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.aclose()

    @property
    def base_url(self) -> str:
        """Where requests go, without a slash at the end.

        Raises:
            ConfigurationError: neither the document nor the caller gives an absolute address.
        """
        return self._transport.settings.root

    async def aclose(self) -> None:
        """Close all connections. The client and its copies cannot be used any more."""
        http = self._transport.connections.take()
        if http is not None:
            await _close(http)

    def with_options(self, **changes: Unpack[ChangeableSettings]) -> Self:
        """A client with other settings on the same connections and credentials."""
        copied = object.__new__(type(self))
        copied._transport = self._transport.changed(changes)
        return copied

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
        json: object = UNSET,
        form: Mapping[str, object] | None = None,
        multipart: Mapping[str, AsyncFileInput | object] | None = None,
        content: AsyncContent | None = None,
        text: str | None = None,
        json_lines: Iterable[object] | AsyncIterable[object] | None = None,
        **options: Unpack[RequestOptions],
    ) -> RawResponse[object]:
        """Call an endpoint that the API description lacks, with this client's credentials and retries.

        Args:
            method: the HTTP method; it decides whether a failure is retried.
            path: below the base URL, already percent-encoded; or an absolute URL, which gets credentials
                only on the origin of the base URL.
            query: query parameters by name.
            headers: headers of this request.
            json: a JSON body; at most one kind of body is sent.
            form: fields of an urlencoded form.
            multipart: fields and files of a multipart form.
            content: a body as it is.
            text: a body in UTF-8.
            json_lines: one JSON value a line.
            options: see `RequestOptions`.
        """
        request = self._transport.request_for(method, path)
        request.query, request.headers = query or {}, headers or {}
        request.json, request.form, request.multipart = json, form, multipart
        request.content, request.text, request.json_lines = content, text, json_lines
        response = await self._transport.call(request, options, View.RAW, decode)
        return cast("RawResponse[object]", response)


class AsyncResource:
    """The base of asynchronous resources: a group of operations of one client."""

    def __init__(self, client: AsyncClient, view: View = View.PARSED) -> None:
        self._client = client
        self._transport = client._transport  # pyright: ignore[reportPrivateUsage]
        self._view = view

    def _as_raw(self) -> Self:
        """The resource whose methods return raw responses."""
        return type(self)(self._client, View.RAW)

    def _as_streamed(self) -> Self:
        """The resource whose methods return responses that are still to be read."""
        return type(self)(self._client, View.STREAMED)

    async def _send(self, request: Request[T], options: RequestOptions) -> T:
        finish = cast("Callable[[Call, httpx.Response], T]", decode)
        return await self._transport.call(request, options, self._view, finish)

    def _send_page(
        self, request: Request[P], pages: Pages[P, T], options: RequestOptions
    ) -> AsyncPager[T, P]:
        finish = partial(self._transport.page, pages, options, Place(request))
        return AsyncPager(partial(self._transport.call, request, options, self._view, finish))

    async def _send_stream(self, request: Request[T], options: RequestOptions) -> AsyncStream[T]:
        finish = partial(self._transport.stream, request)
        return await self._transport.call(request, options, self._view, finish, streams=True)


async def _answer(value: object) -> object:
    """What a function of the user returned, awaited where need be."""
    return await cast("Awaitable[object]", value) if hasattr(value, "__await__") else value


@asynccontextmanager
async def _held(lock: Lock, deadline: Deadline | None) -> AsyncGenerator[None]:
    """Holds a lock, for which a call waits no longer than its deadline."""
    import asyncio

    try:
        async with asyncio.timeout(None if deadline is None else deadline.remaining()):
            await lock.acquire()
    except TimeoutError:
        raise cast("Deadline", deadline).exceeded() from None
    try:
        yield
    finally:
        lock.release()


def _loop() -> object:
    """The running event loop; None outside of asyncio."""
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _make_http() -> httpx.AsyncClient:
    import httpx

    for other in [other for other, (loop, _) in _KEPT.items() if is_over(loop)]:
        del _KEPT[other]
    http = httpx.AsyncClient(limits=httpx.Limits(**LIMITS))
    keeper = _keep(http)
    with suppress(StopIteration):  # it has come to its `yield`, and the event loop knows of it
        keeper.asend(None).send(None)
    _KEPT[http] = (_loop(), keeper)
    return http


async def _keep(http: httpx.AsyncClient) -> AsyncGenerator[None]:
    """Closes a pool that is still open when its event loop ends, for a loop then closes all generators."""
    try:
        yield
    finally:
        _KEPT.pop(http, None)
        await http.aclose()


def _fitting(http: httpx.AsyncClient | None) -> httpx.AsyncClient | None:
    if http is not None and not hasattr(http, "aclose"):
        raise ConfigurationError("http_client= of the asynchronous client is an httpx.AsyncClient")
    return http


async def _close(http: httpx.AsyncClient) -> None:
    await _KEPT[http][1].aclose()


def _dispose(http: httpx.AsyncClient) -> None:
    """Close a forgotten pool where a loop runs; without one only the system can."""
    import asyncio

    try:
        task = asyncio.get_running_loop().create_task(_close(http))
    except RuntimeError:
        return
    _CLOSING.add(task)
    task.add_done_callback(_CLOSING.discard)
