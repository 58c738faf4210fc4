# Parameter serialization as a table: the examples of OpenAPI 3.1.1, 4.8.12.4, and of RFC 6570.
from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from io import StringIO
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from support.bad_server import BadServer, json_reply
from support.flavors import Flavor
from support.sample_client import Cursor, Thing

from templates.runtime import (
    DEEP_OBJECT,
    PIPE_DELIMITED,
    SPACE_DELIMITED,
    UNSET,
    InvalidRequestError,
    Operation,
    Retry,
    Style,
    UnknownVariant,
)
from templates.runtime.data.encoding import encode_json
from templates.runtime.data.values import print_duration
from templates.runtime.wire.parameters import (
    expand_cookie,
    expand_form,
    expand_header,
    expand_path,
    expand_query,
    expand_querystring,
)
from templates.runtime.wire.styles import encode, encode_reserved

EMPTY, TEXT = "", "blue"
ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


def operation(path: str = "/", **more: Any) -> Operation[object]:
    return Operation(id="op", method="GET", path=path, retry=Retry.SAFE, success={}, **more)


def query(style: Style, value: object, name: str = "color") -> str:
    return expand_query(operation(styles={f"query:{name}": style}), {name: value})


def path(style: Style, value: object) -> str:
    made = operation("/x{color}", styles={"path:color": style})
    return expand_path(made, {"color": value}).removeprefix("/x")


