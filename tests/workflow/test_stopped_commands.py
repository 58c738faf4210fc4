# Every command that writes, as a user runs it: killed, interrupted, or out of space, it leaves the old state or the
# new one, and the next run goes on from there.
from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.checkouts import shop, texts
from support.command_line import Result, clientloom
from support.review_cases import BASE

resource: Any = pytest.importorskip("resource", reason="another operating system: needs resource")
pytestmark = pytest.mark.slow

NEWER = BASE.replace("        size: {type: number}\n", "")
COMMANDS = {
    "generate": ("generate",),
    "update": ("update", "shop", "--from", "newer.yaml"),
    "build": ("build", "--output", "dist"),
    "new": ("new", "other", "--spec", "newer.yaml"),
}
STOPPING = Path(__file__).parents[1] / "support" / "stopping"
SMALL = 1500
"""Bytes that a file may have on a disk that is full."""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which each of the commands has something to do."""
    root = shop(tmp_path_factory.mktemp("before") / "root")
    (root / "newer.yaml").write_text(NEWER, "utf-8")
    return root


def prepared(before: Path, folder: Path, verb: str) -> Path:
    """A copy of the checkout, where `generate` has a new document to work on."""
    root = Path(shutil.copytree(before, folder))
    if verb == "generate":
        (root / "specs/shop/openapi.yaml").write_text(NEWER, "utf-8")
    return root


def state(root: Path) -> dict[str, bytes]:
    """Every file but what runs leave for the next one: locks and trees that were never put in place."""
    left_over = (".clientloom", ".part", ".lock")
    return {
        name: content
        for name, content in texts(root).items()
        if not any(mark in part for part in Path(name).parts for mark in left_over)
        or name.endswith(("clientloom.lock", "source.lock"))
    }


def run(
    root: Path, verb: str, *, preexec_fn: Callable[[], None] | None = None, **environment: str
) -> Result:
    """A verb in a process that `sitecustomize` may stop."""
    done = subprocess.run(
        [sys.executable, "-m", "clientloom", *COMMANDS[verb]],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(STOPPING), *sys.path)),
            "PYTHONDONTWRITEBYTECODE": "1",
            **environment,
        },
        preexec_fn=preexec_fn,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=lambda n: n.name)
@pytest.mark.parametrize("verb", COMMANDS)
def test_stopped_at_any_change_of_the_disk(
    verb: str, number: int, before: Path, tmp_path: Path
) -> None:
    whole, counted = prepared(before, tmp_path / "whole", verb), tmp_path / "count"
    assert run(whole, verb, STOP_COUNT=str(counted)).code == 0
    after, changes = state(whole), int(counted.read_text("utf-8"))
    for at in (changes // 2, changes - 1):
        root = prepared(before, tmp_path / str(at), verb)
        old = state(root)
        stopped = run(root, verb, STOP_AT=str(at), STOP_WITH=str(int(number)))
        found = state(root)
        if verb == "build":  # two files, each whole or not there
            assert old.items() <= found.items() <= after.items()
        elif (verb, number) != (
            "update",
            signal.SIGKILL,
        ):  # two folders: the next run puts it right
            assert found in (old, after)
        assert "Traceback" not in stopped.err
        expected = -number if number == signal.SIGKILL else 128 + number
        assert stopped.code == expected or found == after
        again = clientloom(*COMMANDS[verb], cwd=root)
        assert again.code == 0 or (verb == "new" and found == after), again
        assert state(root) == after


@pytest.mark.parametrize("verb", COMMANDS)
def test_a_full_disk_leaves_everything_as_it_was(verb: str, before: Path, tmp_path: Path) -> None:
    root = prepared(before, tmp_path / "root", verb)
    old = state(root)
    full = run(
        root, verb, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))
    )
    assert full.code == 2, full
    assert "Traceback" not in full.err
    assert full.err.count("error[") == 1, full.err
    assert state(root) == old
    assert clientloom(*COMMANDS[verb], cwd=root).code == 0
