# Objects, maps, lists, tuples, allOf and recursion.
"""What holds other values."""

from __future__ import annotations

import pytest
from clientloom.ir import AliasSchema, Anything, ObjectSchema

from .schema_cases import read, type_of

S = {"type": "string"}
I = {"type": "integer"}  # noqa: E741 - as short as its sibling


def ref(name: str) -> dict[str, object]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "object"}, "map[anything]"),
        ({"type": "object", "additionalProperties": False}, "map[anything]"),
        ({"additionalProperties": I}, "map[integer]"),
        ({"additionalProperties": {"type": ["string", "null"]}}, "map[string or null]"),
        ({"patternProperties": {"^a": S, "^b": I}}, "map[anything]"),
        ({"patternProperties": {"^.*$": S, "^b": I}}, "map[(string | integer)]"),
        ({"patternProperties": {"^a": S}, "additionalProperties": False}, "map[string]"),
        ({"patternProperties": {"^a": S}, "additionalProperties": I}, "map[(integer | string)]"),
        ({"type": "array"}, "list[anything]"),
        ({"items": S}, "list[string]"),
        ({"type": "array", "items": {"type": "array", "items": I}}, "list[list[integer]]"),
        ({"prefixItems": [S, I], "minItems": 2}, "tuple[string, integer]"),
        ({"prefixItems": [S, I], "minItems": 2, "items": False}, "tuple[string, integer]"),
        ({"prefixItems": [S, I]}, "list[(string | integer)]"),
        ({"prefixItems": [S, I], "minItems": 1, "items": False}, "list[(string | integer)]"),
        ({"prefixItems": [S], "items": I}, "list[(string | integer)]"),
        ({"prefixItems": [S], "unevaluatedItems": I}, "list[(string | integer)]"),
        ({"prefixItems": [S], "minItems": 1, "unevaluatedItems": False}, "tuple[string]"),
        ({"items": S, "unevaluatedItems": I}, "list[string]"),
        ({"type": ["object", "string"]}, "(map[anything] | string)"),
        ({"type": ["array", "null"], "items": S}, "list[string] or null"),
    ],
)
def test_maps_lists_and_tuples(schema: object, expected: str) -> None:
    assert type_of(schema) == expected


def test_named_schemas_that_are_no_objects_become_aliases() -> None:
    reading = read(
        {
            "Status": {"enum": ["a", "b"]},
            "Tags": {"additionalProperties": S},
            "Ids": {"type": "array", "items": ref("Id")},
            "Id": {"type": "string", "format": "uuid"},
            "Same": ref("Tags"),
        }
    )
    assert {name: reading.type(name) for name in reading.schemas} == {
        "Status": "'a'/'b'",
        "Tags": "map[string]",
        "Ids": "list[uuid]",
    }
    assert all(isinstance(schema, AliasSchema) for schema in reading.schemas.values())
    assert reading.roots() == ["Status", "Tags", "Ids", "uuid", "Tags"]


def test_inline_objects_are_hoisted_under_the_words_of_their_home() -> None:
    reading = read(
        {
            "Index": {
                "properties": {
                    "status": {"properties": {"ready": {"type": "boolean"}}},
                    "stages": {"type": "array", "items": {"properties": {"name": S}}},
                    "info": {"type": "array", "items": {"properties": {"text": S}}},
                    "limits": {"additionalProperties": {"properties": {"max": I}}},
                    "pair": {
                        "minItems": 2,
                        "prefixItems": [{"properties": {"x": I}}, {"properties": {"y": I}}],
                    },
                }
            }
        }
    )
    assert reading.fields("Index") == {
        "info": "list[IndexInfoItem]?",
        "limits": "map[IndexLimitsValue]?",
        "pair": "tuple[IndexPairFirst, IndexPairSecond]?",
        "stages": "list[IndexStage]?",
        "status": "IndexStatus?",
    }


def test_fields_are_ordered_and_named_whatever_the_order_of_the_document() -> None:
    properties: dict[str, object] = {"b": S, "fooBar": S, "a": S, "class": S, "c-d": S}
    one = read({"A": {"required": ["fooBar", "c-d"], "properties": properties}})
    other = read(
        {"A": {"required": ["c-d", "fooBar"], "properties": dict(reversed(properties.items()))}}
    )
    schema = one.schemas["A"]
    assert schema == other.schemas["A"]
    assert isinstance(schema, ObjectSchema)
    assert [f.name for f in schema.fields] == ["c_d", "foo_bar", "a", "b", "class_"]


