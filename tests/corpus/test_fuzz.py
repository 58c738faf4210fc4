# A small, fixed part of the fuzz run; `tox -e fuzz` runs all of it.
from __future__ import annotations

from pathlib import Path

import pytest
from corpus.fuzz import GOOD, examine, unprintable
from corpus.mutate import mutated

FIXED = (8, 25, 49, 64, 100, 151, 203, 303, 404, 505)
MORE = range(1000, 1040)


@pytest.mark.parametrize("number", FIXED)
def test_a_damaged_document_is_handled(number: int, tmp_path: Path) -> None:
    result = examine(number, tmp_path)
    assert result.kind in GOOD, result


@pytest.mark.slow
def test_further_damaged_documents_are_handled(tmp_path: Path) -> None:
    for number in MORE:
        folder = tmp_path / str(number)
        folder.mkdir()
        result = examine(number, folder)
        assert result.kind in GOOD, result


def test_a_document_is_the_same_for_the_same_number_and_another_for_another() -> None:
    assert mutated(5) == mutated(5)
    assert len({mutated(number) for number in range(50)}) > 45


def test_what_a_terminal_acts_upon_is_seen() -> None:
    assert unprintable("a\n\tb\u00a0c") == set()
    assert unprintable("a\x1b\u202eb\r") == {"\x1b", "\u202e", "\r"}
