# oneOf, anyOf, discriminators, and inheritance from a base with a discriminator.
"""Values of several types, and how they are told apart."""

from __future__ import annotations

import pytest

from .schema_cases import read, type_of

S = {"type": "string"}
I = {"type": "integer"}  # noqa: E741 - as short as its sibling


def ref(name: str) -> dict[str, object]:
    return {"$ref": f"#/components/schemas/{name}"}


def tagged(tag: object, *, required: bool = True, **more: object) -> dict[str, object]:
    """An object whose property `kind` is described by `tag`."""
    schema: dict[str, object] = {"type": "object", "properties": {"kind": tag, **more}}
    return {**schema, "required": ["kind"]} if required else schema


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"oneOf": [S, I]}, "(string | integer)"),
        ({"anyOf": [I, S, I]}, "(integer | string)"),
        ({"anyOf": [S, {"type": "string", "maxLength": 3}]}, "string"),
        ({"anyOf": [S, {"enum": ["a", "b"]}]}, "(string | 'a'/'b')"),
        ({"oneOf": [S, {"type": "null"}, I]}, "(string | integer) or null"),
        ({"oneOf": [S, {"oneOf": [I, {"type": "boolean"}]}]}, "(string | integer | boolean)"),
        ({"oneOf": [S, {}]}, "anything"),
        ({"oneOf": [False, S]}, "string"),
        ({"type": "string", "anyOf": [{"format": "uuid"}, {"format": "date"}]}, "(uuid | date)"),
        ({"type": "string", "anyOf": [{"pattern": "a"}, {"pattern": "b"}]}, "string"),
        ({"allOf": [{"oneOf": [S, I]}, {"type": "string"}]}, "string"),
        ({"oneOf": [{"items": S}, {"items": I}]}, "(list[string] | list[integer])"),
    ],
)
def test_plain_unions(schema: object, expected: str) -> None:
    assert type_of(schema) == expected


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_alternatives_of_what_is_required_are_no_union(keyword: str) -> None:
    schema = {
        "type": "object",
        "properties": {"a": S, "b": S},
        keyword: [{"required": ["a"]}, {"required": ["b"]}, {"type": "null"}],
    }
    reading = read({"A": schema})
    assert reading.fields("A") == {"a": "string?", "b": "string?"}


def test_inline_variants_are_named_after_what_sets_them_apart() -> None:
    variants = [
        {"required": ["serverless"], "properties": {"serverless": {"properties": {"x": S}}}},
        {"title": "Pod based", "properties": {"pod": S, "size": I}},
        {"properties": {"size": I, "byoc": S}, "required": ["byoc"]},
        {"items": {"properties": {"y": S}}},
        tagged({"const": "cheap"}),
    ]
    reading = read({"Spec": {"oneOf": variants}})
    assert reading.type("Spec") == (
        "(SpecServerless | SpecPodBased | SpecByoc | list[SpecListItem] | SpecCheap)"
    )


def test_names_of_variants_do_not_depend_on_their_order() -> None:
    variants = [tagged({"const": "a"}), tagged({"const": "b"}, more=S), {"properties": {"c": S}}]
    one, other = read({"U": {"oneOf": variants}}), read({"U": {"oneOf": variants[::-1]}})
    fields = {n: one.type(n) for n in one.schemas if n != "U"}
    assert fields == {n: other.type(n) for n in other.schemas if n != "U"}


def test_a_new_variant_renames_nothing_that_the_lock_knows() -> None:
    first = {"properties": {"a": S, "c": S}, "required": ["a"]}
    second = {"properties": {"b": S, "c": S}, "required": ["b"]}
    old = read({"U": {"oneOf": [first, second]}})
    assert set(old.schemas) == {"U", "UA", "UB"}
    grown = {"properties": {"a": S, "d": S, "c": S}, "required": ["a"]}
    newcomer = {"properties": {"a": I, "z": S}, "required": ["a", "z"]}
    new = read({"U": {"oneOf": [newcomer, grown, second]}}, lock=old.symbols)
    assert new.type("UA") == "a: string, c: string?, d: string?"
    assert new.type("UB") == "b: string, c: string?"
    assert new.type("UZ") == "a: integer, z: string"


def test_variants_that_require_the_same_keep_their_names_with_the_lock() -> None:
    titles = ("option one", "option two", "option three")
    variants = [{"title": t, "required": ["k"], "properties": {"k": S, t[-2:]: I}} for t in titles]
    first = read({"U": {"oneOf": variants}})
    assert set(first.schemas) == {"U", "UOptionOne", "UOptionTwo", "UOptionThree"}
    for order in (variants, variants[::-1]):
        again = read({"U": {"oneOf": order}}, lock=first.symbols)
        assert {n: again.type(n) for n in again.schemas if n != "U"} == {
            n: first.type(n) for n in first.schemas if n != "U"
        }


