# Which numbers are whole: by name, and by what the document shows of them.
from __future__ import annotations

import pytest
from unit.normalize.schema_cases import read


def kind(name: str, **schema: object) -> str:
    found = read({"Holder": {"properties": {name: {"type": "number", **schema}}}})
    return found.fields("Holder")[name].removesuffix("?").partition("=")[0]


@pytest.mark.parametrize(
    "name",
    ["id", "userId", "ids", "count", "page", "offset", "createdAt", "timestamp", "num_items"],
)
def test_ids_counts_and_times_with_whole_examples(name: str) -> None:
    assert kind(name, examples=[5, 6]) == "whole-number"
    assert kind(name, default=0) == "whole-number"
    assert kind(name, minimum=0, maximum=50) == "whole-number"


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"minimum": 0},
        {"examples": [5, 5.5]},
        {"examples": [5.0]},
        {"examples": [True]},
        {"examples": ["5"]},
        {"examples": [5], "maximum": 9.5},
        {"examples": [5], "format": "double"},
        {"examples": []},
    ],
)
def test_what_is_not_shown_to_be_whole_stays_a_number(schema: dict[str, object]) -> None:
    assert kind("count", **schema) == "number"


def test_other_names_stay_numbers_but_for_their_steps() -> None:
    assert kind("price", examples=[5], maximum=10) == "number"
    assert kind("price", multipleOf=5) == "whole-number"
    assert kind("id", multipleOf=0.5, examples=[5]) == "number"


def test_the_same_schema_under_another_name_is_read_by_that_name() -> None:
    schema = {"type": "number", "examples": [5]}
    reading = read({"Holder": {"properties": {"price": schema, "id": schema, "rate": schema}}})
    assert reading.type("Holder") == "id: whole-number?, price: number?, rate: number?"


def test_an_integer_beside_a_whole_number_is_one() -> None:
    both = {"anyOf": [{"type": "integer"}, {"type": "number", "multipleOf": 1}]}
    assert read({"Holder": {"properties": {"id": both}}}).type("Holder") == "id: whole-number?"
