# The names that a package takes from the runtime. Imports the standard library.
"""`RuntimeModule`, and where the runtime's `__init__.py` says that its names are defined."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import cast

_IMPORTED = re.compile(r"from \.+_runtime(?:\.[\w.]+)? import (\([^)]*\)|[^\n]*)")
_NAME = re.compile(r"\w+")
_KEYWORD = re.compile(r"^ +(\w+)=", re.MULTILINE)

INIT = PurePosixPath("__init__.py")
"""The names of the runtime, in a literal `_MODULES`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeModule:
    """`_runtime/__init__.py`: the names that it exports, by the module that defines them.

    `shared` is the package that has them, "" where this package has a copy.
    """

    modules: tuple[tuple[str, tuple[str, ...]], ...]
    shared: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names, in the order of import statements."""
        names = (name for _, names in self.modules for name in names)
        return tuple(sorted(names, key=_import_order))


def exported_names(init: str, wanted: Collection[str], shared: str = "") -> RuntimeModule:
    """Returns those of the public names of the runtime's `__init__.py` that are wanted."""
    found: dict[str, list[str]] = {}
    for name, module in modules_of_names(init).items():
        if name in wanted:
            found.setdefault(module, []).append(name)
    modules = ((module, tuple(sorted(found[module], key=_import_order))) for module in found)
    return RuntimeModule(modules=tuple(modules), shared=shared)


def given_keywords(texts: Iterable[str]) -> frozenset[str]:
    """Returns the keywords that modules of a package give, each on a line of its own."""
    return frozenset(name for text in texts for name in _KEYWORD.findall(text))


@lru_cache(maxsize=8)
def modules_of_names(init: str) -> Mapping[str, str]:
    """Returns the module that defines each public name of the runtime."""
    table = next(
        node.value
        for node in ast.parse(init).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_MODULES"
    )
    names = cast("Mapping[str, str]", ast.literal_eval(table))
    return {name: module for module in names for name in names[module].split()}


def _import_order(name: str) -> tuple[bool, bool, str]:
    """Constants, classes, functions."""
    return not name.isupper(), not name[0].isupper(), name.lower()


def module_path(path: PurePosixPath) -> str:
    """Returns the name of a module below the runtime."""
    return ".".join(path.with_suffix("").parts)


def imported_names(texts: Iterable[str]) -> frozenset[str]:
    """Returns the names that modules of a package import from its runtime."""
    found = (match[1] for text in texts for match in _IMPORTED.finditer(text))
    return frozenset(name for names in found for name in _NAME.findall(names))
