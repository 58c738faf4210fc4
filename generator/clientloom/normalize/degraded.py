# Which operations are less precise than the document. May import ir and diagnostics.
"""`with_degraded`: the codes of the warnings about each operation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from clientloom.diagnostics import Report, Severity
from clientloom.ir import Api


def with_degraded(api: Api, places: Mapping[str, str], report: Report) -> Api:
    """Adds to each operation the codes of the warnings about it; `places` are its declarations by its pointer."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for diagnostic in report.diagnostics:
        if diagnostic.severity is Severity.WARNING:
            for end in _ancestor_ends(diagnostic.pointer):
                codes[diagnostic.pointer[:end]].add(diagnostic.code)
    operations = tuple(
        replace(operation, degraded=tuple(sorted(codes[place])))
        if (place := places[operation.pointer]) in codes
        else operation
        for operation in api.operations
    )
    return replace(api, operations=operations)


def _ancestor_ends(pointer: str) -> Iterator[int]:
    """Yields the lengths of a pointer and of each pointer above it."""
    yield len(pointer)
    for index, char in enumerate(pointer):
        if char == "/" and index:
            yield index
