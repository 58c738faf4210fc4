# Repairs one value of the wrong type: replaces it with the value that was meant, or drops it. Pure functions;
# may import grammar/.
"""Repairs the type of one field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from clientloom.document.document import Json
from clientloom.document.grammar.notation import FieldSpec, FieldType
from clientloom.document.grammar.tables import TYPES


class _Nothing:
    """Marks that a field is removed."""


DROP: Final = _Nothing()


@dataclass(frozen=True, slots=True)
class Replacement:
    """The new value (or `DROP`), and what was wrong."""

    value: Json
    wrong: str


KEEP: Final = None
"""The value is valid."""

_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}
_TYPES = frozenset({*TYPES, "file"})
_TYPE_SYNONYMS = {
    "bool": "boolean",
    "int": "integer",
    "int32": "integer",
    "int64": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "str": "string",
    "text": "string",
    "date": "string",
    "datetime": "string",
    "date-time": "string",
    "timestamp": "string",
    "uuid": "string",
    "uri": "string",
    "url": "string",
    "email": "string",
    "byte": "string",
    "binary": "string",
    "enum": "string",
    "dict": "object",
    "map": "object",
    "hash": "object",
    "json": "object",
    "list": "array",
    "none": "null",
}


def describe_type(value: Json) -> str:
    """Returns the type of a value in words, for messages."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping"


