# lint and explain: formats, ignored findings, and codes that can be looked up.
from __future__ import annotations

import json
from pathlib import Path

import pytest
from clientloom.diagnostics.code_registry import CHANGES, REGISTRY, read_page
from support.command_line import Run

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example}]
paths:
  /things:
    post: &create
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Thing'}}
          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Thing'}}
      responses: {'204': {description: ok}}
  /things/{id}:
    post:
      <<: *create
  /others:
    post: *create
components:
  schemas:
    Thing: {type: object, required: [id], properties: {size: {type: string, enum: [1]}}}
"""
SETTINGS = '[package]\nname = "shop"\n'
IGNORE = """
[[lint.ignore]]
code = "enum-of-another-type"
reason = "the server sends numbers as text"
schema = "Thi*"

[[lint.ignore]]
code = "media-type-not-offered"
reason = "forms are for browsers"
path = "/things**"
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "specs" / "shop"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text(DOCUMENT, "utf-8")
    (folder / "client.toml").write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def test_text_groups_what_repeats_and_leaves_out_what_asks_for_nothing(
    shop: Path, run: Run
) -> None:
    found = run("lint", "shop")
    assert found.code == 1
    assert (
        "warning[undeclared-path-parameter]: the path parameter 'id' is not declared" in found.out
    )
    assert "note[required-without-property]" in found.out
    assert "media-type-not-offered" not in found.out
    assert found.err.endswith(" notes; hidden: 3 notes without need for action (see --all)\n")
    shown = run("lint", "shop", "--all")
    assert "note[media-type-not-offered]: 3 operations: application/json is used" in shown.out
    assert "hidden" not in shown.err


def test_json_has_every_finding(shop: Path, run: Run) -> None:
    found = run("lint", "shop", "--format", "json")
    report = json.loads(found.out)
    codes = [finding["code"] for finding in report["findings"]]
    assert (found.code, found.err, report["subject"]) == (1, "", "shop")
    assert codes.count("media-type-not-offered") == 3
    assert report["ignored"] == []
    [loose] = [f for f in report["findings"] if f["code"] == "enum-of-another-type"]
    assert (loose["file"], loose["line"]) == ("specs/shop/openapi.yaml", 19)


