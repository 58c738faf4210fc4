# Which credentials go with a request, and OAuth2 tokens. Pure but for the effects that it yields.
# Imports light modules of the runtime.
"""Authentication: choose an alternative, find its secrets, spell them on the wire."""

from __future__ import annotations

import base64
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never
from urllib.parse import quote_plus

from .basics import AsyncCredential, Clock
from .effects import Ask, Flow, Locked
from .errors import ConfigurationError, MissingCredentialError
from .operations import (
    ApiDescription,
    ApiKeyAuth,
    BasicAuth,
    BearerAuth,
    OAuth2ClientCredentials,
    Secret,
    Security,
    SecurityScheme,
)
from .styles import encode

if TYPE_CHECKING:
    import asyncio

    from .flow import Call

_EARLY: Final = 60.0
_LIFETIME: Final = 3600.0


@dataclass(slots=True, repr=False)
class Proof:
    """What authentication adds to a request."""

    headers: dict[str, str] = field(default_factory=dict[str, str])
    query: list[str] = field(default_factory=list[str])
    cookies: list[str] = field(default_factory=list[str])
    tokens: list[TokenSource] = field(default_factory=list["TokenSource"])


class TokenSource:
    """The OAuth2 token of one scheme, shared by all calls of a client and its copies."""

    def __init__(self, scheme: OAuth2ClientCredentials, clock: Clock) -> None:
        self.scheme = scheme
        self._lock = (os.getpid(), threading.Lock())
        self._clock = clock
        self._token = ""
        self._fresh_until = 0.0
        self._async_lock: tuple[asyncio.AbstractEventLoop, asyncio.Lock] | None = None

    def __reduce__(self) -> str:
        raise ConfigurationError("a client with its tokens cannot be pickled")

    @property
    def lock(self) -> threading.Lock:
        """Serializes renewals between threads; a forked process has its own, which no other thread holds."""
        if self._lock[0] != os.getpid():
            self._lock = (os.getpid(), threading.Lock())
        return self._lock[1]

    @property
    def async_lock(self) -> asyncio.Lock:
        """Serializes renewals between the tasks of an event loop."""
        import asyncio

        loop = asyncio.get_running_loop()
        if self._async_lock is None or self._async_lock[0] is not loop:
            self._async_lock = (loop, asyncio.Lock())
        return self._async_lock[1]

    @property
    def token(self) -> str:
        """The present token; "" when there is none that will last."""
        return self._token if self._clock.monotonic() < self._fresh_until else ""

    def store(self, token: str, lifetime: float | None) -> None:
        """Keep a new token. It counts as used up a minute, or a tenth of its life, before its end."""
        seconds = _LIFETIME if lifetime is None else lifetime
        self._fresh_until = self._clock.monotonic() + seconds - min(_EARLY, seconds / 10)
        self._token = token

    def refuse(self, token: str) -> None:
        """Forget a token that the server refused, unless another call has renewed it already."""
        if self._token == token:
            self._token = ""


