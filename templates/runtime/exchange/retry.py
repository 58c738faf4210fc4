# Decides when a failed attempt is retried. Pure; imports light modules.
"""`RetryPolicy`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, cast

from ..core.basics import Clock
from ..core.errors import ConfigurationError
from ..core.operations import Retry
from ..wire.header_grammar import http_date

RETRIED: Final = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 531), 598, 599})
"""Timeouts, limits, and failures of servers and of the gateways before them."""


class Failure(Enum):
    """How an attempt failed without a response."""

    UNSENT = "no connection was made"
    CUT = "the connection failed later"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Which failures are retried, and after what delay; `max_retries` of the client or call limits how often.

    The maximum delay doubles with each attempt; the delay is random below it. A server's `Retry-After` replaces it, and
    its `x-should-retry` overrides the decision. A call that may have an effect (POST, PATCH) is retried only if it had
    none: there was no connection, or the server responded with 429, or with 503 and `Retry-After`.

    Args:
        initial_delay: the maximum delay before the first retry, in seconds.
        max_delay: the maximum delay that the client chooses, in seconds.
        max_retry_after: the maximum delay that a server may demand, in seconds; beyond it the error is raised at once.
        statuses: the statuses to retry if a retry is safe.
    """

    initial_delay: float = 0.5
    max_delay: float = 8.0
    max_retry_after: float = 60.0
    statuses: Collection[int] = RETRIED

    def __post_init__(self) -> None:
        for name in ("initial_delay", "max_delay", "max_retry_after"):
            _check_seconds(name, getattr(self, name))
        object.__setattr__(self, "statuses", _check_statuses(self.statuses))

    def next_delay(
        self,
        attempt: int,
        outcome: int | Failure,
        headers: Mapping[str, str],
        retry: Retry,
        clock: Clock,
    ) -> float | None:
        """Returns the seconds until the next attempt, None to give up.

        Args:
            attempt: the number of earlier attempts.
            outcome: the status, or the failure if there is no response.
            headers: the headers of the response.
            retry: when the operation may be retried.
            clock: for HTTP dates and the jitter.
        """
        asked = requested_delay(headers, clock)
        if not self._may_repeat(outcome, headers, retry, asked):
            return None
        if asked is not None:
            return asked if asked <= self.max_retry_after else None
        longest = min(self.max_delay, self.initial_delay * 2.0 ** min(attempt, 30))
        return float(clock.random() * longest)

    def _may_repeat(
        self,
        outcome: int | Failure,
        headers: Mapping[str, str],
        retry: Retry,
        asked: float | None,
    ) -> bool:
        if isinstance(outcome, Failure):
            return outcome is Failure.UNSENT or retry is not Retry.NEVER
        said = headers.get("x-should-retry", "").strip().lower()
        if said in ("true", "false"):
            return said == "true"
        if retry is not Retry.NEVER or outcome not in self.statuses:
            return outcome in self.statuses
        return outcome == 429 or (outcome == 503 and asked is not None)


def _check_seconds(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConfigurationError(f"RetryPolicy: {name}={value!r} is not a number of seconds")
    if not value >= 0:
        raise ConfigurationError(f"RetryPolicy: {name} may not be negative")


def _check_statuses(values: object) -> frozenset[int]:
    if isinstance(values, Iterable) and not isinstance(values, str | bytes):
        statuses = frozenset(cast("Iterable[object]", values))
        if all(type(status) is not bool and isinstance(status, int) for status in statuses):
            return cast("frozenset[int]", statuses)
    raise ConfigurationError(
        f"RetryPolicy: statuses={values!r} is not a collection of whole numbers, such as {{429, 503}}"
    )


def requested_delay(headers: Mapping[str, str], clock: Clock) -> float | None:
    """Returns the delay that the server demands: `retry-after-ms`, else `Retry-After` (RFC 9110, 10.2.3)."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        seconds = _seconds(headers.get(name), unit)
        if seconds is not None:
            return seconds
    moment = http_date(headers.get("retry-after", ""))
    return None if moment is None else max(0.0, moment.timestamp() - clock.time())


def _seconds(text: str | None, unit: float) -> float | None:
    try:
        value = float(text or "") / unit
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None
