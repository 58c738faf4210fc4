# How the tool speaks: results to standard output, everything else to standard error.
"""Printing, with progress on a terminal and plain lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from clientloom.diagnostics import Diagnostic, Severity
from clientloom.diagnostics.escape import json_text, terminal
from clientloom.diagnostics.grouped import group_findings

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_SHOWN_AT_MOST = 10


class Progress(Protocol):
    """What counts off the parts of long work."""

    def advance(self, done: str) -> None:
        """One more part is done."""


def say(text: str) -> None:
    """A line of the result."""
    sys.stdout.write(terminal(text) + "\n")


def up_to_date(package: str) -> None:
    """The line for a package that needs nothing."""
    say(f"{package}: up to date")


def say_raw(text: str) -> None:
    """A text of the result with all its lines."""
    sys.stdout.write(terminal(text))


def say_json(value: object) -> None:
    """The result for a program."""
    sys.stdout.write(json_text(value) + "\n")


def complain(text: str) -> None:
    """A line about the run, to standard error."""
    sys.stderr.write(terminal(text) + "\n")


def diagnostics(found: Iterable[Diagnostic]) -> None:
    """Findings with the lines of source they are about, to standard error."""
    for diagnostic in found:
        _complain_of(diagnostic, diagnostic.listing())


def _complain_of(diagnostic: Diagnostic, listing: str) -> None:
    shown = terminal(listing)
    sys.stderr.write(_highlight(shown, diagnostic) if sys.stderr.isatty() else shown)
    sys.stderr.write("\n")


def summary(found: Sequence[Diagnostic], more: str) -> None:
    """The first warnings, and how to see them all: `more` is the command that lists them."""
    groups = group_findings(d for d in found if d.severity is not Severity.NOTE)
    for group in groups[:_SHOWN_AT_MOST]:
        _complain_of(group.first, group.listing())
    if len(groups) > _SHOWN_AT_MOST:
        complain(f"... and {len(groups) - _SHOWN_AT_MOST} more; `{more}` lists them all")


@contextmanager
def progress(what: str, total: int) -> Iterator[Progress]:
    """A bar on a terminal; in a pipe nothing, for the results are lines themselves."""
    if total > 1 and sys.stderr.isatty():
        with _bar() as bar:
            yield _Bar(bar, bar.add_task(what, total=total))
    else:
        yield _Silent()


def _bar() -> RichProgress:
    from rich.console import Console
    from rich.progress import Progress as Bar

    # Lines of the result pass through the bar on a terminal, and past it where they go elsewhere.
    return Bar(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty())


class _Bar:
    def __init__(self, bar: RichProgress, task: TaskID) -> None:
        self._bar, self._task = bar, task

    def advance(self, done: str) -> None:
        self._bar.update(self._task, advance=1, description=done)


class _Silent:
    def advance(self, done: str) -> None:
        pass


def _highlight(shown: str, diagnostic: Diagnostic) -> str:
    mark = f"{diagnostic.severity}[{diagnostic.code}]"
    colour = _COLOURS[diagnostic.severity]
    return shown.replace(mark, f"\x1b[{colour}m{mark}\x1b[0m", 1)
