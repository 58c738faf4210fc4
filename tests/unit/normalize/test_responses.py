from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from clientloom.config.settings import EnvelopeConfig
from clientloom.ir import (
    Anything,
    Binary,
    BodyKind,
    BytesResult,
    EnvelopeResult,
    EventStreamResult,
    ExistsResult,
    HeadersResult,
    JsonLinesResult,
    JsonResult,
    Named,
    NoContent,
    Nullable,
    Primitive,
    PrimitiveKind,
    Result,
    TextResult,
    UndeclaredResult,
    UnionOf,
)

from .operation_cases import INTEGER, STRING, json_answer, json_body, normalized, operation_of

A = {"type": "object", "properties": {"a": STRING}}
B = {"type": "object", "properties": {"b": STRING}}
COMPONENTS = {"schemas": {"A": A, "B": B, "Problem": B}}
REF_A = {"$ref": "#/components/schemas/A"}
REF_B = {"$ref": "#/components/schemas/B"}
TEXT = Primitive(PrimitiveKind.STRING)
NAMED_A, NAMED_B = Named("/components/schemas/A"), Named("/components/schemas/B")
EMPTY = {"description": "nothing"}
AWAY = {**EMPTY, "headers": {"location": {"schema": {"type": "string"}}}}


def result_of(responses: dict[str, object], method: str = "get") -> Result:
    return operation_of({"responses": responses}, method=method, components=COMPONENTS).result


def json_of(type_: object) -> Result:
    return JsonResult(media_type="application/json", type=type_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("responses", "result"),
    [
        ({"200": json_answer(REF_A)}, json_of(NAMED_A)),
        ({"2XX": json_answer(REF_A)}, json_of(NAMED_A)),
        ({"200": json_answer(REF_A), "204": EMPTY}, json_of(Nullable(NAMED_A))),
        ({"200": json_answer(REF_A), "201": json_answer(REF_A)}, json_of(NAMED_A)),
        (
            {"200": json_answer(REF_A), "202": json_answer(REF_B)},
            json_of(UnionOf((NAMED_A, NAMED_B))),
        ),
        ({"204": json_answer(REF_A)}, NoContent()),
        ({"200": EMPTY}, UndeclaredResult()),
        ({"200": EMPTY, "204": EMPTY}, json_of(Anything())),
        ({"200": json_answer(REF_A), "202": EMPTY}, json_of(Nullable(NAMED_A))),
        ({"302": EMPTY}, NoContent()),
        ({"200": json_answer(REF_A), "302": EMPTY}, json_of(NAMED_A)),
        ({"200": json_answer(REF_A), "302": AWAY}, json_of(Nullable(NAMED_A))),
        ({"default": json_answer(REF_A), "3XX": AWAY}, json_of(Nullable(NAMED_A))),
        ({"200": json_answer(REF_A), "304": EMPTY}, json_of(NAMED_A)),
        ({"default": json_answer(REF_A)}, json_of(NAMED_A)),
        (
            {"default": {**json_answer(REF_B), "description": "unexpected error"}},
            UndeclaredResult(),
        ),
        ({"404": json_answer(REF_B)}, UndeclaredResult()),
        ({}, UndeclaredResult()),
        ({"200": {"description": "", "content": {"application/json": {}}}}, json_of(Anything())),
        (
            {"200": {"description": "", "content": {"text/csv": {}}}},
            TextResult(media_type="text/csv"),
        ),
        (
            {"200": {"description": "", "content": {"application/pdf": {}}}},
            BytesResult(media_type="application/pdf"),
        ),
        (
            {
                "200": {
                    "description": "",
                    "content": {"application/x-ndjson": {"itemSchema": REF_A}},
                }
            },
            JsonLinesResult(media_type="application/x-ndjson", item=NAMED_A),
        ),
        (
            {"200": {"description": "", "content": {"text/event-stream": {"schema": REF_A}}}},
            EventStreamResult(media_type="text/event-stream", item=NAMED_A),
        ),
    ],
)
def test_what_a_method_returns(responses: dict[str, object], result: Result) -> None:
    assert result_of(responses) == result


