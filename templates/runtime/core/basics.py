# Small shared types: sentinels, call options, credentials, uploads, the clock.
# Imports the standard library only; httpx and pydantic stay unloaded.
"""UNSET, `RequestOptions`, credentials, files and the clock."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from os import PathLike
from typing import IO, TYPE_CHECKING, Final, Literal, NamedTuple, TypedDict

if TYPE_CHECKING:
    from .http import httpx


PACKAGE: Final = __name__.rsplit(".", 2)[0].removesuffix("._runtime")
"""The package with this runtime: that of the client, or the one that several clients share."""


class _Unset(Enum):
    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


Unset = Literal[_Unset.UNSET]
"""The type of `UNSET`."""

UNSET: Final = _Unset.UNSET
"""Marks an argument that is not given and left out of the request; `None` is sent as null."""

Credential = str | Callable[[], str]
"""A secret, or a function that returns the current one and is called for every attempt."""

AsyncCredential = str | Callable[[], str | Awaitable[str]]
"""A `Credential` whose function may be asynchronous."""


Progress = Callable[[int, int | None], object]
"""A function that is called with the number of bytes so far, and of all of them, None if that is unknown."""


class ClientParameter(NamedTuple):
    """A parameter of an operation whose value is an argument of the client."""

    place: Literal["path", "query", "headers", "cookies"]
    """Its place in `Request`."""
    name: str
    argument: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class File:
    """An upload with its own file name and content type.

    Args:
        content: a path, bytes, text, an open binary file, or an iterable of bytes.
        filename: the name sent to the server; the default is that of a path or a named file.
        content_type: the media type; guessed from the file name if empty.
        on_progress: called while the content is sent, again from the start if the request is repeated.
    """

    content: FileInput | AsyncIterable[bytes]
    filename: str = ""
    content_type: str = ""
    on_progress: Progress | None = None


FileInput = bytes | str | PathLike[str] | IO[bytes] | Iterable[bytes] | File
"""An upload: bytes, text, a path object, an open binary file, an iterable of bytes, or a `File`."""

AsyncFileInput = FileInput | AsyncIterable[bytes]
"""A `FileInput` for the asynchronous client."""

Content = (
    bytes
    # <uploads>
    | str
    | PathLike[str]
    | IO[bytes]
    | Iterable[bytes]
    | File
    # </uploads>
)
"""A raw request body."""
# <uploads>
# A path or a file is streamed; an iterator is sent once and never retried.
# </uploads>

AsyncContent = (
    Content
    # <uploads>
    | AsyncIterable[bytes]
    # </uploads>
)
"""A `Content` for the asynchronous client."""


LinesInput = bytes | str | PathLike[str] | IO[bytes]
"""Already encoded JSON lines: bytes, text, a path or an open binary file."""


class RequestOptions(TypedDict, total=False):
    """The options that every method accepts."""

    extra_headers: Mapping[str, str]
    """Headers of this call; they replace all others of the same name."""
    extra_query: Mapping[str, object]
    """Additional query parameters."""
    extra_body: Mapping[str, object]
    """Additional members of a JSON object or form."""
    timeout: float | httpx.Timeout | None
    """Seconds for each phase of an attempt (connect, write, read, wait for a connection)."""
    # <deadlines>
    deadline: float | None
    """Seconds for the whole call, retries included; for a stream until its response begins."""
    # </deadlines>
    max_retries: int
    """How often a failed attempt may be retried."""
    idempotent: bool
    """Whether executing the call twice has the same effect as once, so that it may be retried like a GET."""


class KeyedRequestOptions(RequestOptions, total=False):
    """Options of an operation that takes an idempotency key."""

    idempotency_key: str
    """The key that is sent with every attempt; the default is a new one for each call."""


class Clock:
    """Clock and jitter source; replace it in tests."""

    def monotonic(self) -> float:
        """Returns monotonic seconds, for deadlines and lifetimes of tokens."""
        return time.monotonic()

    def time(self) -> float:
        """Returns seconds since the epoch, for comparison with dates from a server."""
        return time.time()

    def random(self) -> float:
        """Returns a number from 0 to 1, for the jitter of retries."""
        return random.random()  # not used for secrets

    def sleep(self, seconds: float) -> None:
        """Waits in the synchronous client."""
        time.sleep(seconds)

    # <async_client>
    async def sleep_async(self, seconds: float) -> None:
        """Waits in the asynchronous client."""
        import anyio

        await anyio.sleep(seconds)

    # </async_client>
