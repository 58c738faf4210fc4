# Forms that few documents have: dicts with other keys, XML that no model describes, styles, kinds of bodies.
from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import Flavor
from typing_extensions import TypeAliasType

from templates.runtime import (
    UPLOADS,
    FakeClock,
    InvalidRequestError,
    Model,
    NoContent,
    OAuth2ClientCredentials,
    Operation,
    Request,
    Retry,
    Secret,
    Style,
    Undeclared,
    View,
    XmlForm,
)
from templates.runtime.clients.client import decode
from templates.runtime.data.dict_keys import with_wire_names
from templates.runtime.data.encoding import encode_json
from templates.runtime.features.oauth.tokens import TokenSource
from templates.runtime.features.validation.checking import check
from templates.runtime.features.xml.bodies import XML_BODIES
from templates.runtime.features.xml.reading import read_xml
from templates.runtime.features.xml.writing import write_xml
from templates.runtime.wire.bodies import build_body, check_boundary
from templates.runtime.wire.styles import expand_pairs


def operation(**more: Any) -> Operation[Any]:
    return Operation(
        id="op", name="things.put", method="PUT", path="/op", retry=Retry.NEVER,
        success={"2XX": NoContent()}, **more,
    )  # fmt: skip


class Pool(Model):
    pool_id: str = Field(alias="poolId")


def test_items_that_come_later_get_the_names_of_the_wire() -> None:
    async def pools() -> AsyncIterator[object]:
        yield {"pool_id": "a"}
        yield {"poolId": "b"}

    async def collect(items: Any) -> list[object]:
        return [item async for item in items]

    kinds = {"items": lambda: TypeAliasType("Pools", Pool | dict[str, int])}
    body = with_wire_names(Request(operation(dict_keys=kinds), body=pools())).body
    assert asyncio.run(collect(body)) == [{"poolId": "a"}, {"poolId": "b"}]
    listed = [{"pool_id": "a"}, {"pool_id": "a", "free": 1}]
    body = with_wire_names(Request(operation(dict_keys=kinds), body=listed)).body
    assert body == [{"poolId": "a"}, {"pool_id": "a", "free": 1}]


Alias = TypeAliasType("Alias", Annotated[tuple[str, Literal[1, 2]], "said"])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (("a", 1), []),
        (["a", 2], []),
        ({"a"}, []),
        (["a", 3], ["it[1]: 3 is none of 1, 2"]),
        (["a"], ["it: takes 2 items, not 1"]),
        ("ab", ["it: takes a list, not 'ab'"]),
    ],
)
def test_a_tuple_is_checked_item_by_item(value: object, said: list[str]) -> None:
    assert [f"{each.path}: {each.text}" for each in check(value, Alias, "it")] == said


Spelled = TypeAliasType("Spelled", Literal["on", "off"])


def test_a_value_that_two_alternatives_allow_is_listed_once() -> None:
    (problem,) = check("x", Spelled | Literal["off", "auto"], "it")
    assert problem.text == "'x' is none of 'on', 'off', 'auto'"


class Thing(Model):
    name: str | None = None


XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def test_what_no_model_describes_in_xml_is_kept() -> None:
    text = f'<thing {XSI}>words<name>a</name><more b="1">x</more><none xsi:nil="true"/></thing>'
    root = Annotated[Thing, XmlForm(name="thing")]
    found: Any = read_xml(text.encode(), root, None)
    assert found == {"name": "a", "more": {"@b": "1", "#text": "x"}, "none": None, "#text": "words"}
    del found["none"]
    assert read_xml(write_xml(found, root), root, None) == found


def body_of(kind: Any, value: object, encoders: Any = UPLOADS, **more: Any) -> Any:
    extra = more.pop("extra", {})
    return build_body(Request(operation(body=kind, **more), body=value), extra, encoders)


