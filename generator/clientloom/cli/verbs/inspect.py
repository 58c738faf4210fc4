# clientloom inspect: the inventory of a client, for people and for programs.
"""The verb `inspect`."""

from __future__ import annotations

from typing import Annotated

import typer

from clientloom.cli import console
from clientloom.cli.codes import CLEAN, FINDINGS
from clientloom.cli.options import AllowRemote, Base, Root, workspace


def run(
    subject: Annotated[
        str, typer.Argument(help="A vendor of specs/, or a document.", metavar="VENDOR|FILE")
    ],
    *,
    package: Annotated[
        str, typer.Option("--package", help="The import name, for a document.", metavar="NAME")
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the documented JSON format.")
    ] = False,
    root: Root = None,
    base: Base = None,
    allow_remote: AllowRemote = False,
) -> None:
    """Show operations, accessors, models and coverage; exit with 1 if an operation got lost."""
    from clientloom.cli.subject import read
    from clientloom.workflows.inventory import inventory

    analysis = read(workspace(root), subject, package, base=base, allow_remote=allow_remote)
    api = analysis.api
    if as_json:
        console.say_json(inventory(api, analysis.report))
    else:
        from clientloom.cli.overview_table import overview

        console.say(overview(api, analysis.report))
    raise typer.Exit(CLEAN if api.operations_in == len(api.operations) else FINDINGS)
