# Retries, deprecation and credentials of methods. Imports ir and its neighbours.
"""What a method does around its call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from clientloom.ir import (
    Api,
    ApiKey,
    BasicAuth,
    BearerAuth,
    Credential,
    OAuth2ClientCredentials,
    Operation,
    Requirement,
    RetryClass,
    SecurityScheme,
)
from clientloom.review.changes import Level
from clientloom.review.finding import Finding

Alternatives = tuple[Requirement, ...]
NOTHING = Requirement(schemes=())


def policy_findings(old: Operation, new: Operation, secrets: Secrets) -> Iterator[Finding]:
    """Retries, deprecation, credentials."""
    if repeated(old.retry) != repeated(new.retry):
        worse = old.retry is RetryClass.NEVER and new.retry is not RetryClass.KEYED
        level = Level.RISKY if worse else Level.SAFE
        yield Finding(level, "retry-changed", f"is {repeated(new.retry)} after a failure")
    if new.deprecated and not old.deprecated:
        yield Finding(Level.SAFE, "deprecated", "is now deprecated")
    if old.deprecated and not new.deprecated:
        yield Finding(Level.SAFE, "undeprecated", "is no longer deprecated")
    before, after = old.requirements or (NOTHING,), new.requirements or (NOTHING,)
    if set(before) != set(after):
        yield security_finding(before, after, secrets)


def repeated(retry: RetryClass) -> str:
    """Whether a call is sent again when it failed, in words."""
    match retry:
        case RetryClass.SAFE | RetryClass.IDEMPOTENT:
            return "repeated"
        case RetryClass.KEYED:
            return "repeated with an idempotency key"
        case RetryClass.NEVER:
            return "not repeated"
        case _:
            assert_never(retry)


@dataclass(frozen=True, slots=True)
class Secrets:
    """The client's arguments of every security scheme, quoted, and the schemes that an old caller can know."""

    names: Mapping[str, str]
    known: frozenset[str]

    @classmethod
    def of(cls, old: Api, new: Api) -> Secrets:
        """Those of both versions."""
        before = secret_names(old)
        return cls({**before, **secret_names(new)}, frozenset(before))


def security_finding(before: Alternatives, after: Alternatives, secrets: Secrets) -> Finding:
    """Safe where whatever was enough before still is (OpenAPI 3.1, 4.8.30: one alternative has to hold).

    What no old caller can have given breaks all of them.
    """
    level = Level.RISKY
    if all(any(is_enough(was, now) for now in after) for was in before):
        level = Level.SAFE
    elif not any({name for name, _ in now.schemes} <= secrets.known for now in after):
        level = Level.BREAKING
    text = f"needs {needed(after, secrets.names)} in place of {needed(before, secrets.names)}"
    return Finding(level, "security-changed", text)


def is_enough(given: Requirement, asked: Requirement) -> bool:
    """Do the credentials of one alternative satisfy another?"""
    scopes = {name: set(values) for name, values in given.schemes}
    return all(name in scopes and scopes[name] >= set(values) for name, values in asked.schemes)


def needed(alternatives: Alternatives, secrets: Mapping[str, str]) -> str:
    """Alternatives in words."""
    found = (
        " and ".join(scheme_in_words(name, scopes, secrets) for name, scopes in each.schemes)
        for each in alternatives
    )
    return " or ".join(text or "no credentials" for text in found)


def scheme_in_words(name: str, scopes: tuple[str, ...], secrets: Mapping[str, str]) -> str:
    """The arguments of the client for a scheme, and what they must be good for."""
    text = secrets.get(name, f"`{name}`")
    return f"{text} (scopes {', '.join(scopes)})" if scopes else text


def secret_names(api: Api) -> dict[str, str]:
    """Scheme id -> the client's arguments for it, quoted."""
    return {
        scheme.id: " and ".join(f"`{secret.argument}`" for secret in secrets_of(scheme))
        for scheme in api.security_schemes
    }


def secrets_of(scheme: SecurityScheme) -> tuple[Credential, ...]:
    """The credentials that a scheme takes."""
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
