# Text of a document in the formats that it goes into: it is shown, and never acts.
from __future__ import annotations

import json
import re

import pytest
from clientloom.diagnostics.escape import (
    code_span,
    escape_json,
    escape_markdown,
    escape_terminal,
    json_text,
)
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

HOSTILE = (
    "[click](https://evil.example)",
    "![i](https://evil.example/p.png)",
    "<img src=x onerror=1> <!-- gone",
    "a\n\n# Approved by security\n\nb",
    "*so* __bold__ ~~gone~~ | cell",
    "<https://evil.example> www.evil.example https://evil.example/?a=1",
    "[ref]: https://evil.example",
    "`` ` ``` unbalanced `code",
    "&lt;b&gt; &#64;",
    "\\[a](b)",
)
ACTIVE = {
    *("link_open", "image", "heading_open", "em_open", "strong_open", "s_open", "html_inline"),
    *("html_block", "blockquote_open", "bullet_list_open", "table_open", "hr", "fence"),
}


PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def types(source: str) -> set[str]:
    """The kinds of the parts of a Markdown text; words that a forge makes links of are such a kind too."""
    found: set[str] = set()
    for token in PARSER.parse(source):
        for part in (token, *(token.children or ())):
            is_link = part.type == "text" and re.search(r"\w://|www\.\w|@\w", part.content)
            found.add("link_open" if is_link else part.type)
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_markdown_is_one_paragraph_of_plain_words_and_code(text: str) -> None:
    assert types(f"Says {escape_markdown(text)}.") & ACTIVE == set()
    assert types(f"Says {code_span(text)}.") & ACTIVE == set()
    assert "\n" not in escape_markdown(text) + code_span(text)


@given(st.text(alphabet="`[]()<>*_#!\\@&;~|:/.ha \n\x1b\u202e"))
def test_any_text_in_markdown_is_plain(text: str) -> None:
    assert types(f"Says {escape_markdown(text)}.") & ACTIVE == set()
    assert types(f"Says {code_span(text)}.") & ACTIVE == set()


def test_nobody_is_mentioned() -> None:
    assert "@octocat" not in escape_markdown("thanks to @octocat")


def test_the_punctuation_after_a_url_is_text() -> None:
    assert (
        escape_markdown("(see http://acme.example/a#b) or") == "(see `http://acme.example/a#b`) or"
    )
    assert escape_markdown("at http://a.example/{v} or") == "at `http://a.example/{v}` or"
    assert escape_markdown("www.acme.example, then") == "`www.acme.example`, then"


def test_words_between_backticks_stay_code() -> None:
    assert escape_markdown("`Backup.status` lost <b>") == r"`Backup.status` lost \<b\>"


@given(st.text())
def test_a_terminal_shows_everything_and_obeys_nothing(text: str) -> None:
    shown = escape_terminal(text)
    assert all(char.isprintable() or char.isspace() for char in shown)
    assert not set(shown) & {"\x1b", "\r", "\x9b", "\u2028", "\u202e"}
    assert shown.count("\n") == text.count("\n")


@given(st.recursive(st.text() | st.integers() | st.none(), st.lists, max_leaves=10))
def test_json_keeps_its_values_and_prints(value: object) -> None:
    text = json_text(value)
    assert json.loads(text) == value
    assert all(char.isprintable() or char.isspace() for char in text)


def test_escapes_in_json_are_those_of_json() -> None:
    assert escape_json('"a\u202e\x9b\U000e0001"') == '"a\\u202e\\u009b\\udb40\\udc01"'


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text('aä\n"\\'),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("aä\n", max_size=3), inner, max_size=3)
        | st.dictionaries(st.integers(), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(value=JSON, indent=st.sampled_from([None, 1, 2]))
def test_json_is_indented_as_the_standard_library_does(value: object, indent: int | None) -> None:
    assert json_text(value, indent=indent) == json.dumps(value, indent=indent, ensure_ascii=False)
