# Temporary folders go with their run, or with the next one.
from __future__ import annotations

import multiprocessing
import os
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from clientloom.scratch import find_abandoned, remove_abandoned, scratch_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def use(pipe: Connection) -> None:
    with scratch_folder() as scratch:
        (scratch / "file").touch()
        pipe.send(scratch)
        pipe.recv()


def test_a_scratch_folder_ends_with_its_run(folder: Path) -> None:
    with scratch_folder() as scratch:
        assert list(scratch.iterdir()) == []
        remove_abandoned()
        assert scratch.is_dir()
    assert list(folder.iterdir()) == []


def test_the_next_run_removes_those_of_a_killed_one_and_no_others(folder: Path) -> None:
    here, there = multiprocessing.Pipe()
    other = multiprocessing.get_context("spawn").Process(target=use, args=(there,))
    other.start()
    scratch = here.recv()
    (folder / "clientloom-mine").mkdir()
    (folder / f"clientloom-{os.getpid()}-begun").mkdir()
    remove_abandoned()
    assert (scratch / "file").is_file()
    other.kill()
    other.join()
    remove_abandoned()
    assert not scratch.exists()
    assert len(list(folder.iterdir())) == 2


def test_what_cannot_be_looked_at_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of another user, one that goes just now, one whose process may not be asked, one without a lock."""
    gone = 2**22 + 1  # above the largest number of a process
    names = {n: folder / f"clientloom-{gone}-{n}" for n in ("other", "going", "bare")}
    for path in names.values():
        path.mkdir()
    mine = os.getuid()
    owners = {names["other"]: mine + 1, names["bare"]: mine}
    real = Path.lstat

    def lstat(path: Path) -> os.stat_result:
        if path == names["going"]:
            raise FileNotFoundError
        found = list(real(path))
        found[4] = owners.get(path, mine)
        return os.stat_result(found)

    monkeypatch.setattr(Path, "lstat", lstat)
    assert find_abandoned() == [names["bare"]]
    with monkeypatch.context() as patch:

        def refuse(*_: object) -> None:
            raise PermissionError

        patch.setattr(os, "kill", refuse)
        assert find_abandoned() == []
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "nowhere"))
    assert find_abandoned() == []
