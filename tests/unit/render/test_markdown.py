# Markdown of a package: paragraphs are filled, and everything else stays as it is.
from __future__ import annotations

import pytest
from clientloom.render.markdown import reflow
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

RENDER = MarkdownIt("commonmark")


def test_paragraphs_are_filled() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    assert max(map(len, reflow(words).splitlines())) <= 100
    assert reflow("One.\nTwo.\n\nThree.\n") == "One. Two.\n\nThree.\n"


def test_code_is_not_divided() -> None:
    code = "`a call(with, spaces)`"
    text = reflow(" ".join([code] * 12))
    assert text.replace("\n", " ").count(code) == 12
    assert all(line.count("`") % 2 == 0 for line in text.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "# One\nTwo\n",
        "- one\n- two\n",
        "    code\n    more\n",
        "```python\na = 1\n\nb = 2\n```\n",
        "| a | b |\n|---|---|\n",
        "> quoted\n> text\n",
        "1. one\n2. two\n",
        "a  \nb\n",
        "a\\\nb\n",
        "Title\n===\n",
        "<b>\none\n</b>\n",
    ],
)
def test_other_blocks_stay(text: str) -> None:
    assert reflow(text) == text


@given(st.text("ab`*-~_#>|1.[]():=<!& \n\t", max_size=150))
def test_the_page_reads_the_same(text: str) -> None:
    before, after = (" ".join(RENDER.render(each).split()) for each in (text, reflow(text)))
    assert after == before
