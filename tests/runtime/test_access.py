# Raw and streamed responses, options, hooks, the escape hatch and the log.
from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx
import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import Flavor
from support.sample_client import Cursor, Thing

from templates.runtime import (
    APIConnectionError,
    ConfigurationError,
    InvalidRequestError,
    Json,
    NotFoundError,
    Operation,
    Request,
    ResponseValidationError,
    Retry,
    View,
)
from templates.runtime.clients.client import decode

THING = {"id": "1", "name": "lamp"}


@pytest.fixture(autouse=True)
def _things(server: BadServer) -> None:
    server.handler = lambda _: json_reply(THING, x_request_id="r-1")


def test_a_raw_response_has_everything(flavor: Flavor) -> None:
    raw = flavor.do(flavor.client().things.with_raw_response.retrieve("1"))
    assert (raw.status_code, raw.request_id) == (200, "r-1")
    assert raw.headers["Content-Type"] == "application/json"
    assert raw.json() == THING
    assert (raw.content, raw.text) == (raw.http_response.content, raw.http_response.text)
    assert raw.parse() == Thing.model_validate(THING)
    assert repr(raw) == "<RawResponse 200>"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (int, "5", 5),
        (str, "{text}", "{text}"),
        (bool, "true", True),
        (datetime, "2026-04-01T00:00:00Z", datetime(2026, 4, 1, tzinfo=UTC)),
        (list[int], "1, 2", [1, 2]),
        (dict[str, int], "r,1,g,2", {"r": 1, "g": 2}),
        (dict[str, int], "r=1,g=2", {"r": 1, "g": 2}),
        (Cursor, "next=n", Cursor(next="n")),
        (Cursor, '{"next": "n"}', Cursor(next="n")),
    ],
)
def test_a_header_is_read_as_a_type(
    flavor: Flavor, server: BadServer, kind: type, text: str, expected: object
) -> None:
    server.queue(json_reply(THING, x_value=text))
    raw = flavor.do(flavor.client().things.with_raw_response.retrieve("1"))
    assert raw.header("X-VALUE", kind) == expected
    assert raw.header("x-other", kind) is None


def test_a_header_of_another_type_is_an_error(flavor: Flavor, server: BadServer) -> None:
    server.queue(json_reply(THING, x_value="many"))
    raw = flavor.do(flavor.client().things.with_raw_response.retrieve("1"))
    with pytest.raises(
        ResponseValidationError, match="the header 'X-Value' is not of the type int"
    ):
        raw.header("X-Value", int)


def test_raw_responses_still_raise_errors(flavor: Flavor, server: BadServer) -> None:
    server.queue(json_reply({"message": "no"}, 404))
    with pytest.raises(NotFoundError):
        flavor.do(flavor.client().things.with_raw_response.retrieve("1"))


def test_a_streamed_response_is_read_on_demand(
    flavor: Flavor, server: BadServer, tmp_path: Any
) -> None:
    things = flavor.client().things.with_streaming_response
    server.handler = lambda _: Reply(chunks=[b"ab\n", b"cd\n", b"e"])
    assert flavor.inside(things.download(), lambda r: read_in_flavor(flavor, r)) == b"ab\ncd\ne"
    for reader, expected in (
        (lambda r: gather(r.iter_bytes(2)), [b"ab", b"\nc", b"d\n", b"e"]),
        (lambda r: gather(r.iter_lines()), ["ab", "cd", "e"]),
        (lambda r: gather(r.iter_text()), ["ab\n", "cd\n", "e"]),
    ):
        assert flavor.inside(things.download(), reader) == expected
    path = tmp_path / "file"
    flavor.inside(things.download(), lambda r: r.stream_to_file(path))
    assert path.read_bytes() == b"ab\ncd\ne"
    assert server.connections == 1
    server.handler = lambda _: Reply(chunks=[b"half"], cut=0)
    for place in (path, tmp_path / "new"):
        with pytest.raises(APIConnectionError):
            flavor.inside(things.download(), partial(to_file, place))
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("file", b"ab\ncd\ne")]


def to_file(path: Any, response: Any) -> Any:
    return response.stream_to_file(path)


def read_in_flavor(_: Flavor, response: Any) -> Any:
    return response.read()


def gather(chunks: Any) -> Any:
    if not hasattr(chunks, "__aiter__"):
        return list(chunks)

    async def collect() -> list[Any]:
        return [chunk async for chunk in chunks]

    return collect()


def test_a_streamed_response_can_be_parsed(flavor: Flavor) -> None:
    manager = flavor.client().things.with_streaming_response.retrieve("1")
    assert flavor.inside(manager, lambda response: response.parse()).name == "lamp"


