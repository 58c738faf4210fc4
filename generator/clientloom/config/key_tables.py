# The keys of client.toml, by the dataclasses of settings.py. May import settings.
"""The keys of a table, and the tables that have a key."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

from clientloom.config.settings import VendorConfig

NOT_KEYS = frozenset({"folder", "file", "locate"})
"""Fields of `VendorConfig` that client.toml does not have."""


@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    """A key of a table, with the type of its value; without None, which a file cannot have."""

    name: str
    type: object
    is_required: bool


@cache
def keys_of(cls: type) -> tuple[Key, ...]:
    """Returns the keys of the table that a dataclass describes."""
    skipped = NOT_KEYS if cls is VendorConfig else frozenset[str]()
    hints = get_type_hints(cls)
    return tuple(
        Key(each.name, _without_none(hints[each.name]), _is_required(each))
        for each in dataclasses.fields(cls)
        if each.name not in skipped
    )


def _without_none(hint: object) -> object:
    if isinstance(hint, UnionType):
        return next(each for each in get_args(hint) if each is not NoneType)
    return hint


def _is_required(field: dataclasses.Field[object]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


Table = tuple[str, ...]
"""The keys that lead to a table; "*" stands for any name, "[]" for the tables of an array."""


def tables_with_key(key: str) -> Sequence[Table]:
    """Returns the tables that have a key, those nearest to the top first."""
    return _tables_by_key().get(key, ())


def table_pattern(path: Sequence[str | int]) -> Table:
    """Returns the table at a path of a file, as `tables_with_key` names it."""
    found: Table = ()
    for key in path:
        known = {table for tables in _tables_by_key().values() for table in tables}
        plain = "[]" if isinstance(key, int) else key
        found += (plain if any(t[: len(found) + 1] == (*found, plain) for t in known) else "*",)
    return found


def describe_table(table: Table) -> str:
    """Returns where a table is, for a message: "in [auth.<name>.key]"."""
    if not table:
        return "at the top of the file, before the first [table]"
    names = ".".join("<name>" if key == "*" else key for key in table if key != "[]")
    return f"in [[{names}]]" if "[]" in table else f"in [{names}]"


@cache
def _tables_by_key() -> Mapping[str, tuple[Table, ...]]:
    found: defaultdict[str, list[Table]] = defaultdict(list)
    for table, key in _keys(VendorConfig, ()):
        found[key].append(table)
    return {key: tuple(sorted(tables, key=len)) for key, tables in found.items()}


def _keys(cls: type, table: Table) -> Iterator[tuple[Table, str]]:
    for key in keys_of(cls):
        yield table, key.name
        inner, path = _table_type(key.type, (*table, key.name))
        if inner is not None:
            yield from _keys(inner, path)


def _table_type(hint: object, path: Table) -> tuple[type | None, Table]:
    """Returns the dataclass that describes the table of a setting, and where it is; None for a value."""
    arguments = get_args(hint)
    if get_origin(hint) is Mapping:
        return _table_type(arguments[1], (*path, "*"))
    if get_origin(hint) is tuple:
        return _table_type(arguments[0], (*path, "[]"))
    return (
        (hint, path) if isinstance(hint, type) and dataclasses.is_dataclass(hint) else (None, path)
    )
