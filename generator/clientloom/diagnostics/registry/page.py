# Formats entries: one for the terminal, all of them as docs/diagnostics.md. May import the registry.
"""Entries as text and Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from clientloom.diagnostics.registry import CHANGES, GROUPS, REGISTRY, ChangeEntry, Entry, Shows

WIDTH = 88
LANGUAGES = {
    Shows.FILE: "yaml",
    Shows.DOCUMENT: "yaml",
    Shows.OVERLAY: "yaml",
    Shows.SETTINGS: "toml",
}
HEADER = """\
# Diagnostics

Every message has the form `file:line:col: severity[code]: what is wrong; what to do`. A message that is not about a
file begins with the severity. This page lists the codes; `clientloom explain CODE` prints the entry of one.

Bad input ends a command with exit code 2. If a command finds what it checks for, such as an outdated package, it ends
with exit code 1. `--strict` makes warnings errors. Warnings and notes can be ignored in `client.toml`, with a reason:

```toml
[[lint.ignore]]
code = "media-type-not-offered"
reason = "the form encoding is for browsers"
path = "/things**"         # optional: only in operations of these paths
schema = "Thing"           # optional: only in this component; `*` matches any part of the name
```

`clientloom explain --markdown > docs/diagnostics.md` writes this file; a test checks that it is up to date.
"""


def as_text(entry: Entry | ChangeEntry) -> str:
    """Returns an entry for the terminal."""
    paragraph = textwrap.fill(entry.text, WIDTH, break_long_words=False, break_on_hyphens=False)
    example = textwrap.indent(entry.example, "    ")
    shows = entry.shows if isinstance(entry, Entry) else "a line of a review"
    return f"{entry.code} ({_kind(entry)})\n\n{paragraph}\n\nExample, {shows}:\n\n{example}\n"


def as_list() -> Iterator[str]:
    """Yields a line for each code, below the names of the groups."""
    width = max(map(len, (*REGISTRY, *CHANGES)))
    for title, entries in _groups():
        yield title
        for entry in entries:
            yield f"  {entry.code:<{width}}  {_short_kind(entry):<8}  {entry.summary}"


def as_markdown() -> str:
    """Returns the whole of docs/diagnostics.md."""
    parts = [HEADER]
    for title, entries in _groups():
        parts.append(f"\n## {title}\n")
        parts += map(_section, entries)
    return "".join(parts)


def _groups() -> Iterator[tuple[str, Sequence[Entry | ChangeEntry]]]:
    for title, entries in GROUPS.items():
        yield title, sorted(entries, key=lambda entry: entry.code)
    yield "Changes that `clientloom diff` reports", [CHANGES[code] for code in sorted(CHANGES)]


def _kind(entry: Entry | ChangeEntry) -> str:
    if isinstance(entry, Entry):
        return entry.severity.value
    return f"{entry.level} change" if entry.level else "change, safe or not by its direction"


def _short_kind(entry: Entry | ChangeEntry) -> str:
    return entry.severity.value if isinstance(entry, Entry) else entry.level or "depends"


def _section(entry: Entry | ChangeEntry) -> str:
    paragraph = textwrap.fill(entry.text, 110, break_long_words=False, break_on_hyphens=False)
    language = LANGUAGES.get(entry.shows, "text") if isinstance(entry, Entry) else "text"
    example = f"```{language}\n{entry.example}\n```"
    return f"\n### {entry.code}\n\n*{_kind(entry)}*\n\n{paragraph}\n\n{example}\n"
