# What the caller gives goes before what the environment has; tokens are asked for with the scopes that are needed.
from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.flavors import Flavor

from templates.runtime import (
    AuthenticationError,
    ConfigurationError,
    InvalidRequestError,
    Json,
    MissingCredentialError,
    NoContent,
    Operation,
    Request,
    Retry,
    Scoped,
    View,
)
from templates.runtime.clients.client import decode

ALTERNATIVES = (("bearer",), ("key", "basic"))


def call(flavor: Flavor, client: Any, *security: tuple[str | Scoped, ...], **options: Any) -> Any:
    operation: Operation[Any] = Operation(
        id="op", method="GET", path="/op", retry=Retry.SAFE, success={"204": NoContent()},
        security=security,
    )  # fmt: skip
    return flavor.do(client._transport.call(Request(operation), options, View.PARSED, decode))


@pytest.fixture(autouse=True)
def _answers(server: BadServer) -> None:
    server.handler = lambda _: Reply(204)


def sent(server: BadServer) -> tuple[str | None, str | None]:
    headers = server.asked[-1].headers
    return headers.get("authorization"), headers.get("x-shop-key")


def test_arguments_win_over_the_environment(
    flavor: Flavor, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "env")
    given = {"api_key": "k", "email": "e", "password": "p"}
    call(flavor, flavor.client(**given), *ALTERNATIVES)
    assert sent(server) == ("Basic ZTpw", "k")
    call(flavor, flavor.client(api_key=None), *ALTERNATIVES)
    assert sent(server) == ("Bearer env", None)
    call(flavor, flavor.client(token="t", **given), *ALTERNATIVES)
    assert sent(server) == ("Bearer t", None)


def test_one_argument_is_enough_where_the_environment_has_the_rest(
    flavor: Flavor, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("TOKEN", "env"), ("EMAIL", "e"), ("PASSWORD", "p")):
        monkeypatch.setenv(f"SHOP_{name}", value)
    call(flavor, flavor.client(api_key="k"), *ALTERNATIVES)
    assert sent(server) == ("Basic ZTpw", "k")


def test_an_argument_that_does_not_suffice_leaves_the_rest(
    flavor: Flavor, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "env")
    call(flavor, flavor.client(api_key="k"), *ALTERNATIVES)
    assert sent(server) == ("Bearer env", None)


def test_a_header_by_hand_wins_over_the_environment(
    flavor: Flavor, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "env")
    monkeypatch.setenv("SHOP_API_KEY", "env-key")
    client = flavor.client(api_key=None)
    call(flavor, client, ("bearer",), ("key",))
    assert sent(server) == ("Bearer env", None)
    by_hand = client.with_options(default_headers={"Authorization": "Custom x"})
    call(flavor, by_hand, ("bearer",), ("key",))
    assert sent(server) == ("Custom x", None)
    call(flavor, client, ("bearer",), ("key",), extra_headers={"X-Shop-Key": "hand"})
    assert sent(server) == (None, "hand")
    call(flavor, client, ("bearer",), ("key",))
    assert sent(server) == ("Bearer env", None)
    call(flavor, client, ("bearer", "key"), extra_headers={"X-Shop-Key": "hand"})
    assert sent(server) == ("Bearer env", "hand")
    call(flavor, client, ("bearer", "key"))
    assert sent(server) == ("Bearer env", "env-key")


class Tokens:
    """Gives out a token named after its scopes; `forbidden` scopes are refused."""

    def __init__(self, server: BadServer, forbidden: str = "") -> None:
        self.forbidden = forbidden
        self.asked: list[str | None] = []
        server.handler = self.answer

    def answer(self, asked: Asked) -> Reply:
        if asked.path != "/oauth/token":
            return Reply(204)
        scope = parse_qs(asked.body.decode()).get("scope", [None])[0]
        self.asked.append(scope)
        if self.forbidden and scope and self.forbidden in scope.split():
            return json_reply({"error": "invalid_scope"}, 400)
        return json_reply({"access_token": f"t-{scope}".replace(" ", "-"), "expires_in": 600})


