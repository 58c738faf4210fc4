# Values that few clients give or get: how each is sent and read, and what is refused. Nothing here uses a connection.
from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import io
import logging
import sys
import time
from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType, ModuleType
from typing import Annotated, Any, cast

import httpx
import pytest
from typing_extensions import TypeAliasType

from templates.runtime import (
    UPLOADS,
    Clock,
    ConfigurationError,
    EventStream,
    FakeClock,
    File,
    Form,
    HmacSignature,
    InvalidRequestError,
    Json,
    Model,
    NamedEvents,
    Operation,
    Request,
    ResponseValidationError,
    Retry,
    Server,
    ServerSentEvent,
    ServerVariable,
    TextEvents,
    TextValue,
    Waiter,
    Webhook,
    Webhooks,
    WebhookVerificationError,
    iterate_items,
)
from templates.runtime.clients.servers import expand_server
from templates.runtime.core.drift import Reading
from templates.runtime.core.logs import guard_logs
from templates.runtime.core.messages import describe
from templates.runtime.data.annotations import union_members
from templates.runtime.data.encoding import encode_json
from templates.runtime.data.reading import reading_schema
from templates.runtime.data.tolerant import adapter
from templates.runtime.data.values import read_time, read_timestamp
from templates.runtime.exchange.network import connection_error
from templates.runtime.features.listings import AsyncListing
from templates.runtime.features.validation.validation import validate_methods
from templates.runtime.features.waiters.waiting import Waiting, WaitOptions
from templates.runtime.results.texts import LineSplitter
from templates.runtime.wire.bodies import build_body

READING = Reading("things.get")


def response(content: bytes | str, kind: str = "application/json") -> httpx.Response:
    request = httpx.Request("GET", "https://shop.invalid/things")
    return httpx.Response(200, content=content, headers={"content-type": kind}, request=request)


class Index:
    def __index__(self) -> int:
        return 7


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (MappingProxyType({"b": 1, "a": 2}), '{"b":1,"a":2}'),
        (OrderedDict(x=None), '{"x":null}'),
        ([Index()], "[7]"),
    ],
)
def test_values_of_other_libraries_are_sent_as_json(value: object, text: str) -> None:
    assert encode_json({"it": value}).decode() == f'{{"it":{text}}}'


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_timestamp, "2024-13-01T00:00:00Z"),
        (read_timestamp, "2024-02-30T00:00:00Z"),
        (read_time, "25:00:00Z"),
    ],
)
def test_a_time_that_does_not_exist_is_no_time(read: Any, text: str) -> None:
    with pytest.raises(ValueError, match=r"must be in|out of range"):
        read(text)


@pytest.mark.parametrize(
    ("given", "items"), [([1, 2], [1, 2]), ((1,), [1]), ("ab", []), (None, []), ({"a": 1}, [])]
)
def test_only_a_list_has_items(given: Any, items: list[object]) -> None:
    assert list(iterate_items(given)) == items


def test_an_alias_is_what_it_stands_for() -> None:
    alias = TypeAliasType("alias", Annotated[int | None, "said"])
    assert list(union_members(alias | str)) == [int, type(None), str]


def test_metadata_may_be_anything() -> None:
    """What cannot be hashed is not kept for the next time."""
    kind = Annotated[list[int], {"unhashable": True}]
    assert reading_schema(kind).read([1]) == [1]
    assert adapter(kind).validate_python(["1"]) == [1]


class Pair(Model):
    it: tuple[str, int]


@pytest.mark.parametrize(
    ("raw", "kept", "problem"),
    [
        (["a", 1], ("a", 1), ""),
        (["a", "b"], ("a", "b"), "it[1]"),
        (["a"], ["a"], "Input should have 2 items"),
    ],
)
def test_a_tuple_that_deviates_is_kept(
    caplog: pytest.LogCaptureFixture, raw: object, kept: object, problem: str
) -> None:
    body = response(encode_json({"it": raw, "new": 1}))
    with caplog.at_level(logging.WARNING):
        found = Json[Pair](lambda: Pair).decode(body, READING)
    assert found.it == kept
    assert problem in caplog.text
    assert bool(caplog.records) is bool(problem)


