# Retries with growing pauses. Imports the standard library only.
"""Retries requests to an index."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """The number of attempts, and the first pause in seconds, which doubles each time. Tests replace `sleep`."""

    attempts: int = 5
    pause: float = 0.5
    sleep: Callable[[float], None] = time.sleep


def with_retries(
    action: Callable[[], T], retry_policy: RetryPolicy, *, should_retry: Callable[[Exception], bool]
) -> T:
    """Returns the result of `action`, which is repeated while `should_retry` returns True for its error.

    Raises:
        Exception: whatever the last attempt raised.
    """
    for attempt in range(1, retry_policy.attempts):
        try:
            return action()
        except Exception as error:
            if not should_retry(error):
                raise
            retry_policy.sleep(retry_policy.pause * 2 ** (attempt - 1))
    return action()