def test_sarif_names_the_rules(shop: Path, run: Run) -> None:
    [log] = json.loads(run("lint", "shop", "--format", "sarif").out)["runs"]
    rules = {rule["id"] for rule in log["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in log["results"]} == rules
    assert log["invocations"] == [{"executionSuccessful": True}]


@pytest.mark.parametrize("format_", ["json", "sarif"])
def test_a_document_that_cannot_be_read_is_a_finding_in_every_format(
    shop: Path, run: Run, format_: str
) -> None:
    (shop / "openapi.yaml").write_text("a: [", "utf-8")
    found = run("lint", "shop", "--format", format_)
    assert (found.code, found.err) == (2, "")
    assert '"yaml-syntax"' in found.out
    assert "error[yaml-syntax]" in run("lint", "shop").err


def test_an_ignored_finding_is_not_reported_and_its_reason_is_kept(shop: Path, run: Run) -> None:
    (shop / "client.toml").write_text(SETTINGS + IGNORE, "utf-8")
    found = run("lint", "shop", "--all")
    assert "enum-of-another-type" not in found.out
    assert "note[media-type-not-offered]: application/json is used" in found.out  # of /others
    assert ", 3 ignored" in found.err
    report = json.loads(run("lint", "shop", "--format", "json").out)
    reasons = {entry["code"]: entry["reason"] for entry in report["ignored"]}
    assert reasons == {
        "enum-of-another-type": "the server sends numbers as text",
        "media-type-not-offered": "forms are for browsers",
    }


def test_an_ignored_warning_does_not_stop_a_strict_run(shop: Path, run: Run) -> None:
    (shop / "openapi.yaml").write_text(DOCUMENT.replace("/things/{id}", "/things/all"), "utf-8")
    refused = run("generate", "shop", "--strict", "--check")
    assert "error[enum-of-another-type]" in refused.err
    assert refused.code == 2
    (shop / "client.toml").write_text(SETTINGS + IGNORE, "utf-8")
    assert run("generate", "shop", "--strict", "--check").code == 1
    assert "enum-of-another-type" not in run("generate", "shop", "--check").err


@pytest.mark.parametrize(
    ("entry", "ignored"),
    [
        ("", 3),
        ('path = "/others"', 1),
        ('path = "/things*"\nschema = "Thing"', 0),
        ('schema = "T*"', 0),
    ],
)
def test_an_entry_is_for_paths_or_for_schemas(
    entry: str, ignored: int, shop: Path, run: Run
) -> None:
    head = '\n[[lint.ignore]]\ncode = "media-type-not-offered"\nreason = "r"\n'
    (shop / "client.toml").write_text(f"{SETTINGS}{head}{entry}\n", "utf-8")
    found = json.loads(run("lint", "shop", "--format", "json").out)["ignored"]
    assert len(found) == ignored


@pytest.mark.parametrize(("entry", "ignored"), [("", 1), ('path = "**"', 0), ('schema = "*"', 0)])
def test_a_finding_of_the_whole_document_is_at_no_path_and_in_no_schema(
    entry: str, ignored: int, shop: Path, run: Run
) -> None:
    lines = DOCUMENT.splitlines(keepends=True)
    (shop / "openapi.yaml").write_text("".join(x for x in lines if "servers" not in x), "utf-8")
    head = '\n[[lint.ignore]]\ncode = "no-server"\nreason = "r"\n'
    (shop / "client.toml").write_text(f"{SETTINGS}{head}{entry}\n", "utf-8")
    found = json.loads(run("lint", "shop", "--format", "json").out)["ignored"]
    assert [finding["code"] for finding in found] == ["no-server"] * ignored


def test_an_entry_that_ignores_nothing_is_reported(shop: Path, run: Run) -> None:
    entry = '\n[[lint.ignore]]\ncode = "no-server"\nreason = "callers have one"\n'
    (shop / "client.toml").write_text(SETTINGS + IGNORE + entry, "utf-8")
    found = run("lint", "shop")
    assert (
        "specs/shop/client.toml:14:3: warning[unused-ignore]: [[lint.ignore]] of 'no-server' "
        "matches no finding; correct or remove it" in found.out
    )
    assert "unused-ignore" not in run("generate", "shop", "--check").err


def test_a_code_is_explained(run: Run) -> None:
    found = run("explain", "edited-file")
    assert found.code == 0
    assert found.out.startswith("edited-file (error)\n\nA generated file was edited manually")
    assert "\nExample, what is printed:\n\n    generated/acme/" in found.out


def test_a_change_is_explained_as_a_diagnostic_is(run: Run) -> None:
    assert run("explain", "operation-removed").out.startswith(
        "operation-removed (breaking change)\n\nThe document no longer has the operation"
    )
    assert run("explain", "null-added").out.startswith("null-added (change, safe or not by")
    assert "did you mean `class-removed`?" in run("explain", "class-remove").err


def test_every_code_is_listed_with_its_first_sentence(run: Run) -> None:
    lines = run("explain").out.splitlines()
    listed = {line.split()[0] for line in lines if line.startswith("  ")}
    assert listed == REGISTRY.keys() | CHANGES.keys()
    assert all(line.endswith(".") for line in lines if line.startswith("  "))


def test_a_misspelt_code_is_corrected(run: Run) -> None:
    found = run("explain", "edited-files")
    assert (found.code, found.out) == (2, "")
    assert found.err == (
        "error[usage]: there is no code `edited-files`; did you mean `edited-file`?\n"
    )
    assert "`clientloom explain` lists all codes" in run("explain", "zzz").err


def test_the_entries_are_printed_as_one_page(run: Run) -> None:
    assert run("explain", "--markdown").out == read_page()
