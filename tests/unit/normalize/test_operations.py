from __future__ import annotations

import json
import random
from collections.abc import Mapping
from typing import Any, cast

import pytest
from clientloom.config.settings import OperationConfig
from clientloom.diagnostics import InputError
from clientloom.ir import (
    Anything,
    BodyKind,
    JsonResult,
    Primitive,
    PrimitiveKind,
    RetryClass,
)
from clientloom.normalize import Normalized
from clientloom.normalize.operations import operation as reader
from clientloom.normalize.operations.responses import read_successes

from .operation_cases import (
    INTEGER,
    OK,
    STRING,
    codes,
    json_answer,
    json_body,
    normalized,
    operation_of,
)


def test_an_operation_says_what_the_document_says() -> None:
    operation = {
        "operationId": "get_thing",
        "summary": " One thing ",
        "description": "Long.",
        "deprecated": True,
        "externalDocs": {"url": "https://docs.example.com"},
    }
    found = operation_of(operation, path="/v1/things/{id}")
    assert (found.id, found.resource, found.name) == ("get_thing", "things", "get")
    assert (found.method, found.path) == ("GET", "/v1/things/{id}")
    assert found.pointer == "/paths/~1v1~1things~1{id}/get"
    assert (found.summary, found.doc, found.deprecated) == ("One thing", "Long.", True)
    assert found.docs_url == "https://docs.example.com"
    assert str(found.span) == "doc/paths/~1v1~1things~1{id}/get"


def ids_of(paths: Mapping[str, object]) -> tuple[list[str], list[str]]:
    found = normalized({"paths": paths})
    return [operation.id for operation in found.api.operations], codes(found)


def test_an_operation_without_id_is_called_after_method_and_path() -> None:
    paths = {
        "/v1/a/{b}": {"get": {"responses": OK}, "post": {"responses": OK}},
        "/v1/a/b": {"get": {"responses": OK}},
        "/": {"get": {"responses": OK}},
    }
    ids, found = ids_of(paths)
    assert sorted(ids) == ["get", "get_a_b", "get_a_by_b", "post_a_by_b"]
    assert set(found) == {"undeclared-path-parameter"}


def test_operations_of_one_id_are_all_kept_and_told_apart_by_their_paths() -> None:
    same = {"operationId": "listThings", "responses": OK}
    ids, found = ids_of({"/b/c": {"get": same}, "/a": {"get": same}})
    assert ids == ["list_things_a", "list_things_b_c"]
    assert found == ["duplicate-operation-id", "duplicate-operation-id"]


@pytest.mark.parametrize(
    ("method", "retry"),
    [
        ("get", RetryClass.SAFE),
        ("head", RetryClass.SAFE),
        ("options", RetryClass.SAFE),
        ("query", RetryClass.SAFE),
        ("put", RetryClass.IDEMPOTENT),
        ("delete", RetryClass.IDEMPOTENT),
        ("post", RetryClass.NEVER),
        ("patch", RetryClass.NEVER),
    ],
)
def test_the_method_settles_when_a_call_may_be_repeated(method: str, retry: RetryClass) -> None:
    assert operation_of({}, method=method).retry is retry


@pytest.mark.parametrize("name", ["Idempotency-Key", "idempotency-key", "X-Idempotency-Key"])
@pytest.mark.parametrize("required", [True, False])
def test_an_idempotency_key_is_sent_by_the_client(name: str, *, required: bool) -> None:
    declared = [{"in": "header", "name": name, "required": required, "schema": STRING}]
    found = operation_of({"parameters": declared}, method="post")
    assert (found.retry, found.idempotency_header, found.parameters) == (RetryClass.KEYED, name, ())
    assert operation_of({"parameters": declared}).retry is RetryClass.SAFE


