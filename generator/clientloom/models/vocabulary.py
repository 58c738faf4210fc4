# The names that generated modules borrow, and where from. May import python.
"""Words of annotations, and `Scope`: how one definition spells them without being shadowed."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from clientloom.python.identifiers import free_name

Import = tuple[str, str, str]
"""Module, name in it, and the name that it gets here."""

_BY_MODULE = {
    "typing": (
        "TYPE_CHECKING",
        "Annotated",
        "Any",
        "Literal",
        "NotRequired",
        "TypeAlias",
        "TypedDict",
    ),
    "collections.abc": ("Mapping", "Sequence"),
    "datetime": ("date", "datetime", "time", "timedelta"),
    "decimal": ("Decimal",),
    "uuid": ("UUID",),
    "pydantic": ("Field",),
    "typing_extensions": ("TypeAliasType",),
    "..": ("models",),
    ".._runtime": ("UnknownVariant",),
    ".._runtime.models": ("READ_ONLY", "Base64", "Model", "OneOf"),
}
WORDS: Mapping[str, str] = MappingProxyType(
    {name: module for module, names in _BY_MODULE.items() for name in names}
)
"""Every word that is imported where it is used, and its module."""


@dataclass(slots=True)
class Scope:
    """Spells words and classes for one definition and remembers what its module has to import for it.

    `classes` are the names of all classes and aliases of the API, `own` the names that the body of the
    definition itself binds. A word that would be taken for one of either gets an underscore.
    """

    classes: frozenset[str]
    own: frozenset[str] = frozenset()
    imports: set[Import] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    """Names of the classes and aliases that the definition refers to."""
    aliases: set[tuple[str, str]] = field(default_factory=set)
    """Pairs (name, class) of further names that the module has to give to classes."""

    def word(self, name: str) -> str:
        """The spelling of a word of `WORDS`, or of a builtin."""
        free = self._free(name)
        module = WORDS.get(name) or "builtins"
        if module != "builtins" or free != name:
            self.imports.add((module, name, free))
        return free

    def schema(self, name: str) -> str:
        """The spelling of a class or alias that the module defines or imports."""
        self.used.add(name)
        if name not in self.own:
            return name
        free = self._free(name)
        self.aliases.add((free, name))
        return free

    def _free(self, name: str) -> str:
        return free_name(name, self.classes, self.own)


def import_lines(imports: Iterable[Import]) -> list[str]:
    """The statements of a set of imports, one a module, in an order that depends on nothing else."""
    by_module: dict[str, list[str]] = {}
    for module, name, here in sorted(imports):
        by_module.setdefault(module, []).append(name if name == here else f"{name} as {here}")
    return [
        f"from {module} import {', '.join(names)}" for module, names in sorted(by_module.items())
    ]


def is_builtin(name: str) -> bool:
    """Whether a name needs no import."""
    return hasattr(builtins, name)
