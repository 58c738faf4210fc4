# Requests held against the calls that were planned: the right one passes, and each that is wrong is found.
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from clientloom.verify.judging.judge import Judge, Verdict
from clientloom.verify.judging.received import Received
from clientloom.verify.judging.wire import problems
from clientloom.verify.planning.request_bodies import CONTENT

from .planned import (
    FILE,
    FORM,
    INTEGER,
    JSON,
    LINES,
    PARTS,
    STRING,
    body,
    listed,
    members,
    parameter,
    planned,
)


def received(
    target: str = "/base/things", content: bytes = b"", method: str = "POST", **headers: str
) -> Received:
    path, _, query = target.partition("?")
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Received(method=method, path=path, query=query, headers=pairs, content=content)


def judged(operation: Any, request: Received, **more: Any) -> str:
    """What is wrong with a request that should be the first of the planned calls."""
    api, requests, plan, _ = planned(operation, **more)
    found = [*problems(api, plan.calls[0], request)]
    verdict = Judge(requests).verdict(plan.calls[0], request)
    return "; ".join((*found, *verdict.wrong, *verdict.unsure))


def parameters(*listed: Any, **more: Any) -> Any:
    return {"parameters": [*listed], **more}


def in_parts(*parts: tuple[str, bytes]) -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    return b"".join(head % (name.encode(), content) for name, content in parts) + b"--b--\r\n"


POINT = members("x", "y", x=INTEGER, y=STRING)
QUERY = {"name": "q", "in": "querystring", "required": True}
AS_JSON = parameters({**QUERY, "content": {JSON: {"schema": POINT}}})
AS_FORM = parameters({**QUERY, "content": {FORM: {"schema": POINT}}})
ONE = parameters(parameter("a", STRING))
CONSTANT = parameters(parameter("v", {"const": "k"}), parameter("n", INTEGER))
IN_JSON = parameters(
    {"name": "a", "in": "query", "required": True, "content": {JSON: {"schema": POINT}}}
)
IN_TEXT = parameters(
    {"name": "a", "in": "query", "required": True, "content": {"text/plain": {"schema": STRING}}}
)
HEADER = parameters(parameter("X-A", INTEGER, "header"), parameter("Accept", STRING, "header"))
NULLABLE = parameters(
    parameter("a", {"type": ["integer", "null"]}),
    parameter("b", {"anyOf": [INTEGER, {"type": "null"}]}),
    parameter("c", {"anyOf": [STRING, INTEGER, {"type": "null"}]}),
)
HOMELESS = parameters(parameter("p", STRING, "path"))
COOKIE = parameters(parameter("c", STRING, "cookie"))
FIELDS = body(members("f", "l", "n", f=FILE, l=listed(STRING), n=POINT), FORM)
FREE_FIELDS = body({"type": "object", "additionalProperties": STRING, "minProperties": 1}, FORM)
FREE_PARTS = body({"type": "object", "additionalProperties": FILE, "minProperties": 1}, PARTS)
ENCODED = members("ids", "f", "j", "l", ids=listed(INTEGER), f=FILE, j=STRING, l=listed(STRING))
ENCODING = {"ids": {"style": "pipeDelimited", "explode": False}, "j": {"contentType": JSON}}
STYLED = {"requestBody": {"required": True, "content": {PARTS: {"schema": ENCODED, "encoding": ENCODING}}}}  # fmt: skip
REST = (("f", CONTENT), ("j", b'"text"'), ("l", b"text"))
BYTES = body(FILE, "image/png")


def form(content: str) -> Received:
    return received(content=content.encode(), content_type=FORM)


def multi(*parts: tuple[str, bytes]) -> Received:
    return received(content=in_parts(*parts), content_type=f"{PARTS}; boundary=b")


