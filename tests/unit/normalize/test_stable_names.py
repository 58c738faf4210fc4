# Names that stay when the vendor changes something else: an operationId, a path, the users of a shared component.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clientloom.normalize.naming.operation_keys import operation_keys
from clientloom.symbols import SymbolLock
from unit.normalize.operation_cases import OK, STRING, normalized

PROBLEM = {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}}
SHARED: Mapping[str, object] = {
    "responses": {
        "Unavailable": {"description": "", "content": {"application/json": {"schema": PROBLEM}}}
    },
    "parameters": {
        "Filter": {
            "name": "filter",
            "in": "query",
            "content": {"application/json": {"schema": PROBLEM}},
        }
    },
    "requestBodies": {"Payload": {"content": {"application/json": {"schema": PROBLEM}}}},
}


def operation(id_: str = "", **more: object) -> dict[str, object]:
    return {**({"operationId": id_} if id_ else {}), "responses": OK, **more}


def accessors(root: Mapping[str, Any], symbols: SymbolLock | None = None) -> dict[str, str]:
    api = normalized(root, symbols=symbols).api
    return {f"{o.method} {o.path}": f"{o.resource}.{o.name}" for o in api.operations}


def lock_of(root: Mapping[str, Any]) -> SymbolLock:
    return normalized(root).symbols


def paths(**operations: Mapping[str, object]) -> dict[str, object]:
    return {"paths": {f"/{name}": {"get": operation} for name, operation in operations.items()}}


def test_an_operation_id_that_is_added_renames_no_method() -> None:
    before = paths(things=operation())
    found = normalized(paths(things=operation("fetchEverything")), symbols=lock_of(before))
    assert [o.name for o in found.api.operations] == ["list"]
    assert [d.code for d in found.report.diagnostics] == ["operation-id-added"]


def test_an_added_operation_id_is_reported_once() -> None:
    after = paths(things=operation("fetchEverything"))
    lock = normalized(after, symbols=lock_of(paths(things=operation()))).symbols
    again = normalized(after, symbols=lock)
    assert [o.name for o in again.api.operations] == ["list"]
    assert again.report.diagnostics == ()


def test_an_operation_id_that_changes_renames_no_method() -> None:
    lock = lock_of(paths(things=operation("readThings")))
    assert accessors(paths(things=operation("fetchThings")), lock) == {"GET /things": "things.list"}


def test_an_operation_keeps_its_method_on_another_path() -> None:
    lock = lock_of(paths(things=operation("readThings")))
    after = accessors(paths(v2=operation("other"), objects=operation("readThings")), lock)
    assert after["GET /objects"] == "things.list"


def test_a_path_parameter_with_another_name_renames_no_method() -> None:
    def thing(name: str) -> dict[str, object]:
        parameter = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        return {
            "delete": operation(parameters=[parameter]),
            "get": operation(parameters=[parameter]),
        }

    lock = lock_of({"paths": {"/things/{id}": thing("id")}})
    after = accessors({"paths": {"/things/{thingId}": thing("thingId")}}, lock)
    assert after == {
        "DELETE /things/{thingId}": "things.delete",
        "GET /things/{thingId}": "things.get",
    }
    key = "/paths/~1things~1{id}/get"
    assert (
        operation_keys({"/paths/~1things~1{a}/get": ""}, lock).keys["/paths/~1things~1{a}/get"]
        == key
    )
    both = {"/paths/~1things~1{a}/get": "", "/paths/~1things~1{b}/get": ""}
    assert operation_keys(both, lock).keys == {pointer: pointer for pointer in both}
    beside = {"/paths/~1things~1{a}/get": "", key: ""}
    assert operation_keys(beside, lock).keys == {pointer: pointer for pointer in beside}


def test_what_comes_to_a_path_takes_no_name_that_left_with_its_operation() -> None:
    lock = lock_of(paths(things=operation("readThings")))
    after = accessors(paths(objects=operation("readThings"), things=operation("newcomer")), lock)
    assert after == {"GET /objects": "things.list", "GET /things": "things.newcomer"}
    known = operation_keys(
        {"/paths/~1objects/get": "readThings", "/paths/~1things/get": "newcomer"}, lock
    )
    assert len(set(known.keys.values())) == 2


