# Versions that follow from changes, changelogs that grow, and the formats of a review.
from __future__ import annotations

import json
from dataclasses import replace

import pytest
from clientloom.diagnostics import Span
from clientloom.review import Change, Direction, Level, Review
from clientloom.review.output.changelog import add_entry, build_entry
from clientloom.review.output.formats import as_json, summary, verdict
from clientloom.review.output.html import Page, figures
from clientloom.review.output.markdown_report import MARKDOWN_LIMIT, as_markdown
from clientloom.review.output.outline import outline, select
from clientloom.review.output.terminal_report import LISTED, as_text
from clientloom.review.versions import bump, is_enough, needed_version
from packaging.version import Version

LOST = Change(
    level=Level.BREAKING,
    code="argument-removed",
    subject="client.things.create()",
    text="lost the keyword `size`",
    direction=Direction.REQUEST,
    pointer="/paths/~1things/post",
    span=Span("openapi.yaml", 14, 5),
    breaks="client.things.create(size=...)",
    resource="things",
)
GREW = Change(
    level=Level.SAFE, code="class-added", subject="models.Part", text="was added <b>", pointer="/x"
)


def review(*changes: Change, old: str = "1", new: str = "2") -> Review:
    return Review(old_version=old, new_version=new, changes=changes)


@pytest.mark.parametrize(
    ("current", "level", "grew", "expected"),
    [
        ("1.4.2", Level.BREAKING, True, "2.0.0"),
        ("1.4.2", Level.BREAKING, False, "2.0.0"),
        ("1.4.2", Level.RISKY, False, "1.5.0"),
        ("1.4.2", Level.SAFE, True, "1.5.0"),
        ("1.4.2", Level.SAFE, False, "1.4.3"),
        ("0.4.2", Level.BREAKING, True, "0.5.0"),
        ("0.4.2", Level.RISKY, False, "0.4.3"),
        ("0.4.2", Level.SAFE, True, "0.4.3"),
        ("0.4.2", Level.SAFE, False, "0.4.3"),
        ("0.0.9", Level.BREAKING, False, "0.1.0"),
        ("1.2", Level.SAFE, False, "1.2.1"),
        ("2026.11.1", Level.RISKY, False, "2026.12.0"),
        ("2.0.0rc1", Level.BREAKING, True, "2.0.0rc2"),
        ("2.0.0b3.dev4", Level.BREAKING, True, "2.0.0b3.dev5"),
        ("2.0.0.dev0", Level.SAFE, False, "2.0.0.dev1"),
        ("1.4.2.post1", Level.SAFE, False, "1.4.3"),
    ],
)
def test_the_version_follows_from_the_change(
    current: str, level: Level, grew: bool, expected: str
) -> None:
    assert str(bump(Version(current), level, surface_grew=grew)) == expected


@pytest.mark.parametrize(
    ("asked", "current", "enough"),
    [
        ("2.0.0", "1.4.2", True),
        ("2.0.0rc1", "1.4.2", True),
        ("10.0.0", "9.9.9", True),
        ("1.5.0", "1.4.2", False),
        ("1.5.0rc1", "1.4.2", False),
        ("1.4.2", "1.4.2", False),
        ("2.0.0", "2.0.0rc1", True),
        ("2.0.0rc2", "2.0.0rc1", True),
        ("2.0.0b1", "2.0.0rc1", False),
        ("0.5.0", "0.4.9", True),
        ("0.4.10", "0.4.9", False),
    ],
)
def test_a_version_is_large_enough_for_a_breaking_change_or_is_not(
    asked: str, current: str, enough: bool
) -> None:
    needed = needed_version(Version(current), review(LOST))
    assert is_enough(Version(asked), Version(current), needed) is enough


def test_an_entry_speaks_of_the_client() -> None:
    assert build_entry(review(LOST, GREW), "0.2.0") == (
        "## 0.2.0\n\nAPI version 2 (was 1).\n\n"
        "### Breaking changes\n\n- `client.things.create()` lost the keyword `size`\n\n"
        "### Safe changes\n\n- `models.Part` was added \\<b\\>\n"
    )
    assert build_entry(review(old="1", new="1"), "0.2.0") == (
        "## 0.2.0\n\nNo change that a caller can see.\n"
    )


