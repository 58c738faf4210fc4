# Untrusted text in Markdown and TOML files of a package. May import python and diagnostics.
"""Quotes untrusted text as Markdown text, code spans and TOML strings."""

from __future__ import annotations

import json

from clientloom.diagnostics import escape
from clientloom.python.markup.visible import strip_invisible


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
