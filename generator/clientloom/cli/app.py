# Puts the verbs together and turns whatever goes wrong into a message and an exit code.
"""The application: `main` never lets a traceback out."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Annotated

import typer

from clientloom import __version__
from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN
from clientloom.diagnostics import InputError

VERBS = ("generate", "inspect", "lint", "diff", "update", "build", "publish", "new")
"""The modules of cli/ with a verb each; every one defines `run`, the function that typer makes the command of."""


class Interrupted(BaseException):
    """A signal asked the run to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main() -> None:
    """Runs the command line and ends the process with the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    sys.exit(_guarded(build_app()))


def build_app() -> typer.Typer:
    """The application with all its verbs."""
    app = typer.Typer(
        help="Typed sync and async Python clients from OpenAPI documents.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    for verb in VERBS:
        module = importlib.import_module(f"clientloom.cli.{verb}")
        app.command(verb)(module.run)
    return app


def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)
    ] = False,
) -> None:
    if version:
        console.say(f"clientloom {__version__}")
        raise typer.Exit


def _interrupt(number: int, _frame: FrameType | None) -> None:
    raise Interrupted(number)


def _guarded(app: Callable[[], object]) -> int:
    try:
        app()
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
    where = f"{problem.filename}: " if problem.filename else ""
    console.complain(
        f"{where}error[system]: {problem.strerror or problem}; nothing was half-written"
    )
    return BAD_INPUT


def _bug(problem: Exception) -> int:
    if os.environ.get("CLIENTLOOM_TRACEBACK"):
        raise problem
    text = " ".join(str(problem).split())[:500]
    console.complain(
        f"clientloom: error[internal]: {type(problem).__name__}: {text}; this is a fault of clientloom, "
        "please report it (CLIENTLOOM_TRACEBACK=1 shows where it happened)"
    )
    return BAD_INPUT
