# What `generate` prints, writes and returns.
from __future__ import annotations

import errno
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from clientloom.checkout.atomic import exclusive
from clientloom.checkout.tree import FileChange
from clientloom.cli.verbs import generate
from clientloom.workflows.packages import Package, write_locked
from support.command_line import Run

JOBS = ("--jobs", "1")


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "clientloom.lock"
    }


def test_all_vendors_are_written_and_a_second_run_does_nothing(checkout: Path, run: Run) -> None:
    first = run("generate", *JOBS)
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines() == ["a: 3 added", "b: 3 added"]
    assert texts(checkout / "generated") == {
        "a/src/y.py": "aa\n",
        "a/x.py": "a\n",
        "b/src/y.py": "bb\n",
        "b/x.py": "b\n",
    }
    sys.modules["clientloom.pipeline"] = ModuleType("nothing may be rendered now")
    second = run("generate", *JOBS)
    assert (second.code, second.out) == (0, "a: up to date\nb: up to date\n")


@pytest.mark.parametrize(
    "touch",
    ["specs/a/a.yaml", "specs/a/client.toml", "generated/a/x.py", "generated/a/clientloom.lock"],
)
def test_whatever_changes_is_noticed(checkout: Path, run: Run, touch: str) -> None:
    run("generate", *JOBS)
    path = checkout / touch
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    sys.modules["clientloom.pipeline"] = ModuleType("gone")
    assert "error[internal]: ImportError" in run("generate", "a", *JOBS).err


def test_a_deleted_file_comes_back(checkout: Path, run: Run) -> None:
    run("generate", *JOBS)
    before = texts(checkout / "generated")
    (checkout / "generated/a/src/y.py").unlink()
    assert run("generate", *JOBS).out == "b: up to date\na: 1 added\n"
    assert texts(checkout / "generated") == before


def test_only_the_named_vendors_are_written(checkout: Path, run: Run) -> None:
    assert run("generate", "b", "b", *JOBS).out == "b: 3 added\n"
    assert not (checkout / "generated/a").exists()


def test_check_writes_nothing_and_finds_drift_both_ways(checkout: Path, run: Run) -> None:
    assert run("generate", "--check", *JOBS).code == 1
    assert not (checkout / "generated").exists()
    run("generate", *JOBS)
    assert run("generate", "--check", *JOBS).code == 0
    (checkout / "specs/a/a.yaml").write_text("x.py A\nz.py new\n", "utf-8")
    before = texts(checkout)
    found = run("generate", "--check", *JOBS)
    assert (found.code, found.out) == (1, "b: up to date\n")
    outdated = "error[out-of-date]: the package is out of date: 1 added, 2 changed, 1 removed"
    assert found.err.splitlines() == [
        f"generated/a: {outdated}; run `clientloom generate a`",
        "  changed: generated/a/clientloom.lock",
        "  stale: generated/a/src/y.py",
        "  changed: generated/a/x.py",
        "  missing: generated/a/z.py",
    ]
    assert texts(checkout) == before


def test_diff_prints_a_patch(checkout: Path, run: Run) -> None:
    run("generate", *JOBS)
    (checkout / "specs/a/a.yaml").write_text("x.py A\nsrc/y.py aa\n", "utf-8")
    found = run("generate", "a", "--diff", *JOBS)
    assert found.code == 1
    assert "--- a/generated/a/x.py\n+++ b/generated/a/x.py\n@@ -1 +1 @@\n-a\n+A\n" in found.out
    assert (checkout / "generated/a/x.py").read_text("utf-8") == "a\n"


def test_a_hand_edit_is_refused_and_shown_and_forced(checkout: Path, run: Run) -> None:
    run("generate", *JOBS)
    (checkout / "generated/a/x.py").write_text("mine\n", "utf-8")
    found = run("generate", *JOBS)
    assert found.code == 2
    assert found.err.startswith("generated/a/x.py: error[edited-file]: edited manually; move")
    assert (checkout / "generated/a/x.py").read_text("utf-8") == "mine\n"
    assert run("generate", "--check", *JOBS).err == found.err
    assert run("generate", "--force", *JOBS).out == "b: up to date\na: 1 edited manually\n"
    assert (checkout / "generated/a/x.py").read_text("utf-8") == "a\n"


