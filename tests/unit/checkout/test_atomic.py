# Two runs exclude each other, and what a killed run left behind is repaired by the next.
from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
from multiprocessing.connection import Connection
from pathlib import Path

import filelock
import pytest
from clientloom.checkout import atomic
from clientloom.checkout.atomic import (
    BusyError,
    exclusive,
    replace_folder,
    replace_together,
    staging_folder,
)
from clientloom.checkout.work_folder import open_work_folder


def hold(folder: Path, pipe: Connection) -> None:
    with exclusive(folder):
        pipe.send("held")
        pipe.recv()


def test_a_second_run_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    other = context.Process(target=hold, args=(tmp_path / "pkg", there))
    other.start()
    assert here.recv() == "held"
    message = rf"another run of clientloom is at work on it \(process {other.pid}\)"
    with pytest.raises(BusyError, match=message), exclusive(tmp_path / "pkg"):
        pytest.fail("entered a folder that another process holds")
    with exclusive(tmp_path / "another"):
        pass
    here.send("go")
    other.join()
    with exclusive(tmp_path / "pkg"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_killed_process_holds_nobody(tmp_path: Path) -> None:
    here, there = multiprocessing.Pipe()
    other = multiprocessing.get_context("spawn").Process(
        target=hold, args=(tmp_path / "pkg", there)
    )
    other.start()
    here.recv()
    other.kill()
    other.join()
    with exclusive(tmp_path / "pkg"):
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def state(folder: Path) -> str:
    return (folder / "state").read_text("utf-8")


@pytest.mark.parametrize("swapping", [True, False])
def test_a_folder_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, swapping: bool
) -> None:
    if not swapping:
        monkeypatch.setattr(atomic, "exchange", lambda *_: False)
    folder = tmp_path / "pkg"
    for text in ("old", "new"):
        staging_folder(folder).mkdir(parents=True)
        (staging_folder(folder) / "state").write_text(text, "utf-8")
        replace_folder(folder)
        assert state(folder) == text
    with exclusive(folder):
        pass
    assert list(tmp_path.iterdir()) == [folder]


def test_what_a_killed_run_left_behind_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "pkg"
    for role, text in (("old", "old"), ("new", "half")):
        left = tmp_path / ".clientloom" / f"pkg.{role}"
        left.mkdir(parents=True)
        (left / "state").write_text(text, "utf-8")
    with exclusive(folder):
        assert state(folder) == "old"
    assert list(tmp_path.iterdir()) == [folder]
    assert os.listdir(folder) == ["state"]  # noqa: PTH208


def test_a_lock_file_that_its_holder_removed_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / ".clientloom" / "pkg.lock"
    real = filelock.lock_descriptor
    seen: list[int] = []

    def racing(descriptor: int, *, blocking: bool) -> bool:
        taken = real(descriptor, blocking=blocking)
        if not seen:
            lock.unlink()
        seen.append(descriptor)
        return taken

    monkeypatch.setattr(filelock, "lock_descriptor", racing)
    with exclusive(tmp_path / "pkg"):
        assert lock.exists()
    assert len(seen) == 2


def test_folders_that_were_made_for_nothing_go_again(tmp_path: Path) -> None:
    with exclusive(tmp_path / "a" / "b" / "pkg"):
        assert (tmp_path / "a" / "b").is_dir()
    assert list(tmp_path.iterdir()) == []
    with exclusive(tmp_path / "a" / "b" / "pkg"):
        (tmp_path / "a" / "b" / "pkg").mkdir()
    assert (tmp_path / "a" / "b" / "pkg").is_dir()


def test_a_lock_file_that_cannot_be_removed_while_it_is_open_goes_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / ".clientloom" / "pkg.lock"
    real = Path.unlink
    refused: list[Path] = []

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        if not refused:  # as on Windows, where the file of a held lock is open
            refused.append(path)
            raise PermissionError(13, "used by another process", str(path))
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    with exclusive(tmp_path / "pkg"):
        assert lock.exists()
    assert refused == [lock]
    assert list(tmp_path.iterdir()) == []


def staged(folder: Path, text: str) -> None:
    staging_folder(folder).mkdir(parents=True)
    (staging_folder(folder) / "state").write_text(text, "utf-8")


def test_without_an_exchange_a_refused_folder_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pkg"
    staged(folder, "old")
    replace_folder(folder)
    staged(folder, "new")
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path == staging_folder(folder):
            raise PermissionError(13, "used by another process", str(path))
        return real(path, target)

    monkeypatch.setattr(atomic, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PermissionError):
        replace_folder(folder)
    assert state(folder) == "old"


