# Descriptions of strangers as text for people: wrapped, and as the first sentences on one line.
from __future__ import annotations

from clientloom.python.markup.paragraphs import read_blocks
from clientloom.python.prose import end_sentence, summarize, wrap, wrap_blocks


def test_lists_hang_and_paragraphs_fill() -> None:
    text = "one two three four\nfive\n\n- alpha beta gamma delta\n\n1. first\n   - within it\n"
    assert wrap_blocks(read_blocks(text), 14) == [
        "one two three",
        "four five",
        "",
        "- alpha beta",
        "  gamma delta",
        "",
        "1. first",
        "   - within it",
    ]


def test_a_word_longer_than_the_line_stays_whole() -> None:
    assert wrap("x" * 30 + " y", 10) == ["x" * 30, "y"]


def test_short_ends_after_a_sentence() -> None:
    text = "First sentence. " + "Second one is rather long. " * 20
    assert summarize(text, 60) == "First sentence. Second one is rather long."
    assert summarize("One paragraph.\n\nAnother.") == "One paragraph."


def test_a_list_on_one_line_is_told_apart_by_semicolons() -> None:
    assert summarize("One of:\n- `a` for A\n- b.\n- c\n\nMore.") == "One of: `a` for A; b. c"
    assert summarize("Steps:\n1. ask\n2. wait") == "Steps: 1. ask; 2. wait"


def test_a_list_that_a_colon_announces_belongs_to_the_sentence() -> None:
    assert summarize("One of:\n\n- a\n- b\n\nMore.") == "One of: a; b"
    assert summarize("Some.\n\n- a\n- b") == "Some."


def test_a_heading_is_passed_over() -> None:
    assert summarize("# Introduction\n\nPets and owners.") == "Pets and owners."
    assert summarize("# Pets") == "Pets"


def test_short_cuts_a_text_without_end() -> None:
    cut = summarize("word " * 1000, 50)
    assert len(cut) <= 60
    assert cut.endswith(" ...")


def test_a_sentence_has_one_full_stop() -> None:
    assert [end_sentence(text) for text in ("a", "a.", "a?", "`a`", "")] == [
        "a.",
        "a.",
        "a?",
        "`a`.",
        "",
    ]
    assert summarize("Ends twice.. Goes on ... and on..") == "Ends twice. Goes on ... and on."
