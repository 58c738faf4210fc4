# The lines of a document, without a string for each. Standard library only.
"""`Lines`: a text of which single lines are read, however long it is."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import overload

_KEY = re.compile(r"""( *)["']?([^\s"':][^"':]*)["']?\s*:(?:\s|$)""")
_DEEPEST = 3
"""How many keys lead to a component: `components`, `schemas` and its name."""


class Lines(Sequence[str]):
    """The lines of UTF-8 text by their number, the first is 0; each is decoded when it is asked for."""

    def __init__(self, content: bytes = b"") -> None:
        self._content = content
        self._starts = array("Q", [0])
        position = content.find(b"\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = content.find(b"\n", position + 1)
        if self._starts[-1] == len(content):
            self._starts.pop()

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        start = self._starts[index]
        end = self._content.find(b"\n", start)
        line = self._content[start : end if end >= 0 else len(self._content)]
        return line.decode("utf-8", "replace").rstrip("\r")

    @cached_property
    def components(self) -> Mapping[str, int]:
        """The number of the line of each key near the root, the first is 1, by its reference: `#/components/...`."""
        found: dict[str, int] = {}
        above: list[tuple[int, str]] = []
        for number, line in enumerate(self, 1):
            if key := _KEY.match(line):
                depth = len(key[1])
                while above and above[-1][0] >= depth:
                    above.pop()
                above.append((depth, key[2]))
                if len(above) <= _DEEPEST:
                    found.setdefault("#/" + "/".join(name for _, name in above), number)
        return found

    def text(self) -> str:
        """All of it."""
        return self._content.decode("utf-8", "replace")
