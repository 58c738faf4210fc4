from __future__ import annotations

from typing import Any

import pytest
from clientloom.config.settings import UpstreamConfig
from clientloom.ir import Server, ServerVariable

from .operation_cases import OK, codes, normalized

OP = {"responses": OK}


def servers_of(*servers: object, **config: Any) -> tuple[Server, ...]:
    return normalized(
        {"servers": list(servers), "paths": {"/a": {"get": OP}}}, **config
    ).api.servers


def test_servers_keep_their_order_and_variables() -> None:
    templated = {
        "url": "https://{region}.example.com:{port}/v1",
        "description": " regional ",
        "variables": {"region": {"default": "eu", "enum": ["eu", "us"]}, "port": {"default": 443}},
    }
    found = servers_of(templated, {"url": "//example.com"}, {"url": "//example.com"})
    assert found == (
        Server(
            url="https://{region}.example.com:{port}/v1",
            variables=(
                ServerVariable(
                    name="region", wire_name="region", default="eu", choices=("eu", "us")
                ),
                ServerVariable(name="port", wire_name="port", default="443"),
            ),
            doc="regional",
        ),
        Server(url="https://example.com"),
    )


@pytest.mark.parametrize("url", ["/v1", "", "v1", "{base}/x"])
def test_a_relative_server_is_told_and_left_out(url: str) -> None:
    variables = {"base": {"default": "/b"}}
    root = {"servers": [{"url": url, "variables": variables}], "paths": {"/a": {"get": OP}}}
    found = normalized(root)
    assert found.api.servers == ()
    assert codes(found) == ["relative-server"]
    (note,) = found.report.diagnostics
    assert note.message.endswith("the document, so the client requires a base_url")
    assert note.hint == "set base_url in client.toml"


def test_a_relative_server_proposes_the_url_beside_the_document_that_is_fetched() -> None:
    servers = [{"url": "/v1"}, {"url": "https://a.com"}]
    root = {"servers": servers, "paths": {"/a": {"get": OP}}}
    source = UpstreamConfig(url="https://token:secret@api.example.com/docs/openapi.json")
    found = normalized(root, upstream=source)
    assert found.api.servers == (Server(url="https://a.com"),)
    (note,) = found.report.diagnostics
    assert note.message.endswith("the document and is left out")
    assert note.hint == "set base_url in client.toml, such as 'https://api.example.com/v1'"
    assert not codes(normalized(root, upstream=source, base_url="https://b.com"))


def test_a_variable_without_default_is_told() -> None:
    root = {"servers": [{"url": "https://{host}/v1"}], "paths": {"/a": {"get": OP}}}
    found = normalized(root)
    assert found.api.servers[0].variables == (
        ServerVariable(name="host", wire_name="host", default=""),
    )
    assert codes(found) == ["server-variable-without-default"]


def test_choices_that_yaml_reads_as_something_else_are_texts() -> None:
    values = {"default": True, "enum": [True, 8443, "x", None]}
    (server,) = servers_of({"url": "https://a.test/{z}", "variables": {"z": values}})
    (variable,) = server.variables
    assert (variable.default, variable.choices) == ("true", ("true", "8443", "x", ""))


def test_a_variable_is_not_called_like_an_argument_of_the_client() -> None:
    variables = {"timeout": {"default": "a"}, "api_key": {"default": "b"}}
    root = {
        "servers": [{"url": "https://{timeout}.{api_key}.com", "variables": variables}],
        "components": {"securitySchemes": {"k": {"type": "apiKey", "in": "query", "name": "k"}}},
        "paths": {"/a": {"get": OP}},
    }
    (server,) = normalized(root).api.servers
    assert [v.name for v in server.variables] == ["timeout_", "server_api_key"]


def test_the_base_url_of_the_settings_replaces_the_documents_servers() -> None:
    found = servers_of({"url": "https://a.com"}, base_url="https://b.com/v2")
    assert found == (Server(url="https://b.com/v2"),)


def test_operations_and_paths_may_have_servers_of_their_own() -> None:
    upload, path = {"url": "https://upload.com"}, {"url": "https://path.com"}
    root = {
        "servers": [{"url": "https://api.com"}],
        "paths": {
            "/a": {"servers": [path], "get": OP, "put": {**OP, "servers": [upload]}},
            "/b": {"get": {**OP, "servers": [{"url": "https://api.com"}]}},
            "/c": {"get": {**OP, "servers": [{"url": "/v2"}]}},
        },
    }
    own = {o.id: [s.url for s in o.servers] for o in normalized(root).api.operations}
    assert own == {
        "get_a": ["https://path.com"],
        "put_a": ["https://upload.com"],
        "get_b": [],
        "get_c": ["/v2"],
    }


def test_servers_that_every_operation_names_are_those_of_the_api() -> None:
    mine = {**OP, "servers": [{"url": "https://k8s.local"}]}
    root = {"servers": [{"url": "/"}], "paths": {"/a": {"get": mine}, "/b": {"get": mine}}}
    found = normalized(root)
    assert found.api.servers == (Server(url="https://k8s.local"),)
    assert [o.servers for o in found.api.operations] == [(), ()]
    assert codes(found) == []
