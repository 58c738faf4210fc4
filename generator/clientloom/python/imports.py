# The names that a generated module imports, and what it calls them. May import this room's identifiers.
"""Computed imports: recorded while annotations are printed, written once, never guessed from text."""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from clientloom.python.identifiers import free_name

_BUILTINS = frozenset(dir(builtins))

Key = tuple[str, str]
"""A module and a name in it; the module "" means `import name`."""

_SECOND = "="
"""In place of a module: the name is a second name, not an import."""


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

    `taken` are the names that the module defines itself (its classes and their methods, its functions): an
    import of the same name gets a leading underscore, a builtin of the same name is reached through `builtins`.
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
        """The local name of `from module import name`; `module` "" means `import name`.

        `runtime` says that the name is needed when the module runs; otherwise only type checkers read it.
        `local` is the name that is wanted in the module instead of `name`. `hidden` are names that mean
        something else where this one stands, such as the fields of a class.
        """
        key = (module, name)
        if runtime:
            self._runtime.add(key)
        return self._assign(self._wanted.setdefault(key, local or name), key, hidden)

    def _assign(self, wanted: str, key: Key, hidden: Collection[str]) -> str:
        owned = _OwnedByOthers(self._owner, key)
        name = free_name(wanted, self.taken, hidden, owned, pattern="_{}")
        self._owner[name] = key
        return name

    def add(self, module: str, *names: str, runtime: bool = True) -> None:
        """Import names that have to keep their names: the template writes them, or they are among `taken`.

        To be called before names that may give way.
        """
        for name in names:
            key = self._owner[name] = (module, name)
            if runtime:
                self._runtime.add(key)

    def second_name(self, name: str, hidden: Collection[str]) -> str:
        """A further name for one of `taken`, to be used where that is hidden."""
        return self._assign(name, (_SECOND, name), hidden)

    def builtin(self, name: str, *, runtime: bool = False, hidden: Collection[str] = ()) -> str:
        """How this module reaches a builtin in an annotation: `list`, or `builtins.list` where `list` is a method."""
        if name not in _BUILTINS or (name not in self.taken and name not in hidden):
            return name
        return f"{self.name('', 'builtins', runtime=runtime, hidden=hidden)}.{name}"

    def runtime_lines(self) -> tuple[str, ...]:
        """The import statements that the running module needs, sorted."""
        return tuple(_statements((k, n) for n, k in self._owner.items() if k in self._runtime))

    def typing_lines(self) -> tuple[str, ...]:
        """The import statements for type checkers only, sorted."""
        read = {*self._owner.values()} - self._runtime
        return tuple(
            _statements((k, n) for n, k in self._owner.items() if k in read and k[0] != _SECOND)
        )

    def second_names(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a second name and the name that it stands for, sorted."""
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
