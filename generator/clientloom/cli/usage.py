# Mistakes on the command line that typer finds: options that do not exist, missing arguments, wrong values. May import
# diagnostics.
"""Turns typer's errors into diagnostics."""

from __future__ import annotations

from typing import Any

import typer

from clientloom.cli.app import VERBS
from clientloom.diagnostics import NOWHERE, Diagnostic, suggest

# typer has its own copy of click, and exports only this subclass of its `UsageError`.
UsageError: type[Exception] = next(
    c for c in typer.BadParameter.__mro__ if c.__name__ == "UsageError"
)


def print_help(error: Any) -> bool:
    """Prints the help and returns True if the command line is empty."""
    if type(error).__name__ != "NoArgsIsHelpError":
        return False
    error.show()
    return True


def diagnose_usage(error: Any) -> Diagnostic:
    """Returns the diagnostic for a `UsageError`."""
    text = str(error.message).strip() if hasattr(error, "possibilities") else error.format_message()
    text = text.partition(". Did you mean")[0].replace("Value error, ", "").removesuffix(".")
    message = text[:1].lower() + text[1:]
    return Diagnostic.error(NOWHERE, "usage", message, _hint(error, message))


def _hint(error: Any, message: str) -> str:
    command = error.ctx.command_path if error.ctx else "clientloom"
    otherwise = f"see `{command} --help`"
    if near := getattr(error, "possibilities", None):
        return f"did you mean `{near[0]}`?"
    if message.startswith("no such command"):
        return suggest(message.partition("'")[2].rstrip("'"), VERBS, otherwise)
    return otherwise
