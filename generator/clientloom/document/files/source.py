# One file: its text, tree, positions and name. May import diagnostics and the readers of this folder.
"""`Source`: one file of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from clientloom.diagnostics import Code, Diagnostic, Severity, Span
from clientloom.document.document import Json
from clientloom.document.files.positions import Locator, json_locator, yaml_locator
from clientloom.document.files.text_errors import TextFinding
from clientloom.document.pointer import join


@dataclass(kw_only=True)
class Source:
    """One file of a document.

    `key` identifies the file: a real path or a URL. `name` is its name in messages. `tree` is its content, which the
    steps of document/ change in place. `text` is its original text.
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
        """Returns the position of a pointer in the original file, or of the nearest place above it."""
        line, column = self._locator(tokens)
        return Span.within(self.name, self._lines, line, column)

    def error(self, tokens: Sequence[str], code: Code, message: str, hint: str = "") -> Diagnostic:
        """Returns an error at a pointer."""
        return self.finding(Severity.ERROR, tokens, code, message, hint)

    def warning(
        self, tokens: Sequence[str], code: Code, message: str, hint: str = ""
    ) -> Diagnostic:
        """Returns a warning at a pointer."""
        return self.finding(Severity.WARNING, tokens, code, message, hint)

    def finding(
        self, severity: Severity, tokens: Sequence[str], code: Code, message: str, hint: str
    ) -> Diagnostic:
        """Returns a diagnostic at a pointer."""
        return Diagnostic(
            code=code,
            severity=severity,
            span=self.span(tokens),
            message=message,
            hint=hint,
            pointer=join(tokens),
        )


def text_diagnostic(name: str, text: str, finding: TextFinding, severity: Severity) -> Diagnostic:
    """Returns a diagnostic about the text of a file, which may have no tree."""
    lines = text.split("\n", finding.line) if finding.line else []
    return Diagnostic(
        code=finding.code,
        severity=severity,
        span=Span.within(name, lines, finding.line, finding.column),
        message=finding.message,
        hint=finding.hint,
    )
