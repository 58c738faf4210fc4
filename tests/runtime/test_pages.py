# Pagination in all its ways, with servers that misunderstand it.
from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.flavors import Flavor

from templates.runtime import (
    UNSET,
    ConfigurationError,
    InvalidRequestError,
    Operation,
    PaginationError,
    Request,
    Retry,
    ServerError,
)
from templates.runtime.features.pagination.counts import whole
from templates.runtime.features.pagination.pagination import parameter, with_parameter


def things(*numbers: int) -> list[dict[str, str]]:
    return [{"id": str(number), "name": f"n{number}"} for number in numbers]


def page(*numbers: int, **rest: object) -> Reply:
    return json_reply({"data": things(*numbers), **rest})


def ids(items: list[Any]) -> list[int]:
    return [int(item.id) for item in items]


def listing(flavor: Flavor, **arguments: Any) -> Any:
    """What `list` returns: a page, or the pager before it."""
    return flavor.client(max_retries=0).things.list(**arguments)


def query(asked: Asked) -> dict[str, str]:
    return dict(asked.query)


def test_cursor_pages_send_the_cursor_and_stop_without_one(
    flavor: Flavor, server: BadServer
) -> None:
    server.queue(page(1, 2, cursor={"next": "c/2"}), page(3, cursor={"next": "c3"}), page(4))
    assert ids(flavor.all(listing(flavor, limit=2))) == [1, 2, 3, 4]
    assert [query(asked) for asked in server.asked] == [
        {"limit": "2"},
        {"limit": "2", "after": "c/2"},
        {"limit": "2", "after": "c3"},
    ]


def test_a_page_is_not_pickled(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1))
    found = flavor.do(listing(flavor))
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(ConfigurationError, match="pickle its items"):
            copied(found)
    assert pickle.loads(pickle.dumps(found.items)) == found.items


@pytest.mark.parametrize(
    "cursor", [{"next": ""}, {"next": None}, {"next": 0}, {"next": {}}, {}, None]
)
def test_an_empty_cursor_ends_the_list(flavor: Flavor, server: BadServer, cursor: object) -> None:
    server.queue(page(1, cursor=cursor))
    assert ids(flavor.all(listing(flavor))) == [1]
    assert len(server.asked) == 1


def test_the_last_item_is_the_cursor_until_no_more_is_said(
    flavor: Flavor, server: BadServer
) -> None:
    server.queue(page(1, 2, more=True), page(3, 4), page(5, more=False))
    assert ids(flavor.all(listing(flavor, by="last item"))) == [1, 2, 3, 4, 5]
    assert [query(asked).get("after") for asked in server.asked] == [None, "2", "4"]
    server.queue(page(more=True))
    with pytest.raises(PaginationError, match="has no cursor"):
        flavor.all(listing(flavor, by="last item"))


def test_an_empty_page_with_a_cursor_does_not_end_the_list(
    flavor: Flavor, server: BadServer
) -> None:
    server.queue(page(cursor={"next": "2"}), page(1))
    assert ids(flavor.all(listing(flavor))) == [1]


