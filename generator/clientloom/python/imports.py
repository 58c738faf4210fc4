# Which names a generated module imports, and what it calls them. May import this room's identifiers.
"""Computed imports: recorded while annotations are spelled, written once, never guessed from text."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clientloom.python.identifiers import free_name

_BUILTINS = frozenset(dir(builtins))


@dataclass(slots=True)
class ImportTable:
    """The imports of one generated module.

    `taken` are the names that the module defines itself (its classes and their methods, its functions): an
    import of the same name gets a leading underscore, a builtin of the same name is reached through `builtins`.
    """

    taken: frozenset[str] = frozenset()
    _runtime: set[tuple[str, str]] = field(default_factory=set)
    _local: dict[tuple[str, str], str] = field(default_factory=dict)
    _owner: dict[str, tuple[str, str]] = field(default_factory=dict)

    def name(self, module: str, name: str, *, runtime: bool = False, local: str = "") -> str:
        """The local name of `from module import name`; `module` "" means `import name`.

        `runtime` says that the name is needed when the module runs; otherwise only type checkers read it.
        `local` is the name that is wanted in the module instead of `name`.
        """
        key = (module, name)
        if runtime:
            self._runtime.add(key)
        if key not in self._local:
            self._local[key] = self._free(local or name, key)
        return self._local[key]

    def _free(self, wanted: str, key: tuple[str, str]) -> str:
        name = free_name(wanted, self.taken, self._owner, pattern="_{}")
        self._owner[name] = key
        return name

    def builtin(self, name: str) -> str:
        """How this module reaches a builtin in an annotation: `list`, or `builtins.list` where `list` is a method."""
        if name not in self.taken or name not in _BUILTINS:
            return name
        return f"{self.name('', 'builtins')}.{name}"

    def runtime_lines(self) -> tuple[str, ...]:
        """The import statements that the running module needs, sorted."""
        return tuple(_statements(item for item in self._local.items() if item[0] in self._runtime))

    def typing_lines(self) -> tuple[str, ...]:
        """The import statements for type checkers only, sorted."""
        return tuple(
            _statements(item for item in self._local.items() if item[0] not in self._runtime)
        )


def _statements(entries: Iterable[tuple[tuple[str, str], str]]) -> Iterator[str]:
    modules: dict[str, list[str]] = {}
    for (module, name), local in sorted(entries):
        spelled = name if local == name else f"{name} as {local}"
        modules.setdefault(module, []).append(spelled)
    for name in modules.pop("", []):
        yield f"import {name}"
    for module, names in modules.items():
        yield f"from {module} import {', '.join(names)}"