@pytest.mark.parametrize("renamed", [1, 2])
def test_without_an_exchange_the_next_run_ends_what_a_killed_one_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renamed: int
) -> None:
    """Two folders are put in place together; the process dies after some renamings of the first."""
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        staged(folder, "old")
        replace_folder(folder)
        staged(folder, "new")
    real = Path.rename
    seen: list[Path] = []

    def rename(path: Path, target: Path) -> Path:
        if len(seen) == renamed:
            raise KeyboardInterrupt
        seen.append(path)
        return real(path, target)

    monkeypatch.setattr(atomic, "exchange", lambda *_: False)
    with monkeypatch.context() as dying:
        dying.setattr(Path, "rename", rename)
        with pytest.raises(KeyboardInterrupt):
            replace_together(one, [other])
    with exclusive(one), exclusive(other):
        assert (state(one), state(other)) == ("new", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "other"]


def killed_between_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two folders of which the first has its new state, and a note that says what is left to do."""
    one, other = tmp_path / "a" / "one", tmp_path / "b" / "other"
    for folder in (one, other):
        staged(folder, "old")
        replace_folder(folder)
        staged(folder, "new")
    with monkeypatch.context() as dying:
        done: list[Path] = []

        def once(folder: Path) -> None:
            if done:
                raise KeyboardInterrupt
            done.append(folder)
            replace_folder(folder)

        dying.setattr(atomic, "replace_folder", once)
        with pytest.raises(KeyboardInterrupt):
            replace_together(one, [other])
    assert (state(one), state(other)) == ("old", "new")
    return one, other


def test_a_copy_of_a_checkout_is_repaired_as_the_checkout_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine, another container: neither paths nor inodes are the same there."""
    killed_between_two(tmp_path / "here", monkeypatch)
    copy = Path(shutil.copytree(tmp_path / "here", tmp_path / "there"))
    with exclusive(copy / "a" / "one"), exclusive(copy / "b" / "other"):
        assert (state(copy / "a" / "one"), state(copy / "b" / "other")) == ("new", "new")
    assert sorted(path.name for path in copy.rglob("*")) == [
        "a",
        "b",
        "one",
        "other",
        *["state"] * 2,
    ]


def test_what_somebody_changed_since_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = killed_between_two(tmp_path, monkeypatch)
    for folder in (one, other):  # as `git checkout .` does it
        (folder / "state").write_text("mine", "utf-8")
    with exclusive(one), exclusive(other):
        assert (state(one), state(other)) == ("mine", "mine")
    assert not (tmp_path / "a" / ".clientloom").exists()


def test_git_sees_no_work_file(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    with exclusive(tmp_path / "pkg"):
        staging_folder(tmp_path / "pkg").mkdir()
        (staging_folder(tmp_path / "pkg") / "state").write_text("half", "utf-8")
        seen = subprocess.run([*git, "status", "--porcelain"], capture_output=True, check=True)
    assert seen.stdout == b""


def test_the_work_folder_stays_while_another_run_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / ".clientloom"
    real = Path.rmdir

    def rmdir(path: Path) -> None:
        if path == work:  # a run that begins just now
            (work / "other.lock").touch()
        real(path)

    monkeypatch.setattr(Path, "rmdir", rmdir)
    with exclusive(tmp_path / "pkg"):
        pass
    assert sorted(path.name for path in work.iterdir()) == [".gitignore", "other.lock"]


def test_a_work_folder_that_goes_before_the_lock_is_made_comes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, real, seen = tmp_path / ".clientloom", open_work_folder, list[Path]()

    def racing(parent: Path) -> None:
        real(parent)
        if not seen:  # another run ends just now
            shutil.rmtree(work)
        seen.append(parent)

    monkeypatch.setattr("clientloom.checkout.atomic.open_work_folder", racing)
    with exclusive(tmp_path / "pkg"):
        assert (work / "pkg.lock").exists()
    assert len(seen) >= 2


def test_a_work_folder_that_another_run_removes_first_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.rmdir

    def rmdir(path: Path) -> None:
        if path.name == ".clientloom":
            real(path)
        real(path)

    monkeypatch.setattr(Path, "rmdir", rmdir)
    with exclusive(tmp_path / "pkg"):
        pass
    assert list(tmp_path.iterdir()) == []
