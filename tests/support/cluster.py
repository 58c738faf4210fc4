# A scheduler and workers of dask.distributed over TCP on loopback, as on machines of their own: with an installation of
# clientloom that is theirs, and watched so that nothing of the checkout is read there.
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import clientloom
from clientloom.checkout.workspace import templates_folder

WATCH = """
import os, signal, sys
if "FORBIDDEN" in os.environ:
    opened = 0
    def watch(event, details):
        global opened
        if event != "open" or not isinstance(details[0], str):
            return
        path = os.path.abspath(details[0])
        if path.startswith(os.environ["FORBIDDEN"]):
            print("OPENED", path, file=sys.stderr, flush=True)
            os._exit(77)
        if path.endswith("openapi.yaml") and details[1] in {"r", "rb"}:
            opened += 1
            if str(opened) == os.environ.get("KILL_AT"):
                os.kill(int(os.environ.get("KILL") or os.getpid()), signal.SIGKILL)
    sys.addaudithook(watch)
class Missing:
    def find_spec(self, name, *rest):
        if name.split(".")[0] == os.environ.get("WITHOUT"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
"""
"""A worker ends with code 77 if it opens a file below FORBIDDEN; with KILL_AT it, or the process KILL, is killed when
it reads that document."""


def install_there(folder: Path) -> Path:
    """Copies clientloom as the wheel has it, with the templates inside."""
    package = folder / "clientloom"
    shutil.copytree(
        Path(clientloom.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(templates_folder(), package / "_templates", dirs_exist_ok=True)
    (folder / "sitecustomize.py").write_text(WATCH, "utf-8")
    return folder


@dataclass
class Cluster:
    """A scheduler and its workers, each a process."""

    installed: Path
    folder: Path
    forbidden: Path
    address: str
    scheduler: subprocess.Popen[str]
    stack: ExitStack
    workers: list[subprocess.Popen[str]] = field(default_factory=list)

    def add_worker(self, **environment: str) -> None:
        """Starts a worker and waits until the scheduler knows it."""
        command = ("dask_worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        watched = {"FORBIDDEN": str(self.forbidden), **environment}
        worker = self.stack.enter_context(started(self, command, watched))
        read_until(worker, r"Registered to:")
        self.workers.append(worker)


@contextmanager
def cluster(installed: Path, folder: Path, forbidden: Path) -> Iterator[Cluster]:
    """Starts a scheduler; everything ends with the block.

    Args:
        installed: where the workers have clientloom.
        folder: the current folder and the temporary folder of the workers.
        forbidden: the folder of which no worker may open a file.
    """
    folder.mkdir()
    with ExitStack() as stack:
        made = Cluster(installed, folder, forbidden, "", None, stack)  # type: ignore[arg-type]  # set below
        command = ("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        made.scheduler = stack.enter_context(started(made, command, {}))
        made.address = read_until(made.scheduler, r"Scheduler at:\s+(tcp://\S+)")
        yield made


@contextmanager
def started(
    cluster: Cluster, command: tuple[str, ...], environment: dict[str, str]
) -> Iterator[subprocess.Popen[str]]:
    """Runs a command of dask as the user of another machine does."""
    name, *arguments = command
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    with subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{name}", *arguments],
        cwd=cluster.folder,
        env={
            **kept,
            "PYTHONPATH": str(cluster.installed),
            "TMPDIR": str(cluster.folder),
            **environment,
        },
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[str], pattern: str) -> str:
    """Returns what a line of the log has that matches; the rest of the log is read and dropped."""
    assert process.stderr
    seen = []
    for line in process.stderr:
        seen.append(line)
        if match := re.search(pattern, line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return match[match.re.groups]
    raise AssertionError("".join(seen))
