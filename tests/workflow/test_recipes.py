# The CI recipes: valid for their forge, and every command in them exists with these options.
from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
import yaml
from clientloom.cli.app import build_app

RECIPES = Path(__file__).parents[2] / "examples" / "ci"
SCHEMAS = {
    "github-actions.yml": ["--builtin-schema", "vendor.github-workflows"],
    "gitlab-ci.yml": ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
}
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


def commands() -> list[str]:
    texts = (path.read_text() for path in sorted(RECIPES.iterdir()))
    return sorted({match.strip("` ") for text in texts for match in COMMAND.findall(text)})


@pytest.mark.parametrize("command", commands())
def test_every_option_of_a_recipe_exists(command: str) -> None:
    verb, *words = shlex.split(command.split("`", maxsplit=1)[0])[1:]
    parameters = typer.main.get_command(build_app()).commands[verb].params  # type: ignore[attr-defined]  # a click group
    known = {option for parameter in parameters for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known
