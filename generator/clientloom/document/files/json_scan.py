# Finds positions in a JSON text. Skips values with the C scanner of the standard library, so that a position in 13 MB
# takes a fraction of a second. Imports the standard library only.
"""Positions in JSON."""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

_SPACE = re.compile(r"[ \t\n\r]*")
_SPACE_COMMA = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")


class JsonScan:
    """Finds the offsets of keys, items and values in a valid JSON text."""

    def __init__(self, text: str) -> None:
        self._text = text
        reader = json.JSONDecoder(parse_constant=str, parse_int=str, parse_float=str)
        self._skip = reader.raw_decode
        self._known: dict[int, dict[str, tuple[int, int]]] = {}
        self._parents: dict[tuple[str, ...], tuple[int, int]] = {}

    def offset(self, tokens: Sequence[str]) -> int:
        """Returns the offset of the key or item under a pointer, or of the nearest place above it that exists."""
        parent = tuple(tokens[:-1])
        if parent not in self._parents:
            self._parents[parent] = self._walk(parent)
        label, value = self._parents[parent]
        if value < 0 or not tokens:
            return label
        return self._children(value).get(tokens[-1], (label, value))[0]

    def _walk(self, tokens: tuple[str, ...]) -> tuple[int, int]:
        """The offsets of a key or item and of its value, which is -1 where only a place above it exists."""
        label = value = _after(_SPACE, self._text, 0)
        for token in tokens:
            children = self._children(value)
            if token not in children:
                return label, -1
            label, value = children[token]
        return label, value

    def position(self, offset: int) -> tuple[int, int]:
        """Returns the line and column of an offset, counted from 1."""
        line = bisect_left(self._newlines, offset)
        return line + 1, offset - (self._newlines[line - 1] if line else -1)

    @cached_property
    def _newlines(self) -> array[int]:
        return array("Q", (match.start() for match in re.finditer("\n", self._text)))

    def _children(self, start: int) -> dict[str, tuple[int, int]]:
        if start not in self._known:
            self._known[start] = {key: (label, value) for key, label, value in self._members(start)}
        return self._known[start]

    def _members(self, start: int) -> list[tuple[str, int, int]]:
        opening = self._text[start]
        if opening == "{":
            return self._object(start + 1)
        return self._array(start + 1) if opening == "[" else []

    def _object(self, at: int) -> list[tuple[str, int, int]]:
        text = self._text
        found: list[tuple[str, int, int]] = []
        at = _after(_SPACE, text, at)
        while text[at] != "}":
            key, end = self._skip(text, at)
            value = _after(_COLON, text, end)
            found.append((key, at, value))
            at = _after(_SPACE_COMMA, text, self._end(value))
        return found

    def _array(self, at: int) -> list[tuple[str, int, int]]:
        text = self._text
        found: list[tuple[str, int, int]] = []
        at = _after(_SPACE, text, at)
        while text[at] != "]":
            found.append((str(len(found)), at, at))
            at = _after(_SPACE_COMMA, text, self._end(at))
        return found

    def _end(self, at: int) -> int:
        return self._skip(self._text, at)[1]

    def duplicates(self) -> list[tuple[str, int, int]]:
        """Returns every repeated key of an object, with the offsets of its first and its later occurrence."""
        found, todo = [], [_after(_SPACE, self._text, 0)]
        while todo:
            seen: dict[str, int] = {}
            for key, label, value in self._members(todo.pop()):
                if key in seen:
                    found.append((key, seen[key], label))
                seen.setdefault(key, label)
                if self._text[value] in "{[":
                    todo.append(value)
        return sorted(found, key=lambda duplicate: duplicate[2])


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match is not None else at
