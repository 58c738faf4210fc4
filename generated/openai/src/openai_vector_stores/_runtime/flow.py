# The course of one call: attempts, redirects, retries, errors; as a generator of effects, in one colour
# for both. Imports httpx for its exceptions, so it is loaded with the first call.
"""`exchange`: from a prepared call to a response that is not an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlencode

import httpx

from . import logs
from .bodies import Body
from .drift import Reading
from .effects import Close, Flow, Read, Send, Sleep
from .errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    InvalidRequestError,
    describe,
    status_class,
)
from .operations import Operation, Retry
from .retry import Deadline, Failure, RetryPolicy
from .security import Proof, TokenSource, client_basic

if TYPE_CHECKING:
    from .client import Core

_REDIRECTS: Final = 10
_INSTANT: Final = 0.002
_UNSENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_FINAL: Final = (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.DecodingError)
_NONE: Final[Mapping[str, str]] = {}
_TOKEN: Final = re.compile(r"[!-~]+")
TOKEN_OPERATION: Final = Operation[object](
    id="oauth2 token", method="POST", path="", retry=Retry.IDEMPOTENT, success={}
)


@dataclass(slots=True, repr=False)
class Call:
    """A call with all that its attempts share. Header names are in lower case; `extra` wins over the rest.

    `trusted` is false for a link to another origin: no credentials go there. `stream` leaves the body of
    a success unread; `json_is_wrong` marks events, which are never a JSON document.
    """

    core: Core
    operation: Operation[object]
    url: str
    headers: dict[str, str]
    extra: dict[str, str]
    cookies: list[str]
    body: Body
    timeout: dict[str, float | None]
    policy: RetryPolicy
    deadline: Deadline | None
    reading: Reading
    trusted: bool = True
    stream: bool = False
    json_is_wrong: bool = False

    @property
    def log_bodies(self) -> bool:
        """Whether bodies are logged; those of a token endpoint are credentials."""
        return self.core.settings.log_bodies and self.operation is not TOKEN_OPERATION

    @property
    def resumable(self) -> bool:
        """Whether a broken stream may be asked for again."""
        return self.operation.retry is Retry.SAFE and self.body.repeatable

    def exchange(self) -> Flow[httpx.Response]:
        """See `exchange`."""
        return exchange(self)

    def build(self, proof: Proof) -> httpx.Request:
        """The request of one attempt."""
        if not self.trusted:
            return self._request(self.url, self._harmless())
        headers = (
            {**self.headers, **proof.headers, **self.extra}
            if self.extra or proof.headers
            else self.headers
        )
        url = self.url
        if proof.query:
            url += ("&" if "?" in url else "?") + "&".join(proof.query)
        if self.cookies or proof.cookies:
            cookie = [headers["cookie"]] if "cookie" in headers else []
            headers = {**headers, "cookie": "; ".join([*cookie, *self.cookies, *proof.cookies])}
        return self._request(url, headers)

    def _harmless(self) -> dict[str, str]:
        """The headers without those that may hold a credential."""
        known = self.core.authenticator.names
        headers = {**self.headers, **self.extra}
        return {n: v for n, v in headers.items() if not logs.is_sensitive(n, known)}

    def _request(self, url: str, headers: dict[str, str]) -> httpx.Request:
        extensions: dict[str, object] = {"timeout": self.timeout}
        if self.deadline is not None:
            extensions = self.core.watch(self.deadline, dict(self.timeout))
        content = self.body.content
        if isinstance(content, bytes):
            return self._built(url, headers, extensions, content or None)
        built = self._built(url, {**headers, **_framing(content.length)}, extensions, None)
        stream = content if self.deadline is None else self.deadline.guard(content)
        return httpx.Request(
            built.method, built.url, headers=built.headers, extensions=extensions, stream=stream
        )

    def _built(
        self,
        url: str,
        headers: dict[str, str],
        extensions: dict[str, object],
        content: bytes | None,
    ) -> httpx.Request:
        """With what a client of the caller's own adds to every request."""
        resumes = "last-event-id" in headers  # in UTF-8 (WHATWG HTML, 9.2.3)
        try:
            return self.core.http.build_request(
                self.operation.method,
                url,
                headers=httpx.Headers(headers, encoding="utf-8") if resumes else headers,
                content=content,
                extensions=extensions,
            )
        except (httpx.InvalidURL, UnicodeEncodeError, ValueError) as error:
            raise InvalidRequestError(f"{self.operation.id} cannot be sent: {error}") from None


