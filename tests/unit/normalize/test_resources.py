from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from clientloom.config.settings import EnvelopeConfig, OperationConfig, PaginationConfig
from clientloom.diagnostics import InputError
from clientloom.normalize.naming.path_names import path_label

from .operation_cases import OK, json_answer, normalized


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
    assert accessors(first, other, bare) == ["things.list", "stores.get", "c.z.read"]
    assert accessors(first, bare) == ["a.x.list", "c.z.read"]


def test_who_has_the_better_claim_to_a_name() -> None:
    item = {"200": json_answer({"type": "object"})}
    many = {"200": json_answer({"type": "array"})}
    calls = [
        ("/organizations/{o}/activities", "get", many),
        ("/activities", "get", many),
        ("/activities/{id}", "get", item),
        ("/activities/{id}", "put", item),
        ("/activities/{id}", "post", item),
        ("/activities", "put", many),
        ("/sms/send", "post", item),
        ("/sms/send", "get", item),
        ("/v2/sms/send", "post", item),
        ("/sms/3.0/send", "post", item),
    ]
    tagged = {"sms": "Sms", "activities": "Activities"}
    found = accessors(
        *(
            (
                path,
                method,
                {"tags": [next(t for k, t in tagged.items() if k in path)], "responses": r},
            )
            for path, method, r in calls
        )
    )
    assert found == [
        "activities.list",
        "activities.update_all",
        "activities.get",
        "activities.post",
        "activities.update",
        "activities.list_for_organization",
        "sms.send_v3",
        "sms.get_send",
        "sms.send",
        "sms.send_v2",
    ]


def test_an_action_on_one_thing_has_a_better_claim_than_one_on_all() -> None:
    image, all_ = {"operationId": "ImageGet"}, {"operationId": "ImageGetAll"}
    found = accessors(("/images/get", "get", all_), ("/images/{name}/get", "get", image))
    assert found == ["images.get_all", "images.get"]


def test_the_id_of_an_operation_is_a_name_where_a_resource_has_the_short_one() -> None:
    tags, search = {"tags": ["Points"]}, {"tags": ["Search"]}
    found = accessors(
        ("/sets/{s}/points", "put", {"operationId": "upsert_points", **tags}),
        ("/sets/{s}/points/{id}", "get", {"operationId": "get_point", **tags}),
        ("/sets/{s}/points/search", "post", {"operationId": "search_points", **search}),
        ("/sets/{s}/points/search/matrix/pairs", "post", {"operationId": "search_pairs", **search}),
        (
            "/sets/{s}/points/search/matrix/offsets",
            "post",
            {"operationId": "search_offsets", **search},
        ),
        ("/sets/{s}", "get", {"operationId": "get_set", "tags": ["Sets"]}),
    )
    assert found == [
        "sets.get",
        "points.upsert",
        "sets.points.search_points",
        "sets.points.search.matrix.offsets",
        "sets.points.search.matrix.pairs",
        "points.get",
    ]


def test_a_tag_that_is_a_badge_groups_nothing() -> None:
    one = ("/a/x", "get", {"operationId": "listThings", "tags": ["Beta", "Things"]})
    two = ("/b/y", "get", {"operationId": "getStore", "tags": ["Stores"]})
    three = ("/c/z", "get", {"operationId": "readZ", "tags": ["Beta"]})
    paths = {path: {method: {"responses": OK, **o}} for path, method, o in (one, two, three)}
    tags = [{"name": "Beta", "kind": "badge"}, {"name": "Things", "kind": "nav"}]
    api = normalized({"paths": paths, "tags": tags}).api
    assert [o.resource for o in api.operations] == ["things", "stores", "c.z"]


def test_equal_short_names_both_become_fuller() -> None:
    pets = {"tags": ["Pets"], "responses": {"200": json_answer({"type": "array"})}}
    one = ("/shops/{x}/pets", "get", {"operationId": "listNewPets", **pets})
    two = ("/zoos/{x}/pets", "get", {"operationId": "listOldPets", **pets})
    other = ("/stores", "get", {"operationId": "listStores", "tags": ["Stores"]})
    assert accessors(one, two, other) == ["pets.list_new", "stores.list", "pets.list_old"]