@pytest.mark.parametrize(
    ("operation", "request_", "wrong"),
    [
        ({}, received(content=b""), ""),
        ({}, received(content=b"{}"), ""),
        ({}, received(content=b"[1]"), "a body was sent, and none was given"),
        ({}, received("/base/thongs"), "the path is /base/thongs, which is not /things; the path is none that"),
        (CONSTANT, received("/base/things?v=k&n=1"), ""),
        (CONSTANT, received("/base/things?v=l&n=1"), "query parameter v was sent as \"['l']\""),
        (IN_JSON, received('/base/things?a={"y":"text","x":1}'), ""),
        (IN_JSON, received('/base/things?a={"y":"text"}'), "query parameter a was sent as"),
        (IN_TEXT, received("/base/things?a=text"), ""),
        (IN_TEXT, received('/base/things?a="text"'), "query parameter a was sent as"),
        (AS_JSON, received('/base/things?{"x":1,"y":"text"}'), ""),
        (AS_JSON, received("/base/things?x=1&y=text"), "querystring parameter q was sent as"),
        (AS_FORM, received("/base/things?y=text&x=1"), ""),
        (AS_FORM, received("/base/things?x=2&y=text"), "query parameter x was sent as"),
        (ONE, received("/base/things?a=text&b=1"), "the query has b, which the document does not have"),
        (ONE, received(), "query parameter a was sent as '[]'"),
        (HEADER, received(x_a="1"), ""),
        (HEADER, received(x_a="2"), "header parameter X-A was sent as '2', not '1'"),
        (NULLABLE, received("/base/things?a=1&b=1&c=text"), ""),
        (NULLABLE, received("/base/things?a=1&b=1&c="), "query parameter c was sent as"),
        (HOMELESS, received(), ""),
        (COOKIE, received(cookie="c=text"), ""),
        (COOKIE, received(cookie="c=[x; d=text"), "cookie parameter c was sent as \"['[x']\""),
        (BYTES, received(content=CONTENT, content_type="image/png"), ""),
        (BYTES, received(content=CONTENT[1:], content_type="image/png"), "in the body, its bytes changed"),
        (BYTES, received(content=CONTENT), "the body was sent as nothing, not image/png"),
        (body(INTEGER, "text/plain"), received(content=b"1", content_type="text/plain"), ""),
        (body(INTEGER, "text/plain"), received(content=b"2", content_type="text/plain"), "in the body, $ was '1' and became '2'"),
        (body(POINT), received(content=b'{"y": "text", "x": 1}', content_type=JSON), ""),
        (body(POINT), received(content=b'{"x"', content_type=JSON), "the body cannot be read"),
        (body(POINT), received(content=b"\xff", content_type=JSON), "the body cannot be read"),
        (body(INTEGER, LINES), received(content=b"1\n1\n", content_type=LINES), ""),
        (body(INTEGER, LINES), received(content=b"1\n", content_type=LINES), "in the body, $ was [1, 1] and became [1]"),
        (FIELDS, form("f=AAFiaW5hcnn/&l=text&n=%7B%22x%22%3A1%2C%22y%22%3A%22text%22%7D"), ""),
        (FIELDS, form("f=AAFiaW5hcnn/&l=text&n=1"), "the fields are"),
        (FIELDS, form("f=AAFi&l=text&x=1&y=text"), "the fields are"),
        (FREE_FIELDS, form("key=text"), ""),
        (FREE_FIELDS, form("key=text&key=text"), "the fields are"),
        (FREE_PARTS, multi(("key", CONTENT)), ""),
        (FREE_PARTS, multi(("key", b"other")), "part key was sent as b'other'"),
        (FREE_PARTS, multi(("key", CONTENT), ("z", b"1")), "there are parts that were not given: z"),
        (FREE_PARTS, received(content=b"text", content_type="text/plain"), "the body was sent as text/plain"),
        (STYLED, multi(*REST, ("ids", b"1")), ""),
        (STYLED, multi(*REST, ("ids", b"2")), "the fields are [('ids', '2')]"),
        (STYLED, multi(*REST[1:], ("ids", b"1")), "part f was sent 0 times, not 1"),
        (STYLED, multi(("f", b""), *REST[1:], ("ids", b"1")), "part f was sent as b''"),
        (STYLED, multi(REST[0], ("j", b"text"), REST[2], ("ids", b"1")), "part j was sent as b'text'"),
        (STYLED, multi(*REST, ("l", b"text"), ("ids", b"1")), "part l was sent 2 times, not 1"),
    ],
)  # fmt: skip
def test_a_request(operation: Any, request_: Received, wrong: str) -> None:
    found = judged(operation, request_)
    assert (wrong in found) if wrong else not found, found


def test_a_path_with_a_query_of_its_own() -> None:
    operation = parameters(parameter("p", STRING, "path"), parameter("n", INTEGER))
    said = [
        judged(operation, received(target, method="GET"), path="/t/{p}?kind={p}", method="get")
        for target in ("/base/t/text?kind=text&n=1", "/base/t/text?n=1", "/base/t/other?kind=text&n=1")
    ]  # fmt: skip
    assert said[0] == ""
    assert said[1].startswith("query parameter kind was sent as '[]'")
    assert said[2].startswith("path parameter p was sent as 'other', not 'text'")


def test_a_parameter_that_the_client_does_not_have_is_missed() -> None:
    _, requests, plan, _ = planned(parameters(parameter("a", INTEGER)))
    call = plan.calls[0]
    forgotten = replace(call, parameters={}, operation=replace(call.operation, parameters=()))
    judge = Judge(requests)
    assert judge.verdict(call, received("/base/things?a=1")) == Verdict()
    [wrong] = judge.verdict(forgotten, received()).wrong
    assert wrong == "openapi-core: Missing required query parameter: a"
    [unsure] = judge.verdict(forgotten, received("/base/things?a=x")).unsure
    assert unsure.endswith("jsonschema-rs: the client does not know it")
    assert judge.verdict(call, received("/base/things?a=x")).wrong == ()


