# Scalars, enums, constants, null and defaults.
"""The types of single values."""

from __future__ import annotations

import pytest
from clientloom.ir import Access

from .schema_cases import read, type_of


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "date-time"}, "date-time"),
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "string", "format": "time"}, "time"),
        ({"type": "string", "format": "duration"}, "duration"),
        ({"type": "string", "format": "uuid"}, "uuid"),
        ({"type": "string", "format": "decimal"}, "decimal"),
        ({"type": "string", "format": "byte"}, "byte"),
        ({"type": "string", "contentEncoding": "base64"}, "byte"),
        ({"type": "string", "format": "email"}, "string"),
        ({"type": "string", "format": "ipv4"}, "string"),
        ({"type": "string", "format": "a format of ours"}, "string"),
        ({"type": "integer", "format": "int64"}, "integer"),
        ({"type": "number", "format": "double"}, "number"),
        ({"type": "number", "format": "int64"}, "integer"),
        ({"type": "boolean"}, "boolean"),
        ({"type": "null"}, "null"),
        ({"format": "date-time"}, "date-time"),
        ({"pattern": "^a$"}, "string"),
        ({"minimum": 3}, "number"),
        ({"format": "int32"}, "integer"),
        ({"type": "file"}, "string"),
        ({}, "anything"),
        (True, "anything"),
        ({"description": "says nothing"}, "anything"),
        ({"type": ["string", "integer"]}, "(string | integer)"),
        ({"type": ["integer", "number"]}, "number"),
    ],
)
def test_scalars(schema: object, expected: str) -> None:
    assert type_of(schema) == expected


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["string", "null"]},
        {"type": "string", "nullable": True},
        {"type": "string", "x-nullable": True},
        {"oneOf": [{"type": "string"}, {"type": "null"}]},
        {"anyOf": [{"type": "null"}, {"type": "string"}]},
        {"anyOf": [{"type": ["string", "null"]}, {"enum": [None]}]},
        {"nullable": True, "allOf": [{"type": "string"}]},
        {"anyOf": [{"type": "string"}, {"const": None}]},
    ],
)
def test_null_in_every_spelling(schema: object) -> None:
    assert type_of(schema) == "string or null"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"enum": ["a", "b"]}, "'a'/'b'"),
        ({"type": "string", "enum": ["a", "b", "a"]}, "'a'/'b'"),
        ({"enum": ["a", None]}, "'a' or null"),
        ({"type": ["string", "null"], "enum": ["a", None]}, "'a' or null"),
        ({"type": "string", "enum": []}, "string"),
        ({"enum": [None]}, "null"),
        ({"enum": ["a", 1, True]}, "'a'/1/True"),
        ({"enum": [1, True]}, "1/True"),
        ({"enum": [1.0, 2]}, "1/2"),
        ({"type": "number", "enum": [0.5, 1]}, "number"),
        ({"enum": [0.5, 1]}, "number"),
        ({"type": "integer", "enum": [2**63, -1]}, "integer"),
        ({"enum": [{"a": 1}]}, "map[anything]"),
        ({"enum": [1, 0.5, "a", [2], None]}, "(list[anything] | number | string) or null"),
        ({"enum": [True, False]}, "boolean"),
        ({"type": "string", "enum": [1, 2]}, "'1'/'2'"),
        ({"type": "integer", "enum": ["1", "2"]}, "1/2"),
        ({"type": "string", "enum": ["a", 1]}, "'a'"),
        ({"const": "a"}, "'a'!"),
        ({"const": None}, "null"),
        ({"type": "integer", "const": 3}, "3!"),
        ({"type": "string", "x-enum": ["a", "b"]}, "'a'/'b'"),
        ({"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, "'b'"),
    ],
)
def test_enums_and_constants(schema: object, expected: str) -> None:
    assert type_of(schema) == expected


def test_values_that_an_enum_cannot_have_are_reported() -> None:
    reading = read({"Thing": {"properties": {"size": {"type": "string", "enum": ["a", 10, True]}}}})
    assert (reading.codes, reading.type("Thing")) == (("enum-of-another-type",), "size: 'a'?")


def test_a_short_enum_stays_in_place_and_a_long_one_gets_a_name() -> None:
    values = [f"v{number}" for number in range(30)]
    reading = read(
        {"Thing": {"properties": {"few": {"enum": values[:20]}, "many": {"enum": values}}}}
    )
    assert set(reading.schemas) == {"Thing", "ThingMany"}
    assert reading.fields("Thing")["many"] == "ThingMany?"
    assert reading.fields("Thing")["few"].startswith("'v0'/")


