# The review as one page that needs nothing else: no network, and no script to be read. Imports Jinja and its
# neighbours.
"""`as_html`: changes, document and generated code on one page for reviewers."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

import jinja2
from markupsafe import Markup

from clientloom.diagnostics.escape import escape_terminal
from clientloom.review.changes import Change, Level, Review
from clientloom.review.output.evidence import Excerpt, Texts, code_excerpts, document_excerpts
from clientloom.review.output.formats import HEADINGS, LEVELS, verdict
from clientloom.review.output.outline import group_name, outline
from clientloom.review.output.side_by_side import FileDiff

TEMPLATE = "review/report.html.jinja"
SCRIPT = "review/search.js.jinja"

OPEN_AT_MOST = 20
"""So many changes show their lines at once."""
LINES = {Level.BREAKING: 10_000, Level.RISKY: 3_000, Level.SAFE: 9_000}
"""So many lines of excerpts the changes of a level share: a page of any review stays below 5 MB."""
FEWEST, MOST = 4, 40
"""Lines of one excerpt, in the longest review and in a short one."""

MEANINGS = {
    Level.BREAKING: "correct code written for the old version no longer type-checks, or no longer runs",
    Level.RISKY: "old code runs, but may behave differently or meet values that it does not expect",
    Level.SAFE: "old code runs and type-checks as before",
}
SYMBOLS = "methods, classes, fields and exceptions of the client that the changes name"
CODE_LINES = (
    "lines of the generated modules that only one of the two versions has; moved lines do not count"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page shows: the API, the labels of both inputs, the review, their texts, and whole differences.

    `document` and `code` are empty where they would be longer than anyone reads.
    """

    api: str
    labels: tuple[str, str]
    review: Review
    document: tuple[FileDiff, ...] = ()
    code: tuple[FileDiff, ...] = ()
    old: Texts = field(default_factory=Texts)
    new: Texts = field(default_factory=Texts)
    code_lines: int = 0

    @property
    def title(self) -> str:
        """The API and its versions; the labels of the inputs where the versions are the same."""
        versions = (self.review.old_version, self.review.new_version)
        old, new = versions if all(versions) and len(set(versions)) == 2 else self.labels
        return f"{self.api or 'API'}: {old} to {new}"


@dataclass(frozen=True, slots=True)
class Card:
    """A change as the page shows it; `group` is the number of its resource in the list of filters."""

    change: Change
    group: int
    sentence: tuple[str, ...]
    """Plain words and code by turns, beginning with plain words."""
    is_open: bool
    """Is the evidence shown at once?"""
    document: tuple[Excerpt, ...]
    code: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of a level, by group."""

    level: str
    heading: str
    count: int
    groups: tuple[tuple[str, int, tuple[Card, ...]], ...]


def as_html(page: Page, templates: Path) -> str:
    """The page; every text of the document is escaped. `templates` is the folder of the templates."""
    numbers = _resource_groups(page.review)
    script = environment(templates).get_template(SCRIPT).render().strip()
    return (
        environment(templates)
        .get_template(TEMPLATE)
        .render(
            title=page.title,
            labels=page.labels,
            verdict=verdict(page.review),
            figures=figures(page),
            counts=[(level.word, len(page.review.at(level))) for level in LEVELS],
            groups=list(numbers.items()),
            sections=[_section(page, level, numbers) for level in LEVELS if page.review.at(level)],
            parts=[
                ("document", "The document", page.document),
                ("code", "The generated code", page.code),
            ],
            has_document=bool(len(page.old.document) and len(page.new.document)),
            script=Markup(script),  # noqa: S704 - a template of ours, without anything of a document
            script_hash=b64encode(sha256(script.encode()).digest()).decode(),
        )
    )


def _resource_groups(review: Review) -> dict[str, int]:
    """A number for each group of changes."""
    return {group.name: number for number, group in enumerate(outline(review.changes))}


def _section(page: Page, level: Level, numbers: Mapping[str, int]) -> Section:
    """The cards of a level."""
    changes = page.review.at(level)
    most = min(MOST, max(FEWEST, LINES[level] // (2 * len(changes))))
    at_once = _shown_at_once(page.review)
    groups = tuple(
        (group.name, numbers[group.name], _build_cards(page, group.changes, numbers, most, at_once))
        for group in outline(changes)
    )
    return Section(level.word, HEADINGS[level], len(changes), groups)


def _build_cards(
    page: Page,
    changes: Sequence[Change],
    numbers: Mapping[str, int],
    most: int,
    at_once: frozenset[int],
) -> tuple[Card, ...]:
    """The changes in their order, each with what it is read from."""
    return tuple(
        Card(
            change,
            numbers[group_name(change)],
            tuple(change.sentence.split("`")),
            id(change) in at_once,
            document_excerpts(change, page.old, page.new, most),
            code_excerpts(change, page.old, page.new, most),
        )
        for change in changes
    )


def _shown_at_once(review: Review) -> frozenset[int]:
    """The identities of the first changes of the page that are more than safe."""
    hard = (review.at(level) for level in (Level.BREAKING, Level.RISKY))
    shown = (change for changes in hard for group in outline(changes) for change in group.changes)
    return frozenset(id(change) for change in list(shown)[:OPEN_AT_MOST])


def figures(page: Page) -> list[tuple[str, str, str]]:
    """Each figure of the page: its name, the number and what it means."""
    counts = [(lv.word, str(len(page.review.at(lv))), MEANINGS[lv]) for lv in LEVELS]
    symbols = len(_changed_symbols(page.review))
    counts.append(("changed symbols", str(symbols), SYMBOLS))
    if page.code_lines:
        counts.append(("changed lines of code", str(page.code_lines), CODE_LINES))
    return counts


def _changed_symbols(review: Review) -> set[str]:
    """The public names that changes name."""
    return {subject for change in review.changes for subject in change.subjects}


def describe_noise(review: Review, lines: int) -> str:
    """Describes how many lines changed per changed public symbol: the noise of a regeneration."""
    symbols = len(_changed_symbols(review))
    share = f" (1 : {lines / symbols:.1f})" if symbols else ""
    return f"{symbols} changed public symbols, {lines} changed lines of code{share}"


def count_changed_lines(old: Mapping[str, str], new: Mapping[str, str]) -> int:
    """How many lines only one of two sets of files has; a line that moved does not count."""
    total = 0
    for path in old.keys() | new.keys():
        before, after = old.get(path, ""), new.get(path, "")
        if before != after:
            left, right = Counter(before.splitlines()), Counter(after.splitlines())
            total += (left - right).total() + (right - left).total()
    return total


@cache
def environment(templates: Path) -> jinja2.Environment:
    """Returns the environment of the templates."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_without_controls,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _without_controls(value: object) -> object:
    """Text whose order and content a browser shows as they are: bidirectional and invisible characters as escapes."""
    return escape_terminal(value) if type(value) is str else value
