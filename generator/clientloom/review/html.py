# The review as one page that needs nothing else: no network, and no script to be read. Imports Jinja and its
# neighbours.
"""`as_html`: changes, document and generated code on one page for reviewers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2

from clientloom.review.changes import Review
from clientloom.review.report import HEADINGS, LEVELS, summary
from clientloom.review.sidebyside import FileDiff

TEMPLATE = "review/report.html.jinja"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page shows: title, the review, and the differences of the document and of the code."""

    title: str
    review: Review
    document: tuple[FileDiff, ...] = ()
    code: tuple[FileDiff, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A change as the page shows it; `group` is the number of its resource in the list of filters."""

    level: str
    group: int
    sentence: tuple[str, ...]
    """Plain words and code by turns, beginning with plain words."""
    direction: str
    place: str
    pointer: str
    breaks: str


def as_html(page: Page, templates: Path) -> str:
    """The page; every text of the document is escaped. `templates` is the folder of the templates."""
    groups = resource_groups(page.review)
    sections = [
        (
            level.word,
            HEADINGS[level],
            [row for row in rows(page.review, groups) if row.level == level.word],
        )
        for level in LEVELS
    ]
    return template(templates).render(
        title=page.title,
        summary=summary(page.review),
        ratio=ratio(page),
        levels=[level.word for level in LEVELS],
        groups=list(groups.items()),
        sections=sections,
        parts=[
            ("document", "The document", page.document),
            ("code", "The generated code", page.code),
        ],
    )


def resource_groups(review: Review) -> dict[str, int]:
    """A number for each resource, and one for models and the client."""
    names = sorted({change.resource or "models and client" for change in review.changes})
    return {name: number for number, name in enumerate(names)}


def rows(review: Review, groups: dict[str, int]) -> list[Row]:
    """The changes in their order."""
    return [
        Row(
            change.level.word,
            groups[change.resource or "models and client"],
            tuple(change.sentence.split("`")),
            str(change.direction),
            change.place,
            change.pointer,
            change.breaks,
        )
        for change in review.changes
    ]


def ratio(page: Page) -> str:
    """How many public symbols changed against how many lines: the noise of a regeneration."""
    symbols = {s for change in page.review.changes for s in (change.subject, *change.also)}
    lines = sum(diff.added + diff.removed for diff in page.code)
    share = f" (1 : {lines / len(symbols):.1f})" if symbols else ""
    return f"{len(symbols)} changed public symbols, {lines} changed lines of code{share}"


@cache
def template(templates: Path) -> jinja2.Template:
    """The compiled template."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE)
