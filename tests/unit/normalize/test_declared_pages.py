# What extensions declare about the pages of a list: what fits becomes pagination, what does not is a warning.
from __future__ import annotations

import pytest
from clientloom.config.settings import PaginationConfig
from clientloom.ir import CursorPages, LinkPages, NumberPages, OffsetPages, Pagination

from .operation_cases import INTEGER, STRING, json_answer, normalized
from .test_pagination import LIST, obj

PAGE = obj(data=obj(list=LIST), **{"a.next": STRING}, next=STRING)


def read(
    extension: dict[str, object],
    schema: object = PAGE,
    method: str = "get",
    root: dict[str, object] | None = None,
    pagination: PaginationConfig | None = None,
) -> tuple[Pagination | None, list[str]]:
    """The pagination of an operation with an extension, and the warnings about it."""
    names = {"mark": STRING, "page": INTEGER, "first": INTEGER, "size": INTEGER}
    parameters = [{"in": "query", "name": name, "schema": kind} for name, kind in names.items()]
    operation = {"parameters": parameters, "responses": {"200": json_answer(schema)}, **extension}
    paths = {"paths": {"/things": {method: operation}}, **(root or {})}
    found = normalized(paths, pagination=pagination)
    warnings = [d for d in found.report.diagnostics if d.code == "declared-pagination"]
    assert all(d.pointer.startswith(f"/paths/~1things/{method}/x-") for d in warnings)
    return found.api.operations[0].pagination, [d.message for d in warnings]


def speakeasy(type_: object, outputs: dict[str, str], **inputs: str) -> dict[str, object]:
    given = [{"name": name, "in": "parameters", "type": kind} for kind, name in inputs.items()]
    return {"x-speakeasy-pagination": {"type": type_, "inputs": given, "outputs": outputs}}


def fern(**given: str) -> dict[str, object]:
    return {
        "x-fern-pagination": {
            key.replace("_", "-") if key == "has_next_page" else key: text
            for key, text in given.items()
        }
    }


@pytest.mark.parametrize("results", ["$.data.list", "$['data'].list", '$["data"]["list"][*]'])
def test_paths_of_the_dialects_of_json_path(results: str) -> None:
    found, warnings = read(
        speakeasy("cursor", {"results": results, "nextCursor": "$['a.next']"}, cursor="mark")
    )
    assert isinstance(found, CursorPages)
    assert (found.items, found.cursor, warnings) == (("data", "list_"), ("a_next",), [])


@pytest.mark.parametrize("last", ["[-1]", "[-1:]", "[(@.length-1)]"])
def test_the_last_item_as_the_cursor(last: str) -> None:
    schema = obj(data={"type": "array", "items": obj(at=STRING)})
    found, _ = read(speakeasy("cursor", {"nextCursor": f"$.data{last}.at"}, cursor="mark"), schema)
    assert isinstance(found, CursorPages)
    assert (found.items, found.item_cursor, found.cursor) == (("data",), "at", None)


def test_a_number_with_a_step_is_counted_in_pages() -> None:
    found, _ = read(
        fern(offset="$request.page", step="$request.size", results="$response.data.list")
    )
    assert isinstance(found, NumberPages)
    assert (found.page, found.per_page) == ("query:page", "query:size")
    found, _ = read(
        fern(offset="$request.first", step="$request.size", results="$response.data.list")
    )
    assert isinstance(found, OffsetPages)
    found, _ = read(fern(offset="page", results="data.list"))
    assert isinstance(found, NumberPages)


@pytest.mark.parametrize(
    ("extension", "fault"),
    [
        (speakeasy("cursor", {"nextCursor": "$.nowhere"}, cursor="mark"), "cursor = 'nowhere' does not exist"),
        (speakeasy("cursor", {"nextCursor": "$.next"}, cursor="nothing"), "parameter = 'nothing' does not exist"),
        (speakeasy("cursor", {"nextCursor": "$..next"}, cursor="mark"), "no path of member names"),
        (speakeasy("cursor", {"nextCursor": "$.next[?(@.a)]"}, cursor="mark"), "no path of member names"),
        (speakeasy("spiral", {}), "its type 'spiral'"),
        (speakeasy(None, {}), "its type ''"),
        ({"x-speakeasy-pagination": ["cursor"]}, "its type ''"),
        (fern(results="$response.data.list"), "names no `cursor`"),
        ({"x-fern-pagination": True}, "names no `cursor`"),
        ({"x-ms-pageable": {"nextLinkName": "next", "itemName": "rows"}}, "items = 'rows' does not exist"),
        ({"x-ms-pageable": {"nextLinkName": {}}}, "is no name"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_warning(extension: dict[str, object], fault: str) -> None:
    _, (warning,) = read(extension)
    assert fault in warning
    assert warning.startswith(f"{next(iter(extension))} is ignored: ")


def test_what_does_not_fit_leaves_the_pages_that_the_document_shows() -> None:
    found, warnings = read(fern(cursor="$request.mark"), obj(items=LIST, next_page=STRING), root={})
    assert (type(found), len(warnings)) == (CursorPages, 1)


def test_a_link_behind_a_request_with_effects_is_a_warning() -> None:
    found, warnings = read(
        {"x-ms-pageable": {"nextLinkName": "next", "itemName": "next"}}, method="post"
    )
    assert found is None
    assert "a POST request does not follow links" in warnings[0]


def test_answers_of_several_kinds_are_a_warning() -> None:
    other = {"201": json_answer(obj(name=STRING)), "200": json_answer(PAGE)}
    _, (warning,) = read({**fern(next_uri="$response.next"), "responses": other})
    assert "several kinds of answers" in warning


def test_the_first_extension_counts_and_false_is_none() -> None:
    both = {**speakeasy("url", {"nextUrl": "$.next", "results": "$.data.list"}), **fern(cursor="x")}
    assert isinstance(read(both)[0], LinkPages)
    assert isinstance(read({"x-fern-pagination": False}, LIST)[0], NumberPages)


def test_client_toml_comes_first() -> None:
    declared = fern(next_uri="$response.next", results="$response.data.list")
    assert isinstance(read(declared)[0], LinkPages)
    assert read(declared, pagination=PaginationConfig(style="none"))[0] is None
    counted = PaginationConfig(style="page", parameter="page", items="data.list")
    assert isinstance(read(declared, pagination=counted)[0], NumberPages)
    misfit = PaginationConfig(style="page", parameter="nothing")
    assert isinstance(read(declared, pagination=misfit)[0], LinkPages)
    detected = PaginationConfig(style="detected")
    assert isinstance(read(fern(cursor="mark"), LIST, pagination=detected)[0], NumberPages)
    assert read(fern(cursor="mark"), LIST, pagination=detected)[1] == []
