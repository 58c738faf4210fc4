# Every command that writes, as a user runs it: killed, interrupted, or out of space, it leaves the old state or the
# new one, or the next command of any verb makes it so. `kills.py` does the same at every change of the disk.
from __future__ import annotations

import shutil
import signal
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from support.command_line import clientloom
from support.killing import (
    WRITING,
    Whole,
    Wholes,
    execute,
    faults_after,
    first_state,
    leftovers,
    prepare,
    run_whole,
    state,
)
from workflow.kills import kill_at_random

resource: Any = pytest.importorskip("resource", reason="another operating system: needs resource")
pytestmark = pytest.mark.slow

SMALL = 1500
"""Bytes that a file may have on a disk that is full."""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return first_state(tmp_path_factory.mktemp("before") / "root")


@pytest.fixture(scope="module")
def wholes(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Wholes:
    """Each command that was not stopped, run once."""
    return cache(lambda verb: run_whole(before, tmp_path_factory.mktemp(verb) / "whole", verb))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=lambda n: n.name)
@pytest.mark.parametrize("verb", WRITING)
def test_stopped_at_any_change_of_the_disk(
    verb: str, number: int, before: Path, wholes: Wholes, tmp_path: Path
) -> None:
    whole = wholes(verb)
    changes = len(whole.changes)
    for at in (changes // 2, changes - 1):
        root = prepare(before, tmp_path / str(at), verb)
        stopped = execute(root, WRITING[verb], STOP_AT=str(at), STOP_WITH=str(int(number)))
        assert "Traceback" not in stopped.err
        expected = -number if number == signal.SIGKILL else 128 + number
        assert stopped.code == expected or state(root) == whole.new
        again = execute(root, WRITING[verb])
        assert again.code == 0 or (verb == "new" and state(root) == whole.new), again
        assert state(root) == whole.new
        assert leftovers(root) == []


@pytest.fixture(scope="module")
def whole_update(wholes: Wholes) -> Whole:
    return wholes("update")


def _loads_a_library(change: str) -> bool:
    return change.startswith("ctypes.dlopen")


@pytest.fixture(scope="module")
def half_updated(
    before: Path, whole_update: Whole, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A checkout whose `update` was killed after the first of its two exchanges."""
    root = prepare(before, tmp_path_factory.mktemp("half") / "root", "update")
    renamed = whole_update.after("os.rename", "shop.commit-part")
    loaded = takewhile(_loads_a_library, whole_update.changes[renamed - 1 :])
    at = renamed + len(list(loaded))  # the exchange itself is no change
    execute(root, WRITING["update"], STOP_AT=str(at), STOP_WITH=str(int(signal.SIGKILL)))
    assert state(root) not in (whole_update.old, whole_update.new)
    return root


@pytest.mark.parametrize("name", ["inspect", "diff", "generate --check"])
def test_any_verb_first_ends_an_update_that_was_killed_half_way(
    name: str, half_updated: Path, whole_update: Whole, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(half_updated, tmp_path / "root"))
    assert faults_after(root, name, whole_update, "update") == []
    assert state(root) == whole_update.new


@pytest.mark.parametrize("name", ["update", "build"])
def test_a_verb_that_writes_goes_on_from_the_whole_update(
    name: str, half_updated: Path, whole_update: Whole, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(half_updated, tmp_path / "root"))
    assert execute(root, WRITING[name]).code == 0
    assert whole_update.new.items() <= state(root).items()
    assert leftovers(root) == []


def test_killed_at_random_moments(before: Path, wholes: Wholes, tmp_path: Path) -> None:
    assert kill_at_random(before, tmp_path, wholes, count=2, seed=1) == []


@pytest.mark.parametrize("verb", WRITING)
def test_a_full_disk_leaves_everything_as_it_was(
    verb: str, before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"):
        monkeypatch.delenv(name, raising=False)  # a measured command has to write its figures
    root = prepare(before, tmp_path / "root", verb)
    old = state(root)
    full = execute(
        root,
        WRITING[verb],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL)),
    )
    assert full.code == 2, full
    assert "Traceback" not in full.err
    assert full.err.count("error[") == 1, full.err
    assert state(root) == old
    assert leftovers(root) == []
    assert clientloom(*WRITING[verb], cwd=root).code == 0
