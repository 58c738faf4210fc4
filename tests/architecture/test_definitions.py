# Modules define each name once, and use what they define for themselves: what a merge leaves twice is found here.
from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path for room in ("generator", "templates/runtime") for path in (ROOT / room).rglob("*.py")
)


def constants(module: ast.Module) -> Iterator[str]:
    """The names that the module gives by an assignment of its own."""
    for statement in module.body:
        match statement:
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_gives_each_name_once_and_uses_its_own(path: Path) -> None:
    source = path.read_text("utf-8")
    module = ast.parse(source)
    given = Counter(constants(module))
    assert [name for name, count in given.items() if count > 1] == []
    used = {
        node.id
        for node in ast.walk(module)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    texts = [
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    own = [name for name in given if name.startswith("_") and not name.startswith("__")]
    assert [
        name for name in own if name not in used and not any(name in text for text in texts)
    ] == []
