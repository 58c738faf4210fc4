# The effects of a call. A call is a generator of effects (flow.py); the synchronous and the
# asynchronous client each execute them in one short loop.
# Imports the standard library only; other modules of the runtime for type checking.
"""Effects, and the type of a generator that yields them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import threading

    import anyio

    from ..core.http import httpx
    from .deadline import Deadline

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Send:
    """Sends the request; the reply is the response before its body is read, or the exception of httpx."""

    request: httpx.Request
    # <DigestAuth>
    auth: httpx.Auth | None = None
    """What answers a challenge of the server; without it, httpx uses that of its client."""
    # </DigestAuth>


@dataclass(frozen=True, slots=True)
class Read:
    """Reads the body; the reply is None, or the exception of httpx."""

    response: httpx.Response


@dataclass(frozen=True, slots=True)
class Close:
    """Releases the connection without reading the body."""

    response: httpx.Response


@dataclass(frozen=True, slots=True)
class Sleep:
    """Waits for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Invoke:
    """Calls a function of the user; the reply is its result, awaited if it is awaitable."""

    function: Callable[[], object | Awaitable[object]]


class LockKind(Protocol):
    """A lock for each kind of client."""

    @property
    def lock(self) -> threading.Lock:
        """The lock for threads."""
        ...

    @property
    def async_lock(self) -> anyio.Lock:
        """The lock for tasks of the running event loop."""
        ...


class TokenSource(LockKind, Protocol):
    """The token for a scheme and a set of scopes, shared by all calls of a client and its copies."""

    @property
    def token(self) -> str:
        """The current token, "" if there is none or it is about to expire."""
        ...

    def refuse(self, token: str) -> None:
        """Removes a token that the server rejected, unless another call has renewed it already."""
        ...

    def fetch(self, call: object, client_id: str, client_secret: str) -> Flow[str]:
        """Fetches a token for a call before its deadline, while holding the lock."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Exclusive:
    """Runs another flow while holding a lock, for which the call waits until its deadline; the reply is its result."""

    locks: LockKind
    deadline: Deadline | None
    flow: Callable[[], Flow[object]]


Effect = (
    Send
    | Read
    | Close
    | Sleep
    | Invoke
    # <OAuth2ClientCredentials>
    | Exclusive
    # </OAuth2ClientCredentials>
)
Flow = Generator[Effect, object, R]
