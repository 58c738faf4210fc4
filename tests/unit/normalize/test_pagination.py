from __future__ import annotations

from typing import Any

import pytest
from clientloom.config.settings import EnvelopeConfig, OperationConfig, PaginationConfig
from clientloom.diagnostics import InputError
from clientloom.ir import (
    CursorPages,
    LinkPages,
    NumberPages,
    OffsetPages,
    Pagination,
    Primitive,
    PrimitiveKind,
)

from .operation_cases import INTEGER, STRING, json_answer, json_body, operation_of

BOOL = {"type": "boolean"}
URI = {"type": "string", "format": "uri"}
ITEM = {"type": "object", "properties": {"id": STRING}}
LIST = {"type": "array", "items": STRING}
TEXT = Primitive(PrimitiveKind.STRING)


def obj(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties}


def paged(
    schema: object,
    *query: str,
    headers: tuple[str, ...] = (),
    method: str = "get",
    **config: Any,
) -> Pagination | None:
    """The pagination of a list with these query parameters: `name` a string, `name:` an integer."""
    parameters = [
        {"in": "query", "name": q.rstrip(":"), "schema": INTEGER if q.endswith(":") else STRING}
        for q in query
    ]
    answer = json_answer(schema, headers={name: {"schema": STRING} for name in headers})
    operation = {"parameters": parameters, "responses": {"200": answer}}
    return operation_of(operation, method=method, **config).pagination


@pytest.mark.parametrize(
    ("schema", "query", "parameter", "cursor", "has_more"),
    [
        (obj(items=LIST, next_cursor=STRING), ["cursor"], "cursor", ("next_cursor",), None),
        (obj(items=LIST, next_cursor={"type": ["string", "object", "null"]}), ["cursor"], "cursor", ("next_cursor",), None),
        (obj(items=LIST, next_cursor={}), ["cursor"], "cursor", ("next_cursor",), None),
        (obj(items=LIST, nextPageToken=STRING), ["pageToken"], "pageToken", ("next_page_token",), None),
        (
            obj(data=LIST, pagination=obj(next=STRING)),
            ["paginationToken", "limit:"],
            "paginationToken",
            ("pagination", "next"),
            None,
        ),
        (obj(items=LIST, metadata={"allOf": [obj(**{"continue": STRING})]}), ["continue"], "continue", ("metadata", "continue_"), None),
        (obj(data=LIST, next_page=obj(offset=STRING)), ["offset", "limit:"], "offset", ("next_page", "offset"), None),
        (obj(data=LIST, next_page=STRING, has_more=BOOL), ["page"], "page", ("next_page",), ("has_more",)),
        (obj(entries=LIST, next_marker=STRING), ["marker", "limit:"], "marker", ("next_marker",), None),
        (obj(data=LIST, next=STRING, has_more=BOOL), ["after"], "after", ("next",), ("has_more",)),
        (obj(members=LIST, response_metadata=obj(next_cursor=STRING)), ["cursor"], "cursor", ("response_metadata", "next_cursor"), None),
        (obj(teams=LIST, pagination=obj(count=INTEGER, next=INTEGER)), ["until:"], "until", ("pagination", "next"), None),
        (obj(items=LIST, cursors=obj(after=STRING)), ["after"], "after", ("cursors", "after"), None),
        (obj(entries=LIST, next_stream_position={"anyOf": [STRING, INTEGER]}), ["stream_position", "limit:"], "stream_position", ("next_stream_position",), None),
    ],
)  # fmt: skip
def test_a_cursor_is_found_where_both_sides_have_it(
    schema: object, query: list[str], parameter: str, cursor: tuple[str, ...], has_more: object
) -> None:
    found = paged(schema, *query)
    assert isinstance(found, CursorPages)
    assert (found.parameter, found.cursor, found.has_more) == (
        f"query:{parameter}",
        cursor,
        has_more,
    )
    assert found.item == TEXT


@pytest.mark.parametrize(
    ("schema", "query"),
    [
        (obj(slots=LIST, next_day=STRING), ["day"]),
        (obj(slots=LIST, next_day=STRING), ["days", "limit:"]),
        (obj(slots=LIST, next_day=obj(name=STRING)), ["day", "limit:"]),
        (obj(events=LIST, nextSyncToken=STRING), ["syncToken", "maxResults:"]),
    ],
)
def test_a_next_value_is_a_cursor_only_beside_the_size_of_a_page(
    schema: object, query: list[str]
) -> None:
    assert paged(schema, *query) is None


def test_a_cursor_inside_a_wrapper() -> None:
    found = paged(obj(data=obj(rows=LIST, next_cursor=STRING)), "cursor")
    assert isinstance(found, CursorPages)
    assert (found.items, found.cursor) == (("data", "rows"), ("data", "next_cursor"))


