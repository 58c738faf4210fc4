from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from clientloom.config.settings import NamesConfig, Selector
from clientloom.diagnostics import InputError, Severity
from clientloom.normalize.operations.selection import find_operations, select

from .operation_cases import OK, codes, normalized, settings

ROOT: Mapping[str, object] = {
    "paths": {
        "/v1/pets/{id}": {"get": {"operationId": "getPet", "tags": ["pets"]}},
        "/v1/pets": {
            "post": {"operationId": "addPet", "tags": ["pets", "admin"]},
            "get": {"operationId": "listPets", "tags": ["pets"]},
        },
        "/health": {"head": {}},
    }
}


def picked(**config: Any) -> list[str]:
    return [site.key for site in select(find_operations(ROOT), settings(**config))]


def test_operations_come_sorted_by_path_and_method() -> None:
    assert picked() == ["HEAD /health", "GET /v1/pets", "POST /v1/pets", "GET /v1/pets/{id}"]


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (Selector(tag="admin"), ["POST /v1/pets"]),
        (Selector(path="/v1/*"), ["GET /v1/pets", "POST /v1/pets"]),
        (Selector(path="/v1/**"), ["GET /v1/pets", "POST /v1/pets", "GET /v1/pets/{id}"]),
        (Selector(path="/v1/pets/{id}"), ["GET /v1/pets/{id}"]),
        (Selector(method="head"), ["HEAD /health"]),
        (Selector(operation="addPet"), ["POST /v1/pets"]),
        (Selector(operation="HEAD /health"), ["HEAD /health"]),
        (Selector(operation="head /health"), ["HEAD /health"]),
        (Selector(tag="pets", method="GET"), ["GET /v1/pets", "GET /v1/pets/{id}"]),
    ],
)
def test_include_keeps_what_every_key_matches(selector: Selector, found: list[str]) -> None:
    assert picked(include=(selector,)) == found
    assert sorted(picked(exclude=(selector,)) + found) == sorted(picked())


def test_exclude_takes_from_include() -> None:
    kept = picked(include=(Selector(tag="pets"),), exclude=(Selector(method="POST"),))
    assert kept == ["GET /v1/pets", "GET /v1/pets/{id}"]


def test_a_selector_that_matches_nothing_names_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        picked(exclude=(Selector(tag="pet"),))
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "selector-matches-nothing"
    assert diagnostic.span.file == "specs/demo/client.toml exclude.0"
    assert diagnostic.hint == "did you mean tag = 'pets'?"


def test_methods_of_openapi_3_2_count() -> None:
    root = {
        "paths": {
            "/a": {"query": {"operationId": "q"}, "additionalOperations": {"COPY": {}, "b d": {}}}
        }
    }
    found = find_operations(root)
    assert [(site.method, site.pointer) for site in found] == [
        ("COPY", "/paths/~1a/COPY"),
        ("QUERY", "/paths/~1a/query"),
    ]


def test_a_shared_path_item_gives_each_path_its_operations() -> None:
    root = {
        "paths": {
            "/a": {"$ref": "#/components/pathItems/shared"},
            "/b": {"$ref": "#/components/pathItems/shared", "get": {"operationId": "own"}},
        },
        "components": {"pathItems": {"shared": {"get": {"operationId": "s"}, "put": {}}}},
    }
    found = [(site.key, site.operation_id, site.place.pointer) for site in find_operations(root)]
    assert found == [
        ("GET /a", "s", "/components/pathItems/shared/get"),
        ("PUT /a", "", "/components/pathItems/shared/put"),
        ("GET /b", "own", "/paths/~1b/get"),
        ("PUT /b", "", "/components/pathItems/shared/put"),
    ]


def test_what_is_no_operation_is_no_operation() -> None:
    root = {
        "paths": {"/a": {"get": None, "x-get": {}, "summary": "s"}, "x-b": {"get": {}}, "/c": 3}
    }
    assert find_operations(root) == ()


@pytest.mark.parametrize(
    ("root", "exclude", "place", "words"),
    [
        ({"paths": {}}, (), "doc/paths", "the document has no operations"),
        ({"paths": {"/a": {"summary": "s"}}}, (), "doc/paths", "the document has no operations"),
        ({}, (), "doc", "the document has no operations"),
        (ROOT, (Selector(path="/**"),), "doc/paths", "selects none of the 4 operations"),
    ],
)
def test_a_client_without_methods_is_a_warning(
    root: Mapping[str, object], exclude: tuple[Selector, ...], place: str, words: str
) -> None:
    (found,) = normalized(root, exclude=exclude).report.diagnostics
    assert (found.code, found.severity, str(found.span)) == (
        "no-operations",
        Severity.WARNING,
        place,
    )
    assert words in found.message


def test_webhooks_alone_are_a_client() -> None:
    called = {"post": {"responses": {"200": {"description": "d"}}}}
    assert "no-operations" not in codes(normalized({"webhooks": {"made": called}}))


@pytest.mark.parametrize(
    ("extension", "value", "is_noted"),
    [
        ("x-fern-ignore", True, True),
        ("x-speakeasy-ignore", True, True),
        ("x-stainless-skip", ["go", "python"], True),
        ("x-stainless-skip", ["go"], False),
        ("x-internal", True, True),
        ("x-internal", False, False),
        ("x-internal", "true", False),
    ],
)
def test_what_a_vendor_leaves_out_stays_with_a_note(
    extension: str, value: object, is_noted: bool
) -> None:
    operation = {"operationId": "listThings", extension: value, "responses": OK}
    root = {"paths": {"/things": {"get": operation}, "/others": {"get": {"responses": OK}}}}
    found = normalized(root)
    assert len(found.api.operations) == 2
    notes = [d for d in found.report.diagnostics if d.code == "left-out-by-vendor"]
    assert [d.message.split("(")[1].split(")")[0] for d in notes] == [extension] * is_noted
    ignored = normalized(root, names=NamesConfig(declared=False)).report
    assert not [d for d in ignored.diagnostics if d.code == "left-out-by-vendor"]
    taken_out = normalized(root, exclude=(Selector(operation="listThings"),))
    assert [o.path for o in taken_out.api.operations] == ["/others"]
    assert not [d for d in taken_out.report.diagnostics if d.code == "left-out-by-vendor"]
