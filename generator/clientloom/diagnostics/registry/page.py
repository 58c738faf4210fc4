# The registry for readers: one entry for the terminal, all of them as docs/diagnostics.md. May import the registry.
"""Text and Markdown of entries."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from clientloom.diagnostics.registry import GROUPS, Entry, Shows

WIDTH = 88
LANGUAGES = {
    Shows.FILE: "yaml",
    Shows.DOCUMENT: "yaml",
    Shows.OVERLAY: "yaml",
    Shows.SETTINGS: "toml",
}
HEADER = """\
# Diagnostics

Every finding has the form `file:line:col: severity[code]: what is wrong; what to do`. This page lists the codes.
`clientloom explain CODE` prints the same. Errors end the run with exit code 2; `--strict` makes warnings errors.
Warnings and notes that you have looked at can be ignored in `client.toml`, with a reason:

```toml
[[lint.ignore]]
code = "media-type-not-offered"
reason = "the form encoding is for browsers"
path = "/things**"         # optional: only in operations of these paths
schema = "Thing"           # optional: only in this component (`*` stands for any part of the name)
```

This file is written by `clientloom explain --markdown > docs/diagnostics.md`; a test compares them.
"""


def as_text(entry: Entry) -> str:
    """An entry for the terminal."""
    paragraph = textwrap.fill(entry.text, WIDTH, break_long_words=False, break_on_hyphens=False)
    example = textwrap.indent(entry.example, "    ")
    return (
        f"{entry.code} ({entry.severity})\n\n{paragraph}\n\nExample, {entry.shows}:\n\n{example}\n"
    )


def as_list() -> Iterator[str]:
    """A line for each code, below the names of the groups."""
    width = max(len(entry.code) for group in GROUPS.values() for entry in group)
    for title, entries in GROUPS.items():
        yield title
        for entry in sorted(entries, key=lambda entry: entry.code):
            yield f"  {entry.code:<{width}}  {entry.severity:<7}  {entry.summary}"


def as_markdown() -> str:
    """The whole of docs/diagnostics.md."""
    parts = [HEADER]
    for title, entries in GROUPS.items():
        parts.append(f"\n## {title}\n")
        parts += [_section(entry) for entry in sorted(entries, key=lambda entry: entry.code)]
    return "".join(parts)


def _section(entry: Entry) -> str:
    paragraph = textwrap.fill(entry.text, 110, break_long_words=False, break_on_hyphens=False)
    language = LANGUAGES.get(entry.shows, "text")
    example = f"```{language}\n{entry.example}\n```"
    return f"\n### {entry.code}\n\n*{entry.severity}*\n\n{paragraph}\n\n{example}\n"
