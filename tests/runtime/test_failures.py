# One tree of errors: whatever goes wrong below or in the environment is an `APIError` that names the request.
from __future__ import annotations

import logging
import socket
import ssl
import sys
from contextlib import suppress
from typing import Any

import anyio
import httpx
import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import Flavor
from support.raw_server import always, raw_server, response
from support.sample_client import API, Fault

from templates.runtime import (
    APIConnectionError,
    ApiDescription,
    APIError,
    APIStatusError,
    BadRequestError,
    ConfigurationError,
    Drift,
    EnvelopeError,
    InvalidRequestError,
    NoContent,
    Operation,
    Request,
    ResponseValidationError,
    Retry,
    SyncClient,
    View,
)
from templates.runtime.clients.client import decode
from templates.runtime.exchange.network import as_request_error

THING = {"id": "1", "name": "lamp"}


def failing(flavor: Flavor, error: Exception) -> Any:
    """A client whose transport raises this."""

    class Fails(httpx.BaseTransport, httpx.AsyncBaseTransport):
        def handle_request(self, _: httpx.Request) -> httpx.Response:
            raise error

        async def handle_async_request(self, _: httpx.Request) -> httpx.Response:
            raise error

    kind: Any = httpx.AsyncClient if flavor.is_async else httpx.Client
    return flavor.client(http_client=kind(transport=Fails()), max_retries=0)


@pytest.mark.parametrize(
    "error",
    [
        anyio.BrokenResourceError(),
        anyio.ClosedResourceError(),
        anyio.EndOfStream(),
        OverflowError("getsockaddrarg: port must be 0-65535."),
        UnicodeError("label too long"),
        ssl.SSLError("bad record mac"),
        OSError(28, "no space left"),
        httpx.InvalidURL("Invalid port"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_comes_from_below_is_a_connection_error(flavor: Flavor, error: Exception) -> None:
    client = failing(flavor, error)
    with pytest.raises(APIConnectionError) as caught:
        flavor.do(client.things.retrieve("1", extra_query={"secret": "s"}))
    assert str(caught.value).startswith(f"retrieve: GET {flavor.url}/things/1: ")
    assert caught.value.url == f"{flavor.url}/things/1"


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("mine"), KeyError("mine"), AssertionError("mine")]
)
def test_what_comes_from_the_caller_stays_as_it_is(flavor: Flavor, error: Exception) -> None:
    with pytest.raises(type(error), match="mine"):
        flavor.do(failing(flavor, error).things.retrieve("1"))


def test_an_error_of_an_upload_stays_as_it_is(flavor: Flavor, server: BadServer) -> None:
    def pieces() -> Any:
        yield b"a"
        raise OSError(5, "the disk is broken")

    with pytest.raises(OSError, match="the disk is broken") as caught:
        flavor.do(flavor.client().things.put_raw("k", pieces()))
    assert not isinstance(caught.value, APIError)
    assert as_request_error(caught.value, httpx.Request("GET", "http://x")) is not None


def test_a_browser_has_no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    request = httpx.Request("GET", "http://x")
    error = ExceptionGroup("tasks", [NotImplementedError("sock_connect() is not available")])
    assert as_request_error(error, request) is None
    monkeypatch.setattr(sys, "platform", "emscripten")
    found = as_request_error(error, request)
    assert isinstance(found, httpx.ConnectError)
    assert str(found) == "a browser opens no sockets: sock_connect() is not available"


@pytest.mark.parametrize("port", [0, 65536, 99999])
def test_a_port_that_does_not_exist(flavor: Flavor, port: int) -> None:
    client = flavor.client(max_retries=0)
    with pytest.raises(APIError):
        flavor.do(client.request("GET", f"http://127.0.0.1:{port}/things"))


@pytest.fixture
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


MISSING = [("SSL_CERT_FILE", "/nonexistent", "SSL_CERT_FILE cannot be read: No such file")]
if httpx.__version__.startswith("0.27"):
    MISSING = []  # it takes its own certificates then


@pytest.mark.usefixtures("_no_proxies", "server")
@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("ALL_PROXY", "socks5://u:s3cret@127.0.0.1:1", r"pip install 'httpx\[socks\]'"),
        ("HTTP_PROXY", "ftp://u:s3cret@127.0.0.1", "HTTP_PROXY is not the URL of a proxy"),
        ("HTTP_PROXY", "http://127.0.0.1:x", "HTTP_PROXY is not the URL of a proxy"),
        ("SSL_CERT_FILE", __file__, "SSL_CERT_FILE cannot be read"),
        *MISSING,
    ],
)
def test_an_environment_that_cannot_be_used_is_named(
    flavor: Flavor, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=says) as caught:
        flavor.do(flavor.client().things.retrieve("1"))
    assert variable in str(caught.value)
    assert "s3cret" not in str(caught.value)


CHARSETS = ["utf-16", "hex", "rot13", "idna", "undefined", "no-such", "unicode_escape", '"']


