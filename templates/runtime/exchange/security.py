# The credentials of a request. Pure except for the effects that it yields. Imports light modules.
"""Authentication: chooses an alternative, finds its secrets, adds them to headers, query and cookies."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, cast

from ..core.api import (
    ApiDescription,
    ApiKeyAuth,
    DigestAuth,
    Secret,
    SecurityScheme,
    TokenScheme,
)
from ..core.basics import AsyncCredential, Clock
from ..core.errors import ConfigurationError, MissingCredentialError, Unpicklable
from ..core.operations import Scoped, Security
from .auth_headers import NOTHING, AuthHeaders
from .effects import Effect, Flow, Invoke, TokenSource

if TYPE_CHECKING:
    from ..core.http import httpx

Renewal = Callable[[TokenSource, str, str], Effect]
"""Returns the effect that fetches a token, from the source, the client's id and its secret."""


class Origin(IntEnum):
    """The origin of a scheme's credentials, the preferred one first."""

    GIVEN = 0
    """The caller passed them to the client."""
    BY_HAND = 1
    """The caller set the header."""
    ENVIRONMENT = 2


_Sourced = tuple[str | Scoped, Origin]
"""A scheme, and the origin of its credentials."""


class _Value(NamedTuple):
    """A credential, and whether the caller passed it."""

    value: AsyncCredential | None
    given: bool


