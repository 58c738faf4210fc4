# Which room may import which, and what from outside: the table of the design, held against the imports.
from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "generator" / "clientloom"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "_templates" not in path.parts)

MAY_IMPORT: dict[str, set[str]] = {
    "diagnostics": set(),
    "config": {"diagnostics"},
    "document": {"diagnostics"},
    "ir": {"diagnostics"},
    "symbols": set(),
    "normalize": {"document", "ir", "config", "symbols", "diagnostics"},
    "models": {"ir", "config", "diagnostics", "processes"},
    "render": {"ir", "config", "models", "diagnostics"},
    "atomic": set(),
    "processes": set(),
    "tree": {"atomic", "diagnostics"},
    "lock": {"diagnostics", "symbols"},
    "workspace": {"config", "diagnostics"},
    "unchanged": {"config", "lock", "provenance", "workspace"},
    "provenance": {"config", "document", "lock", "workspace"},
    "pipeline": {
        *("config", "diagnostics", "document", "ir", "lock", "models", "normalize"),
        *("provenance", "render", "review", "symbols", "tree", "workspace"),
    },
    "batch": {"config", "diagnostics", "lock", "models", "pipeline", "processes", "tree"},
    "inspection": {"ir", "diagnostics"},
    "review": {"document", "ir", "diagnostics"},
    "upstream": {"config", "diagnostics"},
    "publish": {"tree", "lock", "config", "diagnostics", "ir", "review"},
    "verify": {"document", "ir", "diagnostics"},
}
"""Rooms that are not listed (cli, __main__, whole verbs' modules) may import everything."""

SINGLE_MODULES: dict[str, set[str]] = {
    # Text of a document is quoted in one way, wherever it ends up.
    "models": {f"clientloom.render.{name}" for name in ("docstrings", "literals", "prose")},
    # The exceptions and the readers of webhooks of a package are part of what its users see.
    "review": {f"clientloom.render.{name}" for name in ("parsers", "statuses")},
}
"""Modules that a room may import although it may not import the rest of their room."""

THIRD_PARTY: dict[str, set[str]] = {
    "document": {"yaml", "jsonpath_rfc9535", "openapi_spec_validator", "jsonschema_rs", "httpx"},
    "models": {"datamodel_code_generator", "pydantic"},
    "render": {"jinja2", "markupsafe", "ruff"},
    "publish": {"packaging", "pypi_simple", "requests", "twine"},
    "verify": {
        *("httpx", "jsonschema_path", "jsonschema_rs", "openapi_core", "pydantic"),
        *("pydantic_core", "werkzeug"),
    },
    "review": {"jinja2", "packaging"},
    "update": {"packaging", "tomlkit"},
    "upstream": {"httpx"},
    "cli": {"typer", "rich"},
}
"""What each room may take from outside; a room that is not listed takes nothing."""


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "clientloom"


def name_of(path: Path) -> str:
    return ".".join(["clientloom", *path.relative_to(SOURCE).with_suffix("").parts])


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, absolute, wherever in the file it does."""
    package = name_of(path).split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "clientloom":
                yield from (f"clientloom.{alias.name}" for alias in node.names)
            else:
                yield module


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    here = room(name_of(path))
    if here not in MAY_IMPORT:
        pytest.skip(f"{here} may import everything")
    ours = {module for module in imports(path) if module.startswith("clientloom.")}
    used = {room(module) for module in ours - SINGLE_MODULES.get(here, set())}
    assert used - {here, "__version__"} <= MAY_IMPORT[here]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_takes_from_outside_only_what_its_room_may(path: Path) -> None:
    outside = {module.split(".")[0] for module in imports(path)} - {"clientloom", "_typeshed"}
    taken = outside - sys.stdlib_module_names
    assert taken <= THIRD_PARTY.get(room(name_of(path)), set())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_begins_by_saying_what_belongs_in_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# "), "the first line says what belongs here and what it may import"
    assert len(text.splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_printing_outside_the_command_line(path: Path) -> None:
    if room(name_of(path)) == "cli":
        pytest.skip("the command line prints")
    calls = [
        n.func for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)
    ]
    assert not any(isinstance(func, ast.Name) and func.id == "print" for func in calls)


def test_every_listed_room_exists() -> None:
    there = {room(name_of(path)) for path in MODULES}
    assert MAY_IMPORT.keys() - there == set()
    assert THIRD_PARTY.keys() - there == set()


def test_functions_are_small() -> None:
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    )
    assert lengths[len(lengths) // 2] <= 10
    assert lengths[len(lengths) * 9 // 10] <= 31
    assert lengths[-1] <= 70
