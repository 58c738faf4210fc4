# One value that stands where the format wants another type -> the value that was meant, or nothing.
# Pure functions; imports only this room's grammar.
"""Mending the type of one field."""

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
class Mended:
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


def spelled(value: Json) -> str:
    """A scalar as JSON writes it, for a place that wants text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _text(value: Json, _slot: Slot) -> Mended | None:
    if isinstance(value, str):
        return KEEP
    if value is None or isinstance(value, (dict, list)):
        return Mended(DROP, f"should be text, not {kind_of(value)}")
    return Mended(spelled(value), f"should be text, not {kind_of(value)}")


def _texts(value: Json, _slot: Slot) -> Mended | None:
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return KEEP
        kept = [
            spelled(item)
            for item in value
            if item is not None and not isinstance(item, (dict, list))
        ]
        return Mended(kept, "should be a list of texts")
    if isinstance(value, str):
        return Mended([value], "should be a list of texts, not text")
    return Mended(DROP, f"should be a list of texts, not {kind_of(value)}")


def _flag(value: Json, _slot: Slot) -> Mended | None:
    if isinstance(value, bool):
        return KEEP
    meant = _TRUTH.get(value.lower()) if isinstance(value, str) else None
    return Mended(
        DROP if meant is None else meant, f"should be true or false, not {kind_of(value)}"
    )


def _number(value: Json, _slot: Slot) -> Mended | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return KEEP
    return Mended(_read_number(value), f"should be a number, not {kind_of(value)}")


def _limit(value: Json, slot: Slot) -> Mended | None:
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


def _count(value: Json, slot: Slot) -> Mended | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return KEEP if value >= 0 else Mended(DROP, "should not be negative")
    found = _number(value, slot)
    number = value if found is None else found.value
    wrong = "should be a whole number"
    if isinstance(number, float):
        return Mended(int(number) if number.is_integer() and number >= 0 else DROP, wrong)
    return Mended(number, wrong)


def _values(value: Json, _slot: Slot) -> Mended | None:
    if isinstance(value, list):
        return KEEP if value else Mended(DROP, "should not be an empty list")
    wrong = f"should be a list, not {kind_of(value)}"
    if isinstance(value, dict):
        items = [_example_value(item) for item in value.values()]
        return Mended(items or DROP, wrong)
    return Mended(DROP if value is None else [value], wrong)


def _example_value(item: Json) -> Json:
    return item["value"] if isinstance(item, dict) and "value" in item else item


def _type(value: Json, _slot: Slot) -> Mended | None:
    if isinstance(value, str) and value in _TYPES:
        return KEEP
    if isinstance(value, list):
        return _type_list(value)
    meant = _meant_type(value)
    if meant is None:
        return Mended(DROP, "is no type of JSON Schema")
    return Mended(meant, f"should be '{meant}'")


def _type_list(values: list[Json]) -> Mended | None:
    # `[string, null]` in YAML holds a null, where the text 'null' was meant.
    meant = ["null" if value is None else _meant_type(value) for value in values]
    kept = list(dict.fromkeys(kind for kind in meant if kind is not None))
    if kept and kept == values:
        return KEEP
    return Mended(kept or DROP, "should be a list of different types of JSON Schema")


def _meant_type(value: Json) -> str | None:
    if not isinstance(value, str):
        return None
    lowered = value.strip().lower()
    return lowered if lowered in _TYPES else _MEANT.get(lowered)


def _security(value: Json, _slot: Slot) -> Mended | None:
    wrong = "should be a list of mappings from a scheme to its scopes"
    if isinstance(value, dict):
        value, mended = [value], True
    else:
        mended = False
    if not isinstance(value, list):
        return Mended(DROP, wrong)
    kept = [_requirement(item) for item in value if isinstance(item, dict)]
    return KEEP if kept == value and not mended else Mended(kept, wrong)


def _requirement(item: dict[str, Json]) -> dict[str, Json]:
    return {
        name: [spelled(scope) for scope in scopes] if isinstance(scopes, list) else []
        for name, scopes in item.items()
    }


def _text_map(value: Json, _slot: Slot) -> Mended | None:
    if not isinstance(value, dict):
        return Mended({}, f"should be a mapping of texts, not {kind_of(value)}")
    if all(isinstance(item, str) for item in value.values()):
        return KEEP
    kept = {
        key: "" if item is None else spelled(item)
        for key, item in value.items()
        if not isinstance(item, (dict, list))
    }
    return Mended(kept, "should be a mapping of texts")


def _one(value: Json, slot: Slot) -> Mended | None:
    if isinstance(value, dict) or (slot.kind == "schema" and isinstance(value, bool)):
        return KEEP
    return Mended(stand_in(value, slot.kind), f"should be a mapping, not {kind_of(value)}")


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


def _list(value: Json, slot: Slot) -> Mended | None:
    if isinstance(value, list):
        return KEEP
    wrong = f"should be a list, not {kind_of(value)}"
    if isinstance(value, dict) and slot.kind in {"schema", "server", "parameter"} and value:
        return Mended([value], wrong)
    return Mended(DROP, wrong)


def _map(value: Json, slot: Slot) -> Mended | None:
    if isinstance(value, dict):
        return KEEP
    wrong = f"should be a mapping, not {kind_of(value)}"
    if isinstance(value, list) and slot.kind == "example":
        return Mended({f"example_{i}": {"value": item} for i, item in enumerate(value, 1)}, wrong)
    return Mended(DROP, wrong)


MENDERS: dict[How, Callable[[Json, Slot], Mended | None]] = {
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