class Authenticator(Unpicklable):
    """The credentials of one client.

    Args:
        api: describes the schemes.
        credentials: by scheme id, in the order of the scheme's secrets; None means the environment variable.
        # <OAuth2ClientCredentials>
        clock: for the lifetime of tokens.
        scopes: the scopes of OAuth2 tokens; None means those that the called operation needs.
        # </OAuth2ClientCredentials>
    """

    _unpicklable = "a client cannot be pickled: it holds credentials and connections"

    def __init__(
        self,
        api: ApiDescription,
        credentials: Mapping[str, tuple[AsyncCredential | None, ...]],
        # <OAuth2ClientCredentials>
        clock: Clock,
        scopes: Sequence[str] | None = None,
        # </OAuth2ClientCredentials>
    ) -> None:
        self._schemes = api.scheme_by_id
        self._values: dict[str, list[_Value]] = {}
        # <OAuth2ClientCredentials>
        self._clock = clock
        self._scopes = None if scopes is None else tuple(scopes)
        self._tokens: dict[tuple[str, tuple[str, ...]], TokenSource] = {}
        # </OAuth2ClientCredentials>
        # <DigestAuth>
        self._digests: dict[tuple[str, str], httpx.Auth] = {}
        # </DigestAuth>
        self._fixed: dict[Security, AuthHeaders] = {}
        for scheme in api.schemes:
            passed = credentials.get(scheme.id, ())
            padded = (*passed, *[None] * len(scheme.secrets))[: len(scheme.secrets)]
            pairs = zip(padded, scheme.secrets, strict=True)
            values = [_value(value, secret) for value, secret in pairs]
            # <OAuth2ClientCredentials>
            values = _own(values)
            # </OAuth2ClientCredentials>
            self._values[scheme.id] = values

    def __repr__(self) -> str:
        return "<Authenticator>"

    @cached_property
    def names(self) -> frozenset[str]:
        """The names, in lower case, of headers, query parameters and cookies with credentials."""
        # <ApiKeyAuth>
        schemes = self._schemes.values()
        if keys := [scheme for scheme in schemes if isinstance(scheme, ApiKeyAuth)]:
            return frozenset(scheme.name.lower() for scheme in keys)
        # </ApiKeyAuth>
        return NOTHING

    def authenticate(
        self,
        security: Security,
        operation: str,
        headers: Mapping[str, str],
        # <OAuth2ClientCredentials>
        renewal: Renewal,
        # </OAuth2ClientCredentials>
    ) -> Flow[AuthHeaders]:
        """Returns what to add to an attempt of a call.

        Args:
            security: the alternatives of the operation.
            operation: its name, for messages.
            headers: the headers of the call; a header set by the caller replaces its scheme.
            # <OAuth2ClientCredentials>
            renewal: fetches a token.
            # </OAuth2ClientCredentials>

        Raises:
            MissingCredentialError: no alternative of the operation can be satisfied.
        """
        known = self._fixed.get(security)
        if known is not None and (not known.yields or known.yields.isdisjoint(headers)):
            return known
        chosen = self._choose(security, operation, headers)
        added = AuthHeaders()
        for entry, origin in chosen:
            if origin is not Origin.BY_HAND:
                secrets = yield from self._secrets(operation, entry)
                # <OAuth2ClientCredentials>
                if isinstance(self._scheme(entry), TokenScheme):
                    secrets.append((yield from self._token(added, entry, secrets, renewal)))
                # </OAuth2ClientCredentials>
                # <DigestAuth>
                if isinstance(self._scheme(entry), DigestAuth):
                    added.auth = self._digest_auth(secrets[0], secrets[1])
                    continue
                # </DigestAuth>
                self._scheme(entry).add(added, secrets)
        origins = {origin for _, origin in chosen}
        if Origin.ENVIRONMENT in origins:
            added.yields = frozenset(self._scheme(e).header for each in security for e in each)
        changes = any(self._changes(entry) for entry, _ in chosen)
        # <OAuth2ClientCredentials>
        changes = changes or bool(added.tokens)
        # </OAuth2ClientCredentials>
        if chosen and Origin.BY_HAND not in origins and not changes:
            self._fixed[security] = added
        return added

    def _scheme(self, entry: str | Scoped) -> SecurityScheme:
        return self._schemes[entry if isinstance(entry, str) else entry.scheme]

    def _changes(self, entry: str | Scoped) -> bool:
        return any(callable(value) for value, _ in self._values[self._scheme(entry).id])

    def _choose(
        self, security: Security, operation: str, headers: Mapping[str, str]
    ) -> list[_Sourced]:
        """Returns the schemes to use, with the origin of their credentials."""
        # <alternatives>
        if len(security) > 1 or any(len(entries) != 1 for entries in security):
            return self._choose_best(security, operation, headers)
        # </alternatives>
        if not security:
            return []
        ((entry,),) = security
        origin = self._origin(entry, headers)
        if origin is None:
            advice = ", or ".join(self._ways(self._scheme(entry)))
            raise MissingCredentialError(f"{operation} needs a credential: give {advice}")
        return [(entry, origin)]

    # <alternatives>
    def _choose_best(
        self, security: Security, operation: str, headers: Mapping[str, str]
    ) -> list[_Sourced]:
        """Returns the schemes of the best alternative: the caller's credentials before those of the environment."""
        wanted = [alternative for alternative in security if alternative]
        found = [self._find_sources(alternative, headers) for alternative in wanted]
        satisfied = [
            one for one, entries in zip(found, wanted, strict=True) if len(one) == len(entries)
        ]
        if satisfied:
            return min(satisfied, key=_rank)
        if wanted and len(wanted) == len(security):
            advice = self._advice(wanted)
            raise MissingCredentialError(f"{operation} needs a credential: {advice}")
        return []

    def _find_sources(
        self, alternative: tuple[str | Scoped, ...], headers: Mapping[str, str]
    ) -> list[_Sourced]:
        """Returns the schemes that have credentials, with the origin of these."""
        found = ((entry, self._origin(entry, headers)) for entry in alternative)
        return [(entry, origin) for entry, origin in found if origin is not None]

    # </alternatives>
    def _origin(self, entry: str | Scoped, headers: Mapping[str, str]) -> Origin | None:
        scheme = self._scheme(entry)
        held = _select_complete(scheme, self._values[scheme.id])
        if any(value.given for value in held):
            return Origin.GIVEN
        if scheme.header in headers:
            return Origin.BY_HAND
        return Origin.ENVIRONMENT if held else None

    # <alternatives>
    def _advice(self, wanted: list[tuple[str | Scoped, ...]]) -> str:
        alternatives = (
            " and ".join(ways)
            for entries in wanted
            for ways in product(*map(self._ways, map(self._scheme, entries)))
        )
        return "give " + ", or ".join(dict.fromkeys(alternatives))

    # </alternatives>
    def _ways(self, scheme: SecurityScheme) -> list[str]:
        """Returns the ways to complete the credentials of a scheme."""
        values = self._values[scheme.id]
        # <OAuth2ClientCredentials>
        if isinstance(scheme, TokenScheme):
            return [_describe_missing(scheme, values[:2]), _describe(scheme.secrets[2])]
        # </OAuth2ClientCredentials>
        return [_describe_missing(scheme, values)]

    def _secrets(self, operation: str, entry: str | Scoped) -> Flow[list[str]]:
        """Returns the texts of a scheme's credentials."""
        scheme = self._scheme(entry)
        secrets: list[str] = []
        for (value, _), secret in zip(self._values[scheme.id], scheme.secrets, strict=True):
            text = yield from _reveal(value, secret)
            # <bare_credentials>
            if scheme.is_bare(secret):
                text = secret.check(text)
            # </bare_credentials>
            secrets.append(text)
            if value is not None and not secrets[-1] and not scheme.may_be_empty(secret):
                raise MissingCredentialError(
                    f"{operation} needs a credential: {secret.argument}= is empty"
                )
        return secrets

    # <DigestAuth>
    def _digest_auth(self, username: str, password: str) -> httpx.Auth:
        """Answers challenges; it is kept, so that later calls need no challenge."""
        from ..core.http import httpx

        key = (username, password)
        return self._digests.setdefault(key, httpx.DigestAuth(username, password))

    # </DigestAuth>
    # <OAuth2ClientCredentials>
    def _token(
        self, added: AuthHeaders, entry: str | Scoped, secrets: list[str], renewal: Renewal
    ) -> Flow[str]:
        """Returns the token that the caller gave, else one that is fetched."""
        if secrets[2]:
            return secrets[2]
        source = self.source(entry)
        added.tokens.append(source)
        if not (token := source.token):
            token = str((yield renewal(source, secrets[0], secrets[1])))
        return token

    def source(self, entry: str | Scoped) -> TokenSource:
        """Returns the token source for a scheme and a set of scopes."""
        scopes = self._scopes
        if scopes is None:
            scopes = () if isinstance(entry, str) else tuple(dict.fromkeys(entry.scopes))
        scheme = cast("TokenScheme", self._scheme(entry))  # no other has tokens
        key = (scheme.id, tuple(sorted(scopes)))
        return self._tokens.setdefault(key, scheme.source(scopes, self._clock))

    # </OAuth2ClientCredentials>


