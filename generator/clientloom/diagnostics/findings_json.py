# Diagnostics for programs: the entries of `inspect --json` and `lint --format json`. May import diagnostics.
"""Diagnostics as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clientloom.diagnostics.diagnostic import Diagnostic
from clientloom.diagnostics.ignored import Ignored

Entry = dict[str, str | int]


def finding_entry(d: Diagnostic) -> Entry:
    """Returns the entry of a diagnostic. Later versions can add keys, but do not change these."""
    return {
        "code": d.code,
        "severity": d.severity.value,
        "file": d.span.file,
        "line": d.span.line,
        "column": d.span.column,
        "pointer": d.pointer,
        "message": d.message,
        "hint": d.hint,
        "mend": d.hint,  # the old key, kept for one release
    }


def lint_report(
    subject: str, found: Sequence[Diagnostic], ignored: Iterable[Ignored]
) -> dict[str, object]:
    """Returns the diagnostics, and those that client.toml ignores, with the reasons."""
    return {
        "subject": subject,
        "findings": [finding_entry(d) for d in found],
        "ignored": [{**finding_entry(i.diagnostic), "reason": i.reason} for i in ignored],
    }
