# Every code that the tool can report is registered, and every registered code is reported somewhere: by the syntax
# of the sources. mypy says the same of the first half, and `Diagnostic` refuses other codes when it is made.
from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from clientloom.diagnostics import CODES, Code, Diagnostic, Severity, Span
from clientloom.diagnostics.code_registry import REGISTRY

SOURCE = Path(__file__).parents[2] / "generator" / "clientloom"
TREES = [
    ast.parse(path.read_text("utf-8"))
    for path in sorted(SOURCE.rglob("*.py"))
    if "_templates" not in path.parts
]
SEVERITIES = {"note": Severity.NOTE, "warn": Severity.WARNING, "warning": Severity.WARNING}
"""Functions that say how bad a finding is by their names; the others are free to make it worse."""


def is_code(annotation: ast.expr | None) -> bool:
    return annotation is not None and ast.unparse(annotation) == "Code"


def code_places(function: ast.FunctionDef) -> set[int]:
    given = [a for a in function.args.args if a.arg not in {"self", "cls"}]
    return {i for i, a in enumerate(given) if is_code(a.annotation)}


def takers() -> dict[str, set[int]]:
    """The functions with a parameter of the type `Code`, by name, with its places among the arguments."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                        found[node.name] |= code_places(inner)
            elif isinstance(node, ast.FunctionDef):
                found[node.name] |= code_places(node)
    return {name: places for name, places in found.items() if places}


TAKERS = takers()


def strings(node: ast.expr) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def called(call: ast.Call) -> str:
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def used() -> Iterator[tuple[str, str]]:
    """Each literal that is given where a `Code` is wanted, with the name of what takes it."""
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in TAKERS:
                places = TAKERS[called(node)]
                given = [a for i, a in enumerate(node.args) if i in places]
                for argument in given:
                    yield from ((text, called(node)) for text in strings(argument))
            if isinstance(node, ast.Call) and called(node) in {"Diagnostic", "TextFinding"}:
                codes = [k.value for k in node.keywords if k.arg == "code"]
                yield from ((text, "Diagnostic") for code in codes for text in strings(code))
            if isinstance(node, ast.AnnAssign) and is_code(node.annotation) and node.value:
                yield from ((text, "Code") for text in strings(node.value))


USED = sorted({(code, by) for code, by in used() if code in CODES or "-" in code})


def test_every_code_has_an_entry_in_the_registry() -> None:
    assert REGISTRY.keys() == CODES, "add an entry to docs/diagnostics.md"


def test_the_sources_were_understood() -> None:
    assert {"at", "note", "warn", "error", "reject", "RefusedError"} <= TAKERS.keys()
    assert len(USED) > 100


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_registered_code_is_reported_somewhere(code: str) -> None:
    assert code in {text for text, _ in USED}


@pytest.mark.parametrize(("code", "by"), USED)
def test_a_reported_code_is_registered_with_its_severity(code: Code, by: str) -> None:
    severity = SEVERITIES.get(by)
    assert severity is None or REGISTRY[code].severity is severity


def test_an_unknown_code_cannot_be_reported() -> None:
    with pytest.raises(ValueError, match="'no-such-code' is not a registered code"):
        Diagnostic.error(Span("a"), "no-such-code", "m")  # type: ignore[arg-type]