def test_a_discriminator_with_constants() -> None:
    reading = read(
        {
            "A": tagged({"const": "a"}),
            "B": tagged({"enum": ["b"]}),
            "U": {"oneOf": [ref("A"), ref("B")], "discriminator": {"propertyName": "kind"}},
        }
    )
    assert reading.type("U") == "(A | B by kind(a=A, b=B))"
    assert reading.fields("B") == {"kind": "'b'!"}


def test_a_discriminator_has_every_value_that_only_one_variant_allows() -> None:
    reading = read(
        {
            "A": tagged(S),
            "B": tagged({"enum": ["B", "b2"]}),
            "C": tagged({"enum": ["C", "both"]}),
            "D": tagged({"enum": ["D", "both"]}),
            "U": {
                "oneOf": [ref("A"), ref("B"), ref("C"), ref("D")],
                "discriminator": {"propertyName": "kind"},
            },
        }
    )
    assert reading.type("U") == "(A | B | C | D by kind(A=A, B=B, C=C, D=D, b2=B))"


def test_tags_are_inferred_among_other_types_and_from_other_unions() -> None:
    mapping = {"b": "#/components/schemas/B", "c": "#/components/schemas/C"}
    group = {
        "anyOf": [ref("B"), ref("C")],
        "discriminator": {"propertyName": "kind", "mapping": mapping},
    }
    reading = read(
        {
            "All": {"oneOf": [ref("A"), ref("Group"), {"type": "array", "items": S}, S]},
            "A": tagged({"enum": ["a"]}),
            "B": tagged(S),
            "C": tagged(S),
            "Group": group,
        }
    )
    assert reading.type("All") == "(A | B | C | list[string] | string by kind(a=A, b=B, c=C))"
    assert reading.fields("A") == {"kind": "'a'!"}


def test_an_inline_variant_is_set_apart_from_those_with_names_too() -> None:
    base = {"type": "object", "required": ["id"], "properties": {"id": S}}
    more = {"required": ["size"], "properties": {"size": I}}
    reading = read({"A": base, "U": {"oneOf": [ref("A"), {"allOf": [ref("A"), more]}]}})
    assert reading.type("U") == "(A | USize)"


def test_a_single_enum_value_is_open_where_it_is_no_tag() -> None:
    assert read({"B": tagged({"enum": ["b"]})}).fields("B") == {"kind": "'b'"}


def test_a_discriminator_is_inferred_from_constants() -> None:
    reading = read(
        {
            "A": tagged({"enum": ["a"]}),
            "B": tagged({"enum": ["b"]}),
            "U": {"anyOf": [ref("A"), ref("B")]},
        }
    )
    assert reading.type("U") == "(A | B by kind(a=A, b=B))"


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ({"x": "#/components/schemas/Cat", "y": "Dog"}, "x=Cat, y=Dog"),
        ({"x": "Cat", "xx": "Cat", "y": "Dog"}, "x=Cat, xx=Cat, y=Dog"),
        ({"x": "Cat"}, "Dog=Dog, x=Cat"),
        ({"x": "Cat.json", "y": "Dog.json"}, "x=Cat, y=Dog"),
        ({}, "Cat=Cat, Dog=Dog"),
        ({"x": "Cat", "y": "Nowhere"}, "Dog=Dog, x=Cat"),
    ],
)
def test_mappings(mapping: dict[str, str], expected: str) -> None:
    discriminator = {"propertyName": "kind", "mapping": mapping}
    reading = read(
        {
            "Cat": tagged(S, meows=I),
            "Dog": tagged(S, barks=I),
            "Pet": {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": discriminator},
        }
    )
    assert reading.type("Pet") == f"(Cat | Dog by kind({expected}))"


def test_implicit_tags_are_spelled_as_the_enum_spells_them() -> None:
    kinds = {"enum": ["credit_card", "bank"]}
    reading = read(
        {
            "CreditCard": tagged(kinds),
            "Bank": tagged(kinds, more=S),
            "U": {
                "oneOf": [ref("CreditCard"), ref("Bank")],
                "discriminator": {"propertyName": "kind"},
            },
        }
    )
    assert reading.type("U") == "(CreditCard | Bank by kind(bank=Bank, credit_card=CreditCard))"


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ({"properties": {"other": S}}, "(A | B)"),
        (tagged({"const": "b"}, required=False), "(A | B)"),
        (tagged({"type": ["string", "null"]}), "(A | B)"),
        (tagged(I), "(A | B)"),
        (tagged({"const": "a"}, more=S), "(A | B)"),
        ({"type": "string", "enum": ["b"]}, "(A | B)"),
        ({"additionalProperties": S}, "(A | B)"),
    ],
)
def test_a_discriminator_that_pydantic_could_not_use_is_left_out(
    variant: object, expected: str
) -> None:
    reading = read(
        {
            "A": tagged({"const": "a"}),
            "B": variant,
            "U": {"oneOf": [ref("A"), ref("B")], "discriminator": {"propertyName": "kind"}},
        }
    )
    assert reading.type("U") == expected
    assert "discriminator-not-usable" in reading.codes


