# The text within a paragraph: links, emphasis, code, entities and tags. May import html_tags and visible.
"""Inline Markdown (CommonMark, 6 Inlines) as lines of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from markdown_it.token import Token

from clientloom.python.markup.html_tags import Tag, link_target, read_tag
from clientloom.python.markup.visible import strip_invisible

_MARKS = frozenset({"em_open", "em_close", "strong_open", "strong_close"})
_QUOTES = ("'", '"', "\u2019", "\u201d")
_BEFORE_WORDS = ("", "`", "(", "[", "<", "{", "/", "#", "@", "$", "\u2018", "\u201c", *_QUOTES)
_AFTER_WORDS = ("", "`", ")", "]", ">", "}", ".", "!", "?", ":", ";", ",", "%", *_QUOTES)
_TWO_STOPS = re.compile(r"(?<=[\w)`\"'])\.\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that its author ended. `apart`: an empty line comes before it; `is_item`: it belongs to a list."""

    text: str
    apart: bool = False
    is_item: bool = False


def read_lines(tokens: Sequence[Token]) -> Iterator[Line]:
    """Yields the lines of a paragraph: it has several if it contains hard line breaks or blocks of HTML."""
    writer = _Writer()
    shown = set(_find_shown_marks(tokens))
    for index, token in enumerate(tokens):
        writer.write(token, token.markup if index in shown else "")
    return writer.lines()


def _find_shown_marks(tokens: Sequence[Token]) -> Iterator[int]:
    """Yields the numbers of the marks of emphasis that are text, as in `/*/a/*` or in `'_' or '_'`."""
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.type in _MARKS and token.nesting > 0:
            opened.append(index)
        elif token.type in _MARKS and not _is_emphasis(tokens, start := opened.pop(), index):
            yield from (start, index)


def _is_emphasis(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether marks stand around words. CommonMark goes by neighbors alone, and reads lists of signs as emphasis."""
    before, first = _text(tokens, start - 1)[-1:], _text(tokens, start + 1)[:1]
    last, after = _text(tokens, end - 1)[-1:], _text(tokens, end + 1)[:1]
    in_quotes = (before == first and before in _QUOTES) or (last == after and last in _QUOTES)
    opens = first.isalnum() or first in _BEFORE_WORDS
    closes = last.isalnum() or last in _AFTER_WORDS
    return opens and closes and not in_quotes


def _text(tokens: Sequence[Token], index: int) -> str:
    """Returns the text of a token; "" outside of the paragraph and for what is no text."""
    return tokens[index].content if 0 <= index < len(tokens) else ""


@dataclass(slots=True)
class _Writer:
    """Collects the text of tokens. `_targets` are the links that are open, with where their labels begin."""

    _done: list[Line] = field(default_factory=list)
    _line: Line = field(default_factory=lambda: Line(""))
    _parts: list[str] = field(default_factory=list)
    _targets: list[tuple[str, int]] = field(default_factory=list)

    def write(self, token: Token, emphasis: str) -> None:
        """Adds a token; `emphasis` is its text if it is a mark of emphasis that is shown."""
        match token.type:
            case "text" | "image":
                self._parts.append(token.content)
            case "softbreak":
                self._parts.append(" ")
            case "hardbreak":
                self._break(Line(""))
            case "code_inline":
                self._parts.append(_as_code(token.content))
            case "link_open":
                self._open_link(str(token.attrs.get("href", "")))
            case "link_close":
                self._close_link()
            case "html_inline":
                self._write_tag(token.content)
            case _:
                self._parts.append(emphasis)

    def lines(self) -> Iterator[Line]:
        """Yields the lines that are not empty."""
        self._break(Line(""))
        return iter(self._done)

    def _write_tag(self, markup: str) -> None:
        match read_tag(markup):
            case Tag.BLOCK:
                self._break(Line("", apart=True))
            case Tag.ITEM:
                self._break(Line("", is_item=True))
            case Tag.BREAK:
                self._break(Line(""))
            case Tag.CODE:
                self._parts.append("`")
            case Tag.LINK:
                self._open_link(link_target(markup))
            case Tag.LINK_END:
                self._close_link()
            case Tag.TEXT:
                self._parts.append(markup)
            case Tag.ITEM_END | Tag.DECORATION:
                pass
            case _ as never:
                assert_never(never)

    def _break(self, following: Line) -> None:
        text = _TWO_STOPS.sub(".", " ".join(strip_invisible("".join(self._parts)).split()))
        blank = not text and bool(self._done)
        if text:
            self._done.append(replace(self._line, text=text))
        self._line = replace(
            following, apart=following.apart or blank or (not text and self._line.apart)
        )
        self._parts.clear()
        self._targets = [(target, 0) for target, _ in self._targets]

    def _open_link(self, target: str) -> None:
        self._targets.append((target, len(self._parts)))

    def _close_link(self) -> None:
        if not self._targets:
            return
        target, start = self._targets.pop()
        label = "".join(self._parts[start:]).strip()
        absolute = target.startswith(("https://", "http://"))
        if absolute and label not in (target, target.partition("://")[2]):
            self._parts.append(f" ({target})" if label else target)


def _as_code(content: str) -> str:
    fence = "``" if "`" in content else "`"
    return f"{fence}{content}{fence}"
