from __future__ import annotations

import pytest
from clientloom.config.settings import WebhooksConfig
from clientloom.diagnostics import InputError
from clientloom.ir import Anything, Named, Primitive, PrimitiveKind, Webhook, WebhookRules

from .operation_cases import OK, STRING, json_body, normalized

EVENT: dict[str, object] = {"type": "object", "properties": {"kind": STRING}}


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


def test_an_extension_of_a_callback_is_no_further_call() -> None:
    item = {"post": {"requestBody": json_body(EVENT), "responses": OK}}
    callbacks = {"onData": {"{$url}": item, "x-note": "nothing to call"}}
    paths = {"/a": {"post": {"operationId": "start", "callbacks": callbacks, "responses": OK}}}
    assert [(w.id, w.name) for w in webhooks_of({"paths": paths})] == [("onData", "OnData")]


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


def object_with(**members: object) -> dict[str, object]:
    return {"type": "object", "required": [*members], "properties": members}


def sent(schema: dict[str, object], *parameters: dict[str, object]) -> dict[str, object]:
    body = json_body(schema)
    return {"post": {"requestBody": body, "parameters": [*parameters], "responses": OK}}


def header(name: str, **schema: object) -> dict[str, object]:
    return {"name": name, "in": "header", "schema": {"type": "string", **schema}}


def test_constants_of_a_member_name_events() -> None:
    kinds = {"a": ["a.one"], "b": ["b.one", "b.two"]}
    hooks = {
        key: sent(object_with(id=STRING, what={"type": "string", "enum": names}))
        for key, names in kinds.items()
    }
    api = normalized({"webhooks": hooks, "paths": {}}).api
    assert api.webhook_rules == WebhookRules(path=("what",))
    assert [w.events for w in api.webhooks] == [("a.one",), ("b.one", "b.two")]


def test_an_enum_of_the_only_webhook_is_no_name_of_it_unless_its_member_is_called_so() -> None:
    reasons = {"type": "string", "enum": ["theft", "fire"]}
    for member, path, events in (("reason", (), ()), ("event", ("event",), ("theft", "fire"))):
        hooks = {"lost": sent(object_with(**{member: reasons}))}
        api = normalized({"webhooks": hooks, "paths": {}}).api
        assert api.webhook_rules == WebhookRules(path=path)
        assert [w.events for w in api.webhooks] == [events]


def test_an_enum_of_all_events_names_each_by_its_webhook() -> None:
    shared = object_with(type={"type": "string", "enum": ["a.one", "b.one"]})
    api = normalized({"webhooks": {"a.one": sent(shared), "b.one": sent(shared)}, "paths": {}}).api
    assert api.webhook_rules == WebhookRules(path=("type",))
    assert [w.events for w in api.webhooks] == [("a.one",), ("b.one",)]


def test_a_member_without_values_has_the_names_of_webhooks_and_a_note_says_so() -> None:
    shared = object_with(event=STRING)
    found = normalized({"webhooks": {"a.one": sent(shared), "b.one": sent(shared)}, "paths": {}})
    assert found.api.webhook_rules == WebhookRules(path=("event",), loose=True)
    assert [w.events for w in found.api.webhooks] == [("a.one",), ("b.one",)]
    codes = [diagnostic.code for diagnostic in found.report.diagnostics]
    assert "webhook-names-assumed" in codes


def test_a_header_with_listed_values_names_events() -> None:
    hooks = {key: sent(EVENT, header("X-Event", const=key)) for key in ("a", "b")}
    api = normalized({"webhooks": hooks, "paths": {}}).api
    assert api.webhook_rules == WebhookRules(header="X-Event")
    assert [w.events for w in api.webhooks] == [("a",), ("b",)]


def test_only_headers_name_events_and_one_without_is_called_after_its_webhook() -> None:
    query: dict[str, object] = {"name": "X-Event", "in": "query", "schema": {"enum": ["q"]}}
    root = {
        "webhooks": {
            "made": sent(object_with(a=STRING), query, header("X-Event", const="thing.made")),
            "gone": sent(object_with(b=STRING), query),
        }
    }
    found = normalized({"paths": {}, **root}, webhooks=WebhooksConfig(event_header="X-Event"))
    assert [(w.id, w.events) for w in found.api.webhooks] == [
        ("gone", ("gone",)),
        ("made", ("thing.made",)),
    ]


def test_a_payload_without_the_member_of_the_settings_has_no_name() -> None:
    hooks = {"made": sent(object_with(kind=STRING)), "done": sent(object_with(file=STRING))}
    given = WebhooksConfig(event="kind")
    found = normalized({"webhooks": hooks, "paths": {}}, webhooks=given)
    assert [(w.id, w.events) for w in found.api.webhooks] == [("done", ()), ("made", ("made",))]
    with pytest.raises(InputError, match="no payload has a member 'king'"):
        normalized({"webhooks": hooks, "paths": {}}, webhooks=WebhooksConfig(event="king"))


@pytest.mark.parametrize(
    ("id_", "hint"), [("maed", "did you mean 'made'?"), ("order", "known: made")]
)
def test_the_settings_name_webhooks_of_the_document(id_: str, hint: str) -> None:
    given = WebhooksConfig(event="kind", events={"thing.made": id_})
    with pytest.raises(InputError) as caught:
        normalized(
            {"paths": {}, "webhooks": {"made": sent(object_with(kind=STRING))}}, webhooks=given
        )
    (problem,) = caught.value.diagnostics
    assert (problem.message, problem.hint) == (f"the document has no webhook {id_!r}", hint)
    assert problem.span.file == "specs/demo/client.toml webhooks.events.thing.made"


def test_webhooks_that_nothing_tells_apart_are_reported() -> None:
    found = normalized({"webhooks": {"a": sent(EVENT), "b": sent(EVENT)}, "paths": {}})
    assert found.api.webhook_rules == WebhookRules()
    assert "webhooks-alike" in [diagnostic.code for diagnostic in found.report.diagnostics]


def test_the_headers_of_standard_webhooks_are_recognized() -> None:
    names = ("svix-id", "Svix-Timestamp", "svix-signature")
    hooks = {"a": sent(EVENT, *(header(name) for name in names))}
    signature = normalized({"webhooks": hooks, "paths": {}}).api.webhook_rules.signature
    assert signature is not None
    assert (signature.scheme, signature.headers[0], signature.tolerance) == (
        "standard",
        "svix-id",
        300,
    )
    assert signature.env.endswith("_WEBHOOK_SECRET")
    assert (
        normalized({"webhooks": {"a": sent(EVENT)}, "paths": {}}).api.webhook_rules.signature
        is None
    )
