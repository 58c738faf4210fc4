# Events of webhooks: told apart, typed, verified. The vendor's request travels over real sockets to a receiver.
from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.bad_server import BadServer, Reply
from support.case_client import case_package

SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef").decode()
PAID = {"type": "order.paid", "id": "o1", "amount": 12.5}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("webhooks", tmp_path_factory.mktemp("webhooks")) as imported:
        yield imported


@pytest.fixture(scope="module")
def webhooks(package: Any) -> Any:
    from webhooks import webhooks  # type: ignore[import-not-found]

    return webhooks


@pytest.fixture
def fake(package: Any) -> Any:
    from webhooks.testing import FakeWebhookEvents  # type: ignore[import-not-found]

    return FakeWebhookEvents()


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("webhooks-hmac", tmp_path_factory.mktemp("signed")):
        from webhooks_hmac import errors, testing, webhooks  # type: ignore[import-not-found]

        webhooks.errors, webhooks.testing = errors, testing
        yield webhooks


@pytest.fixture(scope="module")
def by_header(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("webhooks-by-header", tmp_path_factory.mktemp("by_header")):
        from webhooks_by_header import errors, testing, webhooks  # type: ignore[import-not-found]

        webhooks.errors, webhooks.testing = errors, testing
        yield webhooks


def standard_headers(body: bytes, at: float, secret: str = SECRET) -> dict[str, str]:
    """The headers of Standard Webhooks, made here by the specification and not by the package."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = hmac.new(key, f"msg_1.{at:.0f}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1a,not-ours v1,{base64.b64encode(made).decode()}"
    return {"Webhook-Id": "msg_1", "webhook-timestamp": f"{at:.0f}", "Webhook-Signature": signature}


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_a_request_becomes_a_typed_event(
    webhooks: Any, server: BadServer, runner: asyncio.Runner, asynchronous: bool
) -> None:
    events: list[Any] = []

    def receive(asked: Any) -> Reply:
        events.append(webhooks.parse(asked.body, asked.headers, secret=SECRET))
        return Reply(204)

    server.handler = receive
    body = json.dumps(PAID).encode()
    headers = standard_headers(body, time.time())

    async def post() -> httpx.Response:
        async with httpx.AsyncClient() as client:
            return await client.post(server.url, content=body, headers=headers)

    answer = (
        runner.run(post())
        if asynchronous
        else httpx.post(server.url, content=body, headers=headers)
    )
    assert answer.status_code == 204
    (event,) = events
    assert (type(event).__name__, event.type) == ("OrderPaidEvent", "order.paid")
    assert (event.payload.id, event.payload.amount) == ("o1", 12.5)
    assert event.headers["webhook-id"] == "msg_1"


def raw(payload: dict[str, Any], **others: object) -> bytes:
    """A body with other members, which the fake signs as it is."""
    return json.dumps({**payload, **others}).encode()


def test_the_fake_makes_only_what_the_vendor_sends(webhooks: Any, fake: Any) -> None:
    for wrong, problem in (({"idd": "o1"}, "id: is required"), ({"id": 3}, "id: ")):
        with pytest.raises(TypeError, match=f"is not this: .*{problem}"):
            fake.order_cancelled(wrong)
    other = fake.order_cancelled(raw({"type": "order.cancelled", "id": 3}))
    assert webhooks.parse(*other, secret=fake.secret).payload.id == 3


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"secret": 7}, "secret= takes a text"),
        ({"secret": [b"key"]}, "secret= takes a text"),
        ({"secret": b"key"}, "secret= takes a text"),
        ({"tolerance": "5"}, "tolerance= takes seconds, not '5'"),
        ({"tolerance": -1}, "tolerance= takes seconds, not -1"),
        ({"tolerance": float("nan")}, "tolerance= takes seconds, not nan"),
        ({"verify": 3}, "verify=3 is not a function"),
    ],
)
def test_a_check_that_cannot_be_made(
    webhooks: Any, package: Any, fake: Any, arguments: dict[str, Any], problem: str
) -> None:
    signed = fake.order_paid(PAID)
    with pytest.raises(package.InvalidRequestError, match=problem):
        webhooks.parse(*signed, **{"secret": fake.secret, **arguments})


def test_an_event_that_the_document_does_not_have(webhooks: Any, fake: Any) -> None:
    body, headers = fake.order_paid(raw(PAID, type="order.lost"))
    event = webhooks.parse(body, headers, secret=fake.secret)
    assert (type(event), event.type, event.name) == (webhooks.UnknownEvent, None, "order.lost")
    assert event.payload["id"] == "o1"


def test_the_fake_signs_what_the_parser_verifies(
    webhooks: Any, fake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOKS_WEBHOOK_SECRET", fake.secret)
    event = webhooks.parse(*fake.order_cancelled({"id": "o2"}))
    assert (event.type, event.payload.id) == ("order.cancelled", "o2")
    assert webhooks.parse_order_cancelled(*fake.order_cancelled(event.payload)).id == "o2"
    assert webhooks.parse(*fake.order_paid(PAID), secret=["whsec_b3RoZXI=", fake.secret]).payload.id


def test_the_parser_of_another_event(webhooks: Any, package: Any, fake: Any) -> None:
    cancelled = fake.order_cancelled({"id": "o2"})
    with pytest.raises(
        package.ResponseValidationError, match=r"event order\.cancelled; `parse`"
    ) as caught:
        webhooks.parse_order_paid(*cancelled, secret=fake.secret)
    assert str(caught.value).startswith("the payload of the webhook is not what ")
    new = fake.order_paid(raw(PAID, type="order.paid.v2"))
    assert webhooks.parse_order_paid(*new, secret=fake.secret).id == "o1"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda _, headers: headers.pop("webhook-id"), "no header webhook-id: pass all"),
        (lambda _, headers: headers.pop("webhook-signature"), "no header webhook-signature"),
        (lambda _, headers: headers.update({"webhook-signature": "v1a,x"}), "only v1a"),
        (lambda _, headers: headers.update({"webhook-signature": "v1,%%"}), "does not match"),
        (
            lambda _, headers: headers.update({"webhook-timestamp": "soon"}),
            "'?soon'? is not a time",
        ),
        (lambda _, headers: headers.update({"webhook-timestamp": "nan"}), "nan'? is not a time"),
        (lambda _, headers: headers.update({"webhook-id": "msg_other"}), "raw body"),
        (lambda body, _: body.append(32), "raw body"),
    ],
)
def test_a_request_that_is_not_the_vendors(
    webhooks: Any,
    package: Any,
    fake: Any,
    change: Callable[[bytearray, dict[str, str]], object],
    message: str,
) -> None:
    payload, headers = fake.order_paid(PAID)
    body = bytearray(payload)
    assert webhooks.parse(bytes(body), headers, secret=fake.secret).type == "order.paid"
    change(body, headers)
    with pytest.raises(package.errors.WebhookVerificationError, match=message):
        webhooks.parse(bytes(body), headers, secret=fake.secret)
    with pytest.raises(package.errors.WebhookVerificationError, match=message):
        webhooks.parse_order_paid(bytes(body), headers, secret=fake.secret)


@pytest.mark.parametrize(
    "headers",
    [[("webhook-id", "1")], {b"webhook-id": b"1"}, {"webhook-id": ["1"]}, "webhook-id: 1"],
    ids=repr,
)
def test_headers_that_are_no_mapping_of_texts(webhooks: Any, package: Any, headers: Any) -> None:
    for verify in (None, webhooks.unverified):
        with pytest.raises(
            package.InvalidRequestError, match="headers= takes a mapping of strings"
        ):
            webhooks.parse(b"{}", headers, verify=verify, secret=SECRET)


def test_a_replay(webhooks: Any, package: Any, fake: Any) -> None:
    old = fake.order_paid(PAID, at=time.time() - 400)
    with pytest.raises(package.errors.WebhookVerificationError, match=r"40\d s ago.* 300 s"):
        webhooks.parse(*old, secret=fake.secret)
    assert webhooks.parse(*old, secret=fake.secret, tolerance=600).payload.id == "o1"
    early = fake.order_paid(PAID, at=time.time() + 900)
    with pytest.raises(package.errors.WebhookVerificationError, match="in the future"):
        webhooks.parse(*early, secret=fake.secret)


def test_a_secret_that_is_missing_or_none(
    webhooks: Any, package: Any, fake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WEBHOOKS_WEBHOOK_SECRET", raising=False)
    with pytest.raises(package.errors.MissingCredentialError, match="WEBHOOKS_WEBHOOK_SECRET"):
        webhooks.parse(*fake.order_paid(PAID))
    with pytest.raises(package.errors.MissingCredentialError, match="whsec_"):
        webhooks.parse(*fake.order_paid(PAID), secret="whsec_%%")
    with pytest.raises(package.errors.MissingCredentialError, match="no secret"):
        webhooks.parse(*fake.order_paid(PAID), secret=[])


def test_a_callback_in_place_of_the_scheme(webhooks: Any, package: Any) -> None:
    seen: list[Any] = []
    body = json.dumps(PAID).encode()
    event = webhooks.parse(body, {"X-Own": "1"}, verify=lambda *given: seen.append(given))
    assert (event.payload.id, seen) == ("o1", [(body, {"X-Own": "1"})])
    assert webhooks.parse(body.decode(), {}, verify=webhooks.unverified).type == "order.paid"
    with pytest.raises(PermissionError):
        webhooks.parse(body, {}, verify=deny)
    with pytest.raises(package.errors.WebhookVerificationError, match="returned False"):
        webhooks.parse(body, {}, verify=lambda *_: False)

    async def check(_: bytes, __: object) -> None:
        """A check that nobody would await."""

    with pytest.raises(package.errors.InvalidRequestError, match="asynchronous"):
        webhooks.parse(body, {}, verify=check)
    with pytest.raises(package.errors.InvalidRequestError, match=r"raw body of the request.*dict"):
        webhooks.parse(PAID, {}, verify=webhooks.unverified)


def deny(*_: object) -> None:
    raise PermissionError


def test_a_payload_of_another_shape(webhooks: Any, package: Any) -> None:
    event = webhooks.parse(b'{"type": "order.paid"}', {}, verify=webhooks.unverified)
    assert isinstance(event, webhooks.OrderPaidEvent)
    with pytest.raises(package.errors.MissingFieldError, match="amount"):
        assert event.payload.amount
    for body in (b"[]", b"", b"xx", b"\xff", b"[" * 100_000):
        with pytest.raises(package.ResponseValidationError) as caught:
            webhooks.parse(body, {}, verify=webhooks.unverified)
        assert caught.value.content == body
        assert str(caught.value) == (
            "the payload of the webhook is not what any event declares: it is no JSON object"
        )


def test_members_tell_events_apart_where_nothing_names_them(package: Any) -> None:
    runtime = package._runtime

    def known(name: str, *required: str) -> Any:
        decoder = runtime.Json(lambda: dict[str, int])
        return runtime.Webhook(
            id=name, decoder=decoder, event=lambda *given: given, required=required
        )

    dispatcher = runtime.Webhooks(
        webhooks=(known("a", "x"), known("b", "x", "y"), known("c", "x", "z"))
    )
    said = [dispatcher.parse(body, None, None) for body in ('{"x": 1}', '{"x": 1, "y": 2}')]
    assert said == [({"x": 1}, {}, "a"), ({"x": 1, "y": 2}, {}, "b")]
    unclear = dispatcher.parse('{"x": 1, "y": 2, "z": 3}', None, None)
    assert isinstance(unclear, runtime.Event)
    for body in ("xx", "[]", "3"):
        with pytest.raises(package.ResponseValidationError, match="no JSON object"):
            dispatcher.parse(body, None, None)


def test_a_scheme_of_the_vendors_own(signed: Any) -> None:
    body = b'{"event": {"kind": "invoice.voided"}, "total": 3}'
    at = int(time.time())
    good = hmac.new(b"s3cret", f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"Acme-Signature": f"v1={'0' * 64}, t={at}, v0=old, v1={good}"}
    event = signed.parse(body, headers, secret="s3cret")
    assert (type(event), event.type) == (signed.InvoiceVoidedEvent, "invoice.voided")
    with pytest.raises(signed.errors.WebhookVerificationError, match="does not match"):
        signed.parse(body, headers, secret="other")
    with pytest.raises(signed.errors.WebhookVerificationError, match=r"form t=\{timestamp\},v1="):
        signed.parse(body, {"acme-signature": good}, secret="s3cret")
    with pytest.raises(signed.errors.WebhookVerificationError, match="no header Acme-Signature"):
        signed.parse(body, {}, secret="s3cret")
    old = {"acme-signature": f"t={at - 61},v1={good}"}
    with pytest.raises(signed.errors.WebhookVerificationError, match="limit is 60 s"):
        signed.parse(body, old, secret="s3cret")


def test_names_of_the_settings(signed: Any) -> None:
    fake = signed.testing.FakeWebhookEvents()
    created = signed.parse(*fake.invoice_created({"total": 1}), secret=fake.secret)
    assert (type(created), created.type) == (signed.InvoiceCreatedEvent, "invoice.created")
    reversed_ = fake.invoice_voided({"total": 1}, name="invoice.reversed")
    event = signed.parse(*reversed_, secret=fake.secret)
    assert (type(event), event.type) == (signed.InvoiceVoidedEvent, "invoice.reversed")
    unknown = fake.invoice_created({"event": {"kind": "invoiceVoided"}})
    assert signed.parse(*unknown, secret=fake.secret).name == "invoiceVoided"


def test_members_distinguish_a_payload_that_lacks_the_name(signed: Any) -> None:
    fake = signed.testing.FakeWebhookEvents()
    body, headers = fake.exported({"file": "a.csv"})
    assert b"kind" not in body
    event = signed.parse(body, headers, secret=fake.secret)
    assert (type(event), event.type, event.payload.file) == (
        signed.ExportedEvent,
        "exported",
        "a.csv",
    )
    assert signed.parse_exported(body, headers, secret=fake.secret).file == "a.csv"
    other = signed.parse(*fake.exported(b'{"url": "/a"}'), secret=fake.secret)
    assert (type(other), other.name) == (signed.UnknownEvent, "")


def test_a_header_names_the_event_and_members_tell_the_rest(by_header: Any) -> None:
    fake = by_header.testing.FakeWebhookEvents()
    key = fake.secret.encode()
    made = [
        fake.issues_opened({"action": "opened", "title": "t"}),
        fake.issues_closed({"action": "closed", "reason": "r"}),
        fake.issues_closed({"action": "moved", "reason": "r"}),
        fake.ping({"zen": "a b", "times": 3}),
        fake.note("plain"),
    ]
    for payload, headers in made:
        expected = hmac.new(key, payload, hashlib.sha256).hexdigest()
        assert headers["x-hub-signature-256"] == f"sha256={expected}"
    events = [by_header.parse(*each, secret=fake.secret) for each in made]
    kinds = [type(event).__name__ for event in events]
    assert kinds == [
        "IssuesOpenedEvent", "IssuesClosedEvent", "UnknownEvent", "PingEvent", "NoteEvent",
    ]  # fmt: skip
    assert [event.type for event in events] == ["issues", "issues", None, "ping", "note"]
    assert (events[3].payload.zen, events[3].payload.times) == ("a b", 3)
    assert events[4].payload == "plain"
    new = by_header.parse(b"new", {"X-Hub-Event": "poem"}, verify=by_header.unverified)
    assert (type(new).__name__, new.name, new.payload) == ("UnknownEvent", "poem", "new")


@pytest.mark.parametrize("case", ["webhooks", "webhooks-hmac", "webhooks-by-header", "callbacks"])
def test_the_readme_shows_it(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with case_package(case, tmp_path):
        readme = (tmp_path / "README.md").read_text("utf-8")
        chapter = readme.split("## Webhooks", 1)[1].split("\n## ", 1)[0]
        blocks = re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)
        namespace: dict[str, Any] = {}
        for block in blocks:
            exec(block, namespace)
    said = capsys.readouterr().out
    assert len(blocks) == 2
    assert re.match(r"\w+Event ", said)
