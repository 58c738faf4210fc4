# Packages that share a runtime do what those with a copy of it do: the same tests, in a process of their own.
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TESTS = ("streams", "waiters", "webhooks", "deprecation", "mistakes", "text_values")


@pytest.mark.slow
def test_behaviour_is_the_same_with_a_shared_runtime() -> None:
    files = [str(HERE / f"test_{name}.py") for name in TESTS]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *files],
        cwd=ROOT,
        env={**os.environ, "CLIENTLOOM_TEST_RUNTIME": "shared", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert " passed" in done.stdout
