# Values of the process that carries out the calls. Imports the standard library, httpx and pydantic only.
"""Turns tagged JSON into Python values and results into JSON, and finds the types of a package by name."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

TAG = "\0type"
READERS: Mapping[str, Callable[[str], object]] = {
    "bytes": base64.b64decode,
    "base64": base64.b64decode,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "uuid": UUID,
    "decimal": Decimal,
}
_KINDS: Mapping[str, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": bool,
    "uuid": UUID,
    "date": date,
    "date-time": datetime,
    "time": time,
    "duration": timedelta,
    "decimal": Decimal,
}
_OWN = {"byte": "Base64", "decimal-number": "DecimalNumber", "whole-number": "WholeNumber"}
"""Types of the package and of Python, by their names in a plan."""


def read(value: Any) -> Any:
    """Returns tagged JSON as Python values."""
    if isinstance(value, list):
        return [read(item) for item in value]
    if isinstance(value, dict):
        if TAG in value:
            return _as_python(value[TAG], value["value"])
        return {key: read(item) for key, item in value.items()}
    return value


def _as_python(type_: str, text: str) -> object:
    """Returns the text itself if it is no such value: arguments may be text too, and documents have odd examples."""
    try:
        return READERS[type_](text)
    except (ValueError, ArithmeticError):
        return text


def dump(value: Any) -> Any:
    """Returns the result of a method as the JSON that it was read from."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, httpx.Headers):
        return dict(value)
    if isinstance(value, list | tuple):
        return [dump(item) for item in value]
    if isinstance(value, dict):
        return {key: dump(item) for key, item in value.items()}
    if hasattr(value, "__wire__"):
        return dump(value.__wire__())
    return to_jsonable_python(value, by_alias=True)


def without_read_only(found: Any, raw: Any) -> Any:
    """Returns what is sent of a value that was read: all but the read-only members."""
    if isinstance(found, BaseModel) and isinstance(raw, dict):
        kind: Any = type(found)
        kind.model_rebuild()
        fields = {
            name if info.alias is None else info.alias: (name, info)
            for name, info in kind.model_fields.items()
        }
        kept: dict[str, Any] = {}
        for key, value in raw.items():
            name, info = fields.get(key, ("", None))
            if info is None:
                kept[key] = without_read_only((found.model_extra or {}).get(key), value)
            elif "READ_ONLY" not in map(repr, info.metadata):
                kept[key] = without_read_only(vars(found).get(name), value)
        return kept
    if isinstance(found, list | tuple) and isinstance(raw, list):
        return [without_read_only(one, item) for one, item in zip(found, raw, strict=True)]
    if isinstance(found, dict) and isinstance(raw, dict):
        return {key: without_read_only(found.get(key), value) for key, value in raw.items()}
    return raw


def kind_of(package: Any, described: Any) -> Any:
    """Returns the type for a description in a plan."""
    match described:
        case {"list": item}:
            return list[kind_of(package, item)]  # type: ignore[misc]  # a type made at run time
        case {"map": value}:
            return dict[str, kind_of(package, value)]  # type: ignore[misc]  # the same
        case {"nullable": inner}:
            return kind_of(package, inner) | None
        case {"model": name}:
            return getattr(package.models, name)
        case "byte" | "decimal-number":
            return getattr(package._runtime, _OWN[described])  # noqa: SLF001 (no public name has them)
        case _:
            return _KINDS.get(described, Any)
