# Applies [[lint.ignore]] of client.toml. May import config, diagnostics and the pointers of document.
"""Splits diagnostics into reported and ignored ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clientloom.config.globs import path_pattern
from clientloom.config.settings import IgnoreConfig, VendorConfig
from clientloom.diagnostics import Diagnostic, Severity
from clientloom.diagnostics.ignored import Ignored
from clientloom.document.pointer import split


@dataclass(frozen=True, slots=True)
class Sorted:
    """The reported and the ignored diagnostics, and warnings about entries that match nothing."""

    reported: tuple[Diagnostic, ...]
    ignored: tuple[Ignored, ...]
    unused: tuple[Diagnostic, ...]


def sort_findings(found: Sequence[Diagnostic], vendor: VendorConfig) -> Sorted:
    """Sorts diagnostics by `[[lint.ignore]]`. Errors are never ignored."""
    entries = vendor.lint.ignore
    reported, ignored, met = [], [], set[int]()
    for diagnostic in found:
        index = next((i for i, e in enumerate(entries) if _matches(e, diagnostic)), None)
        if index is None:
            reported.append(diagnostic)
        else:
            met.add(index)
            ignored.append(Ignored(diagnostic, entries[index].reason))
    unused = _report_unused(vendor, (i for i in range(len(entries)) if i not in met))
    return Sorted(tuple(reported), tuple(ignored), tuple(unused))


def _matches(entry: IgnoreConfig, diagnostic: Diagnostic) -> bool:
    if diagnostic.code != entry.code or diagnostic.severity is Severity.ERROR:
        return False
    match split(diagnostic.pointer):
        case ["paths" | "webhooks", path, *_]:
            return not entry.schema and _fits(entry.path, path)
        case ["definitions", name, *_] | ["components", "schemas", name, *_]:
            return not entry.path and _fits(entry.schema, name)
        case _:
            return not (entry.path or entry.schema)


def _fits(pattern: str, text: str) -> bool:
    return not pattern or path_pattern(pattern).fullmatch(text) is not None


def _report_unused(vendor: VendorConfig, indexes: Iterable[int]) -> Iterator[Diagnostic]:
    for index in indexes:
        message = f"[[lint.ignore]] of {vendor.lint.ignore[index].code!r} matches no finding"
        span = vendor.locate(("lint", "ignore", index))
        yield Diagnostic.warning(span, "unused-ignore", message, "correct or remove it")
