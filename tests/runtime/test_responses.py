# How responses are read: the fast path, and what happens when they break their schema.
from __future__ import annotations

import gc
import gzip
import json
import logging
import sys
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, create_model
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import Flavor
from support.sample_client import Cat, Metal, Thing, Wood

from templates.runtime import (
    APIStatusError,
    Base64,
    Drift,
    EnvelopeError,
    Json,
    MissingFieldError,
    Model,
    OneOf,
    ResponseValidationError,
    UnknownVariant,
)
from templates.runtime.core.drift import Reading, ReadingRules
from templates.runtime.data.encoding import encode_json
from templates.runtime.data.reading import ReadingSchema, reading_schema
from templates.runtime.results.decoders import Undeclared

THING: dict[str, object] = {"id": "1", "name": "lamp"}


def read(annotation: object, value: object) -> tuple[Any, list[str]]:
    """The tolerantly decoded value and the paths that drifted."""
    drifts: list[Drift] = []
    content = json.dumps(value).encode()
    reading = Reading("op", ReadingRules(on_drift=drifts.append))
    result: Any = Json[Any](lambda: annotation).decode(
        httpx.Response(200, content=content), reading
    )
    return result, [field.path for drift in drifts for field in drift.fields]


def get(flavor: Flavor, server: BadServer, value: object, **arguments: Any) -> Any:
    server.queue(json_reply(value))
    return flavor.do(flavor.client(**arguments).things.retrieve("1"))


@pytest.mark.parametrize("is_enabled", [True, False])
@pytest.mark.parametrize("last", ["Oak", 5])
def test_no_garbage_is_collected_among_the_objects_of_a_long_list(
    request: pytest.FixtureRequest, last: object, *, is_enabled: bool
) -> None:
    request.addfinalizer(gc.enable if gc.isenabled() else gc.disable)
    things = [{**THING, "pet": {"kind": "cat", "lives": 9}} for _ in range(2000)]
    content = json.dumps([*things, {**THING, "name": last}]).encode()
    schema = reading_schema(list[Thing])
    found: list[int] = []
    gc.callbacks.append(lambda phase, _: found.append(len(found)) if phase == "start" else None)
    request.addfinalizer(gc.callbacks.pop)
    (gc.enable if is_enabled else gc.disable)()
    gc.collect()
    found.clear()
    during = read_or_none(schema, content)
    assert (len(found) < 3, gc.isenabled()) == (True, is_enabled)
    assert (during is None) == (last == 5)


def read_or_none(schema: ReadingSchema, content: bytes) -> object:
    try:
        return schema.read_json(content)
    except ValueError:
        return None


def test_a_valid_response_makes_no_noise(
    flavor: Flavor, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    thing = get(flavor, server, {**THING, "pet": {"kind": "cat", "lives": 9}})
    assert isinstance(thing.pet, Cat)
    assert caplog.records == []


@pytest.mark.parametrize("way", [lambda m, v: read(m, v)[0], lambda m, v: m.model_validate(v)])
def test_models_stand_in_models_a_hundred_deep(way: Any) -> None:
    limit = sys.getrecursionlimit()
    model: Any = create_model("Last", __base__=Model, end=(bool, ...))
    value: Any = {"end": True}
    for number in range(100):
        inner: Any = (list[model] | None, None)
        model = create_model(f"Level{number}", __base__=Model, inner=inner)
        value = {"inner": [value]}
    found = way(model, value)
    for _ in range(100):
        (found,) = found.inner
    assert found.end is True
    assert sys.getrecursionlimit() == limit


def test_unknown_fields_and_enum_values_are_kept(flavor: Flavor, server: BadServer) -> None:
    thing = get(flavor, server, {**THING, "colour": "ultraviolet", "later": {"x": [1]}})
    assert thing.colour == "ultraviolet"
    assert thing.model_extra == {"later": {"x": [1]}}
    assert thing.later == {"x": [1]}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-02-03T04:05:06", datetime(2024, 2, 3, 4, 5, 6)),
        ("2024-02-03T04:05:06Z", datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)),
        ("2024-02-03T04:05:06.1+00:00", datetime(2024, 2, 3, 4, 5, 6, 100_000, tzinfo=UTC)),
        ("2024-02-03T04:05:06.123456789Z", datetime(2024, 2, 3, 4, 5, 6, 123_456, tzinfo=UTC)),
    ],
)
def test_timestamps_of_every_width(
    flavor: Flavor, server: BadServer, text: str, moment: datetime
) -> None:
    assert get(flavor, server, {**THING, "madeAt": text}).made == moment


