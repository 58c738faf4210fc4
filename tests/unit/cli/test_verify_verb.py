# verify: the outcome of each operation as text and as JSON, what is wrong with its place, and the exit code.
from __future__ import annotations

import json
from pathlib import Path

import pytest
from clientloom.verify.report import Verification
from clientloom.verify.watched import TooSlowError
from clientloom.workflows import verification
from support.command_line import Run

TEMPLATES = Path(__file__).parents[3] / "templates"
DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example}]
paths:
  /things/{id}:
    get:
      operationId: getThing
      tags: [things]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: string}}}}
"""
SETTINGS = '[package]\nname = "shop"\n'
OK = """\
ok         things.get  getThing
shop: 1 operations: 1 ok, 0 mismatch, 0 unchecked
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "specs" / "shop"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text(DOCUMENT, "utf-8")
    (folder / "client.toml").write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def send_another_method(shop: Path) -> None:
    """Shadows the template of the requests, so that each is sent by another method."""
    (shop / "client.toml").write_text(f'templates = "mine"\n{SETTINGS}', "utf-8")
    name = "package/src/package/_requests/requests.py.jinja"
    text = (TEMPLATES / name).read_text("utf-8")
    sent = "long(request.operation)"
    mine = shop / "mine" / name
    mine.parent.mkdir(parents=True)
    mine.write_text(text.replace(sent, f"""{sent} | replace('"GET"', '"PUT"')"""), "utf-8")


def test_a_right_client(shop: Path, run: Run) -> None:
    found = run("verify")
    assert (found.code, found.out, found.err) == (0, OK, "")


def test_json(shop: Path, run: Run) -> None:
    found = run("verify", "shop", "--json")
    [verification] = json.loads(found.out)
    assert found.code == 0
    assert [f["outcome"] for f in verification["operations"]] == ["ok"]


def test_a_document_without_a_folder(shop: Path, run: Run) -> None:
    found = run("verify", "--spec", "specs/shop/openapi.yaml", "--package", "bought")
    assert (found.code, found.out) == (0, OK.replace("shop:", "bought:"))


def test_a_wrong_client_is_a_finding_at_its_operation(shop: Path, run: Run) -> None:
    send_another_method(shop)
    found = run("verify", "shop")
    assert found.code == 1
    assert found.out.startswith("mismatch   things.get")
    assert "specs/shop/openapi.yaml:6:" in found.err


def test_a_wrong_client_as_json(shop: Path, run: Run) -> None:
    send_another_method(shop)
    found = run("verify", "shop", "--json")
    [verification] = json.loads(found.out)
    assert found.code == 1
    assert [f["outcome"] for f in verification["operations"]] == ["mismatch"]


def test_a_vendor_that_is_refused_leaves_the_others_verified(shop: Path, run: Run) -> None:
    other = shop.parent / "aaa"
    other.mkdir()
    (other / "openapi.yaml").write_text("openapi: 3.1.0\ninfo: {", "utf-8")
    (other / "client.toml").write_text('[package]\nname = "aaa"\n', "utf-8")
    found = run("verify")
    assert (found.code, found.out) == (2, OK)
    assert found.err.startswith("specs/aaa/openapi.yaml:3:1: error[yaml-syntax]: ")


def test_a_document_that_takes_too_long_is_told(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def verify(*_: object) -> Verification:
        raise TooSlowError("10 operations take more than 60 seconds each")

    monkeypatch.setattr(verification, "verify_within", verify)
    found = run("verify")
    assert found.code == 2
    assert (
        "openapi.yaml: error[too-slow]: 10 operations take more than 60 seconds each; leave"
        in found.err
    )
    assert shop.is_dir()


def test_a_package_with_a_shared_runtime_is_verified_with_it(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def verify(_api: object, _document: object, source: Path) -> Verification:
        seen.extend(path.name for path in source.iterdir())
        return Verification(package="shop", findings=[])

    monkeypatch.setattr(verification, "verify_within", verify)
    (shop / "client.toml").write_text(f'{SETTINGS}runtime = "shared"\n', "utf-8")
    assert run("verify").code == 0
    assert sorted(seen) == ["clientloom_runtime", "shop"]
