from __future__ import annotations

from typing import Any

import pytest
from clientloom.config.settings import HeaderArgument, OperationConfig
from clientloom.ir import (
    Defaulted,
    ListOf,
    Location,
    Optional,
    Primitive,
    PrimitiveKind,
    Required,
    Style,
)
from clientloom.symbols import SymbolLock

from .operation_cases import INTEGER, OK, STRING, codes, json_body, normalized, operation_of


def parameter(where: str, name: str = "p", **more: Any) -> dict[str, object]:
    return {"in": where, "name": name, "schema": STRING, **more}


@pytest.mark.parametrize(
    ("where", "given", "style", "explode"),
    [
        ("path", {}, Style.SIMPLE, False),
        ("query", {}, Style.FORM, True),
        ("header", {}, Style.SIMPLE, False),
        ("cookie", {}, Style.FORM, True),
        ("path", {"style": "label"}, Style.LABEL, False),
        ("path", {"style": "matrix", "explode": True}, Style.MATRIX, True),
        ("query", {"style": "form", "explode": False}, Style.FORM, False),
        ("query", {"style": "spaceDelimited"}, Style.SPACE_DELIMITED, False),
        ("query", {"style": "pipeDelimited", "explode": True}, Style.PIPE_DELIMITED, True),
        ("query", {"style": "deepObject"}, Style.DEEP_OBJECT, True),
    ],
)
def test_styles_have_the_defaults_of_their_place(
    where: str, given: dict[str, Any], style: Style, *, explode: bool
) -> None:
    found = operation_of({"parameters": [parameter(where, **given)]}, path="/a/{p}")
    read = next(p for p in found.parameters if p.location == where)
    assert (read.style, read.explode) == (style, explode)


def test_a_style_of_another_place_falls_back() -> None:
    root = {
        "paths": {
            "/a": {"get": {"parameters": [parameter("query", style="label")], "responses": OK}}
        }
    }
    found = normalized(root)
    assert found.api.operations[0].parameters[0].style is Style.FORM
    assert found.api.operations[0].degraded == ("unknown-style",)


def test_multi_that_cannot_be_is_told() -> None:
    multi = parameter("path", "a", style="simple", explode=False, **{"x-collectionFormat": "multi"})
    found = normalized({"paths": {"/a/{a}": {"get": {"parameters": [multi], "responses": OK}}}})
    assert found.api.operations[0].degraded == ("unknown-style",)


LIST = {"type": "array", "items": STRING}
DEEP = {"type": "object", "properties": {"o": {"type": "object", "properties": {"x": STRING}}}}


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ({"schema": {"type": "object", "properties": {"l": LIST}}}, False),
        ({"schema": {"type": "object", "properties": {"l": LIST}}, "explode": False}, True),
        ({"schema": DEEP}, True),
        ({"schema": DEEP, "style": "deepObject"}, False),
        ({"content": {"application/json": {"schema": DEEP}}}, False),
        ({"schema": {"type": "array", "items": LIST}}, True),
        ({"schema": {"type": "array", "items": LIST}, "x-separators": "|,"}, False),
        ({"schema": {"type": "object", "additionalProperties": LIST}}, False),
        ({"schema": {"type": "object", "additionalProperties": {"type": "object"}}}, True),
    ],
)
def test_what_a_style_cannot_express_is_told(declared: dict[str, Any], told: bool) -> None:
    given = {"in": "query", "name": "a", **declared}
    found = normalized({"paths": {"/a": {"get": {"parameters": [given], "responses": OK}}}})
    codes = [note.code for note in found.report.diagnostics]
    assert codes == ["nested-parameter"] * told


def test_presence_and_limits_come_from_the_schema() -> None:
    declared = [
        parameter("query", "a", required=True),
        parameter("query", "b", schema={"type": "integer", "default": 20, "maximum": 100}),
        parameter("query", "c", allowReserved=True, deprecated=True, description=" about c "),
    ]
    a, b, c = operation_of({"parameters": declared}).parameters
    assert (a.presence, b.presence, c.presence) == (Required(), Defaulted("20"), Optional())
    assert b.constraints == (("maximum", 100),)
    assert (c.allow_reserved, c.deprecated, c.doc) == (True, True, "about c")


