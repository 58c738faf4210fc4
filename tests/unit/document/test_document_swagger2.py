# Swagger 2.0 -> 3.1's shape.
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Read = Callable[..., Any]


@pytest.fixture
def read(write: Callable[..., Path], load: Callable[..., Any]) -> Read:
    def root(**parts: Any) -> Any:
        document = {"swagger": "2.0", "info": {"title": "A", "version": "1"}, "paths": {}, **parts}
        return load(write({"a.json": document})).root

    return root


def operation(read: Read, *parameters: Any, **parts: Any) -> Any:
    top = parts.pop("top", {})
    entry = {"parameters": list(parameters), "responses": {}, **parts}
    return read(paths={"/a": {"post": entry}}, **top)["paths"]["/a"]["post"]


@pytest.mark.parametrize(
    ("parts", "urls"),
    [
        ({"host": "a.com", "basePath": "/v1/"}, ["https://a.com/v1"]),
        ({"host": "a.com", "schemes": ["http", "https"]}, ["https://a.com", "http://a.com"]),
        ({"host": "a.com:8080", "basePath": "v1", "schemes": ["http"]}, ["http://a.com:8080/v1"]),
        ({"host": "https://a.com/"}, ["https://a.com"]),
        ({"basePath": "/v1"}, ["/v1"]),
    ],
)
def test_host_base_path_and_schemes_are_servers(read: Read, parts: Any, urls: list[str]) -> None:
    assert [server["url"] for server in read(**parts)["servers"]] == urls


def test_without_a_host_there_are_no_servers(read: Read) -> None:
    assert "servers" not in read()


def test_schemes_of_an_operation_are_its_servers(read: Read) -> None:
    found = operation(read, schemes=["http"], top={"host": "a.com", "schemes": ["https"]})
    assert found["servers"] == [{"url": "http://a.com"}]


def test_the_body_is_a_request_body_in_every_consumed_type(read: Read) -> None:
    body = {
        "name": "pet",
        "in": "body",
        "required": True,
        "description": "d",
        "schema": {"$ref": "#/definitions/P"},
    }
    found = operation(
        read, body, consumes=["application/json", "application/xml"], top={"definitions": {"P": {}}}
    )
    schema = {"$ref": "#/components/schemas/P"}
    assert found["requestBody"] == {
        "required": True,
        "description": "d",
        "x-body-name": "pet",
        "content": {"application/json": {"schema": schema}, "application/xml": {"schema": schema}},
    }
    assert "parameters" not in found


def test_what_is_consumed_is_the_documents_or_json(read: Read) -> None:
    body = {"name": "b", "in": "body", "schema": {"type": "string"}}
    assert list(
        operation(read, body, top={"consumes": ["text/plain"]})["requestBody"]["content"]
    ) == ["text/plain"]
    assert list(operation(read, body)["requestBody"]["content"]) == ["application/json"]


def test_form_fields_are_one_object(read: Read) -> None:
    found = operation(
        read,
        {"name": "a", "in": "formData", "type": "string", "required": True, "description": "d"},
        {
            "name": "b",
            "in": "formData",
            "type": "array",
            "items": {"type": "string"},
            "collectionFormat": "multi",
        },
        {"name": "q", "in": "query", "type": "integer"},
    )
    media = found["requestBody"]["content"]["application/x-www-form-urlencoded"]
    assert media == {
        "schema": {
            "type": "object",
            "properties": {
                "a": {"type": "string", "description": "d"},
                "b": {"type": "array", "items": {"type": "string"}},
            },
            "required": ["a"],
        },
        "encoding": {"b": {"style": "form", "explode": True}},
    }
    assert found["requestBody"]["required"] is True
    assert [parameter["name"] for parameter in found["parameters"]] == ["q"]


def test_the_fields_of_a_path_are_in_the_form_of_each_operation(read: Read) -> None:
    def field(name: str, type_: str = "string") -> dict[str, str]:
        return {"name": name, "in": "formData", "type": type_}

    shared = [field("a"), field("b")]
    with_own = {"parameters": [field("b", "integer"), field("c")], "responses": {}}
    with_body = {"parameters": [{"name": "x", "in": "body", "schema": {}}], "responses": {}}
    item = {"parameters": shared, "post": with_own, "put": with_body, "patch": {"responses": {}}}
    found = read(paths={"/a": item})["paths"]["/a"]
    form = "application/x-www-form-urlencoded"

    def types(method: str) -> dict[str, str]:
        fields = found[method]["requestBody"]["content"][form]["schema"]["properties"]
        return {name: schema["type"] for name, schema in fields.items()}

    assert types("post") == {"a": "string", "b": "integer", "c": "string"}
    assert types("patch") == {"a": "string", "b": "string"}
    assert list(found["put"]["requestBody"]["content"]) == ["application/json"]


