# Values from schemas: each is valid by an independent validator, of the style asked for, and the same every time.
from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
from clientloom.verify.document_views import Side, view
from clientloom.verify.instances import values
from clientloom.verify.instances.leaves import NoValueError
from clientloom.verify.instances.values import Style, Values
from hypothesis import given
from hypothesis import strategies as st

FULL, LEAST = Style(full=True), Style(full=False, last=True)


def made(schema: Any, style: Style = FULL, side: Side = Side.REQUEST, **schemas: Any) -> Any:
    document = {"openapi": "3.1.0", "components": {"schemas": {"It": schema, **schemas}}}
    return Values(view(document, side)).instance({"$ref": "#/components/schemas/It"}, style)


def valid(schema: Any, value: Any, **schemas: Any) -> bool:
    root = {"components": {"schemas": {"It": schema, **schemas}}, "$ref": "#/components/schemas/It"}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return bool(jsonschema.Draft202012Validator(root, format_checker=checker).is_valid(value))


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 7, "exclusiveMaximum": 9},
        {"type": "integer", "exclusiveMinimum": 7, "multipleOf": 5},
        {"type": "number", "minimum": 0, "maximum": 1, "multipleOf": 0.01},
        {"type": "number", "exclusiveMaximum": 0},
        {"type": "string", "minLength": 30, "maxLength": 31},
        {"type": "string", "format": "date-time"},
        {"type": "string", "format": "uuid"},
        {"type": "string", "format": "uri", "minLength": 60},
        {"type": "string", "pattern": "^[A-Z]{3}-\\d{4,}$", "minLength": 10},
        {"type": "string", "pattern": "(?:foo|bar)\\.[^.]+$"},
        {"const": {"a": [1]}},
        {"enum": ["a", 1, None]},
        {"type": ["string", "null"]},
        {"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": True, "minItems": 3},
        {"type": "array", "prefixItems": [{"const": 1}, {"type": "string"}], "items": False},
        {"type": "array", "contains": {"const": 5}, "items": {"type": "integer"}},
        {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2},
        {"type": "object", "patternProperties": {"^x_": {"type": "integer"}}, "minProperties": 1,
         "additionalProperties": False},
        {"type": "object", "propertyNames": {"pattern": "^[a-z]{4}$"}, "minProperties": 2},
        {"properties": {"a": {"const": 1}, "b": True}, "dependentRequired": {"a": ["b"]}},
        {"allOf": [{"required": ["a"]}, {"properties": {"a": {"minimum": 3}}}, {"type": "object"}]},
        {"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]},
        {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}},
        {"not": {"type": "string"}, "type": ["string", "integer"]},
        {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "minItems": 12},
        {"type": "array", "items": {"type": "integer"}, "contains": {"const": 5}, "minContains": 2},
        {"type": "array", "items": {"not": {}}, "maxItems": 3},
        {"type": "object", "properties": {"a": False, "b": {"type": "integer"}}, "minProperties": 1},
        {"type": "object", "minProperties": 2, "maxProperties": 2, "required": ["a"]},
        {"type": "object", "properties": {"a": True, "b": True, "c": True}, "required": ["a"], "minProperties": 2},
        {"required": ["a"], "dependentRequired": {"a": ["b"], "c": ["d"]}, "type": "object"},
        {"anyOf": [{"type": "string", "minLength": 2_000_000}, {"type": "integer"}]},
        {"anyOf": [{"format": "uuid", "maxLength": 3, "type": "string"}, {"type": "integer"}]},
        {},
        True,
    ],
)  # fmt: skip
@pytest.mark.parametrize("style", [FULL, LEAST])
def test_a_value_is_valid(schema: Any, style: Style) -> None:
    assert valid(schema, made(schema, style))


@pytest.mark.parametrize("schema", [{"maxProperties": 0}, {"propertyNames": {"pattern": "^a"}}])
def test_a_schema_without_a_type_has_that_of_its_keywords(schema: Any) -> None:
    assert isinstance(made(schema), dict)


def test_the_full_style_writes_every_member_and_the_other_only_what_is_required() -> None:
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": "string"},
            "b": {"type": "array", "items": {"type": "integer"}},
        },
        "required": ["a"],
    }
    assert made(schema).keys() == {"a", "b"}
    assert made(schema)["b"] == [1]
    assert made(schema, LEAST).keys() == {"a"}


@pytest.mark.parametrize(("style", "kind"), [(FULL, str), (LEAST, type(None))])
def test_the_styles_take_opposite_ends_of_a_union(style: Style, kind: type) -> None:
    assert type(made({"anyOf": [{"type": "string"}, {"type": "null"}]}, style)) is kind