def test_names_and_notes_of_enum_values_are_told_in_the_documentation() -> None:
    schema = {
        "type": "integer",
        "description": "How far it is.",
        "enum": [0, 1],
        "x-enum-varnames": ["QUEUED", "DONE"],
        "x-enum-descriptions": ["It waits.", ""],
    }
    doc = read({"A": {"properties": {"state": schema}}}).field("A", "state").doc
    assert doc == "How far it is.\n\n- `0`: QUEUED, It waits.\n- `1`: DONE"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "default": "a"}, 'string="a"'),
        ({"type": "integer", "default": 3}, "integer=3"),
        ({"type": "boolean", "default": False}, "boolean=false"),
        ({"type": ["string", "null"], "default": None}, "string or null=null"),
        ({"type": "array", "items": {"type": "string"}, "default": []}, "list[string]=[]"),
        ({"type": "object", "default": {"b": 1, "a": 2}}, 'map[anything]={"a":2,"b":1}'),
        ({"enum": ["a"], "default": "a"}, "'a'=\"a\""),
        ({"enum": ["a"], "default": "b"}, "'a'?"),
        ({"type": "integer", "default": "3"}, "integer?"),
        ({"type": "integer", "default": True}, "integer?"),
        ({"type": "string", "default": None}, "string?"),
        ({"type": "number", "default": float("nan")}, "number?"),
    ],
)
def test_defaults_that_are_no_value_of_the_type_are_left_out(schema: object, expected: str) -> None:
    assert read({"A": {"properties": {"it": schema}}}).fields("A")["it"] == expected


def test_a_wrong_default_is_told_and_null_is_not() -> None:
    wrong = read({"A": {"properties": {"it": {"type": "integer", "default": "x"}}}})
    silent = read({"A": {"properties": {"it": {"type": "integer", "default": None}}}})
    assert wrong.codes == ("default-of-another-type",)
    assert silent.codes == ()


def test_access_deprecation_documentation_and_limits() -> None:
    schema = {
        "type": "string",
        "title": "A title",
        "readOnly": True,
        "deprecated": True,
        "allOf": [{"maxLength": 9, "minLength": 1}, {"maxLength": 5, "pattern": "^a"}],
        "format": "email",
    }
    field = read({"A": {"required": ["it"], "properties": {"it": schema}}}).field("A", "it")
    assert (field.access, field.deprecated, field.doc) == (Access.READ_ONLY, True, "A title")
    assert field.constraints == (
        ("format", "email"),
        ("maxLength", 5),
        ("minLength", 1),
        ("pattern", "^a"),
    )


def test_what_stands_beside_a_reference_belongs_to_the_field_alone() -> None:
    reading = read(
        {
            "Pet": {"type": "object", "description": "An animal.", "properties": {"a": {}}},
            "Owner": {
                "properties": {
                    "pet": {"$ref": "#/components/schemas/Pet", "description": "The first one."},
                    "other": {"$ref": "#/components/schemas/Pet"},
                }
            },
        }
    )
    assert reading.schemas["Pet"].doc == "An animal."
    assert reading.field("Owner", "pet").doc == "The first one."
    assert reading.field("Owner", "other").doc == ""


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        ("any", "anything"),
        ("integer", "integer"),
        ("array of date", "list[date]"),
        ("nullable map of string", "map[string] or null"),
    ],
)
def test_the_user_settles_a_type(settled: str, expected: str) -> None:
    place = "/components/schemas/A/properties/it"
    reading = read({"A": {"properties": {"it": {"type": "colour"}}}}, types={place: settled})
    assert reading.fields("A")["it"] == f"{expected}?"
    assert reading.codes == ()


def test_the_user_settles_one_variant_of_a_union() -> None:
    union = {"oneOf": [{"type": "string"}, {"type": "colour"}]}
    place = "/components/schemas/A/properties/it/oneOf/1"
    reading = read({"A": {"properties": {"it": union}}}, types={place: "integer"})
    assert reading.fields("A")["it"] == "(string | integer)?"
    assert reading.codes == ()


def test_an_unknown_type_is_told_where_it_is_not_settled() -> None:
    assert read({"A": {"properties": {"it": {"type": "colour"}}}}).codes == ("unknown-type",)
    place = "/components/schemas/A/properties/it"
    reading = read({"A": {"properties": {"it": {}}}}, types={place: "colour"})
    assert reading.codes == ("unknown-type-override",)


def test_the_same_text_means_the_same_wherever_it_stands_unless_client_toml_says_otherwise() -> (
    None
):
    text = {"type": "string", "format": "date"}
    components = {name: {"properties": {"it": text}} for name in "AB"}
    place = "/components/schemas/B/properties/it"
    reading = read(components, types={place: "integer"})
    assert [reading.fields(name)["it"] for name in "AB"] == ["date?", "integer?"]
    assert [read(components).fields(name)["it"] for name in "AB"] == ["date?", "date?"]


def test_what_there_is_to_report_about_a_text_is_reported_in_each_place() -> None:
    text = {"type": "string", "format": "binary"}
    reading = read({"A": {"properties": {"x": text, "y": text}}, "B": {"properties": {"x": text}}})
    assert reading.codes == ("binary-in-json",) * 3
