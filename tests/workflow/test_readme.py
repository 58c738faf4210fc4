# What the README tells a newcomer is true: its example runs, its commands are those of CI, its verbs and keys exist.
from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import httpx
import pytest
from clientloom.cli.app import VERBS
from clientloom.config.homes import NOT_KEYS
from clientloom.config.settings import VendorConfig

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


ANSWERS = {
    ("POST", "/indexes"): (201, {"name": "movies"}),
    ("GET", "/backups"): (200, {"data": [{"name": "nightly", "status": "Ready"}]}),
    ("GET", "/indexes/no-such-index"): (404, {"status": 404, "error": {"message": "none"}}),
}


def test_the_example_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[httpx.Request] = []

    def answer(_: object, request: httpx.Request) -> httpx.Response:
        asked.append(request)
        status, body = ANSWERS[request.method, request.url.path]
        return httpx.Response(status, json=body)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    monkeypatch.syspath_prepend(ROOT / "generated" / "pinecone" / "src")
    monkeypatch.setenv("PINECONE_API_KEY", "secret")
    (example,) = blocks("python")
    exec(compile(example, "README.md", "exec"), {})
    assert [(request.method, request.url.path) for request in asked] == list(ANSWERS)
    assert json.loads(asked[0].content)["metric"] == "cosine"
    assert {request.headers["api-key"] for request in asked} == {"secret"}
    said = capsys.readouterr().out
    assert "nightly Ready\n404 " in said


def test_ci_runs_the_commands_of_the_set_up() -> None:
    ci = (ROOT / ".ci" / "run").read_text("utf-8").replace(" --quiet", "")
    commands = [part for block in blocks("console")[:2] for part in block.strip().split(" && ")]
    assert len(commands) == 6
    assert [command for command in commands if f"\n{command}\n" not in ci] == []


def test_every_verb_is_told() -> None:
    table = README.split("## Commands", 1)[1].split("##", 1)[0]
    assert sorted(set(re.findall(r"^\| `(\w+)", table, re.MULTILINE))) == sorted(VERBS)


def test_every_setting_is_told() -> None:
    table = README.split("## client.toml", 1)[1].split("\n## ", 1)[0]
    told = set(re.findall(r"^\| `\[{0,2}(\w+)", table, re.MULTILINE))
    told |= set(re.findall(r"`\[{1,2}(\w+)\]{1,2}`", table))
    keys = {field.name for field in dataclasses.fields(VendorConfig)} - NOT_KEYS
    assert keys <= told
