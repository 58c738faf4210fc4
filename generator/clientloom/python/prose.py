# Plain text of descriptions: summaries, sentences, wrapped lines. May import markup.
"""Descriptions as text of docstrings: wrapped, or as the first sentences on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from clientloom.python.markup.paragraphs import Block, read_blocks

_PUNCTUATION = (".", "!", "?", ";", ":", ",")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\"'(\[])")


def wrap(text: str, width: int) -> list[str]:
    """Wraps a paragraph to `width` characters, unless a word is longer."""
    return list(_fill(text, "", width))


def wrap_blocks(blocks: Sequence[Block], width: int) -> list[str]:
    """Wraps blocks to `width` characters, unless a word is longer. List items hang; code is kept."""
    lines: list[str] = []
    previous: Block | None = None
    for block in blocks:
        if previous is not None and (block.apart or previous.is_code):
            lines.append("")
        lines += block.text.split("\n") if block.is_code else _fill(block.text, block.lead, width)
        previous = block
    return lines


def _fill(text: str, lead: str, width: int) -> Iterator[str]:
    words = text.split()
    if not words:
        return
    line = lead + words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > width:
            yield line
            line = " " * len(lead) + word
        else:
            line = f"{line} {word}"
    yield line


def first_paragraph(blocks: Sequence[Block]) -> Sequence[Block]:
    """Returns the blocks up to the first empty line, and the list that an ending colon announces."""
    end = next((n for n, block in enumerate(blocks) if n and block.apart), len(blocks))
    if end and blocks[end - 1].text.endswith(":"):
        while end < len(blocks) and blocks[end].is_item:
            end += 1
    return blocks[:end]


def join_blocks(blocks: Iterable[Block]) -> str:
    """Joins blocks on one line; list items are separated by semicolons."""
    text, in_list = "", False
    for block in blocks:
        marker = block.lead.strip().removeprefix("-")
        said = " ".join([*marker.split(), *block.text.split()])
        apart = "; " if block.is_item and in_list and text[-1:] not in _PUNCTUATION else " "
        text = f"{text}{apart}{said}" if text else said
        in_list = block.is_item
    return text


@lru_cache(maxsize=16384)
def summarize(markup: str, limit: int = 300) -> str:
    """Returns the first paragraph on one line, cut after a sentence if it is longer than `limit` characters.

    A heading is passed over.
    """
    blocks = read_blocks(markup)
    body = next((n for n, block in enumerate(blocks) if not block.is_heading), 0)
    first = join_blocks(first_paragraph(blocks[body:]))
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
