# The table that `inspect --names` prints: what the patterns of client.toml rename. May import the Python API.
"""Old and new names, and the clashes, as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clientloom.normalize.naming.bulk import TABLES, BulkRename


def names_table(renames: Sequence[BulkRename]) -> str:
    """Returns a line for each name that a pattern changes or cannot change, by kind, and their counts."""
    if not renames:
        return "no pattern of [names] changes a name"
    clashes = sum(bool(rename.clash) for rename in renames)
    return "\n".join(
        [*_tables(renames), f"{len(renames) - clashes} names change, {clashes} clash and stay"]
    )


def _tables(renames: Iterable[BulkRename]) -> Iterator[str]:
    found = sorted(renames)
    for kind, table in TABLES.items():
        rows = [_row(rename) for rename in found if rename.kind == kind]
        if not rows:
            continue
        yield f"[names.{table}]"
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield f"  {'  '.join(cells).rstrip()}"
        yield ""


def _row(rename: BulkRename) -> tuple[str, str, str]:
    note = f"clash: {rename.clash}" if rename.clash else ""
    return rename.path, f"-> {rename.new or '(nothing)'}", note
