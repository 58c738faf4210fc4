# Python values -> JSON bytes. Imports the standard library and the light modules of the runtime.
"""Encodes request bodies as JSON, without a loop over the values in Python."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from decimal import Decimal
from enum import Enum
from operator import index
from os import PathLike
from typing import Any, Final, SupportsFloat, SupportsIndex, cast

from ..core.basics import UNSET
from ..core.errors import InvalidRequestError
from .values import KeepsText, text_of


class Wire:
    """A value that converts itself for the wire: a model, an unknown variant."""

    __slots__ = ()

    def __wire__(self) -> object:
        """Returns this object as JSON values; nested values may be `Wire` as well."""
        raise NotImplementedError

    def __answer__(self) -> object:
        """Returns this object as a server sends it, with read-only fields; nested values may be `Wire` as well."""
        return self.__wire__()


def encode_json(value: object) -> bytes:
    """Encodes a value as compact JSON in UTF-8.

    Raises:
        InvalidRequestError: a value has no JSON form (also NaN and infinity, RFC 8259 section 6).
    """
    try:
        text = _ENCODER.encode(value)
    except InvalidRequestError:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidRequestError(f"a value cannot be sent as JSON: {error}") from error
    return (_NUMBER.sub(r"\1", text) if _MARK in text else text).encode()


def drop_unset(values: Mapping[str, object]) -> Mapping[str, object]:
    """Returns the members that are not `UNSET`, on the first level.

    Compares by identity: `==` with a numpy array returns an array.
    """
    for value in values.values():
        if value is UNSET:
            return {name: value for name, value in values.items() if value is not UNSET}
    return values


def plain(value: object) -> object:
    """Converts a value that json does not know; its parts may be unknown as well.

    Raises:
        InvalidRequestError: the value has no JSON form.
    """
    # <any_values or formats or dates>
    if (text := text_of(value)) is not None:
        if isinstance(value, datetime) and value.tzinfo is None:
            _check_zone(value)
        if isinstance(value, Decimal) and not value.is_finite():
            raise InvalidRequestError(f"{value} is no number that can be sent")
        return text
    # </any_values or formats or dates>
    match value:
        case Wire():
            return value.__wire__()
        case Enum() if value is not UNSET:
            return cast("object", value.value)
        case Mapping():
            return dict(cast("Mapping[str, object]", value))
        # <any_values or formats or dates>
        case AbstractSet():
            return sort_members(cast("AbstractSet[object]", value))
        case PathLike():
            return str(cast("PathLike[str]", value))
        # </any_values or formats or dates>
        case bytes() | bytearray() | memoryview() | Decimal():
            kind = type(cast("object", value)).__name__
            raise InvalidRequestError(f"a {kind} cannot be sent to this API")
        case _:
            return _foreign(value)


def as_list(value: object) -> list[object] | None:
    """Returns the items of what is sent as a list: a sequence, a set, an iterator, an array; None for other values."""
    if isinstance(value, list | tuple):
        return list(cast("list[object]", value))
    is_one = isinstance(value, str | bytes | bytearray | memoryview | Mapping | Wire)
    if is_one or hasattr(value, "read") or not hasattr(value, "__iter__"):
        return None
    found = value if hasattr(value, "model_dump") else plain(value)
    return cast("list[object]", found) if isinstance(found, list) else None


def _check_zone(value: datetime) -> None:
    """Rejects a date-time without a time zone, unless a response contained it so."""
    # <datetimes>
    if isinstance(value, KeepsText) and value.text:
        return
    # </datetimes>
    raise InvalidRequestError(
        f"{value!r} has no time zone, so it is ambiguous; make it with "
        "datetime.now(UTC), or call astimezone() on it if it is local time"
    )


def sort_members(values: AbstractSet[object]) -> list[object]:
    """Returns the members of a set in an order that is the same for every call."""
    try:
        return sorted(cast("AbstractSet[Any]", values))
    except TypeError:
        return sorted(values, key=repr)


_CONVERTERS: Final = ("tolist", "to_pylist", "to_list", "item")
"""Methods that convert arrays, columns and scalars of other libraries to Python values."""


def _foreign(value: object) -> object:
    """Converts models, arrays, numbers and iterables of other libraries to Python values."""
    if value is UNSET:
        raise InvalidRequestError("UNSET is inside a nested value; leave the member out instead")
    _check_moments(value)
    try:
        return _convert(value)
    except (TypeError, ValueError, ArithmeticError, LookupError, RuntimeError) as error:
        raise InvalidRequestError(f"a {type(value).__name__} cannot be sent: {error}") from error


def _convert(value: object) -> object:
    dump = getattr(value, "model_dump", None)
    if callable(dump):
        return dump(mode="json", by_alias=True, exclude_unset=True)
    for name in _CONVERTERS:
        convert = getattr(value, name, None)
        if callable(convert):
            return convert()
    as_array = getattr(value, "__array__", None)
    if as_array is not None:
        return plain(as_array())
    if hasattr(value, "__index__"):
        return index(cast("SupportsIndex", value))
    if hasattr(value, "__float__"):
        return float(cast("SupportsFloat", value))
    if hasattr(value, "read"):
        raise TypeError("a file is no JSON value")
    return list(cast("Iterable[object]", value))


def _check_moments(value: object) -> None:
    """Raises InvalidRequestError for numpy's times, which would become integers without a time zone."""
    if getattr(getattr(value, "dtype", None), "kind", "") in ("M", "m"):
        raise InvalidRequestError(
            f"a {type(value).__name__} of times cannot be sent; convert it to datetime or timedelta"
        )


def _json(value: object) -> object:
    """Converts like `plain`; marks a Decimal so that `encode_json` writes its digits."""
    # <formats>
    if isinstance(value, KeepsText):
        return plain(value)
    # </formats>
    text = plain(value)
    return f"{_MARK}{text}" if isinstance(value, Decimal) else text


_MARK: Final = f"{os.urandom(8).hex()}:"
_NUMBER: Final = re.compile(rf'"{_MARK}([^"]*)"')
_ENCODER: Final = json.JSONEncoder(
    default=_json, ensure_ascii=False, separators=(",", ":"), allow_nan=False
)