class Authenticator:
    """The credentials of one client.

    Args:
        api: describes the schemes.
        credentials: by scheme id, in the order of the scheme's secrets; None is looked up in the environment.
        clock: tells when tokens end.
    """

    def __init__(
        self,
        api: ApiDescription,
        credentials: Mapping[str, tuple[AsyncCredential | None, ...]],
        clock: Clock,
    ) -> None:
        self._schemes = api.scheme_by_id
        self._values: dict[str, list[AsyncCredential | None]] = {}
        self._tokens: dict[str, TokenSource] = {}
        self._fixed: dict[Security, Proof] = {}
        for scheme in api.schemes:
            passed = credentials.get(scheme.id, ())
            padded = (*passed, *[None] * len(scheme.secrets))[: len(scheme.secrets)]
            pairs = zip(padded, scheme.secrets, strict=True)
            self._values[scheme.id] = [_value(value, secret) for value, secret in pairs]
            if isinstance(scheme, OAuth2ClientCredentials):
                self._tokens[scheme.id] = TokenSource(scheme, clock)

    def __repr__(self) -> str:
        return "<Authenticator>"

    def __reduce__(self) -> str:
        raise ConfigurationError("a client cannot be pickled: it holds credentials and connections")

    @property
    def names(self) -> frozenset[str]:
        """Lower-case names of headers, query parameters and cookies that hold credentials."""
        keys = (scheme for scheme in self._schemes.values() if isinstance(scheme, ApiKeyAuth))
        return frozenset(scheme.name.lower() for scheme in keys)

    @property
    def has_query_key(self) -> bool:
        """Whether a credential travels in addresses."""
        schemes = self._schemes.values()
        return any(isinstance(s, ApiKeyAuth) and s.location == "query" for s in schemes)

    def prove(self, call: Call) -> Flow[Proof]:
        """What to add to an attempt of a call. A header set by hand stands for its scheme.

        Raises:
            MissingCredentialError: no alternative of the operation can be satisfied.
        """
        security = call.operation.security
        known = self._fixed.get(security)
        if known is not None:
            return known
        headers = {**call.headers, **call.extra} if call.extra else call.headers
        chosen = self._choose(security, call.operation.id, headers)
        proof = Proof()
        for scheme in chosen:
            yield from self._add(call, proof, scheme)
        changing = proof.tokens or any(callable(v) for s in chosen for v in self._values[s.id])
        if chosen and not changing:
            self._fixed[security] = proof
        return proof

    def _choose(
        self, security: Security, operation: str, headers: Mapping[str, str]
    ) -> list[SecurityScheme]:
        wanted = [alternative for alternative in security if alternative]
        for alternative in wanted:
            if self._is_satisfied(alternative):
                return [self._schemes[scheme] for scheme in alternative]
        if len(wanted) == len(security) and security and not self._by_hand(wanted, headers):
            raise MissingCredentialError(f"{operation} needs a credential: {self._advice(wanted)}")
        return []

    def _is_satisfied(self, alternative: tuple[str, ...]) -> bool:
        return all(_has_all(self._schemes[scheme], self._values[scheme]) for scheme in alternative)

    def _by_hand(self, wanted: list[tuple[str, ...]], headers: Mapping[str, str]) -> bool:
        return any(
            all(_header(self._schemes[scheme]) in headers for scheme in schemes)
            for schemes in wanted
        )

    def _advice(self, wanted: list[tuple[str, ...]]) -> str:
        alternatives = (
            " and ".join(_asked(self._schemes[scheme]) for scheme in schemes) for schemes in wanted
        )
        return "give " + ", or ".join(dict.fromkeys(alternatives))

    def _add(self, call: Call, proof: Proof, scheme: SecurityScheme) -> Flow[None]:
        secrets: list[str] = []
        for value, secret in zip(self._values[scheme.id], scheme.secrets, strict=True):
            text = yield from _reveal(value, secret)
            secrets.append(_as_header(text, secret) if _is_bare(scheme) else text)
            if value is not None and not secrets[-1] and not _may_be_empty(scheme, secret):
                raise MissingCredentialError(
                    f"{call.operation.id} needs a credential: {secret.argument}= is empty"
                )
        match scheme:
            case ApiKeyAuth(location="header"):
                proof.headers[scheme.name.lower()] = secrets[0]
            case ApiKeyAuth(location="query"):
                proof.query.append(f"{encode(scheme.name)}={encode(secrets[0])}")
            case ApiKeyAuth():
                proof.cookies.append(f"{scheme.name}={encode(secrets[0])}")
            case BasicAuth():
                proof.headers["authorization"] = basic(secrets[0], secrets[1])
            case BearerAuth():
                proof.headers["authorization"] = f"{scheme.prefix} {secrets[0]}"
            case OAuth2ClientCredentials():
                token = secrets[2] or (yield from self._oauth2(call, proof, scheme, secrets))
                proof.headers["authorization"] = f"Bearer {token}"
            case _:
                assert_never(scheme)

    def _oauth2(
        self, call: Call, proof: Proof, scheme: OAuth2ClientCredentials, secrets: list[str]
    ) -> Flow[str]:
        source = self._tokens[scheme.id]
        proof.tokens.append(source)
        if not (token := source.token):
            token = str((yield Locked(call, source, secrets[0], secrets[1])))
        return token


def basic(username: str, password: str) -> str:
    """The value of `Authorization` for HTTP Basic, in UTF-8 (RFC 7617, 2)."""
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()


def client_basic(client_id: str, client_secret: str) -> str:
    """HTTP Basic with the form-encoded names of RFC 6749, 2.3.1."""
    return basic(quote_plus(client_id), quote_plus(client_secret))


def _value(value: AsyncCredential | None, secret: Secret) -> AsyncCredential | None:
    return value if value is not None else os.environ.get(secret.env, "").strip() or None


def _reveal(value: AsyncCredential | None, secret: Secret) -> Flow[str]:
    """The text of a credential; a function is called now."""
    found = (yield Ask(value)) if callable(value) else (value or "")
    if not isinstance(found, str):
        raise ConfigurationError(f"{secret.argument} gave a {type(found).__name__}, not a string")
    if not found.isprintable():
        raise ConfigurationError(f"{secret.argument} holds a line break or a control character")
    return found


def _has_all(scheme: SecurityScheme, values: list[AsyncCredential | None]) -> bool:
    if isinstance(scheme, OAuth2ClientCredentials) and values[2]:
        return True
    pairs = zip(values, scheme.secrets, strict=True)
    needed = list(pairs)[:2] if isinstance(scheme, OAuth2ClientCredentials) else pairs
    return all(
        value is not None and (value != "" or _may_be_empty(scheme, secret))
        for value, secret in needed
    )


def _may_be_empty(scheme: SecurityScheme, secret: Secret) -> bool:
    """Only the password of HTTP Basic: some vendors take a key as the name, and nothing beside it."""
    return isinstance(scheme, BasicAuth) and secret is scheme.password


def _is_bare(scheme: SecurityScheme) -> bool:
    """Whether the secret stands in a header as it is."""
    return bool(_header(scheme)) and not isinstance(scheme, BasicAuth)


def _as_header(text: str, secret: Secret) -> str:
    """White space around it is no part of a header's value (RFC 9110, 5.5)."""
    if not text.isascii():
        raise ConfigurationError(f"{secret.argument} holds a character outside ASCII")
    return text.strip()


def _header(scheme: SecurityScheme) -> str:
    """The header that carries the scheme, in lower case; "" for a key that is no header."""
    if isinstance(scheme, ApiKeyAuth):
        return scheme.name.lower() if scheme.location == "header" else ""
    return "authorization"


def _asked(scheme: SecurityScheme) -> str:
    secrets = scheme.secrets[:2] if isinstance(scheme, OAuth2ClientCredentials) else scheme.secrets
    return " and ".join(
        f"{s.argument}= (or set {s.env})" if s.env else f"{s.argument}=" for s in secrets
    )
