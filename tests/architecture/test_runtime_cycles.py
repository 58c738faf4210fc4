# The modules of the runtime import each other in one direction only, wherever in a module they do: a reader can
# begin at the bottom, and a part can be used without the rest.
from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"
LIMIT = 13
"""Modules and folders in a folder of the runtime, `__init__` left out."""


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(RUNTIME).with_suffix("").parts)


MODULES = {dotted(path): path for path in RUNTIME.rglob("*.py") if path.stem != "__init__"}


def imported(module: str, text: str, known: Collection[str]) -> Iterator[str]:
    """The modules of the runtime that a module imports: at its head, in functions and for type checking."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        folder = module.split(".")[: -node.level]
        target = ".".join([*folder, *([node.module] if node.module else [])])
        names = [f"{target}.{alias.name}".removeprefix(".") for alias in node.names]
        yield from {name if name in known else target for name in names}


def order(texts: dict[str, str]) -> list[str]:
    """The modules in an order in which each one imports only modules before it."""
    graph = {name: set(imported(name, text, texts)) for name, text in texts.items()}
    return [*TopologicalSorter(graph).static_order()]


def test_the_runtime_has_no_import_cycles() -> None:
    found = order({name: path.read_text("utf-8") for name, path in MODULES.items()})
    assert set(found) == MODULES.keys(), "a module is imported that does not exist"
    steps = ["core.errors", "exchange.flow", "clients.transport", "clients.sync"]
    assert steps == sorted(steps, key=found.index)


def test_no_folder_of_the_runtime_outgrows_a_dozen_modules() -> None:
    folders = [RUNTIME, *(path.parent for path in RUNTIME.rglob("__init__.py"))]
    for folder in folders:
        parts = [path for path in folder.iterdir() if not path.name.startswith("_")]
        assert len(parts) <= LIMIT, folder


def test_one_module_imports_the_http_library() -> None:
    found = {
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in external(node)
        if name.partition(".")[0] in {"httpx", "httpx2"}
    }
    assert found == {"core.http"}


def external(node: ast.AST) -> list[str]:
    """The modules outside of the runtime that a node imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []


@pytest.mark.parametrize(
    "line", ["from .b import x", "from . import b", "def f():\n    from .b import x"]
)
def test_a_cycle_would_be_found(line: str) -> None:
    with pytest.raises(CycleError):
        order({"a": line, "b": "if TYPE_CHECKING:\n    from .a import y"})