def test_a_repeated_cursor_ends_the_list(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: page(1, cursor={"next": "same"})
    assert ids(flavor.all(listing(flavor))) == [1, 1]
    assert len(server.asked) == 3


def test_a_page_that_links_to_itself_is_the_last(
    flavor: Flavor, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.handler = lambda asked: page(1, next=asked.target)
    assert ids(flavor.all(listing(flavor, by="link"))) == [1]
    assert len(server.asked) == 1
    assert "page 1 leads to itself" in caplog.text


def test_a_cursor_given_as_an_extra_holds_for_the_first_page(
    flavor: Flavor, server: BadServer
) -> None:
    server.queue(page(1, cursor={"next": "b"}), page(2, cursor={"next": "c"}), page(3))
    options = {"limit": 5, "extra_query": {"after": "a", "limit": 1, "x": "y"}}
    assert ids(flavor.all(listing(flavor, **options))) == [1, 2, 3]
    assert [query(asked)["after"] for asked in server.asked] == ["a", "b", "c"]
    assert [sorted(asked.query)[1:] for asked in server.asked] == [[("limit", "1"), ("x", "y")]] * 3


def test_cursors_in_a_circle_are_an_error(flavor: Flavor, server: BadServer) -> None:
    following = {None: "a", "a": "b", "b": "c", "c": "a"}
    server.handler = lambda asked: page(1, cursor={"next": following[query(asked).get("after")]})
    with pytest.raises(PaginationError, match="page 4 leads back to page 2"):
        flavor.all(listing(flavor))
    assert len(server.asked) == 4


def test_the_page_limit_is_an_error(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda asked: page(1, cursor={"next": query(asked).get("after", "") + "x"})
    with pytest.raises(PaginationError, match="more than 5 pages"):
        flavor.all(listing(flavor, by="endless"))
    assert len(server.asked) == 5


def test_the_page_limit_says_that_all_pages_were_under_one_cursor(
    flavor: Flavor, server: BadServer
) -> None:
    """Items without ids that always change: nobody knows whether the list moves on."""
    server.handler = lambda _: json_reply(
        {"data": [{"name": f"n{len(server.asked)}"}], "cursor": {"next": "same"}}
    )
    with pytest.raises(PaginationError, match="more than 5 pages, all under one cursor"):
        flavor.all(listing(flavor, by="endless"))


@pytest.mark.parametrize("data", [{"0": {"id": "1"}}, "text", 5])
def test_items_that_are_no_list_are_an_error(
    flavor: Flavor, server: BadServer, data: object
) -> None:
    """The list ended without a word."""
    server.handler = lambda _: json_reply({"data": data, "cursor": None})
    with pytest.raises(PaginationError, match="data of page 1 is no list but a"):
        flavor.all(listing(flavor))


def test_offset_pages_stop_at_a_short_page(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1, 2), page(3, 4), page(5))
    assert ids(flavor.all(listing(flavor, by="offset", limit=2))) == [1, 2, 3, 4, 5]
    assert [query(asked).get("offset") for asked in server.asked] == [None, "2", "4"]


def test_offset_pages_stop_at_the_total(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1, 2, total=4), page(3, 4, total=4))
    assert ids(flavor.all(listing(flavor, by="offset", limit=2))) == [1, 2, 3, 4]
    assert len(server.asked) == 2


def test_number_pages(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1, 2, pages=2), page(3, 4, pages=2))
    assert ids(flavor.all(listing(flavor, by="number", limit=2))) == [1, 2, 3, 4]
    assert [query(asked).get("page") for asked in server.asked] == [None, "2"]


@pytest.mark.parametrize("by", ["capped", "counted"])
def test_pages_that_are_smaller_than_asked_for_are_not_the_last(
    flavor: Flavor, server: BadServer, by: str
) -> None:
    server.queue(page(1, 2, total=5), page(3, 4, total=5), page(5, total=5))
    assert ids(flavor.all(listing(flavor, by=by, limit=1000))) == [1, 2, 3, 4, 5]
    assert len(server.asked) == 3


def test_number_pages_without_a_total_stop_at_a_short_page(
    flavor: Flavor, server: BadServer
) -> None:
    server.queue(page(1, 2), page(3))
    assert ids(flavor.all(listing(flavor, by="number"))) == [1, 2, 3]
    assert len(server.asked) == 2


@pytest.mark.parametrize("by", ["offset", "number"])
def test_a_server_that_ignores_the_page_does_not_loop(
    flavor: Flavor, server: BadServer, by: str
) -> None:
    server.handler = lambda _: page(1, 2)
    assert ids(flavor.all(listing(flavor, by=by, limit=2))) == [1, 2]
    assert len(server.asked) == 2


def test_links_in_the_body_are_followed_with_credentials(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1, next=f"{server.url}/list?p=2"), page(2, next="/list?p=3"), page(3))
    assert ids(flavor.all(listing(flavor, by="link", limit=1))) == [1, 2, 3]
    assert [asked.target for asked in server.asked] == ["/list?limit=1", "/list?p=2", "/list?p=3"]


def test_a_broken_link_is_told_when_it_is_followed(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1, next="http://[x"))
    first = flavor.do(listing(flavor, by="link"))
    assert ids(first.items) == [1]
    with pytest.raises(InvalidRequestError, match="not a URL"):
        flavor.do(first.get_next_page())


