# Scalars: formats become kinds, enums and constants become literals. May import ir, facets/ and notes.
"""Types of strings, numbers and booleans."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence

from clientloom import ir
from clientloom.normalize.facets.merged import MergedSchema
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.moments import note_moment
from clientloom.normalize.schemas.whole_numbers import is_whole_number

_STRING_FORMATS = {
    "date": ir.PrimitiveKind.DATE,
    "date-time": ir.PrimitiveKind.DATETIME,
    "datetime": ir.PrimitiveKind.DATETIME,
    "time": ir.PrimitiveKind.TIME,
    "duration": ir.PrimitiveKind.DURATION,
    "uuid": ir.PrimitiveKind.UUID,
    "guid": ir.PrimitiveKind.UUID,
    "decimal": ir.PrimitiveKind.DECIMAL,
    "byte": ir.PrimitiveKind.BASE64,
    "base64": ir.PrimitiveKind.BASE64,
}
_KINDS = {
    "string": ir.PrimitiveKind.STRING,
    "integer": ir.PrimitiveKind.INTEGER,
    "number": ir.PrimitiveKind.NUMBER,
    "boolean": ir.PrimitiveKind.BOOLEAN,
}
_INTEGER_FORMATS = frozenset(
    {"int", "integer", "long"}
    | {"int32", "int64", "uint32", "uint64", "int8", "int16", "uint8", "uint16"}
)
_HINT = 'set the type in client.toml: [types] "{pointer}" = "string"'

_SHOWN = 3
_TOO_LARGE = 2**63
"""Type checkers reject a `Literal` with a number from here on."""

STRING = ir.Primitive(ir.PrimitiveKind.STRING)

LiteralValue = str | int | bool
Words = Callable[[], tuple[str, ...]]


def override_hint(pointer: str) -> str:
    """Returns the hint how to override the type at a pointer."""
    return _HINT.format(pointer=pointer)


def scalar(
    json_type: str,
    merged: MergedSchema,
    notes: Notes,
    words: Words,
    *,
    binary: bool,
) -> ir.TypeRef:
    """Returns the type of a string, number or boolean by its format (OpenAPI 3.1, 4.4 Data Types).

    With `binary`, a string of raw bytes is `Binary`; in JSON it is a string. `words` returns those of what has it.
    """
    if json_type == "string":
        return _string(merged, notes, words, binary=binary)
    if json_type == "number" and merged.word("format") in _INTEGER_FORMATS:
        # A number with an integer format, such as int64, is an integer.
        return ir.Primitive(ir.PrimitiveKind.INTEGER)
    if json_type == "number" and merged.word("format") == "decimal":
        return ir.Primitive(ir.PrimitiveKind.DECIMAL_NUMBER)
    if json_type == "number" and is_whole_number(merged, words):
        return ir.Primitive(ir.PrimitiveKind.WHOLE_NUMBER)
    return ir.Primitive(_KINDS[json_type])


def _string(merged: MergedSchema, notes: Notes, words: Words, *, binary: bool) -> ir.TypeRef:
    if _is_raw_bytes(merged):
        if binary:
            return ir.Binary()
        notes.note(
            "binary-in-json",
            merged.pointer,
            "JSON cannot contain raw bytes; the value is a string",
            override_hint(merged.pointer),
        )
        return STRING
    if merged.word("contentEncoding").lower() == "base64":
        return ir.Primitive(ir.PrimitiveKind.BASE64)
    note_moment(merged, words, notes)
    kind = _STRING_FORMATS.get(merged.word("format"))
    return ir.Primitive(kind) if kind else STRING


def _is_raw_bytes(merged: MergedSchema) -> bool:
    """Whether a string is raw bytes: `file` in OpenAPI 2, `format: binary` in 3.0, `contentMediaType` in 3.1."""
    if merged.word("type") == "file" or merged.word("format") in ("binary", "file"):
        return True
    media_type = merged.word("contentMediaType")
    return (
        bool(media_type)
        and not media_type.startswith(("application/json", "text/"))
        and merged.word("contentEncoding") in {"", "binary"}
    )


ENUMERATING = frozenset({"enum", "x-enum", "const"})
"""The keywords that list values."""


def enum_values(merged: MergedSchema) -> tuple[list[object], bool] | None:
    """Returns the values of `enum`, `x-enum` or `const` that all facets allow, and whether there is a `const`."""
    if not merged.has_any(ENUMERATING):
        return None
    lists = _value_lists(merged)
    if not lists:
        return None
    kept = lists[-1]
    for other in lists:
        spellings = set(map(_identity, other))
        kept = [value for value in kept if _identity(value) in spellings] or kept
    constant = any(True for _ in merged.keyword("const"))
    return _unique(kept), constant


def only_fraction(merged: MergedSchema) -> float | None:
    """Returns the only value besides null of an enum or constant if it has a fraction: no literal type can hold it."""
    found = enum_values(merged)
    match [value for value in found[0] if value is not None] if found else []:
        case [float() as value] if math.isfinite(value) and not value.is_integer():
            return value
        case _:
            return None


def only_type(merged: MergedSchema, notes: Notes) -> ir.TypeRef | None:
    """Returns the type of a schema with one value, which a field has itself: who refers to it need not give it."""
    found = enum_values(merged)
    if found is None or len(found[0]) != 1:
        return None
    if only_fraction(merged) is not None:
        return ir.Primitive(ir.PrimitiveKind.NUMBER)
    return literal(merged, notes)


def excludes_all(merged: MergedSchema) -> bool:
    """Whether the enums and constants of the facets have no value in common."""
    sets = [set(map(_identity, found)) for found in _value_lists(merged)]
    return bool(sets) and not set.intersection(*sets)


def _value_lists(merged: MergedSchema) -> list[list[object]]:
    """Returns the values that each `enum`, `x-enum` and `const` of the facets allows."""
    enums = [value for key in ("enum", "x-enum") for _, value in merged.keyword(key)]
    lists = [value for value in enums if value and isinstance(value, list)]
    return lists + [[value] for _, value in merged.keyword("const")]


def _identity(value: object) -> str:
    # True == 1 == 1.0 in Python, and not in JSON.
    return f"{type(value).__name__}:{value!r}"


def _unique(values: Iterable[object]) -> list[object]:
    return list({_identity(value): value for value in values}.values())


def literal(merged: MergedSchema, notes: Notes) -> ir.TypeRef | None:
    """Returns the literal type of an enum or constant, without null; None if the values cannot be literals."""
    found = enum_values(merged)
    if found is None:
        return None
    values, constant = found
    present = [value for value in values if value is not None]
    if not present:
        return ir.NULL
    fitting = _fit_values(present, merged, notes)
    if fitting is None and is_property(merged.pointer) and only_fraction(merged) is not None:
        return _common_base(present) if not merged.types else None
    if fitting is None:
        notes.warn(
            "enum-of-other-values",
            merged.pointer,
            "an enum of fractions, lists or objects has no literal type; its base type is used",
            override_hint(merged.pointer),
        )
        return _common_base(present) if not merged.types else None
    if {type(value) for value in fitting} == {bool} and len(fitting) == 2:
        return ir.Primitive(ir.PrimitiveKind.BOOLEAN)
    return ir.LiteralOf(tuple(fitting), closed=constant)


def is_property(pointer: str) -> bool:
    """Whether a pointer leads to a property of an object, whose only value its field has as a limit."""
    return pointer.split("/")[-2:-1] == ["properties"]


def _common_base(values: Sequence[object]) -> ir.TypeRef:
    found = {repr(base): base for base in map(_base_type, values)}
    whole, fraction = ir.Primitive(ir.PrimitiveKind.INTEGER), ir.Primitive(ir.PrimitiveKind.NUMBER)
    types = tuple(
        base for _, base in sorted(found.items()) if base != whole or fraction not in found.values()
    )
    return types[0] if len(types) == 1 else ir.UnionOf(types)


def _base_type(value: object) -> ir.TypeRef:
    match value:
        case bool():
            return ir.Primitive(ir.PrimitiveKind.BOOLEAN)
        case int():
            return ir.Primitive(ir.PrimitiveKind.INTEGER)
        case float():
            return ir.Primitive(ir.PrimitiveKind.NUMBER)
        case str():
            return STRING
        case list():
            return ir.ListOf(ir.Anything())
        case _:
            return ir.MapOf(ir.Anything())


def _fit_values(
    values: Sequence[object], merged: MergedSchema, notes: Notes
) -> list[LiteralValue] | None:
    """Returns the values as literals of the stated type; unquoted strings in YAML may be numbers or booleans."""
    types = merged.types
    if not types:
        fitting = [_literal(value) for value in values]
    elif any(_is_valid(value, types) for value in values):
        # A value that the type forbids can never be valid: the other values are the enum.
        fitting = [_literal(value) for value in values if _is_valid(value, types)]
        _note_left_out([value for value in values if not _is_valid(value, types)], merged, notes)
    else:
        fitting = [_convert_value(value, types) for value in values]
        notes.warn(
            "enum-of-another-type",
            merged.pointer,
            f"no value of the enum has the stated type {' or '.join(sorted(types))}",
            "correct the type or the values in an overlay",
        )
    present = [value for value in fitting if value is not None]
    return present if len(present) == len(fitting) else None


def _note_left_out(values: list[object], merged: MergedSchema, notes: Notes) -> None:
    if not values:
        return
    shown = ", ".join(map(json.dumps, values[:_SHOWN])) + (", ..." if len(values) > _SHOWN else "")
    notes.warn(
        "enum-of-another-type",
        merged.pointer,
        f"values of the enum are not of the stated type {' or '.join(sorted(merged.types))}: {shown}",
        "put texts in quotes, or correct the type in an overlay; they are left out",
    )


def _is_valid(value: object, types: frozenset[str]) -> bool:
    match value:
        case bool():
            return "boolean" in types
        case int():
            return bool(types & {"integer", "number"})
        case float():
            return "number" in types or ("integer" in types and value.is_integer())
        case str():
            return "string" in types
        case list():
            return "array" in types
        case dict():
            return "object" in types
        case _:
            return False


def _literal(value: object) -> LiteralValue | None:
    match value:
        case bool() | str():
            return value
        case float() if math.isfinite(value) and value.is_integer():
            return _literal(int(value))
        case int() if abs(value) < _TOO_LARGE:
            return value
        case _:
            return None


def _convert_value(value: object, types: frozenset[str]) -> LiteralValue | None:
    match value:
        case bool() if "string" in types:
            return str(value).lower()
        case int() | float() if "string" in types:
            return str(value)
        case str() if "integer" in types and value.lstrip("-").isdecimal():
            return int(value)
        case str() if "boolean" in types and value in {"true", "false"}:
            return value == "true"
        case _:
            return _literal(value)