def test_recursion_ends_where_it_may() -> None:
    node = {
        "type": "object",
        "required": ["kids"],
        "properties": {"kids": {"type": "array", "items": {"$ref": "#/components/schemas/It"}}},
    }
    assert valid(node, made(node))
    assert made(node, LEAST) == {"kids": []}


def test_recursion_through_a_union_finds_the_branch_that_ends() -> None:
    tree = {"anyOf": [{"$ref": "#/components/schemas/Pair"}, {"type": "integer"}]}
    pair = {
        "type": "object",
        "required": ["left", "right"],
        "properties": {
            "left": {"$ref": "#/components/schemas/It"},
            "right": {"$ref": "#/components/schemas/It"},
        },
    }
    assert valid(tree, made(tree, Pair=pair), Pair=pair)


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"type": "integer", "minimum": 2, "maximum": 1},
        {"allOf": [{"type": "string"}, {"type": "integer"}]},
        {"enum": []},
        {"type": "object", "required": ["a"], "properties": {"a": False}},
        {"$ref": "#/components/schemas/Loop"},
        {"type": "array", "uniqueItems": True, "minItems": 3, "items": {"enum": [1, 2]}},
        {"$ref": "#/components/schemas/Costly"},
        {"type": "string", "pattern": "^a{400}$"},
        {"type": "string", "pattern": "[^\\s\\S]"},
    ],
)  # fmt: skip
def test_a_schema_without_values_is_given_up_with_a_reason(schema: Any) -> None:
    loop = {
        "required": ["it"],
        "properties": {"it": {"$ref": "#/components/schemas/Loop"}},
        "type": "object",
    }
    costly = {
        f"C{n}": {"allOf": [{"$ref": f"#/components/schemas/C{n + 1}"}] * 2} for n in range(40)
    }
    others: Any = {**costly, "C40": {}, "Costly": costly["C0"]}
    with pytest.raises(NoValueError) as caught:
        made(schema, Loop=loop, **others)
    assert str(caught.value)


def test_a_value_that_needs_too_much_work_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "_STEPS", 40)
    schema = {"type": "array", "items": {"type": "integer"}, "minItems": 30}
    assert len(made(schema)) == 30
    with pytest.raises(NoValueError, match="too large to make a value of it"):
        made({**schema, "minItems": 50})


def test_read_only_members_are_not_sent_and_write_only_ones_not_received() -> None:
    schema = {
        "type": "object",
        "required": ["id", "secret", "name"],
        "properties": {
            "id": {"type": "string", "readOnly": True},
            "secret": {"$ref": "#/components/schemas/Secret"},
            "name": {"type": "string"},
            "both": {"type": "string", "readOnly": True, "writeOnly": True},
        },
    }
    secret = {"type": "string", "writeOnly": True}
    assert made(schema, side=Side.REQUEST, Secret=secret).keys() == {"secret", "name", "both"}
    assert made(schema, side=Side.RESPONSE, Secret=secret).keys() == {"id", "name", "both"}


def test_a_variant_carries_the_tag_of_the_mapping() -> None:
    union = {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": {"meow": "#/components/schemas/Cat"}},
    }
    pet = {"type": "object", "properties": {"kind": {"type": "string"}}, "required": ["kind"]}
    assert made(union, FULL, Cat=pet, Dog=pet)["kind"] == "meow"
    assert made(union, LEAST, Cat=pet, Dog=pet)["kind"] == "Dog"


def base_of(**mapping: str) -> dict[str, Any]:
    """A schema whose member `kind` says which of its children a value is."""
    named = {"mapping": mapping} if mapping else {}
    return {
        "type": "object",
        "properties": {"kind": {"type": "string"}},
        "required": ["kind"],
        "discriminator": {"propertyName": "kind", **named},
    }


def test_a_child_of_a_base_with_a_discriminator_carries_its_own_tag() -> None:
    base = base_of(c="#/components/schemas/Cat")
    cat = {
        "allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"lives": {"const": 9}}}]
    }
    assert made({"$ref": "#/components/schemas/Cat"}, Base=base, Cat=cat) == {
        "kind": "c",
        "lives": 9,
    }


