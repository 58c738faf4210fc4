# Names that extensions declare for arguments, properties, classes, enums and their members.
from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from clientloom.config.settings import NamesConfig, OperationConfig
from clientloom.document import load_document
from clientloom.ir import Api, ObjectSchema
from clientloom.normalize import normalize
from clientloom.normalize.naming.short_names import (
    Stated,
    named_members,
    names_of_component,
    operation_words,
)
from clientloom.symbols import SymbolLock
from unit.normalize.operation_cases import STRING, json_answer, json_body, normalized, settings

IGNORED = NamesConfig(declared=False)


def api_of(answer: object, *, schemas: Mapping[str, object] | None = None, **more: Any) -> Api:
    get = {"operationId": "getThing", "responses": {"200": json_answer(answer)}}
    root = {"paths": {"/things": {"get": get}}, "components": {"schemas": schemas or {}}}
    return normalized(root, **more).api


def names(api: Api) -> set[str]:
    return {schema.name for schema in api.schemas}


def holder(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    "extension", ["x-fern-parameter-name", "x-speakeasy-name-override", "x-stainless-param", "x-python-name", "x-ms-client-name"]
)  # fmt: skip
def test_a_parameter(extension: str) -> None:
    parameter = {"name": "maxresults", "in": "query", "schema": STRING, extension: "maxResults"}
    operation = {"parameters": [parameter], "responses": {"204": {"description": ""}}}
    root = {"paths": {"/things": {"get": operation}}}
    (declared,) = normalized(root).api.operations[0].parameters
    (plain,) = normalized(root, names=IGNORED).api.operations[0].parameters
    assert (declared.name, declared.wire_name) == ("max_results", "maxresults")
    assert plain.name == "maxresults"
    arguments = {"GET /things": OperationConfig(arguments={"maxresults": "most"})}
    (chosen,) = normalized(root, operations=arguments).api.operations[0].parameters
    assert chosen.name == "most"


def test_a_parameter_by_its_schema() -> None:
    schema = {**STRING, "x-stainless-param": "betas"}
    parameter = {"name": "acme-beta", "in": "header", "schema": schema}
    operation = {"parameters": [parameter], "responses": {"204": {"description": ""}}}
    (found,) = normalized({"paths": {"/things": {"get": operation}}}).api.operations[0].parameters
    assert (found.name, found.wire_name) == ("betas", "acme-beta")


@pytest.mark.parametrize("extension", ["x-fern-property-name", "x-python-name", "x-ms-client-name"])
def test_a_property_as_a_field_and_as_an_argument(extension: str) -> None:
    thing = holder(username={**STRING, extension: "userName"})
    post = {"requestBody": json_body(thing), "responses": {"200": json_answer(thing)}}
    api = normalized({"paths": {"/things": {"post": post}}}).api
    (operation,) = api.operations
    assert operation.body is not None
    assert [field.name for field in operation.body.fields] == ["user_name"]
    fields = [s.fields for s in api.schemas if isinstance(s, ObjectSchema)]
    assert {(f.name, f.wire_name) for each in fields for f in each} == {("user_name", "username")}


@pytest.mark.parametrize(
    ("extension", "value"),
    [
        ("x-fern-type-name", "BigThing"),
        ("x-speakeasy-name-override", "big_thing"),
        ("x-stainless-naming", {"python": {"type_name": "BigThing"}, "go": {"type_name": "No"}}),
    ],
)
def test_a_class(extension: str, value: object) -> None:
    inline = {**holder(a=STRING), extension: value}
    assert names(api_of(holder(it=inline))) == {"GetThingResponse", "BigThing"}
    component = {"$ref": "#/components/schemas/T1"}
    assert "BigThing" in names(api_of(holder(it=component), schemas={"T1": inline}))
    assert "T1" in names(api_of(holder(it=component), schemas={"T1": inline}, names=IGNORED))


@pytest.mark.parametrize("value", [None, 3, "", "-", [], {}, {"python": 1}, {"name": ["x"]}])
def test_a_value_that_is_no_name_is_ignored(value: object) -> None:
    for extension in ("x-fern-type-name", "x-stainless-naming", "x-ms-enum", "x-ms-client-name"):
        inline = {**holder(a=STRING), extension: value}
        assert names(api_of(holder(it=inline))) == {"GetThingResponse", "GetThingResponseIt"}


def test_a_component_keeps_its_name_in_the_lock() -> None:
    component = {"$ref": "#/components/schemas/T1"}
    before = {
        "paths": {"/things": {"get": {"responses": {"200": json_answer(holder(it=component))}}}}
    }
    lock = normalized({**before, "components": {"schemas": {"T1": holder(a=STRING)}}}).symbols
    after = {"T1": {**holder(a=STRING), "x-ms-client-name": "Renamed"}}
    assert "T1" in names(normalized({**before, "components": {"schemas": after}}, symbols=lock).api)


COLOR = {
    "type": "string",
    "enum": ["r", "b"],
    "x-ms-enum": {
        "name": "PaintColor",
        "values": [
            {"value": "r", "name": "Red", "description": "Like fire."},
            {"value": "b", "name": "Blue"},
        ],
    },
}