@pytest.mark.parametrize(
    ("extension", "retry"),
    [
        ({"x-fern-retries": {"disabled": True}}, RetryClass.NEVER),
        ({"x-speakeasy-retries": {"strategy": "none"}}, RetryClass.NEVER),
        ({"x-fern-retries": {"disabled": False}}, RetryClass.SAFE),
        ({"x-speakeasy-retries": {"strategy": "backoff"}}, RetryClass.SAFE),
        ({"x-fern-retries": "never"}, RetryClass.SAFE),
    ],
)
def test_retries_that_a_vendor_turns_off_are_off(extension: object, retry: RetryClass) -> None:
    assert operation_of(cast("dict[str, object]", extension)).retry is retry
    own = {"op": OperationConfig(retry="idempotent")}
    given = operation_of(cast("dict[str, object]", extension), operations=own)
    assert given.retry is RetryClass.IDEMPOTENT


def test_settings_change_the_retry_class() -> None:
    safe: dict[str, Any] = {"operations": {"op": OperationConfig(retry="safe")}}
    assert operation_of({}, method="post", **safe).retry is RetryClass.SAFE
    keyed: dict[str, Any] = {
        "operations": {"POST /things": OperationConfig(idempotency_header="Request-Id")}
    }
    found = operation_of({}, method="post", **keyed)
    assert (found.retry, found.idempotency_header) == (RetryClass.KEYED, "Request-Id")
    with pytest.raises(InputError) as caught:
        operation_of({}, operations={"op": OperationConfig(retry="sometimes")})
    assert caught.value.diagnostics[0].code == "unknown-retry-class"


def test_keyed_needs_a_header_for_the_key() -> None:
    keyed: dict[str, Any] = {"operations": {"op": OperationConfig(retry="keyed")}}
    with pytest.raises(InputError) as refused:
        operation_of({}, method="post", **keyed)
    (found,) = refused.value.diagnostics
    assert (found.code, "idempotency_header" in found.hint) == ("bad-value", True)
    header = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}
    assert operation_of({"parameters": [header]}, method="post", **keyed).retry is RetryClass.KEYED


def test_links_name_the_operations_that_they_lead_to() -> None:
    links = {
        "one": {"operationId": "getThing"},
        "two": {"operationRef": "#/paths/~1things/put"},
        "none": {"operationId": "ghost"},
    }
    paths = {
        "/things": {
            "post": {"operationId": "makeThing", "responses": {"201": {"links": links}}},
            "put": {"operationId": "putThing", "responses": OK},
        },
        "/things/{id}": {"get": {"operationId": "getThing", "responses": OK}},
    }
    operations = {o.id: o.links for o in normalized({"paths": paths}).api.operations}
    assert operations == {
        "makeThing": ("things.get", "things.put"),
        "putThing": (),
        "getThing": (),
    }


def test_a_part_that_cannot_be_read_degrades_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fragile(place: object, method: str, owner: object, context: object) -> object:
        if method == "PUT":
            raise KeyError("surprise")
        return read_successes(place, method, owner, context)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "read_successes", fragile)
    answer = {"200": json_answer(STRING)}
    paths = {"/a": {"get": {"responses": answer}, "put": {"responses": answer}}}
    found = normalized({"paths": paths})
    get, put = found.api.operations
    assert (get.degraded, put.degraded) == ((), ("unreadable-responses",))
    assert put.result == JsonResult(media_type="application/json", type=Anything())
    assert get.result != put.result


