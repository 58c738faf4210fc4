# What an operation says of the wire, and only where it differs from OpenAPI's defaults.
from __future__ import annotations

from dataclasses import replace

import pytest
from clientloom.ir import (
    Anything,
    Api,
    Binary,
    Body,
    BodyKind,
    JsonResult,
    ListOf,
    Location,
    Operation,
    Optional,
    Parameter,
    Part,
    Requirement,
    Resource,
    RetryClass,
    Server,
    ServerVariable,
    Style,
)
from clientloom.models.index import index_schemas
from clientloom.render.view_context import build_context
from clientloom.render.view_types import RequestView
from clientloom.render.views.requests import requests_module
from unit.render.sample_api import (
    JSON,
    SAMPLE,
    STR,
    field,
    json_body,
    operation,
    parameter,
)

LIST = ListOf(STR)
Q, P, H, C = Location.QUERY, Location.PATH, Location.HEADER, Location.COOKIE


def api_of(*operations: Operation) -> Api:
    resources = (Resource(name="r", class_name="R", doc=""),)
    return replace(SAMPLE, resources=resources, operations=operations)


def request_of(op: Operation) -> RequestView:
    api = api_of(op)
    return requests_module(build_context(api, index_schemas(api)), "r").requests[0]


def settings_of(op: Operation) -> dict[str, str]:
    return dict(setting.split("=", 1) for setting in request_of(op).operation.settings)


def call(http: str = "GET /x/{a}", body: Body | None = None, *parameters: Parameter) -> Operation:
    result = JsonResult(media_type=JSON, type=STR)
    return operation("r.do", http, result, parameters=parameters, body=body, requirements=())


@pytest.mark.parametrize(
    ("given", "key", "text"),
    [
        (parameter("a", Q, LIST), "styles", None),
        (parameter("a", Q, LIST, explode=False), "styles", '{"query:a": Style("form")}'),
        (parameter("a", Q, STR, explode=False), "styles", None),
        (
            parameter("a", Q, STR, reserved=True),
            "styles",
            '{"query:a": Style("form", explode=True, allow_reserved=True)}',
        ),
        (parameter("a", Q, LIST, style=Style.DEEP_OBJECT), "styles", '{"query:a": DEEP_OBJECT}'),
        (
            parameter("a", Q, LIST, style=Style.SPACE_DELIMITED, explode=False),
            "styles",
            '{"query:a": Style("spaceDelimited")}',
        ),
        (parameter("a", P, LIST), "styles", None),
        (
            parameter("a", P, LIST, style=Style.MATRIX, explode=True),
            "styles",
            '{"path:a": Style("matrix", explode=True)}',
        ),
        (parameter("a", P, STR, style=Style.LABEL), "styles", '{"path:a": Style("label")}'),
        (
            parameter("a", H, LIST, explode=True),
            "styles",
            '{"header:a": Style("simple", explode=True)}',
        ),
        (parameter("a", C, LIST), "styles", None),
        (parameter("a", Q, LIST, content=JSON), "content", '{"query:a": "application/json"}'),
        (parameter("a", Q, LIST, content=JSON), "styles", None),
        (parameter("a", H, STR, wire="X-A", constant='"v"'), "headers", '{"X-A": "v"}'),
        (parameter("a", H, STR, wire="X-A", constant="true"), "headers", '{"X-A": "true"}'),
    ],
)
def test_parameters_are_described_where_they_differ(
    given: Parameter, key: str, text: str | None
) -> None:
    assert settings_of(call("GET /x/{a}", None, given)).get(key) == text


