# A review as text for the terminal. Imports its neighbours and the escaping of diagnostics.
"""`as_text`: one line of verdict, then what breaks, by method; a screen of summary where that would be long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientloom.diagnostics import escape_controls
from clientloom.review.changes import Change, Level, Review
from clientloom.review.output.formats import HEADINGS, LEVELS, verdict
from clientloom.review.output.outline import OTHERS, Group, count_codes, outline

LISTED = 60
"""So many breaking and risky changes are listed one by one; more are summed up by resource."""
FOLDED = 12
"""From more safe changes than this on, only their kinds are printed."""
ROWS = {Level.BREAKING: 24, Level.RISKY: 10}
"""Rows of a summary of each level."""
HINT = (
    "`clientloom diff --full` shows all of it; `--only breaking` and `--resource '{}'` show a part."
)


def as_text(review: Review, *, full: bool = False) -> str:
    """The review for a terminal. With `full` every change is listed, with its pointer and all that it reaches."""
    return "\n".join(escape_controls(line) for line in _lines(review, full=full)) + "\n"


def _lines(review: Review, *, full: bool) -> Iterator[str]:
    yield verdict(review)
    hard = [change for change in review.changes if change.level is not Level.SAFE]
    listed = full or len(hard) <= LISTED
    for level in LEVELS:
        if changes := review.at(level):
            yield ""
            yield f"{HEADINGS[level]} ({len(changes)})"
            yield from _section(level, changes, listed=listed, full=full)
    if not full and (not listed or len(review.at(Level.SAFE)) > FOLDED):
        yield ""
        yield HINT.format(outline(review.changes)[0].name)


def _section(level: Level, changes: Sequence[Change], *, listed: bool, full: bool) -> Iterator[str]:
    if not full and level is Level.SAFE and (len(changes) > FOLDED or not listed):
        yield f"  {count_codes(changes, most=8)}"
    elif listed:
        yield from (line for group in outline(changes) for line in _list(group, full=full))
    else:
        yield from _sum_up(outline(changes), ROWS[level])


def _list(group: Group, *, full: bool) -> Iterator[str]:
    yield f"  {group.name}"
    for change in group.changes:
        way = f" ({change.direction})" if change.direction else ""
        yield f"    {change.full_sentence if full else change.sentence}{way}"
        if change.breaks:
            yield f"      breaks: {change.breaks}"
        yield f"      {_where(change, full=full)}[{change.code}]"


def _where(change: Change, *, full: bool) -> str:
    """Where to look, with a space behind it; the pointer only where there is no line, or all is asked for."""
    pointer = f"#{change.pointer}" if change.pointer and (full or not change.place) else ""
    return "".join(f"{part} " for part in (change.place, pointer) if part)


def _sum_up(groups: Sequence[Group], rows: int) -> Iterator[str]:
    """A row for each group, resources with most changes first, with a call that breaks."""
    ranked = sorted(
        groups, key=lambda group: (group.name in OTHERS, -len(group.changes), group.name)
    )
    width = max(len(group.name) for group in ranked[:rows])
    for group in ranked[:rows]:
        example = next((c.breaks for c in group.changes if c.breaks), "")
        line = (
            f"  {group.name:<{width}} {len(group.changes):>4}  {count_codes(group.changes, most=2)}"
        )
        yield f"{line}; e.g. {example}" if example else line
    if left := ranked[rows:]:
        count = sum(len(group.changes) for group in left)
        yield f"  {count} more in {', '.join(group.name for group in left)}"
