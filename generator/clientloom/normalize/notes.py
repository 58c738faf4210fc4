# Findings about a document, collected while it is read. May import document and diagnostics.
"""`Notes`: collects diagnostics; they are located when the report is made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from clientloom.diagnostics import Code, Diagnostic, Report, Severity, Span
from clientloom.document.document import Document
from clientloom.normalize.lazy_spans import LazySpan


@dataclass(frozen=True, slots=True)
class _Note:
    severity: Severity
    message: str
    hint: str


class Notes:
    """The findings of one run; the same code at the same place is reported once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes: dict[tuple[str, Code], _Note] = {}
        self._spans: dict[str, Span] = {}
        self._settings: list[Diagnostic] = []
        self.calls = 0
        """How often there was something to report about a place."""

    def note(self, code: Code, pointer: str, message: str, hint: str = "") -> None:
        """Notes how something was read, where the user may want to know."""
        self._add(Severity.NOTE, code, pointer, message, hint)

    def warn(self, code: Code, pointer: str, message: str, hint: str = "") -> None:
        """Warns that the client is less precise than the document, or that the document is wrong."""
        self._add(Severity.WARNING, code, pointer, message, hint)

    def setting(self, code: Code, span: Span, message: str, hint: str) -> None:
        """Warns that a setting of client.toml, at `span`, is unused, or does more than it says."""
        self._settings.append(Diagnostic.warning(span, code, message, hint))

    def _add(self, severity: Severity, code: Code, pointer: str, message: str, hint: str) -> None:
        self.calls += 1
        self._notes.setdefault((pointer, code), _Note(severity, message, hint))

    def span(self, pointer: str) -> Span:
        """Returns the position of a node in its file, which is looked up when it is read."""
        return LazySpan(partial(self._locate, pointer))

    def _locate(self, pointer: str) -> Span:
        found = self._spans.get(pointer)
        if found is None:
            found = self._spans[pointer] = self._document.locate(pointer)
        return found

    def report(self) -> Report:
        """Returns the findings in the order of files and positions, then by pointer and code."""
        found = [*map(self._diagnostic, self._notes), *dict.fromkeys(self._settings)]
        return Report(tuple(sorted(found, key=_order)))

    def _diagnostic(self, key: tuple[str, Code]) -> Diagnostic:
        pointer, code = key
        note, span = self._notes[key], self._locate(pointer)
        return Diagnostic(
            code=code,
            severity=note.severity,
            span=span,
            message=note.message,
            hint=note.hint,
            pointer=pointer,
        )


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    span = diagnostic.span
    return span.file, span.line, span.column, diagnostic.pointer, diagnostic.code
