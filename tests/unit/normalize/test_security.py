from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from clientloom.config.settings import AuthConfig, CredentialConfig
from clientloom.ir import (
    Api,
    ApiKey,
    BasicAuth,
    BearerAuth,
    Credential,
    Location,
    OAuth2ClientCredentials,
    Operation,
    SecurityScheme,
    secrets_of,
)
from clientloom.normalize import Normalized

from .operation_cases import OK, codes, normalized

KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
BEARER = {"type": "http", "scheme": "bearer"}
BASIC = {"type": "http", "scheme": "Basic"}
FLOW = {"tokenUrl": "https://example.com/token", "scopes": {"write": "w", "read": "r"}}


def api_with(
    schemes: dict[str, object], operation: dict[str, object] | None = None, **more: Any
) -> Normalized:
    config = {"auth": more.pop("auth", {})}
    root = {
        "paths": {"/a": {"get": {"responses": OK, **(operation or {})}}},
        "components": {"securitySchemes": schemes},
        **more,
    }
    return normalized(root, **config)


def scheme_of(scheme: Mapping[str, object], **config: AuthConfig) -> SecurityScheme:
    (only,) = api_with({"main": scheme}, auth=config).api.security_schemes
    return only


def shared(paths: Mapping[str, object]) -> Api:
    schemes = {"securitySchemes": {"main": BEARER}}
    return normalized({"paths": paths, "components": schemes}).api


def only_operation(found: Normalized) -> Operation:
    (operation,) = found.api.operations
    return operation


@pytest.mark.parametrize(
    ("scheme", "read"),
    [
        (
            KEY,
            ApiKey(
                id="main",
                wire_name="X-Key",
                location=Location.HEADER,
                key=Credential("api_key", "DEMO_API_KEY"),
            ),
        ),
        (
            {"type": "apiKey", "in": "cookie", "name": "sid"},
            ApiKey(
                id="main",
                wire_name="sid",
                location=Location.COOKIE,
                key=Credential("api_key", "DEMO_API_KEY"),
            ),
        ),
        (BEARER, BearerAuth(id="main", token=Credential("token", "DEMO_TOKEN"))),
        (
            {"type": "http", "scheme": "Hawk"},
            BearerAuth(id="main", token=Credential("token", "DEMO_TOKEN"), prefix="Hawk"),
        ),
        (
            BASIC,
            BasicAuth(
                id="main",
                username=Credential("username", "DEMO_USERNAME"),
                password=Credential("password", "DEMO_PASSWORD"),
            ),
        ),
        (
            {"type": "http", "scheme": "Digest"},
            BasicAuth(
                id="main",
                username=Credential("username", "DEMO_USERNAME"),
                password=Credential("password", "DEMO_PASSWORD"),
                digest=True,
            ),
        ),
        (
            {"type": "oauth2", "flows": {"clientCredentials": FLOW}},
            OAuth2ClientCredentials(
                id="main",
                token_url="https://example.com/token",
                client_id=Credential("client_id", "DEMO_CLIENT_ID"),
                client_secret=Credential("client_secret", "DEMO_CLIENT_SECRET"),
                token=Credential("token", "DEMO_TOKEN"),
                scopes=("read", "write"),
            ),
        ),
        (
            {"type": "oauth2", "flows": {"implicit": {}}},
            BearerAuth(id="main", token=Credential("token", "DEMO_TOKEN")),
        ),
        (
            {"type": "openIdConnect", "openIdConnectUrl": "https://example.com"},
            BearerAuth(id="main", token=Credential("token", "DEMO_TOKEN")),
        ),
    ],
)
def test_each_kind_of_scheme(scheme: Mapping[str, object], read: SecurityScheme) -> None:
    assert scheme_of(scheme) == read


def test_settings_name_the_secrets() -> None:
    given = AuthConfig(token=CredentialConfig(argument="api_key", env="OPENAI_API_KEY"))
    scheme = scheme_of(BEARER, main=given)
    assert isinstance(scheme, BearerAuth)
    assert scheme.token == Credential("api_key", "OPENAI_API_KEY")


def test_several_of_a_kind_are_called_after_their_schemes() -> None:
    found = api_with({"userKey": KEY, "adminKey": {**KEY, "name": "X-Admin"}, "timeout": KEY})
    names = [s.key for s in found.api.security_schemes if isinstance(s, ApiKey)]
    assert names == [
        Credential("admin_key", "DEMO_ADMIN_KEY"),
        Credential("timeout_api_key", "DEMO_TIMEOUT_API_KEY"),
        Credential("user_key", "DEMO_USER_KEY"),
    ]


def test_requirements_are_alternatives_of_schemes_together() -> None:
    security = [{"bearer": []}, {"b": ["s"], "a": []}, {}]
    found = api_with({"a": KEY, "b": KEY, "bearer": BEARER}, {"security": security})
    assert [r.schemes for r in only_operation(found).requirements] == [
        (("bearer", ()),),
        (("a", ()), ("b", ("s",))),
        (),
    ]


