# Markup of strangers as text for people.
from __future__ import annotations

import time

import pytest
from clientloom.python.prose import plain_text, strip_invisible, summarize, wrap


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("See [the docs](https://x.io/a_b).", "See the docs (https://x.io/a_b)."),
        ("See [the docs](#below).", "See the docs."),
        ("[https://x.io](https://x.io)", "https://x.io"),
        ("![logo](https://x.io/l.png) Hello", "logo Hello"),
        ("**Bold** and `code`", "Bold and `code`"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("## Heading ##\nBody", "Heading\nBody"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("Give <index_name> here, x < y > z", "Give <index_name> here, x < y > z"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("<!-- hidden -->seen", "seen"),
        ("```json\n{}\n```\nafter", "    {}\n\nafter"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("> [!NOTE]\n> Mind the gap.\n>\n> > Twice.", "Note:\nMind the gap.\n\nTwice."),
        ("a > b", "a > b"),
        ("", ""),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_nothing_invisible_is_left() -> None:
    assert strip_invisible("a\u202eb\u200bc\x00d\x1be\u00a0f\tg") == "abcde f g"


def test_lists_hang_and_paragraphs_fill() -> None:
    text = "one two three four\nfive\n\n- alpha beta gamma delta\n1. first"
    assert wrap(text, 14) == [
        "one two three",
        "four five",
        "",
        "- alpha beta",
        "  gamma delta",
        "1. first",
    ]


def test_a_word_longer_than_the_line_stays_whole() -> None:
    assert wrap("x" * 30 + " y", 10) == ["x" * 30, "y"]


def test_short_ends_after_a_sentence() -> None:
    text = "First sentence. " + "Second one is rather long. " * 20
    assert summarize(text, 60) == "First sentence. Second one is rather long."
    assert summarize("One paragraph.\n\nAnother.") == "One paragraph."


def test_a_list_on_one_line_is_told_apart_by_semicolons() -> None:
    assert summarize("One of:\n- `a` for A\n* b.\n- c\n\nMore.") == "One of: `a` for A; b. c"


def test_short_cuts_a_text_without_end() -> None:
    cut = summarize("word " * 1000, 50)
    assert len(cut) <= 60
    assert cut.endswith(" ...")


@pytest.mark.parametrize("unit", ["[", "<a ", "<!--", "**a", "![", "`", "](", "- ", "<li", "&"])
def test_markup_made_to_hang_is_read_at_once(unit: str) -> None:
    start = time.monotonic()
    plain_text(unit * 20_000)
    assert time.monotonic() - start < 10
