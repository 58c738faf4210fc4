# What lets a run find out quickly that nothing changed, and where it cannot.
from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from clientloom.checkout import unchanged
from clientloom.checkout.file_states import describe, is_settled
from clientloom.checkout.unchanged import code_version, remember
from clientloom.checkout.workspace import Workspace


def test_files_are_described_so_that_every_change_shows(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1", "utf-8")
    before = describe(tmp_path, ["a"])
    (tmp_path / "b").write_text("2", "utf-8")
    (tmp_path / "b").replace(tmp_path / "a")
    assert before
    assert describe(tmp_path, ["a"]) not in (before, None)
    assert describe(tmp_path, ["a", "gone"]) is None
    assert describe(tmp_path, ["\0"]) is None
    assert not is_settled(tmp_path, ["gone"])
    assert not is_settled(tmp_path, ["a"])


def test_windows_does_not_show_every_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").touch()
    names, root = ["a"], str(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        found = describe(root, names)  # type: ignore[arg-type]  # a path cannot be made there
    assert found is None


def test_a_package_that_is_not_there_is_not_remembered(tmp_path: Path) -> None:
    remember(Workspace(tmp_path), "a", strict=False)
    assert list(tmp_path.iterdir()) == []


def test_a_tool_that_was_not_installed_by_a_package_has_no_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = code_version().split("\n")
    monkeypatch.setattr(sys, "path", [])
    unknown = code_version.__wrapped__().split("\n")
    assert unknown == [known[0], *[""] * len(unchanged._TOOLS)]
    assert "" not in known
