# Lists of servers that say too little, too much, or the same thing again.
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import Field
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.flavors import Flavor
from support.sample_client import ThingList

from templates.runtime import (
    DEEP_OBJECT,
    CursorPages,
    Json,
    LinkPages,
    Model,
    NumberPages,
    OffsetPages,
    Operation,
    Pages,
    PaginationError,
    Request,
    Retry,
)


class Reading(Model):
    level: float


class Info(Model):
    page: int | None = None
    total: int | None = None
    pages: int | None = None
    more: bool | None = Field(alias="hasMore", default=None)


class Readings(Model):
    data: list[Reading]
    info: Info | None = None
    offset: int | None = None
    next: Any = None


LIST: Operation[Readings] = Operation(
    id="list_readings", method="GET", path="/list", retry=Retry.SAFE,
    success={"200": Json(lambda: Readings)},
)  # fmt: skip
TOTAL, MORE = ("info", "total"), ("info", "more")
NUMBER: Pages[Readings, Reading] = NumberPages(
    items=("data",), page="query:page", per_page="query:limit", total=TOTAL, echo=("info", "page")
)
OFFSET: Pages[Readings, Reading] = OffsetPages(
    items=("data",),
    offset="query:offset",
    limit="query:limit",
    total=TOTAL,
    has_more=MORE,
    echo=("offset",),
)
CURSOR: Pages[Readings, Reading] = CursorPages(
    items=("data",), cursor=("next",), parameter="query:after", has_more=MORE
)
BODY: Pages[Readings, Reading] = CursorPages(
    items=("data",), cursor=("next",), parameter="json:after"
)


def levels(flavor: Flavor, pages: Pages[Any, Any], **options: Any) -> list[float]:
    return [item.level for item in flavor.all(listing(flavor, pages, **options))]


def listing(flavor: Flavor, pages: Pages[Any, Any], *, json: Any = None, **options: Any) -> Any:
    things = flavor.client(max_retries=0, **options).things
    request = Request(LIST) if json is None else Request(LIST, body=json)
    return things._send_page(request, pages, {})


def number(asked: Asked, name: str, default: int) -> int:
    return int(dict(asked.query).get(name, default))


def serve_numbers(server: BadServer, levels: list[list[float]], /, **info: Any) -> None:
    """By number; the body says which page it is."""

    def answer(asked: Asked) -> Reply:
        page = number(asked, "page", 1)
        data = [{"level": level} for level in (levels[page - 1] if page <= len(levels) else [])]
        return json_reply({"data": data, "info": dict(info, page=page)})

    server.handler = answer


def serve_offsets(server: BadServer, items: list[float], size: int = 2, **info: Any) -> None:
    def answer(asked: Asked) -> Reply:
        at = number(asked, "offset", 0)
        data = [{"level": level} for level in items[at : at + size]]
        return json_reply({"data": data, "offset": at, "info": info})

    server.handler = answer


def test_equal_pages_are_pages_when_the_body_says_which_they_are(
    flavor: Flavor, server: BadServer
) -> None:
    serve_numbers(server, [[0, 0]] * 3, total=6)
    assert levels(flavor, NUMBER) == [0] * 6
    serve_offsets(server, [0] * 6, total=6)
    assert levels(flavor, OFFSET) == [0] * 6
    assert len(server.asked) == 6


def test_equal_pages_without_identity_are_read_up_to_the_total(
    flavor: Flavor, server: BadServer
) -> None:
    server.handler = lambda _: json_reply({"data": [{"level": 0}] * 2, "info": {"total": 6}})
    assert levels(flavor, NUMBER) == [0] * 6


@pytest.mark.parametrize("info", [{"page": 1, "total": 6}, {"page": 1}, {}], ids=str)
def test_a_page_that_says_it_is_the_first_one_again_is_not_the_second(
    flavor: Flavor, server: BadServer, info: dict[str, int]
) -> None:
    server.handler = lambda _: json_reply({"data": [{"level": 0}] * 2, "info": info})
    if "total" in info:
        with pytest.raises(PaginationError, match="the server repeats page 1"):
            levels(flavor, NUMBER)
    else:
        assert levels(flavor, NUMBER) == [0, 0]
    assert len(server.asked) == 2


