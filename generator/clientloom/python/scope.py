# The names that a definition of models/ or params/ uses. May import this room's imports.
"""`Scope`: how a class or alias refers to imports, builtins and other definitions without shadowing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from clientloom.python.imports import ImportTable


@dataclass(slots=True)
class Scope:
    """The names in the body of a definition in `module`.

    `hidden` are the names that the body binds. `imports` belongs to the module; its `taken` are the names of all
    classes and aliases of the API, so that a new class does not rename an import.
    """

    imports: ImportTable
    module: str
    hidden: frozenset[str] = frozenset()
    used: set[str] = field(default_factory=set)
    """The names of the classes and aliases that the definition refers to."""

    def body_scope(self, names: Iterable[str]) -> Scope:
        """Returns the scope of a definition whose body binds `names`."""
        return Scope(self.imports, self.module, frozenset(names))

    def name(self, module: str, name: str) -> str:
        """Returns the local name of a builtin or an import; "package" is the generated package."""
        if module == "builtins":
            return self.imports.builtin(name, runtime=True, hidden=self.hidden)
        top, _, rest = module.partition(".")
        source = f"..{rest}" if top == "package" else module
        return self.imports.name(source, name, runtime=True, hidden=self.hidden)

    def definition(self, name: str, module: str) -> str:
        """Returns the local name of a class or alias that a module of the same package defines."""
        self.used.add(name)
        if module != self.module:
            self.imports.add(f".{module}", name)
        if name in self.hidden:
            return self.imports.second_name(name, self.hidden)
        return name