def test_nothing_is_sent_before_the_block_and_errors_raise_there(
    flavor: Flavor, server: BadServer
) -> None:
    manager = flavor.client().things.with_streaming_response.retrieve("1")
    assert server.asked == []
    server.queue(json_reply({"message": "no"}, 404))
    with pytest.raises(NotFoundError, match="no"):
        flavor.inside(manager, lambda response: response)


def test_leaving_the_block_early_gives_the_connection_back(
    flavor: Flavor, server: BadServer
) -> None:
    client = flavor.client(http_client=limited(flavor))
    server.queue(Reply(chunks=[b"x" * 100_000] * 50))
    flavor.inside(client.things.with_streaming_response.download(), lambda response: response)
    assert flavor.do(client.things.retrieve("1")).name == "lamp"
    flavor.do(close(client))


def limited(flavor: Flavor) -> Any:
    kind = httpx.AsyncClient if flavor.is_async else httpx.Client
    return kind(limits=httpx.Limits(max_connections=1), timeout=3)


def close(client: Any) -> Any:
    http = client._transport.http
    return http.aclose() if hasattr(http, "aclose") else http.close()


def test_a_streamed_body_that_is_cut_is_a_connection_error(
    flavor: Flavor, server: BadServer
) -> None:
    server.queue(Reply(chunks=[b"x"], cut=0))
    manager = flavor.client().things.with_streaming_response.download()
    with pytest.raises(APIConnectionError, match="cut off"):
        flavor.inside(manager, lambda response: response.read())


