# The law that what comes in goes out the same, over documents and values: a value that a response delivered, given
# back as a member of a body, travels as the same JSON, sync and async, as a model and as a dict, deviations too.
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.round_trip import JsonSchema, document_of, package_of

Member = tuple[JsonSchema, st.SearchStrategy[Any]]

COMPONENTS = ("Dept", "Person", "Note")
PROPERTIES = ("teamName", "team_name", "class", "madeAt", "config", "x-ray", "self")
LEAVES: list[Member] = [
    ({"type": "string"}, st.text(max_size=5)),
    ({"type": "integer"}, st.integers()),
    ({"type": "number"}, st.integers() | st.floats(allow_nan=False, allow_infinity=False)),
    ({"type": "boolean"}, st.booleans()),
    (
        {"type": "string", "format": "date-time"},
        st.sampled_from(
            [
                "2024-02-03T04:05:06Z",
                "2024-02-03T04:05:06.120Z",
                "2024-02-03T04:05:06.123456789+00:00",
            ]
        ),
    ),
    ({"type": "string", "format": "date"}, st.sampled_from(["2024-02-03", "0001-01-01"])),
    ({"type": "string", "format": "time"}, st.sampled_from(["04:05:06Z", "04:05:06.50+01:00"])),
    ({"type": "string", "format": "duration"}, st.sampled_from(["P1M", "P1W", "PT36H", "P1DT2H"])),
    (
        {"type": "string", "format": "uuid"},
        st.uuids().map(str) | st.uuids().map(str).map(str.upper),
    ),
    (
        {"type": "string", "format": "decimal"},
        st.decimals(allow_nan=False, allow_infinity=False).map(str),
    ),
    ({"type": "number", "format": "decimal"}, st.integers() | st.sampled_from([0.5, 1.25])),
    ({"type": "string", "format": "byte"}, st.sampled_from(["", "//4=", "aG\r\nk=", "AB=="])),
    ({"type": "string", "enum": ["a", "b"]}, st.sampled_from(["a", "b", "new"])),
    ({"type": "integer", "enum": [1, 2]}, st.sampled_from([1, 2, 3])),
    ({}, st.recursive(st.none() | st.booleans() | st.integers(), st.lists, max_leaves=3)),
]
WRONG: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "5", "x"]) | st.just([])
)


def wrong_for(schema: JsonSchema) -> st.SearchStrategy[Any]:
    """Values of another type; a number that a caller gives for a decimal in a string is none: it is sent as one."""
    text = json.dumps(schema)
    in_a_string = '"type": "string", "format": "decimal"' in text
    return (
        WRONG.filter(lambda v: isinstance(v, bool) or not isinstance(v, int))
        if in_a_string
        else WRONG
    )


def optional(properties: Mapping[str, Member]) -> st.SearchStrategy[Any]:
    """Objects with some of the members, now and then a wrong one, and keys that the document does not name."""
    named = {
        name: st.one_of(values, values, values, wrong_for(schema))
        for name, (schema, values) in properties.items()
    }
    return st.fixed_dictionaries({}, optional={"team_name": WRONG, "zz": WRONG, **named})


@st.composite
def members(draw: st.DrawFn, known: Mapping[str, Any], depth: int = 0) -> Member:
    """A schema, and the values of it."""
    ways = ["leaf", "leaf", "list", "map", "nullable", "reference", "union"]
    way = draw(st.sampled_from(ways[:2] if depth > 1 else ways))
    if way == "leaf":
        return draw(st.sampled_from(LEAVES))
    if way == "reference":
        name = draw(st.sampled_from(COMPONENTS))
        return {"$ref": f"#/components/schemas/{name}"}, st.deferred(lambda: known[name])
    if way == "union":
        tags = draw(st.sampled_from([("cat", "dog"), (1, 2), (True, False)]))
        inner = [draw(members(known, depth + 1)) for _ in tags]
        pairs = list(zip(tags, inner, strict=True))
        variants = [
            {"type": "object", "required": ["tag"], "properties": {"tag": {"const": t}, "it": s}}
            for t, (s, _) in pairs
        ]
        objects = [st.fixed_dictionaries({"tag": st.just(t), "it": v}) for t, (_, v) in pairs]
        return {"oneOf": variants}, st.one_of(*objects)
    schema, values = draw(members(known, depth + 1))
    if way == "list":
        return {"type": "array", "items": schema}, st.lists(values, max_size=3)
    if way == "map":
        keys = st.text(max_size=3)
        as_map: JsonSchema = {"type": "object", "additionalProperties": schema}
        return as_map, st.dictionaries(keys, values, max_size=2)
    return {"anyOf": [schema, {"type": "null"}]}, st.none() | values


@st.composite
def documents(draw: st.DrawFn) -> tuple[JsonSchema, Mapping[str, st.SearchStrategy[Any]]]:
    """A document whose components refer to each other, and the values of each component."""
    values: dict[str, st.SearchStrategy[Any]] = {}
    schemas: JsonSchema = {}
    for name in COMPONENTS:
        found = {p: draw(members(values)) for p in PROPERTIES}
        schemas[name] = {"type": "object", "properties": {p: s for p, (s, _) in found.items()}}
        values[name] = optional(found)
    return document_of(schemas, COMPONENTS), values


@pytest.mark.slow
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(documents(), st.data())
def test_what_comes_in_goes_out_the_same(
    drawn: tuple[JsonSchema, Mapping[str, st.SearchStrategy[Any]]], data: st.DataObject
) -> None:
    document, values = drawn
    with package_of(document) as package:
        for name in COMPONENTS:
            for _ in range(8):
                package.check(name, data.draw(values[name]))