def test_one_bad_vendor_does_not_stop_the_others(checkout: Path, run: Run) -> None:
    (checkout / "specs/a/a.yaml").write_text("bad", "utf-8")
    found = run("generate", *JOBS)
    assert (found.code, found.out) == (2, "b: 3 added\n")
    assert found.err == "specs/a/a.yaml:1:1: error[wrong-shape]: bad document\n"
    assert not (checkout / "generated/a").exists()


def test_many_warnings_are_summed_up(checkout: Path, run: Run) -> None:
    (checkout / "specs/a/a.yaml").write_text("x.py loose\n", "utf-8")
    found = run("generate", "a", *JOBS)
    assert found.code == 0
    assert found.err.splitlines()[-1] == "... and 2 more; run `clientloom lint a` to see all"
    assert len(found.err.splitlines()) == 11


def test_a_fault_of_the_tool_is_one_line(checkout: Path, run: Run) -> None:
    (checkout / "specs/a/a.yaml").write_text("crash\n", "utf-8")
    found = run("generate", "a", *JOBS)
    assert found.code == 2
    assert found.err.startswith("a: error[internal]: RuntimeError: a fault; this is a")
    assert found.err.count("\n") == 1


def test_a_fault_with_one_package_leaves_the_others_done(checkout: Path, run: Run) -> None:
    (checkout / "specs/a/a.yaml").write_text("crash\n", "utf-8")
    found = run("generate", *JOBS)
    assert (found.code, found.out) == (2, "b: 3 added\n")
    assert found.err.startswith("a: error[internal]: RuntimeError: a fault")


def more_vendors(checkout: Path) -> None:
    for number in range(10):
        folder = checkout / "specs" / f"v{number}"
        folder.mkdir()
        (folder / "client.toml").write_text(f'[package]\nname = "v{number}"\n', "utf-8")
        (folder / "openapi.yaml").write_text("x.py v\n", "utf-8")


def test_a_run_over_many_vendors_says_how_far_it_is_and_how_it_ended(
    checkout: Path, run: Run
) -> None:
    run("generate", *JOBS)
    more_vendors(checkout)
    (checkout / "specs/v3/openapi.yaml").write_text("bad bad", "utf-8")
    found = run("generate", *JOBS)
    assert found.code == 2
    lines = found.err.splitlines()
    progress = [line for line in lines if line.startswith("rendering: ")]
    assert len(progress) == 9
    assert re.fullmatch(r"rendering: 1 of 10 packages, about \d+ s left", progress[0])
    assert lines[-1] == "12 packages: 2 up to date, 9 generated, 1 failed: v3"
    assert run("generate", "--check", *JOBS).err.splitlines()[-1] == (
        "12 packages: 11 up to date, 1 failed: v3"
    )


def test_packages_beyond_those_that_can_be_locked_at_once_are_locked_while_they_are_written(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate, "_LOCKED_AT_ONCE", 1)
    with exclusive(checkout / "generated" / "b"):
        found = run("generate", *JOBS)
    assert (found.code, found.out) == (2, "a: 3 added\n")
    assert "generated/b: error[busy]: another run of clientloom is at work on it" in found.err
    assert run("generate", *JOBS).out == "a: up to date\nb: 3 added\n"


