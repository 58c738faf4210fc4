# The lock: the same text for the same content, read back as it was, and a damaged one told with its line.
from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

import pytest
from clientloom.checkout.package_lock import (
    LOCK_NAME,
    Inputs,
    PackageLock,
    file_digest,
    read_lock,
    tree_digest,
)
from clientloom.diagnostics import InputError
from clientloom.symbols import SymbolLock

K = TypeVar("K")

LOCK = PackageLock(
    tools={"clientloom": "1", "ruff": "2"},
    inputs=Inputs(
        config="c",
        document={"b.yaml": "1", "a.yaml": "2"},
        overlays={},
        changelog="",
        templates="t",
    ),
    symbols=SymbolLock(
        {
            ("class", "", "/z"): "Z",
            ("class", "", "/a#%"): "Ä",
            ("field", "/z", "b"): "b",
        }
    ),
    files={"src/b.py": "1", "a.py": "2"},
)


def test_it_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text(LOCK.text(), "utf-8")
    assert read_lock(tmp_path) == LOCK


def turned(mapping: Mapping[K, str]) -> dict[K, str]:
    return dict(reversed(list(mapping.items())))


def test_the_text_does_not_depend_on_the_order_of_anything() -> None:
    other = PackageLock(
        tools=turned(LOCK.tools),
        inputs=LOCK.inputs,
        symbols=SymbolLock(turned(LOCK.symbols.entries)),
        files=turned(LOCK.files),
    )
    assert other.text() == LOCK.text()
    assert list(json.loads(LOCK.text())["files"]) == ["a.py", "src/b.py"]


def test_it_owns_its_files_and_itself() -> None:
    assert LOCK.owned == {
        PurePosixPath("src/b.py"): "1",
        PurePosixPath("a.py"): "2",
        PurePosixPath(LOCK_NAME): None,
    }


def test_no_lock_is_none(tmp_path: Path) -> None:
    assert read_lock(tmp_path) is None
    assert read_lock(tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{\n<<<<<<< ours\n", r":2:1: error\[damaged-lock\].*merge conflict"),
        ("{}", "'format' is missing"),
        ("[]", r"error\[damaged-lock\]"),
        (LOCK.text().replace('"format": 1', '"format": 2'), "its format is 2"),
        (LOCK.text().replace('"a.py"', '"../a.py"'), "no file of the package"),
        (LOCK.text().replace('"a.py"', '"/a.py"'), "no file of the package"),
    ],
)
def test_a_damaged_lock_is_told(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / LOCK_NAME).write_text(text, "utf-8")
    with pytest.raises(InputError, match=expected):
        read_lock(tmp_path)


def test_the_digest_of_a_tree_sees_names_and_contents_but_no_caches(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x").write_text("1", "utf-8")
    first = tree_digest(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__/x.pyc").write_text("1", "utf-8")
    (tmp_path / ".ruff_cache").mkdir()
    (tmp_path / ".ruff_cache/x").write_text("1", "utf-8")
    assert tree_digest(tmp_path) == first
    (tmp_path / "a/x").rename(tmp_path / "a/y")
    assert tree_digest(tmp_path) != first


def test_the_digest_of_a_file_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert file_digest(tmp_path / "no") == ""
