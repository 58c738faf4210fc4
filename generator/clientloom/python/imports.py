# The imports of a generated module, and their local names. May import this room's identifiers.
"""Imports, recorded while annotations are printed and written once; never guessed from text."""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from clientloom.python.identifiers import free_name

_BUILTINS = frozenset(dir(builtins))

Key = tuple[str, str]
"""A module and a name in it; the module "" means `import name`."""

_SECOND = "="
"""Stands for a module: the name is a second name of a definition, not an import."""


@dataclass(frozen=True, slots=True)
class _OwnedByOthers:
    """The names that mean something other than `key`."""

    owner: Mapping[str, Key]
    key: Key

    def __contains__(self, name: object) -> bool:
        return self.owner.get(str(name), self.key) != self.key


@dataclass(slots=True)
class ImportTable:
    """The imports of one generated module.

    `taken` are the names that the module defines: classes, methods, functions. An import of the same name gets a
    leading underscore; a builtin of the same name is imported from `builtins`.
    """

    taken: frozenset[str] = frozenset()
    _runtime: set[Key] = field(default_factory=set)
    _wanted: dict[Key, str] = field(default_factory=dict)
    _owner: dict[str, Key] = field(default_factory=dict)

    def name(
        self,
        module: str,
        name: str,
        *,
        runtime: bool = False,
        local: str = "",
        hidden: Collection[str] = (),
    ) -> str:
        """Returns the local name of `from module import name`; `module` "" means `import name`.

        `runtime` says that the name is needed at run time; otherwise only type checkers read it. `local` is the
        preferred name in the module. `hidden` are names with another meaning in the current scope, such as the
        fields of a class.
        """
        key = (module, name)
        if runtime:
            self._runtime.add(key)
        return self._assign(self._wanted.setdefault(key, local or name), key, hidden)

    def _assign(self, wanted: str, key: Key, hidden: Collection[str]) -> str:
        if wanted in self.taken or wanted in hidden or self._owner.get(wanted, key) != key:
            owned = _OwnedByOthers(self._owner, key)
            # A class would mangle a name with two leading underscores (reference, 6.2.1).
            pattern = "{}_" if wanted.startswith("_") else "_{}"
            wanted = free_name(wanted, self.taken, hidden, owned, pattern=pattern)
        self._owner[wanted] = key
        return wanted

    def add(self, module: str, *names: str, runtime: bool = True) -> None:
        """Imports names under their own names, because a template writes them or they are among `taken`.

        Call it before `name`, whose names can still change.
        """
        for name in names:
            key = self._owner[name] = (module, name)
            if runtime:
                self._runtime.add(key)

    def second_name(self, name: str, hidden: Collection[str]) -> str:
        """Returns a second name for one of `taken`, for scopes that hide it."""
        return self._assign(name, (_SECOND, name), hidden)

    def builtin(self, name: str, *, runtime: bool = False, hidden: Collection[str] = ()) -> str:
        """Returns the name of a builtin in an annotation: `list`, or `builtins.list` if `list` is a method."""
        if name not in _BUILTINS or (name not in self.taken and name not in hidden):
            return name
        return f"{self.name('', 'builtins', runtime=runtime, hidden=hidden)}.{name}"

    def runtime_lines(self) -> tuple[str, ...]:
        """Returns the import statements for run time, sorted."""
        return tuple(_statements((k, n) for n, k in self._owner.items() if k in self._runtime))

    def typing_lines(self) -> tuple[str, ...]:
        """Returns the import statements for type checkers only, sorted."""
        read = {*self._owner.values()} - self._runtime
        return tuple(
            _statements((k, n) for n, k in self._owner.items() if k in read and k[0] != _SECOND)
        )

    def second_names(self) -> tuple[tuple[str, str], ...]:
        """Returns pairs of a second name and the original name, sorted."""
        return tuple(sorted((n, k[1]) for n, k in self._owner.items() if k[0] == _SECOND))


def _statements(entries: Iterable[tuple[Key, str]]) -> Iterator[str]:
    modules: dict[str, list[str]] = {}
    for (module, name), local in sorted(entries):
        renamed = name if local == name else f"{name} as {local}"
        modules.setdefault(module, []).append(renamed)
    for name in modules.pop("", []):
        yield f"import {name}"
    for module, names in modules.items():
        yield f"from {module} import {', '.join(names)}"
