# Builds the typer application from the modules in verbs/. May import console and verbs/.
"""The typer application."""

from __future__ import annotations

import importlib
from collections.abc import Container
from typing import Annotated

import typer

from clientloom import __version__
from clientloom.cli import console

VERBS = {
    "generate": "Generate client packages, or check that they are up to date.",
    "inspect": "Show the operations, methods, models and coverage of a client.",
    "lint": "List the problems of an OpenAPI document.",
    "explain": "Explain a diagnostic code.",
    "diff": "Show what changed between two versions of an API.",
    "update": "Fetch the vendors' current documents and regenerate the clients.",
    "verify": "Call every operation of a client and check it against the document.",
    "build": "Build wheels and sdists of the generated packages.",
    "publish": "Upload packages to a package index.",
    "new": "Add a vendor from its OpenAPI document.",
}
"""Verb -> its line in `clientloom --help`. Each verb has a module in verbs/, whose function `run` becomes the
typer command."""


def build_app(used: Container[str] = VERBS) -> typer.Typer:
    """Returns the application. It lists every verb, and can run those in `used`: only their modules are imported."""
    app = typer.Typer(
        help="Generate typed Python clients, sync and async, from OpenAPI documents.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    for verb, summary in VERBS.items():
        name = f"clientloom.cli.verbs.{verb}"
        run = importlib.import_module(name).run if verb in used else _do_nothing
        app.command(verb, short_help=summary)(run)
    return app


def _do_nothing() -> None:
    """Stands for a verb that is only listed."""


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
