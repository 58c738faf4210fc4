# Trying again, with growing pauses. Standard library only.
"""How long to be patient with an index that stumbles."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """`attempts` in all; the pause between two starts at `pause` seconds and doubles. `sleep` waits."""

    attempts: int = 5
    pause: float = 0.5
    sleep: Callable[[float], None] = time.sleep


def with_retries(
    action: Callable[[], T], retry_policy: RetryPolicy, *, should_retry: Callable[[Exception], bool]
) -> T:
    """The result of `action`, tried again while `should_retry` says that the error may pass.

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
