# A review as JSON, and the words that all reports share. Imports changes and the escaping of diagnostics.
"""Reviews for programs; verdict, counts and headings for people."""

from __future__ import annotations

from clientloom.diagnostics import json_text
from clientloom.review.changes import Change, Level, Review

HEADINGS = {
    Level.BREAKING: "Breaking changes",
    Level.RISKY: "Risky changes",
    Level.SAFE: "Safe changes",
}
LEVELS = (Level.BREAKING, Level.RISKY, Level.SAFE)


def summary(review: Review) -> str:
    """Returns one line with the number of changes of each level."""
    if not review.changes:
        return "no change that a caller can see"
    counts = ((level.word, len(review.at(level))) for level in LEVELS)
    return ", ".join(f"{count} {word}" for word, count in counts if count)


def verdict(review: Review) -> str:
    """The first line: the worst level, the counts and the versions of the API."""
    versions = ""
    if review.old_version != review.new_version and review.old_version and review.new_version:
        versions = f" (API {review.old_version} to {review.new_version})"
    if not review.changes:
        return f"No change that a caller can see{versions}"
    return f"{review.level.word.capitalize()}: {summary(review)}{versions}"


def as_json(review: Review) -> str:
    """Formats a review as JSON; docs/json.md documents the format."""
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
