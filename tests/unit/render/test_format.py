# One style for every file of a package, by the binary that is installed with the tool.
from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from clientloom.cache import Cache
from clientloom.render.format import FormatError, format_tree

PATH = PurePosixPath("src/pkg/module.py")


def formatted(source: str, path: PurePosixPath = PATH) -> str:
    return format_tree({path: source})[path]


def test_code_is_sorted_modern_and_in_one_style() -> None:
    source = (
        "from typing import List\nimport os\nfrom . import b, a\nx: List[int] = [ a,b ]\ny = os\n"
    )
    assert formatted(source) == "import os\n\nfrom . import a, b\n\nx: list[int] = [a, b]\ny = os\n"


def test_formatting_again_changes_nothing() -> None:
    once = formatted("def f( a ):\n  return {'a':1}\n")
    assert formatted(once) == once


def test_what_is_no_code_stays_as_it_is() -> None:
    files = {
        PurePosixPath("pyproject.toml"): "a  =  1\n",
        PATH: "x = ( 1 )\n",
    }
    assert format_tree(files) == {**files, PATH: "x = 1\n"}


def test_code_in_markdown_is_formatted_too() -> None:
    path = PurePosixPath("README.md")
    assert formatted("```python\nx = ( 1 )\n```\n", path) == "```python\nx = 1\n```\n"


def test_a_syntax_error_names_the_file() -> None:
    with pytest.raises(FormatError, match=r"src/pkg/module\.py"):
        formatted("def (:\n")


def test_no_program_is_looked_up_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert formatted("x = ( 1 )\n") == "x = 1\n"


def test_settings_of_the_surroundings_do_not_count(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUFF_LINE_LENGTH", "20")
    line = f"value = function({', '.join(['argument'] * 7)})\n"
    assert formatted(line) == line


def test_nothing_to_format() -> None:
    assert format_tree({}) == {}


def test_with_a_cache_only_what_changed_is_formatted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    other = PurePosixPath("src/pkg/other.py")
    files = {PATH: "x = ( 1 )\n", other: "y = ( 2 )\n"}
    first = format_tree(files, cache)
    assert first == format_tree(files)
    changed = {**files, other: "y = ( 3 )\n"}
    assert format_tree(changed, cache) == {PATH: "x = 1\n", other: "y = 3\n"}
    monkeypatch.setattr("clientloom.render.format._run", None)
    assert format_tree(files, cache) == first


def test_a_module_at_the_top_decides_which_imports_are_the_package_s_own(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    source = "import helper\nimport zope\nprint(helper, zope)\n"
    alone = {PATH: source}
    beside = {PATH: source, PurePosixPath("src/helper.py"): "x = ( 1 )\n"}
    assert format_tree(alone, cache) == format_tree(alone)
    assert format_tree(beside, cache) == format_tree(beside)
    further = {**beside, PurePosixPath("src/pkg/new.py"): source}
    assert format_tree(further, cache) == format_tree(further)
    assert format_tree(beside)[PATH] != format_tree(alone)[PATH]