def test_the_last_item_is_the_cursor_where_only_has_more_tells() -> None:
    listed = {"type": "array", "items": ITEM}
    by_item = paged(obj(data=listed, has_more=BOOL), "starting_after")
    assert isinstance(by_item, CursorPages)
    assert (by_item.cursor, by_item.item_cursor) == (None, "id")
    by_page = paged(obj(data=listed, has_more=BOOL, last_id=STRING), "after")
    assert isinstance(by_page, CursorPages)
    assert (by_page.cursor, by_page.item_cursor, by_page.has_more) == (
        ("last_id",),
        "id",
        ("has_more",),
    )


@pytest.mark.parametrize(
    ("schema", "next_"),
    [
        (obj(results=LIST, next=URI), ("next",)),
        (obj(data=LIST, links=obj(next=STRING)), ("links", "next")),
        (obj(value=LIST, **{"@odata.nextLink": STRING}), ("at_odata_next_link",)),
        (obj(data=LIST, meta=obj(next_page_url=STRING)), ("meta", "next_page_url")),
    ],
)
def test_a_link_in_the_body(schema: object, next_: tuple[str, ...]) -> None:
    found = paged(schema, "page:")
    assert isinstance(found, LinkPages)
    assert found.next is not None
    assert found.next[-1].endswith(next_[-1].removeprefix("at_"))


def test_a_link_needs_no_parameter() -> None:
    for schema in (obj(value=LIST, nextLink=STRING), obj(results=LIST, next=STRING)):
        found = paged(schema)
        assert isinstance(found, LinkPages)
        assert found.next in {("next_link",), ("next",)}
    assert isinstance(paged(obj(results=LIST, next=STRING), "page:"), LinkPages)
    assert paged(obj(results=LIST, next=INTEGER)) is None


def test_a_cursor_may_be_an_object() -> None:
    found = paged(obj(items=LIST, cursor=obj(after=STRING)), "cursor")
    assert isinstance(found, CursorPages)
    assert found.cursor == ("cursor",)


def test_the_start_of_the_next_page() -> None:
    found = paged(obj(values=LIST, isLastPage=BOOL, nextPageStart=INTEGER), "start:", "limit:")
    assert isinstance(found, CursorPages)
    assert found.cursor == ("next_page_start",)
    assert isinstance(paged(obj(values=LIST), "start:", "limit:"), OffsetPages)
    assert paged(obj(values=LIST), "start:", "end:", "limit:") is None


def test_a_declared_link_header() -> None:
    found = paged(LIST, "page:", "per_page:", headers=("Link",))
    assert found == LinkPages(items=(), item=TEXT, next=None)


def test_offsets() -> None:
    found = paged(obj(items=LIST, total=INTEGER), "offset:", "limit:")
    assert found == OffsetPages(
        items=("items",), item=TEXT, offset="query:offset", limit="query:limit", total=("total",)
    )
    assert isinstance(paged(LIST, "skip:", "limit:"), OffsetPages)


@pytest.mark.parametrize(
    ("method", "operation_id", "schema", "items"),
    [
        ("get", "listThings", obj(things=LIST), ("things",)),
        ("get", "listThings", LIST, ()),
        ("get", "listThings", obj(left=LIST, right=LIST), None),
        ("get", "listThings", obj(data=obj(things=LIST)), None),
        ("get", "getThing", obj(labels=LIST), None),
        ("post", "listThings", obj(things=LIST), None),
    ],
)
def test_a_list_may_come_whole(
    method: str, operation_id: str, schema: object, items: tuple[str, ...] | None
) -> None:
    found = operation_of(
        {
            "operationId": operation_id,
            "tags": ["things"],
            "responses": {"200": json_answer(schema)},
        },
        method=method,
    )
    assert (found.listing.items if found.listing else None) == items
    assert found.pagination is None


@pytest.mark.parametrize(
    ("schema", "turning", "echo"),
    [
        (obj(items=LIST, offset=INTEGER), "offset", ("offset",)),
        (obj(items=LIST, total=INTEGER), "offset", None),
        (obj(items=LIST, result_info=obj(page=INTEGER)), "page", ("result_info", "page")),
        (obj(items=LIST, currentPage=INTEGER, total=INTEGER), "page", ("current_page",)),
        (obj(items=LIST, page=STRING), "page", None),
    ],
)
def test_a_page_may_say_which_one_it_is(
    schema: object, turning: str, echo: tuple[str, ...] | None
) -> None:
    found = paged(schema, f"{turning}:", "limit:")
    assert isinstance(found, OffsetPages | NumberPages)
    assert found.echo == echo


