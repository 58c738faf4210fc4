# How findings print.
from __future__ import annotations

import re
from dataclasses import replace

import pytest
from clientloom.diagnostics import (
    Diagnostic,
    InputError,
    Report,
    Severity,
    Span,
    clip,
    printable,
    quote,
)
from hypothesis import given
from hypothesis import strategies as st


def finding(source: str = "", column: int = 3, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(
        code="wrong-shape",
        severity=severity,
        span=Span("a.yaml", 12, column, source),
        message="this is wrong",
        hint="do that",
    )


def test_a_finding_is_one_line_that_an_editor_can_open() -> None:
    assert str(finding()) == "a.yaml:12:3: error[wrong-shape]: this is wrong; do that"
    assert finding().listing() == str(finding())


def test_a_span_without_a_line_is_its_file() -> None:
    assert str(Span("a.yaml")) == "a.yaml"


def test_a_listing_marks_the_column() -> None:
    lines = finding("  key: value").listing().split("\n")
    assert lines[1:] == ["  12 |   key: value", "     |   ^"]


@pytest.mark.parametrize("column", [1, 2, 60, 61, 119, 120, 121, 500, 990, 1000])
def test_a_listing_of_a_long_line_still_marks_the_column(column: int) -> None:
    line = "".join(chr(ord("a") + index % 26) for index in range(1000))
    _, source, marker = finding(clip(line, column), column).listing().split("\n")
    assert len(source) < 150
    assert source[marker.index("^")] == line[column - 1]


def test_a_short_line_that_begins_with_dots_is_not_taken_for_a_cut_one() -> None:
    assert finding("... x", 5).listing().split("\n")[2] == "     |     ^"


@given(st.text(), st.integers(1, 500))
def test_what_is_shown_of_a_document_is_printable(line: str, column: int) -> None:
    assert clip(line, column).isprintable()
    assert re.sub(r"\s", "", quote(line)).isprintable()
    assert len(quote(line)) <= 85
    assert len(printable(line)) == len(line)


def test_an_escape_sequence_does_not_reach_the_terminal() -> None:
    assert quote("\x1b[31mred") == r"'\x1b[31mred'"
    assert str(replace(finding(), message="a\u202eb\nc", hint="")).endswith(r"a\u202eb\nc")
    assert clip("a\tb\x07", 1) == "a b "


def test_reports_add_up() -> None:
    error, warning = finding(), finding(severity=Severity.WARNING)
    report = Report((warning,)) + Report((error,))
    assert report.diagnostics == (warning, error)


def test_an_input_error_says_all_it_carries() -> None:
    one, two = finding(), finding(column=4)
    assert InputError(one).diagnostics == (one,)
    both = InputError(iter([one, two]))
    assert both.diagnostics == (one, two)
    assert str(both) == f"{one}\n{two}"