def test_a_parameter_by_content_knows_its_media_type() -> None:
    declared = {
        "in": "query",
        "name": "filter",
        "content": {"application/json": {"schema": {"type": "array", "items": INTEGER}}},
    }
    (found,) = operation_of({"parameters": [declared]}).parameters
    assert found.content == "application/json"
    assert found.type == ListOf(Primitive(PrimitiveKind.INTEGER))


def test_the_operation_replaces_parameters_of_its_path() -> None:
    item = {
        "parameters": [parameter("query", "q"), parameter("header", "X-A", schema=STRING)],
        "get": {
            "responses": OK,
            "parameters": [
                parameter("query", "q", schema=INTEGER),
                parameter("header", "x-a", required=True),
            ],
        },
    }
    (operation,) = normalized({"paths": {"/a": item}}).api.operations
    q, header = operation.parameters
    assert q.type == Primitive(PrimitiveKind.INTEGER)
    assert (header.wire_name, header.presence) == ("x-a", Required())


def test_path_parameters_follow_the_template() -> None:
    declared = [parameter("path", "b", schema=INTEGER), parameter("path", "zombie")]
    root = {"paths": {"/x/{a}/{b}": {"get": {"parameters": declared, "responses": OK}}}}
    found = normalized(root)
    (operation,) = found.api.operations
    assert [(p.name, p.presence) for p in operation.parameters] == [
        ("a", Required()),
        ("b", Required()),
    ]
    assert operation.parameters[0].type == Primitive(PrimitiveKind.STRING)
    assert operation.degraded == ("path-parameter-without-place", "undeclared-path-parameter")


def test_headers_that_openapi_ignores_are_no_parameters() -> None:
    names = ["Accept", "content-type", "Authorization", "X-Other"]
    found = operation_of({"parameters": [parameter("header", name) for name in names]})
    assert [p.wire_name for p in found.parameters] == ["X-Other"]


@pytest.mark.parametrize(
    ("root", "own", "expected"),
    [
        ({}, {}, ["authorization-parameter"]),
        ({"security": [{"key": []}]}, {}, []),
        ({"security": [{"key": []}]}, {"security": []}, ["authorization-parameter"]),
        ({}, {"security": [{"key": []}]}, []),
    ],
)
def test_an_authorization_that_nothing_sends_is_told(
    root: Any, own: Any, expected: list[str]
) -> None:
    scheme = {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    operation = {"parameters": [parameter("header", "authorization")], "responses": OK, **own}
    document = {"paths": {"/a": {"get": operation}}, "components": {"securitySchemes": scheme}}
    found = codes(normalized({**document, **root}))
    assert [code for code in found if code == "authorization-parameter"] == expected


def test_styles_that_cannot_be_sent_are_told() -> None:
    content = {
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "properties": {"a": INTEGER}},
            "encoding": {"a": {"style": "pipeDelimited"}},
        }
    }
    whole = {"name": "all", "in": "querystring", "content": content}
    document = {"paths": {"/a": {"get": {"parameters": [whole], "responses": OK}}}}
    assert codes(normalized({"openapi": "3.2.0", **document})) == ["unknown-style"]


def test_unknown_places_and_repetitions_are_told() -> None:
    declared = [parameter("query"), parameter("query", schema=INTEGER), parameter("body", "b")]
    found = normalized({"paths": {"/a": {"get": {"parameters": declared, "responses": OK}}}})
    assert len(found.api.operations[0].parameters) == 1
    assert codes(found) == ["duplicate-parameter", "unknown-parameter-location"]


@pytest.mark.parametrize(
    ("schema", "constant"),
    [
        ({"type": "string", "default": "2026-04"}, '"2026-04"'),
        ({"const": "v2"}, '"v2"'),
        ({"type": "string", "enum": ["only"]}, '"only"'),
        ({"type": "string", "enum": ["one", "two"]}, None),
        ({"type": "string"}, None),
    ],
)
def test_a_required_header_of_one_value_is_sent_by_itself(
    schema: dict[str, object], constant: str | None
) -> None:
    versioned = {"parameters": [parameter("header", "X-V", required=True, schema=schema)]}
    bare: dict[str, object] = {"operationId": "bare", "responses": OK}
    paths = {"/a": {"get": {**versioned, "operationId": "op", "responses": OK}, "put": bare}}
    first, _ = normalized({"paths": paths}).api.operations
    assert first.parameters[0].constant == constant
    optional = {"parameters": [parameter("header", "X-V", schema=schema)]}
    assert operation_of(optional).parameters[0].constant is None


