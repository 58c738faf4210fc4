# What is planned for each kind of operation: the arguments of the method, what the server says, and what that means.
from __future__ import annotations

from typing import Any

import pytest
from clientloom.config.settings import ClientArgumentConfig, EnvelopeConfig
from clientloom.verify.planning.answers import Answer
from clientloom.verify.planning.argument_trips import make_argument_trips
from clientloom.verify.planning.plan import Planner
from clientloom.verify.planning.python_values import ArgumentTypes, binary
from clientloom.verify.planning.request_bodies import CONTENT
from clientloom.verify.planning.trips import make_trips

from .planned import (
    DATE,
    FILE,
    FORM,
    INTEGER,
    JSON,
    LINES,
    PARTS,
    STRING,
    answers,
    body,
    content,
    listed,
    members,
    parameter,
    planned,
)

BYTES = binary(CONTENT)
BASE64 = "AAFiaW5hcnn/"
EMPTY = {"type": "array", "items": {"type": "string"}, "maxItems": 0}
IMPOSSIBLE = {"type": "integer", "minimum": 2, "maximum": 1}
NAMED_EVENTS = {
    "properties": {"event": STRING, "data": STRING},
    "oneOf": [
        {"properties": {"event": {"const": "done"}}},
        {"properties": {"event": {"enum": ["piece"]}, "data": {"contentMediaType": JSON, "contentSchema": INTEGER}}},
    ],
}  # fmt: skip


def stream(item: Any, media_type: str = "text/event-stream") -> Any:
    return answers(s200={"content": {media_type: {"itemSchema": item}}})


@pytest.mark.parametrize(
    ("operation", "method", "answer"),
    [
        (answers(s200=content({}, "image/*")), "get", (200, "image/x-any", CONTENT, BASE64, "bytes")),
        (answers(s200=content({}, "*/*")), "get", (200, "application/octet-stream", CONTENT, BASE64, "bytes")),
        (answers(s200=content(INTEGER, "application/*")), "get", (200, JSON, b"1", 1, "value")),
        (answers(s200=content(INTEGER, "text/*")), "get", (200, "text/plain", b"1", 1, "value")),
        (answers(s200={}), "delete", (200, "", b'{"a": [1, "text", null]}', {"a": [1, "text", None]}, "value")),
        (answers(s200={}, s404={}), "head", (200, "", b"", True, "value")),
        (answers(s404={}), "head", (204, "", b"", True, "value")),
        (answers(s404={}), "get", (204, "", b"", None, "value")),
        (answers(s200={"headers": {"X-Rows": {"schema": INTEGER}}}), "head", (200, "", b"", {}, "headers")),
        (answers(s202=content(INTEGER), s2XX=content(STRING)), "get", (200, JSON, b'"text"', "text", "value")),
        (stream(NAMED_EVENTS), "get", (200, "text/event-stream", b"event: done\ndata: text\n\nevent: piece\ndata: 1\n\n", ["text", 1], "stream")),
        (stream(members(data={"contentMediaType": JSON, "contentSchema": INTEGER})), "get", (200, "text/event-stream", b"data: 1\n\n" * 2, [1] * 2, "stream")),
        (stream(members(data={"contentMediaType": JSON, "contentSchema": STRING})), "get", (200, "text/event-stream", b'data: "text"\n\n' * 2, ["text"] * 2, "stream")),
        (stream(members(data=STRING)), "get", (200, "text/event-stream", b"data: text\n\n" * 2, ["text"] * 2, "stream")),
        (stream(INTEGER), "get", (200, "text/event-stream", b"data: 1\n\n" * 2, [1] * 2, "stream")),
        (stream(INTEGER, "application/json-seq"), "get", (200, "application/json-seq", b"\x1e1\n" * 2, [1] * 2, "stream")),
        (answers(s200=content(listed(INTEGER), LINES)), "get", (200, LINES, b"1\n" * 2, [1] * 2, "stream")),
    ],
)  # fmt: skip
def test_an_answer_and_what_it_means(operation: Any, method: str, answer: tuple[Any, ...]) -> None:
    _, _, plan, _ = planned(operation, method=method)
    assert plan.gaps == {}
    found = [call.answer for call in plan.calls]
    assert answer in [(a.status, a.media_type, a.content, a.value, a.kind) for a in found]


