# What comes in goes out the same: texts of formats, numbers, constants, keys, and values that break their schema.
from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, cast
from uuid import UUID

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import Field
from typing_extensions import TypeAliasType

from templates.runtime import (
    Base64,
    DecimalNumber,
    Drift,
    Json,
    Model,
    OneOf,
    ResponseValidationError,
    TextValue,
    UnknownVariant,
)
from templates.runtime.core.drift import Reading, ReadingRules
from templates.runtime.data.decimals import as_texts
from templates.runtime.data.dict_keys import translate
from templates.runtime.data.encoding import encode_json
from templates.runtime.wire.styles import scalar, structure

OPERATION = "getThing"


def read(annotation: object, text: str | bytes, *, strict: bool = False) -> tuple[Any, list[str]]:
    """The value of a response, and where it deviates."""
    drifts: list[Drift] = []
    request = httpx.Request("GET", "https://server.invalid/thing")
    response = httpx.Response(200, content=text, request=request)
    decoder = Json[Any](lambda: annotation)
    rules = ReadingRules(strict=strict, on_drift=drifts.append)
    value = decoder.decode(response, Reading(OPERATION, rules))
    return value, [field.path for drift in drifts for field in drift.fields]


def quoted(text: str) -> str:
    return json.dumps(text)


SPELLINGS: list[tuple[object, type, list[str]]] = [
    (
        datetime,
        datetime,
        [
            "2024-02-03T04:05:06Z",
            "2024-02-03T04:05:06.7Z",
            "2024-02-03T04:05:06.700Z",
            "2024-02-03T04:05:06.000Z",
            "2024-02-03T04:05:06.789000Z",
            "2024-02-03T04:05:06.123456Z",
            "2024-02-03T04:05:06.123456789Z",
            "2024-02-03T04:05:06+00:00",
            "2024-02-03T04:05:06-00:00",
            "2024-02-03T04:05:06.5+05:30",
            "2024-02-03T04:05:06",
            "2024-02-03t04:05:06z",
            "2024-02-03 04:05:06Z",
        ],
    ),
    (date, date, ["2024-02-03"]),
    (time, time, ["04:05:06Z", "04:05:06", "04:05:06.5+01:00", "04:05:06.000Z", "04:05:06+00:00"]),
    (
        timedelta,
        timedelta,
        [
            "P1D",
            "P1W",
            "PT36H",
            "PT90M",
            "PT0S",
            "P0D",
            "-PT1S",
            "PT0.5S",
            "PT0.123456789S",
            "P0Y2D",
        ],
    ),
    (Decimal, Decimal, ["0.10", "1", "-1.50", "1e5", "+1", "12345678901234567.8910", "007"]),
    (
        UUID,
        UUID,
        ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
    ),
    (Base64, bytes, ["aGk=", "aG\r\nk=", "", "//4=", "AB=="]),
    (bytes, bytes, ["aGk=", "//4="]),
]


@pytest.mark.parametrize(
    ("annotation", "kind", "text"),
    [(annotation, kind, text) for annotation, kind, texts in SPELLINGS for text in texts],
)
def test_a_text_goes_out_as_it_came(annotation: Any, kind: type, text: str) -> None:
    value, paths = read(annotation, quoted(text), strict=True)
    assert isinstance(value, kind)
    assert paths == []
    for same in (value, copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert same == value
        assert json.loads(encode_json(same)) == text
        assert scalar(same) == text
    inside, _ = read(dict[str, list[annotation]], f'{{"a": [{quoted(text)}]}}')
    assert json.loads(encode_json(inside)) == {"a": [text]}


def test_what_is_computed_from_a_value_has_its_own_text() -> None:
    moment, _ = read(datetime, '"2024-02-03T04:05:06.123456789Z"')
    assert encode_json(moment + timedelta(days=1)) == b'"2024-02-04T04:05:06.123456Z"'
    assert encode_json(moment.replace(microsecond=0)) == b'"2024-02-03T04:05:06Z"'
    week, _ = read(timedelta, '"P1W"')
    assert encode_json(week * 2) == b'"P14D"'


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (datetime, "2016-12-31T23:59:60Z"),
        (time, "23:59:60Z"),
        (timedelta, "P1M"),
        (timedelta, "P1Y"),
        (timedelta, "P1Y2M3DT4H"),
    ],
)
def test_a_valid_text_that_python_cannot_hold_is_kept_and_reported_and_no_error(
    annotation: Any, text: str
) -> None:
    assert read(annotation, quoted(text), strict=True) == (text, ["$"])
    assert read(list[annotation], f"[{quoted(text)}]") == ([text], ["[0]"])


