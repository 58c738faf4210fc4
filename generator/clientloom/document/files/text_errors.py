# The findings of the readers of text; read_source.py adds the name of the file. May import diagnostics.
"""Findings about the text of one file."""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.diagnostics import Code
from clientloom.document.document import Json

ENDS_EARLY = "download it again, or restore the end of the file"
"""The hint for a text that stops in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFinding:
    """A finding at a line and column of a text, counted from 1."""

    code: Code
    message: str
    hint: str
    line: int = 0
    column: int = 0


class TextError(Exception):
    """The text is not valid."""

    def __init__(self, finding: TextFinding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a text, and its warnings."""

    tree: Json
    findings: tuple[TextFinding, ...] = ()


def duplicate_key(key: str, first: int, line: int, column: int) -> TextFinding:
    """Returns the finding for a repeated key; `first` is the line of its first occurrence."""
    return TextFinding(
        code="duplicate-key",
        message=f"the key '{key[:80]}' is repeated; it is first on line {first}",
        hint="keep one of them (most readers take the last)",
        line=line,
        column=column,
    )


def too_deep(limit: int, line: int, column: int) -> TextError:
    """Returns the error for a text that is nested too deeply."""
    return TextError(
        TextFinding(
            code="too-deep",
            message=f"nested deeper than {limit} levels",
            hint="no OpenAPI document needs that; check how the file was made",
            line=line,
            column=column,
        )
    )
