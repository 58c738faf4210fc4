# The recipes that divide many vendors among jobs: run as a forge does, their joined result is that of one machine.
from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from support.checkouts import texts
from support.command_line import clientloom
from support.review_cases import BASE

pytestmark = pytest.mark.slow

RECIPES = Path(__file__).parents[2] / "examples" / "ci"
VENDORS = ("broken", "first", "kept", "second", "third")
FORGE = "https://oauth2:token@forge.test/team/clients.git"
CLIENTLOOM = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m clientloom "$@"\n'
GITHUB = yaml.safe_load((RECIPES / "github-fleet.yml").read_text("utf-8"))["jobs"]
GITLAB = yaml.safe_load((RECIPES / "gitlab-fleet.yml").read_text("utf-8"))


Script = list[str]
"""Lines that one shell runs."""


def github_steps(job: str, share: object = "") -> list[Script]:
    found = (step.get("run", "pip") for step in GITHUB[job]["steps"])
    lines = [line for line in found if "pip" not in line and line != "exit 1"]
    return [[line.replace("${{ matrix.share }}", str(share))] for line in lines]


def github_shares() -> list[list[Script]]:
    shares = GITHUB["generate"]["strategy"]["matrix"]["share"]
    return [github_steps("generate", share) for share in shares]


JOBS: dict[str, tuple[list[list[Script]], list[Script]]] = {
    "github": (github_shares(), github_steps("join")),
    "gitlab": (
        [[GITLAB["generate"]["script"]]] * GITLAB["generate"]["parallel"],
        [GITLAB["join"]["script"]],
    ),
}
"""The scripts of each job of the matrix, and those of the job that joins."""


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A checkout whose document of one vendor is broken, and where one package is up to date."""
    if os.name != "posix":
        pytest.skip("another operating system: needs a POSIX shell")
    origin = tmp_path / "origin"
    for name in VENDORS:
        folder = origin / "specs" / name
        folder.mkdir(parents=True)
        (folder / "client.toml").write_text(f'[package]\nname = "{name}"\n', "utf-8")
        text = BASE if name != "broken" else BASE.replace("paths:", "paths: ]")
        (folder / "openapi.yaml").write_text(text, "utf-8")
    assert clientloom("generate", "kept", cwd=origin).code == 0
    return origin


def bash(folder: Path, lines: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs lines as a step of a job does."""
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def make_tools(folder: Path, remote: Path) -> dict[str, str]:
    """The commands and settings that a job finds."""
    folder.mkdir()
    for name, text in (("gh", "#!/bin/sh\n"), ("clientloom", CLIENTLOOM)):
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o755)
    config = folder / "gitconfig"
    config.write_text(f'[url "{remote}"]\ninsteadOf = {FORGE}\n[user]\nname=a\nemail=a@a.test\n')
    return {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": str(config),
        "PUSH_TOKEN": "token",
        "CI_SERVER_HOST": "forge.test",
        "CI_PROJECT_PATH": "team/clients",
    }


def publish_to(remote: Path, origin: Path, environment: dict[str, str]) -> None:
    lines = [
        f"git init -q --bare -b main {remote}",
        f"git -C {remote} config receive.advertisePushOptions true",
        "git init -q -b main",
        f"git remote add origin {remote}",
        "git add .",
        "git commit -qm one",
        "git push -q origin main",
    ]
    done = bash(origin, lines, **environment)
    assert done.returncode == 0, done.stderr


def run_job(
    folder: Path, remote: Path, scripts: list[Script], environment: dict[str, str], artifacts: Path
) -> str:
    """Runs a job in a fresh clone that has the artifacts of earlier jobs, and returns what it prints."""
    bash(folder.parent, [f"git clone -q {remote} {folder}"])
    shutil.copytree(artifacts, folder, dirs_exist_ok=True)
    results = [bash(folder, script, **environment) for script in scripts]
    return "".join(result.stdout + result.stderr for result in results)


def keep_artifacts(folder: Path, artifacts: Path) -> None:
    for path in (*folder.glob("share-*.patch"), *folder.glob(".clientloom/up-to-date/*")):
        target = artifacts / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


@pytest.mark.parametrize("forge", JOBS)
def test_the_joined_shares_are_what_one_machine_makes(
    forge: str, origin: Path, tmp_path: Path
) -> None:
    remote, artifacts, nothing = (tmp_path / name for name in ("remote.git", "kept", "nothing"))
    nothing.mkdir()
    environment = make_tools(tmp_path / "bin", remote)
    publish_to(remote, origin, environment)
    shares, join = JOBS[forge]
    made = []
    for number, scripts in enumerate(shares, 1):
        folder = tmp_path / f"job{number}"
        node = {"CI_NODE_INDEX": str(number), "CI_NODE_TOTAL": str(len(shares))}
        made.append(run_job(folder, remote, scripts, {**environment, **node}, nothing))
        keep_artifacts(folder, artifacts)
    assert sorted(re.findall(r"(?m)^(\w+): \d+ added$", "".join(made))) == [
        "first",
        "second",
        "third",
    ]
    assert [text.count("broken/openapi.yaml") for text in made].count(1) == 1
    joined = tmp_path / "joined"
    found = run_job(joined, remote, join, environment, artifacts)
    assert found.count(": up to date") == 4
    assert not (joined / ".clientloom" / "cache").exists(), "a package was rendered again"
    done = tmp_path / "done"
    bash(tmp_path, [f"git clone -q --branch clientloom/fleet {remote} {done}"])
    assert clientloom("generate", cwd=origin).code == 2
    assert texts(done / "generated") == texts(origin / "generated")
    assert not list(done.glob("share-*"))