def test_head_says_whether_it_exists_or_returns_the_described_headers() -> None:
    described = {**json_answer(REF_A), "headers": {"X-Rows": {"schema": INTEGER}}}
    assert result_of({"200": json_answer(REF_A)}, method="head") == ExistsResult()
    assert result_of({"200": described}, method="head") == HeadersResult()
    assert result_of({}, method="head") == ExistsResult()


def test_a_404_of_head_is_an_answer_and_no_error() -> None:
    answers = {"200": EMPTY, "404": EMPTY, "403": EMPTY}
    read = operation_of({"responses": answers}, method="head", components=COMPONENTS)
    assert [error.status for error in read.errors] == ["403"]


def test_a_deletion_that_is_accepted_has_no_content() -> None:
    assert result_of({"202": EMPTY}, method="delete") == NoContent()
    assert result_of({"200": EMPTY}, method="delete") == UndeclaredResult()


@pytest.mark.parametrize(
    ("data", "quoted"),
    [
        ({"type": "string"}, False),
        ({"type": "string", "contentMediaType": "text/plain"}, False),
        ({"type": "string", "contentMediaType": "application/json", "contentSchema": STRING}, True),
    ],
)
def test_a_string_in_an_event_is_plain_text_unless_it_is_json(
    data: Mapping[str, object], *, quoted: bool
) -> None:
    event = {"type": "object", "properties": {"data": data}}
    content = {"text/event-stream": {"itemSchema": event}}
    assert result_of({"200": {"description": "", "content": content}}) == EventStreamResult(
        media_type="text/event-stream", item=Primitive(PrimitiveKind.STRING), quoted=quoted
    )


def test_an_event_of_openapi_3_2_gives_the_type_of_its_data() -> None:
    event = {"type": "object", "properties": {"data": {"type": "string", "contentSchema": REF_A}}}
    content = {"text/event-stream": {"itemSchema": event}}
    assert result_of({"200": {"description": "", "content": content}}) == EventStreamResult(
        media_type="text/event-stream", item=NAMED_A
    )


def test_of_a_stream_and_a_value_the_method_returns_the_stream() -> None:
    content = {"text/event-stream": {"schema": REF_A}}
    answers = {"200": {"description": "", "content": content}, "202": json_answer(REF_B)}
    assert result_of(answers) == EventStreamResult(media_type="text/event-stream", item=NAMED_A)


def test_bytes_and_a_value_are_a_union() -> None:
    content: dict[str, object] = {"application/pdf": {}}
    answers = {"200": {"description": "", "content": content}, "202": json_answer(REF_B)}
    assert result_of(answers) == json_of(UnionOf((Binary(), NAMED_B)))


def event_of(event: object, alternative: object = ()) -> list[tuple[str, object, bool]]:
    """The events of a stream by name, each with its type and whether it is text."""
    parts = {"A": alternative} if alternative else {}
    content = {"text/event-stream": {"itemSchema": event}}
    found = operation_of(
        {"responses": {"200": {"description": "", "content": content}}},
        components={"schemas": parts},
    ).result
    assert isinstance(found, EventStreamResult)
    return [(each.name, each.type, each.is_text) for each in found.events]


def test_an_alternative_may_have_several_names_or_none_and_the_first_of_a_name_counts() -> None:
    def alternative(data: object, **event: object) -> dict[str, object]:
        return (
            {"properties": {"event": event, "data": data}}
            if event
            else {"properties": {"data": data}}
        )

    choices = [
        alternative({"type": "string", "contentMediaType": "application/json"}, enum=["a", "b"]),
        alternative({"type": "string", "contentMediaType": "text/plain"}, const="c"),
        alternative(INTEGER, const="d"),
        alternative(STRING, const="a"),
        alternative(STRING),
    ]
    assert event_of({"oneOf": choices}) == [
        ("a", Anything(), False),
        ("b", Anything(), False),
        ("c", TEXT, True),
        ("d", Primitive(PrimitiveKind.INTEGER), False),
        ("message", TEXT, True),
    ]