def test_page_numbers() -> None:
    schema = obj(records=LIST, meta=obj(total_pages=INTEGER, total=INTEGER))
    assert paged(schema, "page:", "per_page:") == NumberPages(
        items=("records",),
        item=TEXT,
        page="query:page",
        per_page="query:per_page",
        total_pages=("meta", "total_pages"),
        total=("meta", "total"),
    )


@pytest.mark.parametrize("turning", ["offset", "page"])
@pytest.mark.parametrize(("limits", "largest"), [({"maximum": 100}, 100), ({"minimum": 1}, None)])
def test_a_page_is_no_larger_than_the_maximum_of_the_limit(
    turning: str, limits: dict[str, object], largest: int | None
) -> None:
    turns = {"in": "query", "name": turning, "schema": INTEGER}
    limit = {"in": "query", "name": "limit", "schema": {**INTEGER, **limits}}
    answers = {"200": json_answer(obj(items=LIST))}
    found = operation_of({"parameters": [turns, limit], "responses": answers}).pagination
    assert isinstance(found, OffsetPages | NumberPages)
    assert found.largest == largest


def test_the_first_page_may_be_zero() -> None:
    page = {"in": "query", "name": "page", "schema": {"type": "integer", "minimum": 0}}
    size = {"in": "query", "name": "size", "schema": INTEGER}
    answer = json_answer(obj(content=LIST, total_pages=INTEGER))
    found = operation_of({"parameters": [page, size], "responses": {"200": answer}}).pagination
    assert isinstance(found, NumberPages)
    assert found.start == 0


@pytest.mark.parametrize(
    ("schema", "query"),
    [
        (obj(items=LIST, next_cursor=STRING), []),
        (obj(items=LIST), ["cursor"]),
        (obj(items=LIST, other=LIST, next_cursor=STRING), ["q"]),
        (obj(one=LIST, two=LIST, next_cursor=STRING), ["cursor"]),
        (obj(name=STRING, next_cursor=STRING), ["cursor"]),
        (obj(items=LIST, total=INTEGER), ["offset"]),
        (obj(items=LIST), ["page:"]),
        (obj(items=LIST), ["limit:"]),
        (LIST, ["after", "limit:"]),
        (obj(items=LIST, next_cursor=BOOL), ["cursor"]),
        (obj(items=LIST, status=obj(next_cursor=STRING)), ["cursor"]),
    ],
)
def test_one_side_alone_is_no_pagination(schema: object, query: list[str]) -> None:
    assert paged(schema, *query) is None


def test_methods_that_change_something_do_not_page() -> None:
    assert paged(obj(items=LIST, next_cursor=STRING), "cursor", method="put") is None
    assert paged(obj(items=LIST, total=INTEGER), "offset:", "limit:", method="post") is None


def test_a_search_is_paged_by_the_cursor_in_its_body() -> None:
    answer = json_answer(obj(items=LIST, next_cursor=STRING))
    body = json_body(obj(query=STRING, cursor=STRING))
    found = operation_of({"requestBody": body, "responses": {"200": answer}}, method="post")
    assert isinstance(found.pagination, CursorPages)
    assert found.pagination.parameter == "json:cursor"


@pytest.mark.parametrize("path", ["/things/search", "/things:query", "/things"])
@pytest.mark.parametrize("operation_id", ["op", "searchThings"])
def test_a_search_is_paged_by_the_number_in_its_body(path: str, operation_id: str) -> None:
    """`POST /things/search` with `page` gave its first page, and no word of the others."""
    answer = json_answer(obj(items=LIST, page=INTEGER, total_pages=INTEGER))
    operation = {
        "operationId": operation_id,
        "requestBody": json_body(obj(query=STRING, page=INTEGER, limit=INTEGER)),
        "responses": {"200": answer},
    }
    found = operation_of(operation, path, method="post").pagination
    if path == "/things" and operation_id == "op":
        assert found is None
    else:
        assert isinstance(found, NumberPages)
        assert (found.page, found.per_page) == ("json:page", "json:limit")


def test_an_envelope_is_open_before_its_pages_are_looked_for() -> None:
    schema = obj(success=BOOL, result=obj(vectors=LIST, nextCursor=STRING))
    found = paged(schema, "cursor", envelope=EnvelopeConfig(result="result"))
    assert isinstance(found, CursorPages)
    assert (found.items, found.cursor) == (("vectors",), ("next_cursor",))


def setting(**given: str) -> dict[str, Any]:
    return {"operations": {"op": OperationConfig(pagination=PaginationConfig(**given))}}


def test_settings_win() -> None:
    schema = obj(rows=LIST, more=BOOL, resume=STRING)
    given = {
        "style": "cursor",
        "items": "rows",
        "parameter": "from",
        "cursor": "resume",
        "has_more": "more",
    }
    found = paged(schema, "from", **setting(**given))
    assert isinstance(found, CursorPages)
    assert (found.parameter, found.cursor, found.has_more) == ("query:from", ("resume",), ("more",))
    assert paged(obj(items=LIST, next_cursor=STRING), "cursor", **setting(style="none")) is None


