# OpenAPI 3.0's words -> 3.1's.
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from clientloom.document.upgrade.nullable import allow_null
from clientloom.document.upgrade.openapi30 import upgrade_3
from hypothesis import given
from hypothesis import strategies as st

REF = {"$ref": "#/components/schemas/B"}
NULL = {"type": "null"}


def upgraded(schema: dict[str, Any]) -> Any:
    root: Any = {"openapi": "3.0.0", "paths": {}, "components": {"schemas": {"A": schema}}}
    upgrade_3(root)
    return root["components"]["schemas"]["A"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        ({"type": "string", "x-nullable": True}, {"type": ["string", "null"]}),
        ({"type": ["string", "null"], "nullable": True}, {"type": ["string", "null"]}),
        (
            {"type": "string", "enum": ["a"], "nullable": True},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        (
            {"type": "string", "enum": ["a", None], "nullable": True},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        ({"enum": ["a"], "nullable": True}, {"enum": ["a", None]}),
        ({"nullable": True}, {}),
        ({**REF, "nullable": True}, {"anyOf": [REF, NULL]}),
        ({**REF, "nullable": True, "description": "d"}, {"description": "d", "anyOf": [REF, NULL]}),
        (
            {"allOf": [REF], "nullable": True, "x-a": 1},
            {"x-a": 1, "anyOf": [{"allOf": [REF]}, NULL]},
        ),
        ({"oneOf": [REF], "nullable": True}, {"oneOf": [REF, NULL]}),
        ({"anyOf": [REF, NULL], "nullable": True}, {"anyOf": [REF, NULL]}),
        ({"anyOf": [REF, {"nullable": True}]}, {"anyOf": [REF, NULL]}),
        (
            {"oneOf": [{"x-nullable": True, "title": "t"}, REF]},
            {"oneOf": [{"type": "null", "title": "t"}, REF]},
        ),
        ({"anyOf": [{"nullable": True}, {"nullable": True}]}, {"anyOf": [{}, {}]}),
        (
            {"type": "object", "oneOf": [REF], "nullable": True},
            {"type": ["object", "null"], "oneOf": [REF, NULL]},
        ),
        (
            {"const": "a", "type": "string", "nullable": True},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"maximum": 1, "exclusiveMaximum": False}, {"maximum": 1}),
        ({"exclusiveMaximum": True}, {}),
        ({"exclusiveMinimum": 3}, {"exclusiveMinimum": 3}),
        ({"example": 1}, {"examples": [1]}),
        ({"example": 1, "examples": [2]}, {"examples": [1, 2]}),
        ({"example": None}, {"examples": [None]}),
        (
            {"items": [REF, NULL], "additionalItems": False},
            {"prefixItems": [REF, NULL], "items": False},
        ),
        ({"type": "array", "items": [REF]}, {"type": "array", "prefixItems": [REF]}),
        ({"items": [REF, NULL]}, {"anyOf": [REF, NULL]}),
    ],
)
def test_each_spelling_of_3_0(before: dict[str, Any], after: Any) -> None:
    assert upgraded(before) == after
    assert upgraded(after) == after


def test_schemas_are_reached_wherever_they_are() -> None:
    nullable = {"type": "string", "nullable": True}
    places: dict[str, Any] = {
        "properties": {"a": dict(nullable)},
        "items": dict(nullable),
        "additionalProperties": dict(nullable),
        "allOf": [{"not": dict(nullable)}],
        "x-data": dict(nullable),
        "default": dict(nullable),
    }
    found = upgraded(places)
    assert found["properties"]["a"] == found["items"] == {"type": ["string", "null"]}
    assert found["additionalProperties"] == found["allOf"][0]["not"] == {"type": ["string", "null"]}
    assert found["x-data"] == found["default"] == nullable


ENUMS = st.fixed_dictionaries(
    {}, optional={"enum": st.lists(st.sampled_from(["a", 1, None]), min_size=1, unique=True)}
)
TYPES = st.fixed_dictionaries(
    {}, optional={"type": st.sampled_from(["string", "integer"]), "description": st.just("d")}
)
SCHEMAS = st.builds(
    lambda one, two, more: {**one, **two, **more},
    ENUMS,
    TYPES,
    st.sampled_from(
        [
            {},
            {"allOf": [{"minimum": 0}]},
            {"oneOf": [{"type": "string"}]},
            {"anyOf": [{"type": "integer"}]},
            {"not": {"const": 3}},
        ]
    ),
)


@given(SCHEMAS)
def test_a_nullable_schema_takes_null_and_what_it_took_before(schema: dict[str, Any]) -> None:
    before = jsonschema_rs.validator_for(schema)
    taken = [value for value in ("a", "b", 1, 3, None, 1.5) if before.is_valid(value)]
    nullable = dict(schema)
    allow_null(nullable)
    after = jsonschema_rs.validator_for(nullable)
    assert after.is_valid(None)
    assert [value for value in ("a", "b", 1, 3, 1.5) if after.is_valid(value)] == [
        value for value in taken if value is not None
    ]


def test_what_3_2_adds_stays_under_its_name(
    write: Callable[..., Path], load: Callable[..., Any]
) -> None:
    operation = {
        "responses": {
            "200": {
                "description": "",
                "content": {
                    "text/event-stream": {"itemSchema": {"type": "string", "nullable": True}}
                },
            }
        }
    }
    item = {
        "query": operation,
        "additionalOperations": {"COPY": {"responses": {}}},
        "parameters": [
            {
                "name": "q",
                "in": "querystring",
                "content": {"application/json": {"schema": {"example": 1}}},
            }
        ],
    }
    root = load(
        write(
            {
                "a.json": {
                    "openapi": "3.2.0",
                    "info": {"title": "A", "version": "1"},
                    "paths": {"/a": item},
                }
            }
        )
    ).root
    found = root["paths"]["/a"]
    assert found["additionalOperations"] == {"COPY": {"responses": {}}}
    assert found["parameters"][0]["in"] == "querystring"
    assert found["parameters"][0]["content"]["application/json"]["schema"] == {"examples": [1]}
    media = found["query"]["responses"]["200"]["content"]["text/event-stream"]
    assert media == {"itemSchema": {"type": ["string", "null"]}}
