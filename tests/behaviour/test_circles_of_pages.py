# The client of tests/cases/pages-by-cursor over real sockets: cursors that lead back to pages that were read.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.case_client import Caller, case_package


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("pages-by-cursor", tmp_path_factory.mktemp("circles")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(package, "PagesByCursor", server.url, request.param, runner)


def serve(server: BadServer, following: dict[str, str], **rest: object) -> None:
    """Serves pages of one song, each titled by its cursor, with the cursor that follows."""

    def answer(asked: Asked) -> Reply:
        cursor = dict(asked.query).get("cursor", "")
        return json_reply({"data": [{"title": cursor}], "next_cursor": following[cursor], **rest})

    server.handler = answer


@pytest.mark.parametrize("more", [True, None])
@pytest.mark.parametrize(
    ("following", "pages"),
    [({"": "a", "a": "b", "b": "a"}, 3), ({"": "a", "a": "b", "b": "c", "c": "a"}, 4)],
    ids=["2", "3"],
)
def test_a_circle_is_an_error(
    package: Any,
    call: Caller,
    server: BadServer,
    following: dict[str, str],
    pages: int,
    more: bool | None,
) -> None:
    serve(server, following, has_more=more)
    with pytest.raises(
        package.PaginationError, match=rf"songs\.list\(\): page {pages} leads back to page 2"
    ):
        call.all("songs.list")
    assert len(server.asked) == pages


def test_a_page_that_leads_to_itself_is_asked_for_once_more(
    package: Any, call: Caller, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Some vendors move on under the same cursor."""
    serve(server, {"": "a", "a": "a"}, has_more=True)
    with pytest.raises(
        package.PaginationError, match=r"songs\.list\(\): the server repeats page 2"
    ):
        call.all("songs.list")
    assert len(server.asked) == 3
    serve(server, {"": "a", "a": "a"})
    assert [song.title for song in call.all("songs.list")] == ["", "a"]
    assert "songs.list(): the server repeats a page" in caplog.text


def test_the_items_before_the_circle_are_delivered(
    package: Any, call: Caller, server: BadServer
) -> None:
    serve(server, {"": "a", "a": "a"}, has_more=True)
    first = call("songs.list")
    assert (first.items[0].title, first.has_next_page()) == ("", True)


def test_the_last_page_may_repeat_its_cursor(call: Caller, server: BadServer) -> None:
    server.queue(
        json_reply({"data": [{"title": "x"}], "next_cursor": "a", "has_more": True}),
        json_reply({"data": [{"title": "y"}], "next_cursor": "a", "has_more": False}),
    )
    assert [song.title for song in call.all("songs.list")] == ["x", "y"]
    server.queue(
        json_reply({"data": [{"title": "x"}], "next_cursor": "a"}),
        json_reply({"data": [], "next_cursor": "a"}),
    )
    assert [song.title for song in call.all("songs.list")] == ["x"]
    assert len(server.asked) == 4
