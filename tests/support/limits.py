# A bound on what a test may cost, so that work without an end fails instead of hanging.
from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooMuchWork(BaseException):
    """The work took more processor time than it may; nothing catches this by accident."""


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Ends what this process does after so many seconds of its processor time, however busy the machine is."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise TooMuchWork(f"more than {seconds} seconds of processor time")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
