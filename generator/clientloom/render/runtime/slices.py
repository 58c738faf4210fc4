# What a package has of the runtime: the definitions that its own modules reach. May import cache and this folder.
"""`slice_runtime`: each module of the runtime with what a package uses of it."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import cast

from clientloom.cache import Cache
from clientloom.render.runtime.definitions import (
    Definition,
    Import,
    Module,
    Reference,
    recall_module,
)
from clientloom.render.runtime.exported_names import INIT, module_path
from clientloom.render.runtime.regions import keep_regions


def slice_runtime(
    sources: Mapping[PurePosixPath, str],
    roots: Collection[Reference],
    wanted: Callable[[str], bool],
    is_ours: Callable[[str], bool],
    folder: Path | None = None,
) -> Mapping[PurePosixPath, str]:
    """Returns the modules of the runtime with the definitions that are reached from the roots.

    Args:
        sources: The text of each module by path, without the runtime's own `__init__.py`.
        roots: What the package's own modules import.
        wanted: Whether the package has a feature, whose regions stay.
        is_ours: Whether a module is ours; one of the user's is copied whole, and may use any region of the others.
        folder: The folder of our modules, beside which their parts are kept; None for no such folder.
    """
    if not all(map(is_ours, sources.values())):
        wanted = _anything
    texts = {p: _cut(t, wanted) if is_ours(t) else t for p, t in sources.items()}
    paths = {module_path(path): path for path in texts if path.name != INIT.name}
    known = frozenset(paths)
    whole = {name for name, path in paths.items() if not is_ours(texts[path])}

    def parse(name: str) -> Module:
        path = paths[name]
        source = folder / path if folder and name not in whole else None
        return recall_module(name, texts[path], known, source)

    reached = _Reached(parse, whole)
    reached.follow([*roots, *((name, "") for name in whole)])
    found = {
        path: texts[path]
        if name in whole
        else _write_module(reached.modules[name], reached.definitions[name])
        for name, path in paths.items()
        if name in reached.definitions
    }
    folders = {folder / INIT for path in found for folder in path.parents} - {INIT}
    return {
        path: found[path] if path in found else texts[path]
        for path in sources
        if path in found or path in folders
    }


def _cut(text: str, wanted: Callable[[str], bool]) -> str:
    """Returns a module without the regions that are not wanted, and without the comment about its place here.

    The comment says what the module may import, which is of use where the runtime is written. The line before it says
    that the module is generated.
    """
    lines = keep_regions(text, wanted).splitlines(keepends=True)
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), 0)
    return "".join([*lines[:1], *lines[max(start, 1) :]])


def recall_slice(
    sources: Mapping[PurePosixPath, str],
    roots: Collection[Reference],
    wanted: Collection[str],
    is_ours: Callable[[str], bool],
    folder: Path,
    cache: Cache,
) -> Mapping[PurePosixPath, str]:
    """Does as `slice_runtime` for the features `wanted`; the result is kept, since most changes leave it alone."""

    def cut() -> str:
        found = slice_runtime(sources, roots, wanted.__contains__, is_ours, folder)
        return json.dumps({str(path): text for path, text in found.items()})

    texts = [[str(path), text] for path, text in sources.items()]
    inputs = (json.dumps(texts), json.dumps(sorted(roots)), json.dumps(sorted(wanted)))
    kept = cast("dict[str, str]", json.loads(cache.text("runtime", inputs, cut)))
    return {PurePosixPath(path): text for path, text in kept.items()}


def _anything(_: str) -> bool:
    return True


class _Reached:
    """The definitions that are reached, by module. Only modules that are reached are parsed."""

    def __init__(self, parse: Callable[[str], Module], whole: Collection[str]) -> None:
        self._parse = parse
        self._whole = whole
        self.modules: dict[str, Module] = {}
        self.definitions: dict[str, set[Definition]] = {}

    def follow(self, roots: Iterable[Reference]) -> None:
        """Adds what the roots use, and what that uses."""
        pending = list(roots)
        seen: set[Reference] = set()
        while pending:
            reference = pending.pop()
            if reference not in seen:
                seen.add(reference)
                pending += self._follow(*reference)

    def _follow(self, name: str, wanted: str) -> Iterator[Reference]:
        if name not in self.definitions:
            self.modules[name] = self._parse(name)
            self.definitions[name] = set()
            yield from self._add(name, (d for d in self.modules[name].definitions if not d.names))
        module = self.modules[name]
        if name in self._whole:
            yield from module.sources.values()
        if name in self._whole or not wanted or "__all__" in module.by_name:
            yield from self._add(name, module.definitions)
        elif wanted in module.by_name:
            yield from self._add(name, module.by_name[wanted])
        elif wanted in module.sources:
            yield module.sources[wanted]

    def _add(self, name: str, definitions: Iterable[Definition]) -> Iterator[Reference]:
        module = self.modules[name]
        for one in definitions:
            if one in self.definitions[name]:
                continue
            self.definitions[name].add(one)
            yield from ((name, used) for used in one.uses.names if used in module.by_name)
            yield from self._follow_imports(one, module.sources)

    def _follow_imports(
        self, definition: Definition, sources: Mapping[str, Reference]
    ) -> Iterator[Reference]:
        for used in definition.uses.names:
            if used in sources and sources[used][1]:
                yield sources[used]
        for module, name in definition.uses.others:
            if not module.startswith("="):
                yield module, name
            elif (source := sources.get(module[1:])) is not None and not source[1]:
                yield source[0], name


def _write_module(module: Module, kept: Collection[Definition]) -> str:
    """Returns the text of a module with some of its definitions, and the imports that these need."""
    if "__all__" in module.by_name:
        return "".join(module.lines)
    used = {name for one in kept for name in one.uses.names}
    texts: dict[int, str] = {}
    for one in module.definitions:
        if one not in kept:
            texts |= dict.fromkeys(range(one.first, one.last + 1), "")
    block = module.type_block
    if block and not any(_needed_names(each, used) for each in module.imports if each.for_types):
        texts |= dict.fromkeys(range(block.lineno, (block.end_lineno or 0) + 1), "")
    elif block:
        used.add("TYPE_CHECKING")
    for each in module.imports:
        names = _needed_names(each, used)
        first, last = each.statement.lineno, each.statement.end_lineno or 0
        if len(names) < len(each.names) and first not in texts:
            texts |= dict.fromkeys(range(first, last + 1), "")
            texts[first] = _statement(each, names)
    return "".join(texts.get(number, line) for number, line in enumerate(module.lines, 1))


def _needed_names(one: Import, used: Collection[str]) -> list[str]:
    if isinstance(one.statement, ast.ImportFrom) and one.statement.module == "__future__":
        return list(one.names.values())
    return [written for name, written in one.names.items() if name in used]


def _statement(one: Import, names: list[str]) -> str:
    """Returns an import of fewer names; ruff breaks it if it is too long."""
    if not names:
        return ""
    indent = " " * one.statement.col_offset
    if isinstance(one.statement, ast.Import):
        return f"{indent}import {', '.join(names)}\n"
    module = "." * one.statement.level + (one.statement.module or "")
    return f"{indent}from {module} import {', '.join(names)}\n"
