# What a command that is killed leaves, for every change of the disk of one run; and commands that start at once, since
# they are forks of this process, which has the tool loaded. For `kills.py`: thousands of commands.
from __future__ import annotations

import importlib
import os
import pkgutil
import runpy
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import clientloom
from clientloom.cli import entry
from clientloom.publish import retrying
from clientloom.publish.retrying import RetryPolicy
from support.command_line import Result
from support.killing import STOPPING, execute, temporary


@dataclass(frozen=True, slots=True)
class Moment:
    """The copies of some folders before one change of a run."""

    change: str
    copies: Path

    def restore(self, folders: Sequence[Path]) -> None:
        """Gives the folders the content that they had then."""
        for folder in folders:
            shutil.rmtree(folder)
            shutil.copytree(self.copies / folder.name, folder, symlinks=True)

    def content(self) -> bytes:
        """A hash of all that lies in the folders."""
        return content_of([self.copies])


def record(
    root: Path, arguments: Sequence[str], folders: Sequence[Path], folder: Path, **environment: str
) -> list[Moment]:
    """Runs a command to its end; `folder` gets copies of `folders` before each of its changes."""
    copies, listed = folder / "copies", folder / "changes"
    copies.mkdir(parents=True)
    done = execute(
        root,
        arguments,
        preexec_fn=None,
        timeout=3600.0,
        STOP_LIST=str(listed),
        STOP_COPIES=str(copies),
        STOP_COPIED=os.pathsep.join(map(str, folders)),
        **environment,
    )
    assert done.code == 0, done
    changes = listed.read_text("utf-8").splitlines()
    return [Moment(change, copies / str(i)) for i, change in enumerate(changes, 1)]


def different(moments: Sequence[Moment]) -> Iterator[tuple[int, Moment]]:
    """The moments, numbered from 1, but those whose folders hold the same as an earlier one's."""
    seen = set[bytes]()
    for number, moment in enumerate(moments, 1):
        content = moment.content()
        if content not in seen:
            seen.add(content)
            yield number, moment


def content_of(folders: Sequence[Path]) -> bytes:
    """A hash of the names and contents of everything below folders."""
    total = sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            content = path.read_bytes() if path.is_file() else b""
            total.update(f"{path.relative_to(folder)}\0{sha256(content).hexdigest()}\n".encode())
    return total.digest()


def load_all() -> None:
    """Imports every module of the tool, so that forks have them, and lets them ask an absent index without pauses."""
    for module in pkgutil.walk_packages(clientloom.__path__, "clientloom."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    vars(retrying)["RetryPolicy"] = partial(RetryPolicy, pause=0.0)


def execute_forked(
    root: Path, arguments: Sequence[str], *, timeout: float = 3600.0, **environment: str
) -> Result:
    """A command as `execute` runs it, in a fork of this process."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        temporaries = str(temporary(root))
        child = os.fork()
        if not child:
            os.environ.update(environment, TMPDIR=temporaries)
            _end_with(lambda: entry.run(arguments), root, out, err)
        status = _wait(child, timeout)
        return Result(
            os.waitstatus_to_exitcode(status), out.read_text("utf-8"), err.read_text("utf-8")
        )


def _wait(child: int, timeout: float) -> int:
    """The status of a process, which is killed after some seconds."""
    end = time.monotonic() + timeout
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            end += 3600.0
        time.sleep(0.002)


def _end_with(work: Callable[[], int], root: Path, out: Path, err: Path) -> None:
    """Does the work in `root` with its output in files, and ends the process."""
    code = 70
    try:
        os.chdir(root)
        tempfile.tempdir = None
        if "STOP_AT" in os.environ:
            runpy.run_path(str(STOPPING / "sitecustomize.py"))
        for number, path in ((1, out), (2, err)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
        code = work()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