WRITTEN = "# Changes\n\nOurs.\n\n## [0.2.0] - soon\n\n- Mine.\n\n## 0.1.0\n\n- First.\n"


def test_a_changelog_is_merged_and_never_overwritten() -> None:
    grown = add_entry(WRITTEN, review(LOST), "0.2.0")
    assert grown == WRITTEN.replace("- Mine.\n", f"- Mine.\n- {LOST.sentence}\n")
    assert add_entry(grown, review(LOST), "0.2.0") == grown
    newer = add_entry(WRITTEN, review(GREW), "0.3.0")
    assert newer.startswith("# Changes\n\nOurs.\n\n## 0.3.0\n")
    assert newer.endswith(WRITTEN[WRITTEN.index("## [0.2.0]") :])
    waiting = WRITTEN.replace("## [0.2.0] - soon", "## [Unreleased]")
    below = add_entry(waiting, review(GREW), "0.3.0")
    assert below.startswith("# Changes\n\nOurs.\n\n## [Unreleased]\n\n- Mine.\n\n## 0.3.0\n")
    assert below.endswith("\n\n## 0.1.0\n\n- First.\n")
    assert add_entry("", review(GREW), "0.1.0").startswith("# Changelog\n\n## 0.1.0\n")
    assert add_entry("Only words.\n", review(), "0.1.0").startswith("Only words.\n\n## 0.1.0\n")


def test_text_has_the_place_and_what_breaks() -> None:
    assert as_text(review(LOST, GREW)) == (
        "Breaking: 1 breaking, 1 safe (API 1 to 2)\n"
        "\n"
        "Breaking changes (1)\n"
        "  things\n"
        "    `client.things.create()` lost the keyword `size` (request)\n"
        "      breaks: client.things.create(size=...)\n"
        "      openapi.yaml:14:5 [argument-removed]\n"
        "\n"
        "Safe changes (1)\n"
        "  models\n"
        "    `models.Part` was added <b>\n"
        "      #/x [class-added]\n"
    )
    assert as_text(review(old="1", new="1")) == "No change that a caller can see\n"


def test_methods_come_before_models() -> None:
    field = replace(LOST, subject="Part.size", code="field-removed", resource="")
    key = replace(LOST, subject="Demo", code="credential-removed", resource="")
    error = replace(LOST, subject="errors.GoneError", code="error-class-removed", resource="")
    groups = outline([field, error, key, LOST])
    assert [group.name for group in groups] == ["things", "the client", "errors", "models"]


def test_a_method_of_the_client_itself_is_with_the_client() -> None:
    search = replace(LOST, subject="client.search()", resource="")
    field = replace(LOST, subject="Part.size", code="field-removed", also=("client.find()",))
    field = replace(field, resource="")
    assert [group.name for group in outline([search, field])] == ["the client", "models"]
    assert select(review(search, field), (), ("the client",)).changes == (search, field)


def removed(number: int) -> Change:
    resource = f"r{number % 40}"
    call = f"client.{resource}.m{number}"
    return replace(LOST, subject=f"{call}()", breaks=f"{call}(size=...)", resource=resource)


def test_a_long_review_is_a_screen_of_summary_and_whole_on_demand() -> None:
    many = review(
        *map(removed, range(400)), *(replace(GREW, subject=f"models.P{n}") for n in range(900))
    )
    short = as_text(many).splitlines()
    assert len(short) <= 50
    assert short[0] == "Breaking: 400 breaking, 900 safe (API 1 to 2)"
    assert "  r0    10  10 argument-removed; e.g. client.r0.m0(size=...)" in short
    assert "  900 class-added" in short
    assert "--resource 'r0'" in short[-1]
    whole = as_text(many, full=True)
    assert all(f"`{change.subject}`" in whole for change in many.changes)
    part = select(many, [Level.BREAKING], ["r7"])
    assert {change.resource for change in part.changes} == {"r7"}
    assert len(part.changes) == 10


def test_a_review_of_few_resources_leaves_none_out() -> None:
    few = review(*map(removed, (40 * number for number in range(LISTED + 1))))
    assert as_text(few).splitlines()[2:4] == [
        f"Breaking changes ({LISTED + 1})",
        f"  r0   {LISTED + 1}  {LISTED + 1} argument-removed; e.g. client.r0.m0(size=...)",
    ]


