# clientloom inspect: the inventory of a client, as a table or as JSON.
"""The verb `inspect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.cli import console
from clientloom.cli.codes import CLEAN, FINDINGS
from clientloom.cli.options import AllowRemote, Base, Root, find_workspace

if TYPE_CHECKING:
    from clientloom.api import Loaded


def run(
    subject: Annotated[
        str,
        typer.Argument(
            help="A vendor in specs/, or a document's path or URL.", metavar="VENDOR|FILE"
        ),
    ],
    *,
    package: Annotated[
        str,
        typer.Option(
            "--package", help="Import name to use for a document. Default: client.", metavar="NAME"
        ),
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; docs/json.md documents the format.")
    ] = False,
    names: Annotated[
        bool,
        typer.Option(
            "--names", help="Show what the patterns in [names] of client.toml rename, old and new."
        ),
    ] = False,
    root: Root = None,
    base: Base = None,
    allow_remote: AllowRemote = False,
) -> None:
    """Show the operations, methods, models and coverage of a client.

    Exits with code 1 if the client lacks an operation of the document, or, with --names, if a name clashes.
    """
    from clientloom.cli.subject import read

    loaded = read(find_workspace(root), subject, package, base=base, allow_remote=allow_remote)
    api = loaded.analysis.api
    if names:
        _show_names(loaded, as_json=as_json)
    if as_json:
        console.print_json(loaded.inventory())
    else:
        from clientloom.cli.printed_tables import overview_table

        console.print_line(overview_table(api, loaded.analysis.report))
    lost = api.operations_in - len(api.operations)
    if lost:
        console.print_status(f"{lost} operations of the document are not in the client")
    raise typer.Exit(FINDINGS if lost else CLEAN)


def _show_names(loaded: Loaded, *, as_json: bool) -> None:
    from clientloom.cli.printed_tables import names_table

    renames = loaded.analysis.bulk_renames
    if as_json:
        entries = [
            {"kind": r.kind, "old": r.path, "new": r.new, "pattern": r.pattern, "clash": r.clash}
            for r in renames
        ]
        console.print_json({"names": entries})
    else:
        console.print_line(names_table(renames))
    raise typer.Exit(FINDINGS if any(rename.clash for rename in renames) else CLEAN)