SCHEMES = {
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "key"},
    "basic": {"type": "http", "scheme": "Basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "digest": {"type": "http", "scheme": "digest"},
    "oauth": {"type": "oauth2", "flows": {}},
    "user": {"$ref": "#/components/securitySchemes/oauth"},
    "tls": {"type": "mutualTLS"},
}


@pytest.mark.parametrize(
    ("security", "request_", "wrong"),
    [
        ([], received(), ""),
        ([{}, {"header": []}], received(), ""),
        ([{"header": []}], received(x_key="k"), ""),
        ([{"header": []}], received("/base/things?X-Key=k"), "no credential was sent for header"),
        ([{"query": []}], received("/base/things?key=k"), ""),
        ([{"query": []}], received(key="k"), "no credential was sent for query"),
        ([{"cookie": []}], received(cookie="key=k"), ""),
        ([{"cookie": []}], received(cookie="k=key"), "no credential was sent for cookie"),
        ([{"basic": []}], received(authorization="basic dDp0"), ""),
        ([{"basic": []}], received(authorization="Bearer t"), "no credential was sent for basic"),
        ([{"bearer": []}], received(authorization="Bearer t"), ""),
        ([{"user": ["a"]}], received(authorization="Bearer t"), ""),
        ([{"user": ["a"]}], received(authorization="t"), "no credential was sent for user"),
        ([{"digest": []}], received(), ""),
        ([{"tls": []}, {"header": []}], received(), ""),
        ([{"header": [], "basic": []}, {"oauth": []}], received(authorization="Bearer t"), ""),
        ([{"header": [], "basic": []}, {"oauth": []}], received(x_key="k"), "no credential was sent for header and basic or oauth"),
    ],
)  # fmt: skip
def test_a_credential(security: Any, request_: Received, wrong: str) -> None:
    _, requests, plan, _ = planned({"security": security}, security=SCHEMES)
    found = Judge(requests).verdict(plan.calls[0], request_)
    assert found == Verdict(wrong=(wrong,) if wrong else ())


def test_what_is_sent_is_judged_whatever_the_credential() -> None:
    needed = parameters(parameter("a", INTEGER), security=[{"digest": []}])
    assert "query parameter a" in judged(needed, received("/base/things?a=x"), security=SCHEMES)
    _, requests, plan, _ = planned(needed, security=SCHEMES)
    call = replace(plan.calls[0], parameters={})
    [wrong] = Judge(requests).verdict(call, received()).wrong
    assert wrong == "openapi-core: Missing required query parameter: a"


def test_a_parameter_of_the_operation_takes_the_place_of_that_of_its_path() -> None:
    def said(target: str) -> str:
        return judged(
            parameters(parameter("a", INTEGER)),
            received(target),
            shared=[parameter("a", STRING), parameter("b", STRING)],
        )

    assert said("/base/things?a=1&b=text") == ""
    assert "query parameter b was sent as" in said("/base/things?a=1&b=x")
    assert "query parameter a was sent as" in said("/base/things?a=text&b=text")


TYPES = {"type": ["array", "integer"], "items": INTEGER}


@pytest.mark.parametrize(
    ("operation", "request_", "verdict"),
    [
        (body(members("l", l=TYPES), FORM), form("l=1"), Verdict()),
        (parameters(parameter("l", TYPES)), received("/base/things?l=1"), Verdict(unsure=("openapi-core: TypeError: Expected a string value, got <class 'list'>",))),
    ],
)  # fmt: skip
def test_where_the_library_gives_up_the_other_judge_decides_alone(
    operation: Any, request_: Received, verdict: Verdict
) -> None:
    _, requests, plan, _ = planned(operation)
    assert Judge(requests).verdict(plan.calls[0], request_) == verdict


@pytest.mark.parametrize(
    ("media_type", "content", "unsure"),
    [(FORM, b"x=\xff&y=text", "cannot be read"), (PARTS, b"", "cannot be read"), (JSON, b"{", "cannot be read")],
)  # fmt: skip
def test_a_body_that_the_library_cannot_decode(
    media_type: str, content: bytes, unsure: str
) -> None:
    _, requests, plan, _ = planned(body(POINT, media_type))
    found = Judge(requests).verdict(
        plan.calls[0], received(content=content, content_type=media_type)
    )
    assert not found.wrong
    assert any(unsure in text for text in found.unsure), found
