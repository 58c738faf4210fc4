# The position of a JSON pointer in the text of a JSON or YAML file. May import the readers of this folder.
"""From pointers to lines and columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from yaml import events

from clientloom.document.files.json_scan import JsonScan
from clientloom.document.files.yaml_text import replace_tabs, yaml_events

Position: TypeAlias = tuple[int, int]
Locator: TypeAlias = Callable[[Sequence[str]], Position]
"""Returns the line and column of the key or item under a pointer, or of the nearest place above that exists."""


def json_locator(text: str) -> Locator:
    """Returns the locator of a valid JSON text."""
    scan = JsonScan(text)
    return lambda tokens: scan.position(scan.offset(tokens))


def yaml_locator(text: str) -> Locator:
    """Returns the locator of a valid YAML text. A node that an alias or merge key inserts is at its anchor."""
    index = _YamlIndex(text)
    return index.position


class _Node:
    """A node of a YAML text: the position of the node or its key, and its children."""

    __slots__ = ("children", "mark", "merged")

    def __init__(self, mark: object) -> None:
        self.mark = mark
        self.children: dict[str, _Node] | None = None
        self.merged: list[_Node] = []

    def child(self, token: str) -> tuple[object, _Node] | None:
        seen: set[int] = set()
        stack = [self]
        while stack:
            node = stack.pop()
            if id(node) in seen:
                continue  # several nodes can merge it by alias
            seen.add(id(node))
            if node.children is not None and token in node.children:
                return node.children[token].mark, node.children[token]
            for source in reversed(node.merged):
                stack += [*reversed((source.children or {}).values()), source]
        return None


class _YamlIndex:
    def __init__(self, text: str) -> None:
        self._root = _Node(None)
        self._stack: list[tuple[_Node, bool]] = []
        self._anchors: dict[str, _Node] = {}
        self._key: events.Event | None = None
        self._documents = 0
        for event in yaml_events(replace_tabs(text)):
            if isinstance(event, events.DocumentStartEvent):
                self._documents += 1
            if self._documents == 1:
                self._take(event)

    def _take(self, event: events.Event) -> None:
        if isinstance(event, (events.MappingEndEvent, events.SequenceEndEvent)):
            self._stack.pop()
        elif isinstance(event, events.NodeEvent):
            if self._stack and self._stack[-1][1] and self._key is None:
                self._key = event
            else:
                self._add(event)

    def _add(self, event: events.NodeEvent) -> None:
        key, self._key = self._key, None
        node = _Node((key or event).start_mark)
        if isinstance(event, events.AliasEvent):
            known = self._anchors.get(event.anchor or "")
            if known is not None:
                node.children, node.merged = known.children, known.merged
        elif event.anchor:
            self._anchors[event.anchor] = node
        self._attach(node, key)
        if isinstance(event, events.CollectionStartEvent):
            node.children = {}
            self._stack.append((node, isinstance(event, events.MappingStartEvent)))

    def _attach(self, node: _Node, key: events.Event | None) -> None:
        if not self._stack:
            self._root = node
            return
        parent, is_map = self._stack[-1]
        children = parent.children if parent.children is not None else {}
        if not is_map:
            children[str(len(children))] = node
        elif isinstance(key, events.ScalarEvent) and key.value == "<<" and not key.style:
            parent.merged.append(node)
        else:
            children[str(getattr(key, "value", ""))] = node

    def position(self, tokens: Sequence[str]) -> Position:
        node, mark = self._root, self._root.mark
        for token in tokens:
            found = node.child(token)
            if found is None:
                break
            mark, node = found
        line, column = getattr(mark, "line", -1), getattr(mark, "column", -1)
        return line + 1, column + 1
