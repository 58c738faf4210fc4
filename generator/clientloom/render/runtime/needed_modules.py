# What a package has of the runtime: the core, its features, and what these import. May import ir and this folder.
"""`select_modules` and `exported_names`."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import cast

from clientloom.ir import Api
from clientloom.render.runtime.features import FEATURES, FOLDER

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


def select_modules(api: Api, sources: Mapping[PurePosixPath, str]) -> Mapping[PurePosixPath, str]:
    """Returns the files of the runtime that a package has: the core, its features, and what these import.

    Args:
        api: decides on the features.
        sources: the text of each file by path, without the runtime's own `__init__.py`.
    """
    features = {f"{FOLDER}.{m}" for f in FEATURES if f.asked_by(api) for m in f.modules}
    known = {_dotted(path): path for path in sources if path.stem != INIT.stem}
    pending = [m for m in known if m in features or not m.startswith(f"{FOLDER}.")]
    chosen: set[str] = set()
    while pending:
        module = pending.pop()
        if module not in chosen:
            chosen.add(module)
            pending += imported_modules(module, sources[known[module]], frozenset(known))
    folders = {folder / INIT for module in chosen for folder in known[module].parents}
    return {
        path: text for path, text in sources.items() if path in folders or _dotted(path) in chosen
    }


def exported_names(init: str, paths: Iterable[PurePosixPath], shared: str = "") -> RuntimeModule:
    """Returns the public names of the runtime's `__init__.py` that the modules at these paths define."""
    table = next(
        node.value
        for node in ast.parse(init).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_MODULES"
    )
    names = cast("Mapping[str, str]", ast.literal_eval(table))
    modules = set(map(_dotted, paths))
    found = ((m, tuple(sorted(names[m].split(), key=_import_order))) for m in names if m in modules)
    return RuntimeModule(modules=tuple(found), shared=shared)


def _import_order(name: str) -> tuple[bool, bool, str]:
    """Constants, classes, functions."""
    return not name.isupper(), not name[0].isupper(), name.lower()


def _dotted(path: PurePosixPath) -> str:
    return ".".join(path.with_suffix("").parts)


@lru_cache(maxsize=256)
def imported_modules(module: str, text: str, known: frozenset[str]) -> frozenset[str]:
    """Returns the modules of the runtime that a module imports, also in functions and for type checking."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = module.split(".")[: -node.level]
            target = ".".join([*folder, *(node.module or "").split(".")]).strip(".")
            names = {f"{target}.{alias.name}".strip(".") for alias in node.names}
            found |= (names | {target}) & known
    return frozenset(found)
