# The second judge: bodies and parameters that openapi-core cannot decode, valid and not.
from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from clientloom.verify.document_views import Side, View, view
from clientloom.verify.judging.received import Received, multipart
from clientloom.verify.judging.same_request import request_difference
from clientloom.verify.judging.schema_judge import body_problem, parameter_problem

UPLOAD = {
    "type": "object",
    "required": ["file", "size"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "size": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "where": {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}},
    },
}


def received(kind: str, content: bytes, **more: Any) -> Received:
    headers = [("content-type", kind)]
    settings = {"method": "POST", "path": "/", "query": "", "headers": headers, **more}
    return Received(content=content, **settings)


def judged(schema: Any, kind: str, content: bytes, media_type: str = "") -> str:
    document = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"S": schema}}}
    reference = {"$ref": "#/components/schemas/S"}
    name = media_type or kind.partition(";")[0]
    operation = {"requestBody": {"content": {name: {"schema": reference}}}}
    return body_problem(view(document, Side.REQUEST), operation, received(kind, content))


def in_parts(*parts: tuple[str, bytes]) -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    return b"".join(head % (name.encode(), content) for name, content in parts) + b"--b--\r\n"


FILE = ("file", b"\x00\xff")


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ([FILE, ("size", b"5")], ""),
        ([FILE, ("size", b"5"), ("tags", b"a"), ("tags", b"5")], ""),
        ([FILE, ("size", b"5"), ("tags", b"a"), ("where", b'{"x": 1}')], ""),
        ([FILE], '"size" is a required property'),
        ([FILE, ("size", b"five")], 'not of type "integer"'),
        ([FILE, ("size", b"5"), ("where", b'{"x": "a"}')], "is not of type"),
    ],
)
def test_parts_are_read_by_their_schemas(parts: list[tuple[str, bytes]], problem: str) -> None:
    found = judged(UPLOAD, "multipart/form-data; boundary=b", in_parts(*parts))
    assert (problem in found) if problem else not found, found


@pytest.mark.parametrize(
    ("schema", "kind", "content", "problem"),
    [
        ({"type": "object", "required": ["a"]}, "application/json", b'{"a": 1}', ""),
        ({"type": "object", "required": ["a"]}, "application/json", b"{}", "required"),
        ({"type": "integer"}, "application/x-ndjson", b"1\n2\n", ""),
        ({"type": "integer"}, "application/x-ndjson", b'1\n"x"\n', "integer"),
        ({"type": "integer"}, "text/plain", b"5", ""),
        ({"type": "integer"}, "text/plain", b"many", "integer"),
        ({"type": "string", "format": "binary"}, "image/png", b"\x89PNG", ""),
        ({"properties": {"n": {"type": "integer"}}}, "application/x-www-form-urlencoded", b"n=5", ""),
        ({"properties": {"n": {"type": "integer"}}}, "application/x-www-form-urlencoded", b"n=x", "integer"),
    ],
)  # fmt: skip
def test_bodies_are_read_by_their_media_types(
    schema: Any, kind: str, content: bytes, problem: str
) -> None:
    found = judged(schema, kind, content)
    assert (problem in found) if problem else not found, found


@pytest.fixture(scope="module")
def looked() -> View:
    return view({"openapi": "3.1.0", "paths": {}}, Side.REQUEST)


INTEGERS = {"type": "array", "items": {"type": "integer"}}
POINT = {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("schema", "texts", "valid"),
    [
        (INTEGERS, ["1", "2"], True),
        (INTEGERS, ["1,2"], True),
        (INTEGERS, ["1", "x"], False),
        ({"type": "array", "items": POINT}, ['{"x": 1}', '{"x": 2}'], True),
        ({"type": "array", "items": POINT}, ['{"y": 1}'], False),
        ({"type": "boolean"}, ["true"], True),
        ({"type": "boolean"}, ["yes"], False),
        (POINT, ["x,1"], True),
    ],
)
def test_parameters_are_read_as_any_style_has_them(
    looked: View, schema: Any, texts: list[str], *, valid: bool
) -> None:
    pairs = [("p", text) for text in texts]
    assert (parameter_problem(looked, schema, "p", pairs) == "") is valid


@pytest.mark.parametrize(
    ("pairs", "problem"),
    [
        ([("p[x]", "1")], ""),
        ([("x", "1"), ("y", "2")], ""),
        ([("p[x]", "a")], "integer"),
        ([("p[y]", "1")], "required"),
        ([("y", "1")], "it is not there"),
    ],
)
def test_parameters_that_are_spread_are_put_together(
    looked: View, pairs: list[tuple[str, str]], problem: str
) -> None:
    found = parameter_problem(looked, POINT, "p", pairs)
    assert (problem in found) if problem else not found, found


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"p[x]=1&l[0][x]=1&l[1][x]=2&ids[]=5&ids[]=6", ""),
        (b"p[x]=a", "integer"),
        (b"l[0][x]=a", "integer"),
        (b"q=1", "q"),
        (b"p=1&p[x]=1", "object"),
        (b"p[x]=1&p=1", ""),
    ],
)
def test_fields_below_others_are_put_together(content: bytes, problem: str) -> None:
    points = {"type": "array", "items": POINT}
    properties = {"p": POINT, "l": points, "ids[]": INTEGERS}
    schema = {"type": "object", "additionalProperties": False, "properties": properties}
    found = judged(schema, "application/x-www-form-urlencoded", content)
    assert (problem in found) if problem else not found, found


def test_two_requests_are_compared_by_what_they_say() -> None:
    one = received("application/json", json.dumps({"a": 1, "b": [1.0]}).encode(), query="x=1&y=2")
    same = received("application/json", b'{"b": [1], "a": 1}', query="y=2&x=1")
    assert request_difference(one, same) == ""
    other = received("application/json", b'{"a": "1", "b": [1]}', query="x=1&y=2")
    assert "body" in request_difference(one, other)
    assert "query" in request_difference(one, received("application/json", one.content))
    parts = received("multipart/form-data; boundary=b", in_parts(("a", b"1"), ("b", b"2")))
    turned = received("multipart/form-data; boundary=b", in_parts(("b", b"2"), ("a", b"1")))
    assert request_difference(parts, turned) == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"method": "PUT"}, "the path was / and became /"),
        ({"headers": [("x-a", "2")]}, "the headers were [('x-a', '1')] and became [('x-a', '2')]"),
        ({"headers": [("x-a", "1"), ("content-type", "multipart/form-data; boundary=b")]}, "the body cannot be read"),
        ({"headers": [("content-length", "5"), ("x-a", "1")]}, ""),
    ],
)  # fmt: skip
def test_a_difference_of_two_requests(change: Any, said: str) -> None:
    one = received("", b"text", headers=[("x-a", "1")])
    found = request_difference(one, replace(one, **change))
    assert found.startswith(said) if said else not found


@pytest.mark.parametrize(
    ("cookie", "pairs"),
    [("a=1; b=2", [("a", "1"), ("b", "2")]), ("a=[x; b=2", [("a", "[x"), ("b", "2")]), ("a=1; b;c=\0", [("a", "1"), ("b", ""), ("c", "\0")]), ("", [])],
)  # fmt: skip
def test_cookies_are_read_whatever_they_hold(cookie: str, pairs: Any) -> None:
    assert received("", b"", headers=[("cookie", cookie)]).cookies == pairs


def test_a_multipart_body_without_parts_has_none() -> None:
    assert multipart("multipart/form-data; boundary=b", b"--b--\r\n") == []
    with pytest.raises(ValueError, match="no multipart message"):
        multipart("text/plain", b"a")