def test_a_discriminator_names_events() -> None:
    one = {"properties": {"event": STRING, "data": STRING}}
    reference = {"$ref": "#/components/schemas/A"}
    named = {
        "propertyName": "event",
        "mapping": {"x": "#/components/schemas/Gone", "a": reference["$ref"]},
    }
    assert event_of({"discriminator": named, "oneOf": [reference]}, one) == [("a", TEXT, True)]
    named = {"propertyName": "event"}
    assert event_of({"discriminator": named, "oneOf": [reference]}, one) == [("A", TEXT, True)]


@pytest.mark.parametrize(
    ("event", "item", "told"),
    [
        ({"type": "object", "properties": {"delta": STRING}}, "the delta", True),
        ({"type": "object", "properties": {"event": STRING}}, "anything", True),
        ({"allOf": [{"properties": {"data": {"contentSchema": REF_A}}}]}, "A", False),
        ({"oneOf": [{"properties": {"data": REF_A}}, {"properties": {"data": REF_B}}]}, "A or B", False),
    ],
    ids=["the data itself", "no data", "data of a part", "data of each alternative"],
)  # fmt: skip
def test_the_data_of_an_event_is_found_or_reported(event: Any, item: str, told: bool) -> None:
    content = {"text/event-stream": {"itemSchema": event}}
    document = {
        "paths": {"/x": {"get": {"responses": {"200": {"description": "", "content": content}}}}},
        "components": COMPONENTS,
    }
    found = normalized(document)
    (operation,) = found.api.operations
    assert isinstance(operation.result, EventStreamResult)
    read = operation.result.item
    match item:
        case "the delta":
            assert isinstance(read, Named)
            assert not {NAMED_A, NAMED_B} & {read}
        case "anything":
            assert read == Anything()
        case "A":
            assert read == NAMED_A
        case _:
            assert isinstance(read, UnionOf)
            assert set(read.variants) == {NAMED_A, NAMED_B}
    assert ("event-without-data" in {d.code for d in found.report.diagnostics}) is told


def test_plain_json_goes_before_a_vendors_own() -> None:
    content = {
        "application/vnd.x.v2+json": {"schema": REF_B},
        "application/json": {"schema": REF_A},
        "application/json; charset=utf-8": {"schema": REF_B},
    }
    assert result_of({"200": {"description": "", "content": content}}) == json_of(NAMED_A)


def test_each_status_keeps_its_own_result_and_headers() -> None:
    header = {"schema": INTEGER, "description": "how many", "required": True}
    responses = {
        "201": json_answer(REF_B),
        "200": json_answer(REF_A, headers={"X-Total": header, "Content-Type": {"schema": STRING}}),
    }
    found = operation_of({"responses": responses}, components=COMPONENTS)
    assert [(r.status, r.result) for r in found.responses] == [
        ("200", json_of(NAMED_A)),
        ("201", json_of(NAMED_B)),
    ]
    ((total,), none) = (r.headers for r in found.responses)
    assert (total.name, total.wire_name, total.type) == (
        "x_total",
        "X-Total",
        Primitive(PrimitiveKind.INTEGER),
    )
    assert none == ()


def test_errors_are_typed_by_status() -> None:
    responses = {
        "200": EMPTY,
        "default": json_answer(REF_B),
        "404": json_answer(REF_A),
        "5XX": {"description": "down", "content": {"text/html": {}}},
    }
    errors = operation_of({"responses": responses}, components=COMPONENTS).errors
    assert [(e.status, e.type) for e in errors] == [
        ("404", NAMED_A),
        ("5XX", None),
        ("default", NAMED_B),
    ]


