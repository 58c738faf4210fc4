# Resources below resources: which of client.toml's accessors are valid, and who gives way where a resource and a method
# of its parent would have one name.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from clientloom.config.settings import OperationConfig
from clientloom.diagnostics import InputError
from clientloom.normalize import Normalized
from clientloom.symbols import SymbolLock

from .operation_cases import OK, normalized

Accessors = Mapping[str, str]


def read(
    ids: str, given: Accessors, *, lock: SymbolLock | None = None, **config: Any
) -> Normalized:
    """A document with an operation for each id, at a path of its name; `given` are accessors of client.toml."""
    paths = {f"/{id_}": {"get": {"operationId": id_, "responses": OK}} for id_ in ids.split()}
    operations = {id_: OperationConfig(accessor=accessor) for id_, accessor in given.items()}
    return normalized({"paths": paths}, operations=operations, symbols=lock, **config)


def accessors(found: Normalized) -> list[str]:
    return [operation.accessor for operation in found.api.operations]


def refused(ids: str, given: Accessors, **config: Any) -> tuple[str, str, str]:
    """The code, the key of client.toml and the message."""
    with pytest.raises(InputError) as caught:
        read(ids, given, **config)
    (found,) = caught.value.diagnostics
    return found.code, found.span.file.split()[-1], found.message


def test_an_accessor_may_have_any_number_of_dots() -> None:
    found = read("one two", {"one": "a.b.c.d.get", "two": "a.b.list"})
    assert accessors(found) == ["a.b.c.d.get", "a.b.list"]
    assert [(r.path, r.class_name) for r in found.api.resources] == [
        ("a", "A"),
        ("a.b", "AB"),
        ("a.b.c", "ABC"),
        ("a.b.c.d", "ABCD"),
    ]


def test_a_method_of_the_client_itself_gives_way_to_a_resource_and_stays() -> None:
    given = {"one": "find", "two": "find.all"}
    code, place, message = refused("one two", given)
    assert (code, place) == ("duplicate-accessor", "operations.one.accessor")
    assert message == "'find' is the method of 'one' and a resource, which has 'two'"
    found = read("one two", {**given, "one": "search"})
    assert accessors(found) == ["search", "find.all"]
    assert [r.path for r in found.api.resources] == ["find"]


def test_a_group_may_be_placed_below_another() -> None:
    found = read("one two", {}, resources={"one": "accounts.bank_accounts", "two": "accounts"})
    assert accessors(found) == ["accounts.bank_accounts.get", "accounts.get"]


@pytest.mark.parametrize(
    "accessor",
    [
        *(
            "request",
            "base_url",
            "class",
            "with_options",
            "a..list",
            ".list",
            "a.",
            "a.class.list",
            "a.list.class",
            "A.b.list",
            "a.b__c.list",
        ),
        *("a.with_raw_response.list", "close.list", "a. b.list", "a._b.list", "a.b.1"),
    ],
)
def test_an_accessor_that_nobody_can_call_is_refused(accessor: str) -> None:
    code, place, message = refused("one", {"one": accessor})
    assert (code, place) == ("invalid-accessor", "operations.one.accessor")
    assert repr(accessor) in message


def test_two_operations_with_one_accessor_are_refused() -> None:
    code, place, _ = refused("one two", {"one": "a.b.get", "two": "a.b.get"})
    assert (code, place) == ("duplicate-accessor", "operations.two.accessor")


@pytest.mark.parametrize(("one", "two"), [("a.b", "a.b.get"), ("a.b.c", "a.b.c.d.get")])
def test_a_configured_method_never_hides_a_configured_resource(one: str, two: str) -> None:
    code, place, message = refused("one two", {"one": one, "two": two})
    assert (code, place) == ("duplicate-accessor", "operations.one.accessor")
    assert message == f"'{one}' is the method of 'one' and a resource, which has 'two'"


def test_a_new_method_gives_way_to_a_resource() -> None:
    alone = read("search", {}, resources={"search": "things"})
    assert accessors(alone) == ["things.search"]
    found = read("search one", {"one": "things.search.get"}, resources={"search": "things"})
    assert accessors(found) == ["things.search.get", "things.get_search"]


def test_a_configured_resource_never_hides_a_method_that_was_there() -> None:
    old = read("search", {}, resources={"search": "things"})
    assert accessors(old) == ["things.search"]
    tags = {"search": "things", "more": "things.search"}
    code, place, message = refused("search more", {}, lock=old.symbols, resources=tags)
    assert (code, place) == ("duplicate-accessor", "resources.more")
    assert message == "'things.search' is the method of 'search' and a resource, which has 'more'"


def test_a_configured_accessor_never_makes_a_resource_of_a_method_that_was_there() -> None:
    old = read("search", {}, resources={"search": "things"})
    given = {"more": "things.search.all"}
    code, place, _ = refused("search more", given, lock=old.symbols, resources={"search": "things"})
    assert (code, place) == ("duplicate-accessor", "operations.more.accessor")


def test_a_resource_that_was_there_keeps_its_name_beside_a_new_method() -> None:
    tags = {"more": "things.search", "search": "things"}
    old = read("more", {}, resources={"more": "things.search"})
    both = read("more search", {}, lock=old.symbols, resources=tags)
    assert accessors(both)[0] == "things.search.get"
    assert accessors(both)[1] not in ("things.search", "")
    again = read("more search", {}, lock=both.symbols, resources=tags)
    assert accessors(again) == accessors(both)


def test_an_operation_stays_in_the_nested_resource_that_the_lock_remembers() -> None:
    old = read("one", {}, resources={"one": "a.b"})
    assert accessors(read("one", {}, lock=old.symbols)) == ["a.b.get"]


def test_classes_of_nested_and_flat_resources_differ() -> None:
    found = read("one two", {"one": "a_b.get", "two": "a.b.get"})
    classes = [r.class_name for r in found.api.resources]
    assert len(set(classes)) == len(classes) == 3