@pytest.mark.parametrize(
    ("body", "sent", "settings"),
    [
        (None, [], {}),
        (json_body(field("b_", STR, wire="b")), ['body={"b": b_}'], {}),
        (json_body(required=False), ["body={}"], {"optional_body": "True"}),
        (
            Body(
                kind=BodyKind.JSON,
                media_types=("application/merge-patch+json",),
                type=STR,
                required=True,
            ),
            ["body=body"],
            {"content_type": '"application/merge-patch+json"'},
        ),
        (
            Body(
                kind=BodyKind.FORM,
                media_types=("application/x-www-form-urlencoded",),
                required=True,
                parts=(
                    Part(field=field("a", LIST), style=Style.FORM, explode=False),
                    Part(field=field("b", Anything()), content_type=JSON),
                ),
            ),
            ['body={"a": a, "b": b}'],
            {
                "body": '"form"',
                "styles": '{"form:a": Style("form")}',
                "content": '{"form:b": "application/json"}',
            },
        ),
        (
            Body(
                kind=BodyKind.MULTIPART,
                media_types=("multipart/mixed",),
                required=False,
                parts=(
                    Part(field=field("f", Binary()), is_file=True, content_type="image/png"),
                    Part(field=field("g", STR)),
                ),
            ),
            ['body={"f": f, "g": g}'],
            {
                "body": '"multipart"',
                "content_type": '"multipart/mixed"',
                "optional_body": "True",
                "parts": '{"f": Part(content_type="image/png", file=True)}',
            },
        ),
        (
            Body(
                kind=BodyKind.BYTES,
                media_types=("application/octet-stream",),
                required=True,
                type=Binary(),
                argument="data",
            ),
            ["body=data"],
            {"body": '"bytes"'},
        ),
        (
            Body(
                kind=BodyKind.TEXT,
                media_types=("text/plain",),
                required=True,
                type=STR,
                argument="content",
            ),
            ["body=content"],
            {"body": '"text"'},
        ),
        (
            Body(
                kind=BodyKind.JSON_LINES,
                media_types=("application/jsonl",),
                required=True,
                type=STR,
                argument="items",
            ),
            ["body=items"],
            {"body": '"json_lines"', "content_type": '"application/jsonl"'},
        ),
    ],
)
def test_bodies_are_sent_as_what_they_are(
    body: Body, sent: list[str], settings: dict[str, str]
) -> None:
    op = call("POST /x", body)
    assert list(request_of(op).settings[1:]) == sent
    expected = {"id", "name", "method", "path", "retry", "success", "lists"}
    assert {k: v for k, v in settings_of(op).items() if k not in expected} == settings


def test_constants_travel_without_being_asked_for() -> None:
    op = call(
        "GET /x/{a}",
        None,
        parameter("a", P, constant='"fixed"'),
        parameter("v", Q, constant="2"),
        parameter("w", H, constant='"no argument"'),
    )
    request = request_of(op)
    assert request.signature == ""
    assert request.settings == ("DO", 'path={"a": "fixed"}', 'query={"v": 2}')


def test_arguments_come_in_the_order_a_caller_expects() -> None:
    body = json_body(field("needed", STR), field("maybe", STR, Optional()))
    op = call("POST /x/{b}/{a}", body, parameter("q", Q), parameter("b", P), parameter("a", P))
    unset = "str | Unset = UNSET"
    assert request_of(op).signature == f"b: str, a: str, *, needed: str, maybe: {unset}, q: {unset}"


def test_security_servers_and_keys() -> None:
    variables = (ServerVariable(name="zone", wire_name="Zone", default="a", choices=("a", "b")),)
    op = replace(
        call("POST /x"),
        requirements=(Requirement(schemes=()), Requirement(schemes=(("k", ()), ("b", ("s",))))),
        servers=(Server(url="https://{Zone}.x", variables=variables),),
        retry=RetryClass.KEYED,
        idempotency_header="Idem",
    )
    settings = settings_of(op)
    assert settings["security"] == '((), ("k", Scoped("b", ("s",))))'
    server = 'ServerVariable("Zone", default="a", choices=("a", "b"))'
    assert settings["servers"] == f'(Server("https://{{Zone}}.x", variables=({server}, )), )'
    assert settings["idempotency_header"] == '"Idem"'
    assert settings["retry"] == "Retry.KEYED"


def test_names_in_a_module_are_its_own() -> None:
    names = ("list", "list_pages", "models", "unset", "operation")
    api = api_of(*(replace(call("GET /x"), name=name) for name in names))
    module = requests_module(build_context(api, index_schemas(api)), "r")
    assert [r.function for r in module.requests] == [
        "list_",
        "list_pages",
        "models",
        "unset",
        "operation",
    ]
    assert [r.operation.name for r in module.requests] == [name.upper() for name in names]
    assert any("import UNSET" in line or "Json" in line for line in module.imports.runtime)


def test_a_script_without_capitals_still_tells_constants_from_functions() -> None:
    request = request_of(replace(call("GET /x", None, parameter("名", Q)), name="名"))
    assert (request.function, request.operation.name) == ("名", "OP_名")
    assert request.settings == ("OP_名", 'query={"名": 名}')


def test_an_error_body_is_written_once_for_all_operations() -> None:
    with_errors = [o for o in SAMPLE.operations if o.errors]
    api = api_of(*(replace(o, resource="r") for o in with_errors))
    module = requests_module(build_context(api, index_schemas(api)), "r")
    assert [c.name for c in module.shared] == ["_FAILURE", "_PROBLEM"]
    assert [c.settings for c in module.shared] == [
        ("lambda: models.Failure",),
        ("lambda: models.Problem",),
    ]
    errors = [s for r in module.requests for s in r.operation.settings if s.startswith("errors=")]
    assert errors == [
        'errors={"404": _PROBLEM, "default": _FAILURE}',
        'errors={"404": _PROBLEM, "503": _FAILURE}',
    ]
