# Whatever a validator of JSON Schema calls valid is so for a client: it deviates from nothing, and `validate_requests`
# takes it. The validator reads the document itself, so that it knows nothing of how clientloom reads it.
from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from support.round_trip import JsonSchema, document_of, package_of

COMPONENTS = tuple(f"Thing{number}" for number in range(12))
NAMES = ("kind", "size", "note")
LEAVES: list[JsonSchema] = [
    {"type": "string"},
    {"type": "integer"},
    {"type": "boolean"},
    {"type": "number", "enum": [0, 1]},
    {"enum": ["a", 1, True]},
    {"const": "a"},
    {"type": ["string", "null"]},
    {"oneOf": [{"type": "integer"}, {"type": "array", "items": {"type": "string"}}]},
    {"$ref": "#/components/schemas/Inner"},
    {},
]
VALUES: list[object] = [
    "a",
    "b",
    0,
    1,
    2,
    1.0,
    0.5,
    True,
    None,
    [],
    ["a"],
    {"deep": 1},
    {"deep": "a"},
]
SHARED: JsonSchema = {
    "Inner": {"type": "object", "properties": {"deep": {"type": "integer"}}},
    "Part": {"type": "object", "properties": {"size": {"type": "string"}, "note": {"const": 1}}},
}


@st.composite
def parts(draw: st.DrawFn) -> JsonSchema:
    """What a condition adds: some properties, written in place, below `allOf`, or elsewhere."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    part: JsonSchema = {"properties": {name: draw(st.sampled_from(LEAVES)) for name in names}}
    reference: JsonSchema = {"$ref": "#/components/schemas/Part"}
    return draw(st.sampled_from([part, {"allOf": [part]}, reference, {"allOf": [reference]}]))


@st.composite
def objects(draw: st.DrawFn) -> JsonSchema:
    """A schema of objects with properties, conditions and further keys."""
    own = draw(st.lists(st.sampled_from(NAMES), unique=True))
    found: JsonSchema = {"type": "object"}
    found["properties"] = {name: draw(st.sampled_from(LEAVES)) for name in own}
    if draw(st.booleans()):
        name, value = draw(st.sampled_from(NAMES)), draw(st.sampled_from(["a", 1]))
        found["if"] = {"properties": {name: {"const": value}}, "required": [name]}
        for word in draw(st.sampled_from([("then",), ("else",), ("then", "else")])):
            found[word] = draw(parts())
    if draw(st.booleans()):
        found["dependentSchemas"] = {draw(st.sampled_from(NAMES)): draw(parts())}
    if draw(st.booleans()):
        found["patternProperties"] = {
            draw(st.sampled_from(["^x", "^.*$"])): draw(st.sampled_from(LEAVES))
        }
    if draw(st.booleans()):
        found["additionalProperties"] = draw(st.sampled_from([True, False, *LEAVES]))
    return draw(st.sampled_from([found, {"allOf": [found]}]))


def values(schema: JsonSchema) -> st.SearchStrategy[Any]:
    """Objects with keys that the schema names; where it allows others, with another one."""
    anything = st.sampled_from(VALUES)
    text = str(schema)
    keys = [
        name for name in NAMES if f"'{name}': {{" in text.split("'dependentSchemas'", maxsplit=1)[0]
    ]
    keys += [name for name in ("size", "note") if "Part" in text and name not in keys]
    keys += ["other"] if "additionalProperties" in text or "patternProperties" in text else []
    keys += ["x1"] if "patternProperties" in text else []
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, anything))


def intended(schema: Any) -> JsonSchema:
    """The schema with what its author means: a property that only conditions describe is as one of them says."""
    (bare,) = schema.get("allOf", [schema])
    described: dict[str, list[object]] = {}
    places = [bare.get("then"), bare.get("else"), *bare.get("dependentSchemas", {}).values()]
    for place in filter(None, places):
        (part,) = place.get("allOf", [place])
        properties: Any = SHARED["Part"] if "$ref" in part else part
        for name, kind in properties["properties"].items():
            described.setdefault(name, []).append(kind)
    known = bare["properties"]
    among = {name: {"anyOf": kinds} for name, kinds in described.items() if name not in known}
    return {"allOf": [schema, {"properties": among}]}


@pytest.mark.slow
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(objects(), min_size=12, max_size=12), st.data())
def test_what_is_valid_deviates_from_nothing(found: list[JsonSchema], data: st.DataObject) -> None:
    schemas = dict(zip(COMPONENTS, found, strict=True))
    document = document_of({**schemas, **SHARED}, COMPONENTS)
    with package_of(document) as package:
        for name, schema in schemas.items():
            components = {"components": document["components"]}
            validator = Draft202012Validator({**intended(schema), **components})
            for _ in range(25):
                value = data.draw(values(schema))
                if validator.is_valid(value):
                    package.check(name, value, strict_responses=True, validate_requests=True)