def test_an_unknown_variant_keeps_its_raw_value(flavor: Flavor, server: BadServer) -> None:
    bird = {"kind": "bird", "lives": 1, "wings": 2}
    thing = get(flavor, server, {**THING, "pet": bird})
    assert thing.pet == UnknownVariant(bird)
    assert thing.name == "lamp"


def test_a_known_tag_with_a_broken_body_stays_its_own_class(
    flavor: Flavor, server: BadServer
) -> None:
    drifts: list[Drift] = []
    broken = {"kind": "cat", "lives": "many"}
    pet = get(flavor, server, {**THING, "pet": broken}, on_drift=drifts.append).pet
    assert type(pet) is Cat
    assert pet.model_dump() == broken
    assert [field.path for field in drifts[0].fields] == ["pet.lives"]


@pytest.mark.parametrize(
    ("stuff", "expected"),
    [
        ({"alloy": "brass"}, Metal(alloy="brass")),
        ({"tree": "oak", "age": 9}, Wood.model_validate({"tree": "oak", "age": 9})),
        ({"glass": True}, UnknownVariant({"glass": True})),
        ("paper", UnknownVariant("paper")),
        ([1], UnknownVariant([1])),
        (None, None),
    ],
)
def test_a_class_of_optional_fields_does_not_swallow_unknown_objects(
    flavor: Flavor, server: BadServer, stuff: object, expected: object
) -> None:
    assert get(flavor, server, {**THING, "stuff": stuff}).stuff == expected


def test_a_missing_required_field_raises_only_when_it_is_read(
    flavor: Flavor, server: BadServer
) -> None:
    thing = get(flavor, server, {"id": "1", "size": 3})
    assert (thing.id, thing.size) == ("1", 3)
    with pytest.raises(MissingFieldError, match=r"no 'name', which Thing requires"):
        _ = thing.name
    assert not hasattr(thing, "name")
    assert "name" not in thing.model_dump()
    assert "name" not in repr(thing)
    with pytest.raises(AttributeError):
        _ = thing.nonsense


def test_wrong_values_are_kept_where_they_are(flavor: Flavor, server: BadServer) -> None:
    value = {
        **THING,
        "size": "big",
        "state": "ancient",
        "parts": [THING, {"id": 7, "name": "x"}, "loose"],
        "labels": {"a": 1, "b": "two"},
    }
    drifts: list[Drift] = []
    thing = get(flavor, server, value, on_drift=drifts.append)
    assert (thing.size, thing.state) == ("big", "ancient")
    assert [type(part) for part in thing.parts] == [Thing, Thing, str]
    assert thing.parts[1].model_dump()["id"] == 7
    assert thing.parts[2] == "loose"
    assert thing.labels == {"a": 1, "b": "two"}
    assert json.loads(thing.model_dump_json(by_alias=True, exclude_unset=True)) == value
    paths = [field.path for field in drifts[0].fields]
    assert paths == ["size", "state", "parts[1].id", "parts[2]", "labels.b"]


