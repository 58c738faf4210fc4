# What frameworks of servers put into ids, and what no table of words has: such documents in small.
from __future__ import annotations

import pytest
from clientloom.normalize.operation_names.rule import Call, name_operations
from unit.normalize.operation_cases import normalized

Row = tuple[str, str, str, str]
"""Method and path, operationId, tag, name."""

FUNCTIONS: list[Row] = [
    ("GET /api/Bill", "Bill_Get", "Bill", "bills.list"),
    ("GET /api/Bill/{id}", "Bill_GetByID", "Bill", "bills.get"),
    ("POST /api/Bill", "Bill_Post", "Bill", "bills.create"),
    ("GET /api/Logs", "Logs_GetAll", "Logs", "logs.list"),
    ("GET /api/Logs/{id}", "Logs_GetOne", "Logs", "logs.get"),
    ("GET /api/Message/{logId}", "Messages_GetAll", "Messages", "messages.list"),
    ("GET /api/Kind", "Kinds_List", "Kinds", "kinds.list"),
    ("GET /api/Account", "Account_Get", "Account", "account.get"),
    ("GET /api/Client/all", "Client_All", "Client", "client.list"),
    ("GET /api/Client/canDelete", "Client_CanDelete", "Client", "client.can_delete"),
    ("GET /api/Bill/find/{id}", "Bill_Find", "Bill", "bills.find"),
]
BESIDE_OWN_WORDS: list[Row] = [
    ("GET /api/Bill", "Bill_GetAll", "Bill", "bills.list"),
    ("GET /api/Bill/{id}", "Bill_GetByID", "Bill", "bills.get"),
    ("POST /api/Bill", "Bill_Post", "Bill", "bills.post"),
    ("DELETE /api/Bill/{id}", "Bill_destroy", "Bill", "bills.delete"),
    ("GET /api/Logs/{id}", "Logs_GetOne", "Logs", "logs.get"),
]
CLASSES_OF_THE_SERVER: list[Row] = [
    ("GET /products", "Article_GetList", "Products", "products.list"),
    ("GET /products/{id}", "Article_GetArticle", "Products", "products.get"),
    ("GET /webhooks", "WebHookManagement_Get", "Webhooks", "webhooks.list"),
    ("GET /webhooks/{id}", "WebHookManagement_Lookup", "Webhooks", "webhooks.lookup"),
    ("GET /customers/{id}", "Customer_GetOne", "Customers", "customers.get"),
]
VIEW_SETS: list[Row] = [
    ("GET /accounts", "accounts_list", "accounts", "accounts.list"),
    *((f"GET /{noun}/{{id}}", f"{noun}_read", noun, f"{noun}.get") for noun in ["accounts", "ips", "macs", "ports", "roles", "pops", "zones"]),
    ("DELETE /accounts/{id}", "accounts_destroy", "accounts", "accounts.delete"),
    ("PATCH /accounts/{id}", "accounts_partial_update", "accounts", "accounts.update"),
]  # fmt: skip
CATALOGUE: list[Row] = [
    ("GET /apis", "getAllApIs", "API", "apis.list"),
    ("GET /apis/{apiId}", "singleApi", "API", "apis.get"),
    ("GET /apis/{apiId}/versions", "getAllApiVersions", "API", "apis.versions.list"),
    ("POST /apis/{apiId}/versions", "createApiVersion", "API", "apis.versions.create"),
]
OWN_VERBS: list[Row] = [
    ("GET /layouts", "LayoutApi_GetList", "Orders", "orders.list_layouts"),
    ("GET /convert", "Convert", "E-Commerce", "e_commerce.convert"),
    ("POST /ask", "ask", "Chat", "chat.ask"),
    ("POST /greet", "greet", "Chat", "chat.greet"),
    ("POST /chats/authorization", "login", "Chat", "chats.login"),
    ("PUT /projects/{id}/move", "Move project to another organization", "Projects", "projects.move"),
    ("POST /labels/rates/{rate_id}", "create_label_from_rate", "Labels", "labels.create_from_rate"),
    ("PUT /members/update/{userId}", "updateMember", "Members", "members.update"),
]  # fmt: skip


