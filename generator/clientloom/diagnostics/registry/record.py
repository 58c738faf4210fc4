# The form of an entry. May import the types of diagnostics.
"""`Entry`: what the registry says about a code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from textwrap import dedent

from clientloom.diagnostics.code import Code
from clientloom.diagnostics.diagnostic import Severity


class Shows(StrEnum):
    """What an example is."""

    FILE = "a whole file"
    DOCUMENT = "a part of a document"
    OVERLAY = "an overlay"
    SETTINGS = "a part of client.toml"
    OUTPUT = "what is printed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with the severity that it has unless `--strict` raises it, one paragraph, and an example."""

    code: Code
    severity: Severity
    text: str
    example: str
    shows: Shows

    @property
    def summary(self) -> str:
        """The first sentence of the paragraph."""
        return self.text.partition(". ")[0].rstrip(".") + "."


def error(code: Code, text: str, **example: str) -> Entry:
    """An entry of a code that ends the run."""
    return _entry(code, Severity.ERROR, text, example)


def warning(code: Code, text: str, **example: str) -> Entry:
    """An entry of a code that costs precision, or asks for a correction."""
    return _entry(code, Severity.WARNING, text, example)


def note(code: Code, text: str, **example: str) -> Entry:
    """An entry of a code that only says how something was read."""
    return _entry(code, Severity.NOTE, text, example)


def _entry(code: Code, severity: Severity, text: str, example: dict[str, str]) -> Entry:
    ((kind, shown),) = example.items()
    paragraph = " ".join(text.split())
    return Entry(code, severity, paragraph, dedent(shown).strip("\n"), Shows[kind.upper()])
