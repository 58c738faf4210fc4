# The tables that `inspect` and `generate --timings` print for people; programs use JSON. May import ir, normalize and
# timings, for types only.
"""Rows as plain text, in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientloom.diagnostics import Report
    from clientloom.ir import Api
    from clientloom.normalize.naming.bulk import BulkRename
    from clientloom.timings import StageTime


def overview_table(api: Api, report: Report) -> str:
    """Returns the package's names, a line for each operation, and the count of each diagnostic."""
    names = api.package
    clients = ", ".join(filter(None, [names.client, names.async_client]))
    counts = sorted(Counter(d.code for d in report.diagnostics).items())
    rows = [
        (
            f"client.{o.accessor}",
            o.method,
            o.path,
            f"({', '.join(o.degraded)})" if o.degraded else "",
        )
        for o in api.operations
    ]
    return "\n".join(
        [
            f"{names.distribution} {names.version}: {api.title} {api.version}",
            f"from {names.import_name} import {clients}",
            "",
            *_align(rows),
            "",
            f"operations: {api.operations_in} in, {len(api.operations)} out; models: {len(api.schemas)}",
            *(f"{count} x {code}" for code, count in counts),
        ]
    )


def names_table(renames: Sequence[BulkRename]) -> str:
    """Returns a line for each name that a pattern changes or cannot change, by kind, and their counts."""
    if not renames:
        return "no pattern of [names] changes a name"
    clashes = sum(bool(rename.clash) for rename in renames)
    return "\n".join(
        [
            *_rename_lines(renames),
            f"{len(renames) - clashes} names change, {_clashing(clashes)}",
        ]
    )


def _clashing(count: int) -> str:
    return "1 clashes and stays" if count == 1 else f"{count} clash and stay"


def _rename_lines(renames: Sequence[BulkRename]) -> Iterator[str]:
    from clientloom.normalize.naming.bulk import TABLES

    for kind, table in TABLES.items():
        rows = [_rename_row(rename) for rename in sorted(renames) if rename.kind == kind]
        if rows:
            yield from (f"[names.{table}]", *(f"  {line}" for line in _align(rows)), "")


def _rename_row(rename: BulkRename) -> tuple[str, str, str]:
    note = f"clash: {rename.clash}" if rename.clash else ""
    return rename.path, f"-> {rename.new or '(nothing)'}", note


def timing_table(label: str, stages: Sequence[StageTime]) -> str:
    """Returns a line for each stage, with its share of the processor time, and a last line for all of them."""
    whole = sum(stage.cpu for stage in stages)
    lines = [f"{label:<24}{'seconds':>8}{'cpu':>8}{'share':>7}{'peak MiB':>10}"]
    for stage in stages:
        share = stage.cpu / whole if whole else 0
        lines.append(_timing_row(f"  {stage.name}", stage.seconds, stage.cpu, share, stage.memory))
    peak = max((stage.memory for stage in stages), default=0)
    seconds = sum(stage.seconds for stage in stages)
    return "\n".join([*lines, _timing_row("  total", seconds, whole, 1, peak)])


def _timing_row(name: str, seconds: float, cpu: float, share: float, memory: float) -> str:
    shown = f"{memory:.0f}" if memory else "-"
    return f"{name:<24}{seconds:>8.2f}{cpu:>8.2f}{share:>7.0%}{shown:>10}"


def _align(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
