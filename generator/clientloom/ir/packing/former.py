# Surfaces of format 3, in packages that earlier versions generated. May import columns.py beside it.
"""`unpack_former`: JSON objects with a class (`is`) from columns, as format 3 has them."""

from __future__ import annotations

import json
from base64 import b85decode
from collections.abc import Iterator
from typing import cast

from clientloom.ir.packing.columns import Plain, decompress

SCALAR, LIST, AGAIN = -3, -2, -1
"""What a place holds, beside the number of a shape."""
REPEATED = frozenset({"Field", "Parameter", "Response", "ErrorResponse"})
"""Classes whose equal objects are written once."""


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


def unpack_former(lines: list[str]) -> Plain:
    """The value of a surface of format 3.

    Raises:
        ValueError: the lines are damaged, or unpack to too much.
    """
    try:
        whole = json.loads(decompress(b85decode("".join(lines))))
        value = Reader(whole["columns"], whole["shapes"]).take("")
        named = cast("dict[str, list[dict[str, str]]]", value)["schemas"]
        return _lengthen(value, [schema["id"] for schema in named])
    except (OSError, EOFError, StopIteration, KeyError, IndexError, TypeError) as error:
        raise ValueError(f"damaged: {error!r}") from error


def _lengthen(value: Plain, ids: list[str]) -> Plain:
    """Writes out what format 3 leaves out: a schema is known by its number, a name by that on the wire."""
    match value:
        case list():
            return [_lengthen(item, ids) for item in value]
        case {"is": "Named", "id": int(number)}:
            return {"is": "Named", "id": ids[number]}
        case dict():
            found = {k: _lengthen(v, ids) for k, v in value.items()}
            if value["is"] in {"Field", "Parameter"}:
                found.setdefault("name", value["wire_name"])
            return found
        case _:
            return value