@pytest.mark.parametrize(
    ("style", "explode", "empty", "text", "array", "object_"),
    [
        (
            "matrix",
            False,
            ";color",
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        (
            "matrix",
            True,
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
        ("label", False, ".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        ("label", True, ".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        ("simple", False, None, "blue", "blue,black,brown", "R,100,G,200,B,150"),
        ("simple", True, None, "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ],
)
def test_path_styles(
    style: Any, explode: bool, empty: str | None, text: str, array: str, object_: str
) -> None:
    made = Style(style, explode=explode)
    for value, expected in ((TEXT, text), (ARRAY, array), (OBJECT, object_)):
        assert path(made, value) == expected
    if empty is None:
        with pytest.raises(InvalidRequestError, match="'color' may not be empty"):
            path(made, EMPTY)
    else:
        assert path(made, EMPTY) == empty


@pytest.mark.parametrize(
    ("style", "empty", "text", "array", "object_"),
    [
        (
            Style("form"),
            "color=",
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ),
        (
            Style("form", explode=True),
            "color=",
            "color=blue",
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ),
        (
            SPACE_DELIMITED,
            None,
            None,
            "color=blue%20black%20brown",
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            PIPE_DELIMITED,
            None,
            None,
            "color=blue%7Cblack%7Cbrown",
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (DEEP_OBJECT, None, None, None, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
    ],
)
def test_query_styles(
    style: Style, empty: str | None, text: str | None, array: str | None, object_: str
) -> None:
    for value, expected in ((EMPTY, empty), (TEXT, text), (ARRAY, array), (OBJECT, object_)):
        if expected is not None:
            assert query(style, value) == expected


@pytest.mark.parametrize(
    ("explode", "array", "object_"),
    [
        (False, "blue,black,brown", "R,100,G,200,B,150"),
        (True, "blue,black,brown", "R=100,G=200,B=150"),
    ],
)
def test_header_styles(explode: bool, array: str, object_: str) -> None:
    made = operation(styles={"header:X-Color": Style("simple", explode=explode)})
    values = ((TEXT, "blue"), (ARRAY, array), (OBJECT, object_), ("a b/%2F", "a b/%2F"))
    for value, expected in values:
        assert expand_header(made, "X-Color", value) == expected
    with pytest.raises(InvalidRequestError, match="line break"):
        expand_header(made, "X-Color", ["a", "b\r\nc: d"])
    with pytest.raises(InvalidRequestError, match="not ASCII"):
        expand_header(made, "X-Color", "blü")


def test_cookie_style() -> None:
    assert expand_cookie(operation(), "c", "a b;c") == "c=a%20b%3Bc"
    assert expand_cookie(operation(), "c", ["a", "b"]) == "c=a; c=b"
    flat = operation(styles={"cookie:c": Style("form")})
    assert expand_cookie(flat, "c", OBJECT) == "c=R,100,G,200,B,150"


def test_style_cookie_is_sent_as_it_is() -> None:
    made = operation(styles={"cookie:c": Style("cookie", explode=True)})
    assert expand_cookie(made, "c", "a%20b") == "c=a%20b"
    assert expand_cookie(made, "c", ["a", "b"]) == "c=a; c=b"
    assert expand_cookie(made, "c", OBJECT) == "R=100; G=200; B=150"
    flat = operation(styles={"cookie:c": Style("cookie")})
    assert expand_cookie(flat, "c", ["a", "b"]) == "c=a,b"
    for text in ("a;b", "a b", 'a"b', "a\nb", "ü"):
        with pytest.raises(InvalidRequestError, match="is not valid in a cookie"):
            expand_cookie(made, "c", text)


SEPARATED = Style("simple", separators="|,")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(["a", "b"], "a|b"), ([["a", "b"], ["c"]], "a,b|c"), ("one", "one")],
)
def test_lists_with_separators_of_their_own(value: object, expected: str) -> None:
    made = operation("/x{color}", styles={"path:color": SEPARATED, "header:H": SEPARATED})
    assert unquote(expand_path(made, {"color": value})) == f"/x{expected}"
    assert expand_header(made, "H", value) == expected
    assert unquote(query(SEPARATED, value)) == f"color={expected}"


def test_exploded_lists_of_lists() -> None:
    style = Style("form", explode=True, separators="|")
    assert unquote(query(style, [["a", "b"], ["c"]])) == "color=a|b&color=c"
    assert query(style, []) == ""


def test_an_item_that_holds_a_separator_is_refused() -> None:
    for style, value in (
        (SEPARATED, ["a|b"]),
        (PIPE_DELIMITED, ["a|b"]),
        (SPACE_DELIMITED, {"a": "b c"}),
    ):
        with pytest.raises(
            InvalidRequestError, match="color: an item must not contain a separator"
        ):
            query(style, value)
    assert query(PIPE_DELIMITED, ["a b"]) == "color=a%20b"


def test_an_item_with_a_comma_is_refused_where_commas_cannot_be_encoded() -> None:
    message = "color: an item must not contain a separator: 'a,b'"
    for send in (
        lambda value: expand_header(operation(), "color", value),
        lambda value: query(Style("form", explode=False, allow_reserved=True), value),
        lambda value: expand_form(
            operation(styles={"form:color": Style("form")}), {"color": value}
        ),
    ):
        for value in (["a,b", "c"], {"k": "a,b"}):
            with pytest.raises(InvalidRequestError, match=message):
                send(value)
    assert expand_header(operation(), "color", ['"a,b"', "c"]) == '"a,b",c'
    assert expand_header(operation(), "color", "a,b") == "a,b"
    assert query(Style("form"), ["a,b", "c"]) == "color=a%2Cb,c"


LIST = ["red", "green", "blue"]
KEYS = {"semi": ";", "dot": ".", "comma": ","}


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("simple", False, LIST, "red,green,blue"),
        ("simple", False, KEYS, "semi,%3B,dot,.,comma,%2C"),
        ("simple", True, KEYS, "semi=%3B,dot=.,comma=%2C"),
        ("label", False, KEYS, ".semi,%3B,dot,.,comma,%2C"),
        ("label", True, KEYS, ".semi=%3B.dot=..comma=%2C"),
        ("matrix", False, KEYS, ";color=semi,%3B,dot,.,comma,%2C"),
        ("matrix", True, KEYS, ";semi=%3B;dot=.;comma=%2C"),
        ("simple", False, "Hello World!", "Hello%20World%21"),
        ("simple", False, "50%", "50%25"),
    ],
)
def test_path_examples_of_rfc_6570(style: Any, explode: bool, value: object, expected: str) -> None:
    assert path(Style(style, explode=explode), value) == expected


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (False, LIST, "color=red,green,blue"),
        (True, LIST, "color=red&color=green&color=blue"),
        (False, KEYS, "color=semi,%3B,dot,.,comma,%2C"),
        (True, KEYS, "semi=%3B&dot=.&comma=%2C"),
        (False, [], ""),
        (True, [], ""),
        (True, {}, ""),
    ],
)
def test_query_examples_of_rfc_6570(explode: bool, value: object, expected: str) -> None:
    assert query(Style("form", explode=explode), value) == expected


def test_allow_reserved() -> None:
    style = Style("form", allow_reserved=True)
    assert query(style, "/a?b:c@d!$'()*,;=%2F ü#[") == "color=/a?b:c@d!$'()*,;=%2F%20%C3%BC%23%5B"
    assert encode_reserved("50%") == "50%25"
    assert path(style, "a/b?c#d;e%3F") == "a/b%3Fc%23d;e%3F"
    assert encode(":/?#[]@!$&'()*+,;=~-._%2F") == (
        "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D~-._%252F"
    )


class Shade(Enum):
    DARK = "dark"


MOMENT = datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)
NUMBER = UUID("12345678-1234-5678-1234-567812345678")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (1.5, "1.5"),
        (date(2024, 2, 3), "2024-02-03"),
        (MOMENT, "2024-02-03T04%3A05%3A06Z"),
        (timedelta(hours=1), "PT1H"),
        (NUMBER, str(NUMBER)),
        (Decimal("1.10"), "1.10"),
        (Shade.DARK, "dark"),
        (b"hi", "aGk%3D"),
        ("ü/%&+ ", "%C3%BC%2F%25%26%2B%20"),
    ],
)
def test_kinds_of_values(value: object, expected: str) -> None:
    assert expand_query(operation(), {"q": value}) == f"q={expected}"
    assert expand_path(operation("/{q}"), {"q": value}) == f"/{expected}"
    assert expand_query(operation(), {"q": [value]}) == f"q={expected}"