@pytest.mark.parametrize("charset", CHARSETS)
def test_an_unknown_charset_is_utf_8_or_an_error(flavor: Flavor, charset: str) -> None:
    for body, wanted in ((b"hi", "hi"), (b"\xff\xfe\xff", None)):
        reply = response(body, headers=(f"content-type: text/plain; charset={charset}",))
        with raw_server(always(reply)) as url:
            things = flavor.client(base_url=url).things
            if wanted is None and charset != "utf-16":
                with pytest.raises(ResponseValidationError, match="its charset is unknown"):
                    flavor.do(things.export())
            else:
                assert flavor.do(things.export()) is not None
                raw = flavor.inside(
                    things.with_streaming_response.download(), lambda r: r.status_code
                )
                assert raw == 200
            if charset != "utf-16" and wanted is not None:
                assert flavor.do(things.export()) == wanted


@pytest.mark.parametrize(
    "body", [b"\xef\xbb\xbf" * 2000 + b"{}", b"[" * 100_000, b'{"id":5,"next":' * 400]
)
def test_bodies_that_are_meant_to_break_readers(
    flavor: Flavor, server: BadServer, body: bytes
) -> None:
    server.handler = lambda _: Reply(body=body, headers={"content-type": "application/json"})
    with pytest.raises(ResponseValidationError):
        flavor.do(flavor.client().things.retrieve("1"))
    raw = flavor.do(flavor.client().things.with_raw_response.retrieve("1"))
    with pytest.raises(ResponseValidationError, match="not JSON"):
        raw.json()
    with pytest.raises(ValueError, match="not JSON"):
        raw.json()


@pytest.mark.parametrize("depth", [150, 250, 400, 5000])
def test_deep_bodies_are_read_or_an_error(flavor: Flavor, server: BadServer, depth: int) -> None:
    body = '{"id": 5, "parts": [' * depth + "]}" * depth
    server.handler = lambda _: Reply(body=body.encode())
    with suppress(ResponseValidationError):
        flavor.do(flavor.client().things.retrieve("1"))


def test_one_byte_order_mark_is_passed_over(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(body=b'\xef\xbb\xbf{"id": "1", "name": "lamp"}'))
    assert flavor.do(flavor.client().things.retrieve("1")).name == "lamp"


def test_arguments_that_are_nested_too_deeply(flavor: Flavor, server: BadServer) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    circle: list[Any] = []
    circle.append(circle)
    for value in (deep, circle):
        with pytest.raises(InvalidRequestError):
            flavor.do(flavor.client().things.create(name="x", parts=value))
        with pytest.raises(InvalidRequestError):
            flavor.do(flavor.client().things.search(filter={"a": value}))
    assert server.asked == []


@pytest.mark.parametrize("place", ["path", "query", "headers", "cookies", "body"])
def test_text_that_has_no_bytes_is_refused_wherever_it_stands(
    flavor: Flavor, server: BadServer, place: str
) -> None:
    operation: Operation[Any] = Operation(
        id="op", method="POST", path="/{a}", retry=Retry.NEVER, success={"204": NoContent()}
    )
    arguments: dict[str, Any] = {"path": {"a": "x"}, place: {"a": "\ud800"}}
    transport = flavor.client()._transport
    with pytest.raises(InvalidRequestError):
        flavor.do(transport.call(Request(operation, **arguments), {}, View.PARSED, decode))
    assert server.asked == []


def test_control_characters_of_a_server_are_escaped(flavor: Flavor, server: BadServer) -> None:
    body = {"message": "\x1b[31mred\x1b]0;title\x07\u202e\ntwo\tlines"}
    server.queue(json_reply(body, 400, x_request_id="r\u00ad1"))
    with pytest.raises(BadRequestError) as caught:
        flavor.do(flavor.client().things.retrieve("1"))
    said = str(caught.value)
    assert said.isprintable()
    assert r"\x1b[31mred\x1b]0;title\x07\u202e two lines" in said
    assert caught.value.message.isprintable()


def test_keys_of_a_server_are_escaped_where_drift_is_shown(
    flavor: Flavor, server: BadServer
) -> None:
    drifts: list[Drift] = []
    server.queue(json_reply({**THING, "labels": {"\x1b[31m": "x"}}))
    flavor.do(flavor.client(on_drift=drifts.append).things.retrieve("1"))
    assert str(drifts[0]).isprintable()


def test_a_report_of_drift_divides_paths_from_problems(flavor: Flavor, server: BadServer) -> None:
    drifts: list[Drift] = []
    server.queue(json_reply({"id": "1"}))
    flavor.do(flavor.client(on_drift=drifts.append).things.retrieve("1"))
    assert str(drifts[0]).endswith(": name: is required and missing")


def test_a_kind_of_deviation_is_one_warning_a_client(
    flavor: Flavor, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="templates.runtime")
    drifts: list[Drift] = []
    client = flavor.client(on_drift=drifts.append)
    wrong: list[dict[str, object]] = [
        {"parts": [{"id": "p", "name": 1}]},
        {"parts": [{**THING}, {"id": "q", "name": 2}]},
        {"size": "large"},
    ]
    for members in wrong:
        server.queue(json_reply({**THING, **members}))
        flavor.do(client.things.retrieve("1"))
    levels = [r.levelname for r in caplog.records if "deviates" in r.getMessage()]
    assert levels == ["WARNING", "DEBUG", "WARNING"]
    assert [drift.fields[0].path for drift in drifts] == ["parts[0].name", "parts[1].name", "size"]


