# clientloom diff: what changed between two versions, seen from the code that calls the client.
"""The verb `diff`."""

from __future__ import annotations

from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from clientloom.cli import console
from clientloom.cli.codes import CLEAN, FINDINGS
from clientloom.cli.options import Root, find_workspace

if TYPE_CHECKING:
    from clientloom.review import Review
    from clientloom.workflows.diff_inputs import DiffInput


class Format(StrEnum):
    """Output formats of a review."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


class FailOn(StrEnum):
    """Values of `--fail-on`."""

    BREAKING = "breaking"
    RISKY = "risky"


def run(
    old: Annotated[
        str,
        typer.Argument(
            help="A vendor, document, generated package or wheel. "
            "NAME@REVISION reads it from git, e.g. pinecone@HEAD~1.",
            metavar="OLD",
        ),
    ],
    new: Annotated[
        str, typer.Argument(help="The newer version, in the same forms.", metavar="NEW")
    ],
    *,
    format_: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TEXT,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", help="Write to this file instead of standard output.", metavar="FILE"
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on", help="Exit with code 1 if a change has this level or a worse one."
        ),
    ] = None,
    root: Root = None,
) -> None:
    """Show what changed between two versions, as seen by the code that calls the client."""
    from clientloom.review import compare_apis
    from clientloom.workflows.diff_inputs import read_inputs

    with ExitStack() as stack:
        before, after = read_inputs(old, new, find_workspace(root), stack)
    review = compare_apis(before.api, after.api)
    text = format_review(review, before, after, format_)
    if output is None:
        console.print_text(text)
    else:
        output.write_text(text, "utf-8", newline="\n")
    raise typer.Exit(FINDINGS if fails(review, fail_on) else CLEAN)


def fails(review: Review, fail_on: FailOn | None) -> bool:
    """Returns whether the review has a change of the level `fail_on` or worse."""
    from clientloom.review import Level

    return fail_on is not None and review.level >= Level[fail_on.name]


def format_review(review: Review, before: DiffInput, after: DiffInput, format_: Format) -> str:
    """Returns the review as text in the given format."""
    from clientloom.review.output import formats as report

    match format_:
        case Format.TEXT:
            return report.as_text(review) + symbol_ratio(review, before, after)
        case Format.MARKDOWN:
            return report.as_markdown(review)
        case Format.JSON:
            return report.as_json(review)
        case Format.HTML:
            return render_page(review, before, after)
        case _:
            assert_never(format_)


def symbol_ratio(review: Review, before: DiffInput, after: DiffInput) -> str:
    """Returns the line with the ratio of changed public symbols to changed lines, "" where neither has code."""
    from clientloom.review.output.html import Page, ratio
    from clientloom.review.output.side_by_side import file_diffs

    if not (before.code or after.code):
        return ""
    code = file_diffs(before.modules(), after.modules())
    return ratio(Page(title="", review=review, code=code)) + "\n"


def render_page(review: Review, before: DiffInput, after: DiffInput) -> str:
    """Returns the review as one HTML page."""
    from clientloom.checkout.workspace import templates_folder
    from clientloom.review.output.evidence import Texts
    from clientloom.review.output.html import Page, as_html
    from clientloom.review.output.side_by_side import file_diffs

    old, new = (Texts(s.document, s.file, s.modules()) for s in (before, after))
    name = " to ".join(dict.fromkeys(Path(found.file).name for found in (old, new) if found.file))
    shown = Page(
        title=f"{before.label} to {after.label}",
        review=review,
        document=file_diffs({name: old.document}, {name: new.document}),
        code=file_diffs(old.code, new.code),
        old=old,
        new=new,
    )
    return as_html(shown, templates_folder())
