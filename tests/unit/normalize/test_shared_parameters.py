# Parameters that most operations share: which become arguments of the client, and which are only proposed.
from __future__ import annotations

from typing import Any

import pytest
from clientloom.config.settings import ClientArgumentConfig
from clientloom.diagnostics import InputError
from clientloom.ir import ApiKey, ClientParameter, Location, Primitive, PrimitiveKind
from clientloom.normalize import Normalized
from clientloom.symbols import SymbolLock

from .operation_cases import codes, normalized

TEXT = {"type": "string"}
VERSION = {"name": "api-version", "in": "query", "schema": {**TEXT, "default": "v1"}}


def many(parameter: dict[str, Any], paths: int = 6, **more: Any) -> Normalized:
    """A document of some paths, each with a GET and a POST that have the parameter."""
    operation = {"parameters": [parameter], "responses": {"204": {"description": ""}}}
    root = {f"/p{n}": {"get": operation, "post": operation} for n in range(paths)}
    return normalized({"paths": root, "info": {"title": "T", "version": "7"}}, **more)


def arguments(found: Normalized) -> set[str]:
    return {p.name for o in found.api.operations for p in o.parameters if p.is_argument}


@pytest.mark.parametrize("required", [True, False])
def test_a_default_makes_an_argument_of_the_client(*, required: bool) -> None:
    found = many({**VERSION, "required": required})
    assert found.api.client_parameters == (
        ClientParameter(
            argument="api_version",
            wire_name="api-version",
            location=Location.QUERY,
            type=Primitive(PrimitiveKind.STRING),
            default_json='"v1"',
            required=required,
        ),
    )
    assert arguments(found) == set()
    assert codes(found) == []


@pytest.mark.parametrize(("word", "is_shared"), [("example", True), ("pattern", False)])
def test_examples_make_no_other_parameter(word: str, *, is_shared: bool) -> None:
    paths = {}
    for n in range(12):
        parameter = {**VERSION, "schema": {**TEXT, word: f"v{n}"}}
        paths[f"/p{n}"] = {"get": {"parameters": [parameter], "responses": {}}}
    found = normalized({"paths": paths})
    assert ("shared-parameter" in codes(found)) is is_shared


@pytest.mark.parametrize(
    "schema",
    [TEXT, {"type": "boolean"}],
    ids=["text", "boolean"],
)
def test_without_a_default_a_line_is_proposed(schema: dict[str, Any]) -> None:
    found = many({**VERSION, "schema": schema})
    assert found.api.client_parameters == ()
    assert arguments(found) == {"api_version"}
    (note,) = found.report.diagnostics
    assert (note.code, note.message) == (
        "shared-parameter",
        "12 of 12 operations have the query parameter 'api-version'",
    )
    line = 'client_arguments.api_version = {parameter = "api-version", location = "query", default = "7"}'
    assert line in note.hint


@pytest.mark.parametrize(
    ("parameter", "paths"),
    [
        (VERSION, 3),
        ({"name": "limit", "in": "query", "schema": {"type": "integer", "default": 20}}, 6),
        ({"name": "id", "in": "header", "required": True, "schema": {"const": "a"}}, 6),
    ],
    ids=["few operations", "a number", "a constant"],
)
def test_what_is_not_of_everywhere_is_no_argument_of_the_client(
    parameter: dict[str, Any], paths: int
) -> None:
    found = many(parameter, paths)
    assert (found.api.client_parameters, codes(found)) == ((), [])


def test_a_key_without_a_scheme_is_proposed_as_a_secret_and_becomes_a_credential() -> None:
    parameter = {"name": "xi-api-key", "in": "header", "schema": TEXT}
    (note,) = many(parameter).report.diagnostics
    assert "secret = true" in note.hint
    given = ClientArgumentConfig(parameter="XI-API-KEY", location="header", env="KEY", secret=True)
    found = many(parameter, client_arguments={"api_key": given})
    (scheme,) = found.api.security_schemes
    assert isinstance(scheme, ApiKey)
    assert (scheme.key.argument, scheme.key.env) == ("api_key", "KEY")
    assert arguments(found) == set()
    wanted = [[id_ for id_, _ in r.schemes] for r in found.api.operations[0].requirements]
    assert wanted == [["api_key"], []]


@pytest.mark.parametrize("location", ["header", "query"])
@pytest.mark.parametrize("required", [True, False])
def test_the_default_of_a_credential_is_a_placeholder(location: str, *, required: bool) -> None:
    schema = {**TEXT, "default": "YOUR_KEY"}
    key = {"name": "x-app-key", "in": location, "schema": schema, "required": required}
    found = many(key, paths=2)
    assert (found.api.client_parameters, found.api.constant_headers) == ((), ())
    assert arguments(found) == {"x_app_key"}
    (note,) = found.report.diagnostics
    assert (note.code, "secret = true" in note.hint) == ("shared-parameter", True)


@pytest.mark.parametrize(
    ("name", "paths", "is_proposed"),
    [
        ("api_key", 2, True),
        ("X-Postmark-Server-Token", 2, True),
        ("secretKey", 2, True),
        ("api_key", 1, False),
        ("idempotency_key", 2, False),
        ("page_token", 2, False),
        ("language", 2, False),
    ],
)
def test_a_credential_of_a_small_api_is_proposed(
    name: str, paths: int, *, is_proposed: bool
) -> None:
    found = many({"name": name, "in": "header", "schema": TEXT}, paths=paths)
    assert ("shared-parameter" in codes(found)) is is_proposed


def test_a_setting_without_its_parameter_is_reported() -> None:
    given = ClientArgumentConfig(parameter="api-versoin")
    assert codes(many(VERSION, client_arguments={"version": given})) == ["unused-client-argument"]


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        (TEXT, "1", '"1"'),
        ({"type": "boolean"}, "true", "true"),
        ({"type": ["integer", "null"]}, "12", "12"),
        ({"enum": [1, 2]}, "2", "2"),
        ({"enum": ["v1", "v2"]}, "v3", '"v3"'),  # newer than the document
    ],
)
def test_a_default_of_the_settings_has_the_type_of_the_parameter(
    schema: dict[str, Any], text: str, expected: str
) -> None:
    given = ClientArgumentConfig(parameter="api-version", default=text)
    found = many({**VERSION, "schema": schema}, client_arguments={"version": given})
    assert [p.default_json for p in found.api.client_parameters] == [expected]


@pytest.mark.parametrize(("kind", "text"), [("integer", "v1"), ("number", "NaN"), ("boolean", "1")])
def test_a_default_of_another_type_is_refused(kind: str, text: str) -> None:
    given = ClientArgumentConfig(parameter="api-version", default=text)
    with pytest.raises(InputError) as caught:
        many({**VERSION, "schema": {"type": kind}}, client_arguments={"version": given})
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.span.file) == (
        "bad-value",
        "specs/demo/client.toml client_arguments.version.default",
    )
    assert problem.message == f"{text!r} is no value of the parameter, whose type is {kind}"


def test_a_proposed_name_is_no_other_argument_of_the_client() -> None:
    (note,) = many({**VERSION, "name": "timeout", "schema": TEXT}).report.diagnostics
    assert "client_arguments.timeout_ = {" in note.hint


def test_an_argument_of_an_existing_package_stays() -> None:
    before = many({**VERSION, "schema": TEXT})
    after = many(VERSION, symbols=before.symbols)
    assert arguments(after) == {"api_version"}
    fresh = many(VERSION, symbols=SymbolLock())
    assert arguments(fresh) == arguments(many(VERSION, symbols=fresh.symbols)) == set()
