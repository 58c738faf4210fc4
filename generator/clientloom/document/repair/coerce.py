# One value that stands where the format wants another type -> the value that was meant, or nothing.
# Pure functions; imports only this room's grammar.
"""Repair the type of one field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from clientloom.document.document import Json
from clientloom.document.grammar.notation import How, Slot


class _Nothing:
    """Marks that a field should go."""


DROP: Final = _Nothing()


@dataclass(frozen=True, slots=True)
class Repaired:
    """What to put instead (or `DROP`), and what was wrong."""

    value: Json
    wrong: str


KEEP: Final = None
"""The value is as it should be."""

_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_TYPES = frozenset({"null", "boolean", "object", "array", "number", "string", "integer", "file"})
_MEANT = {
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


def kind_of(value: Json) -> str:
    """What a value is, in words for a message."""
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
    """A scalar as JSON writes it, for a place that wants text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _text(value: Json, _slot: Slot) -> Repaired | None:
    if isinstance(value, str):
        return KEEP
    if value is None or isinstance(value, (dict, list)):
        return Repaired(DROP, f"should be text, not {kind_of(value)}")
    return Repaired(to_text(value), f"should be text, not {kind_of(value)}")


def _texts(value: Json, _slot: Slot) -> Repaired | None:
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return KEEP
        kept = [
            to_text(item)
            for item in value
            if item is not None and not isinstance(item, (dict, list))
        ]
        return Repaired(kept, "should be a list of texts")
    if isinstance(value, str):
        return Repaired([value], "should be a list of texts, not text")
    return Repaired(DROP, f"should be a list of texts, not {kind_of(value)}")


def _flag(value: Json, _slot: Slot) -> Repaired | None:
    if isinstance(value, bool):
        return KEEP
    meant = _TRUTH.get(value.lower()) if isinstance(value, str) else None
    return Repaired(
        DROP if meant is None else meant, f"should be true or false, not {kind_of(value)}"
    )


def _number(value: Json, _slot: Slot) -> Repaired | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return KEEP
    return Repaired(_read_number(value), f"should be a number, not {kind_of(value)}")


def _limit(value: Json, slot: Slot) -> Repaired | None:
    # A boolean in 2.0 and 3.0, a number from 3.1 on; the upgrade makes one of the other.
    return KEEP if isinstance(value, bool) else _number(value, slot)


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


def _count(value: Json, slot: Slot) -> Repaired | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return KEEP if value >= 0 else Repaired(DROP, "should not be negative")
    found = _number(value, slot)
    number = value if found is None else found.value
    wrong = "should be a whole number"
    if isinstance(number, float):
        return Repaired(int(number) if number.is_integer() and number >= 0 else DROP, wrong)
    return Repaired(number, wrong)


def _values(value: Json, _slot: Slot) -> Repaired | None:
    if isinstance(value, list):
        return KEEP if value else Repaired(DROP, "should not be an empty list")
    wrong = f"should be a list, not {kind_of(value)}"
    if isinstance(value, dict):
        items = [_example_value(item) for item in value.values()]
        return Repaired(items or DROP, wrong)
    return Repaired(DROP if value is None else [value], wrong)


def _example_value(item: Json) -> Json:
    return item["value"] if isinstance(item, dict) and "value" in item else item


def _type(value: Json, _slot: Slot) -> Repaired | None:
    if isinstance(value, str) and value in _TYPES:
        return KEEP
    if isinstance(value, list):
        return _type_list(value)
    meant = _guess_type(value)
    if meant is None:
        return Repaired(DROP, "is no type of JSON Schema")
    return Repaired(meant, f"should be '{meant}'")


def _type_list(values: list[Json]) -> Repaired | None:
    # `[string, null]` in YAML holds a null, where the text 'null' was meant.
    meant = ["null" if value is None else _guess_type(value) for value in values]
    kept = list(dict.fromkeys(kind for kind in meant if kind is not None))
    if kept and kept == values:
        return KEEP
    return Repaired(kept or DROP, "should be a list of different types of JSON Schema")


def _guess_type(value: Json) -> str | None:
    if not isinstance(value, str):
        return None
    lowered = value.strip().lower()
    return lowered if lowered in _TYPES else _MEANT.get(lowered)


def _security(value: Json, _slot: Slot) -> Repaired | None:
    wrong = "should be a list of mappings from a scheme to its scopes"
    if isinstance(value, dict):
        value, repaired = [value], True
    else:
        repaired = False
    if not isinstance(value, list):
        return Repaired(DROP, wrong)
    kept = [_requirement(item) for item in value if isinstance(item, dict)]
    return KEEP if kept == value and not repaired else Repaired(kept, wrong)


def _requirement(item: dict[str, Json]) -> dict[str, Json]:
    return {
        name: [to_text(scope) for scope in scopes] if isinstance(scopes, list) else []
        for name, scopes in item.items()
    }


def _text_map(value: Json, _slot: Slot) -> Repaired | None:
    if not isinstance(value, dict):
        return Repaired({}, f"should be a mapping of texts, not {kind_of(value)}")
    if all(isinstance(item, str) for item in value.values()):
        return KEEP
    kept = {
        key: "" if item is None else to_text(item)
        for key, item in value.items()
        if not isinstance(item, (dict, list))
    }
    return Repaired(kept, "should be a mapping of texts")


def _one(value: Json, slot: Slot) -> Repaired | None:
    if isinstance(value, dict) or (slot.kind == "schema" and isinstance(value, bool)):
        return KEEP
    return Repaired(stand_in(value, slot.kind), f"should be a mapping, not {kind_of(value)}")


def stand_in(value: Json, kind: str) -> Json:
    """What takes the place of a value that should have been an object of a kind; `DROP` where nothing can."""
    match kind:
        case "discriminator" if isinstance(value, str):
            return {"propertyName": value}
        case "example":
            return {"value": value}
        case "schema" if isinstance(value, str) and value.lower() in _TRUTH:
            return _TRUTH[value.lower()]
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


def _list(value: Json, slot: Slot) -> Repaired | None:
    if isinstance(value, list):
        return KEEP
    wrong = f"should be a list, not {kind_of(value)}"
    if isinstance(value, dict) and slot.kind in {"schema", "server", "parameter"} and value:
        return Repaired([value], wrong)
    return Repaired(DROP, wrong)


def _map(value: Json, slot: Slot) -> Repaired | None:
    if isinstance(value, dict):
        return KEEP
    wrong = f"should be a mapping, not {kind_of(value)}"
    if isinstance(value, list) and slot.kind == "example":
        return Repaired({f"example_{i}": {"value": item} for i, item in enumerate(value, 1)}, wrong)
    return Repaired(DROP, wrong)


REPAIRERS: dict[How, Callable[[Json, Slot], Repaired | None]] = {
    How.TEXT: _text,
    How.TEXTS: _texts,
    How.FLAG: _flag,
    How.NUMBER: _number,
    How.LIMIT: _limit,
    How.COUNT: _count,
    How.VALUES: _values,
    How.TYPE: _type,
    How.SECURITY: _security,
    How.TEXT_MAP: _text_map,
    How.ONE: _one,
    How.LIST: _list,
    How.MAP: _map,
}