def test_drift_is_one_warning_without_values(
    flavor: Flavor, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    get(flavor, server, {"id": "1", "size": "hunter2", "state": "x"})
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    message = record.getMessage()
    assert all(path in message for path in ("retrieve", "name", "size", "state"))
    assert "hunter2" not in message


def test_strict_responses_raise_with_the_raw_response(flavor: Flavor, server: BadServer) -> None:
    value = {"id": "1", "size": "big"}
    with pytest.raises(ResponseValidationError) as caught:
        get(flavor, server, value, strict_responses=True)
    assert caught.value.json() == value
    assert caught.value.status_code == 200
    assert "size" in str(caught.value)
    assert "big" not in str(caught.value)


def test_strict_responses_name_the_place_inside_unions(flavor: Flavor, server: BadServer) -> None:
    value = {**THING, "pet": {"kind": "cat", "lives": "many"}, "stuff": {"glass": True}}
    with pytest.raises(ResponseValidationError, match=r"pet\.lives: .*; stuff: ") as caught:
        get(flavor, server, value, strict_responses=True)
    assert "union" not in str(caught.value)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b"<html>hello</html>", headers={"content-type": "text/html"}),
        Reply(body=b"", headers={"content-type": "application/json"}),
        Reply(204),
        json_reply([1, 2]),
        json_reply("text"),
    ],
    ids=["html", "empty", "no content", "an array", "a string"],
)
def test_a_body_of_another_kind_is_an_error_and_not_a_lie(
    flavor: Flavor, server: BadServer, reply: Reply
) -> None:
    server.queue(reply)
    with pytest.raises(ResponseValidationError) as caught:
        flavor.do(flavor.client().things.retrieve("1"))
    assert caught.value.content == reply.body
    assert "retrieve" in str(caught.value)
    assert ("its body is empty" in str(caught.value)) is (not reply.body)


def test_json_under_another_content_type_is_read(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(body=json.dumps(THING).encode(), headers={"content-type": "text/plain"}))
    assert flavor.do(flavor.client().things.retrieve("1")).name == "lamp"


