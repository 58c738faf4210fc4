# The description of an API as data: its security schemes, and what all operations share.
# Imports the standard library and the light modules of the runtime.
"""`ApiDescription` and security schemes, without input and output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from .basics import PACKAGE, Clock
from .operations import BodyKind, Security, Server, no_text

if TYPE_CHECKING:
    from ..exchange.effects import TokenSource
    from .content import Encoder
    from .errors import APIStatusError


@dataclass(frozen=True, slots=True)
class Secret:
    """A credential: its client argument and its environment variable."""

    argument: str
    env: str


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """How a call is authorized."""

    id: str

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """The credentials, in the order in which the client passes them."""
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


@dataclass(frozen=True, slots=True)
class BasicAuth(SecurityScheme):
    """HTTP Basic (RFC 7617)."""

    username: Secret
    password: Secret

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """See `SecurityScheme`."""
        return (self.username, self.password)


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
    `encoders` and `check_calls` come from features that the package has: kinds of bodies, and the checks of
    `validate_requests`.
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
    # <uploads or XML_BODIES>
    encoders: Mapping[BodyKind, Encoder] = field(default_factory=dict[str, "Encoder"])
    # </uploads or XML_BODIES>
    # <testing>
    check_calls: Callable[[object], None] | None = None
    # </testing>

    @cached_property
    def scheme_by_id(self) -> Mapping[str, SecurityScheme]:
        """The security schemes by id."""
        return {scheme.id: scheme for scheme in self.schemes}
