# Every code of a change that a review can report is registered, with the level that it has, and every registered one
# is reported somewhere. mypy says the same of the first half.
from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from clientloom.diagnostics import CODES
from clientloom.diagnostics.change_code import CHANGE_CODES, ChangeCode
from clientloom.diagnostics.code_registry import CHANGES

REVIEW = Path(__file__).parents[2] / "generator" / "clientloom" / "review"
TREES = [ast.parse(path.read_text("utf-8")) for path in sorted(REVIEW.rglob("*.py"))]


def strings(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and inner.value in CHANGE_CODES:
            yield str(inner.value)


def levels(node: ast.Call) -> set[str]:
    """The levels that a call names in its arguments; "" for one that is computed."""
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    named = {a.attr.lower() for a in given if isinstance(a, ast.Attribute) and a.attr.isupper()}
    return named & {"safe", "risky", "breaking"} or {""}


def reported() -> dict[str, set[str]]:
    """Each code that makes a finding or a change, with the levels that stand beside it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                direct = [a for a in node.args if isinstance(a, ast.Constant)]
                direct += [k.value for k in node.keywords if isinstance(k.value, ast.Constant)]
                for argument in direct:
                    for code in strings(argument):
                        found[code] |= levels(node)
            if isinstance(node, ast.AnnAssign) and "ChangeCode" in ast.unparse(node.annotation):
                values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
                for value in values:
                    for code in strings(value) if value else ():
                        found[code] |= {""}
    return found


REPORTED = reported()


def test_every_code_has_an_entry_and_none_is_a_diagnostic_too() -> None:
    assert CHANGES.keys() == CHANGE_CODES
    assert not CHANGE_CODES & CODES


@pytest.mark.parametrize("code", sorted(CHANGE_CODES))
def test_a_registered_change_is_reported_with_its_level(code: ChangeCode) -> None:
    entry = CHANGES[code]
    assert code in REPORTED
    known = REPORTED[code] - {""}
    assert not entry.level or known <= {entry.level}
    assert not known or len(known) > 1 or entry.level in {"", *known}


@pytest.mark.parametrize("code", sorted(CHANGE_CODES))
def test_an_entry_is_whole_sentences_and_a_line_of_a_review(code: ChangeCode) -> None:
    entry = CHANGES[code]
    assert entry.text[0].isupper()
    assert entry.text.endswith(".")
    word = entry.level or entry.example.partition(":")[0]
    assert word in {"safe", "risky", "breaking"}
    assert entry.example.startswith(f"{word}: `")