def test_items_with_an_identity_do_not_come_twice(flavor: Flavor, server: BadServer) -> None:
    pages: Pages[ThingList, Any] = NumberPages(
        items=("data",), page="query:page", per_page="query:limit", total=("total",)
    )
    things = [{"id": "1", "name": "a"}]
    server.handler = lambda _: json_reply({"data": things, "total": 9})
    operation: Operation[ThingList] = Operation(
        id="list", method="GET", path="/list", retry=Retry.SAFE,
        success={"200": Json(lambda: ThingList)},
    )  # fmt: skip
    client = flavor.client().things
    with pytest.raises(PaginationError, match="repeats page 1"):
        flavor.all(client._send_page(Request(operation), pages, {}))
    assert len(server.asked) == 2


def test_an_empty_page_in_the_middle_is_passed_over(flavor: Flavor, server: BadServer) -> None:
    by_pages: Pages[Readings, Reading] = NumberPages(
        items=("data",), page="query:page", total_pages=("info", "pages")
    )
    serve_numbers(server, [[1], [], [3]], pages=3)
    assert levels(flavor, by_pages) == [1, 3]
    serve_numbers(server, [[1], [], [3]], total=3)
    assert levels(flavor, NUMBER) == [1, 3]
    empty_at_first: list[float] = [5, 6]
    server.handler = lambda asked: json_reply(
        {
            "data": [{"level": each} for each in empty_at_first]
            if number(asked, "offset", 0)
            else [],
            "info": {"hasMore": not number(asked, "offset", 0)},
        }
    )
    things = flavor.client().things
    request = Request(LIST, query={"limit": 2})
    found = flavor.all(things._send_page(request, OFFSET, {}))
    assert [item.level for item in found] == [5, 6]


def test_empty_pages_without_end_are_an_error(flavor: Flavor, server: BadServer) -> None:
    by_more: Pages[Readings, Reading] = NumberPages(
        items=("data",), page="query:page", has_more=MORE
    )
    server.handler = lambda _: json_reply({"data": [], "info": {"hasMore": True}})
    with pytest.raises(PaginationError, match="pages are empty"):
        levels(flavor, by_more)
    assert len(server.asked) < 200
    with pytest.raises(PaginationError, match="and is empty"):
        levels(flavor, OFFSET)


def test_an_empty_page_still_ends_a_list_that_says_nothing(
    flavor: Flavor, server: BadServer
) -> None:
    server.handler = lambda _: json_reply({"data": []})
    assert levels(flavor, NUMBER) == levels(flavor, OFFSET) == []


def test_more_without_a_cursor_is_an_error_after_the_items(
    flavor: Flavor, server: BadServer
) -> None:
    server.handler = lambda _: json_reply({"data": [{"level": 1}], "info": {"hasMore": True}})
    items = flavor.iterate(listing(flavor, CURSOR))
    assert flavor.next(items).level == 1
    for _ in range(2):
        with pytest.raises(PaginationError, match=r"list_readings: .* has no cursor"):
            flavor.next(items)
    server.handler = lambda _: json_reply({"data": [{"level": 1}], "info": {"hasMore": False}})
    assert levels(flavor, CURSOR) == [1]


def test_the_last_item_serves_where_the_cursor_is_missing(
    flavor: Flavor, server: BadServer
) -> None:
    pages: Pages[Readings, Reading] = CursorPages(
        items=("data",),
        cursor=("next",),
        parameter="query:after",
        has_more=MORE,
        item_cursor="level",
    )
    server.queue(
        json_reply({"data": [{"level": 1}], "info": {"hasMore": True}}),
        json_reply({"data": [{"level": 2}], "next": "n", "info": {"hasMore": True}}),
        json_reply({"data": [{"level": 3}], "info": {}}),
    )
    assert levels(flavor, pages) == [1, 2, 3]
    assert [dict(asked.query).get("after") for asked in server.asked] == [None, "1", "n"]


