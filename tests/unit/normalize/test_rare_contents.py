# Media types that stand side by side, and bodies that few documents have: how each is read, and what is said of it.
from __future__ import annotations

from collections.abc import Mapping

import pytest
from clientloom.ir import Binary, Body, BodyKind, Optional

from .operation_cases import INTEGER, OK, STRING, normalized

OBJECT = {"schema": {"type": "object", "properties": {"a": STRING}}}
TEXT, NUMBER = {"schema": STRING}, {"schema": INTEGER}
FILES = {"type": "array", "items": {"type": "string", "format": "binary"}}
WITH_FILES = {"schema": {"allOf": [OBJECT["schema"], {"properties": {"f": FILES}}]}}
JSON, XML, FORM, MIXED = (
    "application/json",
    "application/xml",
    "multipart/form-data",
    "multipart/mixed",
)


def bodies(content: Mapping[str, object]) -> tuple[list[tuple[str, Body | None]], list[str]]:
    """The bodies of an operation by the suffix of their methods, and what is said."""
    body = {"required": True, "content": content}
    operation = {"operationId": "op", "responses": OK, "requestBody": body}
    schemas = {"List": {"type": "array", "items": {"$ref": "#/components/schemas/List"}}}
    found = normalized(
        {"paths": {"/things": {"post": operation}}, "components": {"schemas": schemas}}
    )
    (only,) = found.api.operations
    read = [("", only.body), *((v.name.removeprefix("op_"), v.body) for v in only.variants)]
    return read, [diagnostic.message for diagnostic in found.report.diagnostics]


@pytest.mark.parametrize(
    ("content", "expected", "said"),
    [
        ({"*/*": TEXT}, {"": "text text/plain"}, []),
        ({"text/plain": TEXT, "*/*": TEXT}, {"": "text text/plain"}, []),
        ({"text/plain": TEXT, "text/csv": TEXT}, {"": "text text/csv text/plain"}, []),
        (
            {"text/plain": TEXT, "text/csv": NUMBER},
            {"": "text text/csv", "plain": "text text/plain"},
            [],
        ),
        ({JSON: OBJECT, "*/*": OBJECT}, {"": "json application/json"}, []),
        (
            {JSON: OBJECT, FORM: OBJECT, "text/yaml": OBJECT},
            {"": "json application/json"},
            [
                "application/json is used; multipart/form-data, text/yaml would contain the same",
            ],
        ),
        (
            {JSON: OBJECT, XML: {}},
            {"": "json application/json"},
            ["application/json is used; the content of application/xml is not described"],
        ),
        (
            {JSON: WITH_FILES, FORM: WITH_FILES},
            {"": "json application/json", "multipart": "multipart multipart/form-data"},
            ["JSON cannot contain raw bytes; the value is a string"],
        ),
        ({FORM: OBJECT, MIXED: OBJECT}, {"": "multipart multipart/form-data multipart/mixed"}, []),
        (
            {FORM: OBJECT, MIXED: WITH_FILES},
            {"": "multipart multipart/form-data", "mixed": "multipart multipart/mixed"},
            [],
        ),
        ({FORM: {}, MIXED: {}}, {"": "bytes multipart/form-data multipart/mixed"}, []),
        ({XML: {}}, {"": "text application/xml"}, []),
        ({"text/yaml": OBJECT}, {"": "text text/yaml"}, []),
        ({XML: OBJECT, "text/xml": OBJECT}, {"": "text application/xml text/xml"}, []),
        ({"text/event-stream": OBJECT}, {"": "text text/event-stream"}, []),
        (
            {"application/apply-patch+yaml": OBJECT},
            {"": "json application/apply-patch+yaml"},
            [],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else None,
)
def test_media_types_side_by_side(
    content: Mapping[str, object], expected: Mapping[str, str], said: list[str]
) -> None:
    read, messages = bodies(content)
    assert {n: f"{b.kind} {' '.join(b.media_types)}" for n, b in read if b} == expected
    assert messages == said


@pytest.mark.parametrize("word", ["additionalProperties", "patternProperties"])
def test_files_with_names_of_the_caller(word: str) -> None:
    named = {"^f": FILES} if word == "patternProperties" else FILES
    ((_, body),), _ = bodies({FORM: {"schema": {"type": "object", word: named}}})
    assert body
    assert (str(body.type), body.free_files) == ("MapOf(value=ListOf(item=Binary()))", True)


def test_a_file_has_no_default() -> None:
    schema = {
        "type": "object",
        "properties": {"f": {"type": "string", "format": "binary", "default": "x"}},
    }
    ((_, body),), said = bodies({FORM: {"schema": schema}})
    assert body
    assert [(f.type, f.presence) for f in body.fields] == [(Binary(), Optional())]
    assert said == ["the default does not match the type; it is left out"]


def test_parts_are_sent_in_the_order_of_the_document() -> None:
    parts = [{"type": "object", "properties": {name: STRING}} for name in "za"]
    ((_, body),), _ = bodies({FORM: {"schema": {"allOf": parts, "properties": {"m": STRING}}}})
    assert body
    assert body.order == ("z", "a", "m")


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        ({"a b": STRING}, "the property 'a b' has no name in XML"),
        (
            {"a": {"type": "object", "properties": {"q": STRING}, "xml": {"attribute": True}}},
            "the attribute 'a' is not a scalar",
        ),
        ({"a": {"oneOf": [STRING, INTEGER]}}, "the property 'a' is of one of several types, or a list of lists"),
        ({"a": {"type": "array", "items": {"type": "array"}}}, "the property 'a' is of one of several types, or a list of lists"),
        (
            {"a": {"$ref": "#/components/schemas/List"}},
            "the property 'a' is of one of several types, or a list of lists",
        ),
        ({"a": {"type": ["string", "null"], "xml": {"attribute": True}}}, ""),
        ({"a": {"type": "array", "items": STRING}}, ""),
    ],
)  # fmt: skip
def test_what_has_no_form_in_xml_is_text(schema: Mapping[str, object], problem: str) -> None:
    """A list may be in itself."""
    whole = {"type": "object", "xml": {"name": "thing"}, "properties": schema}
    ((_, body),), said = bodies({XML: {"schema": whole}})
    assert body
    assert body.kind is (BodyKind.TEXT if problem else BodyKind.XML)
    assert said == ([f"{problem}; the body is text"] if problem else [])