def test_a_method_that_loses_its_name_is_reported_with_the_line_that_renames_it() -> None:
    paths = {
        path: {"get": {"operationId": f"list_{n}", "responses": OK}}
        for path, n in (("/b/c", "x"), ("/b.c", "y"))
    }
    (first, second) = normalized({"paths": paths}).report.diagnostics
    assert {first.code, second.code} == {"name-collision"}
    line = '[operations."list_x"] accessor = "b.c.list_x" in client.toml'
    assert line in first.hint + second.hint


def test_the_shortest_path_has_the_best_claim_to_a_name() -> None:
    one = ("/pets", "get", {"operationId": "listPets"})
    two = ("/pets/{id}", "delete", {"operationId": "deletePet"})
    three = ("/pets/all", "get", {"operationId": "listAllPets"})
    four = ("/pets/find", "get", {"operationId": "findPets"})
    expected = ["pets.list", "pets.list_all", "pets.find", "pets.delete"]
    assert accessors(one, two, three, four) == expected


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
        ({"operations": {"listPets": OperationConfig(accessor="a..list")}}, "invalid-accessor", ""),
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
    ("accessor", "why"),
    [
        ("close", "every client or resource has a 'close' already; write it as 'close_'"),
        ("__init__", "'__init__' begins with an underscore; write it as 'init'"),
        ("import.class", "'import' is a keyword of Python; write it as 'import_.class_'"),
        ("pets.listAll", "'listAll' is not in snake_case; write it as 'pets.list_all'"),
        ("pets.", "a part is empty; write it as "),
    ],
)
def test_what_is_wrong_with_an_accessor_is_told(accessor: str, why: str) -> None:
    operations = {"listPets": OperationConfig(accessor=accessor)}
    with pytest.raises(InputError) as caught:
        accessors(("/pets", "get", {"operationId": "listPets"}), operations=operations)
    (diagnostic,) = caught.value.diagnostics
    assert f"{diagnostic.message}; {diagnostic.hint}".split(": ", 1)[1].startswith(why)


PETS = ("/pets", "get", {"operationId": "listPets", "tags": ["Pets"]})
FOUND = ("/pets/found", "get", {"operationId": "findPets", "tags": ["Pets"]})


def test_an_accessor_that_takes_a_name_is_told() -> None:
    settings = {"findPets": OperationConfig(accessor="pets.list")}
    paths = {path: {method: {"responses": OK, **one}} for path, method, one in (PETS, FOUND)}
    found = normalized({"paths": paths}, operations=settings)
    assert {o.id: o.name for o in found.api.operations} == {
        "listPets": "list_pets",
        "findPets": "list",
    }
    (told,) = found.report.diagnostics
    assert (told.code, told.span.file.split()[-1]) == ("name-taken", "operations.findPets.accessor")
    assert told.message == "this takes the name 'list' of 'listPets', which is called 'list_pets'"
    assert told.hint.endswith('accessor = "pets.list_pets" in client.toml')


def test_a_resource_that_is_no_attribute_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        accessors(PETS, resources={"pets": "Zoo.animals"})
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.hint) == ("invalid-accessor", "write it as 'zoo.animals'")


QUERY = [
    {"name": name, "in": "query", "schema": {"type": "integer"}} for name in ("limit", "offset")
]


