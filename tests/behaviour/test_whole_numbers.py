# The client of tests/cases/whole-numbers over real sockets: numbers that are whole, until one is not.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, Reply
from support.case_client import Caller, case_package


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("whole-numbers", tmp_path_factory.mktemp("whole")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    options = {"strict_responses": True, "validate_requests": True}
    return Caller(package, "WholeNumbers", server.url, request.param, runner, options)


def test_a_whole_number_is_an_int(call: Caller, server: BadServer) -> None:
    server.queue(Reply(200, b'{"id": 9007199254740993, "ownerIds": [1, 2], "createdAt": 3}'))
    thing = call("things.create", limit=3, id=1)
    assert (thing.id, thing.owner_ids, thing.created_at) == (9007199254740993, [1, 2], 3)
    assert {type(thing.id), type(thing.created_at), type(thing.owner_ids[0])} == {int}
    assert server.asked[0].target == "/things?limit=3"
    assert server.asked[0].body == b'{"id":1}'


@pytest.mark.parametrize(
    "body", [b'{"id":5.5}', b'{"id":5.0}', b'{"ownerIds":[1,2.5]}', b'{"createdAt":1e3}']
)
def test_a_number_with_a_fraction_is_neither_refused_nor_changed(
    call: Caller, server: BadServer, body: bytes
) -> None:
    server.handler = lambda _: Reply(200, body)
    thing = call("things.create", id=2)
    again = thing.model_dump(by_alias=True, exclude_unset=True)
    call(
        "things.create",
        **{
            "id" if k == "id" else {"ownerIds": "owner_ids", "createdAt": "created_at"}[k]: v
            for k, v in again.items()
        },
    )
    sent = server.asked[1].body
    assert sent == body if b"1e3" not in body else sent == b'{"createdAt":1000.0}'


def test_a_fraction_in_a_nested_dict_is_valid(call: Caller, server: BadServer) -> None:
    server.queue(Reply(200, b"{}"))
    call("things.create", limits={"timeout": 1.5, "delays": [1, 2.5]})
    assert server.asked[0].body == b'{"limits":{"timeout":1.5,"delays":[1,2.5]}}'
    with pytest.raises(call.package.InvalidRequestError, match="timeout: takes a number, not '1'"):
        call("things.create", limits={"timeout": "1"})


def test_a_model_keeps_an_int(package: Any) -> None:
    thing = package.models.Thing(id=5, price=5)
    assert type(thing.id) is int
    assert type(package.models.Thing(id=5.5).id) is float
