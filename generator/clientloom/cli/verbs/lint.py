# clientloom lint: the diagnostics about a document, without generating anything.
"""The verb `lint`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from clientloom import __version__
from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN, FINDINGS
from clientloom.cli.options import AllowRemote, Base, Root, find_workspace
from clientloom.diagnostics import Diagnostic, InputError, Severity
from clientloom.diagnostics.ignored import Ignored

if TYPE_CHECKING:
    from pathlib import Path


class Format(StrEnum):
    """Output formats of `lint`."""

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
        Format, typer.Option("--format", help="Output format; sarif is for code scanning services.")
    ] = Format.TEXT,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="List every location, and notes that need no action (text format)."
        ),
    ] = False,
    root: Root = None,
    base: Base = None,
    allow_remote: AllowRemote = False,
) -> None:
    """List the problems of an OpenAPI document.

    Exits with code 1 if there are warnings.
    """
    found, ignored, code = _read_findings(subject, root, base, allow_remote=allow_remote)
    match format_:
        case Format.TEXT:
            if code == BAD_INPUT:
                console.print_diagnostics(found)
            else:
                _print_findings(subject, found, ignored, everything=everything)
        case Format.JSON:
            from clientloom.diagnostics.findings_json import lint_report

            console.print_json(lint_report(subject, found, ignored))
        case Format.SARIF:
            from clientloom.diagnostics.sarif import sarif_log

            is_readable = code != BAD_INPUT
            console.print_json(sarif_log(__version__, found, ignored, is_readable=is_readable))
        case _ as never:
            assert_never(never)
    raise typer.Exit(code)


def _read_findings(
    subject: str, root: Path | None, base: Path | None, *, allow_remote: bool
) -> tuple[Sequence[Diagnostic], Sequence[Ignored], int]:
    """Returns the diagnostics, the ignored ones and the exit code.

    If the document cannot be read, the diagnostics say why.
    """
    from clientloom.cli.subject import read

    workspace = find_workspace(root)
    try:
        loaded = read(workspace, subject, base=base, allow_remote=allow_remote, thorough=True)
    except InputError as refused:
        return refused.diagnostics, (), BAD_INPUT
    found = loaded.diagnostics
    loud = any(d.severity is not Severity.NOTE for d in found)
    return found, loaded.ignored, FINDINGS if loud else CLEAN


def _print_findings(
    subject: str, found: Sequence[Diagnostic], ignored: Sequence[Ignored], *, everything: bool
) -> None:
    """Prints the diagnostics in groups, and a line with their counts."""
    from clientloom.diagnostics.grouped import asks_for_nothing, group_findings

    shown = found if everything else [d for d in found if not asks_for_nothing(d)]
    for group in group_findings(shown):
        console.print_line(group.listing(every_place=everything))
    counts = Counter(d.severity for d in found)
    words = [
        _count(counts[Severity.WARNING], "warning"),
        _count(counts[Severity.NOTE], "note"),
    ]
    if ignored:
        words.append(f"{len(ignored)} ignored")
    hidden = len(found) - len(shown)
    rest = (
        f"; hidden: {_count(hidden, 'note')} without need for action (see --all)" if hidden else ""
    )
    console.print_status(f"{subject}: {', '.join(words)}{rest}")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
