# Scalars for JSON Schema: numbers within limits, text of a format, length and pattern. Imports patterns only.
"""Makes numbers and texts that satisfy one or more schemas at once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from clientloom.document.document import Json
from clientloom.verify.patterns import make_matches, matches

Keywords = Mapping[str, Json]

FORMATS: Mapping[str, str] = {
    "date-time": "2024-02-29T12:30:4{}Z",
    "datetime": "2024-02-29T12:30:4{}Z",
    "date": "2024-02-1{}",
    "time": "12:30:4{}Z",
    "duration": "P1DT2H3M{}S",
    "uuid": "7b1c1e0a-5a3c-4f4e-9d55-0a1b2c3d4e5{}",
    "guid": "7b1c1e0a-5a3c-4f4e-9d55-0a1b2c3d4e5{}",
    "email": "user{}@example.com",
    "idn-email": "user{}@example.com",
    "uri": "https://example.com/{}",
    "url": "https://example.com/{}",
    "iri": "https://example.com/{}",
    "uri-reference": "/path/{}",
    "iri-reference": "/path/{}",
    "uri-template": "/path/{}",
    "hostname": "host{}.example.com",
    "idn-hostname": "host{}.example.com",
    "ipv4": "192.0.2.{}",
    "ip": "192.0.2.{}",
    "ipv6": "2001:db8::{}",
    "byte": "QUJD",
    "base64": "QUJD",
    "base64url": "QUJD",
    "decimal": "1{}.5",
    "json-pointer": "/a/{}",
    "relative-json-pointer": "{}/a",
    "regex": "^a{}$",
    "int64": "6{}",
    "int32": "6{}",
    "unixtime": "170000000{}",
}
"""A text of each format, with a place for a digit that makes values differ."""


class NoValueError(Exception):
    """No value was found for a schema; the message says why."""


def number(schema_parts: Sequence[Keywords], *, whole: bool, salt: int) -> int | float:
    """Returns a number within all limits.

    Raises:
        NoValueError: none of those that were tried is.
    """
    steps = [a["multipleOf"] for a in schema_parts if _is_number(a.get("multipleOf"))]
    step = max((s for s in steps if s > 0), default=1 if whole else 0)
    lows = [a[k] for a in schema_parts for k in _LOWER if _is_number(a.get(k))]
    highs = [a[k] for a in schema_parts for k in _UPPER if _is_number(a.get(k))]
    starts = [1.0 if whole else 1.5, 0.0, *lows, *highs]
    for start in starts:
        for shift in (salt, 0, 1, -1, 0.5, -0.5, 0.001, -0.001):
            found = _align(start + shift * (step or 1), step, whole=whole)
            if all(_within(found, schema_part) for schema_part in schema_parts):
                return found
    raise NoValueError(f"no number of at least {lows}, at most {highs}, a multiple of {steps}")


_LOWER, _UPPER = ("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")


def _align(value: float, step: float, *, whole: bool) -> int | float:
    if step:
        value = round(value / step) * step
    return round(value) if whole or value == round(value) else value


def _within(value: float, schema_part: Keywords) -> bool:
    def limit(key: str, default: float) -> float:
        found = schema_part.get(key)
        return float(found or 0) if _is_number(found) else default

    step = limit("multipleOf", 0)
    return (
        limit("minimum", -math.inf) <= value <= limit("maximum", math.inf)
        and limit("exclusiveMinimum", -math.inf) < value < limit("exclusiveMaximum", math.inf)
        and (step <= 0 or abs(value / step - round(value / step)) < 1e-9)
    )


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def text(schema_parts: Sequence[Keywords], *, salt: int) -> str:
    """Returns a text of the required format, length and pattern.

    Raises:
        NoValueError: none of those that were tried fits.
    """
    low = max((a["minLength"] for a in schema_parts if _is_number(a.get("minLength"))), default=0)
    high = min(
        (a["maxLength"] for a in schema_parts if _is_number(a.get("maxLength"))), default=None
    )
    patterns = [a["pattern"] for a in schema_parts if isinstance(a.get("pattern"), str)]
    formats = [a["format"] for a in schema_parts if isinstance(a.get("format"), str)]
    if low > _TOO_LONG:
        raise NoValueError(f"a text of {low} characters")
    for found in _candidates(schema_parts, formats, patterns, int(low), salt):
        if (
            len(found) >= low
            and (high is None or len(found) <= high)
            and _fits(found, patterns, formats)
        ):
            return found
    raise NoValueError(f"no text for format {formats}, pattern {patterns}, length {low} to {high}")


_TOO_LONG = 1_000_000


def _fits(found: str, patterns: Sequence[str], formats: Sequence[str]) -> bool:
    shapes = [_SHAPES[name] for name in formats if name in _SHAPES]
    return all(shape.fullmatch(found) for shape in shapes) and all(
        matches(pattern, found) for pattern in patterns
    )


_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHAPES = {
    "date-time": _DATE_TIME,
    "datetime": _DATE_TIME,
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "time": re.compile(r"\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)"),
    "duration": re.compile(r"P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?"),
    "uuid": _UUID,
    "guid": _UUID,
    "byte": re.compile(r"([A-Za-z0-9+/]{4})+"),
    "decimal": re.compile(r"-?\d+(\.\d+)?"),
    "ipv4": re.compile(r"\d+(\.\d+){3}"),
    "ipv6": re.compile(r"[0-9a-f:]+"),
    "email": re.compile(r"[\w.+-]+@[\w.-]+"),
    "uri": re.compile(r"[a-z][\w+.-]*:[\w/:.?#=&%~-]*"),
}
"""A pattern that each text of a format matches; other formats allow any text."""


def _candidates(
    schema_parts: Sequence[Keywords],
    formats: Sequence[str],
    patterns: Sequence[str],
    low: int,
    salt: int,
) -> Iterator[str]:
    for name in formats:
        if name in FORMATS:
            yield FORMATS[name].format(salt % 10)
            yield FORMATS[name].format("a" * low) if name in {"uri", "url"} else "QUJD" * low
    if not salt:
        for schema_part in schema_parts:
            examples = schema_part.get("examples")
            yield from (
                (e for e in examples if isinstance(e, str)) if isinstance(examples, list) else ()
            )
    for pattern in patterns:
        yield from make_matches(pattern, shortest=low, salt=salt)
    word = f"text{salt or ''}"
    yield word + "x" * (low - len(word))
    yield word[-1:] * max(low, 1)
    yield ""
