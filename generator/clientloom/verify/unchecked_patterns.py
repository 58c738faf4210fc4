# Which operations have values whose patterns nobody checks, for the report. May import the views of this room.
"""`UncheckedPatterns` finds the patterns that no linear engine can run, by operation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientloom.document.document import Json
from clientloom.verify.document_views import UNCHECKED, View

_MAX_REPORTED = 3
"""The number of patterns that are named for one operation."""


class UncheckedPatterns:
    """Finds patterns that are not checked. Each shared object is searched once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[str, tuple[list[str], set[str]]] = {}

    def of(self, pointer: str) -> Sequence[str]:
        """Returns the first patterns below an operation that are not checked."""
        patterns, waiting = _collect(self._view.operation(pointer))
        seen: set[str] = set()
        while waiting and len(patterns) < _MAX_REPORTED:
            reference = waiting.pop()
            seen.add(reference)
            found, further = self._at(reference)
            patterns += found
            waiting |= further - seen
        return list(dict.fromkeys(patterns))[:_MAX_REPORTED]

    def _at(self, reference: str) -> tuple[list[str], set[str]]:
        if reference not in self._known:
            self._known[reference] = _collect(self._view.target(reference))
        return self._known[reference]


def _collect(root: Json) -> tuple[list[str], set[str]]:
    """Returns the patterns in a part of the document, and its references."""
    patterns: list[str] = []
    references: set[str] = set()
    for node in _mappings(root):
        patterns += node.get(UNCHECKED, ())
        reference = node.get("$ref")
        if isinstance(reference, str):
            references.add(reference)
    return patterns, references


def _mappings(root: Json) -> Iterator[dict[str, Json]]:
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack += node.values()
        elif isinstance(node, list):
            stack += node
