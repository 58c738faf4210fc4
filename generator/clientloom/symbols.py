# The names that were given once and stay: what clientloom.lock remembers and normalize/ keeps to.
# Imports the standard library only.
"""`SymbolLock`: a place of the document -> its Python name, append-only."""

from __future__ import annotations

import json
import tomllib
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

    @classmethod
    def from_text(cls, text: str) -> SymbolLock:
        """Reads what `to_text` wrote.

        Raises:
            ValueError: the text is not a TOML table of names, for example because of a merge conflict.
        """
        entries: dict[Symbol, str] = {}
        for line, name in tomllib.loads(text).items():
            entries[_line_to_symbol(line)] = _check_name(name, line)
        return cls(MappingProxyType(entries))

    def to_text(self) -> str:
        """One symbol a line, sorted, in TOML: branches that add different names merge by themselves."""
        lines = sorted(
            f"{_quote(_symbol_to_line(symbol))} = {_quote(name)}\n"
            for symbol, name in self.entries.items()
        )
        return "".join(lines)


def _symbol_to_line(symbol: Symbol) -> str:
    kind, scope, key = symbol
    return f"{kind}:{_escape(scope)}#{_escape(key)}"


def _line_to_symbol(line: str) -> Symbol:
    kind, colon, rest = line.partition(":")
    scope, mark, key = rest.partition("#")
    if not colon or not mark:
        message = f"{line!r} names no symbol: expected kind:scope#key"
        raise ValueError(message)
    return kind, _unescape(scope), _unescape(key)


def _check_name(name: object, line: str) -> str:
    if isinstance(name, str):
        return name
    message = f"the name of {line!r} is not a string"
    raise ValueError(message)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("#", "%23")


def _unescape(text: str) -> str:
    return text.replace("%23", "#").replace("%25", "%")


def _quote(text: str) -> str:
    # A JSON string in ASCII is a TOML basic string, but for lone surrogates and U+007F (TOML 1.0, String).
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007F")