@pytest.mark.parametrize(
    "name",
    ["X-Request-Id", "x-pinecone-request-id", "X-Amzn-RequestId", "x-ms-request-id", "X-Trace-Id"],
)
def test_the_request_id_has_many_names(flavor: Flavor, server: BadServer, name: str) -> None:
    server.handler = lambda _: Reply(404, headers={name: "r-1"})
    with pytest.raises(APIStatusError, match=r"\(request id r-1\)") as caught:
        flavor.do(flavor.client().things.retrieve("1"))
    assert caught.value.request_id == "r-1"


def test_a_vendor_may_have_a_name_of_its_own(server: BadServer) -> None:
    values = {name: getattr(API, name) for name in ("title", "name", "version", "schemes")}
    api = ApiDescription(**values, servers=(), request_id_header="cf-ray")
    server.handler = lambda _: json_reply({}, 404, cf_ray="ray-1", x_request_id="other")
    with SyncClient(api, credentials={}, base_url=server.url) as client:
        with pytest.raises(APIStatusError) as caught:
            client.request("GET", "/x")
        assert caught.value.request_id == "ray-1"
        server.handler = lambda _: json_reply({}, cf_ray="ray-2")
        assert client.request("GET", "/x").request_id == "ray-2"


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (json_reply({"message": "no"}, 400), Fault(message="no")),
        (json_reply({"message": "no", "more": [1]}, 400), {"message": "no", "more": [1]}),
        (json_reply({"code": 7}, 400), {"code": 7}),
        (json_reply({"message": 5, "code": "x"}, 400), {"message": 5, "code": "x"}),
        (json_reply(["a"], 400), ["a"]),
        (json_reply("text", 400), "text"),
        (Reply(400, b"plain", {"content-type": "text/plain"}), "plain"),
        (Reply(502, b"<html>", {"content-type": "text/html"}), "<html>"),
        (Reply(400, b'{"message": "no"}'), Fault(message="no")),
        (Reply(400, b"\xff\xfe", {"content-type": "image/png"}), b"\xff\xfe"),
        (Reply(400), None),
    ],
    ids=str,
)
def test_error_bodies_are_read_as_far_as_they_go(
    flavor: Flavor, server: BadServer, reply: Reply, body: object
) -> None:
    server.handler = lambda _: reply
    for options in ({}, {"strict_responses": True}):
        with pytest.raises(APIStatusError) as caught:
            flavor.do(flavor.client(max_retries=0, **options).things.retrieve("1"))
        found: Any = caught.value.body
        if isinstance(found, Fault):
            found = found if isinstance(body, Fault) else found.__wire__()
        assert found == body


def test_a_deviating_error_body_is_reported(flavor: Flavor, server: BadServer) -> None:
    drifts: list[Drift] = []
    server.queue(json_reply({"code": 7}, 404))
    with pytest.raises(APIStatusError) as caught:
        flavor.do(flavor.client(on_drift=drifts.append).things.retrieve("1"))
    body: Any = caught.value.body
    assert body.code == 7
    assert [field.path for field in drifts[0].fields] == ["message"]


def test_an_error_that_is_not_declared_has_a_body(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"reason": "why"}, 418)
    with pytest.raises(APIStatusError) as caught:
        flavor.do(flavor.client().things.pay(name="x"))
    assert caught.value.body == {"reason": "why"}
    assert caught.value.json() == {"reason": "why"}
    server.handler = lambda _: Reply(418, b"{")
    with pytest.raises(APIStatusError) as caught:
        flavor.do(flavor.client().things.pay(name="x"))
    with pytest.raises(ResponseValidationError, match="the body is not JSON"):
        caught.value.json()


def test_an_envelope_that_says_failure_is_a_status_error(flavor: Flavor, server: BadServer) -> None:
    server.queue(json_reply({"success": False, "errors": [{"message": "full"}], "result": None}))
    with pytest.raises(APIStatusError, match="full") as caught:
        flavor.do(flavor.client().things.wrapped())
    assert type(caught.value) is EnvelopeError
    assert caught.value.status_code == 200


def test_a_body_is_read_once(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: Reply(chunks=[b"ab"])
    held: list[Any] = []
    flavor.inside(flavor.client().things.with_streaming_response.download(), held.append)
    with pytest.raises(APIError, match="read already, or its block has ended"):
        flavor.all(held[0].iter_bytes())


def test_a_host_that_refuses(flavor: Flavor) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = flavor.client(base_url=f"http://127.0.0.1:{port}", max_retries=0)
    with pytest.raises(APIConnectionError, match=rf"GET http://127.0.0.1:{port}/things/1: "):
        flavor.do(client.things.retrieve("1"))
