# The review as one page that needs nothing else: no network, and no script to be read. Imports Jinja and its
# neighbours.
"""`as_html`: changes, document and generated code on one page for reviewers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import jinja2

from clientloom.diagnostics.escape import escape_terminal
from clientloom.review.changes import Level, Review
from clientloom.review.output.evidence import Excerpt, Texts, code_excerpts, document_excerpts
from clientloom.review.output.formats import HEADINGS, LEVELS, summary
from clientloom.review.output.side_by_side import FileDiff

TEMPLATE = "review/report.html.jinja"

CLIENT = "models and client"
"""The filter for what belongs to no resource."""

OPEN_AT_MOST = 20
"""So many changes show their lines at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page shows: title, the review, the differences of the document and of the code, and their texts."""

    title: str
    review: Review
    document: tuple[FileDiff, ...] = ()
    code: tuple[FileDiff, ...] = ()
    old: Texts = field(default_factory=Texts)
    new: Texts = field(default_factory=Texts)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change as the page shows it; `group` is the number of its resource in the list of filters."""

    level: str
    group: int
    sentence: tuple[str, ...]
    """Plain words and code by turns, beginning with plain words."""
    direction: str
    place: str
    pointer: str
    breaks: str
    is_open: bool
    """Is the evidence shown at once?"""
    document: tuple[Excerpt, ...]
    code: tuple[Excerpt, ...]


def as_html(page: Page, templates: Path) -> str:
    """The page; every text of the document is escaped. `templates` is the folder of the templates."""
    groups = resource_groups(page.review)
    found = build_rows(page, groups)
    sections = [
        (level.word, HEADINGS[level], [row for row in found if row.level == level.word])
        for level in LEVELS
    ]
    return load_template(templates).render(
        title=page.title,
        summary=summary(page.review),
        ratio=describe_noise(page),
        counts=[(level.word, len(page.review.at(level))) for level in LEVELS],
        groups=list(groups.items()),
        sections=sections,
        parts=[
            ("document", "The document", page.document),
            ("code", "The generated code", page.code),
        ],
    )


def resource_groups(review: Review) -> dict[str, int]:
    """A number for each resource, and one for models and the client."""
    names = sorted({change.resource or CLIENT for change in review.changes})
    return {name: number for number, name in enumerate(names)}


def build_rows(page: Page, groups: dict[str, int]) -> list[ChangeRow]:
    """The changes in their order, each with what it is read from."""
    document = next(iter(page.document), None)
    code = {diff.path: diff for diff in page.code}
    return [
        ChangeRow(
            change.level.word,
            groups[change.resource or CLIENT],
            tuple(change.sentence.split("`")),
            str(change.direction),
            change.place,
            change.pointer,
            change.breaks,
            change.level is not Level.SAFE and number < OPEN_AT_MOST,
            document_excerpts(change, page.old, page.new, document),
            code_excerpts(change, page.old, page.new, code),
        )
        for number, change in enumerate(page.review.changes)
    ]


def describe_noise(page: Page) -> str:
    """How many public symbols changed against how many lines: the noise of a regeneration."""
    symbols = {s for change in page.review.changes for s in (change.subject, *change.also)}
    lines = sum(diff.added + diff.removed for diff in page.code)
    share = f" (1 : {lines / len(symbols):.1f})" if symbols else ""
    return f"{len(symbols)} changed public symbols, {lines} changed lines of code{share}"


@cache
def load_template(templates: Path) -> jinja2.Template:
    """The compiled template."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_without_controls,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE)


def _without_controls(value: object) -> object:
    """Text whose order and content a browser shows as they are: bidirectional and invisible characters as escapes."""
    return escape_terminal(value) if type(value) is str else value