def test_further_properties_beside_known_ones() -> None:
    reading = read(
        {
            "Open": {"properties": {"a": S}},
            "Typed": {"properties": {"a": S}, "additionalProperties": I},
            "Closed": {"properties": {"a": S}, "additionalProperties": False},
            "Sealed": {"properties": {"a": S}, "unevaluatedProperties": False},
            "Pattern": {"properties": {"a": S}, "patternProperties": {"^x-": I}},
            "AnyKey": {"properties": {"a": S}, "patternProperties": {".*": I}},
        }
    )
    told = {
        n: (s.extra, s.closed) for n, s in reading.schemas.items() if isinstance(s, ObjectSchema)
    }
    integer = read({"L": {"items": I}}).schemas["L"]
    assert isinstance(integer, AliasSchema)
    kind = getattr(integer.type, "item", None)
    assert told == {
        "Open": (None, False),
        "Typed": (kind, False),
        "Closed": (None, True),
        "Sealed": (None, True),
        "Pattern": (Anything(), False),
        "AnyKey": (kind, False),
    }


def test_all_of_is_one_flat_object() -> None:
    reading = read(
        {
            "Base": {"required": ["id"], "properties": {"id": S, "note": S, "size": I}},
            "Thing": {
                "allOf": [
                    ref("Base"),
                    {"required": ["note"], "properties": {"extra": {"properties": {"deep": S}}}},
                ],
                "properties": {"size": {"maximum": 3}, "name": S},
            },
        }
    )
    assert reading.fields("Thing") == {
        "id": "string",
        "note": "string",
        "extra": "ThingExtra?",
        "name": "string?",
        "size": "integer?",
    }
    assert reading.field("Thing", "size").constraints == (("maximum", 3),)


@pytest.mark.parametrize(
    "wrapper",
    [
        {"allOf": [ref("Pet")]},
        {"allOf": [ref("Pet")], "description": "mine"},
        {"allOf": [ref("Pet"), {"description": "mine"}]},
        {"type": "object", "allOf": [ref("Pet")]},
        {"oneOf": [ref("Pet")]},
        {"$ref": "#/components/schemas/Pet", "description": "mine", "x-thing": 1},
    ],
)
def test_wrappers_that_add_nothing_are_the_schema_itself(wrapper: object) -> None:
    assert type_of(wrapper, Pet={"properties": {"a": S}}) == "Pet"


@pytest.mark.parametrize(
    "wrapper",
    [
        {"allOf": [ref("Pet")], "nullable": True},
        {"anyOf": [ref("Pet"), {"type": "null"}]},
        {"oneOf": [{"allOf": [ref("Pet")]}, {"type": "null"}], "description": "or none"},
        {"$ref": "#/components/schemas/MaybePet"},
    ],
)
def test_wrappers_that_add_null(wrapper: object) -> None:
    pets = {
        "Pet": {"properties": {"a": S}},
        "MaybePet": {"anyOf": [ref("Pet"), {"type": "null"}]},
    }
    assert type_of(wrapper, **pets) == "Pet or null"


def test_a_nullable_component_is_null_where_it_is_used_and_keeps_its_name() -> None:
    reading = read(
        {
            "Meta": {"anyOf": [{"additionalProperties": S}, {"type": "null"}]},
            "Inner": {"type": ["object", "null"], "properties": {"a": S}},
            "A": {"properties": {"meta": ref("Meta"), "inner": ref("Inner")}},
        }
    )
    assert reading.type("Meta") == "map[string]"
    assert reading.fields("A") == {"inner": "Inner or null?", "meta": "Meta or null?"}


def test_types_that_contradict_become_looser() -> None:
    reading = read({"A": {"allOf": [{"properties": {"x": S}}, {"properties": {"x": I}}]}})
    assert reading.fields("A") == {"x": "(integer | string)?"}
    assert reading.codes == ("contradictory-types",)


def test_number_and_integer_do_not_contradict() -> None:
    reading = read(
        {"A": {"allOf": [{"properties": {"x": {"type": "number"}}}, {"properties": {"x": I}}]}}
    )
    assert (reading.fields("A"), reading.codes) == ({"x": "integer?"}, ())


@pytest.mark.parametrize(
    ("general", "special", "expected"),
    [
        ({"type": "object"}, {"$ref": "#/components/schemas/X"}, "X?"),
        ({"type": "object", "description": "Any."}, {"properties": {"b": I}}, "AData?"),
        ({"type": "array", "items": {}}, {"items": {"$ref": "#/components/schemas/X"}}, "list[X]?"),
        (
            {"type": "array", "items": {"type": "object"}},
            {"type": "array", "items": {"$ref": "#/components/schemas/X"}},
            "list[X]?",
        ),
        ({"type": "string"}, {"type": "string", "format": "date"}, "date?"),
        ({"type": ["string", "integer"]}, {"type": "string"}, "string?"),
    ],
)
def test_what_only_names_the_type_of_something_special_adds_nothing(
    general: object, special: object, expected: str
) -> None:
    parts = [{"properties": {"data": general}}, {"properties": {"data": special}}]
    reading = read({"A": {"allOf": parts}, "X": {"type": "object", "properties": {"a": S}}})
    assert reading.fields("A") == {"data": expected}


