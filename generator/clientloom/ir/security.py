# How a call is authorized, and where it is sent.
"""Security schemes, requirements and servers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from clientloom.diagnostics import NOWHERE, Span
from clientloom.ir.fields import Location


@dataclass(frozen=True, slots=True)
class Credential:
    """A secret: the client argument for it, and the environment variable that is read without the argument."""

    argument: str
    env: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key in a header, the query or a cookie."""

    id: str
    wire_name: str
    location: Location
    key: Credential
    doc: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicAuth:
    """HTTP Basic (RFC 7617), or Digest (RFC 7616)."""

    id: str
    username: Credential
    password: Credential
    digest: bool = False
    doc: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BearerAuth:
    """A token in the `Authorization` header (RFC 6750); also OpenID Connect and OAuth2 flows with a user.

    `prefix` is the word before the token, "Bearer" unless the document names another HTTP scheme.
    """

    id: str
    token: Credential
    prefix: str = "Bearer"
    doc: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth2ClientCredentials:
    """OAuth2 client credentials (RFC 6749, 4.4), or an existing token instead."""

    id: str
    token_url: str
    client_id: Credential
    client_secret: Credential
    token: Credential
    scopes: tuple[str, ...] = ()
    doc: str = ""
    span: Span = field(default=NOWHERE, compare=False)


SecurityScheme = ApiKey | BasicAuth | BearerAuth | OAuth2ClientCredentials


def secrets_of(scheme: SecurityScheme) -> tuple[Credential, ...]:
    """Returns the secrets of a scheme, in the order that the runtime expects."""
    match scheme:
        case ApiKey():
            return (scheme.key,)
        case BasicAuth():
            return (scheme.username, scheme.password)
        case BearerAuth():
            return (scheme.token,)
        case OAuth2ClientCredentials():
            return (scheme.client_id, scheme.client_secret, scheme.token)
        case _:
            assert_never(scheme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Schemes that are needed together: pairs (scheme id, scopes). An empty requirement needs no credentials."""

    schemes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerVariable:
    """A variable in a server's URL; `name` is its client argument."""

    name: str
    wire_name: str
    default: str
    choices: tuple[str, ...] = ()
    doc: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A base URL, possibly with `{variables}`; `name` is that of the environment, "" if it has none."""

    url: str
    variables: tuple[ServerVariable, ...] = ()
    name: str = ""
    doc: str = ""
    span: Span = field(default=NOWHERE, compare=False)