def test_lists_in_an_exploded_object_are_repeated() -> None:
    value = {"page": 0, "sort": ["name,asc", "id,desc"], "none": [], "deep": {"b": [1, None]}}
    assert expand_query(operation(), {"pageable": value}) == (
        "page=0&sort=name%2Casc&sort=id%2Cdesc&deep=%7B%22b%22%3A%5B1%2Cnull%5D%7D"
    )
    assert expand_cookie(operation(), "c", {"a": [1, 2]}) == "a=1; a=2"
    assert path(Style("simple"), {"a": [1, 2]}) == "a,%5B1%2C2%5D"


def test_absent_values_are_left_out() -> None:
    values = {"a": UNSET, "b": None, "c": "", "d": [1], "e": {"x": None, "y": 2}}
    assert expand_query(operation(), values) == "c=&d=1&y=2"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": {"b": 1}, "flag": True, "none": None}, "f[a][b]=1&f[flag]=true"),
        ({"list": [1, 2], "none": None}, "f[list][0]=1&f[list][1]=2"),
        (["x", "y"], "f[0]=x&f[1]=y"),
        ([{"a": 1, "b": [2]}, {"a": 3}], "f[0][a]=1&f[0][b][0]=2&f[1][a]=3"),
        ([{"a": 1}, {"b": [2]}, {"a": 3}], "f[0][a]=1&f[1][b][0]=2&f[2][a]=3"),
    ],
)
def test_deep_objects_keep_their_structure(value: object, expected: str) -> None:
    assert unquote(query(DEEP_OBJECT, value, "f")) == expected
    made = operation(styles={"form:f": DEEP_OBJECT})
    assert "&".join(map("=".join, expand_form(made, {"f": value}))) == expected


STYLES = [Style("form"), Style("form", explode=True), DEEP_OBJECT, PIPE_DELIMITED, SEPARATED]


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_none_in_a_list_is_refused_wherever_items_are_texts(style: Style) -> None:
    """Left out, it would move the items after it; no style can express it."""
    value = ["a", None]
    made = operation("/{v}", styles={"query:v": style, "form:v": style})
    for expand in (
        lambda: expand_query(made, {"v": value}),
        lambda: expand_form(made, {"v": value}),
        lambda: expand_form(operation(), {"v": value}),
        lambda: expand_header(made, "H", value),
        lambda: expand_path(made, {"v": value}),
        lambda: expand_cookie(made, "c", value),
    ):
        with pytest.raises(InvalidRequestError, match="None in a list has no text"):
            expand()


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [
        (Style("form"), {"a": [None]}, "v=a,%5Bnull%5D"),
        (PIPE_DELIMITED, [[None]], "v=%5Bnull%5D"),
        (DEEP_OBJECT, {"a": [None]}, ""),
        (Style("form", explode=True), {"a": [None]}, ""),
        (SEPARATED, [[None]], ""),
    ],
    ids=str,
)
def test_none_in_a_list_of_a_list_is_refused_where_that_is_no_json(
    style: Style, value: object, expected: str
) -> None:
    made = operation("/x", styles={"query:v": style})
    if expected:
        assert expand_query(made, {"v": value}) == expected
        return
    with pytest.raises(InvalidRequestError, match="None in a list has no text"):
        expand_query(made, {"v": value})


def test_models_are_objects() -> None:
    assert query(DEEP_OBJECT, Cursor(next="n"), "f") == "f%5Bnext%5D=n"
    assert query(Style("form"), Cursor(next="n")) == "color=next,n"