def test_parameters_and_bodies_that_cannot_be_read_are_loose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The path keeps its arguments, and the body takes any value."""

    def fragile(*_: object) -> object:
        raise KeyError("surprise")

    monkeypatch.setattr(reader, "read_parameters", fragile)
    monkeypatch.setattr(reader, "read_bodies", fragile)
    parameters = [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]
    (put,) = normalized(
        {"paths": {"/a/{id}": {"put": {"parameters": parameters, "responses": OK}}}}
    ).api.operations
    assert put.degraded == (
        "undeclared-path-parameter",
        "unreadable-body",
        "unreadable-parameters",
    )
    (parameter,) = put.parameters
    assert (parameter.name, parameter.type) == ("id", Primitive(PrimitiveKind.STRING))
    assert put.body
    assert (put.body.kind, put.body.type, put.body.required) == (BodyKind.JSON, Anything(), False)


STRANGE: list[object] = [None, 3, "text", [], {}, [None], {"x": None}, [{}], True]


@pytest.mark.parametrize("key", ["parameters", "requestBody", "responses", "security", "tags", "callbacks", "servers", "externalDocs", "operationId"])  # fmt: skip
@pytest.mark.parametrize("value", STRANGE)
def test_nonsense_in_an_operation_never_stops_it(key: str, value: object) -> None:
    found = normalized({"paths": {"/a": {"get": {key: value}}}})
    assert found.api.operations_in == len(found.api.operations) == 1


@pytest.mark.parametrize("value", STRANGE)
def test_nonsense_around_operations_never_stops_them(value: object) -> None:
    root = {
        "paths": {"/a": {"get": {"responses": OK}, "parameters": value}, "/b": value},
        "components": {"securitySchemes": value},
        "webhooks": value,
        "tags": value,
        "servers": value,
    }
    assert len(normalized(root).api.operations) == 1


PATHS: Mapping[str, object] = {
    f"/{group}/{{id}}/items": {
        method: {
            "operationId": f"{method}{group.title()}Items",
            "tags": [group],
            "parameters": [
                {"in": "path", "name": "id", "required": True, "schema": STRING},
                {"in": "query", "name": "limit", "schema": INTEGER},
                {"in": "query", "name": "cursor", "schema": STRING},
            ],
            "requestBody": json_body(
                {"type": "object", "properties": {"id": STRING, "size": INTEGER}}
            ),
            "responses": {
                "200": json_answer(
                    {
                        "type": "object",
                        "properties": {
                            "items": {
                                "type": "array",
                                "items": {"type": "object", "properties": {"a": STRING}},
                            },
                            "next_cursor": STRING,
                        },
                    }
                ),
                "404": json_answer({"$ref": "#/components/schemas/Problem"}),
            },
        }
        for method in ("get", "post", "put")
    }
    for group in ("pets", "owners", "visits")
}
ROOT: Mapping[str, object] = {
    "paths": PATHS,
    "components": {
        "schemas": {"Problem": {"type": "object", "properties": {"why": STRING, "code": INTEGER}}}
    },
}


def shuffled(node: object, dice: random.Random) -> object:
    if isinstance(node, dict):
        keys = list(cast("dict[str, object]", node))
        dice.shuffle(keys)
        return {key: shuffled(node[key], dice) for key in keys}
    return [shuffled(item, dice) for item in node] if isinstance(node, list) else node


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_document_changes_nothing(seed: int) -> None:
    def read(root: Mapping[str, object]) -> Normalized:
        return normalized(json.loads(json.dumps(root)))

    mixed = cast(
        "Mapping[str, object]", shuffled(json.loads(json.dumps(ROOT)), random.Random(seed))
    )
    assert read(mixed).api == read(ROOT).api
    assert read(mixed).symbols == read(ROOT).symbols


def test_names_stay_when_operations_come_between() -> None:
    first = {"/pets": {"get": {"operationId": "listPets", "responses": OK}}}
    before = normalized({"paths": first})
    more = {
        **first,
        "/pets/all": {"get": {"operationId": "list", "responses": OK}},
        "/x": {"get": {"tags": ["a"], "responses": OK}},
        "/y": {"get": {"tags": ["b"], "responses": OK}},
    }
    after = normalized({"paths": more}, symbols=before.symbols).api.operations
    named = {o.path: f"{o.resource}.{o.name}" for o in after}
    assert named["/pets"] == "pets.list"
    assert named["/pets/all"] != "pets.list"


def test_an_operation_that_moves_to_another_path_keeps_its_names() -> None:
    operation = {
        "operationId": "setPlan",
        "requestBody": json_body({"type": "object", "properties": {"plan": STRING}}),
        "responses": {"200": json_answer({"type": "object", "properties": {"plan": STRING}})},
    }
    old = normalized({"paths": {"/plans/set": {"post": operation}}})
    new = normalized({"paths": {"/plans/{id}/set": {"post": operation}}}, symbols=old.symbols)
    for before, after in zip(old.api.operations, new.api.operations, strict=True):
        assert (after.resource, after.name) == (before.resource, before.name)
    assert [s.name for s in new.api.schemas] == [s.name for s in old.api.schemas]