@pytest.mark.parametrize(
    ("responses", "answer"),
    [
        ({"s400": content(INTEGER, "text/plain"), "s5XX": content(INTEGER, "a/b+json")}, (500, b"1", 1)),
        ({"s500": {}, "sdefault": {"content": {"text/html": {}, JSON: {"schema": INTEGER}}}}, (501, b"1", 1)),
        ({"s400": content(INTEGER, "text/plain")}, None),
    ],
)  # fmt: skip
def test_the_first_error_with_json_is_an_answer_too(responses: Any, answer: Any) -> None:
    _, _, plan, _ = planned(answers(s200={}, **responses))
    found = [c.answer for c in plan.calls if c.answer.kind == "error"]
    assert [(a.status, a.content, a.value) for a in found] == ([answer] if answer else [])


def test_the_member_of_an_envelope_is_what_a_call_means() -> None:
    schema = members(
        "fine", "result", fine={"type": "boolean"}, result=INTEGER, errors=listed(STRING)
    )
    config = EnvelopeConfig(result="result", success="fine", errors="errors")
    _, _, plan, _ = planned(answers(s200=content(schema)), envelope=config)
    assert [(c.answer.content, c.answer.value) for c in plan.calls] == [
        (b'{"fine": true, "result": 1, "errors": []}', 1),
        (b'{"fine": true, "result": 1}', 1),
    ]


WHEN = members(when={"$ref": "#/components/schemas/When"})
TAGGED = {"type": "string", "format": "date"}


@pytest.mark.parametrize(
    ("operation", "arguments", "value"),
    [
        (body(members("a", a=STRING)), {"a": "text"}, {"a": "text"}),
        (body(members(a=STRING), required=False), {}, None),
        (body(members("a", a=STRING) | {"minProperties": 2}), {"a": "text", "extra_body": {"key": "text"}}, {"a": "text", "key": "text"}),
        (body(listed(DATE) | {"minItems": 1}), {"body": [{"\0type": "date", "value": "2024-02-10"}]}, ["2024-02-10"]),
        (body({"$ref": "#/components/schemas/When"}), {"body": {"\0type": "date", "value": "2024-02-10"}}, "2024-02-10"),
        (body({"type": "array", "prefixItems": [DATE, INTEGER], "items": False, "minItems": 2}), {"body": [{"\0type": "date", "value": "2024-02-10"}, 1]}, ["2024-02-10", 1]),
        (body({"type": "object", "additionalProperties": DATE, "minProperties": 1}), {"body": {"key": {"\0type": "date", "value": "2024-02-10"}}}, {"key": "2024-02-10"}),
        (body(FILE, "image/*"), {"content": binary(b"\x89PNG\r\n\x1a\n" + CONTENT)}, None),
        (body(FILE, "*/*"), {"content": BYTES}, None),
        (body(INTEGER, "text/plain"), {"content": 1}, "1"),
        (body(STRING, "text/plain"), {"content": "text"}, "text"),
        (body(INTEGER, LINES), {"items": [1, 1]}, [1, 1]),
        (body({"type": "object", "additionalProperties": STRING, "minProperties": 1}, FORM), {"fields": {"key": "text"}}, {"key": "text"}),
        (body({"type": "object", "additionalProperties": FILE, "minProperties": 1}, PARTS), {"fields": {"key": BYTES}}, {"key": "text"}),
        (body({"anyOf": [members("n", n=INTEGER), members("f", f=FILE)]}, PARTS), {"fields": {"f": BYTES}}, {"f": "text"}),
        (body({"anyOf": [{"type": "string"}, members("n", n=INTEGER), {"type": "array"}]}, FORM), {"fields": {"n": 1}}, {"n": 1}),
        (body(members("files", "tags", files=listed(FILE), tags=listed(STRING)), PARTS), {"files": [BYTES], "tags": ["text"]}, {"files": ["text"], "tags": ["text"]}),
        (body(members("a", "z", a=STRING), FORM), {"a": "text", "z": "text"}, {"a": "text", "z": "text"}),
    ],
)  # fmt: skip
def test_the_least_arguments_of_a_body_and_what_is_sent(
    operation: Any, arguments: Any, value: Any
) -> None:
    _, _, plan, _ = planned(operation, schemas={"When": DATE})
    assert plan.gaps == {}
    least = plan.calls[1]
    assert (dict(least.arguments), least.body and least.body.value) == (arguments, value)


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_the_method_of_one_variant_gets_a_value_of_that_variant(keyword: str) -> None:
    variants = [
        {"title": "Name", **members("name", name=STRING)},
        {"title": "Sizes", **members("sizes", sizes=listed(INTEGER))},
        {"title": "Point", **members(point=members(x=INTEGER))},
    ]
    _, _, plan, _ = planned(body({keyword: variants}))
    found = {call.method: dict(call.arguments) for call in plan.calls[::2]}
    assert found == {
        "x": {"body": {"name": "text"}},
        "x_with_name": {"name": "text"},
        "x_with_sizes": {"sizes": [1]},
        "x_with_point": {"point": {"x": 1}},
    }


