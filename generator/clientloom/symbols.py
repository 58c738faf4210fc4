# The names that were given once and stay: what clientloom.lock remembers and normalize/ keeps to.
# Imports the standard library only.
"""`SymbolLock`: a place of the document -> its Python name, append-only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

Symbol = tuple[str, str, str]
"""Kind of name, scope in which it is unique, and key of the thing in that scope."""


@dataclass(frozen=True)
class SymbolLock:
    """What has which name, from this run and all before.

    A symbol is never taken out: the name of something that the vendor removed stays reserved, so that
    it can never come to mean another thing.
    """

    entries: Mapping[Symbol, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def _scopes(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        scopes: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for (kind, scope, key), name in self.entries.items():
            scopes[kind, scope][key] = name
        return scopes

    def get(self, kind: str, scope: str, key: str) -> str | None:
        """The name that `key` has had in `scope`, None where it is new."""
        return self.entries.get((kind, scope, key))

    def scope(self, kind: str, scope: str) -> Mapping[str, str]:
        """Every key of a scope with its name."""
        return self._scopes.get((kind, scope), {})

    def names_in(self, kind: str, scope: str) -> frozenset[str]:
        """Every name that was ever given in a scope; new things must not take them."""
        return frozenset(self.scope(kind, scope).values())

    def with_entries(self, symbols: Mapping[Symbol, str]) -> SymbolLock:
        """This lock with further symbols; one that is there already takes the new name."""
        return SymbolLock(MappingProxyType({**self.entries, **symbols}))
