# When two JSON values say the same.
from __future__ import annotations

from typing import Any

import pytest
from clientloom.verify.judging.equality import difference
from clientloom.verify.judging.received import Received
from clientloom.verify.judging.same_request import request_difference


@pytest.mark.parametrize(
    ("sent", "got"),
    [
        ({"a": [1, None, "x"]}, {"a": [1, None, "x"]}),
        ("2024-02-29T12:30:40Z", "2024-02-29T13:30:40+01:00"),
        ("P1DT2H", "PT26H"),
        ("12:30:00Z", "12:30:00+00:00"),
        (1, 1.0),
        (1.5, "1.5"),
        ("7B1C1E0A-5A3C-4F4E-9D55-0A1B2C3D4E5F", "7b1c1e0a-5a3c-4f4e-9d55-0a1b2c3d4e5f"),
    ],
)
def test_another_spelling_is_no_difference(sent: Any, got: Any) -> None:
    assert difference(sent, got) == ""


@pytest.mark.parametrize(
    ("sent", "got", "where"),
    [
        ({"a": 1}, {}, "$.a was lost"),
        ({}, {"a": None}, "$.a was added: None"),
        ({"a": [1, 2]}, {"a": [1, 3]}, "$.a[1] was 2 and became 3"),
        ([1], [1, 1], "$ was [1] and became [1, 1]"),
        (True, 1, "$ was True and became 1"),
        (None, "", "$ was None and became ''"),
        ("2024-02-29T12:30:40Z", "2024-02-29T12:30:41Z", "$ was"),
    ],
)
def test_a_difference_is_told_with_its_place(sent: Any, got: Any, where: str) -> None:
    assert difference(sent, got).startswith(where)


def test_the_key_of_a_call_is_another_for_each() -> None:
    def request(key: str) -> Received:
        return Received.of(
            {"method": "POST", "url": "/a", "headers": [["x-key", key]], "content": ""}
        )

    assert not request_difference(request("1"), request("2"), "X-Key")
    assert "the headers were" in request_difference(request("1"), request("2"))