def test_extra_headers_query_and_body_win(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client(default_headers={"X-Version": "8", "X-Team": "a"})
    flavor.do(
        client.things.create(
            name="lamp",
            extra_headers={"x-version": "9", "X-Shop-Key": "other"},
            extra_query={"a": [1, 2], "b": True, "c": None},
            extra_body={"name": "sofa", "new": {"x": 1}},
        )
    )
    asked = server.asked[0]
    assert asked.headers["x-version"] == "9"
    assert asked.headers["x-team"] == "a"
    assert asked.headers["x-shop-key"] == "other"
    assert asked.query == [("a", "1"), ("a", "2"), ("b", "true")]
    server.queue(json_reply([]))
    flavor.do(client.things.search(filter={"a": 1}, where=2, extra_query={"where": "x"}))
    assert server.asked[1].query == [("filter[a]", "1"), ("where", "x")]
    assert asked.json == {"name": "sofa", "new": {"x": 1}}


def test_default_headers_go_before_the_documents(flavor: Flavor, server: BadServer) -> None:
    flavor.do(flavor.client(default_headers={"User-Agent": "mine"}).things.retrieve("1"))
    flavor.do(flavor.client().things.retrieve("1"))
    assert [asked.headers["user-agent"] for asked in server.asked] == ["mine", "shop-client/1.2.3"]


def test_default_headers_go_before_constants_of_an_operation(
    flavor: Flavor, server: BadServer
) -> None:
    server.handler = lambda _: json_reply([])
    flavor.do(flavor.client(default_headers={"x-mode": "mine"}).things.search())
    assert server.asked[0].headers["x-mode"] == "mine"


def test_with_options_changes_a_copy_on_the_same_connections(
    flavor: Flavor, server: BadServer
) -> None:
    client = flavor.client(default_headers={"X-Team": "a"})
    flavor.do(client.things.retrieve("1"))
    other = client.with_options(
        max_retries=0, strict_responses=True, default_headers={"X-More": "b"}
    )
    assert type(other) is type(client)
    flavor.do(other.things.retrieve("1"))
    assert (server.asked[1].headers["x-team"], server.asked[1].headers["x-more"]) == ("a", "b")
    assert "x-more" not in server.asked[0].headers
    server.queue(json_reply({}), Reply(503))
    with pytest.raises(ResponseValidationError):
        flavor.do(other.things.retrieve("1"))
    with pytest.raises(Exception, match="503"):
        flavor.do(other.things.retrieve("1"))
    assert server.connections == 1
    with pytest.raises(TypeError, match=r"with_options\(\) got .* 'clock'"):
        client.with_options(clock=None)


def test_the_escape_hatch(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client(base_url=f"{server.url}/api/")
    raw = flavor.do(
        client.request(
            "post", "/new/{x}?a=1", query={"b": "c d"}, json={"k": 1}, headers={"X-A": 1}
        )
    )
    asked = server.asked[0]
    assert (asked.method, asked.target) == ("POST", "/api/new/%7Bx%7D?a=1&b=c%20d")
    assert asked.headers["x-shop-key"] == "k-123"
    assert asked.headers["x-a"] == "1"
    assert asked.json == {"k": 1}
    assert raw.json() == THING
    assert raw.parse_as(Thing).name == "lamp"
    assert raw.parse_as(dict[str, str]) == THING


def test_the_escape_hatch_retries_by_method(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client()
    server.queue(Reply(503))
    flavor.do(client.request("GET", "new"))
    server.queue(Reply(503))
    with pytest.raises(Exception, match="503"):
        flavor.do(client.request("POST", "new"))
    assert [asked.method for asked in server.asked] == ["GET", "GET", "POST"]


def test_the_escape_hatch_sends_credentials_only_to_its_own_origin(
    flavor: Flavor, server: BadServer
) -> None:
    client = flavor.client()
    with BadServer() as other:
        flavor.do(client.request("GET", f"{other.url}/x"))
        flavor.do(client.request("GET", f"{server.url}/y"))
        assert "x-shop-key" not in other.asked[0].headers
        assert server.asked[0].headers["x-shop-key"] == "k-123"


def test_the_escape_hatch_takes_addresses(flavor: Flavor, server: BadServer) -> None:
    url = f"{server.url}/x?a=1"
    options = {"query": {"b": [2, 3]}, "extra_query": {"a": 9, "c": "d"}}
    flavor.do(flavor.client().request("GET", url, **options))
    assert server.asked[0].query == [("a", "1"), ("b", "2"), ("b", "3"), ("c", "d")]
    for method, address, problem in (
        ("GET", "http://[x", "not a URL"),
        ("GE T", "/x", "not an HTTP method"),
    ):
        with pytest.raises(InvalidRequestError, match=problem):
            flavor.do(flavor.client().request(method, address))


def test_hooks_see_every_attempt(flavor: Flavor, server: BadServer) -> None:
    sent: list[str] = []
    came: list[int] = []

    def on_request(request: httpx.Request) -> None:
        request.headers["X-Trace"] = f"t{len(sent)}"
        sent.append(str(request.url))

    def on_response(response: httpx.Response) -> None:
        came.append(response.status_code)

    async def on_response_async(response: httpx.Response) -> None:
        came.append(response.status_code)

    server.queue(Reply(503))
    hook = on_response_async if flavor.is_async else on_response
    client = flavor.client(on_request=on_request, on_response=hook)
    flavor.do(client.things.retrieve("1"))
    assert (len(sent), came) == (2, [503, 200])
    assert [asked.headers["x-trace"] for asked in server.asked] == ["t0", "t1"]


def test_a_hook_that_raises_gives_the_connection_back(flavor: Flavor) -> None:
    def on_response(response: httpx.Response) -> None:
        raise LookupError(response.status_code)

    http = limited(flavor)
    client = flavor.client(http_client=http, on_response=on_response)
    for _ in range(2):
        with pytest.raises(LookupError, match="200"):
            flavor.do(client.things.retrieve("1"))
    flavor.do(close(client))


def test_an_asynchronous_hook_in_a_synchronous_client_is_an_error(flavor: Flavor) -> None:
    async def hook(request: httpx.Request) -> None:
        raise AssertionError(request)

    if not flavor.is_async:
        with pytest.raises(ConfigurationError, match="asynchronous client"):
            flavor.do(flavor.client(on_request=hook).things.retrieve("1"))


def test_the_log_redacts_credentials_and_leaves_bodies_out(
    flavor: Flavor, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="templates.runtime")
    caplog.set_level(logging.DEBUG, logger="httpx")
    reply = json_reply({**THING, "name": "body-out"}, set_cookie="session=c-1")
    server.queue(reply)
    client = flavor.client(api_key="k-secret", default_headers={"X-Auth-Token": "t-secret"})
    options = {"extra_headers": {"Cookie": "c-secret"}, "extra_query": {"access_token": "q-secret"}}
    flavor.do(client.things.create(name="body-in", **options))
    link = {"location": "/moved?api_key=l-secret&x=seen"}
    server.queue(Reply(307, headers=link))
    flavor.do(client.things.retrieve("1"))
    text = logged(caplog)
    hidden = (
        "k-secret",
        "t-secret",
        "c-secret",
        "q-secret",
        "l-secret",
        "c-1",
        "body-in",
        "body-out",
    )
    assert [secret for secret in hidden if secret in text] == []
    assert "POST" in text
    assert "x=seen" in text
    assert "-> 200" in text
    assert "'x-version': '7'" in text


def logged(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(record.getMessage() for record in caplog.records)


def test_bodies_are_logged_on_request_but_for_those_of_tokens(
    flavor: Flavor, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="templates.runtime")
    client = flavor.client(log_bodies=True, client_id="i", client_secret="s-secret")
    flavor.do(client.things.create(name="body-in"))
    operation: Operation[object] = Operation(
        id="op", method="GET", path="/op", retry=Retry.SAFE, security=(("oauth",),), success={}
    )
    server.queue(
        json_reply({"error": "use the body"}, 400), json_reply({"access_token": "t-secret"})
    )
    flavor.do(client._transport.call(Request(operation), {}, View.PARSED, decode))
    assert server.asked[2].body.endswith(b"client_secret=s-secret")
    assert "body-in" in logged(caplog)
    assert "lamp" in logged(caplog)
    assert "-secret" not in logged(caplog)


def test_redirects_on_the_same_host_keep_credentials(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(307, headers={"location": "/moved?x=1"}))
    client = flavor.client(default_headers={"X-Auth-Token": "t"})
    assert (
        flavor.do(client.things.create(name="lamp", extra_headers={"Cookie": "a=b"})).name == "lamp"
    )
    moved = server.asked[1]
    assert (moved.method, moved.target) == ("POST", "/moved?x=1")
    assert moved.headers["x-shop-key"] == "k-123"
    assert moved.headers["x-auth-token"] == "t"
    assert moved.headers["cookie"] == "a=b"
    assert moved.json == {"name": "lamp"}


def test_a_key_in_the_query_stays_on_the_same_host(flavor: Flavor, server: BadServer) -> None:
    operation: Operation[object] = Operation(
        id="op", method="GET", path="/op", retry=Retry.SAFE, security=(("query",),),
        success={"200": Json(lambda: object)},
    )  # fmt: skip
    transport = flavor.client()._transport
    with BadServer() as other:
        server.queue(Reply(302, headers={"location": "/moved?x=1"}))
        server.queue(Reply(302, headers={"location": f"{other.url}/away"}))
        flavor.do(transport.call(Request(operation), {}, View.PARSED, decode))
        assert server.asked[1].target == "/moved?x=1&api_key=k-123"
        assert other.asked[0].target == "/away"


def test_redirects_to_another_host_carry_no_credentials(flavor: Flavor, server: BadServer) -> None:
    with BadServer() as other:
        other.handler = lambda _: json_reply(THING)
        server.queue(Reply(302, headers={"location": f"{other.url}/x"}))
        client = flavor.client(default_headers={"X-Auth-Token": "t", "X-Plain": "p"})
        options = {"extra_headers": {"Cookie": "a=b", "Authorization": "Bearer t"}}
        assert flavor.do(client.things.retrieve("1", **options)).name == "lamp"
        headers = other.asked[0].headers
        assert not {"x-shop-key", "x-auth-token", "cookie", "authorization"} & headers.keys()
        assert headers["x-plain"] == "p"


def test_a_credential_does_not_come_back_after_a_second_hop(
    flavor: Flavor, server: BadServer
) -> None:
    with BadServer() as other:
        other.handler = lambda asked: (
            json_reply(THING) if asked.path == "/b" else Reply(302, headers={"location": "/b"})
        )
        server.queue(Reply(302, headers={"location": f"{other.url}/a"}))
        flavor.do(flavor.client().things.retrieve("1"))
        assert [("x-shop-key" in asked.headers) for asked in other.asked] == [False, False]


def test_endless_redirects_end(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: Reply(302, headers={"location": "/again"})
    with pytest.raises(APIConnectionError, match="redirected too often"):
        flavor.do(flavor.client().things.retrieve("1"))
    assert len(server.asked) == 10


def test_a_redirect_of_a_used_up_body_is_an_error(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(307, headers={"location": "/moved"}))
    with pytest.raises(APIConnectionError, match="can be sent only once"):
        flavor.do(flavor.client().things.put_raw("k", iter([b"a"])))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ({"X-A": "b\r\nX-C: d"}, "line break"),
        ({"X-A": "b\x01"}, "control character"),
        ({"X A": "b"}, "is not a valid header name"),
        ({"X-A:": "b"}, "is not a valid header name"),
        ({"Content-Length": "7"}, "only the client sets"),
        ({"X-A": 7}, "is a int"),
    ],
)
def test_headers_that_cannot_be_sent(
    flavor: Flavor, server: BadServer, headers: Any, problem: str
) -> None:
    with pytest.raises(InvalidRequestError, match=problem):
        flavor.do(flavor.client().things.retrieve("1", extra_headers=headers))
    with pytest.raises(InvalidRequestError, match=problem):
        flavor.do(flavor.client(default_headers=headers).things.retrieve("1"))
    assert server.asked == []