@pytest.mark.parametrize(
    ("annotation", "raw", "kind"),
    [
        (int, "5", str),
        (int, True, bool),
        (int, 5.5, float),
        (bool, 1, int),
        (bool, "yes", str),
        (float, "1.5", str),
        (float, False, bool),
        (str, 5, int),
        (datetime, 1577836800, int),
        (datetime, "1577836800", str),
        (datetime, "2020-01-01", str),
        (datetime, "2020-01-01T00:00:00+0100", datetime),
        (datetime, "20200101T000000Z", datetime),
        (date, "2020-01-01T00:00:00Z", str),
        (date, "1577836800", str),
        (time, 36000, int),
        (time, "10:00", time),
        (timedelta, 5, int),
        (timedelta, "1 day", str),
        (timedelta, "01:00:00", str),
        (UUID, "123e4567e89b12d3a456426614174000", UUID),
        (Decimal, 0.5, float),
        (DecimalNumber, "0.5", str),
        (Base64, "%%%", str),
        (Literal[1, 2], True, bool),
        (Literal[True], 1, int),
        (Literal["1"], 1, int),
        (list[float], [1, "2"], list),
        (list[int], {"a": 1}, dict),
    ],
)
def test_a_value_of_another_type_is_reported_and_goes_out_as_it_came(
    annotation: Any, raw: object, kind: type
) -> None:
    body = json.dumps({"member": raw})
    value, paths = read(dict[str, annotation], body)
    assert isinstance(value["member"], kind)
    assert [path.partition("[")[0] for path in paths] == ["member"]
    assert json.loads(encode_json(value)) == {"member": raw}
    assert type(json.loads(encode_json(value))["member"]) is type(raw)
    with pytest.raises(ResponseValidationError, match="member"):
        read(dict[str, annotation], body, strict=True)


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@given(NUMBERS)
@example(5)
@example(2**53 + 1)
@example(1e300)
@example(-0.0)
def test_a_number_stays_the_number_that_it_is(number: float) -> None:
    value, paths = read(float, json.dumps(number), strict=True)
    assert (value, type(value), paths) == (number, type(number), [])
    assert json.loads(encode_json(value)) == number
    several, _ = read(list[float], json.dumps([number, 1]), strict=True)
    assert [type(item) for item in several] == [type(number), int]


@pytest.mark.parametrize(("value", "text"), [(5, "5"), (5.0, "5"), (0.5, "0.5"), (1e22, "1e+22")])
def test_a_whole_number_in_a_path_has_no_fraction(value: float, text: str) -> None:
    assert scalar(value) == text


@pytest.mark.parametrize("value", [b"hi", bytearray(b"hi"), memoryview(b"hi")])
def test_bytes_of_every_kind_are_base64_wherever_they_stand(value: object) -> None:
    """A bytearray was a list of numbers in a query, and in a body with decimals."""
    kind = dict[str, bytes | Decimal]
    assert (
        encode_json(as_texts(kind, {"a": value, "b": Decimal("1.0")})) == b'{"a":"aGk=","b":"1.0"}'
    )
    assert structure(value) == "aGk="


@pytest.mark.parametrize("give", [list, set, iter, lambda items: dict.fromkeys(items).keys()])
def test_decimals_are_texts_in_whatever_is_sent_as_a_list(give: Any) -> None:
    assert encode_json(as_texts(list[Decimal], give([Decimal("1.10")]))) == b'["1.10"]'


def test_a_whole_number_with_a_fraction_is_an_integer() -> None:
    assert read(list[int], "[5.0, 1e2]", strict=True) == ([5, 100], [])
    assert read(list[Literal[0, 1]], "[0.0, 1.0]", strict=True) == ([0, 1], [])
    assert read(list[Literal[0, "a"] | None], "[0.0, null]", strict=True) == ([0, None], [])


@given(st.decimals(allow_nan=False, allow_infinity=False))
@example(Decimal("12345678901234567.891"))
@example(Decimal("0.10"))
def test_a_decimal_keeps_its_digits_in_numbers_and_in_strings(number: Decimal) -> None:
    class Price(Model):
        number: DecimalNumber
        text: Decimal

    body = f'{{"number":{number},"text":"{number}"}}'
    price, paths = read(Price, body, strict=True)
    assert paths == []
    assert (price.number, price.text) == (number, number)
    assert encode_json(price).decode() == body
    assert encode_json(Price(number=number, text=number)).decode() == body
    assert encode_json([number]).decode() == f"[{number}]"


class First(Model):
    tag: Literal[1] = 1
    it: Decimal | None = None