@pytest.mark.parametrize(
    ("method", "kind"),
    [("get", Retry.SAFE), ("PUT", Retry.IDEMPOTENT), ("Delete", Retry.IDEMPOTENT), ("post", Retry.NEVER), ("PATCH", Retry.NEVER)],
)  # fmt: skip
def test_the_method_says_whether_a_call_may_be_repeated(method: str, kind: Retry) -> None:
    assert Retry.of(method) is kind


@pytest.mark.parametrize("text", ["a@b", "a?b", "a#b", "a\\b", "a\nb"])
def test_a_variable_of_a_server_cannot_lead_elsewhere(text: str) -> None:
    server = Server("https://{z}.shop.invalid", (ServerVariable("z", "eu"),))
    with pytest.raises(ConfigurationError, match="is not valid in a URL"):
        expand_server(server, {"z": text})
    assert expand_server(server, {"z": "us"}) == "https://us.shop.invalid"


def test_a_failure_before_any_request_has_no_address() -> None:
    failed = connection_error(httpx.ConnectError("no way"), "things.get")
    assert (failed.method, failed.url) == ("", "")
    assert "no way" in str(failed)
    assert isinstance(failed.__cause__, httpx.ConnectError)


def test_a_list_that_is_not_fetched_yet_is_a_coroutine() -> None:
    calls: list[int] = []

    async def fetch() -> list[int]:
        calls.append(1)
        await asyncio.sleep(0)
        return [1, 2]

    async def use() -> None:
        assert await AsyncListing(fetch) == [1, 2]
        listing: AsyncListing[int, list[int]] = AsyncListing(fetch)
        assert [item async for item in listing] == [1, 2]
        assert await asyncio.wait_for(AsyncListing(fetch), 60) == [1, 2]
        task = asyncio.create_task(AsyncListing(fetch))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert asyncio.run(AsyncListing(fetch)) == [1, 2]
    asyncio.run(use())
    assert len(calls) == 5
    begun: AsyncListing[int, list[int]] = AsyncListing(fetch)
    begun.close()  # nothing began
    begun.send(None)
    begun.close()
    with pytest.raises(RuntimeError):
        begun.send(None)


def test_each_line_of_a_text_is_a_line_of_its_event() -> None:
    event = ServerSentEvent(data="a\r\nb\rc", event="note")
    assert TextEvents().encode(["x\ny", ""], encode_json) == b"data: x\ndata: y\n\ndata: \n\n"
    named: NamedEvents[object] = NamedEvents(
        {"pair": EventStream(lambda: Pair), "text": TextEvents()}
    )
    assert named.encode([event, Pair(it=("a", 1)), "x", 5], encode_json) == (
        b"event: note\ndata: a\ndata: b\ndata: c\n\n"
        b'event: pair\ndata: {"it":["a",1]}\n\n'
        b"event: text\ndata: x\n\n"
        b"event: message\ndata: 5\n\n"
    )


def test_a_last_line_that_is_empty_is_none() -> None:
    splitter = LineSplitter("utf-8")
    assert [*splitter.feed(b"a\nb"), *splitter.finish()] == ["a", "b"]
    assert [*splitter.feed(b"a\n"), *splitter.finish()] == ["a"]


@pytest.mark.parametrize(("text", "value"), [("7", 7), ("", None), ("1e5", 100000.0)])
def test_a_text_is_the_scalar_that_it_says(text: str, value: object) -> None:
    decoder = TextValue[object](lambda: float | None)
    assert decoder.decode(response(text, "text/plain"), READING) == value


@pytest.mark.parametrize("text", ["[1]", "x"])
def test_a_text_that_says_no_such_scalar_is_invalid(text: str) -> None:
    decoder = TextValue[object](lambda: float | None)
    with pytest.raises(ResponseValidationError, match="should be a valid number"):
        decoder.decode(response(text, "text/plain"), READING)


class Sent(Model):
    a: int
    more: dict[str, int] | None = None
    tags: list[str] = []  # noqa: RUF012 (as generated)