def test_a_stream_beside_json_is_a_further_method_that_settles_the_switch() -> None:
    content = {"application/json": {"schema": REF_A}, "text/event-stream": {"schema": REF_B}}
    body = {
        "type": "object",
        "properties": {"prompt": STRING, "stream": {"type": ["boolean", "null"], "default": False}},
        "required": ["prompt"],
    }
    operation = {
        "operationId": "create_completion",
        "requestBody": json_body(body),
        "responses": {"200": {"description": "", "content": content}},
    }
    found = operation_of(operation, method="post", components=COMPONENTS)
    assert found.result == json_of(NAMED_A)
    (variant,) = found.variants
    assert variant.name == "create_stream"
    assert variant.result == EventStreamResult(media_type="text/event-stream", item=NAMED_B)
    assert found.body is not None
    assert found.body.kind is BodyKind.JSON
    assert variant.body is not None
    assert variant.body.kind is BodyKind.JSON
    assert [f.name for f in found.body.fields] == ["prompt"]
    assert [f.name for f in variant.body.fields] == ["prompt"]
    assert (found.body.constants, variant.body.constants) == ((), (("stream", "true"),))


def test_text_that_only_repeats_the_json_is_no_method() -> None:
    same = {"application/json": {"schema": REF_A}, "text/plain": {"schema": REF_A}}
    other = {"application/json": {"schema": REF_A}, "text/plain": {"schema": STRING}}
    for content, names in ((same, []), (other, ["op_text"])):
        responses = {"200": {"description": "", "content": content}}
        found = operation_of({"responses": responses}, components=COMPONENTS)
        assert [v.name for v in found.variants] == names


ENVELOPE = EnvelopeConfig(result="result", success="success", errors="errors")
FLAGS = {
    "type": "object",
    "properties": {"success": {"type": "boolean"}, "errors": {"type": "array", "items": STRING}},
}


def test_an_envelope_is_opened_also_where_it_is_composed() -> None:
    schema = {"allOf": [FLAGS, {"type": "object", "properties": {"result": REF_A}}]}
    found = operation_of(
        {"responses": {"200": json_answer(schema)}}, components=COMPONENTS, envelope=ENVELOPE
    )
    assert isinstance(found.result, EnvelopeResult)
    assert (found.result.field, found.result.type) == ("result", NAMED_A)
    assert (found.result.success, found.result.errors) == ("success", "errors")
    assert isinstance(found.result.envelope, Named)


def test_an_envelope_beside_nothing_may_be_none() -> None:
    wrapped = {"type": "object", "properties": {"result": REF_A}}
    found = operation_of(
        {"responses": {"200": json_answer(wrapped), "204": EMPTY}},
        components=COMPONENTS,
        envelope=EnvelopeConfig(result="result"),
    ).result
    assert isinstance(found, EnvelopeResult)
    assert found.type == Nullable(NAMED_A)


def test_without_the_member_there_is_no_envelope() -> None:
    found = operation_of(
        {"responses": {"200": json_answer(REF_A)}}, components=COMPONENTS, envelope=ENVELOPE
    )
    assert found.result == json_of(NAMED_A)


def test_a_nullable_result_stays_nullable() -> None:
    schema = {"type": "object", "properties": {"result": {"anyOf": [REF_A, {"type": "null"}]}}}
    found = operation_of(
        {"responses": {"200": json_answer(schema)}}, components=COMPONENTS, envelope=ENVELOPE
    )
    assert isinstance(found.result, EnvelopeResult)
    assert found.result.type == Nullable(NAMED_A)


def test_every_type_that_is_named_is_there() -> None:
    paths = {"/a": {"get": {"responses": {"200": json_answer(REF_A), "4XX": json_answer(REF_B)}}}}
    api = normalized({"paths": paths, "components": COMPONENTS}).api
    assert [schema.name for schema in api.schemas] == ["A", "B"]
