# The client of tests/cases/pages-of-vendors over real sockets: each list to its end, as its server says.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import Caller, case_package

A, B, C = ({"id": name} for name in "abc")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("pages-of-vendors", tmp_path_factory.mktemp("pages")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(package, "PagesOfVendors", server.url, request.param, runner)


LISTS = [
    (
        "messages.list",
        [
            {"messages": [A], "page": 0, "next_page_uri": "/messages?Page=1&PageToken=PAx"},
            {"messages": [B, C], "page": 1, "next_page_uri": None},
        ],
        ["/messages", "/messages?Page=1&PageToken=PAx"],
    ),
    (
        "users.list",
        [
            {"data": [A], "list_metadata": {"before": None, "after": "a1"}},
            {"data": [B, C], "list_metadata": {"before": "a1", "after": None}},
        ],
        ["/users", "/users?after=a1"],
    ),
    (
        "files.list",
        [{"results": [A], "paging": {"next": {"after": "7"}}}, {"results": [B, C]}],
        ["/files", "/files?after=7"],
    ),
    (
        "payouts.list",
        [
            {"payouts": [A], "page": 1, "total_pages": "3"},
            {"payouts": [B], "page": 2, "total_pages": "3"},
            {"payouts": [C], "page": 3, "total_pages": "3"},
        ],
        ["/payouts", "/payouts?page=2", "/payouts?page=3"],
    ),
    (
        "rooms.list",
        [
            {"_embedded": {"rooms": [A]}, "page": {"number": 0, "totalPages": 3}},
            {"_embedded": {"rooms": [B]}, "page": {"number": 1, "totalPages": 3}},
            {"_embedded": {"rooms": [C]}, "page": {"number": 2, "totalPages": 3}},
        ],
        ["/rooms", "/rooms?page=1", "/rooms?page=2"],
    ),
    (
        "cities.list",
        [
            {
                "data": [A],
                "links": [{"rel": "self", "href": "/x"}, {"rel": "next", "href": "/cities?c=1"}],
            },
            {"data": [B, C], "links": [{"rel": "first", "href": "/cities"}]},
        ],
        ["/cities", "/cities?c=1"],
    ),
    (
        "regions.list",
        [{"data": [A], "total": 3}, {"data": [B, C], "total": 3}],
        ["/regions", "/regions?offset=1"],
    ),
    (
        "albums.list",
        [
            {"message": "new", "albums": {"items": [A], "next": "/albums?offset=1", "total": 3}},
            {"message": "new", "albums": {"items": [B, C], "next": None, "total": 3}},
        ],
        ["/albums", "/albums?offset=1"],
    ),
    (
        "members.list",
        [
            {"invitations": [C], "members": [A], "pagination": {"next": 7}},
            {"invitations": [], "members": [B, C], "pagination": {"next": None}},
        ],
        ["/members", "/members?until=7"],
    ),
    (
        "clicks.list",
        [{"clicks": [A], "lastId": "a"}, {"clicks": [B, C]}],
        ["/clicks", "/clicks?continueFrom=a"],
    ),
    (
        "plays.list",
        [
            {"items": [A], "next": "/plays?before=1", "cursors": {"after": 9, "before": 1}},
            {"items": [B, C], "next": None, "cursors": None},
        ],
        ["/plays", "/plays?before=1"],
    ),
]


@pytest.mark.parametrize(("accessor", "pages", "asked"), LISTS)
def test_a_list_goes_on_as_its_server_says(
    call: Caller, server: BadServer, accessor: str, pages: list[object], asked: list[str]
) -> None:
    server.queue(*map(json_reply, pages))
    assert [item.id for item in call.all(accessor)] == ["a", "b", "c"]
    assert [request.target for request in server.asked] == asked


def test_a_list_that_shows_no_next_page_is_one_page(call: Caller, server: BadServer) -> None:
    server.queue(json_reply([A, B, C]))
    assert [item.id for item in call("notes.list", page=1)] == ["a", "b", "c"]
    assert len(server.asked) == 1


def test_a_204_is_a_page_without_items(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"data": [A, B], "has_more": True}), Reply(204))
    assert [item.id for item in call.all("baskets.list")] == ["a", "b"]
    assert [request.target for request in server.asked] == ["/baskets", "/baskets?skip=2"]
    server.queue(Reply(204))
    assert call.all("baskets.list") == []


def test_a_thing_with_links_is_no_page(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"key": "k", "environments": [A], "_links": {"next": {"href": "/x"}}}))
    assert call("projects.get", "k").key == "k"
