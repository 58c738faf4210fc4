# The short way through `generate`: taken when nothing is to do, and only then; it imports nothing heavy.
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from clientloom.checkout import unchanged
from clientloom.cli.quick import report_up_to_date
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
    assert not report_up_to_date(["generate"])
    run("generate", "--jobs", "1")
    assert report_up_to_date(arguments) is expected


@pytest.mark.parametrize("name", ["overlay.yaml", "CHANGELOG.md"])
def test_an_input_that_appears_is_noticed(checkout: Path, run: Run, name: str) -> None:
    run("generate", "--jobs", "1")
    (checkout / "specs/a" / name).write_text("overlay: 1.0.0\n", "utf-8")
    assert not report_up_to_date(["generate"])
    assert report_up_to_date(["generate", "b"])


def test_a_document_that_changes_while_it_is_rendered_is_rendered_again(
    checkout: Path, run: Run
) -> None:
    (checkout / "specs/a/a.yaml").write_text("x.py moving\n", "utf-8")
    run("generate", "a", "--jobs", "1")
    assert not report_up_to_date(["generate", "a"])
    run("generate", "a", "--jobs", "1")
    assert (checkout / "generated/a/x.py").read_text("utf-8") == "still\n"
    assert report_up_to_date(["generate", "a"])


def test_other_code_means_another_look(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("generate", "--jobs", "1")
    monkeypatch.setattr(unchanged, "code_version", lambda: "another version")
    assert not report_up_to_date(["generate"])


def test_it_leaves_mistakes_to_the_verb(checkout: Path, run: Run) -> None:
    run("generate", "--jobs", "1")
    (checkout / "specs/a/client.toml").write_text("nonsense", "utf-8")
    assert not report_up_to_date(["generate"])
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