def test_keys_of_older_locks_still_count() -> None:
    old = SymbolLock({("method", "things", "id:readThings"): "peruse"})
    assert accessors(paths(things=operation("readThings")), old) == {"GET /things": "things.peruse"}


def using(*names: str) -> dict[str, object]:
    """Operations that use the same shared response, parameter and body."""
    return {
        "paths": {
            f"/{name}": {
                "post": {
                    "operationId": f"do_{name}",
                    "parameters": [{"$ref": "#/components/parameters/Filter"}],
                    "requestBody": {"$ref": "#/components/requestBodies/Payload"},
                    "responses": {"503": {"$ref": "#/components/responses/Unavailable"}},
                }
            }
            for name in names
        },
        "components": SHARED,
    }


def classes(root: Mapping[str, Any], symbols: SymbolLock | None = None) -> set[str]:
    return {schema.name for schema in normalized(root, symbols=symbols).api.schemas}


def test_classes_inside_shared_components_are_called_after_the_component() -> None:
    assert classes(using("aaa", "zzz")) == {"Unavailable", "Filter", "Payload"}


def test_neither_a_new_nor_a_lost_first_user_of_a_shared_component_renames_its_class() -> None:
    assert classes(using("zzz")) == classes(using("aaa", "zzz")) == classes(using("aaa"))


def test_a_name_that_an_older_lock_gave_a_shared_class_stays() -> None:
    found = normalized(using("zzz")).symbols.entries
    former = {symbol: name for symbol, name in found.items() if name != "Unavailable"}
    key = ("schema", "", "/paths/~1zzz/post#error/503")
    lock = SymbolLock({**former, key: "DoZzz503Error"})
    assert classes(using("zzz"), lock) == {"DoZzz503Error", "Filter", "Payload"}
    after = normalized(using("zzz"), symbols=lock).symbols
    assert classes(using("aaa", "zzz"), after) == {"DoZzz503Error", "Filter", "Payload"}


def answering(schemas: Mapping[str, object]) -> dict[str, object]:
    """One operation that answers with a `Thing`."""
    answer = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    get = {"responses": {"200": {"description": "", "content": answer}}}
    return {"paths": {"/things": {"get": get}}, "components": {"schemas": schemas}}


PROJECT = {"$ref": "#/components/schemas/Project"}
REASON = {"$ref": "#/components/schemas/Reason"}


def thing(of: object) -> dict[str, object]:
    return {"type": "object", "properties": {"p": of}}


def test_an_all_of_that_adds_nothing_makes_no_class() -> None:
    both = {"allOf": [PROJECT, {"type": "object", "description": "its project"}]}
    schemas = {"Thing": thing(both), "Project": thing({"type": "string"})}
    assert classes(answering(schemas)) == {"Thing", "Project"}


def test_a_component_that_comes_to_wrap_another_keeps_its_name() -> None:
    values = {"type": "string", "enum": ["OTHER", "FRAUD"]}
    before = answering({"Thing": thing(REASON), "Reason": values})
    wrapper = {"allOf": [{"$ref": "#/components/schemas/Base"}]}
    after = answering({"Thing": thing(REASON), "Reason": wrapper, "Base": values})
    assert "Reason" in classes(after, lock_of(before))
    assert classes(after) == {"Thing", "Base"}


def test_no_word_stands_twice_at_the_end_of_a_class() -> None:
    message = {"type": "object", "properties": {"message": STRING}}
    problems = {
        "type": "object",
        "properties": {"errors": {"type": "array", "items": message}, "code": STRING},
    }
    create = {
        "operationId": "createAccessRequest",
        "requestBody": {"content": {"application/json": {"schema": message}}},
        "responses": {
            **OK,
            "412": {"description": "", "content": {"application/json": {"schema": problems}}},
        },
    }
    api = normalized({"paths": {"/access_requests": {"post": create}}}).api
    names = {schema.name for schema in api.schemas}
    assert names == {
        "CreateAccessRequest",
        "CreateAccessRequest412Error",
        "CreateAccessRequest412ErrorItem",
    }
