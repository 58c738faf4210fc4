# `inspect --names`: the table of old and new names, and its exit code.
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.command_line import Run

CASE = Path(__file__).parents[1] / "cases" / "names-in-bulk"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "specs" / "acme"
    folder.mkdir(parents=True)
    for name in ("client.toml", "openapi.yaml"):
        shutil.copy(CASE / name, folder)
    return tmp_path


def settle(checkout: Path, patterns: str) -> None:
    (checkout / "specs/acme/client.toml").write_text(
        f'[package]\nname = "acme"\n{patterns}', "utf-8"
    )


def test_old_and_new_names_and_the_clashes(checkout: Path, run: Run) -> None:
    done = run("inspect", "acme", "--names", "--root", str(checkout))
    assert done.code == 1
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert "repos.admin_get -> get clash: the name is taken" in lines
    assert "repos.admin_lock -> lock" in lines
    assert "ApiRepoDto -> Repo" in lines
    assert lines[-1] == "6 names change, 2 clash and stay"


def test_names_as_json(checkout: Path, run: Run) -> None:
    settle(checkout, '[names.classes]\n"^Api" = ""\n')
    done = run("inspect", "acme", "--names", "--json", "--root", str(checkout))
    assert done.code == 0
    assert json.loads(done.out) == {
        "names": [
            {
                "kind": "schema",
                "old": "ApiRepoDto",
                "new": "RepoDto",
                "pattern": "^Api",
                "clash": "",
            }
        ]
    }


def test_without_patterns_there_is_nothing_to_show(checkout: Path, run: Run) -> None:
    settle(checkout, "")
    done = run("inspect", "acme", "--names", "--root", str(checkout))
    assert (done.code, done.out) == (0, "no pattern of [names] changes a name\n")


@pytest.mark.parametrize(
    ("patterns", "says"),
    [
        ('"(" = ""', "unterminated subpattern"),
        (r"'^a' = '\1'", "invalid group reference"),
        ('"(a+)+$" = ""', "repeats a group that repeats"),
        ('"^a" = 1', "must be a string"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_an_error_with_its_line(
    checkout: Path, run: Run, patterns: str, says: str
) -> None:
    settle(checkout, f"[names.methods]\n{patterns}\n")
    done = run("inspect", "acme", "--names", "--root", str(checkout))
    assert done.code == 2
    assert done.err.startswith("specs/acme/client.toml:4:1: error[")
    assert says in done.err
