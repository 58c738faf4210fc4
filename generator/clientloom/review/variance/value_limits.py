# Changes of limits of values. Imports ir only.
"""`limit_findings`: compares the limits of a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from clientloom.ir import Scalar
from clientloom.review.changes import Direction, Level
from clientloom.review.variance.finding import Finding

Limits = tuple[tuple[str, Scalar], ...]

WORDS = {
    "maximum": "at most {}",
    "exclusiveMaximum": "below {}",
    "minimum": "at least {}",
    "exclusiveMinimum": "above {}",
    "multipleOf": "a multiple of {}",
    "maxLength": "at most {} characters long",
    "minLength": "at least {} characters long",
    "maxItems": "at most {} items long",
    "minItems": "at least {} items long",
    "maxProperties": "at most {} members large",
    "minProperties": "at least {} members large",
    "const": "exactly {}",
    "uniqueItems": "without repetitions",
    "pattern": "a match of `{}`",
    "format": "of the format `{}`",
}
"""Keywords of JSON Schema as complements of "must be"."""

UPPER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})
LOWER = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
SIDES = {"exclusiveMaximum": "maximum", "exclusiveMinimum": "minimum"}
"""Pairs of keywords that limit the same side."""
WIDE = frozenset({"int64", "float", "double", "password"})
"""Formats that do not restrict values: widths of numbers, and `password`."""
NEVER_NEGATIVE = LOWER - {"minimum", "exclusiveMinimum"}


@dataclass(frozen=True, slots=True)
class Limit:
    """A keyword of JSON Schema with its value; its text is a complement of "must be"."""

    keyword: str
    value: Scalar

    def __str__(self) -> str:
        return WORDS.get(self.keyword, f"within {self.keyword} {{}}").format(self.value)

    @property
    def admits_itself(self) -> bool:
        """Whether the value of the limit is itself valid."""
        return not self.keyword.startswith("exclusive")


def limit_findings(old: Limits, new: Limits, way: Direction) -> Iterator[Finding]:
    """Compares limits. The client does not check sent values, the server does; received ones may be unexpected."""
    before, after = _effective_limits(old), _effective_limits(new)
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        part, _, keyword = name.rpartition(".")
        describe = _describe_sent if way is Direction.REQUEST else _describe_read
        text = PARTS[part] + describe(was, now)
        yield Finding(_limit_level(keyword, was, now, way), "limit-changed", text, part=name)


PARTS = {"": "", "items": "(each item) ", "values": "(each value) "}
"""The subject of a limit by the prefix of its keyword: the value itself, or its items or values."""


def _effective_limits(limits: Limits) -> dict[str, Limit]:
    """Returns the limits that reject any value, the stricter one of each side."""
    found: dict[str, Limit] = {}
    for name, value in limits:
        part, dot, keyword = name.rpartition(".")
        if _refuses(keyword, value):
            limit, key = Limit(keyword, value), f"{part}{dot}{SIDES.get(keyword, keyword)}"
            known = found.get(key)
            found[key] = limit if known is None or _tightens(known, limit) else known
    return found


def _refuses(keyword: str, value: Scalar) -> bool:
    """Whether a limit rejects any value: an empty pattern, a minimum length of 0 or a wide format does not."""
    if keyword in NEVER_NEGATIVE:
        return value != 0
    return not (
        (keyword == "multipleOf" and value == 0)
        or (keyword == "uniqueItems" and value is False)
        or (keyword == "pattern" and value == "")
        or (keyword == "format" and value in WIDE)
    )


def _limit_level(keyword: str, was: Limit | None, now: Limit | None, way: Direction) -> Level:
    """Returns RISKY if valid values may now be rejected, or new values may be received."""
    if way is Direction.REQUEST:
        return Level.RISKY if _tightens(was, now) else Level.SAFE
    return Level.RISKY if keyword != "format" and _tightens(now, was) else Level.SAFE


def _describe_sent(was: Limit | None, now: Limit | None) -> str:
    if now is None:
        return f"no longer has to be {was}"
    if was is None:
        return f"must now be {now}"
    start = "must now be" if _tightens(was, now) else "has a looser limit:"
    return f"{start} {now} (before: {was})"


def _describe_read(was: Limit | None, now: Limit | None) -> str:
    if now is None:
        return f"is no longer always {was}"
    if was is None:
        return f"is now always {now}"
    return f"is now {now} (before: {was})"


def _tightens(was: Limit | None, now: Limit | None) -> bool:
    """Whether the new limit rejects values that the old one accepted."""
    if was is None or now is None:
        return now is not None
    if isinstance(was.value, int | float) and isinstance(now.value, int | float):
        if now.keyword in UPPER:
            return (now.value, now.admits_itself) < (was.value, was.admits_itself)
        if now.keyword in LOWER:
            return (now.value, not now.admits_itself) > (was.value, not was.admits_itself)
        if now.keyword == "multipleOf":  # 0.3 is a multiple of 0.1 in decimal digits only
            return Fraction(str(was.value)) % Fraction(str(now.value)) != 0
    return True
