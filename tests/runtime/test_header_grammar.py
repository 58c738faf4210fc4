# Headers with a grammar of their own: links, dates, cookies, lists with quotes, directives.
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import BaseModel
from support.flavors import Flavor
from support.raw_server import always, raw_server, response

from templates.runtime.wire.header_grammar import http_date, link, split, split_header

NEXT = "https://x.invalid/?page=2"
THING = b'{"id": "1", "name": "n"}'


@pytest.mark.parametrize(
    "value",
    [
        f'<{NEXT}>; rel="next"',
        f"<{NEXT}>; rel=next",
        f'<{NEXT}>; rel="next last"',
        f'<{NEXT}>; rel="last next"',
        f'<{NEXT}>; rel="NEXT"',
        f"<{NEXT}>; REL=Next",
        f'<{NEXT}>; rel = "next"',
        f'<{NEXT}>;rel="next"',
        f'<{NEXT}> ; title="a; b, \\"c\\" <d>" ; rel="next"',
        f'<https://x.invalid/a,b;c>; rel="prev", <{NEXT}>; rel="next"',
        f'<https://x.invalid/>; rel="first",<{NEXT}>; rel="next",',
        f'<https://x.invalid/>; title="rel=next, <{NEXT}>"; rel="up", <{NEXT}>; rel="next"',
        f'<https://x.invalid/>; rel="next"; anchor="#other", <{NEXT}>; rel="next"',
        f'<{NEXT}>; rel="next"; rel="prev"',
        f"< {NEXT} >; crossorigin; rel=next",
    ],
)
def test_a_link_is_found_by_its_relation(value: str) -> None:
    assert link([value], "next") == NEXT


@pytest.mark.parametrize(
    "value",
    [
        "",
        "next",
        f'<{NEXT}>; rel="nextpage"',
        f"<{NEXT}>",
        f'<{NEXT}>; title="next"',
        f'<{NEXT}>; rel="prev"; rel="next"',
        f"<{NEXT}; rel=next",
        f"{NEXT}; rel=next",
    ],
)
def test_other_links_are_not_it(value: str) -> None:
    assert link([value], "next") is None


def test_links_may_stand_in_several_lines() -> None:
    assert link(['<https://x.invalid/>; rel="prev"', f"<{NEXT}>; rel=next"], "next") == NEXT


def test_a_hostile_link_takes_no_time() -> None:
    for value in (
        "<" * 50_000,
        '"' * 50_001,
        '<a>; rel="' + "\\" * 50_001,
        "<a>;" * 20_000,
        '<a>; x="' * 9999,
    ):
        assert link([value], "next") is None


@pytest.mark.parametrize(
    "text",
    [
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "Wednesday, 21-Oct-15 07:28:00 GMT",
        "Wed Oct 21 07:28:00 2015",
    ],
)
def test_dates_have_three_forms(text: str) -> None:
    assert http_date(text) == datetime(2015, 10, 21, 7, 28, tzinfo=UTC)


def test_what_is_no_date() -> None:
    assert http_date("soon") is None
    assert http_date("Wed, 99 Oct 2015 07:28:00 GMT") is None


def test_lists_are_cut_outside_of_quotes() -> None:
    assert split('a, "b, c" , , <d,e>;x="f,g"') == ["a", '"b, c"', '<d,e>;x="f,g"']


class Caching(BaseModel):
    max_age: int | None = None


@pytest.mark.parametrize(
    ("name", "values", "kind", "expected"),
    [
        ("Set-Cookie", ["a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT", "b=2"], list[str],
         ["a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT", "b=2"]),
        ("Set-Cookie", ["a=1, 2", "b=2"], str, "a=1, 2"),
        ("Vary", ["A, b", "C"], list[str], ["A", "b", "C"]),
        ("X-List", ['"a, b", c'], list[str], ["a, b", "c"]),
        ("Link", ['<a,b>; rel="x", <c>'], list[str], ['<a,b>; rel="x"', "<c>"]),
        ("Cache-Control", ['no-cache, max-age=5, ext="a, b"'], dict[str, str],
         {"no-cache": "", "max-age": "5", "ext": "a, b"}),
        ("X-Rate", ["a=1,b=2"], dict[str, str], {"a": "1", "b": "2"}),
        ("X-Rate", ["a,1,b,2"], dict[str, str], {"a": "1", "b": "2"}),
        ("X-When", ["2026-04-01T00:00:00Z"], datetime, "2026-04-01T00:00:00Z"),
        ("X-Text", ["a, b"], str, "a, b"),
    ],
)  # fmt: skip
def test_a_header_is_read_by_its_grammar(
    name: str, values: list[str], kind: object, expected: object
) -> None:
    assert split_header(name, values, kind) == expected


@pytest.mark.parametrize("kind", [datetime, datetime | None])
def test_dates_of_headers_are_datetimes(flavor: Flavor, kind: Any) -> None:
    headers = ("Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT", "X-Iso: 2015-10-21T07:28:00Z")
    with raw_server(always(response(THING, headers=headers))) as url:
        raw = flavor.do(flavor.client(base_url=url).things.with_raw_response.retrieve("1"))
    wanted = datetime(2015, 10, 21, 7, 28, tzinfo=UTC)
    assert raw.header("last-modified", kind) == wanted
    assert raw.header("X-Iso", kind) == wanted


def test_repeated_headers_are_read_together(flavor: Flavor) -> None:
    cookies = ("Set-Cookie: a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT", "Set-Cookie: b=2")
    with raw_server(always(response(THING, headers=(*cookies, "Vary: A", "Vary: B, C")))) as url:
        raw = flavor.do(flavor.client(base_url=url).things.with_raw_response.retrieve("1"))
    assert raw.header("Set-Cookie", list[str]) == [one.partition(": ")[2] for one in cookies]
    assert raw.header("vary", list[str]) == ["A", "B", "C"]


def test_lines_end_at_lf_and_cr_lf_only(flavor: Flavor) -> None:
    lines = ["a\u2028b\u2029c\x85d\x0be", "", "f\rg", "h"]
    body = "\r\n".join(lines[:2]).encode() + b"\n" + "\n".join(lines[2:]).encode()

    async def read(response: Any) -> list[str]:
        return [line async for line in response.iter_lines()]

    with raw_server(always(response(body, headers=("content-type: text/plain",)))) as url:
        things = flavor.client(base_url=url).things.with_streaming_response
        reader: Any = read if flavor.is_async else lambda response: list(response.iter_lines())
        assert flavor.inside(things.download(), reader) == lines
