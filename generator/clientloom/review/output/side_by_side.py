# Side-by-side diffs. Imports the standard library only.
"""Rows of a side-by-side diff: changed lines with some unchanged lines around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 3
"""Unchanged lines around a change."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a line of each side with its number, 0 if the side has no line.

    `kind` is "equal", "replace", "delete", "insert", or "gap" for omitted lines.
    """

    kind: str
    left_number: int = 0
    left: str = ""
    right_number: int = 0
    right: str = ""


@dataclass(frozen=True, slots=True)
class FileDiff:
    """The rows of one file, with the number of removed and added lines."""

    path: str
    rows: tuple[Row, ...]
    removed: int
    added: int


def file_diffs(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[FileDiff, ...]:
    """Compares two sets of files by path; equal files are left out."""
    paths = sorted(old.keys() | new.keys())
    pairs = ((path, old.get(path, ""), new.get(path, "")) for path in paths)
    return tuple(_file_diff(path, a, b) for path, a, b in pairs if a != b)


def _file_diff(path: str, old: str, new: str) -> FileDiff:
    """Compares two versions of a file."""
    left, right = old.splitlines(), new.splitlines()
    rows = tuple(_rows(left, right))
    return FileDiff(
        path,
        rows,
        removed=sum(1 for row in rows if row.kind != "equal" and row.left_number),
        added=sum(1 for row in rows if row.kind != "equal" and row.right_number),
    )


def _rows(left: Sequence[str], right: Sequence[str]) -> Iterator[Row]:
    matcher = SequenceMatcher(None, left, right, autojunk=len(left) + len(right) > 4000)
    for number, group in enumerate(matcher.get_grouped_opcodes(CONTEXT)):
        if number:
            yield Row("gap")
        for kind, i1, i2, j1, j2 in group:
            yield from _block(kind, range(i1, i2), range(j1, j2), left, right)


def _block(
    kind: str, before: range, after: range, left: Sequence[str], right: Sequence[str]
) -> Iterator[Row]:
    for offset in range(max(len(before), len(after))):
        i = before[offset] if offset < len(before) else -1
        j = after[offset] if offset < len(after) else -1
        yield Row(
            kind,
            left_number=i + 1,
            left=left[i] if i >= 0 else "",
            right_number=j + 1,
            right=right[j] if j >= 0 else "",
        )