class Second(Model):
    tag: Literal[2] = 2
    it: int | None = None


class Optional(Model):
    tag: Literal[4] | None = None
    it: int | None = None


class Third(Model):
    it: int | None = None
    more: str | None = None


@pytest.mark.parametrize(
    ("kind", "members", "sent"),
    [
        (First | Second, {"tag": 1, "it": 2}, "2"),
        (First | Second, {"tag": 2, "it": 2}, 2),
        (First | Second, {"tag": 3, "it": 2}, 2),  # a variant that only the server knows
        (First | Third, {"it": 2, "more": "x"}, 2),
        (First | Optional, {"tag": 4, "it": 2}, 2),
        (Optional | First, {"tag": 1, "it": 2}, "2"),
        (Optional | First, {"tag": None, "it": 2}, 2),
        (dict[str, Decimal] | Second, {"tag": 2, "it": 2}, 2),
        (dict[str, Decimal], {"tag": 2, "it": 2}, "2"),
    ],
)
def test_a_decimal_of_one_variant_changes_no_dict_of_another(
    kind: object, members: Mapping[str, object], sent: object
) -> None:
    converted = as_texts(list[kind], [members])  # type: ignore[valid-type]  # a type at run time
    assert cast("list[dict[str, object]]", converted)[0]["it"] == sent


@pytest.mark.parametrize(("tag", "sent"), [(1, "2"), (2, 2)])
def test_an_item_of_a_union_of_lists_is_read_as_the_variant_that_it_is(
    tag: int, sent: object
) -> None:
    converted = as_texts(list[First] | list[Second], [{"tag": tag, "it": 2}])
    assert converted == [{"tag": tag, "it": sent}]


@pytest.mark.parametrize(
    ("kind", "text", "path"),
    [
        (dict[str, float], '{"a":NaN}', "a"),
        (dict[str, float], '{"a":-Infinity}', "a"),
        (list[float], "[1,2.5,NaN]", "[2]"),
        (list[list[float]], "[[1],[Infinity]]", "[1][0]"),
        (list[float], "[1e308,1e308,2]", ""),
        (list[float], f"[{'9' * 400},1.5]", ""),
    ],
)
def test_what_is_no_number_in_json_is_kept_and_reported(kind: object, text: str, path: str) -> None:
    value, paths = read(kind, text)
    assert repr(value) == repr(json.loads(text))
    assert paths == ([path] if path else [])
    if path:
        with pytest.raises(ResponseValidationError, match="finite number"):
            read(kind, text, strict=True)


class Nameless(Model):
    empty: str | None = Field(default=None, alias="")
    other: str | None = None


def test_a_wrong_value_under_the_empty_name_is_kept() -> None:
    value, paths = read(Nameless, '{"":5,"other":"x"}')
    assert (value.empty, value.other, paths) == (5, "x", ['""'])
    assert encode_json(value) == b'{"":5,"other":"x"}'


class Dashed(Model):
    kind: Literal["a"] | None = None
    the_note: str | None = Field(default=None, alias="the-note")


class Humped(Model):
    kind: Literal["b"] | None = None
    the_note: str | None = Field(default=None, alias="theNote")


@pytest.mark.parametrize(("kind", "key"), [("a", "the-note"), ("b", "theNote")])
def test_a_key_has_the_name_of_the_variant_that_an_optional_tag_names(kind: str, key: str) -> None:
    given_dict, sent = {"kind": kind, "the_note": "x"}, {"kind": kind, key: "x"}
    assert translate(given_dict, Dashed | Humped) == sent
    assert translate([given_dict], list[Dashed] | list[Humped]) == [sent]
    assert translate([given_dict], tuple[Dashed | Humped, ...]) == [sent]


def test_decimals_in_lists_and_maps_of_models() -> None:
    class Rates(Model):
        daily: list[Decimal]
        by_name: dict[str, Decimal | None]
        numbers: list[DecimalNumber]

    made = Rates(
        daily=[Decimal("0.10")],
        by_name={"a": Decimal(1), "b": None},
        numbers=[Decimal("0.10"), Decimal(2)],
    )
    assert encode_json(made) == (
        b'{"daily":["0.10"],"by_name":{"a":"1","b":null},"numbers":[0.10,2]}'
    )


class Labels(Model):
    team: Annotated[str | None, Field(alias="teamName")] = None
    class_: Annotated[str | None, Field(alias="class")] = None
    if not globals().get("TYPE_CHECKING"):
        __pydantic_extra__: dict[str, int]


