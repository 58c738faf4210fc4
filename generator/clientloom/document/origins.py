# Records where each part of the final tree came from. May import diagnostics and files/.
"""From a pointer into the result to a place in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from clientloom.diagnostics import Span
from clientloom.document.files.file_set import FileSet
from clientloom.document.files.source import Source
from clientloom.document.pointer import split

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in an original file."""

    source: Source
    tokens: tuple[str, ...]


class Origins:
    """Maps pointers of the current tree to places in files.

    Bundling says which pointers came from another place (`add`); each later stage adds a layer that maps
    pointers of its result to pointers of its input (`add_moves`). The longest prefix that is known counts, and
    what no stage moved is where it was.
    """

    def __init__(self, files: FileSet) -> None:
        self._files = files
        self._origins = _Prefixes[Origin]()
        self._moves: list[_Prefixes[str | Origin]] = []

    def add(self, pointer: str, origin: Origin) -> None:
        """Records that the node at a pointer of the bundled tree, with all below it, comes from `origin`."""
        self._origins.add(pointer, origin)

    def add_moves(self, moves: Mapping[str, str | Origin]) -> None:
        """Records the moves of a step: from new pointers to old ones, or to another file."""
        if moves:
            self._moves.append(_Prefixes(moves))

    def find(self, pointer: str) -> Origin:
        """Returns the origin of a node, or of the nearest one above it."""
        for moves in reversed(self._moves):
            head = moves.longest(pointer)
            if head is None:
                continue
            before, rest = moves[head], pointer[len(head) :]
            if isinstance(before, Origin):
                return Origin(before.source, (*before.tokens, *split(rest)))
            pointer = before + rest
        head = self._origins.longest(pointer)
        if head is None:
            return Origin(self._files.root, split(pointer))
        origin = self._origins[head]
        return Origin(origin.source, (*origin.tokens, *split(pointer[len(head) :])))

    def locate(self, pointer: str) -> Span:
        """Returns the line and column of a pointer into the current tree."""
        origin = self.find(pointer)
        return origin.source.span(origin.tokens)


class _Prefixes(Generic[Value]):
    """Values by pointer, and the longest known prefix of any pointer: asked for one after the other of an object."""

    def __init__(self, known: Mapping[str, Value] | None = None) -> None:
        self._known = dict(known or {})
        self._parents: dict[str, str | None] = {}

    def __getitem__(self, pointer: str) -> Value:
        return self._known[pointer]

    def add(self, pointer: str, value: Value) -> None:
        """Adds a pointer."""
        self._known[pointer] = value
        self._parents.clear()

    def longest(self, pointer: str) -> str | None:
        """The longest known prefix of a pointer, itself perhaps; None where it has none."""
        if pointer in self._known:
            return pointer
        parent = pointer[: pointer.rfind("/")] if pointer else ""
        if parent not in self._parents:
            self._parents[parent] = _longest_prefix(self._known, parent)[0]
        return self._parents[parent]


def translate(moves: Mapping[str, str], pointer: str) -> str:
    """Returns where a pointer was before the moves, by its longest recorded prefix."""
    head, rest = _longest_prefix(moves, pointer)
    return pointer if head is None else moves[head] + rest


def _longest_prefix(known: Mapping[str, object], pointer: str) -> tuple[str | None, str]:
    head = pointer
    while head not in known:
        if not head:
            return None, pointer
        head = head[: head.rfind("/")]
    return head, pointer[len(head) :]
