# Fetches OAuth2 tokens by a separate call. Imports `flow`, so it is loaded with the first token.
"""`fetch_token`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlencode

from ...core.errors import APIStatusError, AuthenticationError
from ...core.operations import Operation, Retry
from ...exchange.calls import Call
from ...exchange.effects import Flow
from ...exchange.flow import exchange
from ...exchange.security import client_basic
from ...wire.bodies import Body
from .tokens import TokenSource

if TYPE_CHECKING:
    from ...core.http import httpx

_TOKEN: Final = re.compile(r"[!-~]+")
TOKEN_OPERATION: Final = Operation[object](
    id="oauth2 token", method="POST", path="", retry=Retry.IDEMPOTENT, success={}
)


def fetch_token(source: TokenSource, client_id: str, client_secret: str, call: Call) -> Flow[str]:
    """Fetches a token by client credentials (RFC 6749, 4.4), while holding the source's lock.

    The client authenticates by HTTP Basic, or in the body if the server rejects that.

    Raises:
        AuthenticationError: the server did not return a token.
    """
    if source.token:
        return source.token
    form = {"grant_type": "client_credentials"}
    if source.scopes:
        form["scope"] = " ".join(source.scopes)
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
    return _keep(source, response)


def _form(values: dict[str, str]) -> Body:
    return Body(urlencode(values).encode(), "application/x-www-form-urlencoded")


def _keep(source: TokenSource, response: httpx.Response) -> str:
    try:
        answer = cast("dict[str, object]", response.json())
        found = _TOKEN.fullmatch(cast("str", answer["access_token"]))
        token, lifetime = cast("re.Match[str]", found)[0], answer.get("expires_in")
        source.store(token, None if lifetime is None else float(cast("float", lifetime)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise AuthenticationError(
            "the token endpoint answered without an access token", response=response
        ) from None
    return token
