# HTML in descriptions: which tags structure text, which only decorate it. May import the standard library only.
"""HTML tags. A tag that HTML does not know, such as `<index_name>`, is text."""

from __future__ import annotations

import html
import re
from enum import Enum

_BLOCKS_TEXT = """
    p div section article header footer table thead tbody tfoot tr ul ol dl dd pre blockquote
    details summary aside figure h1 h2 h3 h4 h5 h6 hr center
"""
_BLOCKS = frozenset(_BLOCKS_TEXT.split())
_ITEMS = frozenset({"li", "dt"})
_CODE = frozenset({"code", "tt", "kbd", "samp"})
_DECORATION_TEXT = """
    a b i u s em strong var span sub sup small big mark font img td th svg del ins abbr cite q
    colgroup col
"""
_DECORATION = frozenset(_DECORATION_TEXT.split())
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>")
_WITH_EXPRESSION = re.compile(r"<([A-Za-z][A-Za-z0-9]{0,15})\s[^<>{}]{0,1000}=\{[^<>]{0,1000}>")
_HREF = re.compile(r"\shref\s*=\s*[\"']?(https?://[^\s\"'<>]{1,2000})", re.IGNORECASE)
_ROW = re.compile(r"<tr(?:\s[^<>]{0,1000})?>", re.IGNORECASE)
_NEXT_CELL = re.compile(
    r"</(?:t[dh]|dt)>\s{0,100}<(?:td|th|dd)(?:\s[^<>]{0,1000})?>", re.IGNORECASE
)
_PRE_START = re.compile(r"<pre(?:\s[^<>]{0,1000})?>", re.IGNORECASE)
_PRE_END = re.compile(r"</pre\s{0,10}>", re.IGNORECASE)


class Tag(Enum):
    """What a tag means for plain text."""

    BLOCK = "ends a paragraph"
    ITEM = "begins an item of a list"
    ITEM_END = "ends an item of a list"
    BREAK = "ends a line"
    CODE = "begins or ends code"
    LINK = "begins a link"
    LINK_END = "ends a link"
    DECORATION = "changes only the look"
    TEXT = "not a tag of HTML"


def read_tag(markup: str) -> Tag:
    """Returns what the tag means; a comment is decoration."""
    if markup.startswith("<!--"):
        return Tag.DECORATION
    found = _TAG.fullmatch(markup)
    name, closing = found.group(1).lower() if found else "", markup.startswith("</")
    if name == "a":
        return Tag.LINK_END if closing else Tag.LINK
    if name in _ITEMS:
        return Tag.ITEM_END if closing else Tag.ITEM
    for tag, names in (
        (Tag.BLOCK, _BLOCKS),
        (Tag.CODE, _CODE),
        (Tag.DECORATION, _DECORATION),
        (Tag.BREAK, {"br"}),
    ):
        if name in names:
            return tag
    return Tag.TEXT


def link_target(markup: str) -> str:
    """Returns the address that a tag `<a>` links to, if it is absolute; else ""."""
    found = _HREF.search(markup)
    return html.unescape(found.group(1)) if found else ""


def without_expressions(markup: str) -> str:
    """Returns the text with tags of HTML that have attributes of MDX, such as `style={{ color }}`, without these."""
    return _WITH_EXPRESSION.sub(_without_attributes, markup) if "={" in markup else markup


def _without_attributes(match: re.Match[str]) -> str:
    bare = f"<{match.group(1)}>"
    return match.group() if read_tag(bare) is Tag.TEXT else bare


def blocks_to_markdown(markup: str) -> str:
    """Returns HTML with its blocks, lists, tables and comments as Markdown; other tags stay as they are."""
    kept: list[str] = []
    position = 0
    while (start := _PRE_START.search(markup, position)) is not None:
        end = _PRE_END.search(markup, start.end())
        if end is None:
            break
        kept += [_flow(markup[position : start.start()]), _code(markup[start.end() : end.start()])]
        position = end.end()
    return "".join([*kept, _flow(markup[position:])])


def _flow(markup: str) -> str:
    text = _NEXT_CELL.sub(": ", _without_comments(markup))
    text = _TAG.sub(_as_markdown, _ROW.sub("\n- ", text))
    return "\n".join(line.strip() for line in text.split("\n"))


def _as_markdown(match: re.Match[str]) -> str:
    match read_tag(match.group()):
        case Tag.BLOCK:
            return "" if match.group(1).lower() == "tr" else "\n\n"
        case Tag.ITEM:
            return "\n- "
        case Tag.ITEM_END:
            return ""
        case _:
            return match.group()


def _code(markup: str) -> str:
    """Returns the content of `<pre>` as a fenced block; a fence within it is indented by a space."""
    text = _TAG.sub(lambda m: m.group() if read_tag(m.group()) is Tag.TEXT else "", markup)
    lines = html.unescape(text).strip("\n").split("\n")
    return "\n".join(
        ["\n", "~~~~", *(f" {ln}" if ln.startswith("~") else ln for ln in lines), "~~~~", ""]
    )


def _without_comments(text: str) -> str:
    """Removes `<!-- ... -->` in one pass; an opening without an end is text."""
    kept: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[position:start])
        position = end + 3
    return "".join([*kept, text[position:]])
