# The CI recipes: valid for their forge, and every command in them exists with these options.
from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer.main
import yaml
from clientloom import __version__
from clientloom.cli.app import build_app
from support.checkouts import SHOP, shop
from support.review_cases import BASE

ROOT = Path(__file__).parents[2]
RECIPES = ROOT / "examples" / "ci"
SCHEMAS = {
    "github-actions.yml": ["--builtin-schema", "vendor.github-workflows"],
    "gitlab-ci.yml": ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
}
SCHEMAS["github-fleet.yml"] = SCHEMAS["github-actions.yml"]
SCHEMAS["gitlab-fleet.yml"] = SCHEMAS["gitlab-ci.yml"]
FORGE = "https://oauth2:token@forge.test/team/clients.git"
COMMAND = re.compile(r"clientloom (?:generate|update|publish)\b[^\n&|]*")


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_recipe_is_valid_for_its_forge(name: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", *SCHEMAS[name], str(RECIPES / name)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_each_recipe_has_the_three_jobs() -> None:
    github = yaml.safe_load((RECIPES / "github-actions.yml").read_text())
    gitlab = yaml.safe_load((RECIPES / "gitlab-ci.yml").read_text())
    assert set(github["jobs"]) == {"check", "update", "publish"}
    assert {"check", "update", "publish"} == gitlab.keys() - {"default"}


def test_the_hook_runs_the_check() -> None:
    config = yaml.safe_load((RECIPES / "pre-commit-config.yaml").read_text())
    (hook,) = config["repos"][0]["hooks"]
    assert hook["entry"] == "clientloom generate --check"
    assert re.match(hook["files"], "specs/pinecone/openapi.yaml")
    assert re.match(hook["files"], "generated/pinecone/api.md")
    assert not re.match(hook["files"], "README.md")


INSTALLED = re.compile(r"(?:pip install |\[)(clientloom[^\s\]]*)")
HASH = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("github-actions.yml", 3),
        ("gitlab-ci.yml", 1),
        ("pre-commit-config.yaml", 1),
        ("github-fleet.yml", 2),
        ("gitlab-fleet.yml", 1),
    ],
)
def test_a_recipe_installs_this_version(name: str, count: int) -> None:
    found = INSTALLED.findall((RECIPES / name).read_text("utf-8"))
    assert found == [f"clientloom=={__version__}"] * count


@pytest.mark.parametrize("name", ["ci.yml", "release.yml"])
def test_the_workflows_of_this_project_are_valid(name: str) -> None:
    workflow = str(ROOT / ".github" / "workflows" / name)
    command = [sys.executable, "-m", "check_jsonschema", *SCHEMAS["github-actions.yml"], workflow]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_actions_are_named_by_the_hash_of_a_commit() -> None:
    ours = list((ROOT / ".github" / "workflows").glob("*.yml"))
    assert len(ours) == 2
    for workflow in (RECIPES / "github-actions.yml", RECIPES / "github-fleet.yml", *ours):
        used = re.findall(r"uses: (.*)", workflow.read_text("utf-8"))
        assert used
        assert all(HASH.fullmatch(text) for text in used), used


def commands() -> list[str]:
    texts = (path.read_text() for path in sorted(RECIPES.iterdir()))
    return sorted({match.strip("` ") for text in texts for match in COMMAND.findall(text)})


