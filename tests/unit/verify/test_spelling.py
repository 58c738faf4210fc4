# What stands on the wire for each style, against the table of the specification (OpenAPI 3.1, 4.8.12.4 Style Examples).
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from clientloom.diagnostics import Span
from clientloom.ir import Anything, Location, Parameter, Required, Style
from clientloom.verify.judging.parameter_styles import pairs, path_text

LIST = ["blue", "black", "brown"]
RGB = {"R": 100, "G": 200, "B": 150}


def parameter(style: Style, *, explode: bool) -> Parameter:
    return Parameter(
        name="color",
        wire_name="color",
        location=Location.PATH,
        type=Anything(),
        presence=Required(),
        doc="",
        span=Span("-"),
        style=style,
        explode=explode,
    )


@pytest.mark.parametrize(
    ("style", "explode", "value", "text"),
    [
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, LIST, ";color=blue,black,brown"),
        ("matrix", False, RGB, ";color=R,100,G,200,B,150"),
        ("matrix", True, LIST, ";color=blue;color=black;color=brown"),
        ("matrix", True, RGB, ";R=100;G=200;B=150"),
        ("label", False, "blue", ".blue"),
        ("label", False, LIST, ".blue,black,brown"),
        ("label", True, LIST, ".blue.black.brown"),
        ("label", True, RGB, ".R=100.G=200.B=150"),
        ("simple", False, LIST, "blue,black,brown"),
        ("simple", False, RGB, "R,100,G,200,B,150"),
        ("simple", True, RGB, "R=100,G=200,B=150"),
        ("simple", False, ["a", None], "a"),
        ("label", True, {"R": None, "G": 1}, ".G=1"),
        ("simple", False, True, "true"),
    ],
)
def test_a_path_or_a_header(style: str, explode: bool, value: Any, text: str) -> None:
    assert path_text(parameter(Style(style), explode=explode), value) == text


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("form", True, LIST, "color=blue&color=black&color=brown"),
        ("form", False, LIST, "color=blue,black,brown"),
        ("form", True, RGB, "R=100&G=200&B=150"),
        ("form", False, RGB, "color=R,100,G,200,B,150"),
        ("spaceDelimited", False, LIST, "color=blue black brown"),
        ("pipeDelimited", False, LIST, "color=blue|black|brown"),
        ("deepObject", True, RGB, "color[R]=100&color[G]=200&color[B]=150"),
        ("form", True, False, "color=false"),
        ("form", False, [None], ""),
        ("form", True, ["a", None], "color=a"),
        ("deepObject", True, {"R": None, "G": 1}, "color[G]=1"),
        ("deepObject", True, [{"R": 1}, None, ["a"]], "color[0][R]=1&color[1][0]=a"),
        ("form", True, {"R": [1, None, 2], "G": 3}, "R=1&R=2&G=3"),
        ("form", True, {"R": None}, ""),
    ],
)
def test_a_query(style: str, explode: bool, value: Any, expected: str) -> None:
    found = pairs("color", value, Style(style), explode=explode)
    assert "&".join(f"{name}={text}" for name, text in found) == expected


@pytest.mark.parametrize(
    ("separators", "explode", "value", "expected"),
    [
        ("|", False, [1, None, True], [("color", "1|true")]),
        ("|", True, ["a", "b"], [("color", "a"), ("color", "b")]),
        ("|,", False, [["a", "b"], ["c"]], [("color", "a,b|c")]),
        ("\t", False, "a", [("color", "a")]),
    ],
)
def test_lists_in_the_formats_of_swagger(
    separators: str, explode: bool, value: Any, expected: Any
) -> None:
    found = pairs("color", value, Style.FORM, explode=explode, separators=separators)
    assert list(found) == expected
    if not explode:
        in_path = replace(parameter(Style.SIMPLE, explode=False), separators=separators)
        assert path_text(in_path, value) == expected[0][1]
