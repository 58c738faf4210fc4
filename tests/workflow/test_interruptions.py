# Killed, out of space, without permission, two at once: the package is the old one or the new one, whole.
from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from clientloom.checkout.atomic import BusyError, exclusive
from clientloom.checkout.tree import Files, compare, digest, write

resource: Any = pytest.importorskip("resource", reason="another operating system: needs resource")
ROOT = Path(__file__).parents[2]
SPAWN = multiprocessing.get_context("spawn")
NOBODY = 65534
COUNT = 60


def package(text: str) -> Files:
    """Files of which each state has some that the other has not."""
    shared = {PurePosixPath(f"src/pkg/m{i}.py"): f"{text} {i}\n" * 50 for i in range(COUNT)}
    only = {PurePosixPath(f"src/pkg/{text}/m{i}.py"): text for i in range(COUNT)}
    return {**shared, **only}


STATES = {text: package(text) for text in ("old", "new")}


def owned(files: Files) -> dict[PurePosixPath, str | None]:
    return {path: digest(text.encode()) for path, text in files.items()}


def everything() -> dict[PurePosixPath, str | None]:
    """Ownership for a writer that goes back and forth: any content of any of these files is ours."""
    return dict.fromkeys((*STATES["old"], *STATES["new"]))


def state_of(folder: Path) -> str:
    """Which state the folder is in, to the last file and with no file more; "mix" for anything else."""
    there = {
        PurePosixPath(path.relative_to(folder).as_posix()): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != "mine.txt"
    }
    return next((name for name, files in STATES.items() if there == files), "mix")


def write_for_ever(folder: Path) -> None:
    while True:
        for files in (STATES["new"], STATES["old"]):
            with exclusive(folder):
                write(files, folder, everything())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "pkg"
    with exclusive(target):
        write(STATES["old"], target, {})
    (target / "mine.txt").write_text("mine", "utf-8")
    return target


def test_killed_at_any_moment_the_package_is_whole(folder: Path) -> None:
    moments = random.Random(1)
    seen = set()
    for _ in range(25):
        writer = SPAWN.Process(target=write_for_ever, args=(folder,))
        writer.start()
        while not list((folder.parent / ".clientloom").glob("pkg.*")) and writer.is_alive():
            time.sleep(0.001)
        time.sleep(moments.random() * 0.05)
        writer.kill()
        writer.join()
        seen.add(state_of(folder))
        assert (folder / "mine.txt").read_text("utf-8") == "mine"
    assert seen <= {"old", "new"}
    with exclusive(folder):
        write(STATES["new"], folder, everything())
    assert state_of(folder) == "new"
    assert sorted(path.name for path in folder.parent.iterdir()) == ["pkg"]


def in_child(work: Callable[[], None]) -> int:
    """Runs `work` in a forked process; 0 when it ran through, 7 when the system refused."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        work()
        code = 0
    except OSError:
        code = 7
    finally:
        os._exit(code)


def test_a_full_disk_leaves_the_old_state(folder: Path) -> None:
    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
        with exclusive(folder):
            write(STATES["new"], folder, owned(STATES["old"]))

    assert in_child(work) == 7
    assert state_of(folder) == "old"
    assert [path.name for path in folder.parent.iterdir()] == ["pkg"]


@pytest.fixture
def read_only(folder: Path) -> Iterator[Path]:
    folder.parent.chmod(0o555)
    yield folder
    folder.parent.chmod(0o755)


def test_a_folder_without_permission_leaves_the_old_state(read_only: Path) -> None:
    def work() -> None:
        if os.geteuid() == 0:
            os.seteuid(NOBODY)
        with exclusive(read_only):
            write(STATES["new"], read_only, owned(STATES["old"]))

    assert in_child(work) == 7
    assert state_of(read_only) == "old"


def test_an_interrupt_while_files_are_put_together_leaves_the_old_state(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, []

    def interrupted(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == COUNT:
            raise KeyboardInterrupt
        real(descriptor)

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt), exclusive(folder):
        write(STATES["new"], folder, owned(STATES["old"]))
    assert state_of(folder) == "old"
    assert [path.name for path in folder.parent.iterdir()] == ["pkg"]


def contend(folder: Path, name: str, tries: int) -> None:
    done = 0
    while done < tries:
        try:
            with exclusive(folder):
                write(STATES[name], folder, everything())
                if compare(STATES[name], folder, everything()).changes:
                    os._exit(3)
        except BusyError:
            continue
        done += 1


def test_two_writers_exclude_each_other(folder: Path) -> None:
    writers = [SPAWN.Process(target=contend, args=(folder, name, 8)) for name in STATES]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert state_of(folder) in {"old", "new"}


def processes_of(group: int) -> set[int]:
    """The processes of a group that are at work, not those that nobody has waited for yet."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pid, rest = stat.parent.name, stat.read_text("utf-8").rsplit(")", 1)[1].split()
            if int(rest[2]) == group and rest[0] != "Z":
                found.add(int(pid))
    return found


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="another operating system: needs /proc"
)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_ends_with_its_workers(tmp_path: Path, number: int) -> None:
    for name in ("upstash", "pinecone"):
        shutil.copytree(ROOT / "specs" / name, tmp_path / "specs" / name)
    with subprocess.Popen(
        [sys.executable, "-m", "clientloom", "generate", "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        while len(processes_of(run.pid)) < 3:  # itself and its two workers
            assert run.poll() is None
        if number == signal.SIGINT:  # as a terminal does it: to everybody
            os.killpg(run.pid, number)
        else:
            os.kill(run.pid, number)
        _, said = run.communicate()
        expected = -number if number == signal.SIGKILL else 128 + number
        assert run.returncode == expected
        while processes_of(run.pid):
            pass
    if number != signal.SIGKILL:  # after which Python itself complains
        assert said.count("\n") == 1, said
    assert not any((tmp_path / "generated" / name).exists() for name in ("upstash", "pinecone"))
