# Docstrings that cannot leave their quotes, whatever the document says.
from __future__ import annotations

import ast

import pytest
from clientloom.python.docstrings import WIDTH, describe, docstring, section, title_of
from hypothesis import example, given
from hypothesis import strategies as st

LINES = st.lists(
    st.text(
        alphabet=st.one_of(
            st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), st.sampled_from('"\\')
        )
    ),
    min_size=1,
)


def read_back(text: str) -> str:
    """The docstring of a function that has it, where nothing else came of it."""
    tree = ast.parse(f"def f():\n    {text}\n    return None\n")
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    assert len(function.body) == 2
    return ast.get_docstring(function, clean=False) or ""


@given(LINES)
@example(['"'])
@example(["\\"])
@example(['"""', '"""', '\\"""'])
@example(['ends with a quote"'])
@example(["x" * 90 + "\\"])
def test_every_text_stays_inside_and_is_kept(lines: list[str]) -> None:
    found = read_back(docstring(lines, 4))
    assert "".join(found.split()) == "".join("".join(lines).split())


@given(st.text(max_size=2000), st.text(max_size=200))
def test_descriptions_of_any_text_are_docstrings(doc: str, summary: str) -> None:
    lines = describe(summary, doc, fallback="Do it.", indent=8)
    assert lines[0]
    read_back(docstring(lines, 4))


def test_one_line_that_fits_stands_alone() -> None:
    assert docstring(["Short."], 4) == '"""Short."""'


@pytest.mark.parametrize(
    ("summary", "doc", "lines"),
    [
        ("List pets", "List pets", ["List pets."]),
        ("Purchase Ship", "Purchase a ship", ["Purchase Ship."]),
        ("Purchase Ship", "Purchase a ship.\n\nFor cash.", ["Purchase Ship.", "", "For cash."]),
        ("List pets", "List all pets.", ["List pets.", "", "List all pets."]),
        ("List pets", "List pets. Only yours.", ["List pets.", "", "Only yours."]),
        ("", "List pets. Only yours.", ["List pets. Only yours."]),
        ("", "", ["Do it."]),
        ("List pets", "Gives all.\n\nSorted.", ["List pets.", "", "Gives all.", "", "Sorted."]),
        ("", "- `a`: one\n- `b`: two\n\nMore.", ["`a`: one; `b`: two.", "", "More."]),
    ],
)
def test_summary_and_description_do_not_repeat_each_other(
    summary: str, doc: str, lines: list[str]
) -> None:
    assert describe(summary, doc, fallback="Do it.", indent=4) == lines


def test_sections_hang_below_their_names_and_keep_to_the_columns() -> None:
    lines = section("Args", [("name", "word " * 60), ("other", "")], 8)
    assert lines[:2] == ["", "Args:"]
    assert lines[2].startswith("    name: word")
    assert lines[3].startswith("        word")
    assert lines[-1] == "    other"
    assert max(map(len, lines)) + 8 <= WIDTH
    assert section("Args", [], 8) == []


def test_names_as_words() -> None:
    assert title_of("RestoreJobs") == title_of("restore_jobs") == "Restore jobs"
