# CHANGELOG.md of a generated package: entries are added, never overwritten. Imports changes and the
# escaping of diagnostics.
"""Adds changelog entries to a hand-written changelog."""

from __future__ import annotations

import re

from clientloom.diagnostics.escape import escape_markdown
from clientloom.review.changes import Review
from clientloom.review.output.formats import HEADINGS, LEVELS

TITLE = "# Changelog\n"
_ENTRY = re.compile(r"^## (?!\[?unreleased\b)", re.MULTILINE | re.IGNORECASE)
"""The start of a version's section; unreleased entries stay above all versions."""


def build_entry(review: Review, version: str) -> str:
    """Returns the section of one version."""
    lines = [f"## {version}", ""]
    if review.old_version and review.old_version != review.new_version:
        lines += [
            f"API version {escape_markdown(review.new_version)} (was {escape_markdown(review.old_version)}).",
            "",
        ]
    for level in LEVELS:
        changes = review.at(level)
        if changes:
            lines += [f"### {HEADINGS[level]}", ""]
            lines += [f"- {escape_markdown(change.sentence)}" for change in changes]
            lines.append("")
    if not review.changes:
        lines += ["No change that a caller can see.", ""]
    return "\n".join(lines)


def add_entry(changelog: str, review: Review, version: str) -> str:
    """Returns the changelog with the entry of a version on top.

    An existing section of the version is kept, with missing sentences added at its end. All other text and the
    line ends are unchanged.
    """
    if "\r\n" in changelog:
        return add_entry(changelog.replace("\r\n", "\n"), review, version).replace("\n", "\r\n")
    text = changelog or TITLE
    existing = section_of(text, version)
    if existing is None:
        return _insert_first(text, build_entry(review, version))
    sentences = (escape_markdown(change.sentence) for change in review.changes)
    missing = [f"- {sentence}" for sentence in sentences if sentence not in existing]
    if not missing:
        return text
    return text.replace(existing, existing.rstrip() + "\n" + "\n".join(missing) + "\n\n", 1)


def section_of(text: str, version: str) -> str | None:
    """Returns the text of a version's section, None if there is none."""
    head = re.search(rf"^## \[?{re.escape(version)}\]?(?=\s).*$", text, re.MULTILINE)
    if head is None:
        return None
    following = re.compile(r"^## ", re.MULTILINE).search(text, head.end())
    return text[head.start() : following.start() if following else len(text)]


def _insert_first(text: str, new: str) -> str:
    """Inserts a section before the first one."""
    first = _ENTRY.search(text)
    if first is None:
        return text.rstrip() + "\n\n" + new
    return text[: first.start()] + new + "\n" + text[first.start() :]