@pytest.mark.parametrize("length", [2, 65, 200])
def test_a_circle_of_any_length_is_an_error(flavor: Flavor, server: BadServer, length: int) -> None:
    """Whatever comes again was read already, and what the server has besides is unknown."""

    def answer(asked: Asked) -> Reply:
        at = number(asked, "after", 0)
        return json_reply({"data": [{"level": at}], "next": str((at + 1) % length or length)})

    server.handler = answer
    with pytest.raises(PaginationError, match=f"page {length + 1} leads back to page 2"):
        levels(flavor, CURSOR)
    assert len(server.asked) == length + 1


@pytest.mark.parametrize("length", [2, 3, 40])
@pytest.mark.parametrize("ids", [True, False])
def test_a_circle_under_one_cursor_is_an_error(
    flavor: Flavor, server: BadServer, length: int, ids: bool
) -> None:
    """Items without ids may be equal: the circle is certain when all of it came again."""

    def answer(_: Asked) -> Reply:
        at = (len(server.asked) - 1) % length
        return json_reply({"data": [{"level": at, **({"id": at} if ids else {})}], "next": "s"})

    server.handler = answer
    # The first page was asked for without the cursor.
    last = (length + 2) if ids else 2 * length + 1
    with pytest.raises(PaginationError, match=f"page {last} repeats page {last - length}"):
        levels(flavor, CURSOR)
    assert len(server.asked) == last


def test_equal_pages_under_one_cursor_are_no_circle(flavor: Flavor, server: BadServer) -> None:
    values = [0, 1, 0, 2, 0, 1, 0, 3]

    def answer(_: Asked) -> Reply:
        data = (
            [{"level": values[len(server.asked) - 1]}] if len(server.asked) <= len(values) else []
        )
        return json_reply({"data": data, "next": "s"})

    server.handler = answer
    assert levels(flavor, CURSOR) == values


@pytest.mark.parametrize(
    ("last", "problem"),
    [([], "more follows and is empty"), ([3], "the server repeats page 3")],
    ids=["empty", "repeated"],
)
@pytest.mark.parametrize("more", [None, True])
def test_a_position_may_stand_under_one_cursor(
    flavor: Flavor, server: BadServer, last: list[int], problem: str, more: bool | None
) -> None:
    """Scrolls of some vendors return the same cursor until a page is empty; others repeat their last page."""
    bodies = [[1], [2], [3], last]
    server.handler = lambda _: json_reply(
        {
            "data": [{"level": level} for level in bodies[len(server.asked) - 1]],
            "next": "s",
            "info": {"hasMore": more},
        }
    )
    if more:
        with pytest.raises(PaginationError, match=problem):
            levels(flavor, CURSOR)
    else:
        assert levels(flavor, CURSOR) == [1, 2, 3]
    assert [dict(asked.query).get("after") for asked in server.asked] == [None, "s", "s", "s"]


def test_links_in_a_circle_are_an_error_before_the_first_page_comes_again(
    flavor: Flavor, server: BadServer
) -> None:
    links: Pages[Readings, Reading] = LinkPages(items=("data",), next=("next",))
    following = {"/list": "/list?p=2", "/list?p=2": "/list?p=3", "/list?p=3": "/list"}
    server.handler = lambda asked: json_reply(
        {"data": [{"level": len(server.asked)}], "next": following[asked.target]}
    )
    with pytest.raises(PaginationError, match="page 3 leads back to page 1"):
        levels(flavor, links)
    assert len(server.asked) == 3


