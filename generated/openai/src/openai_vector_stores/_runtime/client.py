# What both colours of client share: the preparation of calls and the life of the pool. No input or output.
# Imports light modules; httpx and `flow` when the first call is prepared.
"""`Core`, the pure half of both transports, and `Connections`."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast
from urllib.parse import parse_qsl, urljoin, urlsplit

from .basics import UNSET, AsyncCredential, RequestOptions
from .bodies import build_body
from .decoders import Decoder, Json
from .drift import Reading
from .errors import ClientClosedError, ConfigurationError, InvalidRequestError
from .headers import is_token, own_headers, safe_header
from .logs import guard_addresses
from .operations import ApiDescription, Operation, Request, Retry
from .parameters import (
    expand_cookie,
    expand_header,
    expand_path,
    expand_query,
    expand_querystring,
)
from .retry import Deadline, RetryPolicy
from .security import Authenticator, TokenSource
from .settings import (
    ChangeableSettings,
    Settings,
    SettingsArguments,
    check_timeout,
    checked,
    lower,
    make_settings,
)

if TYPE_CHECKING:
    import asyncio
    from typing import Self

    import httpx

    from .flow import Call

H = TypeVar("H")
T = TypeVar("T")

LIMITS: Final = {"max_connections": 1000, "max_keepalive_connections": 100}
"""Of the pool. httpx's own 100 connections starve a thousand tasks: its queue is walked for each of them."""
_OPTIONS: Final = frozenset(RequestOptions.__annotations__) | {"idempotency_key"}
_NO_OPTIONS: Final[RequestOptions] = {}


