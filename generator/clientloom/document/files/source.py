# One file that was read: its text, tree, positions and name. May import diagnostics and the readers of this room.
"""`Source`: one file of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from clientloom.diagnostics import Code, Diagnostic, Severity, Span, clip
from clientloom.document.document import Json
from clientloom.document.files.positions import Locator, json_locator, yaml_locator
from clientloom.document.files.text_errors import TextFinding
from clientloom.document.pointer import join


@dataclass(kw_only=True)
class Source:
    """One file of a document.

    `key` tells it from every other file (a real path or a URL), `name` is how a message calls it, `tree`
    its content, which the stages of this room change in place, `text` what it was read from.
    """

    key: str
    name: str
    text: str
    tree: Json
    is_json: bool
    sha256: str
    findings: tuple[Diagnostic, ...] = field(default=())

    @cached_property
    def _locator(self) -> Locator:
        return json_locator(self.text) if self.is_json else yaml_locator(self.text)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def span(self, tokens: Sequence[str]) -> Span:
        """Where a pointer stands in the file as it was read, or the nearest place above it."""
        line, column = self._locator(tokens)
        return Span(self.name, line, column)

    def line(self, span: Span) -> str:
        """The line of source that a span is about, safe to print; empty where it is not known."""
        if not 0 < span.line <= len(self._lines):
            return ""
        return clip(self._lines[span.line - 1].rstrip("\r"), span.column)

    def error(self, tokens: Sequence[str], code: Code, message: str, hint: str = "") -> Diagnostic:
        """A finding that ends the run, with the line it is about."""
        return self.finding(Severity.ERROR, tokens, code, message, hint)

    def warning(
        self, tokens: Sequence[str], code: Code, message: str, hint: str = ""
    ) -> Diagnostic:
        """A finding that does not end the run."""
        return self.finding(Severity.WARNING, tokens, code, message, hint)

    def finding(
        self, severity: Severity, tokens: Sequence[str], code: Code, message: str, hint: str
    ) -> Diagnostic:
        """A finding at a pointer."""
        span = self.span(tokens)
        return Diagnostic(
            code=code,
            severity=severity,
            span=span,
            message=message,
            hint=hint,
            pointer=join(tokens),
            excerpt=self.line(span),
        )


def text_diagnostic(name: str, text: str, finding: TextFinding, severity: Severity) -> Diagnostic:
    """A finding about text that may have no tree."""
    lines = text.split("\n", finding.line) if finding.line else []
    known = len(lines) >= finding.line > 0
    return Diagnostic(
        code=finding.code,
        severity=severity,
        span=Span(name, finding.line, finding.column),
        message=finding.message,
        hint=finding.hint,
        excerpt=clip(lines[finding.line - 1].rstrip("\r"), finding.column) if known else "",
    )
