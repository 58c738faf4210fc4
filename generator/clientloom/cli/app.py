# Builds the typer application from the modules in verbs/. May import console and verbs/.
"""The typer application."""

from __future__ import annotations

import importlib
from typing import Annotated

import typer

from clientloom import __version__
from clientloom.cli import console

VERBS = {
    "generate": "Write the client packages, or compare them.",
    "inspect": "Show operations, accessors, models and coverage.",
    "lint": "List what is wrong or loose in a document.",
    "explain": "Explain a diagnostic by its code.",
    "diff": "Say what changed between two versions.",
    "update": "Take what the vendors published.",
    "verify": "Call every operation against the document.",
    "build": "Build wheel and sdist of the packages.",
    "publish": "Upload packages to an index.",
    "new": "Start a vendor from its document.",
}
"""Verb -> its line in `clientloom --help`. Each verb has a module in verbs/, whose function `run` becomes the
typer command."""


def build_app() -> typer.Typer:
    """Returns the application with all verbs."""
    app = typer.Typer(
        help="Generate typed Python clients, sync and async, from OpenAPI documents.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    for verb, summary in VERBS.items():
        module = importlib.import_module(f"clientloom.cli.verbs.{verb}")
        app.command(verb, short_help=summary)(module.run)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        console.print_line(f"clientloom {__version__}")
        raise typer.Exit


def _options(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and exit.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    pass