def test_an_inline_enum_with_a_declared_name_is_an_alias() -> None:
    get = {"operationId": "getThing", "responses": {"200": json_answer(holder(a=COLOR, b=COLOR))}}
    first = normalized({"paths": {"/things": {"get": get}}})
    again = normalized({"paths": {"/things": {"get": get}}}, symbols=first.symbols)
    assert names(first.api) == names(again.api) == {"GetThingResponse", "PaintColor"}
    assert names(api_of(holder(a=COLOR), names=IGNORED)) == {"GetThingResponse"}
    locked = SymbolLock({("schema", "", "/components/schemas/Other"): "Other"})
    assert names(api_of(holder(a=COLOR), symbols=locked)) == {"GetThingResponse"}


@pytest.mark.parametrize(
    "more",
    [
        {"x-ms-enum": COLOR["x-ms-enum"]},
        {"x-fern-enum": {"r": {"name": "Red", "description": "Like fire."}, "b": {"name": "Blue"}}},
        {"x-enum-varnames": ["Red", "Blue"], "x-enum-descriptions": ["Like fire.", ""]},
        {"x-speakeasy-enums": {"r": "Red", "b": "Blue"}, "x-enumDescriptions": {"r": "Like fire."}},
    ],
)
def test_members_of_an_enum_have_their_names_in_the_documentation(
    more: Mapping[str, object],
) -> None:
    enum = {"type": "string", "enum": ["r", "b"], **more}
    (schema,) = (
        s for s in api_of(holder(a=enum), names=IGNORED).schemas if isinstance(s, ObjectSchema)
    )
    (field,) = schema.fields
    assert field.doc == "- `r`: Red, Like fire.\n- `b`: Blue"


def test_a_long_component_is_called_by_the_end_of_its_package() -> None:
    long = "com.example.platform.services.accounts.v1.AccountSettings"
    ref = {"$ref": f"#/components/schemas/{long}"}
    assert names(api_of(holder(it=ref), schemas={long: holder(a=STRING)})) == {
        "GetThingResponse",
        "AccountSettings",
    }
    both = {long: holder(a=STRING), "AccountSettings": holder(b=STRING)}
    found = names(
        api_of(holder(it=ref, other={"$ref": "#/components/schemas/AccountSettings"}), schemas=both)
    )
    assert found == {"GetThingResponse", "V1AccountSettings", "AccountSettings"}


def test_a_dotted_component_says_no_word_twice_in_a_row() -> None:
    assert names_of_component("sync.v1.document.document_permission", Stated())[:2] == (
        "SyncV1DocumentPermission",
        "SyncV1DocumentDocumentPermission",
    )
    assert names_of_component("v1.Pod.PodSpec", Stated())[0] == "V1PodSpec"
    assert names_of_component("DocumentDocument", Stated())[0] == "DocumentDocument"


def test_a_part_of_an_operation_is_called_by_what_leads_to_it(tmp_path: Path) -> None:
    """Some tools write a part once, and refer to it in the paths: it has no name of its own."""
    ship = holder(cargo=holder(items={"type": "array", "items": holder(id=STRING)}), type=STRING)
    body = holder(data={"type": "array", "items": ship})
    place = "#/paths/~1ships/get/responses/200/content/application~1json/schema/properties/data"
    lists = {"operationId": "listShips", "responses": {"200": json_answer(body)}}
    gets = {"operationId": "getShip", "responses": {"200": json_answer({"$ref": f"{place}/items"})}}
    cargo = json_answer({"$ref": f"{place}/items/properties/cargo"})
    loads = {"operationId": "getCargo", "responses": {"200": cargo}}
    file = tmp_path / "openapi.json"
    info = {"title": "Ships", "version": "1"}
    paths = {"/ships": {"get": lists}, "/ship": {"get": gets}, "/cargo": {"get": loads}}
    file.write_text(json.dumps({"openapi": "3.1.0", "info": info, "paths": paths}), "utf-8")
    found = normalize(load_document(file), settings(), SymbolLock())
    assert names(found.api) == {"ListShipsResponse", "Ship", "Cargo", "CargoItem"}


def test_a_component_that_bundling_made_is_called_by_its_properties() -> None:
    """Documents of some tools refer to parts of paths: such a part has no name of its own."""
    place = ("paths", "/apps", "get", "responses", "200", "content", "application/json", "schema")
    origin = (*place, "properties", "apps", "items", "properties", "active_deployment")
    assert named_members(origin) == ("app", "active_deployment")
    text = "AppsGet200AppsItemsActiveDeploymentAndMoreWords"
    names = names_of_component(text, Stated(members=named_members(origin)))
    assert names[:2] == ("AppActiveDeployment", "ActiveDeployment")
    assert names[2] == text
    part = Stated(members=named_members(origin), operation=operation_words(origin))
    assert names_of_component("AppsGet200", part) == (
        *("AppActiveDeployment", "ActiveDeployment"),
        *("AppsGet200", "AppsGet200Schema"),
    )
    assert named_members(("components", "schemas", "Thing")) == ()
    assert names_of_component("Thing", Stated(members=("a", "b"))) == ("Thing", "ThingSchema")
