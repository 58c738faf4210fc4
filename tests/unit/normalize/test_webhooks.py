from __future__ import annotations

from clientloom.ir import Anything, Named, Primitive, PrimitiveKind, Webhook

from .operation_cases import OK, STRING, json_body, normalized

EVENT = {"type": "object", "properties": {"kind": STRING}}


def webhooks_of(root: dict[str, object]) -> tuple[Webhook, ...]:
    components = {"schemas": {"Event": EVENT}}
    return normalized({"paths": {}, "components": components, **root}).api.webhooks


def test_a_webhook_has_a_typed_payload() -> None:
    body = json_body({"$ref": "#/components/schemas/Event"})
    post = {"summary": "Something happened.", "requestBody": body, "responses": OK}
    (found,) = webhooks_of({"webhooks": {"new-event": {"post": post}}})
    assert (found.id, found.name, found.doc) == ("new-event", "NewEvent", "Something happened.")
    assert found.payload == Named("/components/schemas/Event")


def test_an_inline_payload_is_called_after_its_webhook() -> None:
    root = {"webhooks": {"thing": {"post": {"requestBody": json_body(EVENT)}}}, "paths": {}}
    api = normalized(root).api
    assert [schema.name for schema in api.schemas] == ["ThingPayload"]
    assert api.schemas[0].used_in_response


def test_a_payload_may_be_a_form() -> None:
    content = {"application/x-www-form-urlencoded": {"schema": EVENT}}
    post = {"requestBody": {"content": content}, "responses": OK}
    (found,) = webhooks_of({"webhooks": {"thing": {"post": post}}})
    assert found.form
    assert isinstance(found.payload, Named)


def test_callbacks_are_webhooks_of_their_operation() -> None:
    item = {"post": {"requestBody": json_body(EVENT), "responses": OK}}
    callbacks = {"onData": {"{$request.query.url}/data": item}}
    paths = {
        "/streams": {"post": {"operationId": "start", "callbacks": callbacks, "responses": OK}}
    }
    (found,) = webhooks_of({"paths": paths})
    assert (found.id, found.name) == ("onData", "OnData")


def test_several_methods_are_several_webhooks_and_nothing_is_anything() -> None:
    item = {"post": {"responses": OK}, "get": {"responses": OK}}
    found = webhooks_of({"webhooks": {"ping": item}})
    assert [(w.name, w.payload) for w in found] == [
        ("PingGet", Anything()),
        ("PingPost", Anything()),
    ]


def test_callbacks_of_one_name_are_called_after_their_operations_and_a_shared_one_is_one() -> None:
    call = {"{$url}": {"post": {"requestBody": json_body(EVENT), "responses": OK}}}
    shared = {"$ref": "#/components/callbacks/Done"}

    def operation(name: str) -> dict[str, object]:
        callbacks = {"onData": call, "done": shared}
        return {"operationId": name, "callbacks": callbacks, "responses": OK}

    paths = {"/a": {"post": operation("start")}, "/b": {"post": operation("again")}}
    api = normalized({"paths": paths, "components": {"callbacks": {"Done": call}}}).api
    assert [w.name for w in api.webhooks] == ["AgainOnData", "Done", "StartOnData"]


def test_a_payload_of_text_is_text() -> None:
    for media_type in ("text/plain", "application/xml"):
        body = {"content": {media_type: {"schema": EVENT}}}
        (found,) = webhooks_of(
            {"webhooks": {"e": {"post": {"requestBody": body, "responses": OK}}}}
        )
        assert (found.text, found.payload) == (True, Primitive(PrimitiveKind.STRING))
