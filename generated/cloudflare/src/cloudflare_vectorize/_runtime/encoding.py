# Python values -> JSON bytes. Imports the standard library and the light modules of the runtime.
"""JSON encoding of request bodies, without a walk over the body in Python."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from os import PathLike
from typing import Final, cast

from .basics import UNSET
from .errors import InvalidRequestError


class Wire:
    """A value that knows how it is spelled on the wire: a model, an unknown variant."""

    __slots__ = ()

    def __wire__(self) -> object:
        """This object as JSON values; nested values may again be `Wire`."""
        raise NotImplementedError


def encode_json(value: object) -> bytes:
    """Compact UTF-8 JSON.

    Raises:
        InvalidRequestError: a value has no JSON form (also NaN and infinity, RFC 8259 section 6).
    """
    try:
        return _ENCODER.encode(value).encode()
    except InvalidRequestError:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidRequestError(f"a value cannot be sent as JSON: {error}") from error


def given(values: Mapping[str, object]) -> Mapping[str, object]:
    """The members that were given: without the `UNSET` ones of the first level."""
    if UNSET in values.values():
        return {name: value for name, value in values.items() if value is not UNSET}
    return values


def timestamp(value: datetime) -> str:
    """RFC 3339, with `Z` for UTC; a time without zone stays without."""
    text = value.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def duration(value: timedelta) -> str:
    """ISO 8601, e.g. `P1DT2H0.5S` in seconds and days only."""
    sign, value = ("-", -value) if value < timedelta() else ("", value)
    days = f"{value.days}D" if value.days else ""
    fraction = f".{value.microseconds:06d}".rstrip("0") if value.microseconds else ""
    seconds = f"T{value.seconds}{fraction}S" if value.seconds or fraction or not days else ""
    return f"{sign}P{days}{seconds}"


def plain(value: object) -> object:
    """A value that json does not know, as one that it does; its parts may again be unknown to json.

    Raises:
        InvalidRequestError: the value has no JSON form.
    """
    from uuid import UUID

    match value:
        case Wire():
            return value.__wire__()
        case datetime():
            return timestamp(value)
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration(value)
        case UUID() | Decimal():
            return str(value)
        case bytes() | bytearray():
            return base64.b64encode(value).decode()
        case Enum() if value is not UNSET:
            return cast("object", value.value)
        case Mapping():
            return dict(cast("Mapping[str, object]", value))
        case AbstractSet():
            return sorted(cast("AbstractSet[str]", value))
        case PathLike():
            return str(cast("PathLike[str]", value))
        case _:
            return _foreign(value)


def _foreign(value: object) -> object:
    """Pydantic models and iterators that the user brings."""
    dump = getattr(value, "model_dump", None)
    if callable(dump):
        return dump(mode="json", by_alias=True, exclude_unset=True)
    if hasattr(value, "__next__") or hasattr(value, "__getitem__"):
        return list(cast("list[object]", value))
    if value is UNSET:
        raise InvalidRequestError("UNSET is inside a nested value; leave the member out instead")
    raise InvalidRequestError(f"a {type(value).__name__} cannot be sent")


_ENCODER: Final = json.JSONEncoder(
    default=plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False
)