def test_members_in_numbered_pairs_are_a_mapping() -> None:
    names = [f"tag_{n}_{part}" for n in (1, 2, 3) for part in ("key", "value")]
    _, _, plan, _ = planned(body(members("to", to=STRING, **dict.fromkeys(names, STRING))))
    full, least = plan.calls
    others = dict.fromkeys(names[2:], "text")
    assert full.arguments == {"to": "text", "tags": {"text": "text"}, "extra_body": others}
    assert full.body
    assert full.body.value == {"to": "text", **dict.fromkeys(names, "text")}
    assert least.arguments == {"to": "text"}


def test_a_member_that_has_one_value_is_no_argument() -> None:
    events = {"content": {"text/event-stream": {"schema": STRING}, JSON: {"schema": STRING}}}
    _, _, plan, _ = planned(body(members(stream={"type": "boolean"})) | answers(s200=events))
    found = {c.method: (c.arguments, c.body and c.body.value) for c in plan.calls}
    assert found["x_stream"] == ({}, {"stream": True})


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (answers(s200=content(IMPOSSIBLE)), "response 200: no number of at least [2], at most [1]"),
        (answers(s200={}, s400=content(members("a", a=IMPOSSIBLE))), "an error response: no number"),
        (answers(s200=content({"xml": {"name": "a"}, **members(a=EMPTY)}, "application/xml")), "response 200: XML does not tell an empty list"),
        (body(FILE, "font/*"), "no valid arguments could be made: no file of font/* is known"),
        (body(IMPOSSIBLE), "no valid arguments could be made: no number"),
        (body({"xml": {"name": "a"}, **members(a=EMPTY)}, "application/xml"), "no valid arguments could be made: XML does not tell"),
        ({"parameters": [parameter("a", IMPOSSIBLE)]}, "no valid arguments could be made: no number"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_told(operation: Any, reason: str) -> None:
    _, _, plan, _ = planned(operation)
    [(name, [found])] = plan.gaps.items()
    assert (name, found.startswith(reason)) == ("x", True), found
    assert bool(plan.calls) is not reason.startswith(("no valid", "response"))


def test_an_operation_that_is_skipped_is_told() -> None:
    api, requests, _, _ = planned({})
    [pointer] = [o.pointer for o in api.operations]
    plan = Planner(api, requests, requests, {pointer: "it hangs"}).plan()
    assert (plan.calls, plan.gaps) == ([], {"x": ["it hangs"]})


def test_a_parameter_of_the_client_has_one_value_and_is_no_argument() -> None:
    config = {"team": ClientArgumentConfig(parameter="X-Team", location="header")}
    given = parameter("X-Team", INTEGER, "header")
    _, _, plan, _ = planned({"parameters": [given]}, client_arguments=config)
    assert plan.client_values == {"team": 1}
    assert [(c.arguments, c.parameters) for c in plan.calls] == [({}, {"header:X-Team": 1})] * 2


@pytest.mark.parametrize(
    ("media_type", "schema", "spelled", "types", "sent"),
    [
        (JSON, members(d=DATE), {"d": "0001-01-01"}, {"d": "date"}, {"d": "0001-01-01"}),
        (JSON, {"type": "object", "additionalProperties": DATE}, {"body": {"key": "0001-01-01"}}, {"body": {"map": "date"}}, {"key": "0001-01-01"}),
        ("text/plain", INTEGER, {"content": 2**53 + 1}, {"content": "integer"}, str(2**53 + 1)),
    ],
)  # fmt: skip
def test_arguments_go_out_in_spellings_that_a_client_could_lose(
    media_type: str, schema: Any, spelled: Any, types: Any, sent: Any
) -> None:
    api, _, plan, _ = planned(body(schema, media_type))
    unusual, deviating = make_argument_trips(plan.calls[0], ArgumentTypes.of(api))
    assert (unusual.arguments, unusual.types) == (spelled, types)
    assert unusual.call
    assert unusual.call.body
    assert unusual.call.body.value == sent
    assert deviating.call is None
    assert deviating.arguments != unusual.arguments


def test_dicts_are_given_by_the_python_names_of_their_fields() -> None:
    schemas = {
        "Item": members(fromDate=DATE, again={"$ref": "#/components/schemas/Item"}) | {"additionalProperties": DATE},
        "Items": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Item"}},
    }  # fmt: skip
    api, *_ = planned(
        body(members(l=listed({"$ref": "#/components/schemas/Items"}))), schemas=schemas
    )
    typing = ArgumentTypes.of(api)
    [ref] = [f.type for o in api.operations if o.body for f in o.body.fields]

    def renamed(item: Any) -> Any:
        return typing.with_python_names([{"k": item}], ref)

    assert renamed({"fromDate": "d", "x": 1}) == [{"k": {"from_date": "d", "x": 1}}]
    assert renamed({"again": {"fromDate": "d"}}) == [{"k": {"again": {"from_date": "d"}}}]
    both = {"fromDate": "d", "from_date": "free"}
    assert renamed(both) == [{"k": both}]
    assert renamed("no object") == [{"k": "no object"}]
    tagged = {"\0type": "date", "value": "d"}
    assert typing.argument([{"k": {"fromDate": "d", "x": "e"}}], ref) == [
        {"k": {"fromDate": {**tagged}, "x": "e"}}
    ]
    assert typing.argument([{"k": "no object"}], ref) == [{"k": "no object"}]


@pytest.mark.parametrize(
    ("answer", "trips"),
    [
        (Answer(status=200, media_type=JSON, content=b'{"a": 1}', value={"a": 1}), 4),
        (Answer(status=200, media_type=JSON, content=b"1", value=1), 0),
        (Answer(status=200, media_type=JSON, content=b'{"in": [1]}', value=[1]), 0),
        (Answer(status=200, media_type="text/csv", content=b"a,b", value=["a"]), 0),
        (Answer(status=200, media_type=JSON, content=b"[1]", value=[1], kind="stream"), 0),
    ],
)
def test_answers_that_are_given_back(answer: Answer, trips: int) -> None:
    assert len([*make_trips(answer)]) == trips
