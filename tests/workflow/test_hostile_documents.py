# Documents made to cost too much, or to reach beyond themselves: the tool is done soon, loses no operation and
# says what it could not express.
from __future__ import annotations

import compileall
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from clientloom.cli import entry
from clientloom.config.load import one_off
from clientloom.pipeline import analyse
from clientloom.symbols import SymbolLock
from markdown_it import MarkdownIt
from support.command_line import Run
from support.growth import GROWING
from support.limits import processor_time


@pytest.mark.parametrize("kind", GROWING)
def test_what_grows_without_bounds_is_read_within_bounds(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "growing.json"
    path.write_text(json.dumps(GROWING[kind]), "utf-8")
    with processor_time(4):
        found = analyse(one_off(path, "growing"), symbols=SymbolLock(), root=tmp_path)
    assert found.api.operations_in == len(found.api.operations) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", GROWING)
def test_what_grows_without_bounds_becomes_a_package(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("growing.json").write_text(json.dumps(GROWING[kind]), "utf-8")
    with processor_time(10):
        code = entry.run(
            ["generate", "--spec", "growing.json", "--package", "growing", "--output", "out"]
        )
    assert code == 0, capsys.readouterr().err
    assert compileall.compile_dir("out", quiet=1)
    build_models(Path("out/src"), seconds=15)


_BUILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]),) * 2)
from growing import models
from pydantic import TypeAdapter
for name in models.__all__:
    TypeAdapter(getattr(models, name))
"""


def build_models(source: Path, seconds: int) -> None:
    """Builds the validators of all models, in a process that is ended if it takes longer: pydantic never looks up."""
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(seconds)],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


ODD = "a\x1b]0;pwned\x07\x1b[31m\u202e\x9bb\r\n# Approved\n[c](https://evil.example) @octocat `d"


def odd_document(version: str, extra: str) -> str:
    """A document that says something odd wherever it may."""
    thing = {
        "type": "object",
        "title": ODD,
        "description": ODD,
        "required": [ODD],
        "properties": {
            ODD: {"type": "string", "enum": [ODD, extra], "description": ODD, "default": ODD},
            "size": {"type": extra},
        },
    }
    operation = {
        "operationId": ODD,
        "tags": [ODD],
        "summary": ODD,
        "description": ODD,
        "parameters": [
            {"name": ODD, "in": "query", "description": ODD, "schema": {"enum": [ODD, extra]}},
            {"name": ODD, "in": "nowhere"},
        ],
        "responses": {
            "200": {"description": ODD, "content": {"application/json": {"schema": thing}}},
            "400": {"description": ODD, "content": {ODD: {"schema": {"$ref": f"#/{ODD}"}}}},
        },
    }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": ODD, "version": f"{version}{ODD}", "description": ODD},
            "servers": [{"url": "https://odd.example", "description": ODD}],
            "tags": [{"name": ODD, "description": ODD}],
            "paths": {f"/{ODD}": {"get": operation}},
            ODD: ODD,
        }
    )


def is_harmless(text: str) -> bool:
    return all(char.isprintable() or char in "\n\t" for char in text)


VERBS = (
    "inspect new.json",
    "inspect new.json --json",
    "lint new.json",
    "lint broken.yaml",
    "diff old.json new.json",
    "diff old.json new.json --format markdown",
    "diff old.json new.json --format json",
    "diff old.json new.json --format html",
    "generate --spec new.json --package odd --output out",
)


@pytest.mark.parametrize("arguments", VERBS)
def test_no_verb_prints_what_a_terminal_obeys(
    arguments: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.json").write_text(odd_document("1", "string"), "utf-8", newline="\n")
    Path("new.json").write_text(odd_document("2", "integer"), "utf-8", newline="\n")
    Path("broken.yaml").write_text('"a\\e[31m": 1\n"a\\e[31m": 2\n', "utf-8", newline="\n")
    found = run(*arguments.split())
    assert found.out + found.err
    assert "error[internal]" not in found.err
    assert is_harmless(found.out + found.err)
    if "json" in arguments.rsplit(maxsplit=1)[-1] and found.out.startswith(("{", "[")):
        json.loads(found.out)
    for path in Path("out").rglob("*"):
        assert path.is_dir() or is_harmless(path.read_text("utf-8")), path


def test_the_description_of_a_pull_request_is_words_and_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "specs" / "odd"
    folder.mkdir(parents=True)
    (folder / "openapi.json").write_text(odd_document("1", "string"), "utf-8", newline="\n")
    (folder / "client.toml").write_text('[package]\nname = "odd"\n', "utf-8", newline="\n")
    Path("new.json").write_text(odd_document("2", "integer"), "utf-8", newline="\n")
    assert run("generate").code == 0
    assert run("update", "odd", "--from", "new.json", "--pr-body", "body.md").code == 0
    for path in (Path("body.md"), folder / "CHANGELOG.md", Path("generated/odd/CHANGELOG.md")):
        shown = MarkdownIt("commonmark", {"html": True}).render(path.read_text("utf-8"))
        assert "<a " not in shown
        assert "<img" not in shown
        assert "Approved</h1>" not in shown
