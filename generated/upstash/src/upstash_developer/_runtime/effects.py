# What a call asks its colour to do. The whole course of a call is one generator of these (flow.py); the
# synchronous and the asynchronous client each carry them out in one short loop.
# Imports the standard library only.
"""Effects, and the type of a generator that yields them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import httpx

    from .flow import Call
    from .security import TokenSource

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Send:
    """Send the request; the reply is the response, its body unread, or the exception of httpx."""

    request: httpx.Request


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
class Ask:
    """Call a function of the user; the reply is what it returns, awaited where need be."""

    function: Callable[[], object | Awaitable[object]]


@dataclass(frozen=True, slots=True, repr=False)
class Locked:
    """Renew the token that a call needs, one at a time; the reply is the token."""

    call: Call
    source: TokenSource
    client_id: str
    client_secret: str


Effect = Send | Read | Close | Sleep | Ask | Locked
Flow = Generator[Effect, object, R]
