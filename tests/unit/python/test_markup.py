# Markdown and HTML of strangers as blocks of plain text.
from __future__ import annotations

import time

import pytest
from clientloom.python.markup.paragraphs import Block, read_blocks
from clientloom.python.markup.visible import strip_invisible
from clientloom.python.prose import wrap_blocks
from hypothesis import given
from hypothesis import strategies as st


def shown(markup: str) -> str:
    return "\n".join(wrap_blocks(read_blocks(markup), 10_000))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("See [the docs](https://x.io/a_b).", "See the docs (https://x.io/a_b)."),
        ("See [the docs](https://x.io/ä 'Title').", "See the docs (https://x.io/ä)."),
        ("See [the docs](#below).", "See the docs."),
        ("See [the docs][1].\n\n[1]: https://x.io/a", "See the docs (https://x.io/a)."),
        ("[https://x.io](https://x.io), <https://y.io>", "https://x.io, https://y.io"),
        ("[x.io](https://x.io)", "x.io"),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
        ("![logo](https://x.io/l.png) Hello", "logo Hello"),
        ("**Bold**, _lean_, *`both`* and `**code**`", "Bold, lean, `both` and `**code**`"),
        ("See **/users/{id}** or ***/a/b***", "See /users/{id} or /a/b"),
        ("matches **/a/** and /*/b/*", "matches **/a/** and /*/b/*"),
        (".<br />", ""),
        (".", ""),
        ("-\n\n---", ""),
        ("%", "%"),
        ("2 ** 3 ** 4, snake_case_name, **kwargs", "2 ** 3 ** 4, snake_case_name, **kwargs"),
        ("One of '_', '-' or '_'; /*/a/*/b", "One of '_', '-' or '_'; /*/a/*/b"),
        (r"pull\_requests, 1\. and \*", "pull_requests, 1. and *"),
        ("## Heading ##\nBody", "Heading\nBody"),
        ("Title\n=====\n\nBody", "Title\n\nBody"),
        ("one  \ntwo\nthree", "one\ntwo three"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("- a\n- b\n  - c\n\n    d", "- a\n- b\n  - c\n\n    d"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("| A | B |\n|---|---|\n| `x` | one |\n| y | |", "- `x`: one\n- y"),
        ("| A | B |\n|---|---|\n| | |\n| y | z |", "- y: z"),
        ("one <!-- a note --> two", "one two"),
        ("one</a> two", "one two"),
        ("a <ul><li>one</li><li>two</li></ul>", "a\n\n- one\n- two"),
        ("| A | B | C |\n|---|---|---|\n| x | 1 | 2 |", "- A: x; B: 1; C: 2"),
        ("```json\n{}\n\n[]\n```\nafter", "    {}\n\n    []\n\nafter"),
        ("Code:\n\n    - a\n    - b", "Code:\n\n    - a\n    - b"),
        ("> [!NOTE]\n> Mind the gap.\n>\n> > Twice.", "Note: Mind the gap.\n\nTwice."),
        ("one\r\ntwo\rthree", "one two three"),
        ("a > b", "a > b"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_markdown_becomes_text(markup: str, text: str) -> None:
    assert shown(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One\n    goes on</p>", "One goes on"),
        ("One<br>two<br/><br/>three", "One\ntwo\n\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("Any of <ul><li>a</li><li>b</li></ul>", "Any of\n\n- a\n- b"),
        ("<dl><dt>a</dt><dd>one</dd></dl>", "- a: one"),
        ("<table><tr><td>a</td><td>one</td></tr><tr><td>b</td></tr></table>", "- a: one\n- b"),
        ("<p>See <a href='https://x.io/?a=1&amp;b'>the docs</a>.</p>", "See the docs (https://x.io/?a=1&b)."),
        ('See <a class="x" href="/docs">the docs</a>', "See the docs"),
        ("<p>Call <code>get</code> <b>now</b></p>", "Call `get` now"),
        ("<pre><code>a &lt; b\n  c</code></pre>", "    a < b\n      c"),
        ("<details>\n<summary>More</summary>\n\n**bold**\n</details>", "More\n\nbold"),
        ("Give <index_name> or <name> here, x < y > z", "Give <index_name> or <name> here, x < y > z"),
        ("<name>\n\nGive it", "<name>\n\nGive it"),
        ("a &amp; b &lt;b&gt; &#x202e;&eacute;", "a & b <b> é"),
        ("<!-- hidden -->seen <!-- twice -->", "seen"),
        ('<strong style={{ color: "red" }}>Stop</strong>', "Stop"),
    ],
)  # fmt: skip
def test_html_becomes_text(markup: str, text: str) -> None:
    assert shown(markup) == text


def test_text_without_markup_is_one_block() -> None:
    assert read_blocks("A pet,  with an owner.") == (Block("A pet, with an owner."),)


def test_nothing_invisible_is_left() -> None:
    assert strip_invisible("a\u202eb\u200bc\x00d\x1be\u00a0f\tg") == "abcde f g"


WORDS = ["a", "b1", "_", "__", "`", "``", " ", "  ", "\n", "\n\n", "\t", "..", "=", "- ", "1. ", ":", "`a b`",
    "`a_b`", "` c`", "`{id}`", "x_y", "é", "{{x}}", "http://x.y_z", "<b>", "&amp;", "#", "|"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS)))
def test_a_plain_text_is_read_as_markdown_reads_it(parts: list[str]) -> None:
    markup = "A" + "".join(parts)
    *whole, end = read_blocks(f"{markup}\n\n<i>end</i>")  # what has a tag is never taken for plain
    if end == Block("end"):
        assert read_blocks(markup) == tuple(whole)


@given(st.text(st.sampled_from("ab `*_[]()<>&;#|-\n\\!:/~1.")) | st.text())
def test_any_text_is_read_and_stays_on_its_lines(markup: str) -> None:
    for block in read_blocks(markup):
        assert block.is_code or "\n" not in block.text
        assert strip_invisible(block.text) == block.text
        assert len(block.lead) <= 16


@pytest.mark.parametrize(
    "unit",
    ["[", "<a ", "<!--", "**a", "![", "`", "](", "- ", "<li", "&", "> ", "<pre>", "*a _b", "|-", "<td>", "</td>"],
)  # fmt: skip
def test_markup_made_to_hang_is_read_at_once(unit: str) -> None:
    for text in (unit * 20_000, f"<p>{unit * 20_000}"):
        start = time.process_time()
        read_blocks(text)
        assert time.process_time() - start < 10
