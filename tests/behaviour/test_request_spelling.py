# Clients of tests/cases/collection-formats, cookies-and-schemes and numbered-pairs, called over real sockets: how
# values and methods are spelled on the wire.
from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.case_client import Caller, case_package


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, ...]]:
    folder = tmp_path_factory.mktemp("spelling")
    with (
        case_package("collection-formats", folder / "a") as formats,
        case_package("cookies-and-schemes", folder / "b") as cookies,
        case_package("numbered-pairs", folder / "c") as pairs,
    ):
        yield formats, cookies, pairs


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def formats(request: Any, packages: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(packages[0], "CollectionFormats", server.url, request.param, runner)


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def cookies(request: Any, packages: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    keys = {"main_key": "M", "other_key": "O"}
    return Caller(packages[1], "CookiesAndSchemes", server.url, request.param, runner, keys)


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def pairs(request: Any, packages: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(packages[2], "NumberedPairs", server.url, request.param, runner)


def only(server: BadServer) -> Asked:
    (asked,) = server.asked
    return asked


def test_lists_are_joined_as_the_document_says(formats: Caller, server: BadServer) -> None:
    server.queue(Reply(200, b"."))
    formats(
        "bars.get",
        ["a", "b"],
        x_range=[1, 9],
        tabs=["p", "q"],
        spaces=["p", "q"],
        rows=[[1, 2], [3]],
        pairs=[["a", "b"], ["c", "d"]],
    )
    asked = only(server)
    assert unquote(asked.target.partition("?")[0]) == "/bars/a|b"
    assert asked.headers["x-range"] == "1 9"
    assert asked.query == [
        ("tabs", "p\tq"),
        ("spaces", "p q"),
        ("rows", "1,2|3"),
        ("pairs", "a|b"),
        ("pairs", "c|d"),
    ]


def test_lists_of_forms_too(formats: Caller, server: BadServer) -> None:
    server.queue(Reply(204))
    formats("bars.put", ["a", "b"], bars=["x", "y"], rows=[["a", "b"], ["c"]])
    asked = only(server)
    assert asked.target == "/bars/a,b"
    assert sorted(parse_qsl(asked.body.decode())) == [("bars", "x|y"), ("rows", "a\tb,c")]


def test_an_item_with_a_separator_is_refused(
    formats: Caller, server: BadServer, packages: Any
) -> None:
    with pytest.raises(packages[0].InvalidRequestError, match="must not contain a separator"):
        formats("bars.get", ["a|b"])
    assert server.asked == []


def test_an_error_that_is_said_to_be_bytes_is_typed(
    formats: Caller, server: BadServer, packages: Any
) -> None:
    server.queue(json_reply({"code": 7}, status=409))
    with pytest.raises(packages[0].APIStatusError) as caught:
        formats("bars.get", ["a"])
    assert caught.value.body.code == 7


def test_cookies_are_sent_as_they_are(cookies: Caller, server: BadServer) -> None:
    server.queue(Reply(204))
    cookies("cookies.read", plain="a%20b", many=["x", "y"], joined=["1", "2"], encoded="a b")
    sent = only(server).headers["cookie"]
    assert sent == "plain=a%20b; many=x; many=y; joined=1,2; encoded=a%20b"
    assert only(server).headers["x-main-key"] == "M"


def test_what_no_cookie_can_hold_is_refused(
    cookies: Caller, server: BadServer, packages: Any
) -> None:
    with pytest.raises(packages[1].InvalidRequestError, match="is not valid in a cookie"):
        cookies("cookies.read", plain="a;b")
    assert server.asked == []


def test_a_method_keeps_its_spelling(cookies: Caller, server: BadServer) -> None:
    server.queue(Reply(307, headers={"location": "/there"}), Reply(204))
    cookies("cookies.purge")
    assert [(asked.method, asked.target) for asked in server.asked] == [
        ("pUrGe", "/cookies"),
        ("pUrGe", "/there"),
    ]
    assert server.asked[0].headers["x-other-key"] == "O"


def test_a_mapping_travels_in_numbered_pairs(pairs: Caller, server: BadServer) -> None:
    server.queue(Reply(204, b""), json_reply({"id": "c"}), json_reply({"id": "c"}), Reply(204, b""))
    pairs("calls.streams.create", "c", url="u", parameters={"First Name": "Ada", "b": "2"})
    pairs("calls.create", to="t", tags={"a": "1"}, mark_1_key="m", line1="l")
    pairs("calls.create", to="t", tags={})
    pairs("files.create", file=b"x", labels={"a": "1"})
    form, in_json, empty, parts = server.asked
    assert parse_qsl(form.body.decode()) == [
        ("Url", "u"),
        ("Parameter1.Name", "First Name"),
        ("Parameter1.Value", "Ada"),
        ("Parameter2.Name", "b"),
        ("Parameter2.Value", "2"),
    ]
    sent = {"to": "t", "tag_1_key": "a", "tag_1_value": "1", "mark_1_key": "m", "line1": "l"}
    assert json.loads(in_json.body) == sent
    assert json.loads(empty.body) == {"to": "t"}
    assert b'name="label1Key"\r\n\r\na\r\n' in parts.body.replace(
        b"\r\nContent-Type: text/plain", b""
    )


def test_pairs_must_be_a_mapping(pairs: Caller, server: BadServer, packages: Any) -> None:
    with pytest.raises(packages[2].InvalidRequestError, match="expected a mapping of names"):
        pairs("calls.create", to="t", tags=["a", "1"])
    assert not server.asked
