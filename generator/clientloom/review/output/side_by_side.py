# Two texts next to each other, as reviewers read them. Standard library only.
"""Rows of a side-by-side comparison: only what changed, with some lines around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 3
"""Unchanged lines shown around a change."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a line of each side with its number (0 where the side has none).

    `kind` is "equal", "replace", "delete", "insert", or "gap" where lines were left out.
    """

    kind: str
    left_number: int = 0
    left: str = ""
    right_number: int = 0
    right: str = ""


@dataclass(frozen=True, slots=True)
class FileDiff:
    """The rows of one file, with how many lines went and came."""

    path: str
    rows: tuple[Row, ...]
    removed: int
    added: int


def file_diffs(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[FileDiff, ...]:
    """The differences of two sets of texts by path, sorted; equal files are left out."""
    paths = sorted(old.keys() | new.keys())
    pairs = ((path, old.get(path, ""), new.get(path, "")) for path in paths)
    return tuple(file_diff(path, a, b) for path, a, b in pairs if a != b)


def file_diff(path: str, old: str, new: str) -> FileDiff:
    """The rows of one file."""
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