@pytest.mark.parametrize(
    ("raw", "paths"),
    [
        ({"team": 1}, []),
        ({"teamName": "a", "team": 2}, []),
        ({"class_": 1, "class": None, "other": 2}, []),
        ({"team": "x", "other": "y"}, ["team", "other"]),
    ],
)
def test_a_key_that_is_the_python_name_of_a_field_is_no_field(
    raw: dict[str, object], paths: list[str]
) -> None:
    labels, found = read(Labels, json.dumps(raw))
    assert sorted(found) == sorted(paths)
    assert labels.team == raw.get("teamName")
    assert labels.model_extra == {k: v for k, v in raw.items() if k not in {"teamName", "class"}}
    assert json.loads(encode_json(labels)) == raw


class Dept(Model):
    name: Annotated[str | None, Field(alias="deptName")] = None
    head: Annotated[Person | None, Field(alias="headPerson")] = None
    staff: Annotated[list[Person] | None, Field(alias="allStaff")] = None


class Person(Model):
    name: Annotated[str | None, Field(alias="fullName")] = None
    dept: Annotated[Dept | None, Field(alias="homeDept")] = None


def test_models_that_refer_to_each_other_are_sent_by_the_names_of_the_wire() -> None:
    raw = {
        "deptName": "a",
        "headPerson": {"fullName": "x", "homeDept": {"deptName": "z"}},
        "allStaff": [{"fullName": "y"}],
    }
    depts, _ = read(list[Dept], json.dumps([raw]))
    assert json.loads(encode_json(depts)) == [raw]
    assert json.loads(encode_json(Dept(staff=[Person(name="y")]))) == {
        "allStaff": [{"fullName": "y"}]
    }


class One(Model):
    version: Literal[1] = 1
    text: str | None = None


class Two(Model):
    version: Literal[2] = 2
    text: str | None = None


class Good(Model):
    ok: Literal[True] = True


class Bad(Model):
    ok: Literal[False] = False
    why: str


class Saw(Model):
    kind: Literal["shark"]
    shark: Literal["saw"]
    length: int


class Goblin(Model):
    kind: Literal["shark"]
    shark: Literal["goblin"]
    jaw: int


class Salmon(Model):
    kind: Literal["salmon"]
    length: int | None = None


class Other(Model):
    kind: str | None = None
    name: str


FISH = Annotated[Saw | Goblin | Salmon | UnknownVariant, OneOf("kind")]
REST = Annotated[Salmon | Other | UnknownVariant, OneOf("kind")]


@pytest.mark.parametrize(
    ("union", "raw", "expected", "paths"),
    [
        (One | Two, {"version": 1}, One, []),
        (One | Two, {"version": 2}, Two, []),
        (One | Two, {"version": True}, UnknownVariant, ["$"]),
        (One | Two, {"version": 3, "text": "x"}, UnknownVariant, ["$"]),
        (One | Two, {"text": "x"}, UnknownVariant, ["$"]),
        (Good | Bad, {"ok": True}, Good, []),
        (Good | Bad, {"ok": False, "why": "x"}, Bad, []),
        (Good | Bad, {"ok": False}, Bad, ["why"]),
        (Good | Bad, {"ok": 1}, UnknownVariant, ["$"]),
        (FISH, {"kind": "shark", "shark": "saw", "length": 1}, Saw, []),
        (FISH, {"kind": "shark", "shark": "goblin", "jaw": 1}, Goblin, []),
        (FISH, {"kind": "shark", "shark": "goblin", "jaw": "big"}, Goblin, ["jaw"]),
        (FISH, {"kind": "shark", "shark": "white"}, UnknownVariant, ["$"]),
        (FISH, {"kind": "salmon"}, Salmon, []),
        (REST, {"kind": "salmon"}, Salmon, []),
        (REST, {"kind": "newt", "name": "n"}, Other, []),
        (REST, {"name": "n"}, Other, []),
        (REST, {"kind": "salmon", "length": "x", "name": "n"}, Salmon, ["length"]),
        (REST, {"kind": "newt"}, Other, ["name"]),
    ],
)
def test_variants_are_told_apart_by_constants_of_any_type_and_on_several_levels(
    union: Any, raw: object, expected: type, paths: list[str]
) -> None:
    marked = union if union in (FISH, REST) else Annotated[union | UnknownVariant, OneOf()]
    value, found = read(marked, json.dumps(raw))
    assert (type(value), found) == (expected, paths)
    assert json.loads(encode_json(value)) == raw
    assert type(json.loads(encode_json(value)).get("version")) is type(
        raw.get("version") if isinstance(raw, dict) else None
    )


class Leaf(Model):
    value: float


class Branch(Model):
    children: list[Annotated[Leaf | Branch | UnknownVariant, OneOf()]]


