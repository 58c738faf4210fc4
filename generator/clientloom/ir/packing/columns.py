# The smallest text for the JSON of an API: values of one kind stand together, and what repeats is written once.
# Standard library only.
"""`pack` and `unpack`: JSON objects with a class (`is`) as columns, compressed, in lines of printable characters."""

from __future__ import annotations

import json
from base64 import b85decode, b85encode
from bz2 import BZ2Decompressor, compress
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias, cast

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"

MAX_BYTES = 200 * 1024 * 1024
"""The size limit of an unpacked text: packages come from an index."""
WIDTH = 100
"""Characters of a line."""

SCALAR, LIST, AGAIN = -3, -2, -1
"""What a place holds, beside the number of a shape."""
REPEATED = frozenset({"Field", "Parameter", "Response", "ErrorResponse"})
"""Classes whose equal objects are written once."""


class Writer:
    """The columns of a value: one list of scalars for each member of each class."""

    def __init__(self) -> None:
        self.columns: defaultdict[str, list[Plain]] = defaultdict(list)
        self.shapes: dict[str, int] = {}
        self._seen: dict[str, int] = {}

    def put(self, value: Plain, place: str) -> None:
        """Writes a value that stands in a place, e.g. "Field.type"."""
        match value:
            case dict():
                self._put_object(value, place)
            case list():
                self.columns[f"{place}@"].append(LIST)
                self.columns[f"{place}#"].append(len(value))
                for item in value:
                    self.put(item, place)
            case _:
                self.columns[f"{place}@"].append(SCALAR)
                self.columns[place].append(value)

    def _put_object(self, value: dict[str, Plain], place: str) -> None:
        name = str(value["is"])
        key = json.dumps(value) if name in REPEATED else ""
        if key in self._seen:
            self.columns[f"{place}@"].append(AGAIN)
            self.columns[f"{place}!"].append(self._seen[key])
            return
        members = [member for member in value if member != "is"]
        shape = ",".join((name, *members))
        self.columns[f"{place}@"].append(self.shapes.setdefault(shape, len(self.shapes)))
        for member in members:
            self.put(value[member], f"{name}.{member}")
        if key:
            self._seen[key] = len(self._seen)


class Reader:
    """Takes values from columns, in the order in which they were written."""

    def __init__(self, columns: dict[str, list[Plain]], shapes: list[str]) -> None:
        self._columns: dict[str, Iterator[Plain]] = {k: iter(v) for k, v in columns.items()}
        self._shapes = [shape.split(",") for shape in shapes]
        self._seen: list[dict[str, Plain]] = []

    def take(self, place: str) -> Plain:
        """The next value of a place."""
        mark = self._number(f"{place}@")
        if mark == SCALAR:
            return next(self._columns[place])
        if mark == LIST:
            return [self.take(place) for _ in range(self._number(f"{place}#"))]
        if mark == AGAIN:
            return self._seen[self._number(f"{place}!")]
        name, *members = self._shapes[mark]
        found: dict[str, Plain] = {"is": name}
        for member in members:
            found[member] = self.take(f"{name}.{member}")
        if name in REPEATED:
            self._seen.append(found)
        return found

    def _number(self, column: str) -> int:
        return cast("int", next(self._columns[column]))


def pack(value: Plain) -> list[str]:
    """The value as lines of printable characters, the same on every machine."""
    writer = Writer()
    writer.put(value, "")
    whole = {"columns": writer.columns, "shapes": list(writer.shapes)}
    text = json.dumps(whole, separators=(",", ":"))
    packed = b85encode(compress(text.encode("ascii"))).decode("ascii")
    return [packed[at : at + WIDTH] for at in range(0, len(packed), WIDTH)]


def unpack(lines: list[str]) -> Plain:
    """The value that `pack` wrote.

    Raises:
        ValueError: the lines are damaged, or unpack to too much.
    """
    opener = BZ2Decompressor()
    try:
        text = opener.decompress(b85decode("".join(lines)), MAX_BYTES)
        if not opener.eof:
            raise ValueError("it is cut off, or too large")
        whole = json.loads(text)
        return Reader(whole["columns"], whole["shapes"]).take("")
    except (OSError, EOFError, StopIteration, KeyError, IndexError, TypeError) as error:
        raise ValueError(f"damaged: {error!r}") from error