def test_an_optional_body_without_members_is_none() -> None:
    for kind, encoders in (("xml", XML_BODIES), ("form", UPLOADS), ("multipart", UPLOADS)):
        assert body_of(kind, {}, encoders, optional_body=True).content == b""
    with pytest.raises(InvalidRequestError, match="extra_body needs a body that is an object"):
        body_of("xml", "text", XML_BODIES, extra={"a": 1})


@pytest.mark.parametrize(("kind", "value"), [("multipart", {}), ("bytes", "text")])
def test_a_package_without_uploads_refuses_them(kind: str, value: object) -> None:
    with pytest.raises(InvalidRequestError, match="this package sends"):
        body_of(kind, value, {})
    assert body_of("bytes", b"x", {}).content == b"x"


KINDS = [
    ("bytes", UPLOADS),
    ("json_lines", UPLOADS),
    ("multipart", UPLOADS),
    ("form", {}),
    ("text", {}),
]


@pytest.mark.parametrize(("kind", "encoders"), [*KINDS, ("bytes", {})])
def test_none_is_no_body_only_where_one_may_be_left_out(kind: str, encoders: Any) -> None:
    """`content=None` of a required upload sent nothing, with status 200."""
    assert body_of(kind, None, encoders, optional_body=True).content == b""
    with pytest.raises(InvalidRequestError, match="the body may not be None"):
        body_of(kind, None, encoders)


@pytest.mark.parametrize(
    ("value", "style", "pairs"),
    [
        (["a", "b"], Style("pipeDelimited"), [("q", "a|b")]),
        (["a", "b"], Style("pipeDelimited", explode=True), [("q", "a"), ("q", "b")]),
        ("a", Style("spaceDelimited"), [("q", "a")]),
        (None, Style("form"), [("q", "null")]),
    ],
)
def test_rare_styles(value: object, style: Style, pairs: list[tuple[str, str]]) -> None:
    assert expand_pairs("q", value, style, str) == pairs


def test_nothing_is_an_empty_answer_of_the_fake() -> None:
    assert Undeclared().encode(None, encode_json) == b""


def test_a_key_in_the_query_is_kept_on_a_redirect_and_nothing_else(
    flavor: Flavor, server: BadServer
) -> None:
    places = iter(["/two", "/three?api_key=own"])

    def answer(asked: Any) -> Reply:
        place = next(places, "")
        return Reply(307, headers={"location": place}) if place else json_reply({})

    server.handler = answer
    client = flavor.client(api_key="k")
    request = Request(operation(security=(("query",),)), query={"page": "1"})
    flavor.do(client._transport.call(request, {}, View.PARSED, decode))
    assert [asked.target for asked in server.asked] == [
        "/op?page=1&api_key=k",
        "/two?api_key=k",
        "/three?api_key=own",
    ]


def test_a_forked_process_has_its_own_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of its parent is held by a thread that it does not have."""
    secret = Secret("token", "")
    scheme = OAuth2ClientCredentials(
        id="o", client_id=secret, client_secret=secret, token=secret, token_url="https://a.invalid"
    )
    source = TokenSource(scheme, (), FakeClock())
    lock = source.lock
    assert source.lock is lock
    with lock:
        monkeypatch.setattr("os.getpid", lambda: -1)
        assert isinstance(source.lock, type(threading.Lock()))
        assert source.lock.acquire(blocking=False)


def test_raw_parts_have_the_boundary_with_which_they_begin() -> None:
    """A body of `multipart/mixed` was sent without one, which no server can read."""
    for encoders in (UPLOADS, {}):
        given = {"content_type": "multipart/mixed"}
        body = body_of("bytes", b"--a b\r\n\r\nx\r\n--a b--\r\n", encoders, **given)
        assert body.content_type == 'multipart/mixed; boundary="a b"'
        check_boundary(body)
        with pytest.raises(InvalidRequestError, match="needs a boundary; pass extra_headers="):
            check_boundary(body_of("bytes", b"no parts", encoders, **given))
        own = {"content_type": "multipart/mixed; boundary=x"}
        assert body_of("bytes", b"--y\n", encoders, **own).content_type == own["content_type"]
