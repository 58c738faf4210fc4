# The modules of the runtime import each other in one direction only, wherever in a module they do: a reader can
# begin at the bottom, and a part can be used without the rest.
from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"
MODULES = {path.stem: path for path in RUNTIME.glob("*.py") if path.stem != "__init__"}


def imported(text: str) -> Iterator[str]:
    """The modules of the runtime that a module imports: at its head, in functions and for type checking."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names = [alias.name for alias in node.names] if node.module is None else [node.module]
            yield from (name.partition(".")[0] for name in names)


def order(texts: dict[str, str]) -> list[str]:
    """The modules in an order in which each one imports only modules before it."""
    return [*TopologicalSorter({name: set(imported(texts[name])) for name in texts}).static_order()]


def test_the_runtime_has_no_import_cycles() -> None:
    found = order({name: path.read_text("utf-8") for name, path in MODULES.items()})
    assert set(found) == MODULES.keys(), "a module is imported that does not exist"
    assert found.index("errors") < found.index("flow") < found.index("client")


@pytest.mark.parametrize(
    "line", ["from .b import x", "from . import b", "def f():\n    from .b import x"]
)
def test_a_cycle_would_be_found(line: str) -> None:
    with pytest.raises(CycleError):
        order({"a": line, "b": "if TYPE_CHECKING:\n    from .a import y"})
