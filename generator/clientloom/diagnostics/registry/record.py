# The types of entries. May import diagnostics.
"""`Entry` and `ChangeEntry`: what the registry says about a code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from textwrap import dedent

from clientloom.diagnostics.change_code import ChangeCode
from clientloom.diagnostics.code import Code
from clientloom.diagnostics.diagnostic import Severity


class Shows(StrEnum):
    """The kind of an example."""

    FILE = "a whole file"
    DOCUMENT = "a part of a document"
    OVERLAY = "an overlay"
    SETTINGS = "a part of client.toml"
    OUTPUT = "what is printed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its severity, which `--strict` can raise, a paragraph and an example."""

    code: Code
    severity: Severity
    text: str
    example: str
    shows: Shows

    @property
    def summary(self) -> str:
        """The first sentence of the paragraph."""
        return _first_sentence(self.text)


def error(code: Code, text: str, **example: str) -> Entry:
    """Returns the entry of an error."""
    return _entry(code, Severity.ERROR, text, example)


def warning(code: Code, text: str, **example: str) -> Entry:
    """Returns the entry of a warning: something is less precise, or needs a correction."""
    return _entry(code, Severity.WARNING, text, example)


def note(code: Code, text: str, **example: str) -> Entry:
    """Returns the entry of a note, which says how something was read."""
    return _entry(code, Severity.NOTE, text, example)


def _entry(code: Code, severity: Severity, text: str, example: dict[str, str]) -> Entry:
    ((kind, shown),) = example.items()
    paragraph = " ".join(text.split())
    return Entry(code, severity, paragraph, dedent(shown).strip("\n"), Shows[kind.upper()])


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """A code of a change with its level, a paragraph, and a line of a review.

    `level` is "" if it depends on the direction of the change, which the paragraph explains.
    """

    code: ChangeCode
    level: str
    text: str
    example: str

    @property
    def summary(self) -> str:
        """The first sentence of the paragraph."""
        return _first_sentence(self.text)


def breaking(code: ChangeCode, text: str, example: str) -> ChangeEntry:
    """Returns the entry of a change after which some correct code no longer runs or type-checks."""
    return ChangeEntry(code, "breaking", text, example)


def risky(code: ChangeCode, text: str, example: str) -> ChangeEntry:
    """Returns the entry of a change after which code runs, but can behave differently."""
    return ChangeEntry(code, "risky", text, example)


def safe(code: ChangeCode, text: str, example: str) -> ChangeEntry:
    """Returns the entry of a change that does not affect existing code."""
    return ChangeEntry(code, "safe", text, example)


def depends(code: ChangeCode, text: str, example: str) -> ChangeEntry:
    """Returns the entry of a change whose level depends on its direction."""
    return ChangeEntry(code, "", text, example)


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].rstrip(".") + "."
