# Text of the document inside Markdown and TOML files. May import python.
"""Quoting for the files about a package: Markdown text, code spans, TOML strings."""

from __future__ import annotations

import json
import re

from clientloom.python.prose import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_CODE = re.compile(r"`([^`]+)`")
_BACKTICKS = re.compile(r"`+")


def markdown(text: str) -> str:
    """Plain text as Markdown that shows it on one line as it is, without links, tags or emphasis.

    Words between backticks stay code.
    """
    flat = " ".join(visible(text).split())
    pieces = _CODE.split(flat)
    return "".join(code_span(p) if i % 2 else _plain(p) for i, p in enumerate(pieces))


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;"))


def code_span(text: str) -> str:
    """The text as inline code, whatever backticks it holds (CommonMark, 6.1 Code spans)."""
    flat = " ".join(visible(text).split())
    longest = max((len(run) for run in _BACKTICKS.findall(flat)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


def toml_string(text: str) -> str:
    """A TOML basic string; its escapes are those of JSON (TOML 1.0, String)."""
    return json.dumps(" ".join(visible(text).split()), ensure_ascii=False)