def test_required_names_without_a_property_take_any_value() -> None:
    reading = read({"A": {"required": ["b"], "properties": {"a": S}}})
    assert reading.fields("A") == {"b": "anything", "a": "string?"}
    assert reading.codes == ("required-without-property",)


def test_required_names_without_a_property_are_further_properties() -> None:
    reading = read({"A": {"required": ["b"], "type": "object", "additionalProperties": I}})
    assert (reading.fields("A"), reading.codes) == ({"b": "integer"}, ())


def test_a_property_that_is_false_is_not_there() -> None:
    reading = read(
        {"A": {"allOf": [{"properties": {"a": S, "b": S}}, {"properties": {"b": False}}]}}
    )
    assert reading.fields("A") == {"a": "string?"}


def test_conditions_keep_the_properties_that_only_they_speak_of() -> None:
    reading = read(
        {
            "A": {
                "properties": {"kind": S},
                "if": {"properties": {"kind": {"const": "x"}}},
                "then": {"properties": {"extra": I}, "required": ["extra"]},
                "dependentSchemas": {"kind": {"properties": {"more": S}}},
            }
        }
    )
    assert reading.fields("A") == {"extra": "integer?", "kind": "string?", "more": "string?"}
    assert reading.codes == ("condition-not-in-type",)


def test_a_property_that_conditions_describe_in_several_ways_is_each_of_them() -> None:
    reading = read(
        {
            "A": {
                "properties": {"kind": S},
                "if": {"properties": {"kind": {"const": "x"}, "asked": {"const": 1}}},
                "then": {"properties": {"value": I, "same": S}},
                "else": {"allOf": [ref("B")]},
                "dependentSchemas": {"kind": {"properties": {"value": {"type": "boolean"}}}},
            },
            "B": {"properties": {"value": S, "same": S}},
        }
    )
    assert reading.fields("A") == {
        "asked": "anything?",
        "kind": "string?",
        "same": "string?",
        "value": "(integer | string | boolean)?",
    }


def test_recursion_of_every_kind() -> None:
    reading = read(
        {
            "Node": {"properties": {"next": ref("Node"), "all": {"items": ref("Node")}}},
            "Tree": {"items": ref("Tree")},
            "Json": {"oneOf": [S, {"items": ref("Json")}, {"additionalProperties": ref("Json")}]},
            "Left": {"properties": {"right": ref("Right")}},
            "Right": {"allOf": [{"properties": {"left": ref("Left")}}]},
            "Inline": {"properties": {"a": {"$ref": "#/components/schemas/Inline/properties/b"},
                                      "b": {"properties": {"c": ref("Inline")}}}},
        }
    )  # fmt: skip
    assert reading.fields("Node") == {"all": "list[Node]?", "next": "Node?"}
    assert reading.type("Tree") == "list[Tree]"
    assert reading.type("Json") == "(string | list[Json] | map[Json])"
    assert reading.fields("Right") == {"left": "Left?"}
    assert reading.fields("Inline") == {"a": "InlineB?", "b": "InlineB?"}
    assert reading.codes == ()


@pytest.mark.parametrize(
    ("components", "code"),
    [
        ({"A": ref("B"), "B": ref("A")}, "circular-ref"),
        ({"A": {"allOf": [ref("A")], "properties": {"x": S}}}, "circular-allof"),
        (
            {"A": {"allOf": [ref("B"), {"properties": {"x": S}}]}, "B": {"allOf": [ref("A"), S]}},
            "circular-allof",
        ),
    ],
)
def test_schemas_that_lead_to_themselves_are_cut_and_told(
    components: dict[str, object], code: str
) -> None:
    assert code in read(components).codes


def test_nesting_without_end_is_cut() -> None:
    schema: dict[str, object] = {"type": "string"}
    for _ in range(300):
        schema = {"items": schema}
    reading = read({"A": schema})
    assert reading.codes == ("nested-too-deep",)
    assert "list[anything]" in reading.type("A")


def test_a_union_of_itself_is_empty() -> None:
    reading = read({"A": {"oneOf": [ref("A"), ref("A")]}})
    assert (reading.roots(), reading.type("A")) == (["A"], "anything")


def test_chains_of_hundreds_of_schemas_end() -> None:
    last = {"C300": {"properties": {"z": S}}}
    inheriting = {
        f"C{n}": {"allOf": [ref(f"C{n + 1}"), {"properties": {f"p{n}": S}}]} for n in range(300)
    }
    unions = {f"C{n}": {"oneOf": [ref(f"C{n + 1}"), I]} for n in range(300)}
    lists = {f"C{n}": {"items": ref(f"C{n + 1}")} for n in range(300)}
    assert "circular-allof" in read({**inheriting, **last}).codes
    assert "too-many-variants" in read({**unions, **last}).codes
    assert read({**lists, **last}).codes == ()
