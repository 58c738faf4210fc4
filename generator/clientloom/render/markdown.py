# Text in Markdown and TOML files of a package: untrusted words are quoted, paragraphs filled. May import python and
# diagnostics.
"""Quotes untrusted text as Markdown text, code spans and TOML strings, and fills the lines of paragraphs."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from clientloom.diagnostics import escape
from clientloom.python.markup.visible import strip_invisible

_WIDTH = 100
_FENCE = re.compile(r"(`{3,}|~{3,})")
_BLOCK = re.compile(r"\s|[-+*>#|<=]|\d+[.)]|(?:_\s*){3}|`{3}|~{3}|\[[^\]]+\]:")
"""How a line begins that is not the text of a paragraph (CommonMark, 4 Leaf blocks and 5 Container blocks)."""
_BREAK = re.compile(r"(?: {2}|\\)$|[^\S ]")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


def markdown(text: str) -> str:
    """Escapes plain text so that Markdown shows it unchanged on one line.

    Words between backticks remain code.
    """
    return escape.escape_markdown(strip_invisible(text))


def code_span(text: str) -> str:
    """Returns the text as inline code, even if it contains backticks (CommonMark, 6.1 Code spans)."""
    return escape.code_span(" ".join(strip_invisible(text).split()))


def toml_string(text: str) -> str:
    """Returns a TOML basic string, which has the escapes of JSON (TOML 1.0, String)."""
    return json.dumps(" ".join(strip_invisible(text).split()), ensure_ascii=False)


def reflow(text: str) -> str:
    """Fills the lines of paragraphs up to 100 columns. Code, lists, tables and headings stay as they are.

    The sentences of a template depend on the API, so that its lines cannot be filled by hand.
    """
    lines = text.splitlines(keepends=True)
    return "".join(_fill(block) for block in _blocks(lines))


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yields the blocks between empty lines; a fenced block is one, whatever it contains."""
    block: list[str] = []
    fence = ""
    for line in lines:
        block.append(line)
        if fence:
            fence = "" if line.strip() == fence else fence
        elif found := _FENCE.match(line):
            fence = found[1]
        elif not line.strip():
            yield block
            block = []
    yield block


def _fill(block: list[str]) -> str:
    text, end = "".join(block), ""
    while text.endswith("\n"):
        text, end = text[:-1], end + "\n"
    if not _is_paragraph(text.splitlines()):
        return text + end
    whole = _CODE.sub(lambda code: code[0].replace(" ", "\0"), " ".join(text.splitlines()))
    filled = textwrap.wrap(whole, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return ("\n".join(filled).replace("\0", " ") if _is_paragraph(filled) else text) + end


def _is_paragraph(lines: Sequence[str]) -> bool:
    return not any(_BLOCK.match(line) or _BREAK.search(line) for line in lines)
