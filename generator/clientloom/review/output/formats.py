# A review as text, Markdown and JSON. Imports changes and the escaping of diagnostics.
"""Reviews for the terminal, for a pull request and for programs."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.diagnostics import escape_controls, json_text
from clientloom.diagnostics.escape import code_span, escape_markdown
from clientloom.review.changes import Change, Level, Review

HEADINGS = {
    Level.BREAKING: "Breaking changes",
    Level.RISKY: "Risky changes",
    Level.SAFE: "Safe changes",
}
LEVELS = (Level.BREAKING, Level.RISKY, Level.SAFE)


def summary(review: Review) -> str:
    """One line: how many changes of each level."""
    if not review.changes:
        return "no change that a caller can see"
    counts = ((level.word, len(review.at(level))) for level in LEVELS)
    return ", ".join(f"{count} {word}" for word, count in counts if count)


def as_text(review: Review) -> str:
    """For the terminal: a line a change, with the caller's code that breaks below it."""
    return "\n".join(_text_lines(review)) + "\n"


def _text_lines(review: Review) -> Iterator[str]:
    for change in review.changes:
        place = f"  [{change.origin}]" if change.origin else ""
        way = f" ({change.direction})" if change.direction else ""
        yield escape_controls(f"{change.level.word}: {change.sentence}{way}{place}")
        if change.breaks:
            yield escape_controls(f"    breaks: {change.breaks}")
    yield summary(review)


MARKDOWN_LIMIT = 60_000
"""A pull request's description holds 65,536 characters on the largest forge."""


def as_markdown(review: Review) -> str:
    """For a pull request: breaking changes open, safe ones folded; cut where it would not fit."""
    lines = [f"**{summary(review)}**", ""]
    for level in LEVELS:
        lines.extend(_markdown_section(level, review.at(level)))
    return _fit(lines)


def _markdown_section(level: Level, changes: tuple[Change, ...]) -> Iterator[str]:
    if not changes:
        return
    folded = level is Level.SAFE
    title = f"{HEADINGS[level]} ({len(changes)})"
    yield from (f"<details><summary>{title}</summary>", "") if folded else (f"### {title}", "")
    for change in changes:
        yield f"- {escape_markdown(change.sentence)}{_place(change)}"
        if change.breaks:
            yield f"  <br>breaks {code_span(change.breaks)}"
    yield ""
    if folded:
        yield "</details>"
        yield ""


def _place(change: Change) -> str:
    way = f" _{change.direction}_" if change.direction else ""
    pointer = f" {code_span(f'#{change.pointer}')}" if change.pointer else ""
    place = f" {escape_markdown(change.place)}" if change.place else ""
    return f"{way}<br>{place}{pointer}" if place or pointer else way


def _fit(lines: list[str]) -> str:
    """The lines that fit, and how many were left out."""
    size = 0
    kept: list[str] = []
    for number, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > MARKDOWN_LIMIT:
            if kept.count("</details>") < sum(line.startswith("<details>") for line in kept):
                kept += ["", "</details>", ""]
            kept.append(f"... and {len(lines) - number} more lines.")
            break
        kept.append(line)
    return "\n".join(kept).rstrip() + "\n"


def as_json(review: Review) -> str:
    """For programs; the format is documented in the README."""
    found = {
        "format": 1,
        "old_version": review.old_version,
        "new_version": review.new_version,
        "level": review.level.word if review.changes else "none",
        "counts": {level.word: len(review.at(level)) for level in LEVELS},
        "changes": [_as_dict(change) for change in review.changes],
    }
    return json_text(found) + "\n"


def _as_dict(change: Change) -> dict[str, object]:
    return {
        "level": change.level.word,
        "code": change.code,
        "subject": change.subject,
        "text": change.text,
        "also": list(change.also),
        "adds": list(change.adds),
        "removes": list(change.removes),
        "direction": str(change.direction),
        "resource": change.resource,
        "pointer": change.pointer,
        "file": change.span.file,
        "line": change.span.line,
        "column": change.span.column,
        "old": (
            {"file": change.was.file, "line": change.was.line, "column": change.was.column}
            if change.was.line
            else None
        ),
        "breaks": change.breaks,
    }