def test_a_form_is_a_model() -> None:
    form = Form[Sent](lambda: Sent, lists=("tags",), nested=("more",))
    found = form.decode(response(b"a=1&tags=x&tags=y&more=%7B%22k%22%3A2%7D"), READING)
    assert (found.a, found.tags, found.more) == (1, ["x", "y"], {"k": 2})
    with pytest.raises(ResponseValidationError, match="it is not a form of such fields"):
        form.decode(response(b"a=1&more=%7B"), READING)


class Closed(io.RawIOBase):
    """A file that cannot say where it is."""

    name = "a.png"

    def read(self, _size: int = -1) -> bytes:
        return b""

    def seek(self, _offset: int, _whence: int = 0) -> int:
        raise OSError("not seekable")

    def tell(self) -> int:
        raise OSError("not seekable")


def sent(kind: Any, value: object, media: str = "", **more: Any) -> Any:
    operation: Operation[object] = Operation(
        id="put",
        name="things.put",
        method="PUT",
        path="/things",
        retry=Retry.NEVER,
        success={},
        body=kind,
        content_type=media or None,
        **more,
    )
    return build_body(Request(operation, body=value), encoders=UPLOADS)


def test_a_file_that_cannot_be_sought_is_sent_once_and_has_the_type_of_its_name() -> None:
    body = sent("bytes", Closed(), "image/*")
    assert (body.content_type, body.repeatable) == ("image/png", True)
    assert list(body.content) == []
    assert not body.repeatable
    with pytest.raises(InvalidRequestError, match="can be sent only once"):
        list(body.content)


def test_bytes_are_a_text_as_they_are() -> None:
    body = sent("text", b"\xff", "text/plain; charset=latin-1")
    assert (body.content, body.content_type) == (b"\xff", "text/plain; charset=latin-1")


def test_one_object_is_no_list_of_lines() -> None:
    with pytest.raises(InvalidRequestError, match=r"things\.put"):
        sent("json_lines", Pair(it=("a", 1)))


def test_the_type_of_a_part_has_no_line_break() -> None:
    with pytest.raises(InvalidRequestError, match="contains a line break"):
        sent("multipart", {"f": File(b"x", content_type="a/b\r\nx: y")})


def wait(**options: Any) -> Waiting:
    waiter = Waiter(
        name="wait_until_ready", state=("status",), success=("done",), interval=2, timeout=9
    )
    return Waiting(waiter, cast("WaitOptions", options), FakeClock())


def test_the_options_of_a_wait() -> None:
    assert wait().call_options()["deadline"] == 9
    assert wait(timeout=None, max_retries=1).call_options() == {"max_retries": 1}
    with pytest.raises(ConfigurationError, match="interval= may not be negative"):
        wait(interval=-1)
    with pytest.raises(TypeError, match=r"wait_until_ready\(\).*intervall"):
        wait(intervall=1)


@pytest.mark.parametrize("message", [{"errors": []}, {"errors": [{}]}, {"message": " "}])
def test_a_list_without_a_text_says_nothing(message: object) -> None:
    content = encode_json(message)
    assert describe(content, "Bad Request", "utf-8") == content.decode()


def test_a_record_with_named_arguments_is_kept() -> None:
    logger = logging.getLogger("httpx")
    guard_logs(frozenset())
    (guard, *_) = logger.filters
    record = logging.LogRecord("httpx", 20, "f", 1, "%(a)s", ({"a": 1},), None)
    assert guard.filter(record)  # type: ignore[union-attr]
    assert record.getMessage() == "1"


SECRET = b"\x01\x02 secret"


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
@pytest.mark.parametrize("encoding", ["hex", "base64"])
@pytest.mark.parametrize(
    ("key_encoding", "secret"),
    [
        ("hex", SECRET.hex()),
        ("base64", base64.b64encode(SECRET).decode()),
        ("text", SECRET.decode()),
    ],
)
@pytest.mark.parametrize("time", ["", "X-Time"])
def test_a_signature_of_the_vendors_own(
    algorithm: str, encoding: str, key_encoding: str, secret: str, time: str
) -> None:
    scheme = HmacSignature(
        env="SECRET",
        tolerance=300,
        header="X-Signature",
        form="v1={signature}" if time else "t={timestamp},v1={signature}",
        content="{timestamp}.{x-id}.{body}",
        algorithm=algorithm,
        encoding=encoding,
        timestamp_header=time,
        key_encoding=key_encoding,
    )
    now = datetime.now(UTC).timestamp()
    headers = scheme.sign(b"payload", secret, now, "msg_1")
    made = hmac.new(SECRET, f"{now:.0f}.msg_1.payload".encode(), getattr(hashlib, algorithm))
    text = made.hexdigest() if encoding == "hex" else base64.b64encode(made.digest()).decode()
    assert headers["x-signature"].endswith(f"v1={text}")
    assert headers.get("x-time") == (f"{now:.0f}" if time else None)
    scheme.verify(b"payload", headers, secret)
    for damaged in (headers["x-signature"][:-4] + "zzzz", headers["x-signature"] + "00"):
        with pytest.raises(WebhookVerificationError, match="does not match"):
            scheme.verify(b"payload", {**headers, "x-signature": damaged}, secret)


