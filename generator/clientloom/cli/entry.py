# Where a run begins and ends: signals, exit codes, and the word for whatever goes wrong. Imports typer only when
# there is something to do, for typer costs more than finding out that there is not.
"""`main` never lets a traceback out."""

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
from clientloom.cli.quick import is_all_done
from clientloom.diagnostics import Diagnostic, InputError, Span

_OBJECTS_BETWEEN_COLLECTIONS = 500_000
"""Nearly all that a run makes lives until its end: to look for garbage in cycles every 700 objects, as Python does by
default, costs a sixth of the time of a large document."""


class Interrupted(BaseException):
    """A signal asked the run to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main() -> None:
    """Runs the command line and ends the process with the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # Windows would write its own line ends and code page
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs `clientloom ARGUMENTS` and returns the exit code."""
    return run_guarded(lambda: None if is_all_done(arguments) else _app(arguments))


def _app(arguments: Sequence[str]) -> None:
    from clientloom.cli.app import build_app

    build_app()(list(arguments), prog_name="clientloom")


def _interrupt(number: int, _frame: FrameType | None) -> None:
    raise Interrupted(number)


def run_guarded(work: Callable[[], None]) -> int:
    """The exit code of `work`, whatever comes out of it."""
    try:
        work()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else BAD_INPUT
    except Interrupted as signalled:
        console.complain("clientloom: interrupted; every package is as it was, or as it should be")
        return 128 + signalled.number
    except InputError as problem:
        console.diagnostics(problem.diagnostics)
        return BAD_INPUT
    except OSError as problem:
        return _system_error(problem)
    except Exception as problem:  # noqa: BLE001 (the last resort: a bug, told without a traceback)
        return _bug(problem)
    return CLEAN


def _system_error(problem: OSError) -> int:
    from clientloom.cli.failures import diagnose_system

    console.diagnostics(diagnose_system(problem))
    return BAD_INPUT


def _bug(problem: Exception) -> int:
    if os.environ.get("CLIENTLOOM_TRACEBACK"):
        raise problem
    text = " ".join(str(problem).split())[:500]
    message = f"{type(problem).__name__}: {text}"
    hint = (
        "this is a fault of clientloom, please report it "
        "(CLIENTLOOM_TRACEBACK=1 shows where it happened)"
    )
    console.diagnostics([Diagnostic.error(Span("clientloom"), "internal", message, hint)])
    return BAD_INPUT