def _framing(length: int | None) -> dict[str, str]:
    """The header that tells where a streamed body ends (RFC 9112, 6)."""
    if length is None:
        return {"transfer-encoding": "chunked"}
    return {"content-length": str(length)}


def exchange(call: Call) -> Flow[httpx.Response]:
    """Attempt a call until it succeeds or may not be repeated.

    Raises:
        APIConnectionError: no response arrived.
        APIStatusError: the server answered with an error; its class tells the status.
        MissingCredentialError: nothing was sent.
    """
    attempt, renewed, prove = 0, False, call.core.authenticator.prove
    while True:
        if call.deadline is not None:
            call.deadline.check()
        proof = (yield from prove(call)) if call.trusted else Proof()
        request = call.build(proof)
        outcome = yield from _attempt(call, request)
        if isinstance(outcome, httpx.Response) and outcome.status_code == 401 and not renewed:
            renewed = _refuse(proof, outcome)
            if renewed and call.body.repeatable:
                continue
        if isinstance(outcome, httpx.Response) and outcome.status_code < 300:
            return outcome
        delay = _delay(call, attempt, outcome)
        if delay is None:
            raise _error(call, outcome)
        attempt += 1
        logs.log_retry(call.operation.id, attempt, delay)
        yield Sleep(delay)


def _refuse(proof: Proof, response: httpx.Response) -> bool:
    """Forget the tokens that a 401 is about; False when there was none to renew."""
    sent = response.request.headers.get("authorization", "").removeprefix("Bearer ")
    for source in proof.tokens:
        source.refuse(sent)
    return bool(proof.tokens)


def _attempt(call: Call, request: httpx.Request) -> Flow[httpx.Response | Exception]:
    """Send once and follow redirects. A success that is to be streamed keeps its body unread."""
    known = call.core.authenticator.names
    for _ in range(_REDIRECTS):
        logs.log_request(request, known, bodies=call.log_bodies)
        outcome = cast("httpx.Response | Exception", (yield Send(request)))
        logs.log_outcome(outcome, request, known)
        if isinstance(outcome, Exception):
            return outcome
        following = outcome.next_request
        if following is None:
            return (yield from _finish(call, outcome))
        yield Close(outcome)
        if not call.body.repeatable and following.method == request.method:
            return httpx.RequestError(
                "redirected, and the body cannot be sent again", request=request
            )
        request = redirected(following, request, known)
    return httpx.TooManyRedirects("redirected too often", request=request)


def _finish(call: Call, response: httpx.Response) -> Flow[httpx.Response | Exception]:
    kind = response.headers.get("content-type", "")
    misread = call.json_is_wrong and kind.startswith(("application/json", "text/html"))
    if call.stream and response.status_code < 300 and not misread:
        return response
    if call.deadline is not None:
        response.stream = call.deadline.guard(response.stream)
    failure = cast("Exception | None", (yield Read(response)))
    if failure is not None:
        return failure
    logs.log_body(response, bodies=call.log_bodies)
    if misread and response.status_code < 300:
        raise call.reading.invalid("it is no stream of events", response)
    return response


def redirected(
    following: httpx.Request, request: httpx.Request, known: frozenset[str]
) -> httpx.Request:
    """The request that follows a redirect: credentials stay with their host (RFC 9110, 15.4)."""
    if same_origin(following.url, request.url):
        _keep_query_keys(following, request, known)
        if "cookie" in request.headers and "cookie" not in following.headers:
            following.headers["cookie"] = request.headers["cookie"]
        return following
    for name in list(following.headers):
        if logs.is_sensitive(name, known):
            del following.headers[name]
    return following


def _keep_query_keys(
    following: httpx.Request, request: httpx.Request, known: frozenset[str]
) -> None:
    """A key in the query stays with the request, as one in a header does."""
    for name, value in request.url.params.multi_items():
        if name.lower() in known and name not in following.url.params:
            following.url = following.url.copy_add_param(name, value)


