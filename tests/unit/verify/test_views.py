# The document as one side of the wire has to see it: what is relaxed, what is left out, and where everything is found.
from __future__ import annotations

from typing import Any

import pytest
from clientloom.verify.document_views import Side, View, view, without_patterns
from clientloom.verify.patterns import is_usable
from clientloom.verify.unchecked_patterns import UncheckedPatterns

INTEGER = {"type": "integer"}
AHEAD = "^(?!x).*$"
"""A pattern that no linear engine runs."""


def seen(schemas: Any, **more: Any) -> View:
    return view({"openapi": "3.1.0", "components": {"schemas": schemas}, **more}, Side.REQUEST)


def reference(name: str) -> Any:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    ("schema", "valid", "wrong"),
    [
        ({"oneOf": [INTEGER, {"minimum": 3}]}, [2, 3, "x"], [2.5]),
        ({"oneOf": [INTEGER], "anyOf": [{"minimum": 3}, {"maximum": 1}]}, [3, 1], [2, 3.5]),
        ({"x-enum": ["a", "b"]}, ["a"], ["c"]),
        ({"x-enum": ["a"], "enum": ["c"]}, ["c"], ["a"]),
        ({"pattern": AHEAD, "maxLength": 2}, ["x"], ["xyz"]),
        ({"patternProperties": {AHEAD: INTEGER, "^z": INTEGER}, "additionalProperties": False}, [{"a": 1}, {"x": "x"}], [{"z": "x"}]),
        ({"patternProperties": {"^z": INTEGER}, "additionalProperties": False}, [{"z": 1}], [{"a": 1}]),
        ({"pattern": 5}, ["judged by nothing"], []),
    ],
)  # fmt: skip
def test_schemas_are_relaxed(schema: Any, valid: list[Any], wrong: list[Any]) -> None:
    looked = seen({"It": schema})
    assert [looked.problem(reference("It"), value) for value in valid] == [""] * len(valid)
    assert all(looked.problem(reference("It"), value) for value in wrong)


def test_a_document_that_is_called_a_schema_is_judged_like_others() -> None:
    looked = seen({"It": INTEGER}, **{"$id": "::", "$schema": "http://server.example"})
    assert looked.problem(reference("It"), 1) == ""
    assert looked.problem(reference("It"), "x")


def test_a_view_without_patterns_forbids_nothing_for_their_absence() -> None:
    keyed = {"patternProperties": {"^z": INTEGER}, "unevaluatedProperties": False}
    strict = {"additionalProperties": False}
    found: Any = without_patterns(seen({"A": {"pattern": "^a"}, "B": keyed, "C": strict})).root
    assert found["components"]["schemas"] == {"A": {}, "B": {"patternProperties": {}}, "C": strict}


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("/components/schemas/Both/anyOf/0", {"minimum": 3}),
        ("/components/schemas/Both/oneOf/0", INTEGER),
        ("/components/schemas/One/oneOf/1", {"minimum": 5}),
        ("/components/schemas/One/oneOf/2", None),
        ("/components/schemas/One/oneOf/x", None),
        ("/components/schemas/None/oneOf", None),
        ("/components/schemas/None/type/deeper", None),
        ("/components/schemas/Alias/oneOf/1", {"minimum": 5}),
        ("/components/schemas/Loop/properties/a", None),
    ],
)
def test_what_stands_at_a_pointer_of_the_document(pointer: str, found: Any) -> None:
    both = {"oneOf": [INTEGER], "anyOf": [{"minimum": 3}], "allOf": [True, {}]}
    one = {"oneOf": [INTEGER, {"minimum": 5}]}
    schemas = {"Both": both, "One": one, "None": INTEGER, "Alias": reference("One")}
    assert seen({**schemas, "Loop": reference("Loop")}).node(pointer) == found


def test_required_members_that_the_other_side_sees_are_not_required() -> None:
    read_only = {"readOnly": True, "type": "string"}
    schemas = {
        "Base": {"allOf": [reference("It")], "properties": {"far": reference("Hidden")}},
        "It": {
            "allOf": [reference("Base"), {"properties": {"part": {"allOf": [read_only]}}}],
            "properties": {"own": read_only, "odd": {"$ref": 5}, "loop": reference("Loop"), "some": True},
            "required": ["own", "part", "far", "odd", "loop", "some", 7],
        },
        "Hidden": read_only,
        "Loop": reference("Loop"),
        "Odd": {"required": "own"},
    }  # fmt: skip
    found: Any = seen(schemas).root["components"]
    assert found["schemas"]["It"]["required"] == ["odd", "loop", "some", 7]


@pytest.mark.parametrize(
    ("pattern", "usable"),
    [("^[a-c]{2}$", True), ("^(a+)+$", True), (AHEAD, False), ("(a)\\1", False), ("(", False), ("\\p{L}", False)],
)  # fmt: skip
def test_which_patterns_are_run(pattern: str, *, usable: bool) -> None:
    assert is_usable(pattern) is usable


def test_patterns_that_are_not_run_are_reported_with_each_operation_that_reaches_them() -> None:
    schemas = {
        "A": {"pattern": AHEAD, "properties": {"again": reference("A"), "b": reference("B")}},
        "B": {"properties": {n: {"pattern": f"^(?!{n})"} for n in "bcde"}},
        "Fine": {"pattern": "^a$"},
    }
    paths = {
        f"/{name}": {"get": {"parameters": [{"schema": reference(name)}, {"schema": reference(name)}]}}
        for name in schemas
    }  # fmt: skip
    patterns = UncheckedPatterns(seen(schemas, paths=paths))
    assert patterns.of("/paths/~1A/get")[0] == AHEAD
    assert len(patterns.of("/paths/~1A/get")) == 3
    assert len(patterns.of("/paths/~1B/get")) == 3
    assert patterns.of("/paths/~1Fine/get") == []
