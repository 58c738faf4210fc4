# Class names over the whole document: renames, the lock, collisions, what is reached.
"""Which schemas are generated, and under which names."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from clientloom.diagnostics import InputError
from clientloom.ir import AliasSchema, ObjectSchema, Schema
from clientloom.normalize.naming.registry import Names
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.reader import SchemaReader, SchemaSite
from clientloom.symbols import SymbolLock

from .operation_cases import document_of, normalized, settings
from .schema_cases import read

S = {"type": "string"}
THING: Mapping[str, object] = {"type": "object", "properties": {"a": S}}


def ref(name: str) -> dict[str, object]:
    return {"$ref": f"#/components/schemas/{name}"}


def test_the_user_renames_by_name_or_by_pointer() -> None:
    components = {"Pet": THING, "Owner": {"properties": {"home": THING}}}
    renames = {"Pet": "Animal", "#/components/schemas/Owner/properties/home": "Address"}
    reading = read(components, schemas=renames)
    assert set(reading.schemas) == {"Animal", "Owner", "Address"}
    assert reading.codes == ()


@pytest.mark.parametrize(
    ("name", "hint"),
    [("address", "write 'Address'"), ("List", "write 'ListModel'"), ("A b", "write 'AB'")],
)
def test_a_name_that_no_class_can_have_is_refused(name: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        read({"Pet": THING}, schemas={"Pet": name})
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.hint) == ("bad-value", hint)


def test_a_rename_that_takes_a_name_is_told_once() -> None:
    reading = read({"Pet": THING, "Animal": THING}, schemas={"Pet": "Animal"})
    assert set(reading.schemas) == {"Animal", "AnimalSchema"}
    assert reading.codes == ("name-taken",)
    assert read({"Pet": THING}, schemas={"Pet": "Animal"}).codes == ()
    again = read({"Pet": THING, "Animal": THING}, lock=reading.symbols, schemas={"Pet": "Animal"})
    assert again.codes == ()


def test_a_rename_of_nothing_is_told() -> None:
    assert read({"Pet": THING}, schemas={"Pets": "Animal"}).codes == ("unused-rename",)


@pytest.mark.parametrize(
    ("renames", "told"),
    [
        (
            {"Pets": "Animal"},
            ("[schemas] names 'Pets', but no operation uses such a schema", "did you mean 'Pet'?"),
        ),
        (
            {"Zork": "Animal"},
            (
                "[schemas] names 'Zork', but no operation uses such a schema",
                "`clientloom inspect --json` lists the models",
            ),
        ),
        (
            {"Pet": "Animal", "Owner": "Animal"},
            ("another entry gives the name 'Animal' already", "correct or remove one of them"),
        ),
        (
            {"Pet": "Animal", "#/components/schemas/Pet": "Beast"},
            ("another entry gives the name 'Beast' already", "correct or remove one of them"),
        ),
    ],
)
def test_a_rename_without_effect_says_why(renames: dict[str, str], told: tuple[str, str]) -> None:
    reading = read({"Pet": THING, "Owner": THING}, schemas=renames)
    (found,) = reading.diagnostics
    assert (found.message, found.hint) == told


def test_a_rename_is_stronger_than_the_lock_and_than_a_component() -> None:
    lock = read({"Pet": THING}).symbols
    reading = read({"Pet": THING, "Animal": THING}, lock=lock, schemas={"Pet": "Animal"})
    assert reading.schemas["Animal"].id == "/components/schemas/Pet"
    assert len(reading.schemas) == 2


def test_components_that_differ_only_in_symbols_or_case() -> None:
    names = {"foo-bar": THING, "foo_bar": THING, "Pet": THING, "pet": THING, "FooBar": THING}
    reading = read(names)
    assert {s.id.rpartition("/")[2]: n for n, s in reading.schemas.items()} == {
        "FooBar": "FooBar",
        "foo-bar": "FooMinusBar",
        "foo_bar": "FooUnderscoreBar",
        "Pet": "Pet",
        "pet": "PetSchema",
    }


def test_an_inline_schema_never_takes_the_name_of_a_component() -> None:
    reading = read({"Index": {"properties": {"status": THING}}, "IndexStatus": THING})
    assert reading.fields("Index") == {"status": "IndexStatusObject?"}


def test_a_name_that_a_removed_schema_had_is_not_given_to_another() -> None:
    lock = read({"Index": {"properties": {"status": THING}}}).symbols
    reading = read({"IndexStatus": {"properties": {"b": S}}}, lock=lock)
    assert "IndexStatus" not in reading.schemas


def test_a_schema_that_became_a_component_under_its_old_name_keeps_it() -> None:
    lock = read({"Index": {"properties": {"status": THING}}}).symbols
    moved = {"Index": {"properties": {"status": ref("IndexStatus")}}, "IndexStatus": THING}
    reading = read(moved, lock=lock)
    assert set(reading.schemas) == {"Index", "IndexStatus"}
    assert read(moved, lock=reading.symbols).schemas == reading.schemas


def reader_of(root: Mapping[str, object]) -> SchemaReader:
    document = document_of(root)
    notes = Notes(document)
    return SchemaReader(document, settings(), Names(SymbolLock(), notes), notes)


def test_inline_schemas_of_operations_are_named_after_their_home() -> None:
    body = {"properties": {"a": THING, "many": {"type": "array", "items": THING}}}
    paths = {"/x": {"post": {"requestBody": {"content": {"application/json": {"schema": body}}}}}}
    reader = reader_of({"paths": paths})
    pointer = "/paths/~1x/post/requestBody/content/application~1json/schema"
    type_ = reader.type_at(
        pointer, named_after=SchemaSite(("create_x", "request"), "create_x#request")
    )
    names = [schema.name for schema in reader.name_classes(reader.find_reachable([type_], []))]
    assert names == ["CreateXRequest", "CreateXRequestA", "CreateXRequestManyItem"]


def flags(schemas: tuple[Schema, ...]) -> dict[str, tuple[bool, bool]]:
    return {s.name: (s.used_in_request, s.used_in_response) for s in schemas}


def test_what_is_reached_and_from_where() -> None:
    components = {
        "Sent": {"properties": {"both": ref("Both"), "made": {**ref("Made"), "readOnly": True}}},
        "Got": {
            "properties": {"both": ref("Both"), "told": {**ref("Reported"), "writeOnly": True}}
        },
        "Both": {"properties": {"map": {"additionalProperties": ref("Deep")}}},
        "Deep": {"enum": ["a"]},
        "Made": THING,
        "Reported": THING,
        "Never": {"properties": {"deep": ref("Deep")}},
    }
    reader = reader_of({"paths": {"/x": {}}, "components": {"schemas": components}})
    sent, got = (reader.type_at(f"/components/schemas/{n}") for n in ("Sent", "Got"))
    reader.type_at("/components/schemas/Never")
    schemas = reader.name_classes(reader.find_reachable([sent], [got]))
    assert flags(schemas) == {
        "Both": (True, True),
        "Deep": (True, True),
        "Got": (False, True),
        "Made": (False, True),
        "Sent": (True, False),
        "Reported": (False, True),
    }
    assert [type(s) for s in schemas] == [
        ObjectSchema,
        AliasSchema,
        ObjectSchema,
        ObjectSchema,
        ObjectSchema,
        ObjectSchema,
    ]


def test_a_document_without_operations_is_a_library_of_schemas() -> None:
    reader = reader_of({"components": {"schemas": {"Pet": THING}}})
    assert flags(reader.name_classes(reader.find_reachable([], []))) == {"Pet": (False, True)}


def test_fields_and_types_behind_aliases_and_null() -> None:
    components = {
        "Page": {"properties": {"items": {"type": "array", "items": S}}},
        "Maybe": {"anyOf": [ref("Page"), {"type": "null"}]},
        "Tags": {"type": "array", "items": S},
    }
    reader = reader_of({"components": {"schemas": components}})
    maybe, tags = (reader.type_at(f"/components/schemas/{n}") for n in ("Maybe", "Tags"))
    fields = reader.fields(maybe)
    assert fields is not None
    assert [f.name for f in fields] == ["items"]
    assert reader.fields(tags) is None
    assert reader.resolve(tags) != tags


def test_object_fields_are_those_of_a_merged_object_only() -> None:
    components = {
        "Merged": {"allOf": [THING, {"properties": {"file": {"format": "binary"}}}]},
        "Map": {"additionalProperties": S},
        "Union": {"oneOf": [THING, S]},
        "Text": S,
    }
    reader = reader_of({"components": {"schemas": components}})
    found = {n: reader.object_fields(f"/components/schemas/{n}", binary=True) for n in components}
    merged = found.pop("Merged")
    assert merged is not None
    assert {f.name: type(f.type).__name__ for f in merged} == {"a": "Primitive", "file": "Binary"}
    assert set(found.values()) == {None}


def test_a_member_that_is_called_like_its_owner_does_not_repeat_the_word() -> None:
    pod = {"properties": {"pod": {"properties": {"size": S}}}}
    flat = {"properties": {"size": S}}
    components = {
        "Spec": {"oneOf": [pod, {"properties": {"serverless": flat, "region": S}}]},
        "Status": {"properties": {"status": {"properties": {"ready": S}}, "state": flat}},
    }
    reader = reader_of({"components": {"schemas": components}})
    types = [reader.type_at(f"/components/schemas/{name}") for name in components]
    names = {schema.name for schema in reader.name_classes(reader.find_reachable(types, ()))}
    assert {"SpecPod", "SpecPodObject", "Status", "StatusObject", "StatusState"} <= names
    assert not [name for name in names if name.endswith(("PodPod", "StatusStatus"))]


def test_a_union_of_classes_has_a_name_wherever_it_is_written() -> None:
    one, two = {"properties": {"a": S}}, {"properties": {"b": S}}
    both = {"oneOf": [one, two]}
    components = {
        "Box": {
            "properties": {
                "content": both,
                "things": {"type": "array", "items": {"anyOf": [ref("One"), ref("Two")]}},
                "by_key": {"additionalProperties": {"oneOf": [one, two, {"type": "null"}]}},
                "size": {"oneOf": [{"properties": {"width": S}}, {"type": "integer"}]},
            }
        },
        "One": one,
        "Two": two,
    }
    reading = read(components)
    assert reading.fields("Box") == {
        "content": "BoxContent?",
        "things": "list[BoxThing]?",
        "by_key": "map[BoxByKeyValue or null]?",
        "size": "(BoxSizeWidth | integer)?",
    }
    assert reading.type("BoxContent") == "(BoxContentA | BoxContentB)"
    assert reading.type("BoxThing") == "(One | Two)"
    assert reading.type("BoxByKeyValue") == "(BoxByKeyValueA | BoxByKeyValueB)"


def test_parts_with_one_end_are_told_apart_in_forty_letters() -> None:
    def nested(field: str) -> dict[str, object]:
        def area(name: str) -> dict[str, object]:
            option = {"properties": {f"{field}{name}": S}}
            return {"properties": {"authenticationOption": option, f"{field}{name}": S}}

        return {"properties": {f"{a}Authentication": area(a) for a in ("meeting", "recording")}}

    def operation(kind: str) -> dict[str, object]:
        def content(part: str) -> dict[str, object]:
            return {"content": {"application/json": {"schema": nested(kind + part)}}}

        answer = {"description": "", **content("got")}
        id_ = f"{kind}SettingsUpdate"
        return {"operationId": id_, "requestBody": content("sent"), "responses": {"200": answer}}

    paths = {f"/{kind}": {"put": operation(kind)} for kind in ("account", "user")}
    names = {schema.name for schema in normalized({"paths": paths}).api.schemas}
    assert [name for name in names if len(name) > 40] == []
    assert len(names) == 20
    assert {
        "AccountRequestRecordingAuthentication",
        "AccountMeetingAuthenticationOption",
        "UserUpdateRecordingAuthenticationOption",
    } <= names