def same_origin(left: httpx.URL, right: httpx.URL) -> bool:
    """Whether two addresses have the same scheme, host and port."""
    return (left.scheme, left.host, _port(left)) == (right.scheme, right.host, _port(right))


def _port(url: httpx.URL) -> int | None:
    return url.port or {"http": 80, "https": 443}.get(url.scheme)


def _delay(call: Call, attempt: int, outcome: httpx.Response | Exception) -> float | None:
    """Seconds until the next attempt, None to give up: also when the body or the deadline is used up."""
    if isinstance(outcome, httpx.Response):
        kind: int | Failure = outcome.status_code
        headers: Mapping[str, str] = outcome.headers
    elif isinstance(outcome, httpx.TransportError) and not isinstance(outcome, _FINAL):
        kind = Failure.UNSENT if isinstance(outcome, _UNSENT) else Failure.CUT
        headers = _NONE
    else:
        return None
    delay = call.policy.next_delay(
        attempt, kind, headers, call.operation.retry, call.core.settings.clock
    )
    if delay is None or not call.body.repeatable:
        return None
    if call.deadline is not None and delay >= call.deadline.remaining():
        return None
    return delay


def _error(call: Call, outcome: httpx.Response | Exception) -> APIError:
    if isinstance(outcome, httpx.Response):
        return status_error(call, outcome)
    if isinstance(outcome, APIError):
        return outcome
    reason = f"{call.operation.id}: {str(outcome) or type(outcome).__name__}"
    error = APIConnectionError(reason)
    if isinstance(outcome, httpx.TimeoutException):
        late = call.deadline is not None and call.deadline.remaining() < _INSTANT
        error = call.deadline.exceeded() if late and call.deadline else APITimeoutError(reason)
    error.__cause__ = outcome
    return error


def status_error(call: Call, response: httpx.Response) -> APIStatusError:
    """The exception for an error status, with the body decoded where it is of the declared shape."""
    overrides = call.core.settings.api.error_classes()
    body = error_body(call.operation, response)
    message = describe(response.content, response.reason_phrase)
    kind = status_class(response.status_code, overrides)
    return kind(message, response=response, body=body, operation=call.operation.id)


def error_body(operation: Operation[object], response: httpx.Response) -> object:
    """The decoded error body, None where it is not what the document declares."""
    decoder = operation.error_for(response.status_code)
    if decoder is None:
        return None
    try:
        return decoder.decode(response, Reading(operation.id, strict=True))
    except APIError:
        return None


def fetch_token(source: TokenSource, client_id: str, client_secret: str, call: Call) -> Flow[str]:
    """A token by client credentials (RFC 6749, 4.4); runs under the source's lock.

    The client is named by HTTP Basic, and in the body where the server refuses that.

    Raises:
        AuthenticationError: the server gave no token.
    """
    if source.token:
        return source.token
    form = {"grant_type": "client_credentials"}
    if source.scheme.scopes:
        form["scope"] = " ".join(source.scheme.scopes)
    call.headers["content-type"] = "application/x-www-form-urlencoded"
    call.body = _form(form)
    call.extra = {"authorization": client_basic(client_id, client_secret)}
    try:
        response = yield from exchange(call)
    except APIStatusError as error:
        if error.status_code not in (400, 401):
            raise
        call.extra = {}
        call.body = _form({**form, "client_id": client_id, "client_secret": client_secret})
        response = yield from exchange(call)
    return _keep(source, response)


def _form(values: dict[str, str]) -> Body:
    return Body(urlencode(values).encode(), "application/x-www-form-urlencoded")


def _keep(source: TokenSource, response: httpx.Response) -> str:
    try:
        answer = cast("dict[str, object]", response.json())
        found = _TOKEN.fullmatch(cast("str", answer["access_token"]))
        token, lifetime = cast("re.Match[str]", found)[0], answer.get("expires_in")
        source.store(token, None if lifetime is None else float(cast("float", lifetime)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise AuthenticationError(
            "the token endpoint answered without an access token", response=response
        ) from None
    return token