@pytest.mark.parametrize(
    "rows", [FUNCTIONS, BESIDE_OWN_WORDS, CLASSES_OF_THE_SERVER, VIEW_SETS, CATALOGUE, OWN_VERBS]
)
def test_names_are_those_of_a_careful_author(rows: list[Row]) -> None:
    assert named(rows) == {key: name for key, _, _, name in rows}


def named(rows: list[Row]) -> dict[str, str]:
    calls = []
    for key, operation_id, tag, _ in rows:
        method, path = key.split(" ", 1)
        calls.append(
            Call(key=key, method=method, path=path, operation_id=operation_id, label=tag, tag=tag)
        )
    names = name_operations(calls)
    return {key: ".".join((*name.group, name.candidates[0])) for key, name in names.items()}


def things(verb: str, number: int, kind: str) -> list[Row]:
    return [(f"GET /{kind}{i}s/{{id}}", f"{verb}_{kind}{i}", "", "") for i in range(number)]


@pytest.mark.parametrize(
    ("retrieves", "gets", "verbs"),
    [
        (6, 6, {"retrieve"}),
        (6, 7, {"get"}),
        (1, 5, {"get"}),
        (4, 4, {"get", "retrieve"}),
    ],
)
def test_a_document_reads_one_thing_with_one_verb(
    retrieves: int, gets: int, verbs: set[str]
) -> None:
    names = named(things("retrieve", retrieves, "card") + things("get", gets, "note"))
    assert {name.rpartition(".")[2] for name in names.values()} == verbs


@pytest.mark.parametrize(
    ("operations", "names"),
    [
        pytest.param(
            {
                "/products/{p}/members": {"get": "listProductMembers"},
                "/products/{p}/members/{m}": {"delete": "deleteProductMember"},
                "/organizations/{o}/members/{m}": {"delete": "deleteOrganizationMember"},
                "/products/{p}": {"get": "getProduct"},
                "/organizations/{o}": {"get": "getOrganization"},
            },
            {"delete_for_product", "delete_for_organization"},
            id="whose things they are",
        ),
        pytest.param(
            {"/tax/calculate": {"get": "calculateSimpleTax", "post": "calculateTax"}},
            {"calculate_simple", "calculate"},
            id="what says more gives way",
        ),
        pytest.param(
            {
                "/shops/{s}/points": {"get": "listPoints"},
                "/shops/{s}/points/search": {"post": "searchPoints"},
                "/shops/{s}/points/search/offsets/{o}": {"get": "getOffset"},
            },
            {"search_points"},
            id="a resource has the name of the method",
        ),
    ],
)
def test_a_clash_is_told_apart_in_the_words_of_a_person(
    operations: dict[str, dict[str, str]], names: set[str]
) -> None:
    answer = {"200": {"description": "done"}}
    paths = {
        path: {
            method: {"operationId": id_, "tags": [path.split("/")[-2]], "responses": answer}
            for method, id_ in found.items()
        }
        for path, found in operations.items()
    }
    found = {o.name for o in normalized({"paths": paths}).api.operations}
    assert names <= found


def test_an_answer_without_a_description_of_its_content_may_be_a_list() -> None:
    answers = {"/locations": "200", "/settings": "204"}
    paths = {
        path: {"get": {"operationId": f"get{path[1:].title()}", "responses": {status: {}}}}
        for path, status in answers.items()
    }
    found = normalized({"paths": paths}).api
    assert {f"{o.resource}.{o.name}" for o in found.operations} == {
        "locations.list",
        "settings.get",
    }


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("GET /cards/{id}/list", "cards.lists.list"),
        ("GET /cards/{id}/list/{field}", "cards.lists.get"),
        ("GET /files/list", "files.list"),
        ("GET /files/list/{folder}", "files.list"),
        ("GET /list/{id}", "lists.get"),
    ],
)
def test_a_word_after_an_item_is_a_thing_of_it(key: str, name: str) -> None:
    keys = ["GET /cards/{id}/list", "GET /cards/{id}/list/{field}"]
    keys += ["GET /files/list", "GET /files/list/{folder}"]
    assert named([(k, "", "", "") for k in dict.fromkeys([*keys, key])])[key] == name
