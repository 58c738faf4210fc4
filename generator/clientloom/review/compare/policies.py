# Retries, deprecation and credentials of methods. May import ir and the other modules of compare.
"""Compares retries, deprecation and credentials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from clientloom import ir
from clientloom.review.changes import Level
from clientloom.review.variance.finding import Finding, deprecation_findings

Alternatives = tuple[ir.Requirement, ...]
NOTHING = ir.Requirement(schemes=())


def policy_findings(old: ir.Operation, new: ir.Operation, secrets: Secrets) -> Iterator[Finding]:
    """Compares retries, deprecation and credentials."""
    if _describe_retry(old.retry) != _describe_retry(new.retry):
        worse = old.retry is ir.RetryClass.NEVER and new.retry is not ir.RetryClass.KEYED
        level = Level.RISKY if worse else Level.SAFE
        yield Finding(level, "retry-changed", f"is {_describe_retry(new.retry)} after a failure")
    yield from deprecation_findings(was=old.deprecated, now=new.deprecated)
    before, after = old.requirements or (NOTHING,), new.requirements or (NOTHING,)
    was, now = (
        _describe_credentials(before, secrets.names),
        _describe_credentials(after, secrets.names),
    )
    if set(before) != set(after) and was != now:
        text = _scope_change(before, after) or f"needs {now} instead of {was}"
        yield Finding(_security_level(before, after, secrets), "security-changed", text)


def _scope_change(before: Alternatives, after: Alternatives) -> str:
    """Describes a change of the scopes of one scheme, "" for any other change."""
    schemes = [each[0].schemes for each in (before, after) if len(each) == 1]
    if [len(each) for each in schemes] != [1, 1]:
        return ""
    (was_name, was), (name, now) = schemes[0][0], schemes[1][0]
    if was_name != name or not (was and now):
        return ""
    return f"needs the scopes {', '.join(now)} instead of {', '.join(was)}"


def _describe_retry(retry: ir.RetryClass) -> str:
    """Describes whether a failed call is retried."""
    match retry:
        case ir.RetryClass.SAFE | ir.RetryClass.IDEMPOTENT:
            return "repeated"
        case ir.RetryClass.KEYED:
            return "repeated with an idempotency key"
        case ir.RetryClass.NEVER:
            return "not repeated"
        case _:
            assert_never(retry)


@dataclass(frozen=True, slots=True)
class Secrets:
    """The client arguments of every security scheme, quoted, and those that the old version has."""

    names: Mapping[str, str]
    known: frozenset[str]

    @classmethod
    def of(cls, old: ir.Api, new: ir.Api) -> Secrets:
        """Returns the secrets of both versions."""
        before = _secret_names(old)
        return cls({**before, **_secret_names(new)}, frozenset(before.values()))

    def given_credentials(self, requirement: ir.Requirement) -> dict[str, set[str]]:
        """Returns the arguments and scopes of an alternative, independent of the schemes' names."""
        return {self.names.get(name, name): set(scopes) for name, scopes in requirement.schemes}


def _security_level(before: Alternatives, after: Alternatives, secrets: Secrets) -> Level:
    """Returns SAFE if credentials that were sufficient still are (OpenAPI 3.1, 4.8.30: one alternative must hold).

    It is BREAKING if every alternative needs an argument that the old version does not have.
    """
    asked = [secrets.given_credentials(each) for each in after]
    if all(any(_is_enough(secrets.given_credentials(was), now) for now in asked) for was in before):
        return Level.SAFE
    return Level.RISKY if any(now.keys() <= secrets.known for now in asked) else Level.BREAKING


def _is_enough(given: Mapping[str, set[str]], asked: Mapping[str, set[str]]) -> bool:
    """Whether the credentials of one alternative satisfy another."""
    return all(name in given and given[name] >= asked[name] for name in asked)


def _describe_credentials(alternatives: Alternatives, secrets: Mapping[str, str]) -> str:
    found = (
        " and ".join(_scheme_in_words(name, scopes, secrets) for name, scopes in each.schemes)
        for each in alternatives
    )
    return " or ".join(text or "no credentials" for text in found)


def _scheme_in_words(name: str, scopes: tuple[str, ...], secrets: Mapping[str, str]) -> str:
    text = secrets.get(name, f"`{name}`")
    return f"{text} (scopes {', '.join(scopes)})" if scopes else text


def _secret_names(api: ir.Api) -> dict[str, str]:
    """Maps scheme ids to the client arguments, quoted."""
    return {
        scheme.id: " and ".join(f"`{secret.argument}`" for secret in ir.secrets_of(scheme))
        for scheme in api.security_schemes
    }