def test_settings_name_each_part_of_counted_pages() -> None:
    rows = obj(rows=LIST, of=INTEGER, more=BOOL, at=INTEGER)
    given = {"items": "rows", "total": "of", "has_more": "more", "echo": "at", "limit": "size"}
    found = paged(rows, "from:", "size:", **setting(style="offset", parameter="from", **given))
    assert found == OffsetPages(
        items=("rows",),
        item=TEXT,
        offset="query:from",
        limit="query:size",
        total=("of",),
        has_more=("more",),
        echo=("at",),
    )
    pages = {**given, "total_pages": "of", "total": "", "limit": ""}
    found = paged(rows, "from:", **setting(style="page", parameter="from", **pages))
    assert found == NumberPages(
        items=("rows",),
        item=TEXT,
        page="query:from",
        per_page=None,
        total_pages=("of",),
        has_more=("more",),
        echo=("at",),
        start=1,
    )


def test_settings_name_the_member_of_the_last_item_that_is_the_cursor() -> None:
    rows = obj(rows={"type": "array", "items": obj(key=STRING)}, more=BOOL)
    given = {"style": "cursor", "parameter": "after", "has_more": "more"}
    found = paged(rows, "after", **setting(item_cursor="key", **given))
    assert isinstance(found, CursorPages)
    assert (found.item_cursor, found.cursor) == ("key", None)
    with pytest.raises(InputError, match="item_cursor = 'ky' does not exist there"):
        paged(rows, "after", **setting(item_cursor="ky", **given))


def test_the_last_item_is_no_cursor_where_it_has_no_id() -> None:
    rows = obj(data={"type": "array", "items": obj(key=STRING)}, has_more=BOOL)
    assert paged(rows, "starting_after") is None


def test_what_answers_nothing_has_no_pages() -> None:
    given = setting(style="cursor", parameter="after", cursor="next")
    with pytest.raises(InputError, match="style = 'cursor' does not exist there"):
        operation_of({"responses": {"204": {"description": "none"}}}, **given)


def test_a_list_of_links_pages_where_the_document_or_a_setting_says_so() -> None:
    def page(rel: object) -> dict[str, object]:
        links = {"type": "array", "items": obj(rel=rel, url=STRING)}
        return obj(items=LIST, links=links)

    plain, said = page(STRING), page({**STRING, "description": "self, next or prev"})
    assert paged(plain) is None
    for found in (paged(said), paged(plain, **setting(style="link", next="links"))):
        assert isinstance(found, LinkPages)
        assert found.next == ("links", "next", "url")


def test_settings_may_page_by_a_member_of_the_body() -> None:
    operation = {
        "requestBody": json_body(obj(start_cursor=STRING)),
        "responses": {"200": json_answer(obj(results=LIST, next_cursor=STRING))},
    }
    given = {"style": "cursor", "parameter": "start_cursor", "cursor": "next_cursor"}
    found = operation_of(operation, method="post", **setting(**given)).pagination
    assert isinstance(found, CursorPages)
    assert found.parameter == "json:start_cursor"


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({"style": "cursor", "parameter": "cursr", "cursor": "next"}, "'cursor'"),
        ({"style": "cursor", "parameter": "cursor", "cursor": "nxt"}, "'next'"),
        ({"style": "cursor", "parameter": "cursor"}, "known: items, next"),
        ({"style": "cursor", "parameter": "cursor", "cursor": "next", "items": "next"}, "known"),
        ({"style": "curser", "parameter": "cursor"}, "'cursor'"),
    ],
)
def test_settings_that_fit_nothing_are_refused(given: dict[str, str], hint: str) -> None:
    with pytest.raises(InputError) as caught:
        paged(obj(items=LIST, next=STRING), "cursor", **setting(**given))
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "pagination-mismatch"
    assert diagnostic.span.file.startswith("specs/demo/client.toml operations.op.pagination.")
    assert hint in diagnostic.hint


def test_settings_of_the_whole_api_apply_where_they_fit() -> None:
    common = PaginationConfig(style="cursor", parameter="from", cursor="resume")
    fits = paged(obj(items=LIST, resume=STRING), "from", pagination=common)
    assert isinstance(fits, CursorPages)
    other = paged(obj(items=LIST, total=INTEGER), "offset:", "limit:", pagination=common)
    assert isinstance(other, OffsetPages)
    none = PaginationConfig(style="none")
    assert paged(obj(items=LIST, next_cursor=STRING), "cursor", pagination=none) is None
