# The inventory of a client, whose format programs rely on.
from __future__ import annotations

import json
from dataclasses import replace

import pytest
from clientloom.diagnostics import Code, Diagnostic, Report, Severity, Span
from clientloom.ir import (
    Anything,
    Api,
    Binary,
    Body,
    BodyKind,
    CursorPages,
    EventStreamResult,
    Field,
    JsonLinesResult,
    JsonResult,
    ListOf,
    Location,
    MapOf,
    Named,
    NoContent,
    Nullable,
    ObjectSchema,
    Operation,
    Optional,
    PackageNames,
    Parameter,
    Part,
    Primitive,
    PrimitiveKind,
    Required,
    Resource,
    Response,
    Result,
    RetryClass,
    Style,
    TupleOf,
    UnionOf,
)
from clientloom.workflows.inventory import inventory

SPAN = Span("a.yaml", 1, 1)
TEXT = Primitive(PrimitiveKind.STRING)
THING = ObjectSchema(
    id="/components/schemas/Thing",
    name="Thing",
    doc="",
    fields=(),
    span=SPAN,
    used_in_response=True,
)
PLACE = "/paths/~1things/get"


def parameter(name: str, *, constant: str | None = None) -> Parameter:
    return Parameter(
        name=name,
        wire_name=name.upper(),
        location=Location.QUERY,
        type=TEXT,
        presence=Required() if name == "a" else Optional(),
        doc="",
        span=SPAN,
        style=Style.FORM,
        explode=True,
        constant=constant,
    )


def argument(name: str) -> Field:
    return Field(name=name, wire_name=name, type=Anything(), presence=Required(), doc="", span=SPAN)


LIST = Operation(
    id="listThings",
    name="list",
    resource="things",
    method="GET",
    path="/things",
    pointer=PLACE,
    span=SPAN,
    summary="",
    doc="",
    parameters=(parameter("a"), parameter("b"), parameter("version", constant='"1"')),
    body=None,
    responses=(Response(status="200", result=NoContent(), doc=""),),
    result=JsonResult(media_type="application/json", type=Named(THING.id)),
    errors=(),
    requirements=(),
    retry=RetryClass.SAFE,
    pagination=CursorPages(items=("data",), item=TEXT, parameter="query:after", cursor=("next",)),
    degraded=("wrong-shape",),
)
API = Api(
    package=PackageNames(
        distribution="acme-things",
        import_name="acme_things",
        client="Acme",
        async_client="AsyncAcme",
        version="1.0.0",
    ),
    title="Acme",
    version="7",
    doc="",
    docs_url="",
    servers=(),
    security_schemes=(),
    constant_headers=(),
    schemas=(THING,),
    resources=(Resource(name="things", class_name="Things", doc=""),),
    operations=(LIST,),
    webhooks=(),
    operations_in=2,
)


def finding(pointer: str, code: Code = "wrong-shape") -> Diagnostic:
    span = Span("a.yaml", 3, 5)
    return Diagnostic(
        code=code, severity=Severity.WARNING, span=span, message="m", hint="x", pointer=pointer
    )


def test_the_whole_of_it() -> None:
    inside, beside = finding(PLACE + "/responses"), finding("/paths/~1things/get2")
    found = inventory(API, Report((inside, beside, finding(PLACE, "mutual-tls"))))
    said = {
        "code": "wrong-shape",
        "severity": "warning",
        "file": "a.yaml",
        "line": 3,
        "column": 5,
        "pointer": PLACE + "/responses",
        "message": "m",
        "hint": "x",
        "mend": "x",
    }
    assert json.loads(json.dumps(found)) == {
        "package": {
            "distribution": "acme-things",
            "import": "acme_things",
            "client": "Acme",
            "async_client": "AsyncAcme",
            "version": "1.0.0",
        },
        "operations": [
            {
                "operation_id": "listThings",
                "method": "GET",
                "path": "/things",
                "accessor": "things.list",
                "parameters": [
                    {"name": "a", "wire_name": "A", "in": "query", "required": True},
                    {"name": "b", "wire_name": "B", "in": "query", "required": False},
                ],
                "body": None,
                "success": {"kind": "json", "type": "Thing"},
                "errors": [],
                "retry": "safe",
                "paginated": True,
                "degraded": [said],
            }
        ],
        "models": [
            {
                "name": "Thing",
                "pointer": "/components/schemas/Thing",
                "kind": "object",
                "fields": [],
                "request": False,
                "response": True,
            }
        ],
        "coverage": {
            "operations": {"in": 2, "out": 1},
            "degraded": 1,
            "any": {"total": 0, "operations": {}},
        },
        "diagnostics": [
            said,
            {**said, "pointer": "/paths/~1things/get2"},
            {**said, "pointer": PLACE, "code": "mutual-tls"},
        ],
    }


JSON = "application/json"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            Body(
                kind=BodyKind.JSON,
                media_types=(JSON,),
                type=TEXT,
                required=True,
                parts=(Part(field=argument("x")), Part(field=argument("y"))),
            ),
            {"kind": "json", "arguments": ["x", "y"]},
        ),
        (
            Body(
                kind=BodyKind.JSON, media_types=(JSON,), type=ListOf(Named(THING.id)), required=True
            ),
            {"kind": "json of list[Thing]", "arguments": ["body"]},
        ),
        (
            Body(
                kind=BodyKind.JSON_LINES,
                media_types=("application/jsonl",),
                required=True,
                type=MapOf(TEXT),
                argument="items",
            ),
            {"kind": "json lines of map[string]", "arguments": ["items"]},
        ),
        (
            Body(kind=BodyKind.BYTES, media_types=("*/*",), required=True, argument="content"),
            {"kind": "bytes", "arguments": ["content"]},
        ),
    ],
)
def test_bodies(body: Body, expected: dict[str, object]) -> None:
    api = replace(API, operations=(replace(LIST, body=body),))
    (operation,) = json.loads(json.dumps(inventory(api, Report())))["operations"]
    assert operation["body"].items() >= expected.items()


def test_any_is_counted_where_a_caller_sees_it() -> None:
    loose = UnionOf((Nullable(Anything()), ListOf(Anything()), Named(THING.id)))
    body = Body(
        kind=BodyKind.JSON,
        media_types=(JSON,),
        type=TEXT,
        required=True,
        parts=(Part(field=argument("x")),),
    )
    result = JsonResult(media_type=JSON, type=loose)
    api = replace(API, operations=(replace(LIST, body=body, result=result),))
    coverage = json.loads(json.dumps(inventory(api, Report())))["coverage"]
    assert coverage["any"] == {"total": 3, "operations": {"listThings": 3}}


@pytest.mark.parametrize(
    ("result", "described"),
    [
        (EventStreamResult(media_type="a/b", item=Named(THING.id)), {"kind": "events", "type": "Thing"}),
        (JsonLinesResult(media_type="a/b", item=TupleOf((TEXT, Anything()))), {"kind": "json lines", "type": "tuple[string, any]"}),
        (JsonResult(media_type="a/b", type=ListOf(Binary())), {"kind": "json", "type": "list[binary]"}),
    ],
)  # fmt: skip
def test_results_are_described(result: Result, described: dict[str, str]) -> None:
    api = replace(API, operations=(replace(LIST, result=result),))
    assert json.dumps(described) in json.dumps(inventory(api, Report()))
