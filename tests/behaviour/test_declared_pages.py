# The client of tests/cases/declared-pages over real sockets: each list as its vendor declares it for an SDK.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, json_reply
from support.case_client import Caller, case_package

A, B, C = ({"id": name} for name in "abc")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("declared-pages", tmp_path_factory.mktemp("declared")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(package, "DeclaredPages", server.url, request.param, runner)


LISTS = [
    (
        "numbers.list",
        [{"data": {"things": [A]}, "sheets": 2}, {"data": {"things": [B, C]}, "sheets": 2}],
        ["/numbers", "/numbers?nr=2"],
    ),
    (
        "offsets.list",
        [{"things": [A, B]}, {"things": [C]}],
        ["/offsets", "/offsets?first=2"],
    ),
    ("marks.list", [{"things": [A], "mark": "m"}, {"things": [B, C]}], ["/marks", "/marks"]),
    (
        "lasts.list",
        [{"data": {"things": [A, B]}}, {"data": {"things": [C]}}, {"data": {"things": []}}],
        ["/lasts", "/lasts?older_than=b", "/lasts?older_than=c"],
    ),
    (
        "links.list",
        [{"things": [A], "further": "/links?x=1"}, {"things": [B, C]}],
        ["/links", "/links?x=1"],
    ),
    (
        "inherited.list",
        [{"things": [A], "mark": "m"}, {"things": [B, C], "mark": ""}],
        ["/inherited", "/inherited?from_mark=m"],
    ),
    (
        "steps.list",
        [{"things": [A, B], "goes_on": True}, {"things": [C], "goes_on": False}],
        ["/steps", "/steps?first=2"],
    ),
    (
        "sheets.list",
        [{"things": [A, B]}, {"things": [C]}],
        ["/sheets", "/sheets?sheet=2"],
    ),
    (
        "paths.list",
        [{"things": [A], "further": "/paths/2"}, {"things": [B, C]}],
        ["/paths", "/paths/2"],
    ),
    (
        "values.list",
        [{"value": [A], "@odata.nextLink": "/values?skip=1"}, {"value": [B, C]}],
        ["/values", "/values?skip=1"],
    ),
    (
        "shown.list",
        [{"things": [A], "mark": "m", "next_cursor": "n"}, {"things": [B, C], "mark": "m"}],
        ["/shown", "/shown?cursor=n"],
    ),
    (
        "wrong.list",
        [{"things": [A], "next_cursor": "n"}, {"things": [B, C]}],
        ["/wrong", "/wrong?cursor=n"],
    ),
]


@pytest.mark.parametrize(("accessor", "pages", "asked"), LISTS)
def test_a_list_goes_on_as_its_vendor_declares(
    call: Caller, server: BadServer, accessor: str, pages: list[object], asked: list[str]
) -> None:
    server.queue(*map(json_reply, pages))
    assert [item.id for item in call.all(accessor)] == ["a", "b", "c"]
    assert [request.target for request in server.asked] == asked


def test_a_list_that_is_declared_whole_is_one_answer(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"value": [A], "nextLink": "/whole?page=2"}))
    assert [item.id for item in call("whole.list").value] == ["a"]
    server.queue(json_reply({"things": [A], "mark": "m"}))
    assert [item.id for item in call("kept.list").things] == ["a"]
    assert len(server.asked) == 2
