# The table that `inspect` prints for people; programs use `--json`. May import ir and diagnostics.
"""The overview of a client as plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from clientloom.diagnostics import Report
from clientloom.ir import Api, Operation


def overview(api: Api, report: Report) -> str:
    """Returns the package's names, a line for each operation, and the count of each diagnostic."""
    return "\n".join(_lines(api, report))


def _lines(api: Api, report: Report) -> Iterator[str]:
    names = api.package
    yield f"{names.distribution} {names.version}: {api.title} {api.version}"
    clients = ", ".join(filter(None, [names.client, names.async_client]))
    yield f"from {names.import_name} import {clients}"
    yield ""
    yield from _align([_row(o) for o in api.operations])
    yield ""
    yield f"operations: {api.operations_in} in, {len(api.operations)} out; models: {len(api.schemas)}"
    for code, count in sorted(Counter(d.code for d in report.diagnostics).items()):
        yield f"{count} x {code}"


def _row(o: Operation) -> Sequence[str]:
    loose = f"({', '.join(o.degraded)})" if o.degraded else ""
    return (f"client.{o.accessor}", o.method, o.path, loose)


def _align(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
