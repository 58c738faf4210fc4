# What goes wrong around a package: a program that is missing, a file that is gone, a text that nobody would read.
from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from clientloom.checkout.workspace import Workspace
from clientloom.diagnostics import InputError
from clientloom.workflows import comparison, release_candidates
from clientloom.workflows.commits import run_git
from clientloom.workflows.comparison import short_diffs
from clientloom.workflows.generate import Task, explain, fail
from clientloom.workflows.package_texts import read_text
from clientloom.workflows.release_candidates import find_problems


def test_git_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "git")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(InputError, match=r"a@b: error\[git\]: git cannot be run: .*; install git"):
        run_git(tmp_path, ["status"], "a@b")


def test_a_file_of_a_package_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"pkg: error\[no-surface\]: x.json is missing; generate"):
        read_text(tmp_path / "x.json", "pkg")


def test_whatever_ends_a_rendering_is_told_with_its_package() -> None:
    refused = InputError.at(release_candidates.not_generated_error(Path("generated/a/x"), "m").diagnostics[0].span, "cluster", "m")  # fmt: skip
    said = [
        str(explain(problem, "shop")[0])
        for problem in (refused, PermissionError(13, "Permission denied", "x"), KeyError("k"))
    ]
    assert said[0].startswith("generated/a/x: error[cluster]: m")
    assert said[1].startswith("x: error[system]: Permission denied")
    assert said[2].startswith("shop: error[internal]: KeyError: 'k'")


def test_a_package_that_cannot_be_rendered_any_more_is_no_candidate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "generated/a"
    package.mkdir(parents=True)
    (package / "clientloom.surface.json").touch()

    def render(task: Task) -> object:
        return fail(task, explain(KeyError("k"), task.label))

    monkeypatch.setattr(release_candidates, "render_task", render)
    with pytest.raises(InputError, match=r"a: error\[internal\]: KeyError"):
        find_problems(Workspace(tmp_path), "a")


def test_a_difference_that_nobody_would_read_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (
        {"a.py": b"1\n2\n", "same": b"x\n"},
        {"a.py": b"1\n3\n", "same": b"x\n", "b": b"\xff\n"},
    )
    assert [diff.path for diff in short_diffs(old, new)] == ["a.py", "b"]
    monkeypatch.setattr(comparison, "WHOLE", 4)
    assert short_diffs(old, new) == ()
