# What each code means: the entries of docs/diagnostics.md, which is in the wheel too. May import diagnostics. Only
# `explain`, `lint` and settings that name a code load it.
"""The registry of diagnostics."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clientloom.diagnostics.change_code import CHANGE_CODES
from clientloom.diagnostics.code import CODES
from clientloom.diagnostics.diagnostic import Severity
from clientloom.diagnostics.suggestion import suggest

_WIDTH = 88
_GROUP = re.compile(r"^## (.+)\n((?:(?!## ).*\n)*)", re.MULTILINE)
_ENTRY = re.compile(
    r"^### (?P<code>\S+)\n\n\*(?P<kind>.+)\*\n\n(?P<text>(?:.+\n)+)\n"
    r"```(?P<shows>.+)\n(?P<example>(?:(?!```).*\n)*)```$",
    re.MULTILINE,
)


class Shows(StrEnum):
    """The kind of an example."""

    FILE = "a whole file"
    DOCUMENT = "a part of a document"
    OVERLAY = "an overlay"
    SETTINGS = "a part of client.toml"
    OUTPUT = "what is printed"
    REVIEW = "a line of a review"


_FENCES = {
    "yaml file": Shows.FILE,
    "yaml document": Shows.DOCUMENT,
    "yaml overlay": Shows.OVERLAY,
    "toml": Shows.SETTINGS,
    "text": Shows.OUTPUT,
    "text review": Shows.REVIEW,
}
"""What the page writes behind the three backticks before an example."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code of a diagnostic or of a change, with a paragraph and an example.

    `kind` is a severity, which `--strict` can raise, or says how a change affects callers.
    """

    code: str
    kind: str
    text: str
    example: str
    shows: Shows

    @property
    def is_change(self) -> bool:
        """Whether a review reports the code."""
        return self.shows is Shows.REVIEW

    @property
    def severity(self) -> Severity:
        """The severity of a diagnostic."""
        return Severity(self.kind)

    @property
    def level(self) -> str:
        """The level of a change; "" if it depends on its direction, which the paragraph explains."""
        return self.kind.removesuffix(" change") if self.kind.endswith(" change") else ""

    @property
    def summary(self) -> str:
        """The first sentence of the paragraph."""
        return self.text.partition(". ")[0].rstrip(".") + "."

    def as_text(self) -> str:
        """Returns the entry for the terminal."""
        paragraph = textwrap.fill(self.text, _WIDTH, break_long_words=False, break_on_hyphens=False)
        example = textwrap.indent(self.example, "    ")
        shown = f"Example, {self.shows}:\n\n{example}\n"
        return f"{self.code} ({self.kind})\n\n{paragraph}\n\n{shown}"


def read_page() -> str:
    """Returns docs/diagnostics.md: from inside the installed package, else from the checkout."""
    packaged = Path(__file__).parents[1] / "_docs"
    folder = packaged if packaged.is_dir() else Path(__file__).parents[3] / "docs"
    return (folder / "diagnostics.md").read_text("utf-8")


def _read_entries(group: str) -> Iterator[Entry]:
    for found in _ENTRY.finditer(group):
        yield Entry(
            found["code"],
            found["kind"],
            " ".join(found["text"].split()),
            found["example"].removesuffix("\n"),
            _FENCES[found["shows"]],
        )


GROUPS: Mapping[str, tuple[Entry, ...]] = {
    title: tuple(_read_entries(group)) for title, group in _GROUP.findall(read_page())
}
"""The entries by topic, in the order of a run."""

REGISTRY: Mapping[str, Entry] = {
    entry.code: entry for group in GROUPS.values() for entry in group if not entry.is_change
}

CHANGES: Mapping[str, Entry] = {
    entry.code: entry for group in GROUPS.values() for entry in group if entry.is_change
}
"""The entries of the changes that a review reports."""


def find_entry(code: str) -> Entry | None:
    """Returns the entry of a code; None where there is no such code."""
    return REGISTRY.get(code) or CHANGES.get(code)


def all_codes() -> frozenset[str]:
    """Returns every code, of diagnostics and of changes."""
    return CODES | CHANGE_CODES


def suggest_code(code: str, known: Collection[str] = CODES) -> str:
    """Returns the hint for a code that does not exist."""
    spelling = code.strip().lower().replace("_", "-")
    return suggest(spelling, known, "`clientloom explain` lists all codes")


def list_entries() -> Iterator[str]:
    """Yields a line for each code, below the names of the groups."""
    width = max(map(len, (*REGISTRY, *CHANGES)))
    for title, entries in GROUPS.items():
        yield title
        for entry in entries:
            kind = (entry.level or "depends") if entry.is_change else entry.kind
            yield f"  {entry.code:<{width}}  {kind:<8}  {entry.summary}"
