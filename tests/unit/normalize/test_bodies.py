from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from clientloom.ir import (
    Anything,
    Body,
    BodyKind,
    MapOf,
    Named,
    Primitive,
    PrimitiveKind,
    Required,
    TypeRef,
)

from .operation_cases import INTEGER, OK, STRING, json_body, normalized, operation_of

OBJECT = {"type": "object", "properties": {"a": STRING, "b": INTEGER}, "required": ["b"]}
BINARY = {"type": "string", "format": "binary"}


def body_of(content: Mapping[str, object], **more: Any) -> Body | None:
    return operation_of({"requestBody": {"content": content, **more}}, method="post").body


def test_no_body() -> None:
    assert operation_of({}, method="post").body is None


def test_a_json_object_is_spread_without_its_read_only_fields() -> None:
    properties = {"id": {"type": "string", "readOnly": True}, "name": STRING, "size": INTEGER}
    schema = {"type": "object", "properties": properties, "required": ["id", "name"]}
    body = operation_of({"requestBody": json_body(schema)}, method="post").body
    assert body is not None
    assert body.kind is BodyKind.JSON
    assert body.required
    assert {f.name: isinstance(f.presence, Required) for f in body.fields} == {
        "name": True,
        "size": False,
    }


def test_all_of_is_merged_before_it_is_spread() -> None:
    schema = {"allOf": [{"$ref": "#/components/schemas/Base"}, OBJECT]}
    components = {"schemas": {"Base": {"type": "object", "properties": {"base": STRING}}}}
    found = operation_of({"requestBody": json_body(schema)}, method="post", components=components)
    assert found.body is not None
    assert found.body.kind is BodyKind.JSON
    assert {f.name for f in found.body.fields} == {"base", "a", "b"}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "items": STRING},
        {"type": "object", "additionalProperties": STRING},
        {"type": ["object", "null"], "properties": {"a": STRING}},
        {"oneOf": [OBJECT, {"type": "object", "properties": {"c": STRING}}]},
        {"type": "object"},
        {},
    ],
)
def test_other_json_is_one_argument(schema: dict[str, object]) -> None:
    body = operation_of({"requestBody": json_body(schema)}, method="post").body
    assert body is not None
    assert body.kind is BodyKind.JSON
    assert (body.parts, body.argument) == (None, "body")


def test_the_argument_of_a_body_keeps_its_name() -> None:
    declared = [{"in": "query", "name": "body", "schema": STRING}]
    found = operation_of(
        {"parameters": declared, "requestBody": json_body({"type": "array", "items": STRING})},
        method="post",
    )
    assert found.body is not None
    assert found.body.kind is BodyKind.JSON
    assert found.body.argument == "body"
    assert [p.name for p in found.parameters] == ["body_query"]


def test_multipart_knows_files_lists_and_types() -> None:
    schema = {
        "type": "object",
        "properties": {
            "file": BINARY,
            "files": {"type": "array", "items": BINARY},
            "tags": {"type": "array", "items": STRING},
            "meta": OBJECT,
            "rows": {"type": "array", "items": OBJECT},
            "parts": OBJECT,
        },
        "required": ["file"],
    }
    encoding = {
        "meta": {"contentType": "application/vnd.meta+json"},
        "rows": {"contentType": "application/json"},
        "file": {"contentType": "image/png, image/jpeg"},
        "parts": {"contentType": "multipart/mixed; boundary=x"},
    }
    body = body_of({"multipart/form-data": {"schema": schema, "encoding": encoding}})
    assert body is not None
    assert body.kind is BodyKind.MULTIPART
    parts = {p.field.name: (p.is_file, p.is_list, p.content_type) for p in body.parts or ()}
    assert parts == {
        "file": (True, False, "image/png, image/jpeg"),
        "files": (True, True, ""),
        "tags": (False, True, ""),
        "meta": (False, False, "application/vnd.meta+json"),
        "rows": (False, False, "application/json"),
        "parts": (False, False, ""),
    }


def test_content_media_type_is_the_type_of_a_file_unless_the_encoding_has_one() -> None:
    png = {"type": "string", "contentMediaType": "image/png"}
    names = ("one", "each", "given", "any")
    schemas = (png, {"type": "array", "items": png}, png, png)
    schema = {"type": "object", "properties": dict(zip(names, schemas, strict=True))}
    encoding = {"given": {"contentType": "image/webp"}, "any": {"contentType": "*/*"}}
    body = body_of({"multipart/form-data": {"schema": schema, "encoding": encoding}})
    assert body is not None
    assert {p.field.name: (p.is_file, p.content_type) for p in body.parts or ()} == {
        "one": (True, "image/png"),
        "each": (True, "image/png"),
        "given": (True, "image/webp"),
        "any": (True, ""),
    }


def test_headers_of_a_part_are_told_to_be_missing() -> None:
    encoding = {"a": {"headers": {"X-Part": {"schema": STRING}}}}
    content = {"multipart/form-data": {"schema": OBJECT, "encoding": encoding}}
    operation = {"operationId": "put", "requestBody": {"content": content}, "responses": OK}
    found = normalized({"paths": {"/a": {"post": operation}}})
    assert [note.code for note in found.report.diagnostics] == ["part-headers-not-sent"]


def test_a_form_has_parts() -> None:
    body = body_of({"application/x-www-form-urlencoded": {"schema": OBJECT}}, required=True)
    assert body is not None
    assert body.kind is BodyKind.FORM
    assert body.required
    assert sorted(p.field.wire_name for p in body.parts or ()) == ["a", "b"]