@pytest.mark.parametrize("zone", ["", "Z", "+00:00"])
def test_the_time_of_a_signature_may_be_written_as_a_date(zone: str) -> None:
    scheme = HmacSignature(
        env="S", tolerance=300, header="X-S", content="{timestamp}{body}", timestamp_header="X-Time"
    )
    moment = datetime.now(UTC).replace(tzinfo=None).isoformat() + zone
    made = hmac.new(b"key", f"{moment}payload".encode(), "sha256").hexdigest()
    scheme.verify(b"payload", {"x-s": made, "x-time": moment}, "key")
    old = moment.replace("20", "19", 1)
    made = hmac.new(b"key", f"{old}payload".encode(), "sha256").hexdigest()
    with pytest.raises(WebhookVerificationError, match="it may be a replay"):
        scheme.verify(b"payload", {"x-s": made, "x-time": old}, "key")


def _as_tuple(*values: object) -> tuple[object, ...]:
    return values


def events(*names: str, loose: bool) -> Webhooks:
    made: list[Webhook[object]] = [
        Webhook(id=name, decoder=Json(lambda: object), event=cast("Any", _as_tuple), names=[name])
        for name in names
    ]
    return Webhooks(webhooks=made, path=["type"], loose=loose)


@pytest.mark.parametrize(
    ("name", "loose", "found"),
    [
        ("invoice.made", True, "InvoiceMade"),
        ("INVOICE_MADE", True, "InvoiceMade"),
        ("InvoiceMade", False, "InvoiceMade"),
        ("invoice.made", False, None),
        ("invoice.gone", True, None),
    ],
)
def test_loose_names_of_events_are_compared_without_case_and_punctuation(
    name: str, loose: bool, found: str | None
) -> None:
    webhooks = events("InvoiceMade", "InvoiceVoided", loose=loose)
    (webhook,) = [webhooks._find(name, {"type": name})]
    assert (webhook.id if webhook else None) == found


def test_a_check_that_is_asynchronous_is_refused() -> None:
    class Later:
        def __await__(self) -> Any:
            return iter(())

    webhooks = events("made", loose=False)
    with pytest.raises(InvalidRequestError, match="verify= is asynchronous"):
        webhooks.parse(b"{}", {}, verify=lambda *_: Later())


def test_a_payload_is_a_form_also_without_its_type() -> None:
    webhooks = events("made", "gone", loose=False)
    made = [replace(each, decoder=Form(lambda: Any)) for each in webhooks.webhooks]
    event: Any = replace(webhooks, webhooks=made).parse(
        b"type=made&a=1", {}, verify=lambda *_: None
    )
    assert event == ({"type": "made", "a": "1"}, {}, "made")


def test_the_clock_is_that_of_the_system() -> None:
    before, clock = time.time(), Clock()
    assert before <= clock.time() <= time.time()
    assert 0 <= clock.random() < 1


def test_a_package_without_sources_cannot_check_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = ModuleType("bare")
    bare.__file__ = "bare.pyc"
    monkeypatch.setitem(sys.modules, "bare", bare)
    exec("class Things:\n    def get(self, id: 'str') -> str:\n        return id", vars(bare))
    things = bare.Things()
    assert things.get("1") == "1"
    validate_methods(things)
    with pytest.raises(ConfigurationError, match="needs the sources of this package"):
        things.get("1")