def _rank(chosen: list[_Sourced]) -> tuple[Origin, Origin]:
    """Ranks an alternative: best if nothing comes from the environment, then if something comes from the caller."""
    origins = [origin for _, origin in chosen]
    return max(origins), min(origins)


def _value(value: AsyncCredential | None, secret: Secret) -> _Value:
    if value is not None:
        return _Value(value, given=True)
    return _Value(os.environ.get(secret.env, "").strip() or None, given=False)


def _own(values: list[_Value]) -> list[_Value]:
    """Ignores a token from the environment if the caller gave the credentials that fetch one."""
    if len(values) == 3 and not values[2].given and any(value.given for value in values[:2]):
        return [*values[:2], _Value(None, given=False)]
    return values


def _reveal(value: AsyncCredential | None, secret: Secret) -> Flow[str]:
    """Returns the text of a credential; a function is called now."""
    found = (yield Invoke(value)) if callable(value) else (value or "")
    if not isinstance(found, str):
        verb = "returned" if callable(value) else "is"
        kind = type(found).__name__
        raise ConfigurationError(f"{secret.label} {verb} a value of type {kind}, not a string")
    if not found.isprintable():
        raise ConfigurationError(f"{secret.label} contains a line break or a control character")
    return found


def _select_complete(scheme: SecurityScheme, values: list[_Value]) -> list[_Value]:
    """Returns the credentials of a scheme; () if one is missing."""
    # <OAuth2ClientCredentials>
    if isinstance(scheme, TokenScheme):
        if values[2].value:
            return values[2:]
        values = values[:2]
    # </OAuth2ClientCredentials>
    complete = all(
        _is_given(scheme, secret, one) for one, secret in zip(values, scheme.secrets, strict=False)
    )
    return values if complete else []


def _is_given(scheme: SecurityScheme, secret: Secret, value: _Value) -> bool:
    return value.value is not None and (value.value != "" or scheme.may_be_empty(secret))


def _describe_missing(scheme: SecurityScheme, values: list[_Value]) -> str:
    """Describes the credentials that are missing; all, if none is."""
    pairs = list(zip(scheme.secrets, values, strict=False))
    missing = [secret for secret, value in pairs if not _is_given(scheme, secret, value)]
    return " and ".join(map(_describe, missing or [secret for secret, _ in pairs]))


def _describe(secret: Secret) -> str:
    return f"{secret.argument}= (or set {secret.env})" if secret.env else f"{secret.argument}="