class Core:
    """Settings and credentials of a client, and the pure half of its calls."""

    def __init__(
        self,
        api: ApiDescription,
        credentials: Mapping[str, tuple[AsyncCredential | None, ...]],
        arguments: SettingsArguments,
    ) -> None:
        self.settings: Settings = make_settings(api, arguments)
        self.authenticator = Authenticator(api, credentials, self.settings.clock)
        if self.authenticator.has_query_key:
            guard_addresses(self.authenticator.names)

    @property
    def http(self) -> httpx.Client | httpx.AsyncClient:
        """The client of httpx below.

        Raises:
            ClientClosedError: this client was closed.
        """
        raise NotImplementedError

    def watch(self, deadline: Deadline, phases: dict[str, float | None]) -> dict[str, object]:
        """Extensions of a request whose phases are shortened as the deadline comes near."""
        raise NotImplementedError

    def explained(self, error: Exception, request: httpx.Request) -> Exception:
        """What httpx means by an exception that is not its own.

        Raises:
            ClientClosedError: another thread or task closed the client meanwhile.
            Exception: the error itself, where it comes from a function or an upload of the user.
        """
        import httpx

        if type(error) is UnicodeError:  # the name of the host has no form for DNS
            return httpx.UnsupportedProtocol(f"no name of a host: {error}", request=request)
        if type(error) is RuntimeError and self.http.is_closed:
            raise ClientClosedError("the client was closed meanwhile") from None
        raise error

    def changed(self, changes: ChangeableSettings) -> Self:
        """The same connections, tokens and credentials with other settings."""
        if unknown := changes.keys() - ChangeableSettings.__annotations__:
            raise TypeError(f"with_options() got an unexpected keyword argument {min(unknown)!r}")
        copied = object.__new__(type(self))
        headers = {**self.settings.default_headers, **(changes.get("default_headers") or {})}
        changes = {**changes, "default_headers": headers}
        settings = checked(replace(self.settings, **changes))
        copied.__dict__.update(self.__dict__, settings=settings)
        return copied

    def prepare(self, request: Request[object], options: RequestOptions = _NO_OPTIONS) -> Call:
        """All of a call that its attempts share. Nothing is sent.

        Raises:
            InvalidRequestError: an argument cannot be sent.
            TypeError: an option does not exist.
        """
        from .flow import Call

        settings, operation = self.settings, request.operation
        if options:
            _check_options(operation, options)
        try:
            body = build_body(request, options.get("extra_body") or {})
            url, trusted = self._locate(request, options.get("extra_query"))
        except UnicodeEncodeError as error:
            raise InvalidRequestError(f"{operation.id} is given what is no text: {error}") from None
        seconds = options.get("deadline", settings.deadline)
        retries = options.get("max_retries", settings.max_retries)
        return Call(
            core=self,
            operation=operation,
            url=url,
            headers=self._headers(request, body.content_type, options),
            extra=own_headers(options.get("extra_headers") or {}),
            cookies=[
                expand_cookie(operation, name, value)
                for name, value in request.cookies.items()
                if value is not None and value is not UNSET
            ],
            body=body,
            timeout=self._phases(options),
            policy=RetryPolicy(retries),
            deadline=None if seconds is None else Deadline(seconds, settings.clock),
            reading=Reading(operation.id, settings.strict_responses, settings.on_drift),
            trusted=trusted,
        )

    def _headers(
        self, request: Request[object], content_type: str, options: RequestOptions
    ) -> dict[str, str]:
        operation = request.operation
        headers = {
            **self.settings.vendor_headers,
            "accept": operation.accepts,
            **lower(operation.headers),
            **self.settings.own_headers,
        }
        for name, value in request.headers.items():
            if value is not None and value is not UNSET:
                headers[name.lower()] = expand_header(operation, name, value)
        if content_type:
            headers["content-type"] = content_type
        if operation.idempotency_header:
            key = cast("dict[str, object]", options).get("idempotency_key") or _new_key()
            headers[operation.idempotency_header.lower()] = safe_header("idempotency_key", str(key))
        return headers

    def _phases(self, options: RequestOptions) -> dict[str, float | None]:
        if "timeout" in options:
            check_timeout(options["timeout"])
            return replace(self.settings, timeout=options["timeout"]).phases
        return self.settings.phases

    def _locate(
        self, request: Request[object], extra: Mapping[str, object] | None
    ) -> tuple[str, bool]:
        """The address, and whether credentials may go there: a link may lead to another host."""
        operation, trusted = request.operation, True
        if request.url is None:
            url = self.settings.url_of(operation) + expand_path(operation, request.path)
        else:
            url, trusted = self._linked(request.url, operation)
            extra = _without(extra, url) if extra else extra
        values = request.query
        if extra and not extra.keys().isdisjoint(values):
            values = {name: value for name, value in values.items() if name not in extra}
        query = expand_query(operation, values) if values else ""
        if request.querystring is not UNSET:
            query = expand_querystring(operation, request.querystring)
        if extra:
            query = "&".join(filter(None, (query, expand_query(_PLAIN, extra))))
        return (f"{url}{'&' if '?' in url else '?'}{query}" if query else url), trusted

    def _linked(self, link: str, operation: Operation[object]) -> tuple[str, bool]:
        import httpx

        from .flow import same_origin

        try:
            base = httpx.URL(self.settings.url_of(operation))
            url = httpx.URL(urljoin(f"{base}/", link))
        except (httpx.InvalidURL, ValueError) as error:
            raise InvalidRequestError(f"{operation.id}: {link!r} is no address: {error}") from None
        return str(url), same_origin(url, base)

    def token_call(self, source: TokenSource, parent: Call) -> Call:
        """The call that fetches a token for another one, in the time that it has.

        Its body and client authentication are still to be set.
        """
        from .flow import TOKEN_OPERATION

        call = self.prepare(Request(TOKEN_OPERATION, url=source.scheme.token_url))
        agent = call.headers["user-agent"]
        call.headers = {"user-agent": agent, "accept": "application/json"}
        call.trusted = True
        call.timeout, call.policy, call.deadline = parent.timeout, parent.policy, parent.deadline
        return call

    def request_for(self, method: str, path: str) -> Request[object]:
        """A request to an endpoint that the document lacks."""
        method = method.upper()
        if not is_token(method):
            raise InvalidRequestError(f"{method!r} is no method")
        operation = Operation[object](
            id=f"{method} {path.partition('?')[0]}",
            method=method,
            path=("/" + path.lstrip("/")).replace("{", "%7B").replace("}", "%7D"),
            retry=Retry.of(method),
            success={},
            security=self.settings.api.security,
        )
        absolute = path.startswith(("http://", "https://"))
        return Request(operation, url=path if absolute else None)