def test_content_parameters_are_json() -> None:
    made = operation(content={"query:q": "application/json", "header:H": "application/json"})
    assert expand_query(made, {"q": {"a": [1, "x"]}}) == "q=%7B%22a%22%3A%5B1%2C%22x%22%5D%7D"
    assert expand_query(made, {"q": "text"}) == "q=%22text%22"
    assert expand_header(made, "H", {"a": 1}) == '{"a":1}'


@pytest.mark.parametrize(
    ("media_type", "value", "expected"),
    [
        ("application/json", {"a": ["ü"]}, "%7B%22a%22%3A%5B%22%C3%BC%22%5D%7D"),
        ("application/x-www-form-urlencoded", {"a": [1, 2], "b": "x&y", "c": UNSET}, "a=1&a=2&b=x%26y"),
        ("application/x-www-form-urlencoded", Cursor(next="n m"), "next=n+m"),
        ("text/plain", "$.a[?@ > 1]", "%24.a%5B%3F%40%20%3E%201%5D"),
        ("application/json", UNSET, ""),
    ],
)  # fmt: skip
def test_a_query_of_one_value(media_type: str, value: object, expected: str) -> None:
    assert expand_querystring(operation(querystring=media_type), value) == expected


def test_form_bodies() -> None:
    styles = {"form:flat": Style("form"), "form:deep": DEEP_OBJECT}
    made = operation(styles={**styles, "form:exploded": Style("form", explode=True)})
    values = {
        "a": [1, 2],
        "flat": [1, 2],
        "deep": {"x": {"y": "ü"}},
        "object": {"x": [1]},
        "objects": [{"x": 1}, {"x": 2}],
        "exploded": {"x": [1, 2], "y": 3},
        "n": None,
        "u": UNSET,
        "t": "a b",
    }
    assert expand_form(made, values) == [
        ("a", "1"), ("a", "2"), ("flat", "1,2"), ("deep[x][y]", "ü"),
        ("object", '{"x":[1]}'), ("objects", '{"x":1}'), ("objects", '{"x":2}'),
        ("x", "1"), ("x", "2"), ("y", "3"), ("t", "a b"),
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["", None, [], UNSET, {}])
def test_empty_path_parameters_are_refused_before_sending(
    flavor: Flavor, server: BadServer, value: object
) -> None:
    with pytest.raises(InvalidRequestError, match="'id' may not be empty"):
        flavor.do(flavor.client().things.retrieve(value))
    assert server.asked == []


@pytest.mark.parametrize(
    ("value", "problem"),
    [(".", r"'\.' or '\.\.'"), ("..", r"'\.' or '\.\.'"), ("\ud800", "surrogates")],
)
def test_what_no_path_can_hold_is_refused(
    flavor: Flavor, server: BadServer, value: str, problem: str
) -> None:
    with pytest.raises(InvalidRequestError, match=problem):
        flavor.do(flavor.client().things.retrieve(value))
    assert server.asked == []


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("50%", "50%25"),
        ("%2F", "%252F"),
        ("ü", "%C3%BC"),
        ("?x=1#y", "%3Fx%3D1%23y"),
        ("..%2f..", "..%252f.."),
        ("a.b", "a.b"),
        ("...", "..."),
    ],
)
def test_hard_characters_of_a_path_arrive(
    flavor: Flavor, server: BadServer, value: str, sent: str
) -> None:
    server.handler = lambda _: json_reply({"id": "1", "name": "n"})
    flavor.do(flavor.client().things.retrieve(value))
    assert server.asked[0].target == f"/things/{sent}"


def test_query_parameters_arrive_as_they_were_meant(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: json_reply([])
    options: Mapping[str, Any] = {
        "filter": {"a": "x&y=z", "b": [1, 2]},
        "where": {"k": ["ü", None]},
    }
    flavor.do(flavor.client().things.search(**options))
    asked = server.asked[0]
    assert asked.query == [
        ("filter[a]", "x&y=z"),
        ("filter[b][0]", "1"),
        ("filter[b][1]", "2"),
        ("where", '{"k":["ü",null]}'),
    ]
    assert asked.headers["x-mode"] == "plain"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (timedelta(days=1, seconds=2, microseconds=500_000), "P1DT2.5S"),
        (timedelta(), "PT0S"),
        (-timedelta(days=2), "-P2D"),
        (timedelta(microseconds=1), "PT0.000001S"),
    ],
)
def test_durations(value: timedelta, text: str) -> None:
    assert print_duration(value) == text