def test_what_stands_beside_a_body_is_left_out_and_told(
    write: Callable[..., Path], load: Callable[..., Any]
) -> None:
    parameters = [
        {"name": "one", "in": "body", "schema": {"type": "string"}},
        {"name": "two", "in": "body", "schema": {}},
        {"name": "f", "in": "formData", "type": "string"},
    ]
    path = {"post": {"parameters": parameters, "responses": {"200": {"description": ""}}}}
    document = {"swagger": "2.0", "info": {"title": "A", "version": "1"}, "paths": {"/a": path}}
    found = load(write({"a.json": document}))
    body = found.root["paths"]["/a"]["post"]["requestBody"]
    assert body["content"]["application/json"]["schema"] == {"type": "string"}
    told = [d.pointer for d in found.report.diagnostics if "left out" in d.message]
    assert told == ["/paths/~1a/post/parameters/1", "/paths/~1a/post/parameters/2"]


def test_a_file_makes_the_form_multipart(read: Read) -> None:
    field = {"name": "f", "in": "formData", "type": "file"}
    found = operation(read, field, consumes=["application/x-www-form-urlencoded"])["requestBody"]
    schema = found["content"]["multipart/form-data"]["schema"]
    assert schema["properties"] == {"f": {"type": "string", "format": "binary"}}


@pytest.mark.parametrize("place", ["query", "header", "path"])
def test_a_collection_format_that_does_not_exist_is_kept_for_a_diagnostic(
    read: Read, place: str
) -> None:
    items = {"type": "array", "items": {"type": "string"}, "collectionFormat": "csv"}
    parameter = {"name": "a", "in": place, "required": True, "type": "array", "items": items}
    [found] = operation(read, {**parameter, "collectionFormat": "semicolons"})["parameters"]
    assert (found["x-collectionFormat"], found["x-separators"]) == ("semicolons", ",,")
    [found] = operation(
        read,
        {
            **items,
            **{k: parameter[k] for k in ("name", "in", "required")},
            "collectionFormat": "CSV",
        },
    )["parameters"]
    assert (found["x-collectionFormat"], "x-separators" in found) == ("CSV", False)


@pytest.mark.parametrize(
    ("place", "collection", "style", "explode"),
    [
        ("query", None, "form", False),
        ("query", "csv", "form", False),
        ("query", "multi", "form", True),
        ("query", "ssv", "spaceDelimited", False),
        ("query", "pipes", "pipeDelimited", False),
        ("header", "csv", "simple", False),
        ("path", None, "simple", False),
    ],
)
def test_collection_formats_are_styles(
    read: Read, place: str, collection: str | None, style: str, explode: bool
) -> None:
    parameter = {
        "name": "a",
        "in": place,
        "required": True,
        "type": "array",
        "items": {"type": "string"},
        "maxItems": 3,
    }
    if collection is not None:
        parameter["collectionFormat"] = collection
    [found] = operation(read, parameter)["parameters"]
    assert found == {
        "name": "a",
        "in": place,
        "required": True,
        "style": style,
        "explode": explode,
        "schema": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
    }


def test_a_parameter_keeps_what_describes_it(read: Read) -> None:
    parameter = {
        "name": "a",
        "in": "query",
        "type": "string",
        "x-example": "e",
        "x-own": 1,
        "description": "d",
        "default": "z",
        "x-nullable": True,
    }
    [found] = operation(read, parameter)["parameters"]
    assert found == {
        "name": "a",
        "in": "query",
        "description": "d",
        "x-own": 1,
        "example": "e",
        "schema": {"type": ["string", "null"], "default": "z"},
    }


def test_shared_parameters_go_where_their_place_says(read: Read) -> None:
    shared = {
        "Q": {"name": "q", "in": "query", "type": "string"},
        "B": {"name": "b", "in": "body", "schema": {"type": "string"}},
        "F": {"name": "f", "in": "formData", "type": "string"},
    }
    item = {
        "parameters": [{"$ref": "#/parameters/Q"}],
        "post": {"parameters": [{"$ref": "#/parameters/B"}], "responses": {}},
        "put": {"parameters": [{"$ref": "#/parameters/F"}], "responses": {}},
        "patch": {
            "parameters": [{"$ref": "#/parameters/B"}],
            "consumes": ["text/plain"],
            "responses": {},
        },
    }
    root = read(paths={"/a": item}, parameters=shared)
    found = root["paths"]["/a"]
    assert found["parameters"] == [{"$ref": "#/components/parameters/Q"}]
    assert found["post"]["requestBody"] == {"$ref": "#/components/requestBodies/B"}
    assert list(found["patch"]["requestBody"]["content"]) == ["text/plain"]
    [media] = found["put"]["requestBody"]["content"].values()
    assert media["schema"]["properties"] == {"f": {"type": "string"}}
    assert list(root["components"]["parameters"]) == ["Q"]
    assert root["components"]["requestBodies"]["B"]["content"]["application/json"] == {
        "schema": {"type": "string"}
    }


