# A tag is narrowed to the values that are valid there: mappings, heirs, several levels, defaults, any constants.
"""What tells the variants of a union apart."""

from __future__ import annotations

import pytest

from .schema_cases import read, type_of

S = {"type": "string"}
I = {"type": "integer"}  # noqa: E741 - as short as its sibling


def ref(name: str) -> dict[str, object]:
    return {"$ref": f"#/components/schemas/{name}"}


def tagged(tag: object, **more: object) -> dict[str, object]:
    return {"type": "object", "required": ["kind"], "properties": {"kind": tag, **more}}


def heir(parent: str, **properties: object) -> dict[str, object]:
    return {"allOf": [ref(parent), {"type": "object", "properties": properties}]}


ANIMAL = {**tagged(S), "discriminator": {"propertyName": "kind"}}


def test_a_member_of_the_type_of_a_parent_may_hold_its_heirs() -> None:
    reading = read(
        {
            "Animal": ANIMAL,
            "Cat": heir("Animal"),
            "Dog": heir("Animal", size=I),
            "Puppy": heir("Dog", weeks=I),
            "Zoo": {"properties": {"guard": ref("Dog"), "any": ref("Animal"), "cat": ref("Cat")}},
        }
    )
    assert reading.fields("Zoo") == {
        "any": "Animal?",
        "cat": "Cat?",
        "guard": "DogVariant?",
    }
    assert reading.type("DogVariant") == "(Dog | Puppy by kind(Dog=Dog, Puppy=Puppy))"
    assert reading.fields("Dog") == {"kind": "'Dog'!", "size": "integer?"}


def test_heirs_that_nothing_tells_apart_leave_their_parent_alone() -> None:
    reading = read(
        {
            "Animal": tagged(S),
            "Dog": heir("Animal", size=I),
            "Puppy": heir("Dog", weeks=I),
            "Zoo": {"properties": {"guard": ref("Dog")}},
        }
    )
    assert reading.fields("Zoo") == {"guard": "Dog?"}


def sea(**mapping: str) -> dict[str, object]:
    """Fish -> Salmon, Shark -> SawShark, GoblinShark, each level with a discriminator."""
    fish = {"propertyName": "kind", "mapping": mapping} if mapping else {"propertyName": "kind"}
    shark = {"propertyName": "shark", "mapping": {"saw": "SawShark", "goblin": "GoblinShark"}}
    return {
        "Fish": {**tagged(S), "discriminator": fish},
        "Salmon": heir("Fish"),
        "Shark": {
            "allOf": [ref("Fish"), {"required": ["shark"], "properties": {"shark": S}}],
            "discriminator": shark,
        },
        "SawShark": heir("Shark", length=I),
        "GoblinShark": heir("Shark", jaw=I),
    }


def test_discriminators_on_several_levels() -> None:
    reading = read(sea(salmon="Salmon", shark="Shark"))
    assert reading.type("Fish") == (
        "(GoblinShark | Salmon | SawShark"
        " by kind(salmon=Salmon, shark=GoblinShark, shark=SawShark))"
    )
    assert reading.type("Shark") == (
        "(GoblinShark | SawShark by shark(goblin=GoblinShark, saw=SawShark))"
    )
    assert reading.fields("SawShark") == {
        "kind": "'shark'!",
        "shark": "'saw'!",
        "length": "integer?",
    }
    assert reading.codes == ()


def test_a_level_without_a_mapping_has_the_name_of_its_class_as_the_tag() -> None:
    reading = read(sea())
    assert reading.fields("SawShark")["kind"] == "'Shark'!"
    assert reading.fields("GoblinShark")["shark"] == "'goblin'!"
    shark = {"properties": {"shark": S}, "required": ["shark"]}
    level = {**heir("Fish"), **shark, "discriminator": {"propertyName": "shark"}}
    reading = read({**sea(salmon="Salmon", shark="Shark"), "Shark": level})
    assert reading.type("Fish") == (
        "(GoblinShark | Salmon | SawShark | SharkBase"
        " by kind(salmon=Salmon, shark=GoblinShark, shark=SawShark, shark=SharkBase))"
    )
    assert reading.fields("SawShark")["shark"] == "'SawShark'!"


def test_a_level_may_name_the_classes_of_the_next_one_itself() -> None:
    reading = read(sea(salmon="Salmon", saw="SawShark", goblin="GoblinShark"))
    assert reading.fields("SawShark")["kind"] == "'saw'!"
    assert reading.type("Fish") == (
        "(GoblinShark | Salmon | SawShark by kind(goblin=GoblinShark, salmon=Salmon, saw=SawShark))"
    )


