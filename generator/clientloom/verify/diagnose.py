# The findings of a verification as diagnostics, at the operations of the document. May import diagnostics and the
# report of this room.
"""Turns a `Verification` into diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clientloom.diagnostics import NOWHERE, Diagnostic, Severity, Span
from clientloom.verify.report import Verification

REPORT_HINT = "this is a bug in clientloom, unless your own template changed it; please report it"


def diagnose(verification: Verification, locate: Callable[[str], Span]) -> Iterator[Diagnostic]:
    """Yields an error for each mismatch and a note for what could not be checked.

    Args:
        verification: the result of `verify`.
        locate: returns the position of a JSON pointer.
    """
    for problem in verification.problems:
        yield Diagnostic.error(NOWHERE, "broken-package", problem, REPORT_HINT)
    for finding in verification.findings:
        if finding.problems or finding.unchecked:
            span = locate(finding.pointer)
            for text in finding.problems:
                message = f"client.{finding.accessor}: {text}"
                yield Diagnostic.error(span, "mismatch", message, REPORT_HINT)
            for text in finding.unchecked:
                yield Diagnostic(
                    code="unchecked",
                    severity=Severity.NOTE,
                    span=span,
                    message=f"client.{finding.accessor}: {text}",
                )
