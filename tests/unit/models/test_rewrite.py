# Annotations as the package spells them.
from __future__ import annotations

import pytest
from clientloom.models.bundle import WORD
from clientloom.models.rewrite import received
from clientloom.models.vocabulary import Scope


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        (
            "Literal['a', 'b'] | str | Literal['b', 'c'] | None",
            "Literal['a', 'b', 'c'] | str | None",
        ),
        ("Literal[1] | Literal[2]", "Literal[1, 2]"),
        ("Literal['a'] | str | Literal['a']", "Literal['a'] | str"),
        ("list[Literal['a']] | Literal['b']", "list[Literal['a']] | Literal['b']"),
    ],
)
def test_the_values_of_a_union_stand_in_one_literal(written: str, spelled: str) -> None:
    assert received(written, Scope(frozenset())) == spelled


def test_a_text_that_may_be_a_time_stays_a_text() -> None:
    """pydantic reads "2020" as half past midnight of 1970, where nothing comes before the time."""
    scope = Scope(frozenset())
    written = " | ".join(["list[str]", WORD + "datetime", "str", "None"])
    assert received(written, scope) == "list[str] | str | datetime | None"
    assert received(f"{WORD}datetime | int", scope) == "datetime | int"
