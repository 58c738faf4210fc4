from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from clientloom.config.settings import EnvelopeConfig, OperationConfig
from clientloom.diagnostics import InputError
from clientloom.normalize.naming.method_names import method_candidates, path_label

from .operation_cases import OK, normalized


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/indexes/{name}", "indexes"),
        ("/v1/restore-jobs", "restore-jobs"),
        ("/api/v2.1/{org}/users", "users"),
        ("/v1", "v1"),
        ("/", "root"),
        ("/{id}", "root"),
        ("/files?beta=true", "files"),
    ],
)
def test_the_first_telling_segment_groups(path: str, label: str) -> None:
    assert path_label(path) == label


@pytest.mark.parametrize(
    ("operation_id", "resource", "best"),
    [
        ("create_index", "indexes", "create"),
        ("listRestoreJobs", "restore_jobs", "list"),
        ("repos/list-for-org", "repos", "list_for_org"),
        ("list_index_backups", "indexes", "list_backups"),
        ("indexes", "indexes", "indexes"),
        ("addItemForTask", "tasks", "add_item_for_task"),
        ("getTaskById", "tasks", "get_by_id"),
        ("listCoreV1NamespacedPod", "core_v1", "list_namespaced_pod"),
        ("createDatabase", "redis_databases", "create"),
    ],
)
def test_the_words_of_the_resource_are_left_out(
    operation_id: str, resource: str, best: str
) -> None:
    assert method_candidates(operation_id, "GET", "/x", resource)[0] == best


def test_without_an_operation_id_method_and_path_do() -> None:
    assert method_candidates("", "GET", "/v1/estimates/price", "estimates")[0] == "get_price"
    assert method_candidates("", "DELETE", "/users/{id}/keys", "users")[0] == "delete_by_id_keys"


def accessors(*operations: tuple[str, str, Mapping[str, object]], **config: Any) -> list[str]:
    paths: dict[str, dict[str, object]] = {}
    for path, method, operation in operations:
        paths.setdefault(path, {})[method] = {"responses": OK, **operation}
    api = normalized({"paths": paths}, **config).api
    return [f"{o.resource}.{o.name}" for o in api.operations]


def test_two_tags_group_by_tag_and_one_by_path() -> None:
    first = ("/a/x", "get", {"operationId": "listThings", "tags": ["Things"]})
    other = ("/b/y", "get", {"operationId": "getStore", "tags": ["Stores"]})
    bare = ("/c/z", "get", {"operationId": "readZ"})
    assert accessors(first, other, bare) == ["things.list", "stores.get", "c.read_z"]
    assert accessors(first, bare) == ["a.list_things", "c.read_z"]


def test_a_tag_that_is_a_badge_groups_nothing() -> None:
    one = ("/a/x", "get", {"operationId": "listThings", "tags": ["Beta", "Things"]})
    two = ("/b/y", "get", {"operationId": "getStore", "tags": ["Stores"]})
    three = ("/c/z", "get", {"operationId": "readZ", "tags": ["Beta"]})
    paths = {path: {method: {"responses": OK, **o}} for path, method, o in (one, two, three)}
    tags = [{"name": "Beta", "kind": "badge"}, {"name": "Things", "kind": "nav"}]
    api = normalized({"paths": paths, "tags": tags}).api
    assert [o.resource for o in api.operations] == ["things", "stores", "c"]


def test_equal_short_names_both_become_fuller() -> None:
    one = ("/pets", "get", {"operationId": "listPet"})
    two = ("/pets/all", "get", {"operationId": "listPets"})
    three = ("/pets/every", "get", {"operationId": "list"})
    assert accessors(one, two) == ["pets.list_pet", "pets.list_pets"]
    assert accessors(one, two, three) == ["pets.list_pet", "pets.list_pets", "pets.list"]


def test_settings_place_an_operation() -> None:
    one = ("/pets", "get", {"operationId": "listPets"})
    two = ("/dogs", "get", {"operationId": "listDogs"})
    config = {"listDogs": OperationConfig(accessor="pets.list_dogs")}
    assert accessors(one, two, operations=config) == ["pets.list_dogs", "pets.list"]
    assert accessors(one, two, resources={"dogs": "hounds"}) == ["hounds.list", "pets.list"]


@pytest.mark.parametrize(
    ("config", "code", "hint"),
    [
        ({"operations": {"listPet": OperationConfig()}}, "unknown-operation", "listPets"),
        ({"resources": {"pet": "animals"}}, "unknown-tag", "pets"),
        ({"operations": {"listPets": OperationConfig(accessor="list")}}, "invalid-accessor", ""),
        ({"operations": {"listPets": OperationConfig(accessor="a.B-c")}}, "invalid-accessor", ""),
    ],
)
def test_settings_for_what_is_not_there_are_refused(
    config: dict[str, Any], code: str, hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        accessors(("/pets", "get", {"operationId": "listPets"}), **config)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == code
    assert hint in diagnostic.hint


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"types": {"Nope": "string"}}, [("unused-type-override", "types.Nope")]),
        (
            {"envelope": EnvelopeConfig(result="nope")},
            [("unused-envelope", "envelope.result")],
        ),
        ({"schemas": {"Nope": "Other"}}, [("unused-rename", "schemas.Nope")]),
        ({"types": {"Pet": "string"}, "envelope": EnvelopeConfig(result="pet")}, []),
    ],
)
def test_settings_that_fit_no_schema_are_told_where_they_stand(
    config: dict[str, Any], told: list[tuple[str, str]]
) -> None:
    pet = {"$ref": "#/components/schemas/Pet"}
    schema = {"type": "object", "properties": {"pet": pet, "ok": {"type": "boolean"}}}
    answer = {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}
    root = {
        "paths": {"/pets": {"get": {"operationId": "listPets", "responses": answer}}},
        "components": {"schemas": {"Pet": {"type": "object"}}},
    }
    found = normalized(root, **config)
    idle = [d for d in found.report.diagnostics if d.code.startswith("unused-")]
    assert [(d.code, d.span.file.split()[-1]) for d in idle] == told
