# Every diagnostic that the tool makes, by code: severity, a paragraph, an example. May import diagnostics.
# Loaded by `explain`, `lint` and settings that name a code, never by a run that has nothing to explain.
"""The registry of diagnostics."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from clientloom.diagnostics.code import CODES, Code
from clientloom.diagnostics.registry import (
    command_codes,
    document_codes,
    file_codes,
    operation_codes,
    reference_codes,
    schema_codes,
    setting_codes,
)
from clientloom.diagnostics.registry.record import Entry, Shows

__all__ = ["GROUPS", "REGISTRY", "Entry", "Shows", "find_entry", "nearest_code"]

GROUPS: Mapping[str, tuple[Entry, ...]] = {
    "Files and text": file_codes.ENTRIES,
    "References": reference_codes.ENTRIES,
    "Documents and overlays": document_codes.ENTRIES,
    "Schemas": schema_codes.ENTRIES,
    "Operations": operation_codes.ENTRIES,
    "Settings": setting_codes.ENTRIES,
    "Commands": command_codes.ENTRIES,
}
"""The entries by what they are about, in the order of a run."""

REGISTRY: Mapping[Code, Entry] = {entry.code: entry for group in GROUPS.values() for entry in group}


def find_entry(code: str) -> Entry | None:
    """The entry of a code; None where it is not registered."""
    return next((entry for entry in REGISTRY.values() if entry.code == code), None)


def nearest_code(code: str) -> str:
    """The registered code that a misspelt one most likely means; "" where none is near."""
    near = get_close_matches(code.strip().lower().replace("_", "-"), sorted(CODES), n=1)
    return near[0] if near else ""
