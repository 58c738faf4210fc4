# clientloom lint: diagnostics only.
"""The verb `lint`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom import __version__
from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN, FINDINGS
from clientloom.cli.options import AllowRemote, Base, Root, workspace
from clientloom.diagnostics import Diagnostic, InputError, Severity
from clientloom.diagnostics.ignored import Ignored

if TYPE_CHECKING:
    from pathlib import Path


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def run(
    subject: Annotated[
        str,
        typer.Argument(
            help="A vendor in specs/, or a document's path or URL.", metavar="VENDOR|FILE"
        ),
    ],
    *,
    format_: Annotated[
        Format, typer.Option("--format", help="Text for people, JSON, or SARIF for forges.")
    ] = Format.TEXT,
    everything: Annotated[
        bool,
        typer.Option("--all", help="In text: every place, and notes that ask for nothing."),
    ] = False,
    root: Root = None,
    base: Base = None,
    allow_remote: AllowRemote = False,
) -> None:
    """Read a document and list what is wrong or loose in it; exit with 1 if there are warnings."""
    found, ignored, code = find(subject, root, base, allow_remote=allow_remote)
    match format_:
        case Format.TEXT:
            if code == BAD_INPUT:
                console.diagnostics(found)
            else:
                say_text(subject, found, ignored, everything=everything)
        case Format.JSON:
            from clientloom.diagnostics.findings_json import lint_report

            console.say_json(lint_report(subject, found, ignored))
        case Format.SARIF:
            from clientloom.diagnostics.sarif import sarif_log

            is_readable = code != BAD_INPUT
            console.say_json(sarif_log(__version__, found, ignored, is_readable=is_readable))
    raise typer.Exit(code)


def find(
    subject: str, root: Path | None, base: Path | None, *, allow_remote: bool
) -> tuple[Sequence[Diagnostic], Sequence[Ignored], int]:
    """The findings, the ignored ones, and the exit code; a document that cannot be read is one finding more."""
    from clientloom.cli.subject import read

    place = workspace(root)
    try:
        analysis = read(place, subject, base=base, allow_remote=allow_remote, thorough=True)
    except InputError as refused:
        return refused.diagnostics, (), BAD_INPUT
    found = analysis.report.diagnostics
    loud = any(d.severity is not Severity.NOTE for d in found)
    return found, analysis.ignored, FINDINGS if loud else CLEAN


def say_text(
    subject: str, found: Sequence[Diagnostic], ignored: Sequence[Ignored], *, everything: bool
) -> None:
    """The findings in groups, and a line that counts them."""
    from clientloom.diagnostics.grouped import asks_for_nothing, group_findings

    shown = found if everything else [d for d in found if not asks_for_nothing(d)]
    for group in group_findings(shown):
        console.say(group.listing(every_place=everything))
    counts = Counter(d.severity for d in found)
    words = [f"{counts[Severity.WARNING]} warnings", f"{counts[Severity.NOTE]} notes"]
    if ignored:
        words.append(f"{len(ignored)} ignored")
    hidden = len(found) - len(shown)
    rest = f"; {hidden} notes ask for nothing and are not shown (--all)" if hidden else ""
    console.complain(f"{subject}: {', '.join(words)}{rest}")
