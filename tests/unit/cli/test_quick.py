# The short way through `generate`: taken when nothing is to do, and only then; it imports nothing heavy.
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from clientloom.cli.quick import is_all_done
from support.command_line import Run

HEAVY = ("typer", "pydantic", "yaml", "jinja2", "httpx", "rich", "datamodel_code_generator")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["generate"], True),
        (["generate", "a"], True),
        (["generate", "b", "--check"], True),
        (["generate", "--diff"], True),
        (["generate", "--strict"], False),
        (["generate", "nope"], False),
        (["inspect", "a"], False),
        ([], False),
    ],
)
def test_when_it_is_taken(
    checkout: Path, run: Run, arguments: list[str], *, expected: bool
) -> None:
    assert not is_all_done(["generate"])
    run("generate", "--jobs", "1")
    assert is_all_done(arguments) is expected


def test_it_leaves_mistakes_to_the_verb(checkout: Path, run: Run) -> None:
    run("generate", "--jobs", "1")
    (checkout / "specs/a/client.toml").write_text("nonsense", "utf-8")
    assert not is_all_done(["generate"])
    assert run("generate", "--jobs", "1").code == 2


def test_it_imports_nothing_heavy(checkout: Path, run: Run) -> None:
    run("generate", "--jobs", "1")
    code = (
        "import sys\nfrom clientloom.cli.entry import run\n"
        f"assert run(['generate']) == 0\nprint([m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "a: up to date\nb: up to date\n[]\n"