def test_a_part_has_what_a_change_of_another_resource_reaches() -> None:
    shared = replace(LOST, also=("client.parts.create()", "Part.size"))
    assert select(review(shared, GREW), [], ["parts"]).changes == (shared,)
    assert select(review(shared, GREW), [Level.SAFE], []).changes == (GREW,)


def test_all_that_a_change_reaches_is_named_on_demand() -> None:
    wide = review(replace(LOST, also=tuple(f"client.t{n}.get()" for n in range(9))))
    assert "`client.t4.get()` and 4 more" in as_text(wide)
    assert "`client.t8.get()`" in as_text(wide, full=True)
    assert "`client.t8.get()`" in as_markdown(wide, full=True)


def test_a_report_cannot_forge_lines_or_colours() -> None:
    nasty = review(replace(LOST, text="lost `a\n\x1b[31m`", breaks="x\u202ey"))
    assert not set("\x1b\u202e") & set(as_text(nasty))
    assert len(as_text(nasty).splitlines()) == 7


def test_markdown_folds_what_is_safe_and_escapes() -> None:
    text = as_markdown(review(LOST, GREW))
    assert "### Breaking changes (1)" in text
    assert "<details><summary>Safe changes (1)</summary>" in text
    assert r"was added \<b\>" in text
    assert "breaks `client.things.create(size=...)`" in text


def test_markdown_fits_a_pull_request() -> None:
    many = tuple(
        Change(level=Level.SAFE, code="class-added", subject=f"models.Ä{n}", text="was added")
        for n in range(9000)
    )
    text = as_markdown(review(LOST, *many))
    assert len(text.encode()) <= MARKDOWN_LIMIT + 100
    assert "lost the keyword" in text
    assert text.endswith(" more lines (`clientloom diff --full`).\n")
    shown = text.count("was added")
    assert 0 < shown < 9000
    assert text.count("<details>") == text.count("</details>") == 1


def test_markdown_of_many_breaking_changes_begins_with_a_table() -> None:
    many = review(*map(removed, range(LISTED + 1)), *([LOST] * 9))
    text = as_markdown(many)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert rows[:4] == [
        "| | changes | kinds |",
        "|---|---:|---|",
        "| `things` | 9 | 9 argument-removed |",
        "| `r0` | 2 | 2 argument-removed |",
    ]
    assert len(rows) == 2 + 41
    assert f"<details><summary>Breaking changes ({LISTED + 10})</summary>" in text


def test_markdown_that_is_cut_between_two_lists_closes_none() -> None:
    wide = review(*(replace(LOST, subject="x" * MARKDOWN_LIMIT) for _ in range(2)))
    assert "details" not in as_markdown(wide)


def test_nothing_is_said_of_nothing() -> None:
    same = review(new="1")
    assert (verdict(same), summary(same)) == (
        "No change that a caller can see",
        "no change that a caller can see",
    )


def test_a_page_without_code_counts_none() -> None:
    page = Page(api="Shop", labels=("old", "new"), review=review(LOST, GREW))
    assert [(name, number) for name, number, _ in figures(page)] == [
        ("breaking", "1"),
        ("risky", "0"),
        ("safe", "1"),
        ("changed symbols", "2"),
    ]
    assert figures(replace(page, code_lines=7))[-1][:2] == ("changed lines of code", "7")


def test_json_is_complete() -> None:
    data = json.loads(as_json(review(LOST, GREW)))
    assert {key: data[key] for key in ("format", "old_version", "new_version", "level")} == {
        "format": 1,
        "old_version": "1",
        "new_version": "2",
        "level": "breaking",
    }
    assert data["counts"] == {"breaking": 1, "risky": 0, "safe": 1}
    assert data["changes"][0] == {
        "level": "breaking",
        "code": "argument-removed",
        "subject": "client.things.create()",
        "text": "lost the keyword `size`",
        "also": [],
        "adds": [],
        "removes": [],
        "direction": "request",
        "resource": "things",
        "pointer": "/paths/~1things/post",
        "file": "openapi.yaml",
        "line": 14,
        "column": 5,
        "old": None,
        "breaks": "client.things.create(size=...)",
    }
    assert json.loads(as_json(review()))["level"] == "none"
