# Text of the document inside the Markdown and TOML files of a package. May import python and diagnostics.
"""Quoting for the files about a package: Markdown text, code spans, TOML strings."""

from __future__ import annotations

import json

from clientloom.diagnostics import escape
from clientloom.python.prose import strip_invisible


def markdown(text: str) -> str:
    """Plain text as Markdown that shows it on one line as it is, without links, tags or emphasis.

    Words between backticks stay code.
    """
    return escape.escape_markdown(strip_invisible(text))


def code_span(text: str) -> str:
    """The text as inline code, whatever backticks it holds (CommonMark, 6.1 Code spans)."""
    return escape.code_span(" ".join(strip_invisible(text).split()))


def toml_string(text: str) -> str:
    """A TOML basic string; its escapes are those of JSON (TOML 1.0, String)."""
    return json.dumps(" ".join(strip_invisible(text).split()), ensure_ascii=False)
