# What a run over many packages prints besides the packages: progress with an estimate, and a summary. May import
# console and codes.
"""Progress and summary of a run."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from clientloom.cli import console
from clientloom.cli.codes import CLEAN, FINDINGS

MANY = 10
"""From so many packages on there is a summary, and in a pipe there are lines about the progress."""
_NAMED = 10


class Progress(Protocol):
    """Counts finished packages."""

    def advance(self, done: str) -> None:
        """Counts the package of this label."""


@contextmanager
def show_progress(what: str, sizes: Mapping[str, int]) -> Iterator[Progress]:
    """Shows how far a run is, by the sizes of its packages' documents, and how long the rest may take.

    On a terminal that is a bar, in a pipe a line for each tenth of many packages.
    """
    if len(sizes) > 1 and sys.stderr.isatty():
        with console.show_bar(what, sum(sizes.values())) as advance:
            yield _Bar(sizes, advance)
    else:
        yield _Lines(what, sizes)


class _Bar:
    def __init__(self, sizes: Mapping[str, int], advance: console.Advance) -> None:
        self._sizes, self._advance = sizes, advance

    def advance(self, done: str) -> None:
        self._advance(done, self._sizes[done])


class _Lines:
    """A line whenever another tenth is done."""

    def __init__(self, what: str, sizes: Mapping[str, int]) -> None:
        self._what, self._sizes = what, sizes
        self._started = time.monotonic()
        self._packages = self._size = self._tenths = 0

    def advance(self, done: str) -> None:
        self._packages += 1
        self._size += self._sizes[done]
        total = sum(self._sizes.values())
        tenths = self._size * 10 // total
        if len(self._sizes) < MANY or tenths == self._tenths or self._size == total:
            return
        self._tenths = tenths
        left = (time.monotonic() - self._started) * (total - self._size) / self._size
        console.print_status(
            f"{self._what}: {self._packages} of {len(self._sizes)} packages, "
            f"about {_duration(left)} left"
        )


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def print_summary(unchanged: int, codes: Mapping[str, int], *, written: bool) -> None:
    """Prints how many packages ended in which way, and the names of those that failed, if there are many packages.

    Args:
        unchanged: how many packages there was nothing to do for.
        codes: the exit code of each other package.
        written: whether packages were written, and not only compared.
    """
    if unchanged + len(codes) < MANY:
        return
    done = sum(1 for code in codes.values() if code == CLEAN)
    outdated = sum(1 for code in codes.values() if code == FINDINGS)
    failed = [label for label, code in codes.items() if code not in (CLEAN, FINDINGS)]
    counts = [
        (unchanged + (0 if written else done), "up to date"),
        (done if written else 0, "generated"),
        (outdated, "out of date"),
        (len(failed), f"failed: {_names(sorted(failed))}"),
    ]
    parts = [f"{count} {what}" for count, what in counts if count]
    console.print_status(f"{unchanged + len(codes)} packages: {', '.join(parts)}")


def _names(failed: list[str]) -> str:
    more = [f"and {len(failed) - _NAMED} more"] if len(failed) > _NAMED else []
    return ", ".join([*failed[:_NAMED], *more])