@pytest.mark.parametrize("cursor", [{"hash": "a", "range": 5}, ["a", 5]])
def test_a_cursor_may_be_an_object(flavor: Flavor, server: BadServer, cursor: Any) -> None:
    server.handler = lambda _: json_reply(
        {"data": [{"level": 1}], "next": cursor if len(server.asked) == 1 else None}
    )
    assert levels(flavor, BODY, json={"limit": 1}) == [1, 1]
    assert server.asked[1].json == {"limit": 1, "after": cursor}
    server.asked.clear()
    assert levels(flavor, CURSOR) == [1, 1]
    compact = '{"hash":"a","range":5}' if isinstance(cursor, dict) else '["a",5]'
    assert server.asked[1].query == [("after", compact)]


def test_a_link_is_followed_where_a_cursor_is_declared(flavor: Flavor, server: BadServer) -> None:
    server.queue(
        json_reply({"data": [{"level": 1}], "next": f"{server.url}/list?after=x&size=1"}),
        json_reply({"data": [{"level": 2}], "next": None}),
    )
    assert levels(flavor, CURSOR) == [1, 2]
    assert server.asked[1].query == [("after", "x"), ("size", "1")]


@pytest.mark.parametrize("text", ["2", "javascript:1", "token=="])
def test_a_text_that_is_no_link_is_an_error(flavor: Flavor, server: BadServer, text: str) -> None:
    links: Pages[Readings, Reading] = LinkPages(items=("data",), next=("next",))
    server.handler = lambda _: json_reply({"data": [{"level": 1}], "next": text})
    items = flavor.iterate(listing(flavor, links))
    assert flavor.next(items).level == 1
    with pytest.raises(PaginationError, match="is no link"):
        flavor.next(items)
    assert len(server.asked) == 1


def test_a_next_link_to_another_host_is_refused(flavor: Flavor, server: BadServer) -> None:
    links: Pages[Readings, Reading] = LinkPages(items=("data",), next=("next",))
    with BadServer() as other:
        other.handler = lambda _: json_reply({"data": [{"level": 2}]})
        server.handler = lambda _: json_reply({"data": [{"level": 1}], "next": f"{other.url}/x"})
        items = flavor.iterate(listing(flavor, links))
        assert flavor.next(items).level == 1
        with pytest.raises(
            PaginationError, match=rf"127\.0\.0\.1:{other.port}; name it in allowed_hosts"
        ):
            flavor.next(items)
        assert other.asked == []
        allowed = [f"127.0.0.1:{other.port}"]
        assert levels(flavor, links, allowed_hosts=allowed) == [1, 2]
        assert "x-shop-key" not in other.asked[0].headers


def test_a_link_that_forgets_https_is_followed_with_it(flavor: Flavor) -> None:
    transport = flavor.client(base_url="https://api.invalid/v1")._transport
    request = Request(LIST, url="http://api.invalid/v1/list?page=2", linked=True)
    call = transport.prepare(request)
    assert (call.url, call.trusted) == ("https://api.invalid/v1/list?page=2", True)
    request = Request(LIST, url="http://api.invalid/v1/list?page=2")
    call = transport.prepare(request)
    assert (call.url, call.trusted) == ("http://api.invalid/v1/list?page=2", False)


@pytest.mark.parametrize(
    ("declared", "sent"),
    [
        ({}, ("after", '{"a":"1"}')),
        ({"styles": {"query:after": DEEP_OBJECT}}, ("after[a]", "1")),
        ({"content": {"query:after": "application/json"}}, ("after", '{"a":"1"}')),
    ],
)
def test_a_cursor_that_is_an_object_is_sent_as_the_document_says(
    flavor: Flavor, server: BadServer, declared: dict[str, Any], sent: tuple[str, str]
) -> None:
    server.handler = lambda asked: json_reply(
        {"data": [{"level": 1}], "next": None if asked.query else {"a": "1"}}
    )
    request = Request(replace(LIST, **declared))
    found = flavor.all(flavor.client().things._send_page(request, CURSOR, {}))
    assert len(found) == 2
    assert [asked.query for asked in server.asked] == [[], [sent]]