def test_a_body_of_the_path_is_every_operations(read: Read) -> None:
    body = {"name": "b", "in": "body", "schema": {"type": "string"}}
    own = {"name": "o", "in": "body", "schema": {"type": "integer"}}
    item = {
        "parameters": [body],
        "post": {"responses": {}},
        "put": {"parameters": [own], "responses": {}},
    }
    found = read(paths={"/a": item})["paths"]["/a"]
    assert "parameters" not in found
    types = [
        found[method]["requestBody"]["content"]["application/json"]["schema"]["type"]
        for method in ("post", "put")
    ]
    assert types == ["string", "integer"]


def test_responses_have_content_and_headers_schemas(read: Read) -> None:
    response = {
        "description": "d",
        "schema": {"type": "string"},
        "headers": {"X": {"type": "integer", "description": "h"}},
        "examples": {"application/json": "e"},
    }
    responses = {
        "200": response,
        "204": {"description": "none"},
        "default": {"$ref": "#/responses/E"},
    }
    root = read(
        paths={
            "/a": {"get": {"responses": responses, "produces": ["application/json", "text/csv"]}}
        },
        responses={"E": {"description": "e", "schema": {"type": "object"}}},
    )
    found = root["paths"]["/a"]["get"]["responses"]
    assert found["200"] == {
        "description": "d",
        "content": {
            "application/json": {"schema": {"type": "string"}, "example": "e"},
            "text/csv": {"schema": {"type": "string"}},
        },
        "headers": {"X": {"description": "h", "schema": {"type": "integer"}}},
    }
    assert found["204"] == {"description": "none"}
    assert found["default"] == {"$ref": "#/components/responses/E"}
    assert root["components"]["responses"]["E"]["content"] == {
        "application/json": {"schema": {"type": "object"}}
    }


def test_a_file_answer_is_bytes(read: Read) -> None:
    root = read(
        paths={
            "/a": {"get": {"responses": {"200": {"description": "", "schema": {"type": "file"}}}}}
        }
    )
    content = root["paths"]["/a"]["get"]["responses"]["200"]["content"]
    assert content == {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"type": "basic"}, {"type": "http", "scheme": "basic"}),
        (
            {"type": "apiKey", "name": "k", "in": "query"},
            {"type": "apiKey", "name": "k", "in": "query"},
        ),
        (
            {
                "type": "oauth2",
                "flow": "accessCode",
                "authorizationUrl": "u",
                "tokenUrl": "t",
                "scopes": {"a": "b"},
            },
            {
                "type": "oauth2",
                "flows": {
                    "authorizationCode": {
                        "scopes": {"a": "b"},
                        "authorizationUrl": "u",
                        "tokenUrl": "t",
                    }
                },
            },
        ),
        (
            {"type": "oauth2", "flow": "application", "tokenUrl": "t"},
            {"type": "oauth2", "flows": {"clientCredentials": {"scopes": {}, "tokenUrl": "t"}}},
        ),
    ],
)
def test_security_definitions_are_security_schemes(read: Read, before: Any, after: Any) -> None:
    assert read(securityDefinitions={"s": before})["components"]["securitySchemes"] == {"s": after}


def test_schemas_keep_what_they_say(read: Read) -> None:
    pet = {
        "type": "object",
        "discriminator": "kind",
        "properties": {
            "kind": {"type": "string"},
            "next": {"$ref": "#/definitions/Pet"},
            "n": {"type": "integer", "minimum": 0, "exclusiveMinimum": True},
        },
        "example": {"kind": "x"},
        "x-own": 1,
    }
    found = read(definitions={"Pet": pet})["components"]["schemas"]["Pet"]
    assert found == {
        "type": "object",
        "discriminator": {"propertyName": "kind"},
        "properties": {
            "kind": {"type": "string"},
            "next": {"$ref": "#/components/schemas/Pet"},
            "n": {"type": "integer", "exclusiveMinimum": 0},
        },
        "examples": [{"kind": "x"}],
        "x-own": 1,
    }


def test_nothing_at_the_top_is_lost(read: Read) -> None:
    root = read(
        tags=[{"name": "t"}], externalDocs={"url": "u"}, security=[{"s": []}], **{"x-own": {"a": 1}}
    )
    assert root["tags"] == [{"name": "t"}]
    assert root["externalDocs"] == {"url": "u"}
    assert root["security"] == [{"s": []}]
    assert root["x-own"] == {"a": 1}


@pytest.mark.parametrize("content", [5, "x", [], None, {"a/b": 5}])
def test_a_field_that_only_3_knows_may_be_anything(read: Read, content: Any) -> None:
    response = {"description": "ok", "content": content}
    found = operation(read, responses={"200": response})["responses"]["200"]
    assert found["description"] == "ok"
    assert isinstance(found.get("content", {}), dict)
