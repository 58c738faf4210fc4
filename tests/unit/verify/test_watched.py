# The verification ends, whatever one operation does to it.
from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from clientloom.verify import watched
from clientloom.verify.validation_cost import TOO_MUCH, validation_cost
from clientloom.verify.watched import TooSlowError, verify_within
from support import verifying

NO_API = cast("Any", None)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched, "MAX_SECONDS", 2.0)


@pytest.mark.slow
def test_operations_that_hang_are_left_unchecked_and_nothing_of_them_goes_on(
    tmp_path: Path,
) -> None:
    found = verify_within(NO_API, {}, tmp_path, work=verifying.work)
    assert [f.operation for f in found.findings] == list(verifying.HANGING)
    assert all(f.unchecked == ("it takes more than 2 seconds",) for f in found.findings)
    children = [int(line) for line in (tmp_path / "children").read_text("utf-8").split()]
    assert len(children) == 2
    assert not any(is_running(child) for child in children)
    folders = (tmp_path / "folders").read_text("utf-8").splitlines()
    assert len(folders) == 2
    assert not any(Path(folder).parent.exists() for folder in folders)


def is_running(process: int) -> bool:
    """Whether a process that may be no child of this one still runs."""
    state = Path(f"/proc/{process}/stat")
    if not state.exists():
        return False
    return state.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("work", "error", "words"),
    [
        (verifying.stuck, TooSlowError, "~1a/get takes more than 2 seconds"),
        (verifying.dying, RuntimeError, "died at /paths/~1a/get"),
        (verifying.failing, RuntimeError, "KeyError: 'x'"),
    ],
)
def test_what_cannot_go_on_is_told(work: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        verify_within(NO_API, {}, Path(os.devnull), work=work)


def test_a_document_with_many_operations_that_hang_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watched, "_attempt", lambda *rest: f"/paths/{len(rest[-1])}")
    with pytest.raises(TooSlowError, match="10 operations take more than 2 seconds each"):
        verify_within(NO_API, {}, Path(os.devnull))


@pytest.mark.slow
def test_no_process_outlives_a_killed_verification(tmp_path: Path) -> None:
    script = Path(verifying.__file__)
    paths = [str(script.parents[1]), str(Path(watched.__file__).parents[2])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    with subprocess.Popen([sys.executable, str(script), str(tmp_path)], env=environment) as parent:
        wait_until((tmp_path / "processes").exists)
        started = [int(n) for n in (tmp_path / "processes").read_text("utf-8").split()]
        assert all(map(is_running, started))
        parent.kill()
    wait_until(lambda: not any(map(is_running, started)))


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("waited for 30 seconds")


def test_schemas_that_are_applied_to_one_value_are_counted() -> None:
    schemas: dict[str, Any] = {f"S{n}": {"allOf": [{"$ref": f"S{n + 1}"}] * 2} for n in range(40)}
    schemas |= {"S40": {"type": "object"}, "Itself": {"anyOf": [{"$ref": "Itself"}, {}]}}
    known: dict[int, int] = {}

    def cost(name: str) -> int:
        return validation_cost(schemas[name], schemas.__getitem__, known)

    assert [cost(f"S{n}") for n in (40, 39, 38)] == [1, 5, 13]
    assert cost("S0") == cost("Itself") == TOO_MUCH
    beside: dict[str, Any] = {
        "not": {},
        "if": {},
        "then": {},
        "else": {},
        "dependentSchemas": {"a": {}, "b": {}},
    }
    assert validation_cost({**beside, "properties": {"deep": schemas["S0"]}}, str, {}) == 7
