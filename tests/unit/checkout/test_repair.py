# What killed runs left behind is repaired before anything is read, and a live run is left alone.
from __future__ import annotations

import multiprocessing
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

import pytest
from clientloom.checkout import repair
from clientloom.checkout.atomic import exclusive, staging_folder
from clientloom.checkout.repair import needs_repair, repair_checkout, repair_folder
from clientloom.checkout.work_folder import work_path
from clientloom.checkout.workspace import Workspace


def leftover(target: Path) -> None:
    """What a run that was killed while it put files together leaves."""
    staging_folder(target).mkdir(parents=True)
    (staging_folder(target) / "half").write_text("half", "utf-8")
    work_path(target, "lock").touch()


def test_leftovers_of_every_folder_are_removed(tmp_path: Path) -> None:
    targets = [tmp_path / name for name in ("generated/a", "specs/a", "dist/a-1.whl")]
    for target in targets:
        leftover(target)
    assert needs_repair(Workspace(tmp_path))
    repair_checkout(Workspace(tmp_path))
    assert not needs_repair(Workspace(tmp_path))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("files", [(), (".gitignore",)])
def test_an_empty_work_folder_of_a_killed_run_is_noticed(
    files: tuple[str, ...], tmp_path: Path
) -> None:
    """A run makes the folder first and removes it last, so that a kill can leave it without work files."""
    folder = work_path(tmp_path / "generated/a", "lock").parent
    folder.mkdir(parents=True)
    for name in files:
        (folder / name).write_text("*\n", "ascii")
    assert needs_repair(Workspace(tmp_path))
    repair_checkout(Workspace(tmp_path))
    assert not needs_repair(Workspace(tmp_path))
    assert not folder.exists()


@pytest.mark.parametrize("role", ["new", "old"])
def test_a_leftover_may_be_a_file_or_a_link(role: Literal["new", "old"], tmp_path: Path) -> None:
    (tmp_path / "generated/a").mkdir(parents=True)
    left = work_path(tmp_path / "generated/a", role)
    for leads_to in ("", str(tmp_path), "nowhere"):
        left.parent.mkdir(exist_ok=True)
        left.symlink_to(leads_to) if leads_to else left.touch()
        repair_checkout(Workspace(tmp_path))
        assert [path.name for path in tmp_path.rglob("*")] == ["generated", "a"]


def test_a_temporary_folder_of_a_killed_run_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by the quick answer of `generate`, which repairs nothing itself."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    (tmp_path / f"clientloom-{process.pid}-left" / "content").mkdir(parents=True)
    assert needs_repair(Workspace(tmp_path))
    repair_checkout(Workspace(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_staged_vendor_is_no_vendor(tmp_path: Path) -> None:
    staging = staging_folder(tmp_path / "specs" / "a")
    staging.mkdir(parents=True)
    (staging / "client.toml").touch()
    assert Workspace(tmp_path).vendors() == ()


def hold(folder: Path, pipe: Connection) -> None:
    with exclusive(folder):
        leftover(folder)
        pipe.send("held")
        pipe.recv()


def test_what_another_run_holds_is_left_to_it(tmp_path: Path) -> None:
    here, there = multiprocessing.Pipe()
    other = multiprocessing.get_context("spawn").Process(
        target=hold, args=(tmp_path / "generated" / "a", there)
    )
    other.start()
    assert here.recv() == "held"
    repair_checkout(Workspace(tmp_path))
    assert (staging_folder(tmp_path / "generated" / "a") / "half").is_file()
    here.send("go")
    other.join()


@pytest.mark.parametrize("role", ["new", "old"])
def test_a_disk_that_cannot_be_written_matters_only_if_a_folder_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    left = work_path(tmp_path / "a", "new" if role == "new" else "old")
    left.mkdir(parents=True)

    def refused(target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(repair, "exclusive", refused)
    if role == "new":
        repair_folder(tmp_path)
    else:
        with pytest.raises(PermissionError):
            repair_folder(tmp_path)