def test_nested_unions_are_opened_with_their_tags() -> None:
    reading = read(
        {
            "A": tagged({"const": "a"}),
            "B": tagged({"const": "b"}),
            "C": tagged({"const": "c"}),
            "Inner": {"oneOf": [ref("A"), ref("B")], "discriminator": {"propertyName": "kind"}},
            "Outer": {"oneOf": [ref("Inner"), ref("C")], "discriminator": {"propertyName": "kind"}},
        }
    )
    assert reading.type("Outer") == "(A | B | C by kind(a=A, b=B, c=C))"


def test_a_variant_of_two_unions_has_the_tags_of_both() -> None:
    def union(tag: str, other: str) -> dict[str, object]:
        mapping = {tag: "A", other: other}
        discriminator = {"propertyName": "kind", "mapping": mapping}
        return {"oneOf": [ref("A"), ref(other)], "discriminator": discriminator}

    reading = read(
        {
            "A": tagged(S),
            "B": tagged(S, b=S),
            "C": tagged(S, c=S),
            "U": union("x", "B"),
            "V": union("y", "C"),
        }
    )
    assert reading.fields("A") == {"kind": "'x'/'y'!"}
    assert reading.type("U") == "(A | B by kind(B=B, x=A, y=A))"
    assert reading.type("V") == "(A | C by kind(C=C, x=A, y=A))"


def test_equal_variants_are_one() -> None:
    variant = {"properties": {"a": S}}
    reading = read({"U": {"oneOf": [variant, {**variant, "description": "again"}, S]}})
    assert reading.type("U") == "(UA | string)"


def test_what_stands_beside_a_union_is_part_of_each_variant() -> None:
    reading = read(
        {
            "Event": {
                "required": ["id"],
                "properties": {"id": S},
                "oneOf": [tagged({"const": "a"}, x=I), tagged({"const": "b"}, y=I)],
            }
        }
    )
    assert reading.type("Event") == "(EventA | EventB by kind(a=EventA, b=EventB))"
    assert reading.fields("EventA") == {"id": "string", "kind": "'a'!", "x": "integer?"}


def test_two_unions_that_must_both_hold_are_multiplied() -> None:
    one = {"oneOf": [{"properties": {"a": S}}, {"properties": {"b": S}}]}
    two = {"oneOf": [{"properties": {"c": S}}, {"properties": {"d": S}}]}
    reading = read({"U": {"allOf": [one, two]}})
    classes = {frozenset(reading.fields(n)) for n in reading.schemas if n != "U"}
    assert classes == {frozenset(pair) for pair in ("ac", "ad", "bc", "bd")}


def test_unions_that_multiply_to_hundreds_accept_anything() -> None:
    def union(letter: str) -> dict[str, object]:
        return {"oneOf": [{"properties": {f"{letter}{n}": S}} for n in range(20)]}

    reading = read({"U": {"allOf": [union("a"), union("b")]}})
    assert reading.roots() == ["anything"]
    assert reading.codes == ("too-many-variants",)


def test_unions_that_are_nested_very_deep_accept_anything() -> None:
    def nested(depth: int) -> dict[str, object]:
        schema: dict[str, object] = {"oneOf": [S, {"type": "integer"}]}
        for level in range(depth):
            schema = {"oneOf": [{"properties": {f"p{level}": S}}, schema]}
        return schema

    assert read({"U": nested(10)}).codes == ()
    deep = read({"U": nested(60)})
    assert (deep.roots(), set(deep.codes)) == (["anything"], {"too-many-variants"})


def test_unions_whose_combinations_are_mostly_impossible_are_not_tried_without_end() -> None:
    """Nearly all combinations contradict themselves, and there are too many to find the others."""
    objects = [{"type": "object", "properties": {f"a{n}": S}} for n in range(60)]
    texts = [{"type": "string", "maxLength": n} for n in range(1, 60)]
    many = {"allOf": [{"oneOf": objects}, {"oneOf": [*texts, {"properties": {"b": S}}]}]}
    reading = read({"U": many})
    assert reading.roots() == ["anything"]
    assert "too-many-variants" in reading.codes


