# The client of tests/cases/names-in-bulk over real sockets: what patterns renamed travels under the names of the wire.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, json_reply
from support.case_client import Caller, case_package

REPO = {"x_name": "r1", "owner": {"id": "o1"}}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("names-in-bulk", tmp_path_factory.mktemp("bulk")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(package, "NamesInBulk", server.url, request.param, runner)


def test_renamed_methods_classes_and_arguments(
    call: Caller, package: Any, server: BadServer
) -> None:
    server.queue(json_reply(REPO), json_reply(None, status=204))
    made = call("repositories.add", trace="t1", name="r1", owner=package.models.Owner(id="o1"))
    assert type(made) is package.models.Repo
    assert call("repositories.lock", "1") is None
    assert [(asked.method, asked.path) for asked in server.asked] == [
        ("POST", "/repos"),
        ("POST", "/repos/1/admin-lock"),
    ]
    assert server.asked[0].json == REPO
    assert server.asked[0].headers["x-trace"] == "t1"


def test_what_clashed_kept_its_name(call: Caller, server: BadServer) -> None:
    server.queue(json_reply(REPO), json_reply(None, status=204))
    assert call("repositories.get", x_key="1").owner.id == "o1"
    assert call("repositories.admin_get", "1") is None
    assert [asked.path for asked in server.asked] == ["/repos/1", "/repos/1/admin-get"]
