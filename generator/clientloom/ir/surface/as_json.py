# Values of the IR <-> JSON. Imports ir.
"""`to_plain` writes a value down; `build` reads it back, without texts and positions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import TypeAlias, cast, get_args, get_origin, get_type_hints

from clientloom import ir
from clientloom.diagnostics import NOWHERE

TEXTS = frozenset({"doc", "summary", "docs_url"})
"""Fields that a user of the client reads, and no program."""
POSITIONS = frozenset({"span", "declared_at", "header_declarations"})
"""Fields that say where something stands in the document; only messages and reviews have them."""
OMITTED = TEXTS | POSITIONS
"""Fields that do not affect a program."""

_SCALARS: frozenset[object] = frozenset({str, int, float, bool, type(None)})

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


def to_plain(value: object, texts: list[Plain]) -> Plain:
    """Converts a value of the IR to JSON. Defaults are left out; objects name their class in `is`.

    The texts go into a list of their own, one after the other.
    """
    cls: type = type(value)
    if cls in _SCALARS:
        return cast("Plain", value)
    if isinstance(value, tuple):
        return [to_plain(item, texts) for item in value]
    if isinstance(value, Enum):
        return str(value.value)
    said, written = _fields(cls)
    texts += [getattr(value, name) for name in said]
    plain: dict[str, Plain] = {"is": cls.__name__}
    for name, default in written:
        member = getattr(value, name)
        if member is not default and member != default:
            plain[name] = member if type(member) in _SCALARS else to_plain(member, texts)
    return plain


@cache
def _fields(cls: type) -> tuple[tuple[str, ...], tuple[tuple[str, object], ...]]:
    """Returns the texts of a class of the IR, and its fields that affect a program with their defaults."""
    fields = dataclasses.fields(cls)
    said = tuple(field.name for field in fields if field.name in TEXTS)
    return said, tuple((f.name, f.default) for f in fields if f.name not in OMITTED)


@dataclasses.dataclass(frozen=True, slots=True)
class _Reading:
    """How JSON becomes a value of an annotated type: the members of its enum by value, the items of its tuple."""

    enum: Mapping[str, Enum]
    items: tuple[_Reading, ...] = ()
    repeats: bool = True
    """Whether each item is as the first of `items`."""


def build(data: Plain) -> object:
    """Converts the JSON of an object of the IR back; its texts and positions are empty."""
    return _build_class(data) if isinstance(data, dict) else data


def _build(data: Plain, reading: _Reading) -> object:
    if isinstance(data, dict):
        return _build_class(data)
    if isinstance(data, list):
        if not reading.repeats:
            return tuple(_build(i, of) for i, of in zip(data, reading.items, strict=True))
        each = reading.items[0] if reading.items else reading
        return tuple([_build(item, each) for item in data])
    return reading.enum[data] if reading.enum and isinstance(data, str) else data


def _build_class(data: Mapping[str, Plain]) -> object:
    cls = _classes()[str(data["is"])]
    readings = _readings(cls)
    given = {key: _build(value, readings[key]) for key, value in data.items() if key != "is"}
    for name in _silent_fields(cls):
        given.setdefault(name, _blank(name))
    return cls(**given)


@cache
def _readings(cls: type) -> Mapping[str, _Reading]:
    """Returns how the fields of a class are read."""
    return {name: _reading(hint) for name, hint in get_type_hints(cls).items()}


def _reading(hint: object) -> _Reading:
    """Returns how an annotation is read: `X`, `tuple[X, ...]`, `tuple[A, B]` or a union with one of them."""
    options = (hint, *get_args(hint))
    enums = [o for o in options if isinstance(o, type) and issubclass(o, Enum)]
    enum: Mapping[str, Enum] = {str(m.value): m for m in enums[0]} if enums else {}
    args = next((get_args(o) for o in options if get_origin(o) is tuple), ())
    repeats = not args or args[1:] == (...,)
    return _Reading(enum, tuple(map(_reading, args[:1] if repeats else args)), repeats)


@cache
def _silent_fields(cls: type) -> frozenset[str]:
    """Returns the names of the fields that are not written and have no default."""
    return _required_fields(cls) & OMITTED


@cache
def _required_fields(cls: type) -> frozenset[str]:
    """Returns the names of fields without a default."""
    fields = dataclasses.fields(cls)
    return frozenset(f.name for f in fields if f.default is dataclasses.MISSING)


def _blank(name: str) -> object:
    return NOWHERE if name == "span" else ""


@cache
def _classes() -> dict[str, type]:
    """Returns the dataclasses of the IR by name."""
    found: list[object] = [getattr(ir, name) for name in ir.__all__]
    classes = [cls for cls in found if isinstance(cls, type) and dataclasses.is_dataclass(cls)]
    return {cls.__name__: cls for cls in classes}
