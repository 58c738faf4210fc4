# What the schema objects that hold for one value say together. May import document.
"""Reads members, items and choices of several schema objects at once (`SchemaParts`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from clientloom.document.document import Json
from clientloom.verify.instances.leaves import NoValueError
from clientloom.verify.patterns import matches

SchemaParts = Sequence[Mapping[str, Json]]
"""Schema objects without `$ref` and `allOf`; all of them apply to one value."""


def schemas_of(schema_parts: SchemaParts, name: str) -> Iterator[Json]:
    """Yields the schemas of a member: by name, by pattern, or of all others (JSON Schema core, 10.3.2)."""
    for schema_part in schema_parts:
        named = schema_part.get("properties") or {}
        patterns = [
            v for k, v in (schema_part.get("patternProperties") or {}).items() if matches(k, name)
        ]
        if name in named:
            yield named[name]
        yield from patterns
        if name not in named and not patterns and "additionalProperties" in schema_part:
            yield schema_part["additionalProperties"]


def items_of(schema_parts: SchemaParts, index: int) -> Iterator[Json]:
    """Yields the schemas of an item of a list."""
    for schema_part in schema_parts:
        first = schema_part.get("prefixItems") or ()
        if index < len(first):
            yield first[index]
        elif "items" in schema_part:
            yield schema_part["items"]


def one_choice(
    lists: Sequence[Sequence[Json]], types: Sequence[str], *, last: bool, salt: int
) -> Json:
    """Returns a value that is in every list and of one of the types."""
    shared = [v for v in lists[0] if all(is_in(v, others) for others in lists[1:])]
    fitting = [v for v in shared if not types or is_typed(v, types)]
    fitting.sort(key=lambda v: v is None)
    if not fitting:
        raise NoValueError("an enumeration without a value")
    ordered = fitting[::-1] if last else fitting
    return ordered[salt % len(ordered)]


def is_in(value: Json, others: Sequence[Json]) -> bool:
    """Whether a value is among others; 1, 1.0 and true are three values."""
    return any(type(value) is type(other) and value == other for other in others)


def is_typed(value: Json, types: Sequence[str]) -> bool:
    """Whether a value is of one of the JSON types."""
    kinds = cast("Mapping[type, tuple[str, ...]]", _KINDS)
    return any(name in types for name in kinds.get(type(value), ()))


_KINDS = {
    str: ("string",),
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number", "integer"),
    type(None): ("null",),
    dict: ("object",),
    list: ("array",),
}
