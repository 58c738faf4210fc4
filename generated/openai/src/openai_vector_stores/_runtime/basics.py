# Small shared types of the runtime: sentinels, call options, credentials, uploads, the clock.
# Imports the standard library only; httpx and pydantic stay unloaded.
"""UNSET, `RequestOptions`, credentials, files and the clock."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from os import PathLike
from typing import IO, TYPE_CHECKING, Final, Literal, TypedDict

if TYPE_CHECKING:
    import httpx


class _Unset(Enum):
    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


Unset = Literal[_Unset.UNSET]
"""The type of `UNSET`."""

UNSET: Final = _Unset.UNSET
"""Marks an argument that was not given. It is left out of the request; `None` is sent as null."""

Credential = str | Callable[[], str]
"""A secret, or a function that returns the present one; it is called for every attempt."""

AsyncCredential = str | Callable[[], str | Awaitable[str]]
"""As `Credential`; the function may be asynchronous."""


@dataclass(frozen=True, slots=True)
class File:
    """An upload with a file name and a content type of its own.

    Args:
        content: a path, bytes, text, an open binary file, or an iterable of bytes.
        filename: the name sent to the server; a path and a named file bring their own.
        content_type: the media type of the part; guessed from the file name where empty.
    """

    content: FileInput | AsyncIterable[bytes]
    filename: str = ""
    content_type: str = ""


FileInput = bytes | str | PathLike[str] | IO[bytes] | Iterable[bytes] | File
"""An upload: bytes, text, a path object, an open binary file, an iterable of bytes, or a `File`."""

AsyncFileInput = FileInput | AsyncIterable[bytes]
"""As `FileInput`, for the asynchronous client."""

Content = bytes | str | PathLike[str] | IO[bytes] | Iterable[bytes]
"""A raw request body. A path or a file is streamed; an iterator is sent once and never retried."""

AsyncContent = Content | AsyncIterable[bytes]
"""As `Content`, for the asynchronous client."""


LinesInput = bytes | str | PathLike[str] | IO[bytes]
"""JSON lines that are written already: bytes, text, a path or an open binary file."""


class RequestOptions(TypedDict, total=False):
    """What every method takes beside its own arguments."""

    extra_headers: Mapping[str, str]
    """Sent with this call; they win over all other headers."""
    extra_query: Mapping[str, object]
    """Further query parameters."""
    extra_body: Mapping[str, object]
    """Further members of a JSON object or form."""
    timeout: float | httpx.Timeout | None
    """Seconds for each phase of an attempt (connect, write, read, wait for a connection)."""
    deadline: float | None
    """Seconds for the whole call, retries included; for a stream until its response begins."""
    max_retries: int
    """How often a failed attempt may be repeated."""
    idempotent: bool
    """Whether doing it twice is as good as once, so that it may be repeated as a GET may be."""


class KeyedRequestOptions(RequestOptions, total=False):
    """Options of an operation that takes an idempotency key."""

    idempotency_key: str
    """Sent with every attempt; made up for each call where it is not given."""


class Clock:
    """Time and chance, so that tests can replace them."""

    def monotonic(self) -> float:
        """Seconds that only grow; measures deadlines and token lifetimes."""
        return time.monotonic()

    def time(self) -> float:
        """Seconds since the epoch; compared with dates that a server sends."""
        return time.time()

    def random(self) -> float:
        """A number from 0 to 1, for the jitter of retries."""
        return random.random()  # no secret hangs on it

    def sleep(self, seconds: float) -> None:
        """Wait, in the synchronous client."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Wait, in the asynchronous client."""
        import anyio

        await anyio.sleep(seconds)
