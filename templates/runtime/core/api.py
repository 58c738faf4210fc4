# The description of an API as data: its security schemes, and what all operations share.
# Imports the standard library and the light modules of the runtime.
"""`ApiDescription` and security schemes, without input and output."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, assert_never
from urllib.parse import quote

from .basics import PACKAGE, Clock
from .errors import ConfigurationError
from .operations import BodyKind, Security, Server, no_text

if TYPE_CHECKING:
    from ..exchange.auth_headers import AuthHeaders
    from ..exchange.effects import TokenSource
    from .content import Encoder
    from .errors import APIStatusError


@dataclass(frozen=True, slots=True)
class Secret:
    """A credential: its client argument and its environment variable."""

    argument: str
    env: str

    @property
    def label(self) -> str:
        """Its argument and its variable, for messages about its value."""
        return f"{self.argument} (or {self.env})" if self.env else self.argument

    # <bare_credentials>
    def check(self, text: str) -> str:
        """Returns a value that goes into a header, without white space around it (RFC 9110, 5.5).

        Raises:
            ConfigurationError: it is not ASCII.
        """
        if not text.isascii():
            raise ConfigurationError(f"{self.label} contains a non-ASCII character")
        return text.strip()

    # </bare_credentials>


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """How a call is authorized."""

    id: str

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """The credentials, in the order in which the client passes them."""
        raise NotImplementedError

    @property
    def header(self) -> str:
        """The header that it uses, in lower case; "" for none."""
        return "authorization"

    def may_be_empty(self, _secret: Secret, /) -> bool:
        """Whether a credential may be empty."""
        return False

    # <bare_credentials>
    def is_bare(self, secret: Secret, /) -> bool:
        """Whether the header contains the credential unchanged."""
        return bool(self.header) and secret is self.secrets[-1]

    # </bare_credentials>
    def add(self, added: AuthHeaders, secrets: list[str], /) -> None:
        """Adds the credentials to a request."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ApiKeyAuth(SecurityScheme):
    """A key in a header, the query or a cookie."""

    name: str
    location: Literal["header", "query", "cookie"]
    key: Secret

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """See `SecurityScheme`."""
        return (self.key,)

    @property
    def header(self) -> str:
        """See `SecurityScheme`."""
        return self.name.lower() if self.location == "header" else ""

    def add(self, added: AuthHeaders, secrets: list[str], /) -> None:
        """Adds the key; that in a cookie is not encoded, as a server's cookie is not (RFC 6265, 4.2)."""
        key = secrets[0]
        match self.location:
            case "header":
                added.headers[self.header] = key
            case "query":
                added.query.append(f"{quote(self.name, safe='')}={quote(key, safe='')}")
            case "cookie":
                key = self.key.check(key)
                if ";" in key:
                    problem = "contains a semicolon, which ends a cookie"
                    raise ConfigurationError(f"{self.key.label} {problem}")
                added.cookies.append(f"{self.name}={key}")
            case _ as never:
                assert_never(never)


@dataclass(frozen=True, slots=True)
class BasicAuth(SecurityScheme):
    """HTTP Basic (RFC 7617)."""

    username: Secret
    password: Secret

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """See `SecurityScheme`."""
        return (self.username, self.password)

    def may_be_empty(self, secret: Secret, /) -> bool:
        """Whether it is the password: some vendors use a key as the name."""
        return secret is self.password

    # <bare_credentials>
    def is_bare(self, _secret: Secret, /) -> bool:
        """The header contains them encoded."""
        return False

    # </bare_credentials>
    def add(self, added: AuthHeaders, secrets: list[str], /) -> None:
        """Adds the header."""
        added.headers["authorization"] = basic(secrets[0], secrets[1])


def basic(username: str, password: str) -> str:
    """Returns the value of `Authorization` for HTTP Basic, in UTF-8 (RFC 7617, 2)."""
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()


@dataclass(frozen=True, slots=True)
class DigestAuth(BasicAuth):
    """HTTP Digest (RFC 7616): httpx answers the server's challenge."""


@dataclass(frozen=True, slots=True)
class BearerAuth(SecurityScheme):
    """A token in the `Authorization` header (RFC 6750)."""

    token: Secret
    prefix: str = "Bearer"

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """See `SecurityScheme`."""
        return (self.token,)

    def add(self, added: AuthHeaders, secrets: list[str], /) -> None:
        """Adds the header."""
        added.headers["authorization"] = f"{self.prefix} {secrets[0]}"


@dataclass(frozen=True, slots=True)
class TokenScheme(SecurityScheme):
    """A token that the client fetches with credentials of its own, or an existing token instead."""

    token_url: str
    client_id: Secret
    client_secret: Secret
    token: Secret

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """See `SecurityScheme`."""
        return (self.client_id, self.client_secret, self.token)

    def add(self, added: AuthHeaders, secrets: list[str], /) -> None:
        """Adds the header with the token, which is the last of the secrets."""
        added.headers["authorization"] = f"Bearer {secrets[-1]}"

    def source(self, scopes: tuple[str, ...], clock: Clock) -> TokenSource:
        """Returns the source of tokens with these scopes."""
        raise NotImplementedError


def _no_classes() -> Mapping[str, type[APIStatusError]]:
    return {}


@dataclass(frozen=True, kw_only=True, eq=False)
class ApiDescription:
    """What all operations share. `name` and `version` make the `User-Agent`; `package` is that of the client.

    `error_classes` is called at the first error; it returns the package's exceptions by status key ("404", "4XX",
    "default"), and the one for a failure in an envelope under "envelope".
    `request_id_header` is the vendor's own header for the id of a request.
    """

    title: str
    name: str
    version: str
    package: str = PACKAGE
    servers: tuple[Server, ...]
    schemes: tuple[SecurityScheme, ...] = ()
    security: Security = ()
    headers: Mapping[str, str] = field(default_factory=no_text)
    error_classes: Callable[[], Mapping[str, type[APIStatusError]]] = _no_classes
    request_id_header: str = ""
    # <ClientParameter>
    variables: Mapping[str, str] = field(default_factory=no_text)
    """The environment variables of the client's parameters, by argument."""
    # </ClientParameter>
    # <uploads or XML_BODIES>
    encoders: Mapping[BodyKind, Encoder] = field(default_factory=dict[str, "Encoder"])
    """Kinds of bodies beside those that every package sends."""
    # </uploads or XML_BODIES>
    # <testing>
    check_calls: Callable[[object], None] | None = None
    """The checks of `validate_requests`."""
    # </testing>

    @cached_property
    def scheme_by_id(self) -> Mapping[str, SecurityScheme]:
        """The security schemes by id."""
        return {scheme.id: scheme for scheme in self.schemes}
