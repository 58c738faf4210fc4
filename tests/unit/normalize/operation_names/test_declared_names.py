# What extensions declare for an SDK: one table, the first of several counts, nonsense says nothing.
from __future__ import annotations

import pytest
from clientloom.config.settings import NamesConfig, OperationConfig
from clientloom.normalize.naming.declared_names import (
    EXTENSIONS,
    DeclaredName,
    declared_name,
)
from unit.normalize.operation_cases import OK, normalized


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"x-fern-sdk-group-name": "users"}, DeclaredName(("users",))),
        ({"x-fern-sdk-group-name": ["admin", "users"]}, DeclaredName(("admin", "users"))),
        ({"x-fern-sdk-group-name": "r2.buckets.cors"}, DeclaredName(("r2", "buckets", "cors"))),
        ({"x-speakeasy-group": "a.b"}, DeclaredName(("a", "b"))),
        ({"x-speakeasy-group": ["a", "b"]}, DeclaredName(("a",))),
        ({"x-fern-sdk-method-name": "create"}, DeclaredName(method="create")),
        ({"x-methodName": "postGrants"}, DeclaredName(method="postGrants")),
        ({"x-fern-sdk-group-name": "", "x-speakeasy-group": "a"}, DeclaredName(("a",))),
        ({"x-fern-sdk-method-name": "a", "x-operation-name": "b"}, DeclaredName(method="a")),
        ({"x-fern-sdk-group-name": [1, {}], "x-fern-sdk-method-name": ["a"]}, DeclaredName()),
        ({"x-fern-sdk-group-name": ["a"] * 100}, DeclaredName()),
        ({"x-fern-sdk-method-name": "-- !"}, DeclaredName()),
    ],
)
def test_an_operation_declares_its_name(
    operation: dict[str, object], expected: DeclaredName
) -> None:
    assert declared_name(operation, {}) == expected
    assert bool(expected) == (expected != DeclaredName())


@pytest.mark.parametrize(
    ("overrides", "method"),
    [
        ([{"operationId": "^get", "methodNameOverride": "read"}], "read"),
        ([{"operationId": "^post", "methodNameOverride": "read"}], ""),
        ([{"operationId": "(", "methodNameOverride": "read"}, 3, {}], ""),
        ([{"operationId": "^(a+)+$|^get", "methodNameOverride": "read"}], "read"),
        ("get", ""),
    ],
)
def test_patterns_at_the_root_name_methods(overrides: object, method: str) -> None:
    root = {"x-speakeasy-name-override": overrides}
    assert declared_name({"operationId": "getThings"}, root).method == method
    own = {"operationId": "getThings", "x-speakeasy-name-override": "fetch"}
    assert declared_name(own, root).method == "fetch"


def test_a_pattern_of_the_document_keeps_nothing_busy() -> None:
    root = {"x-speakeasy-name-override": [{"operationId": "^(a+)+$", "methodNameOverride": "a"}]}
    assert declared_name({"operationId": "a" * 5000 + "!"}, root).method == ""


def test_every_extension_is_listed_once() -> None:
    keys = [(extension.names, extension.key) for extension in EXTENSIONS]
    assert len(set(keys)) == len(keys)


def test_client_toml_can_ignore_declared_names() -> None:
    operation = {"operationId": "readThings", "x-fern-sdk-method-name": "all", "responses": OK}
    root = {"paths": {"/things": {"get": operation}}}
    (declared,) = normalized(root).api.operations
    (ruled,) = normalized(root, names=NamesConfig(declared=False)).api.operations
    assert declared.name == "all"
    assert ruled.name == "list"


def test_settings_win_over_declared_names() -> None:
    operation = {"operationId": "readThings", "x-fern-sdk-method-name": "all", "responses": OK}
    root = {"paths": {"/things": {"get": operation}}}
    config = {"readThings": OperationConfig(accessor="things.every")}
    (found,) = normalized(root, operations=config).api.operations
    assert found.name == "every"
