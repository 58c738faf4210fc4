# The settings that decide how a document is read, as plain data for the lock of a package. May import load, key_tables
# and settings.
"""`dump_settings` and `restore_settings`: what of client.toml a package remembers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from clientloom.config.key_tables import NOT_KEYS
from clientloom.config.load import read_table
from clientloom.config.settings import VendorConfig

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_ELSEWHERE = NOT_KEYS | {"package", "document", "upstream", "lint", "templates"}
"""Fields that say where files are and what is reported, or that the surface of a package has."""


def dump_settings(config: VendorConfig) -> Mapping[str, object]:
    """Returns the settings that are not the default, in the form of client.toml."""
    given = _dump_fields(config)
    return {key: value for key, value in given.items() if key not in _ELSEWHERE}


def restore_settings(stored: Mapping[str, object], config: VendorConfig) -> VendorConfig:
    """Returns `config` with the stored settings.

    Raises:
        InputError: another version of clientloom stored a key or a value that this one does not know.
    """
    read = read_table({**stored, "package": {"name": config.package.name}})
    known = {name: getattr(read, name) for name in stored.keys() - _ELSEWHERE}
    return dataclasses.replace(config, **known)


def _dump_fields(config: DataclassInstance) -> dict[str, object]:
    return {
        field.name: _dump(value)
        for field in dataclasses.fields(config)
        if (value := getattr(config, field.name)) != _default(field)
    }


def _default(field: dataclasses.Field[object]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _dump(value: object) -> object:
    """Returns a value as TOML has it. The order of tables stays: the first environment is the default."""
    if isinstance(value, tuple):
        return [_dump(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _dump(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _dump_fields(value)
    return value
