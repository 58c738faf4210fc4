# Credentials: where they go, where they come from, and when they are missing.
from __future__ import annotations

import asyncio
import dataclasses
import threading
import time
from typing import Any

import pytest
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.flavors import Flavor
from support.sample_client import AsyncShop, Shop

from templates.runtime import (
    APITimeoutError,
    AuthenticationError,
    ConfigurationError,
    DeadlineExceededError,
    Json,
    MissingCredentialError,
    Operation,
    Request,
    Retry,
    View,
)
from templates.runtime.clients.client import decode


def begun(client: Any, *security: tuple[str, ...], **options: Any) -> Any:
    """The call of an operation with these alternatives, still to be awaited in the asynchronous client."""
    operation: Operation[object] = Operation(
        id="op", method="GET", path="/op", retry=Retry.SAFE, success={"200": Json(lambda: object)},
        security=security,
    )  # fmt: skip
    return client._transport.call(Request(operation), options, View.PARSED, decode)


def call(flavor: Flavor, client: Any, *security: tuple[str, ...], **options: Any) -> Any:
    """Call an operation with these alternatives."""
    return flavor.do(begun(client, *security, **options))


def test_api_keys_in_header_query_and_cookie(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client(api_key="k/1", session="s 1")
    call(flavor, client, ("key",))
    call(flavor, client, ("query",))
    call(flavor, client, ("cookie",), extra_headers={"Cookie": "a=b"})
    first, second, third = server.asked
    assert first.headers["x-shop-key"] == "k/1"
    assert second.target == "/op?api_key=k%2F1"
    assert third.headers["cookie"].split("; ") == ["a=b", "sid=s 1"]


def test_basic_and_bearer(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client(email="jo@x.org", password="pässword", token="t-1")
    call(flavor, client, ("basic",))
    call(flavor, client, ("bearer",))
    assert [asked.headers["authorization"] for asked in server.asked] == [
        "Basic am9AeC5vcmc6cMOkc3N3b3Jk",
        "Bearer t-1",
    ]


def test_alternatives_and_schemes_used_together(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client(api_key="k", token="t")
    call(flavor, client, ("basic",), ("key", "bearer"))
    call(flavor, client, ("bearer",), ("key",))
    call(flavor, client)
    call(flavor, client, (), ("bearer",))
    shown = [(a.headers.get("x-shop-key"), a.headers.get("authorization")) for a in server.asked]
    assert shown == [("k", "Bearer t"), (None, "Bearer t"), (None, None), (None, "Bearer t")]


def test_optional_credentials_may_be_missing(flavor: Flavor, server: BadServer) -> None:
    call(flavor, flavor.client(), (), ("bearer",))
    assert "authorization" not in server.asked[0].headers


def test_a_missing_credential_is_named_before_anything_is_sent(
    flavor: Flavor, server: BadServer
) -> None:
    client = flavor.client(api_key=None, email="jo@x.org")
    with pytest.raises(MissingCredentialError) as caught:
        call(flavor, client, ("key",), ("basic", "bearer"))
    assert str(caught.value) == (
        "op needs a credential: give api_key= (or set SHOP_API_KEY), or password= (or set SHOP_PASSWORD) "
        "and token= (or set SHOP_TOKEN)"
    )
    with pytest.raises(MissingCredentialError, match=r"client_id= .* and client_secret="):
        call(flavor, client, ("oauth",))
    assert server.asked == []
    call(flavor, client)
    assert len(server.asked) == 1


def test_only_what_is_missing_is_asked_for_and_a_ready_token_is_a_way(
    flavor: Flavor, server: BadServer
) -> None:
    given = {"client_id": "k"}, {"client_secret": "s"}, {"email": "jo@x.org", "api_key": "k"}
    said: list[str] = []
    for arguments, wanted in zip(given, ["oauth", "oauth", "basic"], strict=True):
        with pytest.raises(MissingCredentialError) as caught:
            call(flavor, flavor.client(**arguments), (wanted,))
        said.append(str(caught.value).removeprefix("op needs a credential: give "))
    assert said == [
        "client_secret= (or set SHOP_CLIENT_SECRET), or access_token= (or set SHOP_ACCESS_TOKEN)",
        "client_id= (or set SHOP_CLIENT_ID), or access_token= (or set SHOP_ACCESS_TOKEN)",
        "password= (or set SHOP_PASSWORD)",
    ]
    assert server.asked == []


def test_credentials_come_from_the_environment(
    flavor: Flavor, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_API_KEY", " from-env\n")
    monkeypatch.setenv("SHOP_TOKEN", "")
    client = flavor.client(api_key=None)
    call(flavor, client, ("key",))
    assert server.asked[0].headers["x-shop-key"] == "from-env"
    with pytest.raises(MissingCredentialError):
        call(flavor, client, ("bearer",))
    call(flavor, flavor.client(api_key="given"), ("key",))
    assert server.asked[1].headers["x-shop-key"] == "given"


def test_a_function_is_asked_at_every_attempt(flavor: Flavor, server: BadServer) -> None:
    keys = iter(["k-1", "k-2", "k-3"])

    async def rotate() -> str:
        return next(keys)

    server.queue(Reply(503))
    client = flavor.client(api_key=rotate if flavor.is_async else lambda: next(keys))
    call(flavor, client, ("key",))
    call(flavor, client, ("key",))
    assert [asked.headers["x-shop-key"] for asked in server.asked] == ["k-1", "k-2", "k-3"]


@pytest.mark.parametrize("value", ["a\nb", "a\r\nX-Y: z", "ü-X-Y", lambda: 7])
def test_an_unusable_credential_is_refused_without_showing_it(
    flavor: Flavor, server: BadServer, value: Any
) -> None:
    with pytest.raises(ConfigurationError, match="api_key") as caught:
        call(flavor, flavor.client(api_key=value), ("key",))
    assert "X-Y" not in str(caught.value)
    assert server.asked == []


@pytest.mark.parametrize("value", [lambda: "", "  "])
def test_an_empty_credential_is_a_missing_one(
    flavor: Flavor, server: BadServer, value: Any
) -> None:
    with pytest.raises(MissingCredentialError, match="api_key="):
        call(flavor, flavor.client(api_key=value), ("key",))
    assert server.asked == []


def test_white_space_around_a_key_is_not_sent(flavor: Flavor, server: BadServer) -> None:
    call(flavor, flavor.client(api_key=" k-1 "), ("key",))
    assert server.asked[0].headers["x-shop-key"] == "k-1"


def test_a_password_may_be_empty_a_name_may_not(flavor: Flavor, server: BadServer) -> None:
    call(flavor, flavor.client(email="key", password=""), ("basic",))
    assert server.asked[0].headers["authorization"] == "Basic a2V5Og=="
    with pytest.raises(MissingCredentialError):
        call(flavor, flavor.client(email="", password="p"), ("basic",))


def test_a_header_given_by_hand_stands_for_its_scheme(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client(api_key=None)
    call(flavor, client, ("key",), extra_headers={"X-Shop-Key": "hand"})
    call(flavor, client.with_options(default_headers={"Authorization": "Custom x"}), ("bearer",))
    assert server.asked[0].headers["x-shop-key"] == "hand"
    assert server.asked[1].headers["authorization"] == "Custom x"


class TokenServer:
    """Gives out numbered tokens and accepts only the last one."""

    def __init__(self, server: BadServer, lifetime: int = 600) -> None:
        self.server = server
        self.lifetime = lifetime
        self.given = 0
        self.lock = threading.Lock()
        self.delay = 0.0
        server.handler = self.answer

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/oauth/token":
            time.sleep(self.delay)
            with self.lock:
                self.given += 1
                token = f"t{self.given}"
            return json_reply({"access_token": token, "expires_in": self.lifetime})
        good = asked.headers.get("authorization") == f"Bearer t{self.given}"
        return json_reply({}) if good else json_reply({"message": "expired"}, 401)

    @property
    def calls(self) -> list[str]:
        return [asked.path for asked in self.server.asked]


def oauth(flavor: Flavor, **more: Any) -> Any:
    return flavor.client(client_id="i d", client_secret="s:1", **more)


def test_a_token_is_fetched_once_and_kept(flavor: Flavor, server: BadServer) -> None:
    tokens, client = TokenServer(server), oauth(flavor)
    for _ in range(3):
        call(flavor, client, ("oauth",))
    call(flavor, client.with_options(timeout=9), ("oauth",))
    assert tokens.calls == ["/oauth/token", *["/op"] * 4]
    asked = server.asked[0]
    assert asked.method == "POST"
    assert asked.headers["authorization"] == "Basic aStkOnMlM0Ex"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.body == b"grant_type=client_credentials"


def test_a_token_endpoint_on_another_host_gets_only_its_own_credentials(
    flavor: Flavor, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with BadServer() as other:
        other.handler = lambda _: json_reply({"access_token": "t1"})
        client = oauth(flavor, default_headers={"X-Auth-Token": "other"})
        source = client._transport.authenticator.source("oauth")
        scheme = dataclasses.replace(source.scheme, token_url=f"{other.url}/token")
        monkeypatch.setattr(source, "scheme", scheme)
        call(flavor, client, ("oauth",))
        assert other.asked[0].headers["authorization"] == "Basic aStkOnMlM0Ex"
        assert "x-auth-token" not in other.asked[0].headers
        assert server.asked[0].headers["authorization"] == "Bearer t1"


def test_a_token_is_renewed_before_it_ends(flavor: Flavor, server: BadServer) -> None:
    tokens, client = TokenServer(server), oauth(flavor)
    call(flavor, client, ("oauth",))
    flavor.clock.now += 530
    call(flavor, client, ("oauth",))
    flavor.clock.now += 15
    call(flavor, client, ("oauth",))
    assert tokens.given == 2


def test_a_refused_token_is_renewed_once(flavor: Flavor, server: BadServer) -> None:
    tokens, client = TokenServer(server), oauth(flavor)
    call(flavor, client, ("oauth",))
    tokens.given += 1
    call(flavor, client, ("oauth",))
    assert tokens.calls == ["/oauth/token", "/op", "/op", "/oauth/token", "/op"]
    server.handler = lambda asked: (
        tokens.answer(asked) if asked.path == "/oauth/token" else Reply(401)
    )
    with pytest.raises(AuthenticationError):
        call(flavor, client, ("oauth",))
    assert tokens.calls[5:] == ["/op", "/oauth/token", "/op"]


def test_a_ready_token_is_used_as_it_is(flavor: Flavor, server: BadServer) -> None:
    call(flavor, flavor.client(access_token="ready"), ("oauth",))
    assert server.asked[0].headers["authorization"] == "Bearer ready"


def test_a_client_that_must_be_named_in_the_body(flavor: Flavor, server: BadServer) -> None:
    tokens = TokenServer(server)
    server.queue(json_reply({"error": "invalid_client"}, 401))
    call(flavor, oauth(flavor), ("oauth",))
    assert server.asked[1].body.endswith(b"&client_id=i+d&client_secret=s%3A1")
    assert "authorization" not in server.asked[1].headers
    assert tokens.given == 1


@pytest.mark.parametrize(
    "reply",
    [
        json_reply({"error": "no"}),
        Reply(body=b"<html>"),
        json_reply({"access_token": None}),
        json_reply({"access_token": ""}),
        json_reply({"access_token": "a\r\nX-Y: z"}),
    ],
    ids=["error", "html", "null", "empty", "two lines"],
)
def test_a_token_endpoint_without_a_token(flavor: Flavor, server: BadServer, reply: Reply) -> None:
    server.handler = lambda _: reply
    with pytest.raises(AuthenticationError, match="without an access token"):
        call(flavor, oauth(flavor), ("oauth",))
    assert {asked.path for asked in server.asked} == {"/oauth/token"}


@pytest.mark.parametrize("lifetime", ["soon", None, [], {}])
def test_a_lifetime_that_is_no_number_is_unknown(
    flavor: Flavor, server: BadServer, lifetime: object
) -> None:
    server.handler = lambda _: json_reply({"access_token": "t", "expires_in": lifetime})
    client = oauth(flavor)
    call(flavor, client, ("oauth",))
    call(flavor, client, ("oauth",))
    assert [asked.path for asked in server.asked].count("/oauth/token") == 1
    assert server.asked[-1].headers["authorization"] == "Bearer t"


def test_a_token_is_fetched_in_the_time_of_its_call(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: Reply(delay=30)
    client = oauth(flavor, clock=None)
    started = time.monotonic()
    with pytest.raises(DeadlineExceededError):
        call(flavor, client, ("oauth",), deadline=0.3)
    with pytest.raises(APITimeoutError):
        call(flavor, client, ("oauth",), timeout=0.2, max_retries=0)
    assert time.monotonic() - started < 5
    assert len(server.asked) == 2


def test_waiting_for_the_token_of_another_call_has_an_end(
    flavor: Flavor, server: BadServer
) -> None:
    tokens, client = TokenServer(server), oauth(flavor, clock=None)
    source = client._transport.authenticator.source("oauth")

    async def wait() -> None:
        async with source.async_lock:
            await asyncio.ensure_future(begun(client, ("oauth",), deadline=0.1))

    with source.lock, pytest.raises(DeadlineExceededError):
        flavor.do(wait() if flavor.is_async else begun(client, ("oauth",), deadline=0.1))
    call(flavor, client, ("oauth",), deadline=5)
    assert tokens.given == 1


def test_the_token_endpoint_is_retried(flavor: Flavor, server: BadServer) -> None:
    tokens = TokenServer(server)
    server.queue(Reply(503))
    call(flavor, oauth(flavor), ("oauth",))
    assert tokens.calls == ["/oauth/token", "/oauth/token", "/op"]


def fetch(client: Any) -> Any:
    operation: Operation[object] = Operation(
        id="op", method="GET", path="/op", retry=Retry.SAFE, success={"200": Json(lambda: object)},
        security=(("oauth",),),
    )  # fmt: skip
    return client._transport.call(Request(operation), {}, View.PARSED, decode)


def test_one_refresh_for_many_threads(server: BadServer) -> None:
    tokens = TokenServer(server)
    tokens.delay = 0.05
    with Shop(base_url=server.url, client_id="i", client_secret="s") as client:
        for wanted in (1, 3):
            threads = [threading.Thread(target=fetch, args=(client,)) for _ in range(16)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert tokens.given == wanted
            tokens.given = 2
    assert tokens.calls.count("/oauth/token") == 2


def test_one_refresh_for_many_tasks(server: BadServer) -> None:
    tokens = TokenServer(server)
    tokens.delay = 0.05

    async def main() -> None:
        async with AsyncShop(base_url=server.url, client_id="i", client_secret="s") as client:
            await asyncio.gather(*(fetch(client) for _ in range(16)))
            assert tokens.given == 1
            tokens.given = 2
            await asyncio.gather(*(fetch(client) for _ in range(16)))
            assert tokens.given == 3

    asyncio.run(main())
    assert tokens.calls.count("/oauth/token") == 2
