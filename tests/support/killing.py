# Commands that are stopped at a change of the disk, and what has to be true after the next command.
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from support.checkouts import shop, texts
from support.command_line import Result
from support.review_cases import BASE

NEWER = BASE.replace("        size: {type: number}\n", "")
STOPPING = Path(__file__).parent / "stopping"
BYTECODE = Path(__file__).parents[2] / ".pytest_cache" / "bytecode"
"""Where these commands keep their compiled modules: outside of every checkout, whose changes are counted.

Only commands that end by themselves write there: a full disk leaves half a module, which no Python starts with.
"""
_LONG = 120.0
SCHEMA = "specs/client.schema.json"

WRITING: Mapping[str, tuple[str, ...]] = {
    "generate": ("generate",),
    "update": ("update", "shop", "--from", "newer.yaml"),
    "build": ("build", "--output", "dist"),
    "new": ("new", "other", "--spec", "newer.yaml"),
}
"""A command of each verb that writes into the checkout."""

READING: Mapping[str, tuple[str, ...]] = {
    "inspect": ("inspect", "shop"),
    "lint": ("lint", "shop"),
    "diff": ("diff", "shop", "newer.yaml"),
    "verify": ("verify", "shop"),
    "generate --check": ("generate", "--check"),
    "update --dry-run": ("update", "shop", "--from", "newer.yaml", "--dry-run"),
    "publish": ("publish", "shop", "--index", "http://127.0.0.1:1/"),
}
"""A command of each verb that only reads the checkout."""


def first_state(folder: Path) -> Path:
    """A checkout in which each of the commands has something to do."""
    root = shop(folder)
    (root / "newer.yaml").write_text(NEWER, "utf-8")
    return root


def prepare(before: Path, folder: Path, verb: str) -> Path:
    """A copy of the checkout, where `generate` has a new document to work on."""
    root = Path(shutil.copytree(before, folder))
    if verb == "generate":
        (root / "specs/shop/openapi.yaml").write_text(NEWER, "utf-8")
    return root


def state(root: Path) -> dict[str, bytes]:
    """Every file but what runs leave for the next one."""
    return {
        name: content
        for name, content in texts(root).items()
        if ".clientloom" not in Path(name).parts
    }


def leftovers(root: Path) -> list[str]:
    """What a killed run leaves and the next removes: work folders, work files and temporary folders.

    Python itself tries the folder for temporary files with a file of four bytes.
    """
    work = root.glob("*/.clientloom")
    temporaries = [path for path in temporary(root).iterdir() if not _is_trial(path)]
    return sorted(path.relative_to(root.parent).as_posix() for path in (*work, *temporaries))


def _is_trial(path: Path) -> bool:
    return path.is_file() and path.read_bytes() in {b"", b"blat"}


def temporary(root: Path) -> Path:
    """The folder for the temporary folders of a checkout's runs."""
    folder = root.with_name(f"{root.name}.tmp")
    folder.mkdir(exist_ok=True)
    return folder


def execute(
    root: Path,
    arguments: Sequence[str],
    *,
    preexec_fn: Callable[[], None] | None = None,
    timeout: float = _LONG,
    **environment: str,
) -> Result:
    """A command in a process that `sitecustomize` may stop; its temporary folders are beside the checkout.

    A process that takes longer than `timeout` is killed (SIGKILL), and TimeoutExpired raised.
    """
    ends_by_itself = preexec_fn is None and "STOP_AT" not in environment and timeout == _LONG
    done = subprocess.run(
        [sys.executable, "-m", "clientloom", *arguments],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(STOPPING), *sys.path)),
            "PYTHONPYCACHEPREFIX": str(BYTECODE),
            "PYTHONDONTWRITEBYTECODE": "" if ends_by_itself else "1",
            "TMPDIR": str(temporary(root)),
            **environment,
        },
        preexec_fn=preexec_fn,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


Execute = Callable[..., Result]
"""Runs a command in a checkout: `execute`, or one that is cheaper."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A command that was not stopped: the states around it, and its changes of the disk in their order."""

    old: dict[str, bytes]
    new: dict[str, bytes]
    changes: tuple[str, ...]

    def after(self, kind: str, path: str) -> int:
        """The number of the change that follows the first one of this kind to a path with this end."""
        found = (
            i
            for i, text in enumerate(self.changes, 1)
            if text.startswith(kind) and text.endswith(path)
        )
        return next(found) + 1


Wholes = Callable[[str], Whole]
"""The command of a verb of `WRITING`, not stopped."""


def run_whole(before: Path, folder: Path, verb: str) -> Whole:
    """Runs a command of `WRITING` to its end."""
    root, listed = prepare(before, folder, verb), folder.parent / f"{folder.name}.changes"
    old = state(root)
    done = execute(root, WRITING[verb], STOP_LIST=str(listed))
    assert done.code == 0, done
    assert leftovers(root) == []
    return Whole(old, state(root), tuple(listed.read_text("utf-8").splitlines()))


def faults_after(
    root: Path, name: str, whole: Whole, verb: str, run: Execute = execute
) -> list[str]:
    """What is wrong after the reading command `name` ran in a checkout where `verb` was killed."""
    done = run(root, READING[name])
    found = state(root)
    is_whole = found in (whole.old, whole.new)
    if verb == "build":  # two files, each whole or not there
        is_whole = whole.old.items() <= found.items() <= whole.new.items()
    if (
        verb == "new"
    ):  # the schema of client.toml, which is the same for all vendors, and then the folder
        is_whole = is_whole or {**found, SCHEMA: b""} == {**whole.old, SCHEMA: b""}
    return [
        *([] if is_whole else [f"{name}: neither the old state nor the new one"]),
        *(f"{name}: left {path}" for path in leftovers(root)),
        *([f"{name}: {done.err}"] if "Traceback" in done.err or "internal" in done.err else []),
    ]
