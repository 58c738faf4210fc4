# Which values a class in an annotation takes. Imports the standard library only.
"""`check_of`: tests for numbers, texts, moments, files and other classes."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from numbers import Number
from typing import Final


def number_of(value: object) -> object:
    """Converts a scalar of another library."""
    item = getattr(value, "item", None)
    return item() if callable(item) and not isinstance(value, str | bytes) else value


def _is_int(value: object) -> bool:
    """5.0 is an integer (JSON Schema, 6.1.1)."""
    value = number_of(value)
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        return False
    return isinstance(value, int | float) or hasattr(value, "__index__")


def _is_float(value: object) -> bool:
    value = number_of(value)
    return not isinstance(value, bool) and isinstance(value, Number | Decimal)


def _is_text(value: object) -> bool:
    return isinstance(value.value if isinstance(value, Enum) else value, str)


def _is_date(value: object) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


_KINDS: Final[Mapping[object, Callable[[object], bool]]] = {
    str: _is_text,
    int: _is_int,
    float: _is_float,
    bool: lambda value: isinstance(number_of(value), bool),
    bytes: lambda value: isinstance(value, bytes | bytearray | memoryview),
    type(None): lambda value: value is None,
    dt.date: _is_date,
    Iterable: lambda value: not isinstance(value, str | Mapping) and hasattr(value, "__iter__"),
    os.PathLike: lambda value: isinstance(value, os.PathLike),
}


def check_of(kind: type) -> Callable[[object], bool]:
    """Returns the test for values of a class that annotations name; files are recognized by their methods."""
    if kind in _KINDS:
        return _KINDS[kind]
    name = getattr(kind, "__name__", "")
    if name in ("IO", "BinaryIO"):
        return lambda value: hasattr(value, "read")
    if name == "AsyncIterable":
        return lambda value: hasattr(value, "__aiter__")
    return lambda value: isinstance(value, kind)