def test_json_lines_take_the_schema_of_an_item() -> None:
    components = {"schemas": {"Vector": OBJECT}}
    item = {"$ref": "#/components/schemas/Vector"}
    for content in (
        {"application/x-ndjson": {"schema": BINARY, "x-item-schema": item}},
        {"application/jsonl": {"itemSchema": item}},
        {"application/x-ndjson": {"schema": {"type": "array", "items": item}}},
    ):
        found = operation_of(
            {"requestBody": {"content": content}}, method="post", components=components
        ).body
        assert found is not None
        assert found.kind is BodyKind.JSON_LINES
        assert found.type == Named("/components/schemas/Vector")
    untyped = body_of({"application/x-ndjson": {"schema": BINARY}})
    assert untyped is not None
    assert untyped.kind is BodyKind.JSON_LINES
    assert untyped.type == Anything()


@pytest.mark.parametrize(
    ("media_type", "schema", "kind", "sent"),
    [
        ("application/octet-stream", BINARY, BodyKind.BYTES, "application/octet-stream"),
        ("image/*", None, BodyKind.BYTES, "image/*"),
        ("*/*", None, BodyKind.BYTES, "*/*"),
        ("application/json", BINARY, BodyKind.BYTES, "application/json"),
        ("text/plain", STRING, BodyKind.TEXT, "text/plain"),
        ("application/xml", OBJECT, BodyKind.TEXT, "application/xml"),
        ("multipart/mixed", None, BodyKind.BYTES, "multipart/mixed"),
    ],
)
def test_what_has_no_fields_is_sent_as_it_is(
    media_type: str, schema: object, kind: BodyKind, sent: str
) -> None:
    body = body_of({media_type: {"schema": schema} if schema else {}})
    assert body is not None
    assert (body.kind, body.media_type) == (kind, sent)


def test_other_shapes_become_further_methods_and_other_spellings_do_not() -> None:
    upload = {"type": "object", "properties": {"file": BINARY}}
    content = {
        "multipart/form-data": {"schema": upload},
        "application/json": {"schema": OBJECT},
        "application/vnd.x+json": {"schema": OBJECT},
        "application/xml": {"schema": OBJECT},
        "application/x-www-form-urlencoded": {"schema": OBJECT},
        "application/octet-stream": {"schema": BINARY},
    }
    paths = {
        "/a": {
            "post": {
                "operationId": "put_thing",
                "requestBody": {"content": content},
                "responses": OK,
            }
        }
    }
    found = normalized({"paths": paths})
    (operation,) = found.api.operations
    assert operation.body is not None
    assert operation.body.kind is BodyKind.JSON
    assert operation.body.media_types == ("application/json", "application/vnd.x+json")
    assert [(v.name, v.body and v.body.kind) for v in operation.variants] == [
        ("put_bytes", BodyKind.BYTES),
        ("put_multipart", BodyKind.MULTIPART),
    ]
    (note,) = found.report.diagnostics
    assert note.code == "media-type-not-offered"
    assert "application/x-www-form-urlencoded, application/xml" in note.message


@pytest.mark.parametrize(
    ("schema", "variants"),
    [
        ({"type": "object", "properties": {"a": STRING}}, 0),  # what ASP.NET offers for every body
        ({"type": "array", "items": {"type": "object"}}, 1),
    ],
)
def test_a_json_patch_is_a_list(schema: dict[str, object], variants: int) -> None:
    kinds = ("application/json-patch+json", "application/json", "text/json", "application/*+json")
    content = {kind: {"schema": schema} for kind in kinds}
    operation = operation_of({"requestBody": {"content": content}}, method="post")
    assert operation.body is not None
    assert operation.body.media_types[0] == "application/json"
    assert [v.name.endswith("json_patch") for v in operation.variants] == [True] * variants


def test_a_range_is_used_only_where_there_is_nothing_else() -> None:
    content = {
        "application/*+json": {"schema": {}},
        "application/vnd.x+json;v=1": {"schema": OBJECT},
    }
    body = body_of(content)
    assert body is not None
    assert body.kind is BodyKind.JSON
    assert body.media_type == "application/vnd.x+json;v=1"


@pytest.mark.parametrize("method", ["get", "delete"])
def test_any_method_may_have_a_body(method: str) -> None:
    found = operation_of({"requestBody": json_body(OBJECT)}, method=method)
    assert found.body is not None
    assert found.body.kind is BodyKind.JSON


def test_a_form_that_allows_no_field_is_no_body() -> None:
    closed = {"type": "object", "properties": {}, "additionalProperties": False}
    content = {"application/x-www-form-urlencoded": {"schema": closed}}
    assert body_of(content) is None


@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize(
    ("schema", "type_"),
    [
        ({"type": "object"}, MapOf(Anything())),
        ({}, MapOf(Anything())),
        ({"additionalProperties": INTEGER, "type": "object"}, MapOf(Primitive(PrimitiveKind.INTEGER))),
    ],
)  # fmt: skip
def test_a_form_without_a_list_of_fields_takes_a_mapping(
    media_type: str, schema: object, type_: TypeRef
) -> None:
    body = body_of({media_type: {"schema": schema}})
    assert body is not None
    kind = BodyKind.MULTIPART if media_type.startswith("multipart") else BodyKind.FORM
    assert (body.kind, body.type, body.parts) == (kind, type_, None)


def test_a_form_that_is_said_to_be_text_is_text() -> None:
    body = body_of({"application/x-www-form-urlencoded": {"schema": STRING}})
    assert body is not None
    assert body.kind is BodyKind.TEXT