@pytest.mark.parametrize("command", commands())
def test_every_option_of_a_recipe_exists(command: str) -> None:
    verb, *words = shlex.split(command.split("`", maxsplit=1)[0])[1:]
    parameters = typer.main.get_command(build_app()).commands[verb].params  # type: ignore[attr-defined]  # a click group
    known = {option for parameter in parameters for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


# The update jobs, run with a repository of our own as the forge.

GH = """#!/bin/sh
echo "$@" >> "$CALLS"
test "$2" != create || test ! -e "$CALLS.opened" || exit 1
touch "$CALLS.opened"
"""
CLIENTLOOM = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m clientloom "$@"\n'


@dataclass(frozen=True, slots=True)
class Forge:
    """A checkout with an upstream of its own, the repository that it pushes to, and the calls of `gh`."""

    checkout: Path
    remote: Path
    calls: Path
    environment: dict[str, str]

    def run(self, *script: str) -> subprocess.CompletedProcess[str]:
        """A job's lines as a forge runs them."""
        return subprocess.run(
            ["bash", "-e", "-c", "\n".join(script)],
            cwd=self.checkout,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def git(self, *arguments: str) -> str:
        """What git says about the branch that was pushed."""
        command = ["git", "-C", str(self.remote), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    if os.name != "posix":
        pytest.skip("another operating system: needs a POSIX shell")
    settings = f"{SHOP}\n[upstream]\nfile = {str(tmp_path / 'vendor.yaml')!r}\n"
    checkout, remote = shop(tmp_path / "checkout", settings), tmp_path / "remote.git"
    (tmp_path / "vendor.yaml").write_text(BASE.replace("maximum: 10", "maximum: 20"), "utf-8")
    tools, calls = tmp_path / "bin", tmp_path / "calls"
    tools.mkdir()
    for name, text in (("gh", GH), ("clientloom", CLIENTLOOM)):
        (tools / name).write_text(text, "utf-8")
        (tools / name).chmod(0o755)
    config = tmp_path / "gitconfig"
    config.write_text(
        f'[url "{remote}"]\ninsteadOf = {FORGE}\n[user]\nname = a\nemail = a@a.test\n', "utf-8"
    )
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "GIT_CONFIG_GLOBAL": str(config),
        "CALLS": str(calls),
        "RUNNER_TEMP": str(tmp_path),
        "PUSH_TOKEN": "token",
        "CI_SERVER_HOST": "forge.test",
        "CI_PROJECT_PATH": "team/clients",
    }
    made = Forge(checkout, remote, calls, environment)
    started = made.run(
        f"git init -q --bare {remote}",
        f"git -C {remote} config receive.advertisePushOptions true",
        "git init -q -b main",
        f"git remote add origin {remote}",
        "git add .",
        "git commit -qm one",
        "git push -q origin main",
    )
    assert started.returncode == 0, started.stderr
    return made


def test_the_update_of_github_opens_a_pull_request_once_and_then_refreshes_it(forge: Forge) -> None:
    steps = yaml.safe_load((RECIPES / "github-actions.yml").read_text())["jobs"]["update"]["steps"]
    lines = [
        step["run"]
        for step in steps
        if "run" in step and "pip" not in step["run"] and "if" not in step
    ]
    assert len(lines) == 2
    for done in (forge.run(*lines), forge.run("git switch -q main", *lines)):
        assert done.returncode == 0, done.stderr
    assert forge.git("log", "--format=%s", "clientloom/update").splitlines() == [
        "Update the vendors' documents and regenerate the clients",
        "one",
    ]
    assert "maximum: 20" in forge.git("show", "clientloom/update:specs/shop/openapi.yaml")
    called = [line.split()[:2] for line in forge.calls.read_text("utf-8").splitlines()]
    assert called == [["pr", "create"], ["pr", "create"], ["pr", "edit"]]
    review = (forge.remote.parent / "review.md").read_text("utf-8")
    assert review.startswith("## shop: 0.1.0 to 0.1.1\n")
    idle = forge.run("git switch -q clientloom/update", *lines)
    assert (idle.returncode, "no changes" in idle.stdout) == (0, True)
    assert len(forge.calls.read_text("utf-8").splitlines()) == 3


def test_the_update_of_gitlab_pushes_what_opens_a_merge_request(forge: Forge) -> None:
    lines = yaml.safe_load((RECIPES / "gitlab-ci.yml").read_text())["update"]["script"]
    done = forge.run(*lines)
    assert done.returncode == 0, done.stderr
    assert "maximum: 20" in forge.git("show", "clientloom/update:specs/shop/openapi.yaml")
    assert "review.md" not in forge.git("ls-tree", "-r", "--name-only", "clientloom/update")
    idle = forge.run("git checkout -q clientloom/update", *lines)
    assert (idle.returncode, "no changes" in idle.stdout) == (0, True), idle
