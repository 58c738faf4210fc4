# The comparison of values that were sent with those that came back. Imports the standard library only.
"""Compares JSON values, with the normalizations that the client documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal, InvalidOperation

from clientloom.document.document import Json

_DURATION = re.compile(
    r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)


def difference(sent: Json, got: Json) -> str:
    """Returns the first difference of two values, "" if they mean the same.

    Different notations of one value mean the same: RFC 3339 timestamps, ISO 8601 durations, decimals and UUIDs, and
    1 and 1.0.
    """
    return _difference(sent, got, "$", lambda a, b: _is_same_json(a, b) or _same_scalar(a, b))


def exact_difference(sent: Json, got: Json, path: str = "$") -> str:
    """Returns the first difference of two values, "" if they are the same JSON; 1 and 1.0 are one number.

    `path` is how messages call the whole value.
    """
    return _difference(sent, got, path, _is_same_json)


def _difference(sent: Json, got: Json, path: str, is_same: Callable[[Json, Json], bool]) -> str:
    if isinstance(sent, dict) and isinstance(got, dict):
        for key in [*sent, *(k for k in got if k not in sent)]:
            if key not in got:
                return f"{path}.{key} was lost"
            if key not in sent:
                return f"{path}.{key} was added: {_short(got[key])}"
            if found := _difference(sent[key], got[key], f"{path}.{key}", is_same):
                return found
        return ""
    if isinstance(sent, list) and isinstance(got, list) and len(sent) == len(got):
        pairs = enumerate(zip(sent, got, strict=True))
        differences = (_difference(a, b, f"{path}[{i}]", is_same) for i, (a, b) in pairs)
        return next(filter(None, differences), "")
    return "" if is_same(sent, got) else f"{path} was {_short(sent)} and became {_short(got)}"


def _is_same_json(sent: Json, got: Json) -> bool:
    return bool(sent == got) and isinstance(sent, bool) == isinstance(got, bool)


def _same_scalar(sent: Json, got: Json) -> bool:
    if isinstance(sent, bool) or isinstance(got, bool):
        return False
    if isinstance(sent, str | int | float) and isinstance(got, str | int | float):
        left, right = str(sent), str(got)
        return any(_equal(reader, left, right) for reader in _READERS)
    return False


def _equal(reader: Callable[[str], object], left: str, right: str) -> bool:
    try:
        return reader(left) == reader(right)
    except (ValueError, InvalidOperation, TypeError):
        return False


def _uuid(text: str) -> str:
    if not re.fullmatch(r"[0-9a-fA-F-]{32,36}", text):
        raise ValueError(text)
    return text.replace("-", "").lower()


def _span(text: str) -> Decimal:
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    sign, *parts = match.groups()
    units = (604800, 86400, 3600, 60, 1)
    amounts = (Decimal(p or 0) * unit for p, unit in zip(parts, units, strict=True))
    seconds = sum(amounts, Decimal())
    return -seconds if sign == "-" else seconds


_READERS: tuple[Callable[[str], object], ...] = (
    datetime.fromisoformat,
    time.fromisoformat,
    Decimal,
    _span,
    _uuid,
)
"""What texts may mean: each reads one kind of value."""


def _short(value: Json) -> str:
    text = repr(value)
    return text if len(text) <= 120 else text[:120] + "..."
