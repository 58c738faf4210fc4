# Docstrings in Google style, wrapped and safe to stand between triple quotes. May import markup, boilerplate and prose.
"""Untrusted text as docstrings: it cannot end the quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clientloom.python.boilerplate import repeats_name
from clientloom.python.markup.paragraphs import Block, read_blocks
from clientloom.python.prose import (
    end_sentence,
    first_paragraph,
    join_blocks,
    summarize,
    wrap,
    wrap_blocks,
)

WIDTH = 100
"""Columns of generated source."""


def escape_line(line: str) -> str:
    """Escapes a line for a docstring in triple double quotes."""
    return line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def docstring(lines: Sequence[str], indent: int) -> str:
    """Returns a docstring with its quotes, for code indented by `indent` columns; the first line is not indented.

    The first of `lines` is the summary. Empty lines at either end are dropped.
    """
    pad = " " * indent
    kept = [escape_line(line).rstrip() for line in lines]
    while kept and not kept[-1]:
        kept.pop()
    if len(kept) == 1 and len(kept[0]) + indent + 6 <= WIDTH and not kept[0].endswith(('"', "\\")):
        return f'"""{kept[0]}"""'
    first = kept[0] if kept else ""
    opening = f'"""\\\n{pad}{first}' if first.startswith('"') else f'"""{first}'
    body = "\n".join(pad + line if line else "" for line in kept[1:])
    return f'{opening}\n{body}\n{pad}"""' if body else f'{opening}\n{pad}"""'


def describe(summary: str, doc: str, *, fallback: str, indent: int) -> list[str]:
    """Returns a summary, an empty line and the rest, wrapped to the width of generated source.

    Without a summary, the first sentence of the description is used; without both, `fallback`.
    """
    width = WIDTH - indent
    blocks = read_blocks(doc)
    heading = end_sentence(summarize(summary)) or end_sentence(_first_sentences(blocks, doc))
    lines = wrap(heading or end_sentence(fallback), width - 3)
    if rest := wrap_blocks(_without_heading(blocks, heading), width):
        lines += ["", *rest]
    return lines


def _first_sentences(blocks: Sequence[Block], doc: str) -> str:
    return blocks[0].text if blocks and blocks[0].is_heading else summarize(doc, 160)


def _without_heading(blocks: Sequence[Block], heading: str) -> Sequence[Block]:
    """Drops the heading from the start of the text: a description often repeats the summary."""
    stem = heading.rstrip(".")
    paragraph = first_paragraph(blocks)
    for first in (blocks[:1], paragraph):
        if join_blocks(first).rstrip(".") == stem:
            return blocks[len(first) :]
    is_text = len(paragraph) == 1 and not paragraph[0].is_code
    if is_text and repeats_name(paragraph[0].text, stem):
        return blocks[1:]
    if blocks and blocks[0].text.startswith(f"{stem}. ") and not blocks[0].is_code:
        remainder = blocks[0].text[len(stem) + 2 :].strip()
        return (replace(blocks[0], text=remainder), *blocks[1:])
    return blocks


def section(title: str, entries: Sequence[tuple[str, str]], indent: int) -> list[str]:
    """Returns a section such as `Args:` with one entry per name, or no lines without entries."""
    if not entries:
        return []
    lines = ["", f"{title}:"]
    for name, text in entries:
        lines += entry(name, text, WIDTH - indent)
    return lines


def entry(name: str, text: str, width: int) -> list[str]:
    """Returns one entry of a section: `name: text`, with further lines indented below it."""
    first, *rest = wrap(f"{name}: {text}" if text else name, width - 8) or [name]
    return ["    " + first, *("        " + line.strip() for line in rest)]


def title_of(name: str) -> str:
    """Returns a name as words: `RestoreJobs` and `restore_jobs` become "Restore jobs"."""
    spaced = "".join(f" {c}" if c.isupper() else c for c in name).replace("_", " ")
    return " ".join(spaced.split()).capitalize()
