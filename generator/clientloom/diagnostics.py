# What the tool says to its user about a document: where, how bad, what, and the mend.
# Every room may import this one; it imports only the standard library.
"""Located messages: `file:line:col: error[code]: what is wrong; what to do`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; `ERROR` ends the run with exit code 2."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in an input file; line and column count from 1, and 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding about an input.

    `code` is stable and kebab-case, `message` says what is wrong (or what was done instead), `mend` what
    the user can do about it, `pointer` the JSON pointer of the place in the document, `excerpt` the line
    of source it is about, where it is known.
    """

    code: str
    severity: Severity
    span: Span
    message: str
    mend: str = ""
    pointer: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        mend = f"; {self.mend}" if self.mend else ""
        return f"{self.span}: {self.severity}[{self.code}]: {self.message}{mend}"

    def listing(self) -> str:
        """The message with the source line below it and a marker under the column, as compilers print it."""
        if not self.excerpt:
            return str(self)
        gutter = str(self.span.line)
        marker = " " * max(self.span.column - 1, 0) + "^"
        return f"{self}\n  {gutter} | {self.excerpt}\n  {' ' * len(gutter)} | {marker}"


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one or more stages, in the order in which they were made."""

    diagnostics: tuple[Diagnostic, ...] = ()

    def __add__(self, other: Report) -> Report:
        return Report(self.diagnostics + other.diagnostics)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that end the run."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)


class InputError(Exception):
    """Bad input: carries the diagnostics that say so; the command line prints them and exits with 2."""

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        found = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        super().__init__("\n".join(map(str, found)))
        self.diagnostics = found
