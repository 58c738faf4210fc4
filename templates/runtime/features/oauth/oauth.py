# Fetches OAuth2 tokens by a separate call. Imports `flow`, so it is loaded with the first token.
"""`fetch_token`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import quote_plus, urlencode

from ...core.api import basic
from ...core.content import Body
from ...core.errors import APIStatusError, AuthenticationError
from ...core.operations import Operation, Request, Retry
from ...exchange.calls import Call
from ...exchange.effects import Flow
from ...exchange.flow import exchange

if TYPE_CHECKING:
    from ...core.http import httpx

_TOKEN: Final = re.compile(r"[!-~]+")
TOKEN_OPERATION: Final = Operation[object](
    id="oauth2 token", method="POST", path="", retry=Retry.IDEMPOTENT, success={}
)


def fetch_token(
    caller: Call, url: str, scopes: tuple[str, ...], client_id: str, client_secret: str
) -> Flow[tuple[str, float | None]]:
    """Fetches a token by client credentials (RFC 6749, 4.4) for a call and before its deadline.

    The client authenticates by HTTP Basic, or in the body if the server rejects that. Returns the token and its
    lifetime in seconds.

    Raises:
        AuthenticationError: the server did not return a token.
    """
    call = _token_call(caller, url)
    form = {"grant_type": "client_credentials"}
    if scopes:
        form["scope"] = " ".join(scopes)
    call.headers["content-type"] = "application/x-www-form-urlencoded"
    call.body = _form(form)
    call.extra = {"authorization": client_basic(client_id, client_secret)}
    try:
        response = yield from exchange(call)
    except APIStatusError as error:
        if error.status_code not in (400, 401):
            raise
        call.extra = {}
        call.body = _form({**form, "client_id": client_id, "client_secret": client_secret})
        response = yield from exchange(call)
    return _token_in(response)


def _token_call(caller: Call, url: str) -> Call:
    call = caller.core.prepare(Request(TOKEN_OPERATION, url=url))
    call.headers = {"user-agent": call.headers["user-agent"], "accept": "application/json"}
    call.trusted = call.confidential = True
    call.timeout, call.deadline = caller.timeout, caller.deadline
    call.max_retries = caller.max_retries
    return call


def client_basic(client_id: str, client_secret: str) -> str:
    """Returns HTTP Basic with form-encoded names (RFC 6749, 2.3.1)."""
    return basic(quote_plus(client_id), quote_plus(client_secret))


def _form(values: dict[str, str]) -> Body:
    return Body(urlencode(values).encode(), "application/x-www-form-urlencoded")


def _seconds(lifetime: object) -> float | None:
    """Returns a lifetime; some servers write it as a text. None if it is no number."""
    try:
        return float(cast("float", lifetime))
    except (ValueError, TypeError):
        return None


def _token_in(response: httpx.Response) -> tuple[str, float | None]:
    try:
        answer = cast("dict[str, object]", response.json())
        found = _TOKEN.fullmatch(cast("str", answer["access_token"]))
        return cast("re.Match[str]", found)[0], _seconds(answer.get("expires_in"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise AuthenticationError(
            "the token endpoint answered without an access token", response=response
        ) from None
