# The end of a whole call. Pure; imports `basics` and `errors` only.
"""`Deadline`, and the phase timeouts that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from ..core.basics import Clock
from ..core.errors import DeadlineExceededError

_SHORTEST = 0.001


class Deadline:
    """The deadline of a call. The timeouts of each attempt are reduced to the time left.

    Args:
        seconds: for the whole call, including retries.
        clock: measures them.
        call: the operation, method and URL for the error message.
    """

    def __init__(
        self, seconds: float, clock: Clock, call: tuple[str, str, str] = ("", "", "")
    ) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock.monotonic() + seconds
        self._call = call

    def again(self) -> Deadline:
        """Returns a new deadline with the same number of seconds."""
        return Deadline(self.seconds, self._clock, self._call)

    def remaining(self) -> float:
        """Returns the seconds left, at least 0."""
        return max(0.0, self._end - self._clock.monotonic())

    def check(self) -> None:
        """Raises an error after the deadline.

        Raises:
            DeadlineExceededError: the time is over.
        """
        if not self.remaining():
            raise self.exceeded_error()

    def exceeded_error(self) -> DeadlineExceededError:
        """Returns the error to raise."""
        return DeadlineExceededError.of(
            f"the call took longer than its deadline of {self.seconds} s", *self._call
        )

    # <streamed_responses or streams or binary_responses>
    def lift(self) -> None:
        """Removes the deadline: a stream has begun."""
        self._end = inf

    # </streamed_responses or streams or binary_responses>
    def shorten(self, phases: Mapping[str, float | None]) -> Mapping[str, float | None]:
        """Returns the phase timeouts (httpx's extension `timeout`), reduced to the time left."""
        if self._end == inf:
            return phases
        left = max(self.remaining(), _SHORTEST)
        return {
            name: Phase.until(self, left if seconds is None else min(seconds, left))
            for name, seconds in phases.items()
        }


class Phase(float):
    """A phase timeout with the deadline of its call, so that a phase with many reads ends in time."""

    deadline: Deadline

    @classmethod
    def until(cls, deadline: Deadline, seconds: float) -> Phase:
        """Returns a timeout in seconds that ends at the deadline."""
        phase = cls(seconds)
        phase.deadline = deadline
        return phase

    def remaining(self) -> float:
        """Returns the seconds for the next read or write.

        Raises:
            DeadlineExceededError: the time is over.
        """
        self.deadline.check()
        return min(float(self), self.deadline.remaining()) or _SHORTEST
