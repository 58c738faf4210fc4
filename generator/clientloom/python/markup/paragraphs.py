# Markdown (CommonMark, with the tables of GitHub) to blocks of plain text. May import this room.
"""Descriptions as blocks: paragraphs, items of lists and code, without markup and without invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clientloom.python.markup.html_tags import blocks_to_markdown, without_expressions
from clientloom.python.markup.inline import Line, read_lines
from clientloom.python.markup.visible import strip_invisible

_PLAIN = re.compile(
    r"[^\W\d_]"
    r"(?:[^\\`*_\[\]<>&\n|~#]"
    r"|(?<=[^\W_])_+(?=[^\W_])"  # within a word an underscore is one
    r"|(?<![` \t])\n(?=[^\W\d_])"  # a line that begins with a letter goes on with the paragraph
    r"|(?<!`)`[^\s`<>&\\](?:[^\n`<>&\\]*[^\s`<>&\\])?`(?!`)"  # code stays as it is written
    r")*+"
)
"""A paragraph that says the same as Markdown and as plain text: most descriptions are one, and parsing takes long."""
_SAYS_NOTHING = re.compile(r"[\s.,;:_*\u2013\u2014-]*")
"""Signs that stand where a description would be, such as a full stop."""
_EMPTY_LINES = re.compile(r"\n{2,}")
_CALLOUT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*")
_DEEPEST = 50
_WIDEST_LEAD = 12


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item of a list, or lines of code.

    `lead` comes before the first line: the indentation and the marker of an item. `apart` is whether an empty line
    comes before the block. The text of a paragraph is one line, however long; lines of code stay as they are.
    """

    text: str
    lead: str = ""
    apart: bool = True
    is_code: bool = False
    is_heading: bool = False

    @property
    def is_item(self) -> bool:
        """Whether this begins an item of a list."""
        return bool(self.lead.strip())


@lru_cache(maxsize=16384)
def read_blocks(markup: str) -> tuple[Block, ...]:
    """Returns the blocks of a description. Text that only looks like markup (`<index_name>`) is kept."""
    text = strip_invisible(markup).strip("\n")
    paragraphs = _EMPTY_LINES.split(text)
    if all(map(_SAYS_NOTHING.fullmatch, paragraphs)):
        return ()
    if all(map(_PLAIN.fullmatch, paragraphs)) and ".." not in text:
        return tuple(Block(" ".join(paragraph.split())) for paragraph in paragraphs)
    tokens = _parser().parse(without_expressions(text))
    blocks = tuple(_Reader(tokens).blocks())
    return () if all(_SAYS_NOTHING.fullmatch(block.text) for block in blocks) else blocks


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    setattr(parser, "normalizeLink", str)  # noqa: B010  (addresses are shown as the author wrote them)
    setattr(parser, "normalizeLinkText", str)  # noqa: B010
    return parser


@dataclass(slots=True)
class _Reader:
    """Reads the tokens of one text; `nested` ones are of HTML in another.

    `_markers` are those of the open items, each blank once it is written. `_end` is the line of the source after the
    last block, `_head` the names of the columns of a table.
    """

    tokens: Sequence[Token]
    nested: bool = False
    _markers: list[str] = field(default_factory=list)
    _end: int = -1
    _head: list[str] = field(default_factory=list)

    def blocks(self) -> Iterator[Block]:
        """Yields the blocks of the text."""
        for index, token in enumerate(self.tokens):
            match token.type:
                case "list_item_open":
                    self._markers.append(f"{token.info}. " if token.info else "- ")
                case "list_item_close":
                    self._markers.pop()
                case "paragraph_open" | "heading_open":
                    yield from self._paragraph(token, self.tokens[index + 1].children or [])
                case "code_block" | "fence":
                    yield self._code(token)
                case "html_block":
                    yield from self._html(token)
                case "tr_open":
                    yield from self._row(token, index)
                case _:
                    pass

    def _paragraph(self, token: Token, inline: Sequence[Token]) -> Iterator[Block]:
        apart = self._is_apart(token)
        for line in read_lines(inline):
            text = _CALLOUT.sub(lambda m: f"{m.group(1).capitalize()}: ", line.text, count=1)
            lead = self._lead() + ("- " if line.is_item else "")
            yield Block(text, lead, apart or line.apart, is_heading=token.type == "heading_open")
            apart = False

    def _code(self, token: Token) -> Block:
        self._is_apart(token)
        lead = " " * len(self._lead()) + "    "
        lines = token.content.rstrip("\n").split("\n")
        return Block("\n".join((lead + line).rstrip() for line in lines), is_code=True)

    def _html(self, token: Token) -> Iterator[Block]:
        apart = self._is_apart(token)
        if self.nested:  # what is left of HTML is within lines
            inline = _parser().parseInline(token.content)[0].children or []
            found = [_block_of(line) for line in read_lines(inline)]
        else:
            inner = _parser().parse(blocks_to_markdown(token.content).strip("\n"))
            found = list(_Reader(inner, nested=True).blocks())
        for number, block in enumerate(found):
            lead = "" if block.is_code else self._lead()
            yield replace(block, lead=lead + block.lead, apart=block.apart if number else apart)

    def _row(self, token: Token, index: int) -> Iterator[Block]:
        cells = list(_cells(self.tokens, index))
        if self.tokens[index + 1].type == "th_open":
            self._head = cells
            return
        apart = self._is_apart(token) and self.tokens[index - 1].type == "tbody_open"
        if any(cells):
            yield Block(_join_cells(self._head, cells), f"{self._lead()}- ", apart)

    def _is_apart(self, token: Token) -> bool:
        """Whether an empty line, or nothing, comes before the block in the source."""
        start, end = token.map or (self._end, self._end)
        apart = start > self._end or token.type in ("code_block", "fence")
        self._end = end
        return apart

    def _lead(self) -> str:
        """Returns what comes before the next line. A marker is written once."""
        lead = "".join(self._markers)
        self._markers = [" " * len(marker) for marker in self._markers]
        return lead[-_WIDEST_LEAD:]


def _block_of(line: Line) -> Block:
    return Block(line.text, "- " if line.is_item else "", line.apart)


def _cells(tokens: Sequence[Token], row: int) -> Iterator[str]:
    """Yields the texts of the cells of a row, whose `tr_open` is the token of that number."""
    for token in takewhile(lambda each: each.type != "tr_close", tokens[row:]):
        if token.type == "inline":
            yield " ".join(line.text for line in read_lines(token.children or []))


def _join_cells(head: Sequence[str], cells: Sequence[str]) -> str:
    """Returns a row as one line: "a: b" of two columns, else each cell with the name of its column.

    So a row does not change when another one becomes longer.
    """
    if len(cells) <= 2:
        return ": ".join(filter(None, cells))
    named = zip(head, cells, strict=False)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)
