# Schemas that few documents have, each with the type that it becomes and what is said of it.
from __future__ import annotations

from collections.abc import Mapping

import pytest
from clientloom.normalize.nodes import Place

from .operation_cases import INTEGER, STRING
from .schema_cases import read

NULL = {"type": "null"}
PAIR = {"type": "array", "prefixItems": [STRING, INTEGER], "items": False, "minItems": 2}
OTHER_TYPE, OTHER_VALUES = ("enum-of-another-type",), ("enum-of-other-values",)
DEFAULT = ("default-of-another-type",)
A = {"$ref": "#/components/schemas/A"}
B = {"$ref": "#/components/schemas/B"}


def obj(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties}


def reference(name: str) -> dict[str, object]:
    return {"$ref": f"#/components/schemas/{name}"}


def tagged(name: object, *, where: object = STRING) -> dict[str, object]:
    return {"discriminator": {"propertyName": name, "defaultMapping": where}}


@pytest.mark.parametrize(
    ("schema", "expected", "codes"),
    [
        ({"enum": [[1], True]}, "(list[anything] | boolean)", OTHER_VALUES),
        ({"enum": [True, 1.5]}, "(boolean | number)", OTHER_VALUES),
        ({"type": "string", "enum": [True, False]}, "'true'/'false'", OTHER_TYPE),
        ({"type": "boolean", "enum": ["true", "false"]}, "boolean", OTHER_TYPE),
        ({"type": "string", "enum": ["a", None]}, "'a' or null", ()),
        ({"type": "string", "enum": ["a", None, 1]}, "'a' or null", OTHER_TYPE),
        ({"allOf": [A, {"const": None}]}, "null", ()),
        ({"allOf": [A, {"enum": [None]}]}, "null", ()),
        ({"anyOf": [NULL, {"type": ["integer", "null"]}, STRING]}, "(integer | string) or null", ()),
        ({**PAIR, "default": ["a", 1]}, 'tuple[string, integer]=["a",1]', ()),
        ({**PAIR, "default": ["a", "b"]}, "tuple[string, integer]", DEFAULT),
        ({**PAIR, "default": ["a"]}, "tuple[string, integer]", DEFAULT),
        ({**NULL, "default": None}, "null=null", ()),
        ({**NULL, "default": 1}, "null", DEFAULT),
        ({**obj(a=STRING), "anyOf": [True, {"required": ["a"]}]}, "HolderIt", ()),
        ({"allOf": [B, {"properties": {"a": True}}]}, "B", ()),
        ({"allOf": [{"$ref": "#/components/schemas/Any"}, {"properties": {"a": STRING}}]}, "HolderIt", ()),
        ({"type": "object", "patternProperties": {"^b": STRING, "": INTEGER}}, "map[(integer | string)]", ()),
        ({"type": "object", "patternProperties": {"^b": STRING}}, "map[anything]", ("condition-not-in-type",)),
        ({"type": "object", "patternProperties": 3}, "map[anything]", ()),
        ({"type": "number", "multipleOf": 0}, "number", ()),
        ({**tagged(3), "anyOf": [B, obj(c=STRING)]}, "HolderIt", ()),
        ({**tagged("a", where="B"), "oneOf": [B, NULL]}, "B or null", ()),
    ],
)  # fmt: skip
def test_a_schema_has_a_type(
    schema: Mapping[str, object], expected: str, codes: tuple[str, ...]
) -> None:
    known = {"A": {"type": ["string", "null"]}, "B": obj(a=True, b=STRING), "Any": True}
    reading = read({"Holder": obj(it=schema), **known})
    assert (reading.fields("Holder")["it"].removesuffix("?"), reading.codes) == (expected, codes)


def test_a_variant_whose_words_are_no_name_has_a_number() -> None:
    odd = {**obj(**{"---": STRING}), "required": ["---"]}
    reading = read({"Holder": obj(it={"oneOf": [odd, obj(a=STRING)]})})
    assert reading.type("HolderIt") == "(HolderItFirst | HolderItA)"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("x-ms-enum", {"values": ["a", {"value": "b", "name": "Bee"}]}),
        ("x-fern-enum", {"a": "no", "b": {"name": "Bee"}}),
    ],
)
def test_a_value_that_is_not_described_has_no_name_of_its_own(word: str, said: object) -> None:
    schema = {"type": "string", "enum": ["a", "b"], word: said}
    reading = read({"Kind": schema, "Holder": obj(it={"$ref": "#/components/schemas/Kind"})})
    assert reading.type("Kind") == "'a'/'b'"


@pytest.mark.parametrize(("count", "mid"), [(2, "MidVariant"), (60, "Mid")])
def test_a_class_with_very_many_descendants_is_no_union_of_them(count: int, mid: str) -> None:
    """Such a union is that of the base with the discriminator, which says which is meant."""
    kinds = {f"C{n}": {"allOf": [reference("Mid"), obj(**{f"f{n}": STRING})]} for n in range(count)}
    base = {**obj(k=STRING), "required": ["k"], "discriminator": {"propertyName": "k"}}
    whole = {"Top": base, "Mid": {"allOf": [reference("Top"), obj(m=STRING)]}, **kinds}
    reading = read({**whole, "Holder": obj(it=reference("Mid"))})
    assert reading.fields("Holder")["it"] == f"{mid}?"


ROOT = {
    "list": [{"x": 1}],
    "a/b": {"~": 2},
    "two words": 3,
    "dangling": {"$ref": "#/nowhere"},
    "circle": {"$ref": "#/other"},
    "other": {"$ref": "#/circle"},
}


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("#/list/0/x", 1),
        ("#/a~1b/~0", 2),
        ("#/two%20words", 3),
        ("#/list/1", None),
        ("#/list/x", None),
        ("#/two%20words/deeper", None),
        ("other.json#/list", None),
    ],
)
def test_a_reference_leads_to_a_place(reference: str, found: object) -> None:
    place = Place(ROOT, ROOT, "").at(reference)
    assert (place.node if place else None) == found


@pytest.mark.parametrize("name", ["dangling", "circle"])
def test_what_leads_nowhere_is_an_empty_place(name: str) -> None:
    place = Place(ROOT, ROOT, "") / name
    assert (place.node, place.pointer) == (None, f"/{name}")