def test_json_bodies_hold_all_kinds_of_values() -> None:
    thing = Thing(id="1", name="n")
    value = {
        "m": MOMENT, "d": date(2024, 1, 2), "u": NUMBER, "e": Shade.DARK, "b": b"hi", "t": (1, 2),
        "s": {3}, "g": (n for n in "xy"), "w": thing, "v": UnknownVariant({"z": 1}), "ü": None,
    }  # fmt: skip
    assert encode_json(value).decode() == (
        '{"m":"2024-02-03T04:05:06Z","d":"2024-01-02","u":"12345678-1234-5678-1234-567812345678",'
        '"e":"dark","b":"aGk=","t":[1,2],"s":[3],"g":["x","y"],"w":{"name":"n"},"v":{"z":1},"ü":null}'
    )


NO_NUMBERS = [float("nan"), float("-inf"), Decimal("Infinity"), Decimal("NaN")]


@pytest.mark.parametrize("value", [*NO_NUMBERS, [1, Decimal("NaN")], {"a": float("nan")}])
@pytest.mark.parametrize("style", [Style("form"), DEEP_OBJECT, PIPE_DELIMITED])
def test_what_is_no_number_is_refused_with_the_name_of_its_parameter(
    value: object, style: Style
) -> None:
    made = operation(styles={"query:q": style, "path:id": style, "form:f": style})
    with pytest.raises(InvalidRequestError, match=r"^q"):
        expand_query(made, {"q": value})
    with pytest.raises(InvalidRequestError, match=r"^f"):
        expand_form(made, {"f": value})
    with pytest.raises(InvalidRequestError, match=r"^X-H"):
        expand_header(made, "X-H", value)


@pytest.mark.parametrize("value", [float("nan"), object(), {"a": UNSET}, "\ud800"])
def test_what_has_no_json_form_is_refused(flavor: Flavor, server: BadServer, value: object) -> None:
    with pytest.raises(InvalidRequestError, match=r"^create(: parts: | got a text that)"):
        flavor.do(flavor.client().things.create(name="n", parts=[value]))
    assert server.asked == []


class Array:
    """Behaves as an array of numpy: `==` answers with an array, whose truth is ambiguous."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    def __eq__(self, other: object) -> Any:
        return Array([value == other for value in self.values])

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise ValueError("The truth value of an array with more than one element is ambiguous")

    def __getitem__(self, at: int) -> object:
        return self.values[at]

    def tolist(self) -> list[Any]:
        return self.values


class Scalar:
    """Behaves as a scalar of numpy: it has `__getitem__` and is no iterable."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __getitem__(self, at: int) -> object:
        raise IndexError("invalid index to scalar variable.")

    def item(self) -> object:
        return self.value


class Times(Array):
    class dtype:  # noqa: N801
        kind = "M"


class Lazy:
    def __array__(self) -> Array:
        return Array([1, 2])


class Broken:
    def tolist(self) -> object:
        raise RuntimeError("on another device")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Array([1.5, 2]), "[1.5,2]"),
        (Array([Scalar(1.5), [Scalar(2)]]), "[1.5,[2]]"),
        ([Scalar(True), Scalar(3)], "[true,3]"),
        (array("d", [1.5, 2]), "[1.5,2.0]"),
        (range(3), "[0,1,2]"),
        ({"a": 1}.keys(), '["a"]'),
        (deque([1, 2]), "[1,2]"),
        (Fraction(1, 2), "0.5"),
        (memoryview(b"hi"), '"aGk="'),
        ({1, "a"}, '["a",1]'),
        (Lazy(), "[1,2]"),
    ],
)
def test_values_of_other_libraries(value: object, text: str) -> None:
    assert encode_json({"v": value}).decode() == f'{{"v":{text}}}'
    sent = expand_query(operation(content={"query:v": "application/json"}), {"v": value})
    assert unquote(sent) == f"v={text}"


def test_arrays_and_scalars_are_arguments(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"id": "1", "name": "n"})
    flavor.do(flavor.client().things.create(name=Scalar("n"), parts=Array([1])))
    assert server.asked[0].json == {"name": "n", "parts": [1]}
    made = operation("/{n}")
    assert expand_path(made, {"n": Scalar(3)}) == "/3"
    assert expand_query(made, {"n": Array([1, 2]), "m": Scalar(3)}) == "n=1&n=2&m=3"
    assert expand_header(made, "N", Array([1, 2])) == "1,2"


@pytest.mark.parametrize("value", [Times([1]), 1j, Broken(), StringIO("[1]"), object()])
def test_foreign_values_that_cannot_be_sent_are_refused(value: object) -> None:
    with pytest.raises(InvalidRequestError, match="cannot be sent"):
        encode_json({"v": value})
    with pytest.raises(InvalidRequestError, match="cannot be sent"):
        expand_query(operation(), {"v": value})
