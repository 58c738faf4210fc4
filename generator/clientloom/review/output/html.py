# The review as one self-contained page, readable without network and scripts. Imports Jinja and its
# neighbours.
"""`as_html`: changes, document and generated code on one page."""

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
"""The filter for changes outside any resource."""

OPEN_AT_MOST = 20
"""How many changes show their excerpts without a click."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The content of a page: the title, the review, the diffs of document and code, and their texts."""

    title: str
    review: Review
    document: tuple[FileDiff, ...] = ()
    code: tuple[FileDiff, ...] = ()
    old: Texts = field(default_factory=Texts)
    new: Texts = field(default_factory=Texts)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change on the page; `group` is the number of its resource in the list of filters."""

    level: str
    group: int
    sentence: tuple[str, ...]
    """Alternating plain text and code, beginning with plain text."""
    direction: str
    place: str
    pointer: str
    breaks: str
    is_open: bool
    """Whether the excerpts are shown without a click."""
    document: tuple[Excerpt, ...]
    code: tuple[Excerpt, ...]


def as_html(page: Page, templates: Path) -> str:
    """Renders the page; all text is escaped. `templates` is the folder of templates."""
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
    """Numbers the resources; models and the client share a number."""
    names = sorted({change.resource or CLIENT for change in review.changes})
    return {name: number for number, name in enumerate(names)}


def build_rows(page: Page, groups: dict[str, int]) -> list[ChangeRow]:
    """Returns the changes in order, each with its excerpts."""
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
    """Describes how many lines changed per changed public symbol: the noise of a regeneration."""
    symbols = {s for change in page.review.changes for s in (change.subject, *change.also)}
    lines = sum(diff.added + diff.removed for diff in page.code)
    share = f" (1 : {lines / len(symbols):.1f})" if symbols else ""
    return f"{len(symbols)} changed public symbols, {lines} changed lines of code{share}"


@cache
def load_template(templates: Path) -> jinja2.Template:
    """Returns the compiled template."""
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
    """Escapes bidirectional and invisible characters, so that the page shows the text as it is."""
    return escape_terminal(value) if type(value) is str else value
