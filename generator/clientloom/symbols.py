# The names of earlier runs, which clientloom.lock keeps and normalize/ reuses. Imports the standard library only.
"""`SymbolLock`: the Python name of each place of the document; names are only added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

Symbol = tuple[str, str, str]
"""The kind of a name, the scope in which it is unique, and the key of the named thing in that scope."""


@dataclass(frozen=True)
class SymbolLock:
    """The names of this run and of all earlier ones.

    A name is never removed: the name of something that the vendor removed stays reserved, so that it cannot get another
    meaning.
    """

    entries: Mapping[Symbol, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def _scopes(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        scopes: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for (kind, scope, key), name in self.entries.items():
            scopes[kind, scope][key] = name
        return scopes

    @cached_property
    def operations(self) -> frozenset[str]:
        """The keys of the operations of earlier runs. A plain name of an argument is not remembered by itself."""
        methods = (key for kind, _, key in self.entries if kind == "method")
        return frozenset(key.partition("#")[0] for key in methods)

    def get(self, kind: str, scope: str, key: str) -> str | None:
        """Returns the name of `key` in `scope`, None if it is new."""
        return self.entries.get((kind, scope, key))

    def scope(self, kind: str, scope: str) -> Mapping[str, str]:
        """Returns the names of a scope by key."""
        return self._scopes.get((kind, scope), {})

    def names_in(self, kind: str, scope: str) -> frozenset[str]:
        """Returns all names of a scope; new things must not take them."""
        return frozenset(self.scope(kind, scope).values())

    def with_entries(self, symbols: Mapping[Symbol, str]) -> SymbolLock:
        """Returns a lock with further symbols; an existing one gets the new name."""
        return SymbolLock(MappingProxyType({**self.entries, **symbols}))
