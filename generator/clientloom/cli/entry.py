# Start and end of a run: signals, exit codes and the message for every failure. Imports typer only when there is
# work to do, because importing it takes longer than finding out that everything is up to date.
"""`main`, which ends every run with an exit code and a message, never with a traceback."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from types import FrameType

from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN
from clientloom.cli.quick import report_up_to_date
from clientloom.diagnostics import InputError

_OBJECTS_BETWEEN_COLLECTIONS = 2_000_000
"""Nearly all objects of a run live until its end. With Python's default of 700 the garbage collector takes a
sixth of the time of a large document."""


class Interrupted(BaseException):
    """The run was interrupted by a signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main() -> None:
    """Runs the command line and ends the process with the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # on Windows: no CRLF, no legacy code page
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    code = run(sys.argv[1:])
    if console.flush():
        os._exit(code)  # nothing is open; to free every object takes a twentieth of a run
    sys.exit(code)  # Python reports what could not be written


def run(arguments: Sequence[str]) -> int:
    """Runs `clientloom ARGUMENTS` and returns the exit code."""
    return run_guarded(lambda: None if report_up_to_date(arguments) else _run_app(arguments))


def _run_app(arguments: Sequence[str]) -> None:
    from clientloom.cli.app import build_app
    from clientloom.cli.usage import UsageError, diagnose_usage, print_help

    try:
        code = build_app(arguments)(list(arguments), prog_name="clientloom", standalone_mode=False)
    except UsageError as error:
        if print_help(error):
            raise SystemExit(BAD_INPUT) from None
        raise InputError(diagnose_usage(error)) from None
    if code:
        raise SystemExit(code)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    raise Interrupted(number)


def run_guarded(work: Callable[[], None]) -> int:
    """Runs `work` and returns the exit code. Every exception becomes a message on standard error."""
    try:
        work()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else BAD_INPUT
    except Interrupted as signalled:
        console.print_status(
            "clientloom: interrupted; each package is either unchanged or completely updated"
        )
        return 128 + signalled.number
    except InputError as problem:
        console.print_diagnostics(problem.diagnostics)
        return BAD_INPUT
    except OSError as problem:
        return _report_system_error(problem)
    except Exception as problem:  # noqa: BLE001 (the last resort: a bug is reported without a traceback)
        return _report_bug(problem)
    return CLEAN


def _report_system_error(problem: OSError) -> int:
    from clientloom.checkout.failures import diagnose_system

    console.print_diagnostics(diagnose_system(problem))
    return BAD_INPUT


def _report_bug(problem: Exception) -> int:
    from clientloom.checkout.failures import diagnose_bug

    console.print_diagnostics([diagnose_bug(problem)])
    return BAD_INPUT
