# The four vendors end to end: what is committed is what is generated, nothing is dropped, anything comes back.
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from support.checkouts import texts
from support.command_line import Result, Run, clientloom

ROOT = Path(__file__).parents[2]
OPERATIONS = {"pinecone": 18, "upstash": 1, "cloudflare": 14, "openai": 16}

FREE = {"cloudflare": {"deleteIndex": 1, "queryVectors": 1}}
"""Where the documents leave a value free: the result of a deletion, and a filter of any shape."""


@pytest.fixture
def checkout(tmp_path: Path, run: Run) -> Path:
    """A checkout with the smallest of the vendors, just generated."""
    shutil.copytree(ROOT / "specs" / "upstash", tmp_path / "specs" / "upstash")
    assert run("generate", "--root", str(tmp_path)).code == 0
    return tmp_path


def test_what_is_committed_is_what_is_generated() -> None:
    found = clientloom("generate", "--check", "--jobs", "2", cwd=ROOT)
    assert (found.code, found.err) == (0, ""), "run `clientloom generate` and commit what it writes"
    assert sorted(found.out.splitlines()) == sorted(f"{name}: up to date" for name in OPERATIONS)


@pytest.mark.parametrize("vendor", OPERATIONS)
def test_no_operation_is_dropped_and_none_is_loose(run: Run, vendor: str) -> None:
    found = run("inspect", vendor, "--json", "--root", str(ROOT))
    assert found.code == 0
    coverage = json.loads(found.out)["coverage"]
    count = OPERATIONS[vendor]
    assert coverage == {
        "operations": {"in": count, "out": count},
        "degraded": 0,
        "any": {"total": len(FREE.get(vendor, {})), "operations": FREE.get(vendor, {})},
    }


DELETED = (
    "clientloom.lock",
    "README.md",
    "api.md",
    "pyproject.toml",
    "src/upstash_developer/__init__.py",
    "src/upstash_developer/_requests/vector.py",
    "src/upstash_developer/_runtime/clients/sync.py",
    "src/upstash_developer/models/vector.py",
    "src/upstash_developer/py.typed",
)


def test_any_deleted_file_comes_back_to_the_byte(checkout: Path, run: Run) -> None:
    package = checkout / "generated" / "upstash"
    before = texts(package)
    for name in DELETED:
        (package / name).unlink()
        assert run("generate", "upstash", "--root", str(checkout)).out == "upstash: 1 added\n"
        assert texts(package) == before, name


def test_a_deleted_package_comes_back_to_the_byte(checkout: Path, run: Run) -> None:
    package = checkout / "generated" / "upstash"
    before = texts(package)
    shutil.rmtree(package)
    run("generate", "upstash", "--root", str(checkout))
    assert texts(package) == before


CUSTOM = """from . import vector


class Vector(vector.Vector):
    def shout(self) -> str:
        return "written by hand"
"""
SHOUT = """
from upstash_developer import UpstashDeveloper

with UpstashDeveloper(email="a", api_key="b") as client:
    print(client.vector.shout())
"""


def test_a_class_written_by_hand_is_taken_and_kept(checkout: Path, run: Run) -> None:
    package = checkout / "generated" / "upstash"
    source = package / "src" / "upstash_developer"
    (source / "resources" / "_custom.py").write_text(CUSTOM, "utf-8")
    place = ("--root", str(checkout))
    assert run("generate", "upstash", *place).code == 0
    assert run("generate", "upstash", *place).out == "upstash: up to date\n"
    said = subprocess.run(
        [sys.executable, "-c", SHOUT],
        env={**os.environ, "PYTHONPATH": str(package / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.stdout, said.stderr) == ("written by hand\n", "")
    (source / "resources" / "_custom.py").write_text("class (", "utf-8")
    broken = run("generate", "upstash", *place)
    assert broken.code == 2
    assert "resources/_custom.py:1:7: error[custom-syntax]" in broken.err


def test_a_second_run_touches_nothing(checkout: Path, run: Run) -> None:
    package = checkout / "generated" / "upstash"
    first = run("generate", "upstash", "--root", str(checkout))
    times = {path: path.stat().st_mtime_ns for path in (package, *package.rglob("*"))}
    second = run("generate", "upstash", "--root", str(checkout))
    assert (first, second) == (Result(0, "upstash: up to date\n", ""),) * 2
    assert {path: path.stat().st_mtime_ns for path in (package, *package.rglob("*"))} == times


def test_a_new_vendor_from_a_file_to_a_package(checkout: Path, run: Run) -> None:
    spec = checkout / "elsewhere.yaml"
    shutil.copy(ROOT / "specs" / "upstash" / "openapi.yaml", spec)
    place = ("--root", str(checkout))
    assert run("new", "some-vendor", "--spec", str(spec), *place).code == 0
    assert sorted(texts(checkout / "specs" / "some-vendor")) == ["client.toml", "elsewhere.yaml"]
    assert run("generate", "some-vendor", *place).code == 0
    assert (checkout / "generated/some-vendor/src/some_vendor_client/py.typed").is_file()
    again = run("new", "some-vendor", "--spec", str(spec), *place)
    assert again.code == 2
    assert "the folder already exists" in again.err
    assert "not a valid name for a vendor" in run("new", "../x", "--spec", str(spec), *place).err


def test_a_terminal_sees_progress_and_a_pipe_only_lines(tmp_path: Path) -> None:
    for name in ("a", "b"):
        shutil.copytree(ROOT / "specs" / "upstash", tmp_path / "specs" / name)
    terminal, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "clientloom", "generate", "--jobs", "1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as run:
        os.close(theirs)
        shown = everything_shown(terminal)
        lines, _ = run.communicate()
    os.close(terminal)
    assert run.returncode == 0
    assert re.fullmatch(r"a: \d+ added\nb: \d+ added\n", lines)
    assert b"rendering" in shown
    assert b"added" not in shown


def everything_shown(terminal: int) -> bytes:
    shown = b""
    with suppress(OSError):  # the other side is closed
        while part := os.read(terminal, 4096):
            shown += part
    return shown