@pytest.mark.parametrize(
    ("arguments", "names", "told"),
    [
        ({"limit": "most"}, ["most", "offset"], []),
        ({"limit": "offset"}, ["offset", "offset_query"], ["limit"]),
        ({"limit": "offset", "offset": "limit"}, ["offset", "limit"], []),
        ({"limit": "x", "offset": "x"}, ["x", "offset"], ["offset"]),
    ],
)
def test_names_of_arguments_in_client_toml(
    arguments: dict[str, str], names: list[str], told: list[str]
) -> None:
    operation = {"operationId": "listPets", "parameters": QUERY, "responses": OK}
    root = {"paths": {"/pets": {"get": operation}}}
    lock = normalized(root).symbols
    for symbols in (None, lock):  # the setting is stronger than the lock
        found = normalized(
            root, operations={"listPets": OperationConfig(arguments=arguments)}, symbols=symbols
        )
        assert [p.name for p in found.api.operations[0].parameters] == names
        warned = [d for d in found.report.diagnostics if d.code == "name-taken"]
        assert [d.span.file.rpartition(".")[2] for d in warned] == told
        lock = found.symbols
    again = normalized(
        root, operations={"listPets": OperationConfig(arguments={"limit": "top"})}, symbols=lock
    )
    assert again.api.operations[0].parameters[0].name == "top"


def test_an_argument_cannot_be_called_as_an_option() -> None:
    settings = {"listPets": OperationConfig(arguments={"limit": "timeout"})}
    operation = {"operationId": "listPets", "parameters": QUERY}
    with pytest.raises(InputError, match="every method has an argument 'timeout'") as caught:
        accessors(("/pets", "get", operation), operations=settings)
    assert caught.value.diagnostics[0].hint == "write 'timeout_'"


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
        (
            {"pagination": PaginationConfig(style="cursor", parameter="after", cursor="next")},
            [("unused-pagination", "pagination")],
        ),
        ({"pagination": PaginationConfig(style="none")}, []),
        (
            {
                "operations": {
                    "listPets": OperationConfig(arguments={"limt": "count", "limit": "most"})
                }
            },
            [("unused-argument-name", "operations.listPets.arguments.limt")],
        ),
    ],
)
def test_settings_that_fit_no_schema_are_told_where_they_stand(
    config: dict[str, Any], told: list[tuple[str, str]]
) -> None:
    pet = {"$ref": "#/components/schemas/Pet"}
    schema = {"type": "object", "properties": {"pet": pet, "ok": {"type": "boolean"}}}
    answer = {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}
    root = {
        "paths": {
            "/pets": {
                "get": {
                    "operationId": "listPets",
                    "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
                    "responses": answer,
                }
            }
        },
        "components": {"schemas": {"Pet": {"type": "object"}}},
    }
    found = normalized(root, **config)
    idle = [d for d in found.report.diagnostics if d.code.startswith("unused-")]
    assert [(d.code, d.span.file.split()[-1]) for d in idle] == told


PAGE = {"type": "object", "properties": {"orders": {"type": "array"}, "count": {"type": "integer"}}}
REPORT = {"type": "object", "properties": {"why": {"type": "string"}}}
SEVERAL_STATUSES: dict[str, object] = {
    "200": json_answer(PAGE),
    "202": json_answer(REPORT),
    "204": {"description": "none"},
}
SEVERAL_MEDIA_TYPES: dict[str, object] = {
    "application/json": {"schema": PAGE},
    "application/vnd.report+json": {"schema": REPORT},
}


def turned(members: dict[str, object]) -> dict[str, object]:
    return dict(reversed(members.items()))


@pytest.mark.parametrize(
    "responses",
    [
        SEVERAL_STATUSES,
        turned(SEVERAL_STATUSES),
        {"200": {"content": SEVERAL_MEDIA_TYPES}},
        {"200": {"content": turned(SEVERAL_MEDIA_TYPES)}},
        {"204": {"description": "none"}, "206": json_answer(PAGE)},
    ],
)
def test_what_an_operation_answers_with_depends_on_no_order(responses: object) -> None:
    assert accessors(("/shops/{id}/orders", "get", {"responses": responses})) == [
        "shops.orders.list"
    ]


def test_an_operation_whose_every_success_is_empty_lists_nothing() -> None:
    responses = {"205": {"description": "none"}, "204": {"description": "none"}}
    assert accessors(("/shops/{id}/orders", "get", {"responses": responses})) == [
        "shops.get_orders"
    ]