def test_an_empty_list_takes_the_documents_requirement_away() -> None:
    inherited = api_with({"a": KEY}, security=[{"a": []}])
    assert [r.schemes for r in only_operation(inherited).requirements] == [(("a", ()),)]
    none = api_with({"a": KEY}, {"security": []}, security=[{"a": []}])
    assert only_operation(none).requirements == ()


def test_an_unknown_scheme_is_told_and_left_out() -> None:
    found = api_with({"a": KEY}, {"security": [{"ghost": []}, {"a": []}]})
    assert codes(found) == ["unknown-security-scheme"]
    assert [r.schemes for r in only_operation(found).requirements] == [(("a", ()),)]


def test_mutual_tls_asks_for_no_secret() -> None:
    found = api_with({"tls": {"type": "mutualTLS"}, "a": KEY}, {"security": [{"tls": [], "a": []}]})
    assert [s.id for s in found.api.security_schemes] == ["a"]
    assert [r.schemes for r in only_operation(found).requirements] == [(("a", ()),)]
    assert codes(found) == ["mutual-tls"]


def test_incomplete_schemes_degrade() -> None:
    schemes: dict[str, object] = {"a": {"type": "apiKey"}, "b": {"type": "carrier-pigeon"}}
    found = api_with(schemes, security=[{"a": []}])
    assert codes(found) == ["incomplete-security-scheme", "unknown-security-type"]
    assert len(found.api.security_schemes) == 2


def test_a_parameter_that_repeats_a_key_is_no_argument() -> None:
    declared = [{"in": "header", "name": "x-key", "required": True, "schema": {"type": "string"}}]
    found = api_with({"a": KEY}, {"parameters": declared, "security": [{"a": []}]})
    assert only_operation(found).parameters == ()


def test_schemes_that_nothing_requires_are_told() -> None:
    assert codes(api_with({"a": KEY})) == ["security-not-required"]
    assert codes(api_with({"a": KEY}, security=[{"a": []}])) == []


@pytest.mark.parametrize("security", [[{"main": []}], [], None])
@pytest.mark.parametrize("required", [True, False])
def test_a_key_that_is_declared_twice_is_a_credential_and_no_argument(
    security: list[object] | None, *, required: bool
) -> None:
    parameter = {
        "name": "x-key", "in": "header", "required": required, "schema": {"type": "string"}
    }  # fmt: skip
    operation: dict[str, object] = {"parameters": [parameter]}
    if security is not None:
        operation["security"] = security
    read = only_operation(api_with({"main": KEY}, operation))
    assert read.parameters == ()
    needed = [tuple(id_ for id_, _ in each.schemes) for each in read.requirements]
    assert needed == [("main",)] + ([()] if not required and not security else [])


def test_required_keys_that_are_alternatives_are_needed_together() -> None:
    second = {"type": "apiKey", "in": "query", "name": "token"}
    declared = [
        {"name": "x-key", "in": "header", "required": True, "schema": {"type": "string"}},
        {"name": "token", "in": "query", "required": True, "schema": {"type": "string"}},
    ]
    security: list[object] = [{"key": []}, {"token": []}]
    operation = {"parameters": declared, "security": security}
    read = only_operation(api_with({"key": KEY, "token": second}, operation))
    assert [[id_ for id_, _ in each.schemes] for each in read.requirements] == [["key", "token"]]


@pytest.mark.parametrize("required", [True, False])
def test_a_token_that_most_operations_repeat_is_no_argument(*, required: bool) -> None:
    token = {"name": "token", "in": "query", "required": required, "schema": {"type": "string"}}
    operation = {"parameters": [token], "security": [{"main": []}], "responses": {}}
    paths = {f"/{name}": {"get": operation} for name in "abc"}
    found = shared(paths)
    assert all(o.parameters == () for o in found.operations)
    needed = {"main", "token in query"} if required else {"main"}
    assert {id_ for id_, _ in found.operations[0].requirements[0].schemes} == needed
    secrets = {
        secret.argument for scheme in found.security_schemes for secret in secrets_of(scheme)
    }
    assert secrets == {"token"}


def test_a_token_of_one_operation_stays_its_argument() -> None:
    token = {"name": "token", "in": "query", "required": True, "schema": {"type": "string"}}
    operation: dict[str, object] = {"security": [{"main": []}], "responses": {}}
    paths = {f"/{name}": {"get": operation} for name in "abc"}
    paths |= {"/revoke": {"post": {**operation, "parameters": [token]}}}
    found = shared(paths)
    assert [p.name for o in found.operations for p in o.parameters] == ["token"]


def test_a_token_that_a_scheme_already_sends_is_no_further_one() -> None:
    token = {"name": "token", "in": "query", "schema": {"type": "string"}}
    operation = {"parameters": [token], "security": [{"main": []}], "responses": {}}
    schemes = {"main": BEARER, "key": {"type": "apiKey", "in": "query", "name": "token"}}
    root = {"paths": {f"/{name}": {"get": operation} for name in "abc"}}
    found = normalized({**root, "components": {"securitySchemes": schemes}}).api
    assert [scheme.id for scheme in found.security_schemes] == ["key", "main"]
    assert all(o.parameters == () for o in found.operations)
