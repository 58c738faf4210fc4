# The end of a whole call. Pure; imports `basics` and `errors` only.
"""`Deadline`, and the phase timeouts that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from .basics import Clock
from .errors import DeadlineExceededError

_SHORTEST = 0.001


class Deadline:
    """The end of a whole call. The phases of each attempt are shortened to what is left.

    Args:
        seconds: for the call, retries included.
        clock: measures them.
        call: the operation, method and address that the error names.
    """

    def __init__(
        self, seconds: float, clock: Clock, call: tuple[str, str, str] = ("", "", "")
    ) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock.monotonic() + seconds
        self._call = call

    def again(self) -> Deadline:
        """As much time once more."""
        return Deadline(self.seconds, self._clock, self._call)

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
        return DeadlineExceededError.of(
            f"the call took longer than its deadline of {self.seconds} s", *self._call
        )

    def lift(self) -> None:
        """There is no end any more: a stream has begun."""
        self._end = inf

    def shortened(self, phases: Mapping[str, float | None]) -> Mapping[str, float | None]:
        """The phase timeouts (httpx's extension `timeout`), cut down to what is left."""
        if self._end == inf:
            return phases
        left = max(self.remaining(), _SHORTEST)
        return {
            name: Phase.until(self, left if seconds is None else min(seconds, left))
            for name, seconds in phases.items()
        }


class Phase(float):
    """A phase timeout that knows the deadline of its call, so that a phase of many reads can end with it."""

    deadline: Deadline

    @classmethod
    def until(cls, deadline: Deadline, seconds: float) -> Phase:
        """A timeout of so many seconds, which the deadline may shorten further."""
        phase = cls(seconds)
        phase.deadline = deadline
        return phase

    def left(self) -> float:
        """Seconds for the next read or write.

        Raises:
            DeadlineExceededError: nothing is left.
        """
        self.deadline.check()
        return min(float(self), self.deadline.remaining()) or _SHORTEST
