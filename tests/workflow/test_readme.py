# What the README and docs/ say is true: the example runs, the commands are those of CI, verbs, keys and links exist.
from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from pathlib import Path

import httpx
import pytest
from clientloom.cli.app import VERBS
from clientloom.config.key_tables import NOT_KEYS
from clientloom.config.load import load_vendor
from clientloom.config.settings import VendorConfig

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


SETTINGS = (ROOT / "docs" / "client-toml.md").read_text("utf-8")


def blocks(language: str, page: str = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


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


def test_every_verb_is_in_the_readme() -> None:
    table = README.split("## Commands", 1)[1].split("##", 1)[0]
    assert sorted(set(re.findall(r"^\| `(\w+)", table, re.MULTILINE))) == sorted(VERBS)


def test_every_verb_has_a_section() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    verbs = {title for title in re.findall(r"^## (\w+)$", page, re.MULTILINE) if title.islower()}
    assert verbs == set(VERBS) - {"explain"}
    assert "`clientloom explain CODE`" in page


def test_every_setting_is_in_the_examples() -> None:
    keys = {field.name for field in dataclasses.fields(VendorConfig)} - NOT_KEYS
    used = {key for example in blocks("toml", SETTINGS) for key in tomllib.loads(example)}
    assert used | {"base_url"} == keys
    assert "`base_url`" in SETTINGS


@pytest.mark.parametrize("example", blocks("toml", SETTINGS), ids=lambda text: text.split()[0])
def test_the_settings_are_valid(example: str, tmp_path: Path) -> None:
    folder = tmp_path / "specs" / "acme"
    (folder / "templates").mkdir(parents=True)
    for name in ("openapi.yaml", "overlay.yaml"):
        (folder / name).write_text("openapi: 3.1.0\n", "utf-8")
    name = "" if "[package]" in example else 'package = {name = "acme"}\n'
    (folder / "client.toml").write_text(name + example, "utf-8")
    assert load_vendor(folder, root=tmp_path).package.name == "acme"


def test_links_lead_to_files() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    links = [
        (page, link)
        for page in pages
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    ]
    assert len(links) > 30
    assert [link for page, link in links if not (page.parent / link).exists()] == []