def test_a_constant_of_every_operation_belongs_to_the_api() -> None:
    def operation(value: str) -> dict[str, object]:
        schema = {"type": "string", "default": value}
        return {
            "responses": OK,
            "parameters": [parameter("header", "X-V", required=True, schema=schema)],
        }

    same = normalized({"paths": {"/a": {"get": operation("1"), "put": operation("1")}}}).api
    assert same.constant_headers == (("X-V", "1"),)
    assert [o.parameters for o in same.operations] == [(), ()]
    differing = normalized({"paths": {"/a": {"get": operation("1"), "put": operation("2")}}}).api
    assert differing.constant_headers == ()
    assert [o.parameters[0].constant for o in differing.operations] == ['"1"', '"2"']


def test_headers_of_the_settings_are_no_arguments() -> None:
    declared = [parameter("header", "notion-version"), parameter("header", "X-Org")]
    paths = {"/a": {"get": {"parameters": declared, "responses": OK}}}
    config: dict[str, Any] = {
        "headers": {"Notion-Version": "2026-03-11"},
        "header_arguments": {"organization": HeaderArgument(header="X-Org", env="ORG")},
    }
    api = normalized({"paths": paths}, **config).api
    assert api.operations[0].parameters == ()
    assert api.constant_headers == (("Notion-Version", "2026-03-11"),)
    assert [(h.argument, h.header, h.env) for h in api.client_headers] == [
        ("organization", "X-Org", "ORG")
    ]


def test_arguments_of_one_name_are_told_apart_by_their_place() -> None:
    declared = [parameter("path", "id"), parameter("query", "id"), parameter("header", "timeout")]
    body = json_body({"type": "object", "properties": {"id": STRING, "class": STRING}})
    found = operation_of(
        {"parameters": declared, "requestBody": body}, path="/a/{id}", method="post"
    )
    assert [p.name for p in found.parameters] == ["id_path", "id_query", "timeout_"]
    assert found.body is not None
    assert [f.name for f in found.body.fields] == ["class_", "id"]


def test_settings_name_arguments() -> None:
    config = {"op": OperationConfig(arguments={"q": "query"})}
    (found,) = operation_of({"parameters": [parameter("query", "q")]}, operations=config).parameters
    assert (found.name, found.wire_name, found.location) == ("query", "q", Location.QUERY)


def test_of_several_media_types_of_a_parameter_json_counts() -> None:
    content = {"text/plain": {"schema": STRING}, "application/json": {"schema": INTEGER}}
    (found,) = operation_of(
        {"parameters": [{"in": "query", "name": "q", "content": content}]}
    ).parameters
    assert (found.content, found.type) == ("application/json", Primitive(PrimitiveKind.INTEGER))


def test_an_existing_package_keeps_the_names_of_clashing_arguments() -> None:
    declared = [parameter("path", "id")]
    body = json_body({"type": "object", "properties": {"id": STRING}})
    bare = {"operationId": "op", "parameters": declared, "responses": OK}

    def names(operation: dict[str, Any], symbols: SymbolLock) -> tuple[list[str], SymbolLock]:
        found = normalized({"paths": {"/a/{id}": {"post": operation}}}, symbols=symbols)
        (read,) = found.api.operations
        fields = read.body.fields if read.body else ()
        return [*(p.name for p in read.parameters), *(f.name for f in fields)], found.symbols

    _, before = names(bare, SymbolLock())
    assert names({**bare, "requestBody": body}, before)[0] == ["id", "id_body"]
    fresh, after = names({**bare, "requestBody": body}, SymbolLock())
    assert names({**bare, "requestBody": body}, after)[0] == fresh == ["id_path", "id"]
