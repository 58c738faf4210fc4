# Pages as vendors write them: what the server says wins over counting, and what is unsure is a hint.
from __future__ import annotations

from typing import Any

import pytest
from clientloom.config.settings import OperationConfig, PaginationConfig
from clientloom.ir import CursorPages, LinkPages, NumberPages, OffsetPages

from .operation_cases import INTEGER, OK, STRING, json_answer, json_body, normalized, operation_of
from .test_pagination import BOOL, ITEM, LIST, URI, obj, paged

ITEMS = {"type": "array", "items": ITEM}


@pytest.mark.parametrize(
    ("schema", "query", "parameter", "cursor"),
    [
        (
            obj(data=LIST, list_metadata=obj(before=STRING, after=STRING)),
            ["before", "after", "limit:"],
            "after",
            ("list_metadata", "after"),
        ),
        (
            obj(results=ITEMS, paging=obj(next=obj(after=STRING, link=STRING))),
            ["after", "limit:"],
            "after",
            ("paging", "next", "after"),
        ),
        (
            obj(data=LIST, meta=obj(pagination=obj(next_cursor=STRING, count=INTEGER))),
            ["cursor"],
            "cursor",
            ("meta", "pagination", "next_cursor"),
        ),
        (obj(data=LIST, next_token=STRING), ["token"], "token", ("next_token",)),
        (obj(data=LIST, next_start=STRING), ["start", "limit:"], "start", ("next_start",)),
        (obj(data=LIST, pagination=obj(next_max_id=STRING)), ["max_id"], "max_id", ("pagination", "next_max_id")),
        (obj(plans=ITEMS, unreachable=LIST, nextPageToken=STRING), ["pageToken"], "pageToken", ("next_page_token",)),
    ],
)  # fmt: skip
def test_tokens(schema: object, query: list[str], parameter: str, cursor: tuple[str, ...]) -> None:
    found = paged(schema, *query)
    assert isinstance(found, CursorPages)
    assert (found.parameter, found.cursor) == (f"query:{parameter}", cursor)


@pytest.mark.parametrize(
    ("schema", "query", "path"),
    [
        (
            obj(services=ITEMS, next_page_uri=URI, page=INTEGER, page_size=INTEGER),
            ["PageSize:", "Page:", "PageToken"],
            ("next_page_uri",),
        ),
        (
            obj(services=ITEMS, next_page_uri=STRING, page=INTEGER),
            ["PageSize:", "Page:", "PageToken"],
            ("next_page_uri",),
        ),
        (
            obj(_embedded=obj(items=ITEMS), _links=obj(next=obj(href=STRING)), page=INTEGER),
            ["page:", "limit:"],
            ("links", "next", "href"),
        ),
        (
            obj(data=LIST, meta=obj(pagination=obj(next_url=STRING), total=INTEGER)),
            ["offset:", "max:"],
            ("meta", "pagination", "next_url"),
        ),
        (
            obj(data=LIST, total=INTEGER, next={"type": "string", "description": "The URI of the next page."}),
            ["limit", "offset"],
            ("next",),
        ),
        (
            obj(data=LIST, total=INTEGER, next={"type": "string", "example": "/things?offset=9"}),
            ["limit:", "offset:"],
            ("next",),
        ),
    ],
)  # fmt: skip
def test_a_link_wins_over_counting(schema: object, query: list[str], path: tuple[str, ...]) -> None:
    found = paged(schema, *query)
    assert isinstance(found, LinkPages)
    assert found.next == path


@pytest.mark.parametrize(
    ("schema", "query", "offset", "start"),
    [
        (obj(data=LIST, total=INTEGER), ["start:", "count:"], "start", 0),
        (
            obj(Resources=ITEMS, schemas=LIST, totalResults=INTEGER, itemsPerPage=INTEGER, startIndex=INTEGER),
            ["startIndex:", "count:"],
            "startIndex",
            1,
        ),
        (obj(response=obj(docs=ITEMS, numFound=INTEGER)), ["start:", "rows:"], "start", 0),
        (obj(data=LIST, offset=INTEGER, total=INTEGER), ["limit", "offset"], "offset", 0),
        (obj(data=LIST, pagination=obj(next=STRING, total=INTEGER)), ["start", "offset:", "size:"], "offset", 0),
    ],
)  # fmt: skip
def test_offsets(schema: object, query: list[str], offset: str, start: int) -> None:
    found = paged(schema, *query)
    assert isinstance(found, OffsetPages)
    assert (found.offset, found.start) == (f"query:{offset}", start)
    assert found.limit is not None


@pytest.mark.parametrize(
    ("schema", "query", "page", "total_pages"),
    [
        (
            obj(data=LIST, pagination=obj(currentPage=INTEGER, pagesTotal=INTEGER)),
            ["currentPage:", "pageSize:"],
            "currentPage",
            ("pagination", "pages_total"),
        ),
        (obj(data=LIST, page=INTEGER, total_pages=STRING), ["page", "size"], "page", ("total_pages",)),
        (
            obj(_embedded=obj(rooms=ITEMS), page=obj(number=INTEGER, totalPages=INTEGER)),
            ["page:", "size:"],
            "page",
            ("page", "total_pages"),
        ),
    ],
)  # fmt: skip
def test_numbers(schema: object, query: list[str], page: str, total_pages: tuple[str, ...]) -> None:
    found = paged(schema, *query)
    assert isinstance(found, NumberPages)
    assert (found.page, found.total_pages) == (f"query:{page}", total_pages)
    assert found.per_page is not None
    assert found.echo is not None


