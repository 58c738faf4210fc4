# The client of tests/cases/repeated-classes over real sockets: one class for what is written several times.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, json_reply
from support.case_client import Caller, case_package

ADDRESS = {"city": "Rome", "zip": "00100", "floor": 2}
ORDER = {"id": "o1", "address": ADDRESS, "billing": {"city": "Oslo"}, "owner": {"id": "u1"}}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("repeated-classes", tmp_path_factory.mktemp("repeated")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(package, "RepeatedClasses", server.url, request.param, runner)


def test_one_class_for_one_thing(package: Any, call: Caller, server: BadServer) -> None:
    server.queue(
        json_reply([ORDER]), json_reply(ORDER), json_reply({"shops": [{"address": ADDRESS}]})
    )
    (listed,) = call("orders.list")
    created = call("orders.create", address={"city": "Rome"})
    (shop,) = call("shops.list", sort_order="desc").shops
    assert type(listed) is type(created) is package.models.Order
    assert type(listed.address) is type(created.address) is type(shop.address)
    assert type(listed.address) is package.models.Address
    assert type(listed.billing) is not package.models.Address
    assert type(listed.owner) is package.models.User
    assert server.asked[2].target == "/shops?sort_order=desc"


def test_what_one_answer_has_is_an_argument_of_another_call(
    call: Caller, server: BadServer
) -> None:
    server.queue(json_reply({"shops": [{"address": ADDRESS}]}), json_reply(ORDER))
    (shop,) = call("shops.list").shops
    call("orders.create", address=shop.address)
    assert server.asked[1].json == {"address": ADDRESS}


def test_errors_of_all_methods_have_one_class(
    package: Any, call: Caller, server: BadServer
) -> None:
    server.queue(json_reply({"code": "a"}, status=401), json_reply({"code": "b"}, status=422))
    found = []
    for name, arguments in (("orders.list", {}), ("orders.create", {"address": {"city": "x"}})):
        with pytest.raises(package.APIStatusError) as raised:
            call(name, **arguments)
        found.append(raised.value.body)
    assert [error.code for error in found] == ["a", "b"]
    assert {type(error) for error in found} == {package.models.ErrorResponse}


def test_an_enum_with_a_name_still_takes_what_the_server_adds(
    call: Caller, server: BadServer
) -> None:
    server.queue(json_reply({"shops": [{"sort_order": "random", "direction": "asc"}]}))
    (shop,) = call("shops.list").shops
    assert (shop.sort_order, shop.direction) == ("random", "asc")
