# The synchronous client: the loop that carries out effects, and the base of its resources. aio.py is the
# same text with `async` and `await`; a test compares the two token by token.
# Imports light modules; httpx when the first call is made.
"""`SyncClient` and `Resource`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator, Iterable, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from .basics import UNSET, Content, Credential, FileInput, RequestOptions
from .client import LIMITS, Connections, Core, decode, item_decoder
from .effects import Ask, Close, Flow, Locked, Read, Send, Sleep
from .errors import ConfigurationError
from .operations import ApiDescription, Request
from .pages import Page
from .pagination import Pages, Place, turned
from .responses import RawResponse, StreamedResponse, View
from .settings import ChangeableSettings, SettingsArguments
from .streams import Course, Stream

if TYPE_CHECKING:
    from threading import Lock
    from typing import Self, Unpack

    import httpx

    from .flow import Call
    from .retry import Deadline

R = TypeVar("R")
T = TypeVar("T")
P = TypeVar("P")


class Transport(Core):
    """Carries out calls; shared by a client and its resources."""

    connections: Connections[httpx.Client]

    @property
    def http(self) -> httpx.Client:
        """The client of httpx below; see `Core.http`."""
        return self.connections.get()

    def watch(self, deadline: Deadline, phases: dict[str, float | None]) -> dict[str, object]:
        """See `Core.watch`."""
        deadline.shorten(phases)

        def trace(event: str, _: object) -> None:
            if event.endswith(".started"):
                deadline.shorten(phases)

        return {"timeout": phases, "trace": trace}

    def call(
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
        response = self.run(call.exchange())
        parse = partial(finish, call)
        match view:
            case View.PARSED:
                return parse(response)
            case View.RAW:
                return cast("R", RawResponse(response, parse, call.reading, streams=streams))
            case View.STREAMED:
                return cast("R", StreamedResponse(response, parse, call.reading, streams=streams))

    def run(self, flow: Flow[R]) -> R:
        """Carry out the effects of a flow, one by one."""
        reply: object = None
        while True:
            try:
                effect, reply = flow.send(reply), None
            except StopIteration as end:
                return cast("R", end.value)
            match effect:
                case Send():
                    reply = self._send(effect.request)
                case Read():
                    reply = self._read(effect.response)
                case Close():
                    effect.response.close()
                case Sleep():
                    self.settings.clock.sleep(effect.seconds)
                case Ask():
                    reply = _answer(effect.function())
                case Locked():
                    reply = self._token(effect)

    def _send(self, request: httpx.Request) -> httpx.Response | Exception:
        import httpx

        settings = self.settings
        if settings.on_request is not None:
            _answer(settings.on_request(request))
        try:
            response = self.http.send(request, stream=True, follow_redirects=False)
        except httpx.RequestError as error:
            return error
        except (UnicodeError, RuntimeError) as error:
            return self.explained(error, request)
        if settings.on_response is not None:
            try:
                _answer(settings.on_response(response))
            except BaseException:
                response.close()
                raise
        return response

    def _read(self, response: httpx.Response) -> Exception | None:
        import httpx

        try:
            response.read()
        except httpx.RequestError as error:
            response.close()
            return error
        except BaseException:
            response.close()
            raise
        return None

    def _token(self, wanted: Locked) -> str:
        from .flow import fetch_token

        source = wanted.source
        with _held(source.lock, wanted.call.deadline):
            call = self.token_call(source, wanted.call)
            return self.run(fetch_token(source, wanted.client_id, wanted.client_secret, call))

    def page(
        self,
        pages: Pages[P, T],
        options: RequestOptions,
        place: Place[P],
        call: Call,
        response: httpx.Response,
    ) -> Page[T, P]:
        """The page in a response."""
        value = cast("P", decode(call, response))
        return Page(pages, place.turn(value, response, pages), partial(self._turn, pages, options))

    def _turn(self, pages: Pages[P, T], options: RequestOptions, place: Place[P]) -> Page[T, P]:
        finish = partial(self.page, pages, options, place)
        return self.call(place.request, turned(pages, options), View.PARSED, finish)

    def stream(self, request: Request[T], call: Call, response: httpx.Response) -> Stream[T]:
        """The stream in a response."""
        resumes = call.policy.max_retries if call.resumable else 0
        course = Course(item_decoder(request.operation), response, call.reading, resumes)
        return Stream(course, partial(self._resume, call))

    def _resume(self, call: Call, last_id: str, seconds: float) -> httpx.Response:
        self.settings.clock.sleep(seconds)
        call.extra["last-event-id"] = last_id.strip()
        call.deadline = call.deadline and call.deadline.again()
        return self.run(call.exchange())


class SyncClient:
    """The base of synchronous clients. Safe to share between threads.

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
        credentials: Mapping[str, tuple[Credential | None, ...]],
        http_client: httpx.Client | None = None,
        **arguments: Unpack[SettingsArguments],
    ) -> None:
        self._transport = Transport(api, credentials, arguments)
        self._transport.connections = Connections(
            _make_http, _fitting(http_client), _dispose, _loop
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> str:
        raise ConfigurationError("a client cannot be pickled: it holds credentials and connections")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def base_url(self) -> str:
        """Where requests go, without a slash at the end.

        Raises:
            ConfigurationError: neither the document nor the caller gives an absolute address.
        """
        return self._transport.settings.root

    def close(self) -> None:
        """Close all connections. The client and its copies cannot be used any more."""
        http = self._transport.connections.take()
        if http is not None:
            _close(http)

    def with_options(self, **changes: Unpack[ChangeableSettings]) -> Self:
        """A client with other settings on the same connections and credentials."""
        copied = object.__new__(type(self))
        copied._transport = self._transport.changed(changes)
        return copied

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
        json: object = UNSET,
        form: Mapping[str, object] | None = None,
        multipart: Mapping[str, FileInput | object] | None = None,
        content: Content | None = None,
        text: str | None = None,
        json_lines: Iterable[object] | None = None,
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
        response = self._transport.call(request, options, View.RAW, decode)
        return cast("RawResponse[object]", response)


class Resource:
    """The base of synchronous resources: a group of operations of one client."""

    def __init__(self, client: SyncClient, view: View = View.PARSED) -> None:
        self._client = client
        self._transport = client._transport  # pyright: ignore[reportPrivateUsage]
        self._view = view

    def _as_raw(self) -> Self:
        """The resource whose methods return raw responses."""
        return type(self)(self._client, View.RAW)

    def _as_streamed(self) -> Self:
        """The resource whose methods return responses that are still to be read."""
        return type(self)(self._client, View.STREAMED)

    def _send(self, request: Request[T], options: RequestOptions) -> T:
        finish = cast("Callable[[Call, httpx.Response], T]", decode)
        return self._transport.call(request, options, self._view, finish)

    def _send_page(
        self, request: Request[P], pages: Pages[P, T], options: RequestOptions
    ) -> Page[T, P]:
        finish = partial(self._transport.page, pages, options, Place(request))
        return self._transport.call(request, options, self._view, finish)

    def _send_stream(self, request: Request[T], options: RequestOptions) -> Stream[T]:
        finish = partial(self._transport.stream, request)
        return self._transport.call(request, options, self._view, finish, streams=True)


def _answer(value: object) -> object:
    """What a function of the user returned."""
    if hasattr(value, "__await__"):
        if hasattr(value, "close"):
            cast("Coroutine[object, object, object]", value).close()
        raise ConfigurationError("an asynchronous function needs the asynchronous client")
    return value


@contextmanager
def _held(lock: Lock, deadline: Deadline | None) -> Generator[None]:
    """Holds a lock, for which a call waits no longer than its deadline."""
    if not lock.acquire(timeout=-1 if deadline is None else deadline.remaining()):
        raise cast("Deadline", deadline).exceeded()
    try:
        yield
    finally:
        lock.release()


def _loop() -> None:
    """There is none."""


def _make_http() -> httpx.Client:
    import httpx

    return httpx.Client(limits=httpx.Limits(**LIMITS))


def _fitting(http: httpx.Client | None) -> httpx.Client | None:
    if hasattr(http, "aclose"):
        raise ConfigurationError("http_client= of the synchronous client is an httpx.Client")
    return http


def _close(http: httpx.Client) -> None:
    http.close()


def _dispose(http: httpx.Client) -> None:
    http.close()
