# A message for the user: where, how bad, what is wrong, what to do. Every room may import this module; it imports
# only the codes and the escaping beside it.
"""Messages of the form `file:line:col: error[code]: what is wrong; what to do`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from clientloom.diagnostics.code import CODES, Code
from clientloom.diagnostics.escape import escape_controls

ELLIPSIS = "..."
MESSAGE_WIDTH = 2_000
"""The limit of a message, which can contain text of a document."""
EXCERPT_WIDTH = 120
EXCERPT_LEAD = 40
"""The part of a long line that is shown before the column of the diagnostic."""


def printable(text: str) -> str:
    """Replaces each unprintable character with a space."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " for char in text)


def quote(text: object, limit: int = 80) -> str:
    """Returns a value of a document for a message: printable, in quotes, cut after `limit` characters."""
    shown = escape_controls(str(text)[: limit + 1])
    return f"'{shown}'" if len(shown) <= limit else f"'{shown[:limit]}{ELLIPSIS}'"


def clip(line: str, column: int) -> str:
    """Returns the part of a source line around `column`; a minified document is one long line."""
    if len(line) <= EXCERPT_WIDTH:
        return printable(line)
    start = column - 1 - EXCERPT_LEAD
    if start <= len(ELLIPSIS):
        return printable(line[:EXCERPT_WIDTH]) + ELLIPSIS
    shown = line[start : start + EXCERPT_WIDTH]
    return ELLIPSIS + printable(shown) + (ELLIPSIS if start + EXCERPT_WIDTH < len(line) else "")


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in an input file. Line and column are counted from 1; 0 means unknown.

    `source` is the line itself, cut around the column, if it is known.
    """

    file: str
    line: int = 0
    column: int = 0
    source: str = field(default="", compare=False, repr=False)

    @classmethod
    def within(cls, file: str, lines: Sequence[str], line: int, column: int) -> Span:
        """Returns a place in a file that consists of `lines`."""
        known = 0 < line <= len(lines)
        return cls(file, line, column, clip(lines[line - 1].rstrip("\r"), column) if known else "")

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Span("")
"""The span of a message that is not about a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One message about an input.

    `code` is stable. `message` says what is wrong, or what was done instead; `hint` says what to do. `pointer` is the
    JSON pointer of the place in the document, if it is known.
    """

    code: Code
    severity: Severity
    span: Span
    message: str
    hint: str = ""
    pointer: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"{self.code!r} is not a registered code; see diagnostics/code.py")

    @classmethod
    def error(cls, span: Span, code: Code, message: str, hint: str = "") -> Diagnostic:
        """Returns an error."""
        return cls(code=code, severity=Severity.ERROR, span=span, message=message, hint=hint)

    @classmethod
    def warning(cls, span: Span, code: Code, message: str, hint: str = "") -> Diagnostic:
        """Returns a warning."""
        return cls(code=code, severity=Severity.WARNING, span=span, message=message, hint=hint)

    def __str__(self) -> str:
        where = f"{_clean_text(str(self.span))}: " if self.span.file else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where}{self.severity}[{self.code}]: {_clean_text(self.message + hint)}"

    def listing(self) -> str:
        """Returns the message with the source line and a marker under the column, as compilers print it."""
        shown = self.span.source
        if not shown:
            return str(self)
        gutter = str(self.span.line)
        at = max(self.span.column - 1, 0)
        if shown.startswith(ELLIPSIS) and at > EXCERPT_LEAD + len(ELLIPSIS):
            at = EXCERPT_LEAD + len(ELLIPSIS)  # `clip` has shortened the line
        return f"{self}\n  {gutter} | {shown}\n  {' ' * len(gutter)} | {' ' * at}^"


def _clean_text(text: str) -> str:
    cut = text if len(text) <= MESSAGE_WIDTH else text[:MESSAGE_WIDTH] + ELLIPSIS
    return escape_controls(cut)


@dataclass(frozen=True, slots=True)
class Report:
    """The diagnostics of one or more stages, in order."""

    diagnostics: tuple[Diagnostic, ...] = ()

    def __add__(self, other: Report) -> Report:
        return Report(self.diagnostics + other.diagnostics)


class InputError(Exception):
    """Bad input. The command line prints `diagnostics` and exits with code 2."""

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        found = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        super().__init__("\n".join(map(str, found)))
        self.diagnostics = found

    @classmethod
    def at(cls, span: Span, code: Code, message: str, hint: str = "") -> InputError:
        """Returns the error about one place: `raise InputError.at(span, code, what is wrong, what to do)`."""
        return cls(Diagnostic.error(span, code, message, hint))
