# A review as Markdown for a pull request. Imports its neighbours and the escaping of diagnostics.
"""`as_markdown`: one line of verdict, then what breaks, by method; safe changes and long lists are folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientloom.diagnostics.escape import code_span, escape_markdown
from clientloom.review.changes import Change, Level, Review
from clientloom.review.output.formats import HEADINGS, LEVELS, verdict
from clientloom.review.output.outline import Group, count_codes, outline
from clientloom.review.output.terminal_report import LISTED

MARKDOWN_LIMIT = 60_000
"""A pull request's description holds 65,536 characters on the largest forge."""


def as_markdown(review: Review, *, full: bool = False) -> str:
    """The review for a pull request, cut where it would not fit; with `full` it is whole."""
    lines = [f"**{escape_markdown(verdict(review))}**", ""]
    hard = [change for change in review.changes if change.level is not Level.SAFE]
    if len(hard) > LISTED:
        lines += _table(outline(hard))
    for level in LEVELS:
        folded = level is Level.SAFE or len(hard) > LISTED
        lines.extend(_section(level, review.at(level), folded=folded, full=full))
    return "\n".join(lines).rstrip() + "\n" if full else _fit(lines)


def _table(groups: Sequence[Group]) -> Iterator[str]:
    """A row for each resource."""
    yield from ("| | changes | kinds |", "|---|---:|---|")
    for group in sorted(groups, key=lambda group: -len(group.changes)):
        kinds = escape_markdown(count_codes(group.changes, most=3))
        yield f"| {code_span(group.name)} | {len(group.changes)} | {kinds} |"
    yield ""


def _section(level: Level, changes: Sequence[Change], *, folded: bool, full: bool) -> Iterator[str]:
    if not changes:
        return
    title = f"{HEADINGS[level]} ({len(changes)})"
    yield from (f"<details><summary>{title}</summary>", "") if folded else (f"### {title}", "")
    for group in outline(changes):
        yield from (f"#### {escape_markdown(group.name)}", "")
        for change in group.changes:
            yield from _item(change, full=full)
        yield ""
    if folded:
        yield "</details>"
        yield ""


def _item(change: Change, *, full: bool) -> Iterator[str]:
    way = f" _{change.direction}_" if change.direction else ""
    sentence = change.full_sentence if full else change.sentence
    yield f"- {escape_markdown(sentence)}{way} {code_span(change.code)}"
    if change.breaks:
        yield f"  <br>breaks {code_span(change.breaks)}"
    if change.place:
        yield f"  <br>{escape_markdown(change.place)}"
    elif change.pointer:
        yield f"  <br>{code_span(f'#{change.pointer}')}"


def _fit(lines: Sequence[str]) -> str:
    """The lines that fit, and how many were left out."""
    size = 0
    kept: list[str] = []
    for number, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > MARKDOWN_LIMIT:
            if kept.count("</details>") < sum(line.startswith("<details>") for line in kept):
                kept += ["", "</details>", ""]
            kept.append(f"... and {len(lines) - number} more lines (`clientloom diff --full`).")
            break
        kept.append(line)
    return "\n".join(kept).rstrip() + "\n"
