# clientloom diff: what changed between two versions, seen from the code that calls the client.
"""The verb `diff`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from clientloom.cli import console
from clientloom.cli.codes import CLEAN, FINDINGS
from clientloom.cli.options import Root, find_workspace

if TYPE_CHECKING:
    from clientloom import api


class Format(StrEnum):
    """Output formats of a review."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


class Only(StrEnum):
    """Values of `--only`."""

    BREAKING = "breaking"
    RISKY = "risky"
    SAFE = "safe"


class FailOn(StrEnum):
    """Values of `--fail-on`."""

    BREAKING = "breaking"
    RISKY = "risky"


Old = Annotated[
    str,
    typer.Argument(
        help="A vendor, document, generated package or its sdist. "
        "NAME@REVISION reads it from git, e.g. pinecone@HEAD~1.",
        metavar="OLD",
    ),
]
New = Annotated[str, typer.Argument(help="The newer version, in the same forms.", metavar="NEW")]
OutputFormat = Annotated[Format, typer.Option("--format", help="Output format.")]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output", help="Write to this file instead of standard output.", metavar="FILE"),
]
Full = Annotated[
    bool,
    typer.Option(
        "--full", help="List every change and everything that it affects, however long the list."
    ),
]
OnlyLevels = Annotated[
    list[Only] | None,
    typer.Option("--only", help="Show only changes of this level; repeatable."),
]
OnlyResources = Annotated[
    list[str] | None,
    typer.Option(
        "--resource",
        help="Show only changes of this resource, e.g. `indexes`, or of `models`; repeatable.",
        metavar="NAME",
    ),
]
FailLevel = Annotated[
    FailOn | None,
    typer.Option(
        "--fail-on",
        help="Exit with code 1 if a change has this level or a worse one. Without it, changes exit with 0.",
    ),
]


def run(
    old: Old,
    new: New,
    *,
    format_: OutputFormat = Format.TEXT,
    output: OutputFile = None,
    full: Full = False,
    only: OnlyLevels = None,
    resource: OnlyResources = None,
    fail_on: FailLevel = None,
    root: Root = None,
) -> None:
    """Show what changed between two versions, as seen by the code that calls the client."""
    from clientloom import api

    comparison = api.diff(old, new, root=find_workspace(root).root)
    levels = [api.Level[each.name] for each in only or ()]
    shown = comparison.select(levels, resource or ())
    text = _format_review(shown, format_, full=full or bool(only or resource))
    if output is None:
        console.print_text(text)
    else:
        output.write_text(text, "utf-8", newline="\n")
    raise typer.Exit(FINDINGS if _fails(comparison.review, fail_on) else CLEAN)


def _fails(review: api.Review, fail_on: FailOn | None) -> bool:
    """Returns whether the review has a change of the level `fail_on` or worse."""
    from clientloom import api

    return fail_on is not None and review.level >= api.Level[fail_on.name]


def _format_review(comparison: api.Comparison, format_: Format, *, full: bool = False) -> str:
    match format_:
        case Format.TEXT:
            return comparison.as_text(full=full)
        case Format.MARKDOWN:
            return comparison.as_markdown(full=full)
        case Format.JSON:
            return comparison.as_json()
        case Format.HTML:
            return comparison.as_html()
        case _:
            assert_never(format_)
