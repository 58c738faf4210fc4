# Turns untrusted Markdown or HTML into plain text. May import diagnostics.
"""Descriptions as plain text: without markup and without invisible characters."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from clientloom.diagnostics.escape import is_shown

_BLOCKS = (
    "p|div|section|table|thead|tbody|tr|ul|ol|dl|pre|blockquote|details|summary|aside|h[1-6]|hr|br"
)
_INLINE = "a|b|i|u|s|em|strong|code|tt|kbd|var|span|sub|sup|small|mark|font|center|img|td|th|dt|dd|li|svg|del"
_LIST_ITEM = re.compile(r"<li\b[^<>]{0,1000}>\s*", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS})\b[^<>]{{0,1000}}>", re.IGNORECASE)
_CODE_TAG = re.compile(r"</?(?:code|tt)\b[^<>]{0,1000}>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})\b[^<>]{{0,1000}}>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]]{0,1000})\]\([^()\s]{0,2000}(?:\s[^()]{0,1000})?\)")
_LINK = re.compile(r"\[([^\[\]]{1,1000})\]\(<?([^()\s<>]{0,2000})>?(?:\s[^()]{0,1000})?\)")
_STRONG = re.compile(r"(?<![\w*])\*{2,3}(?=\S)([^*\n]{1,1000}?)(?<=\S)\*{2,3}(?![\w*])")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*$")
_RULE = re.compile(r"^ {0,3}(?:[-*_=]\s*){3,}$")
_ITEM = re.compile(r"^(\s*)(?:[-*+•]|(\d{1,9})[.)])\s+(.*)$")
_QUOTE = re.compile(r"^ {0,3}(?:> ?){1,9}")
_CALLOUT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")


def strip_invisible(text: str) -> str:
    """Removes control, bidirectional, zero-width and unassigned characters; every line end becomes a line feed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(map(_visible_character, text))


@lru_cache(maxsize=4096)
def _visible_character(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    if character in "\t\v\f\u2028\u2029" or is_shown(character):
        return " "
    return ""


@lru_cache(maxsize=16384)
def plain_text(markup: str) -> str:
    """Converts Markdown and HTML to plain text: one empty line between paragraphs, "- " before list items.

    Text that only looks like markup (`<index_name>`) is kept.
    """
    text = strip_invisible(markup)
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = strip_invisible(html.unescape(text))
    if "](" in text:
        text = _LINK.sub(_link_text, _IMAGE.sub(r"\1", text))
    if "**" in text:
        text = _STRONG.sub(r"\1", text)
    return "\n".join(_tidy_lines(text.split("\n")))


def _without_tags(text: str) -> str:
    text = _without_comments(text)
    text = _LIST_ITEM.sub("\n- ", text)
    text = _BLOCK_TAG.sub("\n\n", text)
    text = _CODE_TAG.sub("`", text)
    return _INLINE_TAG.sub("", text)


def _without_comments(text: str) -> str:
    """Removes `<!-- ... -->` in one pass; an opening without an end is text."""
    kept: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[position:start])
        position = end + 3
    return "".join([*kept, text[position:]])


def _link_text(match: re.Match[str]) -> str:
    label, target = match.group(1), match.group(2)
    if not target.startswith(("https://", "http://")) or target == label:
        return label
    return f"{label} ({target})"


def _tidy_lines(lines: list[str]) -> Iterator[str]:
    fenced, blank, started = False, False, False
    for line in lines:
        if _FENCE.match(line):
            fenced = not fenced
            blank = True
            continue
        text = "    " + line.rstrip() if fenced else _tidy_line(line)
        if not text.strip():
            blank = True
            continue
        if blank and started:
            yield ""
        blank, started = False, True
        yield text


def _tidy_line(line: str) -> str:
    if quote := _QUOTE.match(line):
        line = line[quote.end() :]
        if callout := _CALLOUT.fullmatch(line.strip()):
            return f"{callout.group(1).capitalize()}:"
    if heading := _HEADING.match(line):
        return heading.group(1)
    if _RULE.match(line):
        return ""
    return line.rstrip()


def wrap(text: str, width: int) -> list[str]:
    """Wraps plain text to `width` characters, unless a word is longer. List items are indented; code is kept."""
    lines: list[str] = []
    paragraph: list[str] = []
    lead, hang = "", ""

    def flush() -> None:
        lines.extend(_fill(" ".join(paragraph), lead, hang, width))
        paragraph.clear()

    for line in text.split("\n"):
        item = _ITEM.match(line)
        if item is not None and len(item.group(1)) <= 12:
            flush()
            marker = f"{item.group(2)}. " if item.group(2) else "- "
            lead = item.group(1) + marker
            hang = " " * len(lead)
            paragraph.append(item.group(3))
        elif (
            not line.strip() or (line.startswith("    ") and not paragraph) or line.startswith("|")
        ):
            flush()
            lead = hang = ""
            lines.append(line.rstrip())
        else:
            if not paragraph:
                lead = hang = ""
            paragraph.append(line.strip())
    flush()
    return lines


def _fill(text: str, lead: str, hang: str, width: int) -> Iterator[str]:
    words = text.split()
    if not words:
        return
    line = lead + words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > width:
            yield line
            line = hang + word
        else:
            line = f"{line} {word}"
    yield line


_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\"'(\[])")


def join_lines(paragraph: str) -> str:
    """Joins the lines of a paragraph; list items are separated by semicolons."""
    text, in_list = "", False
    for line in paragraph.split("\n"):
        item = _ITEM.match(line)
        bullet = item is not None and not item.group(2)
        said = item.group(3).strip() if item is not None and bullet else line.strip()
        apart = "; " if bullet and in_list and text[-1:].isalnum() else " "
        text = f"{text}{apart}{said}" if text else said
        in_list = bullet
    return text.strip()


@lru_cache(maxsize=16384)
def summarize(markup: str, limit: int = 300) -> str:
    """Returns the first paragraph on one line, cut after a sentence if it is longer than `limit` characters."""
    text = plain_text(markup)
    paragraphs = text.split("\n\n", 1)
    first = join_lines(paragraphs[0])
    if len(first) <= limit:
        return first
    kept = ""
    for sentence in _SENTENCE_END.split(first):
        if kept and len(kept) + 1 + len(sentence) > limit:
            break
        kept = f"{kept} {sentence}".strip()
    return kept if len(kept) <= 2 * limit else kept[:limit].rsplit(" ", 1)[0].rstrip() + " ..."


def end_sentence(text: str) -> str:
    """Adds a full stop to a text that ends without punctuation."""
    text = text.strip()
    ends_in_word = bool(text) and (text[-1].isalnum() or text[-1] in "`)\"'>%")
    return f"{text}." if ends_in_word else text
