# `generate --fresh-names`: the table first, then the names that a new package would have, which stay.
from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.checkouts import texts
from support.command_line import Run

OPERATION = {"operationId": "listThings", "responses": {"204": {"description": "none"}}}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "1"},
    "servers": [{"url": "https://example.com"}],
    "paths": {"/things": {"get": OPERATION}},
}
KEY = "/paths/~1things/get"
TABLE = "client.former.everything  ->  client.things.list"


@pytest.fixture
def checkout(tmp_path: Path, run: Run) -> Path:
    """A vendor whose package has a name that another clientloom gave."""
    folder = tmp_path / "specs" / "things"
    folder.mkdir(parents=True)
    (folder / "openapi.json").write_text(json.dumps(DOCUMENT), "utf-8")
    (folder / "client.toml").write_text('[package]\nname = "things"\n', "utf-8")
    assert run("generate", "--root", str(tmp_path)).code == 0
    path = tmp_path / "generated/things/clientloom.lock"
    lock = json.loads(path.read_text("utf-8"))
    assert lock["symbols"]["method"] == {"things": {KEY: "list"}}
    lock["symbols"]["method"] = {"former": {KEY: "everything"}}
    path.write_text(json.dumps(lock), "utf-8")
    assert run("generate", "--force", "--root", str(tmp_path)).code == 0
    return tmp_path


def api(checkout: Path) -> str:
    return (checkout / "generated/things/api.md").read_text("utf-8")


def test_names_stay_until_fresh_ones_are_wanted(checkout: Path, run: Run) -> None:
    assert "client.former.everything" in api(checkout)
    before = texts(checkout)
    shown = run("generate", "--fresh-names", "--check", "--root", str(checkout))
    assert shown.code == 1
    assert [line.strip() for line in shown.out.splitlines()] == ["things: 1 name changes", TABLE]
    assert "run `clientloom generate things --fresh-names`" in shown.err
    assert texts(checkout) == before
    written = run("generate", "--fresh-names", "--root", str(checkout))
    assert written.code == 0
    assert TABLE in written.out
    assert "client.things.list" in api(checkout)
    assert "former" not in (checkout / "generated/things/clientloom.lock").read_text("utf-8")


def test_a_package_with_the_names_of_today_changes_nothing(checkout: Path, run: Run) -> None:
    run("generate", "--fresh-names", "--root", str(checkout))
    again = run("generate", "--fresh-names", "--root", str(checkout))
    assert (again.code, again.out) == (0, "things: no names change\nthings: up to date\n")
    assert run("generate", "--root", str(checkout)).out == "things: up to date\n"
