# The lock of names as text.
"""`SymbolLock`: append-only, one sorted line a name."""

from __future__ import annotations

import tomllib

import pytest
from clientloom.symbols import SymbolLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# A busy machine is no failure.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KIND = st.sampled_from(["schema", "field", "method"])


@CALM
@given(st.dictionaries(st.tuples(KIND, TEXT, TEXT), TEXT, max_size=8))
def test_text_and_back(entries: dict[tuple[str, str, str], str]) -> None:
    lock = SymbolLock(entries)
    text = lock.to_text()
    assert dict(SymbolLock.from_text(text).entries) == entries
    assert text.count("\n") == len(entries) == len(tomllib.loads(text))


def test_lines_are_sorted_and_readable() -> None:
    lock = SymbolLock({("schema", "", "/b"): "B", ("field", "/a", "x#y"): "x_y"})
    assert lock.to_text() == '"field:/a#x%23y" = "x_y"\n"schema:#/b" = "B"\n'


def test_adding_keeps_what_was_there() -> None:
    lock = SymbolLock({("schema", "", "/a"): "A"}).with_entries({("schema", "", "/b"): "B"})
    assert lock.scope("schema", "") == {"/a": "A", "/b": "B"}
    assert lock.names_in("schema", "") == {"A", "B"}
    assert lock.get("schema", "", "/b") == "B"
    assert lock.get("schema", "elsewhere", "/b") is None


@pytest.mark.parametrize(
    "text",
    ["no equals", '"schema" = "A"', '"schema:/a" = "A"', '"schema:#/a" = 3', "<<<<<<< HEAD\n"],
)
def test_a_broken_lock_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        SymbolLock.from_text(text)
