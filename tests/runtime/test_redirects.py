# Redirects: which are followed, what goes along, and which are the answer.
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import Flavor
from support.raw_server import always, raw_server, response

from templates.runtime import (
    APIConnectionError,
    APIStatusError,
    AuthenticationError,
    Json,
    NoContent,
    Operation,
    Request,
    Retry,
    View,
)
from templates.runtime.clients.client import decode

THING = {"id": "1", "name": "lamp"}


def call(flavor: Flavor, client: Any, success: dict[str, Any], view: View = View.RAW) -> Any:
    operation: Operation[Any] = Operation(
        id="op", method="GET", path="/op", retry=Retry.SAFE, success=success
    )
    return flavor.do(client._transport.call(Request(operation), {}, view, decode))


@pytest.mark.parametrize(("key", "status"), [("302", 302), ("307", 307), ("3XX", 308)])
@pytest.mark.parametrize("target", ["/login?x=1", "https://other.invalid/a", "myapp://cb?code=1"])
def test_a_redirect_that_is_declared_is_the_answer(
    flavor: Flavor, server: BadServer, key: str, status: int, target: str
) -> None:
    server.handler = lambda _: Reply(status, headers={"location": target})
    success = {key: NoContent()}
    raw = call(flavor, flavor.client(), success)
    assert (raw.status_code, raw.headers["location"]) == (status, target)
    assert call(flavor, flavor.client(), success, View.PARSED) is None
    assert len(server.asked) == 2


def test_a_redirect_beside_other_answers_has_its_own_decoder(
    flavor: Flavor, server: BadServer
) -> None:
    success = {"200": Json(lambda: dict[str, str]), "302": NoContent()}
    server.queue(Reply(302, headers={"location": "/away"}), json_reply(THING))
    assert call(flavor, flavor.client(), success, View.PARSED) is None
    assert call(flavor, flavor.client(), success, View.PARSED) == THING
    server.queue(Reply(301, headers={"location": "/moved"}), json_reply(THING))
    assert call(flavor, flavor.client(), success, View.PARSED) == THING
    assert server.asked[-1].path == "/moved"


@pytest.fixture
def own(flavor: Flavor) -> Iterator[Any]:
    """Makes clients of httpx, which are closed after the test."""
    made: list[Any] = []

    def make(**options: Any) -> Any:
        made.append((httpx.AsyncClient if flavor.is_async else httpx.Client)(**options))
        return made[-1]

    yield make
    for http in made:
        flavor.do(http.aclose() if flavor.is_async else http.close())


def test_a_client_of_the_callers_own_decides(flavor: Flavor, server: BadServer, own: Any) -> None:
    server.handler = lambda asked: (
        json_reply(THING) if asked.path == "/b" else Reply(302, headers={"location": "/b"})
    )
    still = flavor.client(http_client=own())
    with pytest.raises(APIStatusError, match="to /b, which is not followed") as caught:
        flavor.do(still.things.retrieve("1"))
    assert caught.value.status_code == 302
    follows = flavor.client(http_client=own(follow_redirects=True))
    assert flavor.do(follows.things.retrieve("1")).name == "lamp"
    server.handler = lambda _: Reply(302, headers={"location": "/again"})
    server.asked.clear()
    few = flavor.client(http_client=own(follow_redirects=True, max_redirects=3))
    with pytest.raises(APIConnectionError, match="redirected too often"):
        flavor.do(few.things.retrieve("1"))
    assert len(server.asked) == 4


def test_what_describes_a_body_goes_with_it(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(303, headers={"location": "/done"}), json_reply(THING))
    flavor.do(flavor.client().things.create(name="lamp"))
    asked = server.asked[1]
    assert (asked.method, asked.path, asked.body) == ("GET", "/done", b"")
    assert not [name for name in asked.headers if name.startswith("content-")]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_token_request_never_leaves_its_origin(
    flavor: Flavor, server: BadServer, status: int
) -> None:
    with BadServer() as other:
        other.handler = lambda _: json_reply({"access_token": "evil"})
        server.handler = lambda _: Reply(status, headers={"location": f"{other.url}/steal"})
        client = flavor.client(client_id="i", client_secret="s3cret")
        operation: Operation[Any] = Operation(
            id="op", method="GET", path="/op", retry=Retry.SAFE, success={"200": NoContent()},
            security=(("oauth",),),
        )  # fmt: skip
        with pytest.raises(AuthenticationError, match="another origin"):
            flavor.do(client._transport.call(Request(operation), {}, View.PARSED, decode))
        assert other.asked == []
        assert {asked.path for asked in server.asked} == {"/oauth/token"}


def test_a_token_endpoint_may_move_on_its_own_origin(flavor: Flavor, server: BadServer) -> None:
    server.queue(
        Reply(307, headers={"location": "/oauth/v2"}),
        json_reply({"access_token": "t"}),
        Reply(204),
    )
    client = flavor.client(client_id="i", client_secret="s")
    operation: Operation[Any] = Operation(
        id="op", method="GET", path="/op", retry=Retry.SAFE, success={"204": NoContent()},
        security=(("oauth",),),
    )  # fmt: skip
    flavor.do(client._transport.call(Request(operation), {}, View.PARSED, decode))
    assert [asked.path for asked in server.asked] == ["/oauth/token", "/oauth/v2", "/op"]
    assert server.asked[2].headers["authorization"] == "Bearer t"


@pytest.mark.parametrize(
    "location",
    [
        "https:foo",
        "javascript:x",
        "data:x",
        "http://host:99999/",
        "http://host:x/",
        "http://[x",
        "//",
    ],
)
def test_a_location_that_is_no_address_is_an_error_of_this_client(
    flavor: Flavor, location: str
) -> None:
    # httpx2 returns the response where httpx raises.
    kind = (APIConnectionError, *([APIStatusError] if httpx.__name__ == "httpx2" else []))
    reply = response(b"", "302 Found", (f"location: {location}",))
    with raw_server(always(reply)) as url:
        client = flavor.client(base_url=url)
        with pytest.raises(kind, match=rf"GET {url}/things/1|GET http"):
            flavor.do(client.things.retrieve("1"))


def test_cookies_of_the_server_are_not_kept(flavor: Flavor) -> None:
    heads: list[bytes] = []

    def answer(connection: Any, head: bytes) -> None:
        heads.append(head)
        cookie = f"set-cookie: c{len(heads)}={'v' * 200}"
        connection.sendall(response(b'{"id": "1", "name": "n"}', headers=(cookie,)))

    with raw_server(answer) as url:
        client = flavor.client(base_url=url)
        for _ in range(5):
            flavor.do(client.things.retrieve("1"))
    assert len(set(map(len, heads))) == 1
    assert b"cookie" not in heads[-1].lower()
