# Output of the verbs: results go to standard output, everything else to standard error. May import diagnostics.
"""Printing: a progress bar on a terminal, plain lines in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from clientloom.diagnostics import Diagnostic, Severity
from clientloom.diagnostics.escape import escape_terminal, json_text
from clientloom.diagnostics.grouped import group_findings

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_SHOWN_AT_MOST = 10


Advance = Callable[[str, int], None]
"""Moves a progress bar by so many steps and shows a label."""


def flush() -> bool:
    """Writes what is buffered, for the end of a command, and returns whether all of it could be written."""
    try:
        for stream in (sys.stdout, sys.stderr):
            _write(stream, "", flush=True)
    except OSError:
        return False
    return True


def _write(stream: TextIO, text: str, *, flush: bool = False) -> None:
    """Writes to a pipe as long as somebody reads it: what a command does to files does not depend on `| head`."""
    try:
        stream.write(text)
        if flush:
            stream.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def print_line(text: str) -> None:
    """Prints one line of the result."""
    _write(sys.stdout, escape_terminal(text) + "\n")


def print_up_to_date(package: str) -> None:
    """Prints that a package is up to date."""
    print_line(f"{package}: up to date")


def print_text(text: str) -> None:
    """Prints a result of several lines, which ends with a newline."""
    _write(sys.stdout, escape_terminal(text))


def print_json(value: object) -> None:
    """Prints the result as JSON."""
    _write(sys.stdout, json_text(value) + "\n")


def print_status(text: str) -> None:
    """Prints one line about the run to standard error."""
    _write(sys.stderr, escape_terminal(text) + "\n")


def print_diagnostics(found: Iterable[Diagnostic]) -> None:
    """Prints diagnostics, each with its line of source, to standard error."""
    for diagnostic in found:
        _print_listing(diagnostic, diagnostic.listing())


def _print_listing(diagnostic: Diagnostic, listing: str) -> None:
    shown = escape_terminal(listing)
    _write(sys.stderr, _highlight(shown, diagnostic) if sys.stderr.isatty() else shown)
    _write(sys.stderr, "\n")


def print_warnings(found: Sequence[Diagnostic], more: str) -> None:
    """Prints the first ten groups of errors and warnings. `more` is the command that prints all of them."""
    groups = group_findings(d for d in found if d.severity is not Severity.NOTE)
    for group in groups[:_SHOWN_AT_MOST]:
        _print_listing(group.first, group.listing())
    if len(groups) > _SHOWN_AT_MOST:
        print_status(f"... and {len(groups) - _SHOWN_AT_MOST} more; run `{more}` to see all")


@contextmanager
def show_bar(what: str, total: int) -> Iterator[Advance]:
    """Shows a progress bar on standard error, which is a terminal; yields what advances it."""
    with _bar() as bar:
        task = bar.add_task(what, total=total)
        yield lambda label, steps: bar.update(task, advance=steps, description=label)


def _bar() -> RichProgress:
    from rich.console import Console
    from rich.progress import Progress as Bar

    # rich prints standard output above the bar; it must not touch output that is redirected to a file.
    return Bar(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty())


def _highlight(shown: str, diagnostic: Diagnostic) -> str:
    mark = f"{diagnostic.severity}[{diagnostic.code}]"
    color = _COLORS[diagnostic.severity]
    return shown.replace(mark, f"\x1b[{color}m{mark}\x1b[0m", 1)
