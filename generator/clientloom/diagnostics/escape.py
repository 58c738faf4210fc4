# Escapes text of documents and servers for the output format. Imports the standard library only.
"""Escapes text for the terminal, Markdown, JSON and JSON pointers."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache

_OUTSIDE_ASCII = re.compile(r"[^ -~]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~!])")
_CODE = re.compile(r"`([^`]+)`")
_QUERY_VALUE = re.compile(r"=[^&;]+")
_HOST = re.compile(r"(?:[^:@]*|.*@[^:@]*|\[[^\]]*\])(?::\d*)?")
_BACKTICKS = re.compile(r"`+")
_AUTOLINK = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s`]*[^\s`.,;:!?'\"()\[\]{<>*_~]|@", re.IGNORECASE
)
"""Text that GitHub and others make a link or a mention, even if it is escaped; without the punctuation at its end."""


def escape_controls(text: str, *, keep: str = "") -> str:
    r"""Replaces characters that a terminal executes or hides with Python's escapes (`\x1b`, `\u202e`).

    `keep` has the control characters that stay.
    """
    if text.isprintable():
        return text
    return _OUTSIDE_ASCII.sub(
        lambda found: found[0] if found[0] in keep else _escape_char(found[0]), text
    )


@lru_cache(maxsize=4096)
def _escape_char(char: str) -> str:
    return char if is_shown(char) else char.encode("unicode_escape").decode("ascii")


def is_shown(char: str) -> bool:
    """Whether a character shows as text or space: not a control, bidirectional, zero-width or unassigned one."""
    return char.isprintable() or unicodedata.category(char) == "Zs"


def escape_terminal(text: str) -> str:
    """Escapes lines of output; line ends and tabs stay."""
    return escape_controls(text, keep="\n\t")


_JSON = json.JSONEncoder(ensure_ascii=False).encode


def json_text(value: object, *, indent: int | None = 2) -> str:
    """Returns a value as indented JSON, with unprintable characters escaped."""
    text = json.dumps(value, ensure_ascii=False) if indent is None else _indent(value, indent)
    return escape_json(text)


def _indent(value: object, indent: int, above: str = "\n") -> str:
    """Does as `json.dumps` with `indent`, which does not use its fast encoder: a lock has 10,000 lines."""
    below = above + " " * indent
    match value:
        case dict() if value and all(type(key) is str for key in value):
            members = (f"{_JSON(key)}: {_indent(v, indent, below)}" for key, v in value.items())
            return f"{{{below}{f',{below}'.join(members)}{above}}}"
        case list() | tuple() if value:
            items = (_indent(item, indent, below) for item in value)
            return f"[{below}{f',{below}'.join(items)}{above}]"
        case dict() if value:
            return json.dumps(value, indent=indent, ensure_ascii=False).replace("\n", above)
        case _:
            return _JSON(value)


def escape_json(text: str) -> str:
    """Escapes the unprintable characters of a JSON text."""
    return _OUTSIDE_ASCII.sub(lambda found: _escape_json_char(found[0]), text)


@lru_cache(maxsize=4096)
def _escape_json_char(char: str) -> str:
    return char if char in "\n\t" or is_shown(char) else json.dumps(char)[1:-1]


def escape_markdown(text: str) -> str:
    """Escapes plain text as one line of Markdown: no link, mention, tag, heading or emphasis.

    Text between backticks stays code.
    """
    flat = escape_controls(" ".join(text.split()))
    pieces: list[str] = []
    position = 0
    for found in _CODE.finditer(flat):
        pieces += [_escape_plain(flat[position : found.start()]), code_span(found[1])]
        position = found.end()
    return "".join([*pieces, _escape_plain(flat[position:])])


def _escape_plain(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for found in _AUTOLINK.finditer(text):
        pieces += [_escape_syntax(text[position : found.start()]), code_span(found[0])]
        position = found.end()
    return "".join([*pieces, _escape_syntax(text[position:])])


def _escape_syntax(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text.replace("&", "&amp;"))


def code_span(text: str) -> str:
    """Returns the text as inline code; it can contain backticks (CommonMark, 6.1 Code spans)."""
    flat = escape_controls(text)
    longest = max((len(run) for run in _BACKTICKS.findall(flat)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest or not flat.strip() else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


def without_secrets(url: str) -> str:
    """Removes what may be secret from a URL: the login, the values of the query, and the fragment."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        return url
    place, query_mark, query = rest.partition("#")[0].partition("?")
    host, slash, below = place.partition("/")
    if "@" in below and not _HOST.fullmatch(host):  # a slash in a password
        host, slash, below = place.rpartition("@")[2].partition("/")
    shown = _QUERY_VALUE.sub("=***", query) if "=" in query else "***" if query else ""
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{below}{query_mark}{shown}"


def escape_token(token: str | int) -> str:
    """Escapes one token of a JSON pointer (RFC 6901, section 3)."""
    text = str(token)
    return text.replace("~", "~0").replace("/", "~1") if "/" in text or "~" in text else text