def test_links_in_the_header_are_followed(flavor: Flavor, server: BadServer) -> None:
    link = f'<{server.url}/list?p=2>; rel="next", <{server.url}/list?p=9>; rel="last"'
    first = page(1)
    server.queue(Reply(200, first.body, {**first.headers, "Link": link}), page(2))
    assert ids(flavor.all(listing(flavor, by="header"))) == [1, 2]
    assert server.asked[1].target == "/list?p=2"


def test_a_link_to_another_host_gets_no_credentials(flavor: Flavor, server: BadServer) -> None:
    with BadServer() as other:
        other.handler = lambda _: page(2)
        server.queue(page(1, next=f"{other.url}/list"))
        options = {"default_headers": {"X-Auth-Token": "t"}, "allowed_hosts": ["127.0.0.1"]}
        pager = flavor.client(**options).things.list(by="link")
        assert ids(flavor.all(pager)) == [1, 2]
        assert "x-shop-key" not in other.asked[0].headers
        assert "x-auth-token" not in other.asked[0].headers


def test_one_page_at_a_time(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1, 2, cursor={"next": "2"}), page(3))
    first = flavor.do(listing(flavor))
    assert ids(first.items) == [1, 2]
    assert first.body.cursor.next == "2"
    assert first.has_next_page()
    second = flavor.do(first.get_next_page())
    assert ids(second.items) == [3]
    assert not second.has_next_page()
    assert flavor.do(second.get_next_page()) is None
    assert len(server.asked) == 2


def test_iterating_pages(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1, 2, cursor={"next": "2"}), page(3))
    pages = flavor.all(listing(flavor).iter_pages())
    assert [ids(one.items) for one in pages] == [[1, 2], [3]]
    assert repr(pages[0]).endswith("1 with 2 items>")


def test_an_error_at_page_n_loses_nothing(flavor: Flavor, server: BadServer) -> None:
    server.queue(
        page(1, cursor={"next": "2"}),
        Reply(500),
        page(2, cursor={"next": "3"}),
        Reply(503),
        page(3),
    )
    items = flavor.iterate(listing(flavor))
    seen = [flavor.next(items).id]
    with pytest.raises(ServerError):
        flavor.next(items)
    seen.append(flavor.next(items).id)
    with pytest.raises(ServerError):
        flavor.next(items)
    seen.append(flavor.next(items).id)
    with pytest.raises(StopIteration):
        flavor.next(items)
    assert seen == ["1", "2", "3"]


def test_options_go_with_every_page(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1, cursor={"next": "2"}), page(2))
    pager = listing(flavor, extra_headers={"X-Tenant": "t"}, extra_query={"deep": "1"})
    flavor.all(pager)
    assert [asked.headers["x-tenant"] for asked in server.asked] == ["t", "t"]
    assert [query(asked).get("deep") for asked in server.asked] == ["1", "1"]


def test_raw_and_streamed_pages(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1, cursor={"next": "2"}), page(2), page(3))
    client = flavor.client()
    raw = flavor.do(client.things.with_raw_response.list())
    assert raw.status_code == 200
    assert ids(flavor.all(raw.parse())) == [1, 2]
    manager = client.things.with_streaming_response.list()
    parsed = flavor.inside(manager, lambda response: response.parse())
    assert ids(parsed.items) == [3]


def test_cursors_travel_in_headers_and_json_bodies_too() -> None:
    operation: Operation[object] = Operation(
        id="op", method="POST", path="/op", retry=Retry.SAFE, success={}
    )
    request = Request(operation, headers={"A": UNSET}, body={"q": 1, "after": 7})
    assert parameter(request, "json:after") == 7
    assert parameter(request, "header:A") is None
    assert parameter(Request(operation), "json:after") is None
    following_options = with_parameter(with_parameter(request, "json:after", "c"), "header:A", "h")
    assert (following_options.body, following_options.headers) == (
        {"q": 1, "after": "c"},
        {"A": "h"},
    )
    assert with_parameter(Request(operation), "json:after", "c").body == {"after": "c"}
    assert whole("12", 0) == 12
    assert whole("x", 3) == 3


def test_an_offset_may_begin_anywhere(flavor: Flavor, server: BadServer) -> None:
    server.queue(page(1, 2, total=14), page(3, 4, total=14))
    pager = listing(flavor, by="offset", limit=2, offset=10)
    assert ids(flavor.all(pager)) == [1, 2, 3, 4]
    assert [query(asked)["offset"] for asked in server.asked] == ["10", "12"]
