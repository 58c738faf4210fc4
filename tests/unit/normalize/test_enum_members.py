# The names of the members of enum classes, and what a review says about them.
from __future__ import annotations

from typing import Any

import pytest
from clientloom.config.settings import ModelsConfig, NamesConfig
from clientloom.ir import AliasSchema, Api
from clientloom.ir.surface import dump_surface, load_surface
from clientloom.review import compare_apis
from clientloom.symbols import SymbolLock
from unit.normalize.operation_cases import json_answer, normalized
from unit.review.test_compare import told

CLASSES = ModelsConfig(enums="enum")


def read(schema: object, symbols: SymbolLock | None = None, **settings: Any) -> Any:
    get = {"operationId": "getThing", "responses": {"200": json_answer(schema)}}
    root = {"paths": {"/things": {"get": get}}}
    return normalized(root, symbols=symbols or SymbolLock(), models=CLASSES, **settings)


def holder(enum: object) -> dict[str, object]:
    return {"type": "object", "properties": {"color": enum}}


def members(api: Api) -> dict[str, dict[object, str]]:
    return {
        schema.name: {
            value: member.name
            for value, member in zip(schema.enum.values, schema.enum.members, strict=True)
        }
        for schema in api.schemas
        if isinstance(schema, AliasSchema) and schema.enum
    }


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["red", "light blue", "TopLeft"], ["RED", "LIGHT_BLUE", "TOP_LEFT"]),
        (["1d", "class", "mro", "name"], ["VALUE_1D", "CLASS", "MRO", "NAME"]),
        (["a b", "a-b"], ["A_SPACE_B", "A_MINUS_B"]),
        (["a", "A"], ["A_LOWER", "A"]),
        ([1, -1], ["VALUE_1", "MINUS_1"]),
        (["日本", "é"], ["日本", "É"]),
    ],
)
def test_a_member_is_named_after_its_value(values: list[object], names: list[str]) -> None:
    found = members(read(holder({"enum": values})).api)
    assert list(found["Color"].values()) == names
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize(
    ("extension", "names"),
    [
        ({"x-enum-varnames": ["Crimson", "mro"]}, ["Crimson", "mro_"]),
        ({"x-enum-varnames": ["2 words", ""]}, ["VALUE_2_words", "B"]),
        ({"x-enum-varnames": ["only one"]}, ["A", "B"]),
        ({"x-ms-enum": {"values": [{"value": "a", "name": "First"}]}}, ["First", "B"]),
    ],
)
def test_an_extension_names_members(extension: dict[str, object], names: list[str]) -> None:
    found = members(read(holder({"type": "string", "enum": ["a", "b"], **extension})).api)
    assert list(found["Color"].values()) == names


@pytest.mark.parametrize(
    "enum", [{"enum": ["a"]}, {"const": "a"}, {"enum": ["a", 1]}, {"enum": [True, False]}, {"enum": [1.5, 2]}]
)  # fmt: skip
def test_what_has_one_value_or_several_kinds_is_no_class(enum: object) -> None:
    assert members(read(holder(enum)).api) == {}


def test_a_component_that_is_no_class_stays_an_alias() -> None:
    get = {
        "operationId": "get",
        "responses": {"200": json_answer({"$ref": "#/components/schemas/Kind"})},
    }
    root = {"paths": {"/a": {"get": get}}, "components": {"schemas": {"Kind": {"enum": ["a", 1]}}}}
    api = normalized(root, models=CLASSES).api
    assert [schema.name for schema in api.schemas] == ["Kind"]
    assert members(api) == {}


def test_two_enums_with_the_same_values_keep_their_own_names() -> None:
    enum = {"type": "string", "enum": ["a", "b"]}
    fields = {
        "color": {**enum, "x-enum-varnames": ["Amber", "Blue"]},
        "size": {**enum, "x-enum-varnames": ["Ample", "Brief"]},
    }
    found = members(read({"type": "object", "properties": fields}).api)
    assert list(found["Color"].values()) == ["Amber", "Blue"]
    assert list(found["Size"].values()) == ["Ample", "Brief"]


def test_a_name_stays_when_values_come_before_it() -> None:
    first = read(holder({"enum": ["a-b", "a_b"]}))
    second = read(holder({"enum": ["a b", "a-b", "a_b"]}), first.symbols)
    before, after = members(first.api)["Color"], members(second.api)["Color"]
    assert before.items() <= after.items()


def test_a_pattern_renames_members() -> None:
    names = NamesConfig(enum_members={"^COLOR_": ""})
    found = read(holder({"enum": ["color_red", "color_blue"]}), names=names)
    assert list(members(found.api)["Color"].values()) == ["RED", "BLUE"]
    assert {rename.kind for rename in found.renames} == {"member"}


def test_the_surface_keeps_members() -> None:
    api = read(holder({"enum": ["a", "b"]})).api
    assert members(load_surface(dump_surface(api))) == members(api)


ENUM = {"type": "string", "enum": ["a", "b"]}


@pytest.mark.parametrize(
    ("old", "new", "forth", "back"),
    [
        (
            {**ENUM, "x-enum-varnames": ["One", "Two"]},
            {**ENUM, "x-enum-varnames": ["One", "Second"]},
            "breaking: `Color` member `Two` is now called `Second` // models.Color.Two",
            "breaking: `Color` member `Second` is now called `Two` // models.Color.Second",
        ),
        (
            {"enum": ["a", "b", "c"]},
            {"enum": ["a", "b"]},
            "breaking: `Color` member `C` was removed // models.Color.C",
            "safe: `Color` may now be `'c'`",
        ),
    ],
)
def test_a_review_says_what_becomes_of_members(
    old: object, new: object, forth: str, back: str
) -> None:
    # A varname is kept in the lock, so that the two are read apart.
    before, after = read(holder(old)).api, read(holder(new)).api
    assert forth in told(compare_apis(before, after))
    assert back in told(compare_apis(after, before))


def test_a_review_says_that_an_enum_becomes_a_class() -> None:
    schema = {"type": "object", "properties": {"color": {"$ref": "#/components/schemas/Color"}}}
    get = {"operationId": "getThing", "responses": {"200": json_answer(schema)}}
    root = {"paths": {"/things": {"get": get}}, "components": {"schemas": {"Color": ENUM}}}
    plain, classes = normalized(root).api, normalized(root, models=CLASSES).api
    assert told(compare_apis(plain, classes)) == ("safe: `Color` is now a class with members",)
    assert told(compare_apis(classes, plain)) == (
        "breaking: `Color` no longer has members // models.Color",
    )
