# Messages for the user: where, how bad, what is wrong, what to do. Every package may import this one; it imports the
# standard library only.
"""Diagnostics: `Span`, `Diagnostic`, `Report` and `InputError`, and text that is safe to print."""

from clientloom.diagnostics.code import CODES, Code
from clientloom.diagnostics.diagnostic import (
    NOWHERE,
    Diagnostic,
    InputError,
    Report,
    Severity,
    Span,
    clip,
    printable,
    quote,
)
from clientloom.diagnostics.escape import escape_controls, json_text
from clientloom.diagnostics.suggestion import nearest, suggest, suggest_value

__all__ = [
    "CODES",
    "NOWHERE",
    "Code",
    "Diagnostic",
    "InputError",
    "Report",
    "Severity",
    "Span",
    "clip",
    "escape_controls",
    "json_text",
    "nearest",
    "printable",
    "quote",
    "suggest",
    "suggest_value",
]