def test_one_deviating_leaf_leaves_the_tree_as_it_is() -> None:
    raw = {"children": [{"value": 1}, {"children": [{"value": "x"}, {"value": 2.5}]}]}
    tree, paths = read(Branch, json.dumps(raw))
    assert paths == ["children[1].children[0].value"]
    inner = tree.children[1]
    assert [type(one) for one in (*tree.children, *inner.children)] == [Leaf, Branch, Leaf, Leaf]
    assert json.loads(encode_json(tree)) == raw


def test_a_broken_value_of_a_union_of_containers_is_read_as_what_it_breaks_least() -> None:
    union = list[Leaf] | list[Saw] | dict[str, Leaf]
    value, paths = read(union, '[{"value": 1}, {"value": "x"}]')
    assert ([type(one) for one in value], paths) == ([Leaf, Leaf], ["[1].value"])


Tree = TypeAliasType(
    "Tree",
    "Annotated[Leaf | Branch | UnknownVariant, OneOf()] | list[Tree] | dict[str, Tree] | str",
)
Deep = TypeAliasType("Deep", "int | list[Deep] | None")


@pytest.mark.parametrize(
    ("alias", "raw", "paths"),
    [
        (Tree, [{"value": 1}, "x", [{"a": {"children": []}}]], []),
        (Tree, [{"value": "x"}, ["y", 5]], ["[0].value", "[1][1]"]),
        (Deep, [1, [2, [None, [3]]]], []),
        (Deep, [1, [2, ["x"]]], ["[1][1][0]"]),
    ],
)
def test_aliases_that_lead_to_themselves(alias: Any, raw: object, paths: list[str]) -> None:
    value, found = read(alias, json.dumps(raw))
    assert json.loads(encode_json(value)) == raw
    assert bool(found) == bool(paths)


def test_a_constant_is_missing_where_it_is_missing() -> None:
    one, paths = read(One, '{"text": "x"}')
    assert paths == ["version"]
    assert json.loads(encode_json(One(text="x"))) == {"version": 1, "text": "x"}
    assert json.loads(encode_json(one)) == {"text": "x"}


class Named(Model):
    team_name: str = Field(alias="teamName")


class Sized(Model):
    size: int = Field(0, alias="sizeOf")


@pytest.mark.parametrize("more", [{}, {"zz": 1}, {"team_name": 1, "size": 2}])
@pytest.mark.parametrize("annotation", [list[Sized] | list[Named], list[Named] | list[Sized]])
def test_a_list_that_is_valid_as_several_is_the_one_that_names_most_of_its_members(
    annotation: object, more: dict[str, int]
) -> None:
    raw = json.dumps([{"teamName": "x", **more}])
    value, drifts = read(annotation, raw)
    assert (type(value[0]), value[0].team_name, drifts) == (Named, "x", [])
    assert json.loads(encode_json(value)) == json.loads(raw)


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        (int, "5\n", 5),
        (int | None, "5", 5),
        (int | None, "null", None),
        (int | None, "", None),
        (Literal[1, 2] | int, "2", 2),  # noqa: PYI051 (an open enum)
        (Literal[1, 2] | int, "9", 9),  # noqa: PYI051 (an open enum)
        (Literal["a"] | str, "b", "b"),  # noqa: PYI051 (an open enum)
        (bool, "true", True),
        (DecimalNumber, "1.50", Decimal("1.50")),
        (Decimal, "1.50", Decimal("1.50")),
        (date | None, "2024-02-03", date(2024, 2, 3)),
        (str, "5", "5"),
    ],
)
def test_a_text_spells_the_value_of_its_type(annotation: object, text: str, value: object) -> None:
    request = httpx.Request("GET", "https://server.invalid/thing")
    response = httpx.Response(200, content=text, request=request)
    drifts: list[Drift] = []
    rules = ReadingRules(strict=True, on_drift=drifts.append)
    found: object = TextValue[Any](lambda: annotation).decode(response, Reading(OPERATION, rules))
    assert (found, type(found) is bool, drifts) == (value, type(value) is bool, [])
    assert str(found) == str(value)


@pytest.mark.parametrize("text", ["P1M", "P1Y2M", "PT36H"])
def test_a_text_is_read_as_its_json_string_is(text: str) -> None:
    request = httpx.Request("GET", "https://server.invalid/thing")
    response = httpx.Response(200, content=text, request=request)
    reading = Reading(OPERATION, ReadingRules(strict=True))
    found: object = TextValue[Any](lambda: timedelta).decode(response, reading)
    assert encode_json(found) == json.dumps(text).encode()
