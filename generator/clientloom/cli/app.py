# Builds the typer application from the modules in verbs/. May import console and verbs/.
"""The typer application."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from typing import Annotated, cast

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
        app.command(verb, short_help=summary)(_find_run(verb) if verb in used else _do_nothing)
    return app


def plain_generate(arguments: Sequence[str]) -> Callable[[], int] | None:
    """Returns the call of `generate` if the arguments are only vendors and flags, else None. It ends with `typer.Exit`.

    To read these, typer imports pydantic and makes a validator for each option: a tenth of a second.
    """
    if arguments[:1] != ["generate"] or "CLIENTLOOM_CACHE" in os.environ:
        return None
    run = _find_run("generate")
    defaults: Mapping[str, object] = getattr(run, "__kwdefaults__", {})
    flags = {f"--{name.replace('_', '-')}": name for name in defaults if defaults[name] is False}
    names = [argument for argument in arguments[1:] if argument not in flags]
    if any(name.startswith("-") for name in names):
        return None
    given = {flags[argument]: True for argument in arguments if argument in flags}
    return partial(run, names, **given)


def _find_run(verb: str) -> Callable[..., int]:
    module = importlib.import_module(f"clientloom.cli.verbs.{verb}")
    return cast("Callable[..., int]", module.run)


def _do_nothing() -> int:
    """Stands for a verb that is only listed."""
    return 0


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