BASE = {**tagged(S, name=S), "discriminator": {"propertyName": "kind"}}


def test_a_base_stands_for_its_subtypes_and_itself() -> None:
    reading = read(
        {
            "Pet": BASE,
            "Cat": {"allOf": [ref("Pet"), {"properties": {"meows": I}}]},
            "Lion": {"allOf": [ref("Cat"), {"properties": {"mane": I}}]},
            "Owner": {"properties": {"pet": ref("Pet")}},
        }
    )
    assert reading.fields("Owner") == {"pet": "Pet?"}
    assert reading.type("Pet") == (
        "(Cat | Lion | PetBase by kind(Cat=Cat, Lion=Lion, Pet=PetBase))"
    )
    assert reading.fields("Lion") == {
        "kind": "'Lion'!",
        "mane": "integer?",
        "meows": "integer?",
        "name": "string?",
    }
    assert reading.fields("PetBase") == {"kind": "'Pet'!", "name": "string?"}


def test_a_mapped_base_stands_for_its_subtypes_alone() -> None:
    mapping = {"cat": "#/components/schemas/Cat", "dog": "Dog"}
    reading = read(
        {
            "Pet": {**BASE, "discriminator": {"propertyName": "kind", "mapping": mapping}},
            "Cat": {"allOf": [ref("Pet"), {"properties": {"meows": I}}]},
            "Dog": {"allOf": [ref("Pet"), {"properties": {"barks": I}}]},
        }
    )
    assert reading.type("Pet") == "(Cat | Dog by kind(cat=Cat, dog=Dog))"


def test_a_base_without_subtypes_is_an_object() -> None:
    assert read({"Pet": BASE}).fields("Pet") == {"kind": "string", "name": "string?"}


def test_a_base_that_lists_its_own_children() -> None:
    reading = read(
        {
            "Pet": {**BASE, "oneOf": [ref("Cat"), ref("Dog")]},
            "Cat": {"allOf": [ref("Pet"), {"properties": {"meows": I}}]},
            "Dog": {"allOf": [ref("Pet"), {"properties": {"barks": I}}]},
        }
    )
    assert reading.type("Pet") == "(Cat | Dog by kind(Cat=Cat, Dog=Dog))"
    assert reading.fields("Cat") == {"kind": "'Cat'!", "meows": "integer?", "name": "string?"}


def test_variants_that_require_the_same_keep_their_names_when_they_are_read_again() -> None:
    def variant(*names: str) -> dict[str, object]:
        return {
            "type": "object",
            "required": ["id"],
            "properties": {n: {"type": "string"} for n in ("id", *names)},
        }

    three = {"U": {"anyOf": [variant("timer"), variant("rule", "people"), variant()]}}
    first = read(three)
    again = read(three, lock=first.symbols)
    assert again.names == first.names
    assert again.symbols == first.symbols
    four = {
        "U": {"anyOf": [variant("timer"), variant("rule", "people"), variant(), variant("new")]}
    }
    grown = read(four, lock=first.symbols)
    assert {id_: grown.names[id_] for id_ in first.names} == first.names


def test_a_subtype_that_adds_nothing_is_one_and_another_name_of_the_base_is_none() -> None:
    mapping = {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"}
    reading = read(
        {
            "Pet": {**BASE, "discriminator": {"propertyName": "kind", "mapping": mapping}},
            "Cat": {"allOf": [ref("Pet")], "description": "Nothing more."},
            "Dog": {"allOf": [ref("Pet"), {"properties": {"bark": I}}]},
            "AnyPet": {"allOf": [ref("Pet")]},
            "Use": {"properties": {"cat": ref("Cat"), "any": ref("AnyPet")}},
        }
    )
    assert reading.type("Pet") == "(Cat | Dog by kind(cat=Cat, dog=Dog))"
    assert reading.fields("Cat") == {"kind": "'cat'!", "name": "string?"}
    assert reading.fields("Use") == {"cat": "Cat?", "any": "Pet?"}


def test_a_base_whose_own_name_is_no_tag_is_no_variant() -> None:
    base = {**tagged({"enum": ["Cat", "pooch"]}), "discriminator": {"propertyName": "kind"}}
    reading = read(
        {
            "Pet": base,
            "Cat": {"allOf": [ref("Pet")]},
            "Dog": {"allOf": [ref("Pet")], "x-ms-discriminator-value": "pooch"},
        }
    )
    assert reading.type("Pet") == "(Cat | Dog by kind(Cat=Cat, pooch=Dog))"
