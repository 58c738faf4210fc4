# Finds the position of each key in a TOML file, because tomllib does not keep them. Imports the standard library
# only.
"""Line and column of every key of a TOML text, for messages."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
"""Keys from the top of the file; an integer is the index in an array."""

_TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|\n|[\[\]{}=,.]'''
    r"""|[^\s\[\]{}=,."'\#]+""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    offset: int


def key_positions(text: str) -> Mapping[KeyPath, tuple[int, int]]:
    """Returns line and column, counted from 1, of each key in `text`, which must be valid TOML."""
    scanner = _Scanner(tuple(_tokens(text)))
    scanner.file()
    line_starts = [0, *(m.end() for m in re.finditer("\n", text))]
    return {path: _position(offset, line_starts) for path, offset in scanner.found.items()}


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        if not match[0].startswith("#"):
            yield _Token(match[0], match.start())


def _position(offset: int, line_starts: list[int]) -> tuple[int, int]:
    line = bisect_right(line_starts, offset)
    return line, offset - line_starts[line - 1] + 1


@dataclass(slots=True)
class _Scanner:
    """Scans the tokens of a valid TOML text (toml.io, v1.0.0) and records where keys begin."""

    tokens: tuple[_Token, ...]
    at: int = 0
    found: dict[KeyPath, int] = field(default_factory=dict)
    entries: dict[KeyPath, int] = field(default_factory=dict)
    """The number of `[[tables]]` seen so far in each array."""

    def file(self) -> None:
        table: KeyPath = ()
        while self.at < len(self.tokens):
            match self._peek():
                case "\n":
                    self.at += 1
                case "[":
                    table = self._header()
                case _:
                    self._pair(table)

    def _peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def _next(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _header(self) -> KeyPath:
        self._next()
        is_array = self._peek() == "["
        if is_array:
            self._next()
        offset = self.tokens[self.at].offset
        keys = self._keys("]")
        if is_array:
            self._next()
        path = self._inside(keys[:-1]) + keys[-1:]
        if is_array:
            self.entries[path] = self.entries.get(path, -1) + 1
            self.found.setdefault(path, offset)
            path = (*path, self.entries[path])
        else:
            path = self._inside(keys)
        self.found.setdefault(path, offset)
        return path

    def _inside(self, keys: KeyPath) -> KeyPath:
        """Returns the path of `keys`. An array of tables on the way means its latest entry."""
        path: KeyPath = ()
        for key in keys:
            path = (*path, key)
            if path in self.entries:
                path = (*path, self.entries[path])
        return path

    def _keys(self, end: str) -> KeyPath:
        keys: list[str] = []
        while (token := self._next()).text != end:
            if token.text != ".":
                keys.append(_unquote(token.text))
        return tuple(keys)

    def _pair(self, table: KeyPath) -> None:
        offset = self.tokens[self.at].offset
        keys = self._keys("=")
        for length in range(1, len(keys) + 1):
            self.found.setdefault(table + keys[:length], offset)
        self._value(table + keys)

    def _value(self, path: KeyPath) -> None:
        match self._next().text:
            case "{":
                self._list("}", lambda _: self._pair(path))
            case "[":
                self._list("]", lambda index: self._entry(path, index))
            case _:
                while self._peek() not in {"", "\n", ",", "]", "}"}:
                    self._next()  # dates and floats are several tokens

    def _entry(self, path: KeyPath, index: int) -> None:
        self.found[*path, index] = self.tokens[self.at].offset
        self._value((*path, index))

    def _list(self, end: str, read: Callable[[int], None]) -> None:
        index = 0
        while True:
            match self._peek():
                case "\n" | ",":
                    self._next()
                case text if text == end:
                    self._next()
                    return
                case _:
                    read(index)
                    index += 1


def _unquote(key: str) -> str:
    if key[0] not in "\"'":
        return key
    value = tomllib.loads(f"k = {key}")["k"]
    return str(value)