def test_a_grandchild_of_a_mapped_child_has_its_tag_or_its_own_name() -> None:
    base = base_of(c="#/components/schemas/Cat")
    schemas: dict[str, Any] = {
        "Base": base,
        "Cat": {"allOf": [{"$ref": "#/components/schemas/Base"}]},
        "Lion": {"allOf": [{"$ref": "#/components/schemas/Cat"}]},
    }
    lion = {"$ref": "#/components/schemas/Lion"}
    assert made(lion, **schemas) == {"kind": "c"}
    named = {"allOf": [lion, {"properties": {"kind": {"const": "Lion"}}}]}
    assert made(named, **schemas) == {"kind": "Lion"}
    wrong = {"allOf": [lion, {"properties": {"kind": {"const": "Dog"}}}]}
    with pytest.raises(NoValueError):
        made(wrong, **schemas)


def test_a_pattern_that_may_hang_is_left_out_instead_of_run() -> None:
    schema = {"type": "string", "pattern": "^(a+)+$", "minLength": 60}
    assert len(made(schema)) >= 60


@pytest.mark.parametrize(
    "pattern",
    [
        "^[^a]$", "^.{3}$", "^[\\w]{3}[\\W][\\d][\\D][\\s][\\S]$", "^[éü]$", "^[\\u4e00\\u4e01-\\u9fff]{2}$", "^[\\u4e00-\\u9fff]$", "^[^\\w-]$", "^(a|b){2}?(?:c|d)$",
        "^(?:(?:a?){50}){50}$", "^a++b$", "needle",
    ],
)  # fmt: skip
def test_a_text_matches_a_pattern(pattern: str) -> None:
    for length in (0, 20):
        schema = {"type": "string", "pattern": pattern, "minLength": length}
        if length == 0 or pattern == "needle":
            assert re.search(pattern, made(schema))


@pytest.mark.parametrize("key", ["x-discriminator-value", "x-ms-discriminator-value"])
def test_a_child_may_state_its_own_tag(key: str) -> None:
    base = base_of()
    cat = {"allOf": [{"$ref": "#/components/schemas/Base"}], key: "Tom"}
    assert made({"$ref": "#/components/schemas/Cat"}, Base=base, Cat=cat) == {"kind": "Tom"}


def test_a_variant_of_a_base_that_is_asked_for_by_itself_is_one_of_its_children() -> None:
    tag = {"kind": {"type": "string"}}
    base = {"type": "object", "properties": tag, "required": ["kind"]}
    mapped = {"propertyName": "kind", "mapping": {"c": "Cat", "d": "#/components/schemas/Dog"}}
    cat = {"allOf": [{"$ref": "#/components/schemas/It"}, {"properties": {"lives": {"const": 9}}}]}
    assert made({**base, "discriminator": mapped}, Cat=cat, Dog=cat) == {"kind": "c", "lives": 9}
    assert made({**base, "discriminator": {"propertyName": "kind"}})["kind"] == "It"
    fixed = {**base, "properties": {"kind": {"const": "own"}}}
    assert made({**fixed, "discriminator": {"propertyName": "kind"}})["kind"] == "own"
    assert made({**base, "discriminator": {"propertyName": 5}})["kind"] == "text"


def test_null_is_made_only_where_it_can_be_sent() -> None:
    schema = {"anyOf": [{"type": "null"}, {"type": ["null", "integer"]}]}
    assert made(schema, Style(nulls=False)) == 1
    assert made(schema) is None


_LEAVES = st.one_of(
    st.builds(lambda a, b: {"type": "integer", "minimum": min(a, b), "maximum": max(a, b)},
              st.integers(-99, 99), st.integers(-99, 99)),
    st.builds(lambda n, m: {"type": "string", "minLength": n, "maxLength": n + m},
              st.integers(0, 40), st.integers(0, 9)),
    st.builds(lambda v: {"enum": v}, st.lists(st.sampled_from(["a", "b", 1, None]), min_size=1)),
    st.sampled_from([{"type": "boolean"}, {"type": "null"}, {"type": "string", "format": "date"}, {}]),
)  # fmt: skip
_SCHEMAS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda item, n: {"type": "array", "items": item, "minItems": n}, inner, st.integers(0, 3)),
        st.builds(
            lambda props, need: {"type": "object", "properties": props, "required": sorted(props)[:need]},
            st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
            st.integers(0, 3),
        ),
        st.builds(lambda branches: {"anyOf": branches}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda inner: {"allOf": [inner, {}]}, inner),
    ),
    max_leaves=8,
)  # fmt: skip


@given(_SCHEMAS, st.sampled_from([FULL, LEAST]))
def test_whatever_the_schema_its_value_is_valid_and_the_same_again(
    schema: Any, style: Style
) -> None:
    value = made(schema, style)
    assert valid(schema, value)
    assert made(schema, style) == value
