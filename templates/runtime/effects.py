# What a call asks its client to do. A call is one generator of these (flow.py); the synchronous and the
# asynchronous client each carry them out in one short loop.
# Imports the standard library only; other modules of the runtime for type checking.
"""Effects, and the type of a generator that yields them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import threading

    import anyio
    import httpx

    from .deadline import Deadline

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Send:
    """Send the request; the reply is the response, its body unread, or the exception of httpx.

    `auth` answers a challenge of the server; without it the client of httpx uses its own.
    """

    request: httpx.Request
    auth: httpx.Auth | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """Read the body; the reply is None, or the exception of httpx."""

    response: httpx.Response


@dataclass(frozen=True, slots=True)
class Close:
    """Give the connection back without reading the body."""

    response: httpx.Response


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Invoke:
    """Call a function of the user; the reply is what it returns, awaited where need be."""

    function: Callable[[], object | Awaitable[object]]


class LockKind(Protocol):
    """One lock for each kind of client."""

    @property
    def lock(self) -> threading.Lock:
        """For threads."""
        ...

    @property
    def async_lock(self) -> anyio.Lock:
        """For tasks of the running event loop."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Exclusive:
    """Run another flow while holding a lock, for which the call waits until its deadline; the reply is its result."""

    locks: LockKind
    deadline: Deadline | None
    flow: Callable[[], Flow[object]]


Effect = Send | Read | Close | Sleep | Invoke | Exclusive
Flow = Generator[Effect, object, R]