def _without(extra: Mapping[str, object], url: str) -> Mapping[str, object]:
    """The further parameters that a link does not bring along already."""
    there = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    return {name: value for name, value in extra.items() if name not in there}


def _new_key() -> str:
    from uuid import uuid4

    return str(uuid4())


def decode(call: Call, response: httpx.Response) -> object:
    """What the method returns for a response."""
    decoder = call.operation.success_for(response.status_code)
    return None if decoder is None else decoder.decode(response, call.reading)


def item_decoder(operation: Operation[T]) -> Json[T]:
    """The decoder of a stream's items.

    Raises:
        ConfigurationError: the operation is not described as a stream.
    """
    decoder: Decoder[T] | None = next(iter(operation.success.values()), None)
    if not isinstance(decoder, Json):
        raise ConfigurationError(f"{operation.id} is no stream")
    return decoder


_PLAIN: Final = Operation[object](
    id="extra_query", method="GET", path="", retry=Retry.SAFE, success={}
)


def _check_options(operation: Operation[object], options: RequestOptions) -> None:
    unknown = set(options.keys() - _OPTIONS)
    if "idempotency_key" in options and not operation.idempotency_header:
        unknown.add("idempotency_key")
    if unknown:
        raise TypeError(f"{operation.id} got an unexpected keyword argument {min(unknown)!r}")
    if options.get("max_retries", 0) < 0:
        raise InvalidRequestError("max_retries may not be negative")


Place = tuple[int, object]
"""Where connections were opened: the process, and the event loop of the asynchronous client."""


class Connections(Generic[H]):
    """The clients of httpx below one or more clients of this package: made at a first call, closed once.

    Connections belong to the place where they were opened. In a forked process or another event loop a call
    opens its own, and those of the other place are left alone. A client of the caller's own cannot be made
    again, so after a fork the child gets an error.

    Args:
        make: makes a client of httpx.
        supplied: the caller's own; it is used and never closed here.
        dispose: closes a client that was forgotten, when the garbage collector finds it.
        loop: the running event loop; None in the synchronous client.
    """

    def __init__(
        self,
        make: Callable[[], H],
        supplied: H | None,
        dispose: Callable[[H], None],
        loop: Callable[[], object],
    ) -> None:
        self._make = make
        self._supplied = supplied
        self._loop = loop
        self._made: dict[Place, H] = {}
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self.closed = False
        weakref.finalize(self, _dispose, self._made, loop, dispose)

    def get(self) -> H:
        """The client of httpx.

        Raises:
            ClientClosedError: it was closed.
            ConfigurationError: it is the caller's own, from before a fork.
        """
        if self.closed:
            raise ClientClosedError(
                "the client is closed; make a new one, or call it inside its `with` block"
            )
        if self._supplied is not None:
            return self._checked(self._supplied)
        place = (os.getpid(), self._loop())
        return self._made.get(place) or self._create(place)

    def take(self) -> H | None:
        """Mark as closed; what is returned has to be closed by the caller."""
        self.closed = True
        return self._made.pop((os.getpid(), self._loop()), None)

    def _checked(self, supplied: H) -> H:
        if self._pid != os.getpid():
            raise ConfigurationError(
                "this process was forked: make the client with http_client= in the child"
            )
        if getattr(supplied, "is_closed", False):
            raise ClientClosedError("the http_client= of this client is closed")
        return supplied

    def _create(self, place: Place) -> H:
        if self._pid != place[0]:  # in the parent, another thread may have held the lock
            self._lock, self._pid = threading.Lock(), place[0]
        with self._lock:
            for other in [other for other in self._made if is_over(other[1])]:
                del self._made[other]
            if place not in self._made:
                self._made[place] = self._make()
            return self._made[place]


def is_over(loop: object) -> bool:
    """Whether an event loop was closed."""
    return loop is not None and cast("asyncio.AbstractEventLoop", loop).is_closed()


def _dispose(
    made: dict[Place, H], loop: Callable[[], object], dispose: Callable[[H], None]
) -> None:
    http = made.pop((os.getpid(), loop()), None)
    if http is not None:
        dispose(http)