def test_a_mapping_leaves_the_others_their_names() -> None:
    """An heir of a mapped variant has its own name as the tag, and a base that is mapped is a variant."""
    told = {"propertyName": "kind", "mapping": {"plain": "Animal", "kitty": "Cat"}}
    schemas = {"Cat": heir("Animal"), "Lion": heir("Cat", mane=I), "Dog": heir("Animal")}
    reading = read({"Animal": {**tagged(S), "discriminator": told}, **schemas})
    assert reading.type("Animal") == (
        "(Cat | Lion | Dog | AnimalBase by kind(Dog=Dog, Lion=Lion, kitty=Cat, plain=AnimalBase))"
    )
    alone = {"propertyName": "kind", "mapping": {"kitty": "Cat"}}
    reading = read({"Animal": {**tagged(S), "discriminator": alone}, "Cat": heir("Animal")})
    assert reading.fields("Cat") == {"kind": "'kitty'!"}


def test_several_values_each_tell_apart() -> None:
    one, two = {"enum": ["a", "b"]}, {"enum": ["c"]}
    union = {"oneOf": [ref("A"), ref("B")]}
    reading = read({"U": union, "A": tagged(one), "B": tagged(two)})
    assert reading.type("U") == "(A | B by kind(a=A, b=A, c=B))"
    reading = read({"U": union, "A": tagged(one), "B": tagged({"enum": ["b", "c"]})})
    assert reading.type("U") == "(A | B)"
    keys = {
        name: {**tagged(tag, **{name: S}), "required": ["kind", name]}
        for name, tag in (("a", one), ("b", two))
    }
    reading = read({"U": union, "A": keys["a"], "B": keys["b"]})
    assert (reading.type("U"), reading.fields("A")["kind"]) == ("(A | B)", "'a'/'b'")
    first = {"enum": ["x", "y"]}
    reading = read(
        {
            "U": union,
            "A": tagged(one, event=first) | {"required": ["kind", "event"]},
            "B": tagged(two, event={"enum": ["z"]}) | {"required": ["kind"]},
        }
    )
    assert reading.type("U") == "(A | B by kind(a=A, b=A, c=B))"


def test_a_default_takes_all_other_tags_and_none() -> None:
    mapping = {"cat": "#/components/schemas/Cat"}
    told = {"propertyName": "kind", "mapping": mapping, "defaultMapping": "Other"}
    other = {"type": "object", "required": ["name"], "properties": {"kind": S, "name": S}}
    union = {"oneOf": [ref("Cat"), ref("Other")], "discriminator": told}
    reading = read({"U": union, "Cat": tagged(S), "Other": other})
    assert reading.type("U") == "(Cat | Other by kind(cat=Cat, else Other))"
    assert reading.fields("Cat") == {"kind": "'cat'!"}
    assert reading.fields("Other") == {"kind": "string?", "name": "string"}
    optional = {"type": "object", "properties": {"kind": S}}
    reading = read({"U": union, "Cat": optional, "Other": {"properties": {"name": S}}})
    assert reading.type("U") == "(Cat | Other by kind(cat=Cat, else Other))"
    assert reading.fields("Cat") == {"kind": "'cat'!?"}


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"enum": [1]}, {"enum": [2]}, "(A | B by kind(1=A, 2=B))"),
        ({"const": 1}, {"const": 2}, "(A | B by kind(1=A, 2=B))"),
        ({"type": "boolean", "enum": [True]}, {"const": False}, "(A | B by kind(false=B, true=A))"),
        ({"enum": [1]}, {"enum": ["1"]}, "(A | B by kind(1=A, 1=B))"),
        ({"enum": [1]}, {"enum": [1]}, "(A | B)"),
    ],
)
def test_constants_of_any_type_tell_apart(one: object, two: object, expected: str) -> None:
    reading = read({"U": {"oneOf": [ref("A"), ref("B")]}, "A": tagged(one), "B": tagged(two)})
    assert reading.type("U") == expected
    told = {"propertyName": "kind", "mapping": {"1": "A", "2": "B"}}
    union = {"oneOf": [ref("A"), ref("B")], "discriminator": told}
    assert read({"U": union, "A": tagged(one), "B": tagged(two)}).type("U") == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"oneOf": [{"const": "a", "title": "A"}, {"const": "b"}]}, "'a'/'b'"),
        ({"type": "integer", "oneOf": [{"const": 1}, {"const": 2, "title": "Two"}]}, "1/2"),
        ({"anyOf": [{"const": "auto"}, I]}, "('auto' | integer)"),
        ({"oneOf": [{"const": "a"}, {"const": "b"}, {"type": "null"}]}, "'a'/'b' or null"),
        ({"oneOf": [{"const": "a"}, {"type": "null"}]}, "'a'! or null"),
        ({"const": "a"}, "'a'!"),
    ],
)
def test_one_of_several_constants_is_an_open_enumeration(schema: object, expected: str) -> None:
    assert type_of(schema) == expected


def test_tags_and_constants_come_first() -> None:
    members = {"area": I, "kind": S, "object": {"const": "x"}, "zone": S}
    circle = {"type": "object", "required": ["kind", "object", "zone"], "properties": members}
    told = {"propertyName": "kind"}
    reading = read(
        {
            "Circle": circle,
            "Square": tagged(S),
            "Shape": {"oneOf": [ref("Circle"), ref("Square")], "discriminator": told},
        }
    )
    assert list(reading.fields("Circle")) == ["kind", "object", "zone", "area"]
