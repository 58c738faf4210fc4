# clientloom lint: what is to say about a document, and nothing else.
"""The verb `lint`."""

from __future__ import annotations

from typing import Annotated

import typer

from clientloom.cli import console
from clientloom.cli.codes import CLEAN, FINDINGS
from clientloom.cli.options import AllowRemote, Base, Root, workspace
from clientloom.diagnostics import Severity


def run(
    subject: Annotated[
        str, typer.Argument(help="A vendor of specs/, or a document.", metavar="VENDOR|FILE")
    ],
    *,
    root: Root = None,
    base: Base = None,
    allow_remote: AllowRemote = False,
) -> None:
    """Read a document and list what is wrong or loose in it; exit with 1 if there are warnings."""
    from clientloom.cli.subject import read

    analysis = read(workspace(root), subject, base=base, allow_remote=allow_remote, thorough=True)
    found = analysis.report.diagnostics
    for diagnostic in found:
        console.say(diagnostic.listing())
    loud = sum(d.severity is not Severity.NOTE for d in found)
    console.complain(f"{subject}: {loud} warnings, {len(found) - loud} notes")
    raise typer.Exit(FINDINGS if loud else CLEAN)
