# clientloom diff: what changed between two versions, for the client's user.
"""The verb `diff`."""

from __future__ import annotations

from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from clientloom.cli import console
from clientloom.cli.codes import CLEAN, FINDINGS
from clientloom.cli.options import Root, workspace

if TYPE_CHECKING:
    from clientloom.review import Review
    from clientloom.workflows.diff_inputs import Side


class Format(StrEnum):
    """How a review is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


class FailOn(StrEnum):
    """The level from which the exit code is 1."""

    BREAKING = "breaking"
    RISKY = "risky"


def run(
    old: Annotated[
        str,
        typer.Argument(
            help="A document, vendor, package or wheel, or one at a git revision: pinecone@HEAD~1.",
            metavar="OLD",
        ),
    ],
    new: Annotated[str, typer.Argument(help="The same, newer.", metavar="NEW")],
    *,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", help="Write to this file instead of standard output.", metavar="FILE"
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Exit with 1 at this level or worse.")
    ] = None,
    root: Root = None,
) -> None:
    """Say what changed between two versions, in the terms of the people who call the client."""
    from clientloom.review import compare_apis
    from clientloom.workflows.diff_inputs import read_inputs

    with ExitStack() as held:
        before, after = read_inputs(old, new, workspace(root), held)
    review = compare_apis(before.api, after.api)
    text = format_review(review, before, after, format_)
    if output is None:
        console.say_raw(text)
    else:
        output.write_text(text, "utf-8", newline="\n")
    raise typer.Exit(FINDINGS if fails(review, fail_on) else CLEAN)


def fails(review: Review, fail_on: FailOn | None) -> bool:
    """Is the review as bad as `--fail-on` says?"""
    from clientloom.review import Level

    return fail_on is not None and review.level >= Level[fail_on.name]


def format_review(review: Review, before: Side, after: Side, format_: Format) -> str:
    """The review in the format that was asked for."""
    from clientloom.review.output import formats as report

    match format_:
        case Format.TEXT:
            return report.as_text(review) + noise(review, before, after)
        case Format.MARKDOWN:
            return report.as_markdown(review)
        case Format.JSON:
            return report.as_json(review)
        case Format.HTML:
            return page(review, before, after)
        case _:
            assert_never(format_)


def noise(review: Review, before: Side, after: Side) -> str:
    """The ratio of changed public symbols to changed lines, where a side has generated code."""
    from clientloom.review.output.html import Page, ratio
    from clientloom.review.output.side_by_side import file_diffs

    if not (before.code or after.code):
        return ""
    code = file_diffs(before.modules(), after.modules())
    return ratio(Page(title="", review=review, code=code)) + "\n"


def page(review: Review, before: Side, after: Side) -> str:
    """The review as one HTML page."""
    from clientloom.checkout.workspace import templates_folder
    from clientloom.review.output.evidence import Texts
    from clientloom.review.output.html import Page, as_html
    from clientloom.review.output.side_by_side import file_diffs

    old, new = (Texts(s.document, s.file, s.modules()) for s in (before, after))
    name = " to ".join(dict.fromkeys(Path(side.file).name for side in (old, new) if side.file))
    shown = Page(
        title=f"{before.label} to {after.label}",
        review=review,
        document=file_diffs({name: old.document}, {name: new.document}),
        code=file_diffs(old.code, new.code),
        old=old,
        new=new,
    )
    return as_html(shown, templates_folder())
