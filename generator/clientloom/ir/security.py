# Who may call, and where.
"""Security schemes, requirements and servers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from clientloom.diagnostics import Span
from clientloom.ir.fields import Location

NOWHERE = Span("")
"""The place of what was not read from a document."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A secret: the client argument that takes it and the environment variable it is read from otherwise."""

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

    `prefix` is the scheme's word, "Bearer" unless the document names another HTTP scheme.
    """

    id: str
    token: Credential
    prefix: str = "Bearer"
    doc: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth2ClientCredentials:
    """OAuth2 client credentials (RFC 6749, 4.4), with a ready token as the alternative."""

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
    """The secrets of a scheme, in the order in which the runtime takes them."""
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
    """Schemes that must all be satisfied together: pairs (scheme id, scopes). An empty one means none needed."""

    schemes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerVariable:
    """A variable in a server's address; `name` is its client argument."""

    name: str
    wire_name: str
    default: str
    choices: tuple[str, ...] = ()
    doc: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A base URL, possibly with `{variables}`."""

    url: str
    variables: tuple[ServerVariable, ...] = ()
    doc: str = ""
    span: Span = field(default=NOWHERE, compare=False)
