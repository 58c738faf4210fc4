# A limit of what a client sends. Imports `errors` and the standard library.
"""`RateLimit`."""

from __future__ import annotations

from collections import deque
from threading import Lock

from ..core.errors import ConfigurationError, Unpicklable


class RateLimit(Unpicklable):
    """At most `requests` attempts begin within any `per` seconds; further ones wait.

    Clients and threads that have the same object share the limit; other processes do not.

    Raises:
        ConfigurationError: a number is not positive.
    """

    _unpicklable = (
        "a RateLimit counts in one process and cannot be pickled or copied; make one there"
    )

    def __init__(self, requests: int, per: float = 1.0) -> None:
        if isinstance(requests, bool) or not requests >= 1 or not per > 0:
            raise ConfigurationError(
                f"RateLimit({requests!r}, per={per!r}): both numbers must be positive"
            )
        self._per = per
        self._starts: deque[float] = deque(maxlen=int(requests))
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"RateLimit({self._starts.maxlen}, per={self._per:g})"

    def reserve(self, now: float, longest: float) -> float:
        """Reserves the next start and returns the seconds until then; more than `longest` reserves nothing."""
        with self._lock:
            start = now
            if len(self._starts) == self._starts.maxlen:
                start = max(now, self._starts[0] + self._per)
            if start - now <= longest:
                self._starts.append(start)
            return start - now
