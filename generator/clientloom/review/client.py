# What changed about the client itself: arguments of its constructor, servers, webhooks. Imports ir only.
"""Changes of the client class and of the package around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from clientloom.ir import (
    Api,
    ApiKey,
    BasicAuth,
    BearerAuth,
    Credential,
    OAuth2ClientCredentials,
    SecurityScheme,
)
from clientloom.review.changes import Change, Level


def client_changes(old: Api, new: Api) -> Iterator[Change]:
    """Changes of constructor arguments, credentials, servers, resources and webhooks."""
    name = new.package.client
    if (old.package.import_name, old.package.client) != (new.package.import_name, name):
        yield _change(name, Level.BREAKING, "package-renamed", "has another name")
    yield from _credential_changes(name, _credentials(old), _credentials(new))
    yield from _server_changes(name, old, new)
    yield from _header_changes(name, dict(old.constant_headers), dict(new.constant_headers))
    yield from _webhook_changes(old, new)


def _change(subject: str, level: Level, code: str, text: str, breaks: str = "") -> Change:
    return Change(level=level, code=code, subject=subject, text=text, breaks=breaks)


def _credentials(api: Api) -> dict[str, str]:
    """Client argument -> environment variable."""
    secrets = [secret for scheme in api.security_schemes for secret in secrets_of(scheme)]
    return {secret.argument: secret.env for secret in secrets}


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


def _credential_changes(name: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    for argument in sorted(old.keys() - new.keys()):
        text = f"lost the argument `{argument}`"
        yield _change(name, Level.BREAKING, "credential-removed", text, f"{name}({argument}=...)")
    for argument in sorted(new.keys() - old.keys()):
        text = f"gained the argument `{argument}`"
        yield _change(name, Level.SAFE, "credential-added", text)
    for argument in sorted(old.keys() & new.keys()):
        if old[argument] != new[argument]:
            text = f"reads `{argument}` from {new[argument]} in place of {old[argument]}"
            yield _change(name, Level.BREAKING, "credential-env", text)


def _server_changes(name: str, old: Api, new: Api) -> Iterator[Change]:
    before = [server.url for server in old.servers]
    after = [server.url for server in new.servers]
    if before[:1] != after[:1]:
        text = f"talks to {' '.join(after[:1]) or 'no default server'} by default"
        yield _change(name, Level.RISKY, "server-changed", text)
    was = {variable.name for server in old.servers for variable in server.variables}
    now = {variable.name for server in new.servers for variable in server.variables}
    for argument in sorted(was - now):
        text = f"lost the argument `{argument}`"
        yield _change(name, Level.BREAKING, "server-variable-removed", text)
    for argument in sorted(now - was):
        text = f"gained the argument `{argument}`"
        yield _change(name, Level.SAFE, "server-variable-added", text)


def _header_changes(name: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    for header in sorted(old.keys() | new.keys()):
        if old.get(header) != new.get(header):
            text = f"sends the header {header}: {new.get(header, 'no longer')}"
            yield _change(name, Level.SAFE, "constant-header", text)


def _webhook_changes(old: Api, new: Api) -> Iterator[Change]:
    before = {webhook.name for webhook in old.webhooks}
    after = {webhook.name for webhook in new.webhooks}
    for name in sorted(before - after):
        yield _change(f"webhooks.{name}", Level.BREAKING, "webhook-removed", "was removed")
    for name in sorted(after - before):
        yield _change(f"webhooks.{name}", Level.SAFE, "webhook-added", "was added")
