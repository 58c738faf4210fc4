# The rule that CI hides nothing, tried on small suites in processes of their own.
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.skips import LIST, WORLD, read_list

TESTS = Path(__file__).parents[1]
ALLOWED = """
[[allowed]]
reason = "the corpus is absent: .+"
where = "always"
"""
SUITE = """
import pytest

@pytest.mark.skip(reason="the corpus is absent: dev/notion.json")
def test_one(): ...

@pytest.mark.xfail
def test_two(): assert False

def test_three(): ...
"""
OTHER = """
import pytest

def test_other(): pytest.skip("no chromium on PATH")
"""
MODULE = 'import pytest\npytest.skip("nothing here", allow_module_level=True)\n'
EMPTY = """
import pytest

@pytest.mark.parametrize("name", [])
def test_of_nothing(name): ...
"""


def suite(folder: Path, allowed: str, *modules: str) -> None:
    (folder / "skips.toml").write_text(allowed, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\ntestpaths = tests\n", "utf-8")
    (folder / "tests").mkdir()
    (folder / "tests" / "conftest.py").write_text("", "utf-8")
    for number, module in enumerate(modules):
        (folder / "tests" / f"test_{number}.py").write_text(module, "utf-8")


def run(folder: Path, *arguments: str, ci: str = "true") -> subprocess.CompletedProcess[str]:
    plugins = ["-p", "support.skips", "-p", "no:cacheprovider", "-p", "no:hypothesispytest"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, "--skip-list", "skips.toml", *arguments],
        cwd=folder,
        env={**os.environ, "CI": ci, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_reason_that_is_not_listed_fails_the_run(tmp_path: Path, workers: str) -> None:
    suite(tmp_path, ALLOWED, SUITE, OTHER, MODULE, EMPTY)
    done = run(tmp_path, "-n", workers)
    assert done.returncode == 1, done.stdout
    assert [line for line in done.stdout.splitlines() if line.startswith("skipped: ")] == [
        "skipped: got empty parameter set for (name)",
        "skipped: no chromium on PATH",
        "skipped: nothing here",
    ]


def test_without_ci_any_reason_passes(tmp_path: Path) -> None:
    suite(tmp_path, ALLOWED, SUITE, OTHER)
    assert run(tmp_path, ci="").returncode == 0


@pytest.mark.parametrize(("holds", "code"), [(True, 0), (False, 1)])
def test_an_entry_counts_where_it_applies(tmp_path: Path, holds: bool, code: int) -> None:
    where = next(name for name, value in WORLD.items() if value == holds)
    suite(tmp_path, ALLOWED.replace("always", where), SUITE)
    assert run(tmp_path).returncode == code


def test_an_entry_that_no_test_uses_fails_a_whole_run_only(tmp_path: Path) -> None:
    suite(tmp_path, ALLOWED, "def test_one(): ...\n")
    done = run(tmp_path)
    assert done.returncode == 1, done.stdout
    assert "\nunused: the corpus is absent: .+\n" in done.stdout
    assert run(tmp_path, "tests").returncode == 0


def test_the_list_names_what_can_be_known() -> None:
    entries = read_list(LIST)
    assert entries
    assert {entry.where for entry in entries} <= WORLD.keys()