def oauth(flavor: Flavor, **more: Any) -> Any:
    return flavor.client(client_id="i", client_secret="s", **more)


READ, ADMIN = (Scoped("oauth", ("read",)),), (Scoped("oauth", ("read", "admin")),)


def test_a_token_has_the_scopes_that_its_call_needs(flavor: Flavor, server: BadServer) -> None:
    tokens, client = Tokens(server, forbidden="admin"), oauth(flavor)
    for _ in range(2):
        call(flavor, client, READ)
        assert sent(server)[0] == "Bearer t-read"
    assert tokens.asked == ["read"]
    with pytest.raises(AuthenticationError.__base__, match="invalid_scope"):  # type: ignore[arg-type]
        call(flavor, client, ADMIN)
    call(flavor, client, ("oauth",))
    assert tokens.asked[-1] is None
    call(flavor, client, READ)
    assert sent(server)[0] == "Bearer t-read"


def test_the_order_of_scopes_is_no_other_token(flavor: Flavor, server: BadServer) -> None:
    tokens, client = Tokens(server), oauth(flavor)
    call(flavor, client, (Scoped("oauth", ("a", "b")),))
    call(flavor, client, (Scoped("oauth", ("b", "a", "a")),))
    assert tokens.asked == ["a b"]


def test_the_caller_may_name_the_scopes(flavor: Flavor, server: BadServer) -> None:
    tokens, client = Tokens(server), oauth(flavor, scopes=["x", "y"])
    call(flavor, client, READ)
    call(flavor, client, ADMIN)
    assert tokens.asked == ["x y"]
    call(flavor, oauth(flavor, scopes=[]), READ)
    assert tokens.asked == ["x y", None]
    with pytest.raises(ConfigurationError, match="scopes='x y' is not a list of strings"):
        oauth(flavor, scopes="x y")


