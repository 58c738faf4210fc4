# Docstrings in Google style, wrapped and safe to stand between triple quotes. May import prose.py.
"""Untrusted text as docstrings: it cannot end the quotes."""

from __future__ import annotations

from collections.abc import Sequence

from clientloom.python.prose import end_sentence, join_lines, plain_text, summarize, wrap

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
    first, rest = _split(summary, plain_text(doc), fallback)
    lines = wrap(first, width - 3) or [fallback]
    if rest:
        lines += ["", *wrap(rest, width)]
    return lines


def _split(summary: str, text: str, fallback: str) -> tuple[str, str]:
    heading = end_sentence(summarize(summary))
    if not heading:
        heading = end_sentence(summarize(text, 160))
    if not heading:
        return end_sentence(fallback), text
    return heading, _without_heading(text, heading)


def _without_heading(text: str, heading: str) -> str:
    """Drops the heading from the start of the text: a description often repeats the summary."""
    paragraph, _, rest = text.partition("\n\n")
    flat = " ".join(join_lines(paragraph).split())
    stem = heading.rstrip(".")
    if flat.rstrip(".") == stem:
        return rest
    if flat.startswith(stem + ". "):
        remainder = flat[len(stem) + 2 :].strip()
        return f"{remainder}\n\n{rest}" if rest else remainder
    return text


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