def test_a_byte_order_mark_is_no_drift(
    flavor: Flavor, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.handler = lambda _: Reply(body=b"\xef\xbb\xbf" + json.dumps(THING).encode())
    for strict in (False, True):
        client = flavor.client(strict_responses=strict)
        assert flavor.do(client.things.retrieve("1")).name == "lamp"
    assert caplog.records == []


def test_absurdly_deep_json_is_an_error(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(body=b'{"id":' + b"[" * 100_000))
    with pytest.raises(ResponseValidationError):
        flavor.do(flavor.client().things.retrieve("1"))


def test_an_undeclared_success_status_is_read_like_the_declared_one(
    flavor: Flavor, server: BadServer
) -> None:
    server.queue(json_reply(THING, 203))
    assert flavor.do(flavor.client().things.retrieve("1")).name == "lamp"


def test_gzip(flavor: Flavor, server: BadServer) -> None:
    body = gzip.compress(json.dumps(THING).encode())
    server.queue(Reply(body=body, headers={"content-encoding": "gzip"}))
    assert flavor.do(flavor.client().things.retrieve("1")).name == "lamp"
    server.queue(Reply(body=b"no gzip at all", headers={"content-encoding": "gzip"}))
    with pytest.raises(Exception, match="retrieve"):
        flavor.do(flavor.client().things.retrieve("1"))


def test_the_envelope_is_opened(flavor: Flavor, server: BadServer) -> None:
    server.queue(json_reply({"success": True, "errors": [], "result": THING}))
    assert flavor.do(flavor.client().things.wrapped()).name == "lamp"


def test_an_envelope_that_says_failure_raises(flavor: Flavor, server: BadServer) -> None:
    failure = {
        "success": False,
        "errors": [{"message": "index is full", "code": 7}],
        "result": None,
    }
    server.queue(json_reply(failure, x_request_id="r-1"))
    with pytest.raises(EnvelopeError, match="index is full") as caught:
        flavor.do(flavor.client().things.wrapped())
    assert caught.value.status_code == 200
    assert caught.value.request_id == "r-1"
    body: Any = caught.value.body
    assert body.errors[0].code == 7


def test_an_envelope_without_its_member_raises(flavor: Flavor, server: BadServer) -> None:
    server.queue(json_reply({"success": True, "errors": []}))
    with pytest.raises(ResponseValidationError, match="result"):
        flavor.do(flavor.client().things.wrapped())


def test_bytes_text_and_nothing(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client()
    server.queue(Reply(body=b"\x00\xff"))
    assert flavor.do(client.things.download()) == b"\x00\xff"
    server.queue(
        Reply(body="é".encode("latin-1"), headers={"content-type": "text/csv; charset=latin-1"})
    )
    assert flavor.do(client.things.export()) == "é"
    server.queue(Reply(204))
    assert flavor.do(client.things.remove("1")) is None
    assert [asked.headers["accept"] for asked in server.asked] == [
        "application/pdf",
        "text/csv",
        "*/*",
    ]


def test_a_response_is_sent_back_as_it_came(flavor: Flavor, server: BadServer) -> None:
    value = {
        **THING,
        "madeAt": "2024-02-03T04:05:06Z",
        "pet": {"kind": "bird", "x": 1},
        "later": [1, {"y": None}],
        "parts": [{"id": "2", "name": "shade", "size": None}],
    }
    thing = get(flavor, server, value)
    flavor.do(flavor.client().things.insert([thing]))
    sent: Any = json.loads(server.asked[-1].body)
    part = {"name": "shade", "size": None}
    assert sent == {**{k: v for k, v in value.items() if k != "id"}, "parts": [part]}


WORDS = st.sampled_from(
    [
        "id",
        "name",
        "size",
        "madeAt",
        "colour",
        "pet",
        "stuff",
        "parts",
        "labels",
        "kind",
        "lives",
        "z",
    ]
)
LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["cat", "dog", "red", ""])
VALUES = st.recursive(
    LEAVES, lambda child: st.lists(child, max_size=3) | st.dictionaries(WORDS, child), max_leaves=20
)


def shape(value: object) -> object:
    """The keys and lengths of a JSON value."""
    if isinstance(value, dict):
        return {key: shape(member) for key, member in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else None


@given(st.dictionaries(WORDS, VALUES))
def test_whatever_comes_nothing_of_it_is_lost(value: dict[str, object]) -> None:
    thing, _ = read(Thing, value)
    assert type(thing) is Thing
    kept = thing.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert shape(kept) == shape(value)


class Tagged(Model):
    type: Literal["tagged"] = "tagged"
    data: Base64 = b""


class Box(Model):
    one: Annotated[Tagged | Thing | UnknownVariant, OneOf()]
    spare: Annotated[int | None, Field(alias="spare-part", gt=0)] = None


def test_a_constant_tag_is_sent_even_when_it_was_not_set() -> None:
    assert Tagged(data=b"hi").__wire__() == {"type": "tagged", "data": b"hi"}


@pytest.mark.parametrize(
    ("text", "value", "paths"),
    [
        ("aGk=", b"hi", []),
        ("aG\r\nk=", b"hi", []),
        ("", b"", []),
        ("%%%", "%%%", ["data"]),
        ("aGk", "aGk", ["data"]),
    ],
)
def test_base64_is_bytes_in_python_and_text_on_the_wire(
    text: str, value: object, paths: list[str]
) -> None:
    tagged, found = read(Tagged, {"type": "tagged", "data": text})
    assert (tagged.data, found) == (value, paths)
    assert tagged.model_dump()["data"] == value
    sent = json.loads(encode_json(tagged))["data"]
    assert json.loads(tagged.model_dump_json())["data"] == sent == text


def test_tolerant_reading_by_structure() -> None:
    box, paths = read(Box, {"one": {"id": "1", "name": 2}, "spare-part": -1})
    assert type(box.one) is Thing
    assert box.model_dump(by_alias=True, exclude_unset=True) == {
        "one": {"id": "1", "name": 2},
        "spare-part": -1,
    }
    assert paths == ["one.name", "spare-part"]


class Wheels(Model):
    wheels: int
    name: str | None = None


class Wings(Model):
    wings: Annotated[int, Field(alias="wing-count")]
    name: str | None = None


class Keel(Model):
    keel: bool
    wheels: int | None = None


@pytest.mark.parametrize(
    ("union", "value", "expected"),
    [
        (Wheels | Wings, {"wheels": 4}, Wheels),
        (Wheels | Wings, {"wing-count": 2, "name": "w"}, Wings),
        (Wheels | Wings, {"wing-count": 2, "wheels": 3}, Wheels),
        (Wheels | Keel, {"keel": True, "wheels": 2}, Keel),  # what is known to both decides nothing
        (Wheels | Wings, {"name": "w"}, UnknownVariant),
    ],
)
def test_variants_are_told_apart_by_the_keys_that_they_require(
    union: Any, value: dict[str, object], expected: type
) -> None:
    found, _ = read(Annotated[union | UnknownVariant, OneOf()], value)
    assert type(found) is expected
    assert json.loads(encode_json(found)) == value


def test_tolerant_reading_of_top_level_unions_lists_and_maps() -> None:
    union = Annotated[Cat | Metal | UnknownVariant, OneOf()]
    assert read(union, {"bark": 1}) == (UnknownVariant({"bark": 1}), ["$"])
    things, paths = read(list[Thing], [THING, {"id": "2"}])
    assert [thing.id for thing in things] == ["1", "2"]
    assert paths == ["[1].name"]
    table, paths = read(dict[str, int], {"a": 1, "b": "x"})
    assert (table, paths) == ({"a": 1, "b": "x"}, ["b"])
    assert read(int | None, None) == (None, [])


def test_what_was_read_tolerantly_can_be_dumped_and_sent() -> None:
    box, _ = read(Box, {"one": {"zzz": 1}, "extra": 1})
    assert box.model_dump() == {"one": {"zzz": 1}, "spare": None, "extra": 1}
    assert box.__wire__() == {"one": UnknownVariant({"zzz": 1}), "extra": 1}


def answered(text: str) -> httpx.Response:
    return httpx.Response(200, content=text.encode(), request=httpx.Request("GET", "http://h"))


CONSTANTS: list[tuple[object, str, list[str]]] = [
    (object, "NaN", ["$"]),
    (object, '{"a":[1,-Infinity]}', ["a[1]"]),
    (dict[str, object], '{"a":{"b":NaN,"c":"NaN"}}', ["a.b"]),
    (list[float], "[1,NaN]", ["[1]"]),
    (Thing, '{"id":"1","name":"n","more":Infinity,"size":NaN}', ["more", "size"]),
    (Thing, '{"id":"NaN","name":"Infinity"}', []),
]


@pytest.mark.parametrize(("annotation", "text", "paths"), CONSTANTS)
@pytest.mark.parametrize("strict", [False, True])
def test_what_is_no_number_of_json_is_a_deviation_wherever_it_stands(
    annotation: object, text: str, paths: list[str], strict: bool
) -> None:
    """Where the document gives no type, NaN was read without a word, and could not be sent back."""
    drifts: list[Drift] = []
    reading = Reading("op", ReadingRules(strict=strict, on_drift=drifts.append))
    decoder, response = Json[Any](lambda: annotation), answered(text)
    if paths and (strict or paths == ["$"]):
        with pytest.raises(ResponseValidationError, match="finite number"):
            decoder.decode(response, reading)
    else:
        decoder.decode(response, reading)
        assert sorted(field.path for drift in drifts for field in drift.fields) == sorted(paths)


def test_a_body_without_a_description_has_no_such_numbers_either() -> None:
    drifts: list[Drift] = []
    response = answered('{"a":NaN}')
    Undeclared().decode(response, Reading("op", ReadingRules(on_drift=drifts.append)))
    assert [field.path for drift in drifts for field in drift.fields] == ["a"]
    with pytest.raises(ResponseValidationError, match="a: Input should be a finite number"):
        Undeclared().decode(response, Reading("op", ReadingRules(strict=True)))


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "utf-16", "windows-1252"])
def test_json_is_read_in_the_charset_of_its_content_type(
    flavor: Flavor, server: BadServer, charset: str
) -> None:
    sent = json.dumps({**THING, "name": "Zoë"}, ensure_ascii=False).encode(charset)
    kind = {"content-type": f"application/json; charset={charset}"}
    server.queue(Reply(200, sent, kind), Reply(400, sent, kind))
    client = flavor.client()
    assert flavor.do(client.things.retrieve("1")).name == "Zoë"
    with pytest.raises(APIStatusError) as caught:
        flavor.do(client.things.retrieve("1"))
    body: Any = caught.value.body
    assert body.name == "Zoë"


def test_json_in_unicode_is_read_whatever_its_content_type_says(
    flavor: Flavor, server: BadServer
) -> None:
    body = json.dumps({**THING, "name": "Zoë"}, ensure_ascii=False).encode()
    server.queue(Reply(200, body, {"content-type": "application/json; charset=iso-8859-1"}))
    assert flavor.do(flavor.client().things.retrieve("1")).name == "Zoë"