def to_text(value: Json) -> str:
    """Returns a scalar as JSON writes it, for a text field."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _repair_text(value: Json, _spec: FieldSpec) -> Replacement | None:
    if isinstance(value, str):
        return KEEP
    if value is None or isinstance(value, (dict, list)):
        return Replacement(DROP, f"should be text, not {describe_type(value)}")
    return Replacement(to_text(value), f"should be text, not {describe_type(value)}")


def _repair_texts(value: Json, _spec: FieldSpec) -> Replacement | None:
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return KEEP
        kept = [
            to_text(item)
            for item in value
            if item is not None and not isinstance(item, (dict, list))
        ]
        return Replacement(kept, "should be a list of texts")
    if isinstance(value, str):
        return Replacement([value], "should be a list of texts, not text")
    return Replacement(DROP, f"should be a list of texts, not {describe_type(value)}")


def _repair_flag(value: Json, _spec: FieldSpec) -> Replacement | None:
    if isinstance(value, bool):
        return KEEP
    meant = _BOOLEANS.get(value.lower()) if isinstance(value, str) else None
    return Replacement(
        DROP if meant is None else meant, f"should be true or false, not {describe_type(value)}"
    )


def _repair_number(value: Json, _spec: FieldSpec) -> Replacement | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return KEEP
    return Replacement(_read_number(value), f"should be a number, not {describe_type(value)}")


def _repair_limit(value: Json, spec: FieldSpec) -> Replacement | None:
    # A boolean in 2.0 and 3.0, a number from 3.1 on; the upgrade converts it.
    return KEEP if isinstance(value, bool) else _repair_number(value, spec)


def _read_number(value: Json) -> Json:
    if not isinstance(value, str) or len(value) > 40:
        return DROP
    try:
        number = float(value)
    except ValueError:
        return DROP
    if number != number or abs(number) == float("inf"):  # noqa: PLR0124 - NaN is what differs from itself
        return DROP
    return int(number) if number.is_integer() else number


def _repair_count(value: Json, spec: FieldSpec) -> Replacement | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return KEEP if value >= 0 else Replacement(DROP, "should not be negative")
    found = _repair_number(value, spec)
    number = value if found is None else found.value
    wrong = "should be a whole number"
    if isinstance(number, float):
        return Replacement(int(number) if number.is_integer() and number >= 0 else DROP, wrong)
    return Replacement(number, wrong)


def _repair_values(value: Json, _spec: FieldSpec) -> Replacement | None:
    if isinstance(value, list):
        return KEEP if value else Replacement(DROP, "should not be an empty list")
    wrong = f"should be a list, not {describe_type(value)}"
    if isinstance(value, dict):
        items = [_example_value(item) for item in value.values()]
        return Replacement(items or DROP, wrong)
    return Replacement(DROP if value is None else [value], wrong)


def _example_value(item: Json) -> Json:
    return item["value"] if isinstance(item, dict) and "value" in item else item


def _repair_type(value: Json, _spec: FieldSpec) -> Replacement | None:
    if isinstance(value, str) and value in _TYPES:
        return KEEP
    if isinstance(value, list):
        return _repair_type_list(value)
    meant = _guess_type(value)
    if meant is None:
        return Replacement(DROP, "is not a type of JSON Schema")
    return Replacement(meant, f"should be '{meant}'")


def _repair_type_list(values: list[Json]) -> Replacement | None:
    # `[string, null]` in YAML contains null instead of the string 'null'.
    meant = ["null" if value is None else _guess_type(value) for value in values]
    kept = list(dict.fromkeys(kind for kind in meant if kind is not None))
    if kept and kept == values:
        return KEEP
    return Replacement(kept or DROP, "should be a list of different types of JSON Schema")


def _guess_type(value: Json) -> str | None:
    if not isinstance(value, str):
        return None
    lowered = value.strip().lower()
    return lowered if lowered in _TYPES else _TYPE_SYNONYMS.get(lowered)


def _repair_security(value: Json, _spec: FieldSpec) -> Replacement | None:
    wrong = "should be a list of mappings from a scheme to its scopes"
    if isinstance(value, dict):
        value, repaired = [value], True
    else:
        repaired = False
    if not isinstance(value, list):
        return Replacement(DROP, wrong)
    kept = [_read_requirement(item) for item in value if isinstance(item, dict)]
    return KEEP if kept == value and not repaired else Replacement(kept, wrong)


def _read_requirement(item: dict[str, Json]) -> dict[str, Json]:
    return {
        name: [to_text(scope) for scope in scopes] if isinstance(scopes, list) else []
        for name, scopes in item.items()
    }


def _repair_text_map(value: Json, _spec: FieldSpec) -> Replacement | None:
    if not isinstance(value, dict):
        return Replacement({}, f"should be a mapping of texts, not {describe_type(value)}")
    if all(isinstance(item, str) for item in value.values()):
        return KEEP
    kept = {
        key: "" if item is None else to_text(item)
        for key, item in value.items()
        if not isinstance(item, (dict, list))
    }
    return Replacement(kept, "should be a mapping of texts")


def _repair_object(value: Json, spec: FieldSpec) -> Replacement | None:
    if isinstance(value, dict) or (spec.kind == "schema" and isinstance(value, bool)):
        return KEEP
    return Replacement(
        replace_value(value, spec.kind), f"should be a mapping, not {describe_type(value)}"
    )


def replace_value(value: Json, kind: str) -> Json:
    """Returns the replacement of a value that should be an object of a kind; `DROP` if there is none."""
    match kind:
        case "discriminator" if isinstance(value, str):
            return {"propertyName": value}
        case "example":
            return {"value": value}
        case "schema" if isinstance(value, str) and value.lower() in _BOOLEANS:
            return _BOOLEANS[value.lower()]
        case "schema" | "items" | "mediaType" | "response" | "responses" | "paths" | "info":
            return {}
        case "components" | "pathItem" | "encoding" | "header" | "serverVariable":
            return {}
        case "server" if isinstance(value, str):
            return {"url": value}
        case "tag" if isinstance(value, str):
            return {"name": value}
        case _:
            return DROP


def _repair_list(value: Json, spec: FieldSpec) -> Replacement | None:
    if isinstance(value, list):
        return KEEP
    wrong = f"should be a list, not {describe_type(value)}"
    if isinstance(value, dict) and spec.kind in {"schema", "server", "parameter"} and value:
        return Replacement([value], wrong)
    return Replacement(DROP, wrong)


def _repair_map(value: Json, spec: FieldSpec) -> Replacement | None:
    if isinstance(value, dict):
        return KEEP
    wrong = f"should be a mapping, not {describe_type(value)}"
    if isinstance(value, list) and spec.kind == "example":
        return Replacement(
            {f"example_{i}": {"value": item} for i, item in enumerate(value, 1)}, wrong
        )
    return Replacement(DROP, wrong)


REPAIRERS: dict[FieldType, Callable[[Json, FieldSpec], Replacement | None]] = {
    FieldType.TEXT: _repair_text,
    FieldType.TEXTS: _repair_texts,
    FieldType.FLAG: _repair_flag,
    FieldType.NUMBER: _repair_number,
    FieldType.LIMIT: _repair_limit,
    FieldType.COUNT: _repair_count,
    FieldType.VALUES: _repair_values,
    FieldType.TYPE: _repair_type,
    FieldType.SECURITY: _repair_security,
    FieldType.TEXT_MAP: _repair_text_map,
    FieldType.ONE: _repair_object,
    FieldType.LIST: _repair_list,
    FieldType.MAP: _repair_map,
}
