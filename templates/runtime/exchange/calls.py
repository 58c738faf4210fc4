# One call and the requests of its attempts. Imports httpx, so it is loaded with the first call.
"""`Call`: everything that the attempts of a call share; `Sender`: the client that executes them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from ..core.content import Body, Stream
from ..core.drift import Reading
from ..core.errors import APIConnectionError, InvalidRequestError
from ..core.http import httpx
from ..core.operations import Operation, Request, Retry
from .auth_headers import AuthHeaders
from .deadline import Deadline
from .effects import Exclusive, TokenSource
from .network import DeadlineStream
from .redirects import cross_origin_headers
from .retry import Failure, RetryPolicy

if TYPE_CHECKING:
    from ..clients.settings import Settings
    from .attempts import Watch
    from .security import Authenticator


class Sender(Protocol):
    """The client of a call."""

    settings: Settings
    authenticator: Authenticator

    @property
    def http(self) -> httpx.Client | httpx.AsyncClient:
        """The httpx client."""
        ...

    # <deadlines>
    def watch(self, deadline: Deadline, phases: dict[str, float | None], /) -> dict[str, object]:
        """Returns the extensions of a request that must end at the deadline."""
        ...

    # </deadlines>
    # <OAuth2ClientCredentials>
    def prepare(self, request: Request[object], /) -> Call:
        """Prepares what the attempts of a call share. Nothing is sent."""
        ...

    # </OAuth2ClientCredentials>


@dataclass(slots=True, repr=False)
class Call:
    """A call: everything that its attempts share. Header names are in lower case; `extra` replaces other headers.

    # <links>
    `trusted` is false for a link to another origin, which gets no credentials.
    # </links>
    # <streamed_responses or streams or binary_responses>
    With `stream`, the body of a success stays unread.
    # </streamed_responses or streams or binary_responses>
    """

    core: Sender
    operation: Operation[object]
    url: str
    headers: dict[str, str]
    extra: dict[str, str]
    # <cookies>
    cookies: list[str]
    # </cookies>
    body: Body
    timeout: dict[str, float | None]
    policy: RetryPolicy
    retry: Retry
    max_retries: int
    # <deadlines>
    deadline: Deadline | None
    # </deadlines>
    reading: Reading
    # <links>
    trusted: bool = True
    # </links>
    # <OAuth2ClientCredentials>
    confidential: bool = False
    """Whether the body is a credential, which is not logged and not sent to another origin."""
    # </OAuth2ClientCredentials>
    # <streamed_responses or streams or binary_responses>
    stream: bool = False
    # </streamed_responses or streams or binary_responses>
    # <streams>
    json_is_wrong: bool = False
    """Whether the response is a stream of events, which is never a JSON document."""
    # </streams>

    @property
    def logger(self) -> logging.Logger:
        """The log of the client."""
        return self.reading.rules.logger

    @property
    def log_bodies(self) -> bool:
        """Whether bodies are logged."""
        # <OAuth2ClientCredentials>
        if self.confidential:
            return False
        # </OAuth2ClientCredentials>
        return self.core.settings.log_bodies

    # <hooks>
    def watch(self, request: httpx.Request, number: int) -> Watch | None:
        """Returns what reports an attempt, None if nobody asks for it."""
        settings = self.core.settings
        if (
            settings.on_attempt is None
            # <Tracing>
            and settings.tracing is None
            # </Tracing>
        ):
            return None
        from .attempts import Watch

        known, hook = self.core.authenticator.names, settings.on_attempt
        watch = Watch(self.operation, request, known, settings.clock, number + 1, hook)
        # <Tracing>
        if settings.tracing is not None:
            watch.trace(settings.tracing)
        # </Tracing>
        return watch

    # </hooks>
    # <downloads or streams>
    @property
    def resumable(self) -> bool:
        """Whether a broken stream may be resumed."""
        # <uploads>
        if not self.body.repeatable:
            return False
        # </uploads>
        return self.retry is Retry.SAFE

    # </downloads or streams>
    # <downloads>
    def pause(self, failures: int) -> float:
        """Returns the seconds before the rest of a broken body is asked for.

        Raises:
            APIConnectionError: it broke too often without any progress.
        """
        clock = self.core.settings.clock
        delay = self.policy.next_delay(failures - 1, Failure.CUT, {}, self.retry, clock)
        if failures > self.max_retries or delay is None:
            problem = f"no progress after {failures - 1} attempts"
            raise APIConnectionError.of(problem, self.operation.id, self.operation.method, "")
        return delay

    # </downloads>
    # <OAuth2ClientCredentials>
    def renewal(self, source: TokenSource, client_id: str, client_secret: str) -> Exclusive:
        """Returns the effect that fetches a token once for all calls that wait for it."""
        fetch = partial(source.fetch, self, client_id, client_secret)
        return Exclusive(source, self.deadline, fetch)

    # </OAuth2ClientCredentials>
    def build(self, added: AuthHeaders) -> httpx.Request:
        """Returns the request of one attempt.

        Raises:
            InvalidRequestError: the URL or a header cannot be sent.
        """
        # <links>
        if not self.trusted:
            known = self.core.authenticator.names
            return self._request(
                self.url, cross_origin_headers({**self.headers, **self.extra}, known)
            )
        # </links>
        headers = (
            {**self.headers, **added.headers, **self.extra}
            if self.extra or added.headers
            else self.headers
        )
        url = self.url
        # <ApiKeyAuth>
        if added.query:
            url += ("&" if "?" in url else "?") + "&".join(added.query)
        # </ApiKeyAuth>
        # <cookies or ApiKeyAuth>
        cookies: list[str] = []
        # <cookies>
        cookies += self.cookies
        # </cookies>
        # <ApiKeyAuth>
        cookies += added.cookies
        # </ApiKeyAuth>
        if cookies:
            own = [headers["cookie"]] if "cookie" in headers else []
            headers = {**headers, "cookie": "; ".join([*own, *cookies])}
        # </cookies or ApiKeyAuth>
        return self._request(url, headers)

    def _request(self, url: str, headers: dict[str, str]) -> httpx.Request:
        extensions: dict[str, object] = {"timeout": self.timeout}
        # <deadlines>
        if self.deadline is not None:
            extensions = self.core.watch(self.deadline, self.timeout)
        # </deadlines>
        content = self.body.content
        # <uploads>
        if not isinstance(content, bytes):
            return self._stream(content, url, headers, extensions)
        # </uploads>
        return self._build_request(url, headers, extensions, content or None)

    # <uploads>
    def _stream(
        self, content: Stream, url: str, headers: dict[str, str], extensions: dict[str, object]
    ) -> httpx.Request:
        built = self._build_request(url, {**headers, **_framing(content.length)}, extensions, None)
        stream = DeadlineStream(content, self.deadline)
        request = httpx.Request(
            built.method, built.url, headers=built.headers, extensions=extensions, stream=stream
        )
        request.method = built.method
        return request

    # </uploads>

    def _build_request(
        self,
        url: str,
        headers: Mapping[str, str],
        extensions: dict[str, object],
        content: bytes | None,
    ) -> httpx.Request:
        """Adds what the caller's httpx client adds to every request."""
        http, method = self.core.http, self.operation.method
        # <streams>
        if "last-event-id" in headers:  # in UTF-8 (WHATWG HTML, 9.2.3)
            headers = httpx.Headers(headers, encoding="utf-8")
        # </streams>
        try:
            request = http.build_request(
                method, url, headers=headers, content=content, extensions=extensions
            )
        except (httpx.InvalidURL, UnicodeEncodeError, ValueError) as error:
            raise InvalidRequestError(f"{self.operation.label} cannot be sent: {error}") from None
        request.method = method  # case-sensitive (RFC 9110, 9.1); httpx changes the case
        return request


def _framing(length: int | None) -> dict[str, str]:
    """Returns the header that determines the end of a streamed body (RFC 9112, 6)."""
    if length is None:
        return {"transfer-encoding": "chunked"}
    return {"content-length": str(length)}
