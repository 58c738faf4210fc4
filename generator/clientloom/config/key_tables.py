# Where each key of client.toml belongs, by the dataclasses of settings.py. May import settings.
"""The tables that have a key: for the hint about one that stands in another table."""

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
    hints = get_type_hints(cls)
    for each in dataclasses.fields(cls):
        if each.name in NOT_KEYS and cls is VendorConfig:
            continue
        yield table, each.name
        inner, path = _table_type(hints[each.name], (*table, each.name))
        if inner is not None:
            yield from _keys(inner, path)


def _table_type(hint: object, path: Table) -> tuple[type | None, Table]:
    """Returns the dataclass that describes the table of a setting, and where it is; None for a value."""
    if isinstance(hint, UnionType):
        hint = next(a for a in get_args(hint) if a is not NoneType)
    arguments = get_args(hint)
    if get_origin(hint) is Mapping:
        return _table_type(arguments[1], (*path, "*"))
    if get_origin(hint) is tuple:
        return _table_type(arguments[0], (*path, "[]"))
    return (
        (hint, path) if isinstance(hint, type) and dataclasses.is_dataclass(hint) else (None, path)
    )
