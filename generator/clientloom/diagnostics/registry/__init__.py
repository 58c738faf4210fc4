# Every code with its severity, a paragraph and an example. May import diagnostics. Only `explain`, `lint` and settings
# that name a code load it.
"""The registry of diagnostics."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from clientloom.diagnostics.change_code import CHANGE_CODES, ChangeCode
from clientloom.diagnostics.code import CODES, Code
from clientloom.diagnostics.registry import (
    change_codes,
    client_change_codes,
    command_codes,
    document_codes,
    file_codes,
    operation_codes,
    reference_codes,
    schema_codes,
    setting_codes,
)
from clientloom.diagnostics.registry.record import ChangeEntry, Entry, Shows

__all__ = [
    "CHANGES",
    "GROUPS",
    "REGISTRY",
    "ChangeEntry",
    "Entry",
    "Shows",
    "all_codes",
    "find_change",
    "find_entry",
    "nearest_code",
]

GROUPS: Mapping[str, tuple[Entry, ...]] = {
    "Files and text": file_codes.ENTRIES,
    "References": reference_codes.ENTRIES,
    "Documents and overlays": document_codes.ENTRIES,
    "Schemas": schema_codes.ENTRIES,
    "Operations": operation_codes.ENTRIES,
    "Settings": setting_codes.ENTRIES,
    "Commands": command_codes.ENTRIES,
}
"""The entries by topic, in the order of a run."""

REGISTRY: Mapping[Code, Entry] = {entry.code: entry for group in GROUPS.values() for entry in group}

CHANGES: Mapping[ChangeCode, ChangeEntry] = {
    entry.code: entry for entry in (*change_codes.ENTRIES, *client_change_codes.ENTRIES)
}
"""The entries of the changes that a review reports."""


def find_entry(code: str) -> Entry | None:
    """Returns the entry of a diagnostic; None where there is no such code."""
    return next((entry for entry in REGISTRY.values() if entry.code == code), None)


def find_change(code: str) -> ChangeEntry | None:
    """Returns the entry of a change; None where there is no such code."""
    return next((entry for entry in CHANGES.values() if entry.code == code), None)


def all_codes() -> frozenset[str]:
    """Returns every code, of diagnostics and of changes."""
    return CODES | CHANGE_CODES


def nearest_code(code: str, known: Collection[str] = CODES) -> str:
    """Returns the code that a misspelt one most likely means; "" where none is near."""
    near = get_close_matches(code.strip().lower().replace("_", "-"), sorted(known), n=1)
    return near[0] if near else ""
