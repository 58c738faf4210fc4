# OAuth2 tokens and their lifetime. Imports light modules; no input or output.
"""`OAuth2ClientCredentials` and `TokenSource`."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Final, cast

from ...clients.connections import running_loop
from ...core.api import TokenScheme
from ...core.basics import Clock
from ...core.errors import Unpicklable

if TYPE_CHECKING:
    import anyio

    from ...exchange.calls import Call
    from ...exchange.effects import Flow

_EARLY: Final = 60.0
_LIFETIME: Final = 3600.0


class TokenSource(Unpicklable):
    """The OAuth2 token for a scheme and a set of scopes, shared by all calls of a client and its copies."""

    _unpicklable = "a client with its tokens cannot be pickled"

    def __init__(self, scheme: TokenScheme, scopes: tuple[str, ...], clock: Clock) -> None:
        self.scheme = scheme
        self.scopes = scopes
        self._lock = (os.getpid(), threading.Lock())
        self._clock = clock
        self._token = ""
        self._fresh_until = 0.0
        self._async_lock: tuple[object, anyio.Lock] | None = None

    @property
    def lock(self) -> threading.Lock:
        """Serializes renewals between threads; a forked process gets its own lock."""
        if self._lock[0] != os.getpid():
            self._lock = (os.getpid(), threading.Lock())
        return self._lock[1]

    @property
    def async_lock(self) -> anyio.Lock:
        """Serializes renewals between the tasks of an event loop."""
        import anyio

        loop = running_loop()
        if self._async_lock is None or self._async_lock[0] is not loop:
            self._async_lock = (loop, anyio.Lock())
        return self._async_lock[1]

    @property
    def token(self) -> str:
        """Returns the current token, "" if there is none or it is about to expire."""
        return self._token if self._clock.monotonic() < self._fresh_until else ""

    def store(self, token: str, lifetime: float | None) -> None:
        """Stores a new token. It expires a minute, or a tenth of its lifetime, before its end."""
        seconds = _LIFETIME if lifetime is None else lifetime
        self._fresh_until = self._clock.monotonic() + seconds - min(_EARLY, seconds / 10)
        self._token = token

    def refuse(self, token: str) -> None:
        """Removes a token that the server rejected, unless another call has renewed it already."""
        if self._token == token:
            self._token = ""

    def fetch(self, call: object, client_id: str, client_secret: str) -> Flow[str]:
        """See `effects.TokenSource`."""
        from .oauth import fetch_token

        if not self.token:
            caller, url = cast("Call", call), self.scheme.token_url
            found = yield from fetch_token(caller, url, self.scopes, client_id, client_secret)
            self.store(*found)
        return self._token


class OAuth2ClientCredentials(TokenScheme):
    """OAuth2 client credentials (RFC 6749, 4.4), or an existing token instead."""

    __slots__ = ()

    def source(self, scopes: tuple[str, ...], clock: Clock) -> TokenSource:
        """See `TokenScheme.source`."""
        return TokenSource(self, scopes, clock)
