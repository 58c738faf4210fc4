# Limits of request values and what moving them means. Imports ir only.
"""`limit_findings`: a value of a request that has to keep to other limits than before."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.ir import Scalar
from clientloom.review.changes import Level
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
    "uniqueItems": "without repetitions",
    "pattern": "a match of `{}`",
    "format": "of the format `{}`",
}
"""Keywords of JSON Schema as complements of "must be"."""

UPPER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})
LOWER = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
WIDE = frozenset({"int64", "float", "double", "password"})
"""Formats that no value is refused for: widths of a machine's numbers, and a hint for forms."""
NEVER_NEGATIVE = LOWER - {"minimum", "exclusiveMinimum"}


def limit_findings(old: Limits, new: Limits) -> Iterator[Finding]:
    """Limits that moved; nothing checks them before sending, so the server refuses."""
    before, after = effective_limits(old), effective_limits(new)
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was != now:
            part, _, keyword = name.rpartition(".")
            text = PARTS[part] + describe_limit(keyword, was, now)
            yield Finding(limit_level(keyword, was, now), "limit-changed", text)


PARTS = {"": "", "items": "(each item) ", "values": "(each value) "}
"""What a limit is of, before its keyword: the value itself, or what it holds."""


def effective_limits(limits: Limits) -> dict[str, Scalar]:
    """The limits that refuse anything, by their names."""
    return {name: value for name, value in limits if refuses(name.rpartition(".")[2], value)}


def refuses(keyword: str, value: Scalar) -> bool:
    """An empty pattern refuses nothing, nor does a length of at least 0, nor a wide format."""
    if keyword in NEVER_NEGATIVE:
        return value != 0
    return not (
        (keyword == "uniqueItems" and value is False)
        or (keyword == "pattern" and value == "")
        or (keyword == "format" and value in WIDE)
    )


def limit_level(keyword: str, was: Scalar, now: Scalar) -> Level:
    """Risky where values that were fine may now be refused."""
    return Level.RISKY if tightens(keyword, was, now) else Level.SAFE


def describe_limit(keyword: str, was: Scalar, now: Scalar) -> str:
    """The rest of the sentence about a limit."""
    if now is None:
        return f"need not be {limit_in_words(keyword, was)} any more"
    if was is None:
        return f"must now be {limit_in_words(keyword, now)}"
    start = "must now be" if tightens(keyword, was, now) else "has a looser limit:"
    return f"{start} {limit_in_words(keyword, now)} (before: {limit_in_words(keyword, was)})"


def limit_in_words(keyword: str, value: Scalar) -> str:
    """A limit as a complement of "must be"."""
    return WORDS.get(keyword, f"within {keyword} {{}}").format(value)


def tightens(keyword: str, was: Scalar, now: Scalar) -> bool:
    """Does the new limit refuse values that the old one took?"""
    if now is None:
        return False
    if isinstance(was, int | float) and isinstance(now, int | float):
        if keyword in UPPER:
            return now < was
        if keyword in LOWER:
            return now > was
        if keyword == "multipleOf":
            return was % now != 0
    return True