@pytest.mark.parametrize(
    ("schema", "query"),
    [
        (obj(usage=LIST, total=INTEGER), ["start:"]),  # a moment
        (obj(data=LIST, next=INTEGER), ["start"]),
        (obj(data=LIST, token=STRING), ["token"]),  # a password
        (obj(data=LIST, _links=obj(next=obj(title=STRING))), ["page"]),
        (obj(data=LIST, next=BOOL), ["page"]),
        (obj(links=ITEMS, ids=LIST, name=STRING), ["page:", "size:"]),
        (obj(data=LIST), ["page", "size"]),
        (obj(id=STRING, tags=LIST), ["page:", "per_page:"]),
        (obj(id=STRING, tags=LIST), ["offset:", "limit:"]),
    ],
)
def test_what_is_not_sure_is_not_paged(schema: object, query: list[str]) -> None:
    assert paged(schema, *query) is None


@pytest.mark.parametrize("method", ["patch", "put", "delete"])
def test_a_request_with_effects_is_not_repeated_for_pages(method: str) -> None:
    assert paged(obj(items=ITEMS, next_page_uri=URI), "page", method=method) is None


@pytest.mark.parametrize("path", ["/things/{id}", "/me"])
def test_a_thing_with_links_is_no_page(path: str) -> None:
    answer = {"200": json_answer(obj(id=STRING, roles=ITEMS, _links=obj(next=obj(href=STRING))))}
    for more, pages in ((), type(None)), (("page",), LinkPages):
        parameters = [{"in": "query", "name": name, "schema": INTEGER} for name in more]
        found = operation_of({"parameters": parameters, "responses": answer}, path=path)
        assert isinstance(found.pagination, pages)


def notes_of(schema: object, name: str, kind: object = INTEGER, **config: Any) -> list[str]:
    parameter = {"in": "query", "name": name, "schema": kind}
    get = {
        "operationId": "listPets",
        "parameters": [parameter],
        "responses": {"200": json_answer(schema)},
    }
    report = normalized({"paths": {"/pets": {"get": get}}}, **config).report
    return [f"{d.message}; {d.hint}" for d in report.diagnostics if d.code == "unsure-pagination"]


@pytest.mark.parametrize(
    ("schema", "name", "kind", "style", "more"),
    [
        (LIST, "page", INTEGER, "page", ""),
        (obj(data=ITEMS), "pageIndex", INTEGER, "page", ""),
        (obj(data=ITEMS), "offset", STRING, "offset", ""),
        (obj(data=ITEMS), "starting_after", STRING, "cursor", ', item_cursor = "id"'),
        (ITEMS, "max_id", STRING, "cursor", ', item_cursor = "id"'),
        (obj(data=LIST), "pageToken", STRING, "cursor", ""),
    ],
)
def test_what_is_not_sure_is_a_hint_with_the_line(
    schema: object, name: str, kind: object, style: str, more: str
) -> None:
    (note,) = notes_of(schema, name, kind)
    line = f'pagination = {{style = "{style}", parameter = "{name}"{more}}}'
    assert f'[operations."listPets"] {line} in client.toml' in note
    assert ("with `cursor`" in note) == (style == "cursor" and not more)


@pytest.mark.parametrize(
    "schema", [obj(data=ITEMS, has_more=BOOL), obj(data=ITEMS, meta=obj(next_cursor=STRING))]
)
def test_a_next_page_that_no_parameter_selects_is_a_hint(schema: object) -> None:
    (note,) = notes_of(schema, "filter", STRING)
    assert "no parameter selects a page; add the parameter with an overlay" in note


def test_a_search_whose_pages_are_not_sure_is_a_hint_too() -> None:
    post = {"operationId": "findPets", "requestBody": json_body(obj(page=INTEGER))}
    post |= {"responses": {"200": json_answer(LIST)}}
    found = normalized({"paths": {"/pets": {"post": post}}}).report.diagnostics
    assert [d.code for d in found] == ["unsure-pagination"]
    assert 'pagination = {style = "page", parameter = "page"}' in found[0].hint


def test_there_is_no_hint_where_nothing_is_unsure() -> None:
    own = {"listPets": OperationConfig(pagination=PaginationConfig(style="none"))}
    assert notes_of(LIST, "page", operations=own) == []
    assert notes_of(LIST, "page", pagination=PaginationConfig(style="none")) == []
    assert notes_of(obj(data=ITEMS, total_pages=INTEGER), "page") == []
    assert notes_of(obj(name=STRING), "page") == []
    assert notes_of(obj(id=STRING, tags=LIST, has_more=BOOL), "filter") == []
    assert notes_of(LIST, "token", STRING) == []
    assert normalized({"paths": {"/pets": {"get": {"responses": OK}}}}).report.diagnostics == ()