def test_a_named_client_wins_over_a_token_of_the_environment(
    flavor: Flavor, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_ACCESS_TOKEN", "env")
    tokens = Tokens(server)
    call(flavor, flavor.client(), READ)
    assert (sent(server)[0], tokens.asked) == ("Bearer env", [])
    call(flavor, oauth(flavor), READ)
    assert (sent(server)[0], tokens.asked) == ("Bearer t-read", ["read"])


@pytest.mark.parametrize("value", ["a=b/c+d==", "v1.é".replace("é", "e"), "%41 x", '"quoted"'])
def test_a_cookie_goes_verbatim(flavor: Flavor, server: BadServer, value: str) -> None:
    call(flavor, flavor.client(session=value), ("cookie",))
    assert server.asked[0].headers["cookie"] == f"sid={value}"


@pytest.mark.parametrize("value", ["a; b=c", "ü", "a\nb"])
def test_what_is_no_cookie_is_refused(flavor: Flavor, server: BadServer, value: str) -> None:
    with pytest.raises(ConfigurationError, match="session"):
        call(flavor, flavor.client(session=value), ("cookie",))
    assert server.asked == []


def test_a_missing_credential_is_still_named(flavor: Flavor) -> None:
    with pytest.raises(MissingCredentialError, match="client_id="):
        call(flavor, flavor.client(), READ)


def test_a_digest_is_answered_and_kept(flavor: Flavor, server: BadServer) -> None:
    challenge = 'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256'

    def answer(asked: Asked) -> Reply:
        sent = asked.headers.get("authorization", "")
        if (
            sent.startswith("Digest ")
            and 'username="e"' in sent
            and f'uri="{asked.target}"' in sent
        ):
            return json_reply({"nc": sent.partition("nc=")[2][:8]})
        return Reply(401, headers={"www-authenticate": challenge})

    server.handler = answer
    operation: Operation[Any] = Operation(
        id="op", method="POST", path="/op", retry=Retry.NEVER,
        success={"200": Json(lambda: dict[str, str])}, security=(("digest",),),
    )  # fmt: skip
    client = flavor.client(email="e", password="p")
    request = Request(operation, body={"a": 1})
    counts = [
        flavor.do(client._transport.call(request, {}, View.PARSED, decode))["nc"] for _ in range(2)
    ]
    assert counts == ["00000001", "00000002"]
    assert [asked.json for asked in server.asked] == [{"a": 1}] * 3
    wrong = flavor.client(email="other", password="p")
    with pytest.raises(AuthenticationError):
        flavor.do(wrong._transport.call(request, {}, View.PARSED, decode))


def test_a_digest_stays_on_its_origin(flavor: Flavor, server: BadServer) -> None:
    with BadServer() as other:
        other.handler = lambda _: Reply(
            401, headers={"www-authenticate": 'Digest realm="r", nonce="n"'}
        )
        server.handler = lambda _: Reply(302, headers={"location": f"{other.url}/x"})
        with pytest.raises(AuthenticationError):
            call(flavor, flavor.client(email="e", password="p"), ("digest",))
        assert ["authorization" in asked.headers for asked in other.asked] == [False]


def test_a_secret_that_fetches_a_token_may_be_any_text(flavor: Flavor, server: BadServer) -> None:
    """It is encoded as in a form (RFC 6749, 2.3.1), so it is no header of its own."""
    server.queue(json_reply({"access_token": "t"}), Reply(204))
    call(flavor, flavor.client(client_id="i", client_secret="ü s:&"), ("oauth",))
    assert server.asked[0].headers["authorization"].startswith("Basic ")
    told = b64decode(server.asked[0].headers["authorization"].removeprefix("Basic "))
    assert told == b"i:%C3%BC+s%3A%26"
    assert sent(server) == ("Bearer t", None)


def test_a_body_that_is_consumed_is_not_sent_empty_after_a_challenge(
    flavor: Flavor, server: BadServer
) -> None:
    """httpx repeats a request by itself for a digest."""

    def pieces() -> Iterator[bytes]:
        yield from (b"a", b"b")

    async def async_pieces() -> AsyncIterator[bytes]:
        for piece in pieces():
            yield piece

    server.handler = lambda _: Reply(
        401, headers={"www-authenticate": 'Digest realm="r", nonce="n"'}
    )
    operation: Operation[Any] = Operation(
        id="op", method="POST", path="/op", retry=Retry.NEVER, success={"204": NoContent()},
        security=(("digest",),), body="bytes",
    )  # fmt: skip
    sending = flavor.client(email="e", password="p")._transport
    bodies = [pieces(), async_pieces()] if flavor.is_async else [pieces()]
    for body in bodies:
        with pytest.raises(InvalidRequestError, match="can be sent only once"):
            flavor.do(sending.call(Request(operation, body=body), {}, View.PARSED, decode))
    assert [asked.body for asked in server.asked if asked.body] == [b"ab"] * len(bodies)


def test_a_login_in_the_base_url_yields_to_the_argument(
    flavor: Flavor, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "env")
    url = server.url.replace("http://", "http://us%40er:pa%3Ass@")
    login = "Basic " + b64encode(b"us@er:pa:ss").decode()
    for arguments, expected in (({}, login), ({"token": "t"}, "Bearer t")):
        client = flavor.client(base_url=url, **arguments)
        call(flavor, client, ("bearer",))
        assert sent(server)[0] == expected
        assert client.base_url == server.url
    call(flavor, flavor.client(base_url=url, default_headers={"Authorization": "own"}))
    assert sent(server)[0] == "own"
    with BadServer() as other:
        server.handler = lambda _: Reply(302, headers={"location": f"{other.url}/x"})
        other.handler = lambda _: Reply(204)
        call(flavor, flavor.client(base_url=url))
        assert ["authorization" in asked.headers for asked in other.asked] == [False]


@pytest.mark.parametrize(
    ("value", "said"),
    [(b"t", "is a value of type bytes"), (lambda: 5, "returned a value of type int")],
    ids=["argument", "function"],
)
def test_a_credential_is_a_text(flavor: Flavor, value: Any, said: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"token \(or SHOP_TOKEN\) {said}, not a string"):
        call(flavor, flavor.client(token=value), ("bearer",))
