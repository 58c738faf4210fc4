# How long to wait for a state, and the calls meanwhile. Imports light modules.
"""`Waiter`, `WaitOptions` and the errors of methods that wait."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from typing import Final, TypedDict, cast

from ...core.basics import Clock, RequestOptions
from ...core.errors import (
    APIError,
    DeadlineExceededError,
    InvalidRequestError,
    MissingFieldError,
)
from ...core.mistakes import is_seconds, unexpected_argument

_GROWTH: Final = 1.5
_LONGEST: Final = 8
"""A pause grows to so many times the first one."""


class WaitOptions(TypedDict, total=False):
    """What every method that waits takes beside its own arguments."""

    timeout: float | None
    """Seconds for the whole wait; None waits indefinitely."""
    interval: float
    """Seconds of the first pause; each pause is 1.5 times the one before, up to eight times the first."""
    extra_headers: Mapping[str, str]
    """Sent with every call."""
    extra_query: Mapping[str, object]
    """Additional query parameters."""
    max_retries: int
    """How often a failed attempt of each call may be repeated."""


class _WaitError(APIError):
    """`result` is the last result of the call, `state` its state."""

    def __init__(self, message: str, result: object = None, state: str = "") -> None:
        super().__init__(message)
        self.result = result
        self.state = state


class WaitTimeoutError(_WaitError, DeadlineExceededError):
    """What a method waits for did not come about in time; `result` is the last one, `state` its state."""


class WaitFailedError(_WaitError):
    """A wait ended in a failed state; `result` is the last result, `state` its state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """What a method waits for.

    Args:
        name: the method, for messages.
        state: the path of attributes to the state.
        success: the states that end the wait, as strings or as JSON text of other scalars.
        failure: the states that end it with an error.
        gone: whether a 404 ends the wait successfully.
        interval: the first pause, in seconds.
        timeout: the limit of the whole wait, in seconds.
    """

    name: str
    state: tuple[str, ...] = ()
    success: tuple[str, ...] = ()
    failure: tuple[str, ...] = ()
    gone: bool = False
    interval: float
    timeout: float


class Waiting:
    """One wait: what is left of its time, and the next pause."""

    def __init__(self, waiter: Waiter, options: WaitOptions, clock: Clock) -> None:
        if unknown := options.keys() - WaitOptions.__annotations__:
            raise unexpected_argument(f"{waiter.name}()", min(unknown), WaitOptions.__annotations__)
        self._waiter = waiter
        self._clock = clock
        self._pause = options.get("interval", waiter.interval)
        self._limit = options.get("timeout", waiter.timeout)
        self._check_seconds("interval", self._pause)
        if self._limit is not None:
            self._check_seconds("timeout", self._limit)
        if not self._pause >= 0:
            raise InvalidRequestError(f"{waiter.name}(): interval= may not be negative")
        self._longest = _LONGEST * self._pause
        self._end = inf if self._limit is None else clock.monotonic() + self._limit
        self._options = options
        self._result: object = None
        self._state = ""

    def _check_seconds(self, name: str, value: object) -> None:
        if not is_seconds(value):
            kind = type(value).__name__
            raise InvalidRequestError(
                f"{self._waiter.name}(): {name}={value!r} is a {kind}; it takes seconds"
            )

    def first_options(self) -> RequestOptions:
        """The options of the call that makes what is waited for, before the wait."""
        kept = {k: v for k, v in self._options.items() if k not in ("timeout", "interval")}
        return cast("RequestOptions", kept)

    def call_options(self) -> RequestOptions:
        """The options of the next call, which ends with the wait."""
        options = self.first_options()
        if self._end != inf:
            options["deadline"] = max(self._end - self._clock.monotonic(), 0.001)
        return options

    def next_pause(self, result: object) -> float | None:
        """Seconds until the next call, None where the state is final.

        Raises:
            WaitFailedError: the state is one of failure.
            WaitTimeoutError: the next call would be too late.
        """
        state = self._state_of(result)
        self._result, self._state = result, state
        if state in self._waiter.success:
            return None
        if state in self._waiter.failure:
            raise WaitFailedError(f"{self._waiter.name}: it ended as {state}", result, state)
        pause = self._pause
        if self._clock.monotonic() + pause >= self._end:
            raise self._timeout_error()
        self._pause = min(pause * _GROWTH, self._longest)
        return pause

    @contextmanager
    def limit(self) -> Generator[None]:
        """Says of a call that was not answered in time that the wait took too long.

        Raises:
            WaitTimeoutError: instead of the error of that call.
        """
        try:
            yield
        except DeadlineExceededError as error:
            if self._end == inf or isinstance(error, WaitTimeoutError):
                raise
            raise self._timeout_error() from error

    def _timeout_error(self) -> WaitTimeoutError:
        last = f", its last state is {self._state}" if self._state else ""
        problem = f"{self._waiter.name}: not done after {self._limit} s{last}"
        return WaitTimeoutError(problem, self._result, self._state)

    def _state_of(self, result: object) -> str:
        """The text of the state, "" while there is none."""
        value = result
        try:
            for name in self._waiter.state:
                value = getattr(value, name)
        except (AttributeError, MissingFieldError):
            return ""
        if not self._waiter.state or value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, default=str)
