# Names that a package would get today beside those that its lock keeps. May import symbols.
"""`renames`: what `generate --fresh-names` changes, name by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientloom.symbols import SymbolLock

_ADDRESSED = {"method": "client.{}", "schema": "models.{}"}
"""How a user of the package writes the kinds of names that stand by themselves."""


@dataclass(frozen=True, slots=True, order=True)
class Rename:
    """A name of the package that another takes the place of, each as its users write it."""

    old: str
    new: str


def renames(old: SymbolLock, new: SymbolLock) -> tuple[Rename, ...]:
    """The names of `old` that the same things do not have in `new`, sorted.

    What a vendor removed has no new name, and is left out.
    """
    return tuple(sorted(set(_renames(old, new))))


def _renames(old: SymbolLock, new: SymbolLock) -> Iterator[Rename]:
    accessors = {
        key: (scope, name) for (kind, scope, key), name in new.entries.items() if kind == "method"
    }
    for (kind, scope, key), name in old.entries.items():
        if kind == "method":
            if found := accessors.get(_today(key, new)):
                yield from _describe_change(kind, f"{scope}.{name}", ".".join(found))
        elif found_name := new.get(kind, _today(scope, new), key):
            yield from _describe_change(kind, name, found_name, owner=scope)


def _today(key: str, new: SymbolLock) -> str:
    """The key of an operation today; old locks know it by its operationId."""
    operation, mark, suffix = key.partition("#")
    if operation.startswith("id:"):
        operation = new.get("operation-id", "", operation.removeprefix("id:")) or operation
    return operation + mark + suffix


def _describe_change(kind: str, old: str, new: str, *, owner: str = "") -> Iterator[Rename]:
    if old != new and kind != "operation-id":
        pattern = _ADDRESSED.get(kind) or f"{kind} {{}} of {owner or 'the package'}"
        yield Rename(pattern.format(old), pattern.format(new))
