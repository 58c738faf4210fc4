# Where each part of the finished tree came from, however often it was moved. May import diagnostics and this room's files.
"""Provenance: a pointer into the result -> a place in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientloom.diagnostics import Span
from clientloom.document.files.file_set import Files
from clientloom.document.files.source import Source
from clientloom.document.pointer import split


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a file as it was read."""

    source: Source
    tokens: tuple[str, ...]


class Origins:
    """Follows a pointer back through the stages that moved things.

    Bundling says which pointers came from another place (`add`); each later stage adds a layer that maps
    pointers of its result to pointers of its input (`layer`). The longest prefix that is known counts, and
    what no stage moved is where it was.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._roots: dict[str, Origin] = {}
        self._layers: list[Mapping[str, str | Origin]] = []
        self._extra: dict[str, Source] = {}

    def add(self, pointer: str, origin: Origin) -> None:
        """Say that the node at a pointer of the bundled tree, and all below it, comes from another place."""
        self._roots[pointer] = origin

    def layer(self, moves: Mapping[str, str | Origin]) -> None:
        """Say that a stage moved what stood at the values to the keys, or brought it from another file."""
        if moves:
            self._layers.append(dict(moves))

    def know(self, source: Source) -> None:
        """Say that a file other than the document's own (an overlay) was read."""
        self._extra[source.name] = source

    def find(self, pointer: str) -> Origin:
        """Where the text of a node (or of the nearest one above it) is."""
        for moves in reversed(self._layers):
            head, rest = _longest(moves, pointer)
            if head is None:
                continue
            before = moves[head]
            if isinstance(before, Origin):
                return Origin(before.source, (*before.tokens, *split(rest)))
            pointer = before + rest
        head, rest = _longest(self._roots, pointer)
        if head is None:
            return Origin(self._files.root, split(pointer))
        origin = self._roots[head]
        return Origin(origin.source, (*origin.tokens, *split(rest)))

    def locate(self, pointer: str) -> Span:
        """Line and column of a pointer into the tree as it is now."""
        origin = self.find(pointer)
        return origin.source.span(origin.tokens)

    def excerpt(self, span: Span) -> str:
        """The line of source that a span is about; empty where it is not known."""
        for source in (*self._files.sources, *self._extra.values()):
            if source.name == span.file:
                return source.line(span)
        return ""


def translate(moves: Mapping[str, str], pointer: str) -> str:
    """Where a pointer was before the moves; the longest known prefix counts."""
    head, rest = _longest(moves, pointer)
    return pointer if head is None else moves[head] + rest


def _longest(known: Mapping[str, object], pointer: str) -> tuple[str | None, str]:
    head = pointer
    while head not in known:
        if not head:
            return None, pointer
        head = head[: head.rfind("/")]
    return head, pointer[len(head) :]
