# The registry: every entry is complete, and every example that can be run gives its code.
from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from clientloom.config.load import load_vendor
from clientloom.diagnostics import InputError
from clientloom.diagnostics.code_registry import (
    GROUPS,
    REGISTRY,
    Entry,
    Shows,
    find_entry,
    read_page,
    suggest_code,
)
from clientloom.pipeline import analyse
from clientloom.symbols import SymbolLock

DOCUMENT = """\
openapi: 3.1.0
info: {title: Acme, version: "1"}
servers: [{url: 'https://api.example.com'}]
security: [{Key: []}]
paths:
  /things:
    get:
      operationId: listThings
      tags: [things]
      responses:
        '200':
          description: ok
          content:
            application/json: {schema: {$ref: '#/components/schemas/Thing'}}
  /things/{id}:
    get:
      operationId: getThing
      tags: [things]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: ok}}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}}}
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key}
"""
SETTINGS = '[package]\nname = "acme"\n'


def write_example(folder: Path, entry: Entry) -> None:
    """Write the vendor's folder that the example of an entry is a part of."""
    document, settings = DOCUMENT, SETTINGS
    match entry.shows:
        case Shows.FILE:
            document = entry.example
        case Shows.DOCUMENT:
            tree, part = yaml.safe_load(DOCUMENT), yaml.safe_load(entry.example)
            for name, section in part.items():
                merged = name in {"components", "paths"}
                tree[name] = {**tree[name], **section} if merged else section
            document = yaml.safe_dump(tree)
        case Shows.OVERLAY:
            (folder / "overlay.yaml").write_text(entry.example, "utf-8")
        case Shows.SETTINGS:
            keys = entry.example
            tables = keys.startswith("[")  # keys before the first table belong to the file
            both = f"{SETTINGS}\n{keys}" if tables else f"{keys}\n{SETTINGS}"
            settings = keys if "[package]" in keys else both
        case Shows.OUTPUT:
            raise AssertionError
    name = "openapi.json" if document.startswith("{") else "openapi.yaml"
    (folder / name).write_text(document, "utf-8")
    (folder / "client.toml").write_text(settings, "utf-8")


RUN = [entry for entry in REGISTRY.values() if entry.shows is not Shows.OUTPUT]
PRINTED = [entry for entry in REGISTRY.values() if entry.shows is Shows.OUTPUT]


@pytest.mark.parametrize("entry", RUN, ids=lambda entry: entry.code)
def test_an_example_gives_its_code_with_its_severity_and_its_line(
    entry: Entry, tmp_path: Path
) -> None:
    folder = tmp_path / "specs" / "acme"
    folder.mkdir(parents=True)
    write_example(folder, entry)
    try:
        vendor = load_vendor(folder, root=tmp_path)
        analysis = analyse(
            vendor, symbols=SymbolLock(), root=tmp_path, thorough=entry.code == "unused-ignore"
        )
        found = analysis.report.diagnostics
    except InputError as refused:
        found = refused.diagnostics
    severities = {one.severity for one in found if one.code == entry.code}
    assert severities == {entry.severity}, [str(one) for one in found]
    if entry.code != "empty-file":
        assert all(one.span.line and one.span.source for one in found), [str(one) for one in found]


@pytest.mark.parametrize("entry", PRINTED, ids=lambda entry: entry.code)
def test_an_example_of_output_has_the_form_of_all_messages(entry: Entry) -> None:
    assert re.match(rf"(\S+: )?{entry.severity}\[{entry.code}\]: ", entry.example)


@pytest.mark.parametrize("entry", REGISTRY.values(), ids=lambda entry: entry.code)
def test_an_entry_is_a_paragraph_of_whole_sentences(entry: Entry) -> None:
    assert 60 <= len(entry.text) <= 500
    assert entry.text[0].isupper() or entry.text.startswith(("`", "[", "client"))
    assert entry.text.endswith(".")
    assert entry.example.strip() or entry.code == "empty-file"


def test_a_misspelt_code_finds_the_nearest() -> None:
    assert suggest_code("Edited_File") == "did you mean `edited-file`?"
    assert suggest_code("unresolved-reference") == "did you mean `unresolved-ref`?"
    assert suggest_code("zzz") == "`clientloom explain` lists all codes"
    assert find_entry("zzz") is None


def test_each_entry_of_the_page_is_read_once_in_the_order_of_the_alphabet() -> None:
    headings = re.findall(r"^### (.+)$", read_page(), re.MULTILINE)
    assert headings == [entry.code for entries in GROUPS.values() for entry in entries]
    for entries in GROUPS.values():
        codes = [entry.code for entry in entries]
        assert codes == sorted(set(codes))


def test_the_page_of_all_codes_is_the_one_in_docs() -> None:
    page = Path(__file__).parents[3] / "docs" / "diagnostics.md"
    assert page.read_text("utf-8") == read_page()