def test_a_package_that_cannot_be_written_leaves_the_others_done(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(package: Package, *, force: bool) -> tuple[FileChange, ...]:
        if package.folder == checkout / "generated" / "a":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_locked(package, force=force)

    monkeypatch.setattr(generate, "write_locked", full)
    found = run("generate", *JOBS)
    assert (found.code, found.out) == (2, "b: 3 added\n")
    assert "error[system]: No space left on device" in found.err


def test_a_package_that_another_run_holds_is_left_alone(checkout: Path, run: Run) -> None:
    with exclusive(checkout / "generated" / "b"):
        found = run("generate", *JOBS)
    assert found.code == 2
    assert "generated/b: error[busy]: another run of clientloom is at work on it" in found.err
    assert not (checkout / "generated/a").exists()


def test_one_off(checkout: Path, run: Run) -> None:
    arguments = ("--spec", "specs/a/a.yaml", "--package", "thing", "--output", "out/thing")
    assert run("generate", *arguments).out == "thing: 3 added\n"
    assert texts(checkout / "out") == {"thing/src/y.py": "aa\n", "thing/x.py": "a\n"}
    assert run("generate", *arguments).out == "thing: up to date\n"


def test_who_stands_in_the_folder_is_told_that_it_was_replaced(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / "here").mkdir()
    monkeypatch.chdir(checkout / "here")
    arguments = ("--spec", "../specs/a/a.yaml", "--package", "thing", "--output", ".")
    assert "the current folder was replaced" in run("generate", *arguments).err
    assert sorted(texts(checkout / "here")) == ["src/y.py", "x.py"]
    gone = run("generate", "a")
    assert (gone.code, gone.err.partition(";")[0]) == (
        2,
        "error[usage]: the current folder no longer exists",
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ("a", "--spec", "x", "--package", "p", "--output", "o"),
            "--spec cannot be combined with vendors",
        ),
        (("--spec", "x"), "--spec, --package and --output must be given together"),
        (("--spec", "x", "--package", "class", "--output", "o"), "'class' is not a valid Python"),
        (("--spec", "x", "--package", "a-b", "--output", "o"), "'a-b' is not a valid Python"),
        (
            ("--spec", "x", "--package", "p", "--output", "specs/a/a.yaml"),
            "a.yaml: error[usage]: this is a file",
        ),
        (
            ("--spec", "specs/a/a.yaml", "--package", "p", "--output", "specs"),
            "specs: error[foreign-folder]",
        ),
        (("a", "--base", "."), "set `base` in [document] of client.toml"),
        (("--root", "nowhere"), "nowhere: error[usage]: the folder does not exist"),
        (("zzz",), "there is no vendor `zzz`; the vendors are a, b"),
        (("--jobs", "0"), "--jobs"),
        (("--nope",), "--nope"),
    ],
)
def test_wrong_usage(checkout: Path, run: Run, arguments: tuple[str, ...], expected: str) -> None:
    found = run("generate", *arguments)
    assert found.code == 2
    assert expected in found.err
    assert "Traceback" not in found.err


def test_the_root_is_found_from_below_or_named(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout / "specs" / "a")
    assert run("generate", "a", *JOBS).out == "a: 3 added\n"
    monkeypatch.chdir("/")
    assert run("generate", "b", "--root", str(checkout), *JOBS).out == "b: 3 added\n"


def test_without_vendors_it_says_how_to_begin(tmp_path: Path, run: Run) -> None:
    found = run("generate", "--root", str(tmp_path))
    assert found.code == 2
    assert "begin with `clientloom new VENDOR --spec FILE`" in found.err


def test_a_folder_that_cannot_be_written_is_told(checkout: Path, run: Run) -> None:
    (checkout / "generated").write_text("a file", "utf-8")
    found = run("generate", *JOBS)
    assert found.code == 2
    assert "error[system]" in found.err


def test_the_stages_of_each_package_are_printed(checkout: Path, run: Run) -> None:
    found = run("generate", *JOBS, "--timings")
    assert found.out == "a: 3 added\nb: 3 added\n"
    names = [line.split()[0] for line in found.err.splitlines()]
    stages = ["import", "compare", "keep", "write", "total"]
    assert names == ["a", *stages, "b", *stages]


def test_the_shares_of_a_matrix_are_all_vendors_each_once(checkout: Path, run: Run) -> None:
    printed = [run("generate", "--shard", f"{number}/3", *JOBS).out for number in (1, 2, 3)]
    assert sorted("".join(printed).splitlines()) == ["a: 3 added", "b: 3 added"]
    assert run("generate", "--shard", "1/1", *JOBS).out == "a: up to date\nb: up to date\n"


@pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "1/0", "-1/2", "a/b", "1/20000", "1/2/3"])
def test_a_share_that_does_not_exist_is_refused(checkout: Path, run: Run, shard: str) -> None:
    found = run("generate", f"--shard={shard}", *JOBS)
    assert found.code == 2
    assert found.err.startswith(f"error[usage]: --shard: '{shard}' names no share; give K/N")
    assert not (checkout / "generated").exists()


def test_a_single_document_is_not_divided(checkout: Path, run: Run) -> None:
    one_off = ("--spec", "specs/a/a.yaml", "--package", "a", "--output", str(checkout / "out"))
    for option in (("--shard", "1/2"), ("--scheduler", "tcp://127.0.0.1:1")):
        found = run("generate", *one_off, *option)
        assert (found.code, f"{option[0]} is for the vendors" in found.err) == (2, True)
