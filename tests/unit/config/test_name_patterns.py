# The patterns of `[names]`: which are refused, and that none that is accepted takes long.
from __future__ import annotations

import re
import time

import pytest
from clientloom.config.name_patterns import pattern_fault
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        ("^repo_", ""),
        (r"^(get|fetch)_(\w+)$", r"\2_\1"),
        ("^v[0-9]+_", ""),
        (r"(?i)api(?=[A-Z])", ""),
        (r"(?P<noun>\w+)_list$", r"list_\g<noun>"),
        ("(ab)+", "x"),
        ("[(+*]+", ""),
        (r"\(a+\)*", ""),
        ("(?:a{2})?", ""),
    ],
)
def test_a_plain_pattern_is_accepted(pattern: str, replacement: str) -> None:
    assert pattern_fault(pattern, replacement) is None


@pytest.mark.parametrize(
    ("pattern", "replacement", "says"),
    [
        ("", "x", "1 to 200 characters"),
        ("a" * 201, "", "1 to 200 characters"),
        ("(", "", "unterminated"),
        ("[z-a]", "", "bad character range"),
        ("[[a]", "", "nested set"),
        ("^a", r"\1", "invalid group reference"),
        ("^a", r"\g<nope>", "unknown group name"),
        ("^a", r"\q", "bad escape"),
        ("^(a)", "$1", "no name has"),
        ("(a+)+$", "", "repeats a group"),
        ("(a*)*b", "", "repeats a group"),
        ("(a|a)*b", "", "repeats a group"),
        ("((a{1,})b?)+", "", "repeats a group"),
        ("(?:(?:a+))+", "", "repeats a group"),
        ("(?P<x>a+){2,}", "", "repeats a group"),
        ("(?i:a+)+", "", "repeats a group"),
        (r"\w*a\w*b\w*c\w*d", "", "more than 3 repetitions"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused(
    pattern: str, replacement: str, says: str
) -> None:
    fault = pattern_fault(pattern, replacement)
    assert fault is not None
    assert says in fault[0]


@given(st.text(st.sampled_from("ab()|*+?{}[]^$\\,12:=!<P>."), max_size=24))
def test_what_is_accepted_is_fast(pattern: str) -> None:
    if pattern_fault(pattern, "") is None:
        start = time.process_time()
        re.compile(pattern).sub("", "ab" * 12 + "a" * 24 + "!")
        assert time.process_time() - start < 1
