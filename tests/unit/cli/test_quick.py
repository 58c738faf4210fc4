# The short way through `generate`: taken when nothing is to do, and only then; it imports nothing heavy.
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from clientloom.checkout import file_states, unchanged
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


def seen_twice(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Generates and looks once more, so that the files are known by their look, and must not be read again."""
    monkeypatch.setattr(file_states, "_GRANULE", 0)
    run("generate", "--jobs", "1")
    assert report_up_to_date(["generate"])
    monkeypatch.setattr(unchanged, "read_lock", lambda *_: None)


def test_a_package_that_nobody_touched_is_not_read(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_twice(monkeypatch, run)
    assert report_up_to_date(["generate"])


@pytest.mark.parametrize("name", ["specs/a/a.yaml", "specs/a/client.toml", "generated/a/x.py"])
def test_a_change_shows_though_size_and_time_are_the_same(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    seen_twice(monkeypatch, run)
    path = checkout / name
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b" ")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not report_up_to_date(["generate", "a"])
    assert report_up_to_date(["generate", "b"])


@pytest.mark.parametrize("name", ["specs/a/overlay.yaml", "specs/a/CHANGELOG.md"])
def test_an_input_that_appears_beside_untouched_files_shows(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    seen_twice(monkeypatch, run)
    (checkout / name).write_text("x: 1\n", "utf-8")
    assert not report_up_to_date(["generate", "a"])


def test_other_templates_show(checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen_twice(monkeypatch, run)
    monkeypatch.setattr(unchanged, "built_in_digests", lambda: "others")
    assert not report_up_to_date(["generate", "a"])


def test_files_that_were_just_written_are_read_next_time(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_states, "_GRANULE", 10**12)
    run("generate", "--jobs", "1")
    assert report_up_to_date(["generate"])
    monkeypatch.setattr(unchanged, "read_lock", lambda *_: None)
    assert not report_up_to_date(["generate"])
