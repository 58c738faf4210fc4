# The retry policy and the deadline: pure decisions. Imports the standard library and `basics` only.
"""When a failed attempt is repeated, and after how long."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC
from enum import Enum
from typing import TYPE_CHECKING, Final, cast

from .basics import Clock
from .errors import DeadlineExceededError
from .operations import Retry

if TYPE_CHECKING:
    import httpx

_STATUSES: Final = frozenset({408, 429, 500, 502, 503, 504})


class Failure(Enum):
    """How an attempt failed without a response."""

    UNSENT = "no connection was made"
    CUT = "the connection failed later"
    FINAL = "repeating cannot help"


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Exponential backoff with full jitter; the server's `Retry-After` goes first.

    Args:
        max_retries: how often one call is repeated.
        first: the longest wait before the first repetition, in seconds; it doubles each time.
        longest: the longest wait of the client's own.
        longest_asked: the longest wait that a server can ask for.
    """

    max_retries: int = 2
    first: float = 0.5
    longest: float = 8.0
    longest_asked: float = 60.0

    def next_delay(
        self,
        attempt: int,
        outcome: int | Failure,
        headers: Mapping[str, str],
        retry: Retry,
        clock: Clock,
    ) -> float | None:
        """Seconds until the next attempt, None to give up.

        Args:
            attempt: how many attempts were made before this one.
            outcome: the status, or the failure where no response arrived.
            headers: those of the response.
            retry: the operation's class; `Retry.NEVER` is repeated only when nothing was sent.
            clock: tells the time for an HTTP date, and draws the jitter.
        """
        if attempt >= self.max_retries or not _repeatable(outcome, retry):
            return None
        asked = asked_delay(headers, clock)
        if asked is not None:
            return min(asked, self.longest_asked)
        return float(clock.random() * min(self.longest, self.first * 2.0 ** min(attempt, 30)))


def _repeatable(outcome: int | Failure, retry: Retry) -> bool:
    match outcome:
        case Failure.UNSENT:
            return True
        case Failure.FINAL:
            return False
        case Failure.CUT:
            return retry is not Retry.NEVER
        case _:
            return outcome in _STATUSES and retry is not Retry.NEVER


def asked_delay(headers: Mapping[str, str], clock: Clock) -> float | None:
    """Seconds that the server asks to wait: `retry-after-ms`, else `Retry-After` (RFC 9110, 10.2.3)."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        seconds = _seconds(headers.get(name), unit)
        if seconds is not None:
            return seconds
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(headers.get("retry-after", ""))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if moment.tzinfo is None:  # "-0000", and the form of asctime: it is UTC all the same
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, moment.timestamp() - clock.time())


def _seconds(text: str | None, unit: float) -> float | None:
    try:
        value = float(text or "") / unit
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None


class Deadline:
    """The end of a whole call. The phases of each attempt are shortened to what is left."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock.monotonic() + seconds

    def again(self) -> Deadline:
        """As much time once more."""
        return Deadline(self.seconds, self._clock)

    def remaining(self) -> float:
        """Seconds left; not below 0."""
        return max(0.0, self._end - self._clock.monotonic())

    def check(self) -> None:
        """Raise when the time is over.

        Raises:
            DeadlineExceededError: nothing is left.
        """
        if not self.remaining():
            raise self.exceeded()

    def exceeded(self) -> DeadlineExceededError:
        """The error to raise."""
        return DeadlineExceededError(f"the call took longer than its deadline of {self.seconds} s")

    def shorten(self, phases: MutableMapping[str, float | None]) -> None:
        """Cut every phase timeout (httpx's extension `timeout`) down to what is left."""
        left = max(self.remaining(), 0.001)
        for name, seconds in phases.items():
            phases[name] = left if seconds is None else min(seconds, left)

    def guard(self, stream: object) -> httpx.SyncByteStream | httpx.AsyncByteStream:
        """The same body, checked at every chunk."""
        import httpx

        deadline = self

        class Guarded(httpx.SyncByteStream, httpx.AsyncByteStream):
            """Either colour of a body stream."""

            def __iter__(self) -> Iterator[bytes]:
                for chunk in cast("httpx.SyncByteStream", stream):
                    deadline.check()
                    yield chunk

            async def __aiter__(self) -> AsyncIterator[bytes]:
                async for chunk in cast("httpx.AsyncByteStream", stream):
                    deadline.check()
                    yield chunk

            def close(self) -> None:
                cast("httpx.SyncByteStream", stream).close()

            async def aclose(self) -> None:
                await cast("httpx.AsyncByteStream", stream).aclose()

        return Guarded()
