# A quick, fixed part of the corpus gate; `tox -e corpus` runs all of it. Where the documents are absent, what
# needs them is skipped by name.
from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from corpus.reorder import turned_round
from support.corpus import CORPUS, corpus

HERE = Path(__file__).parent
QUICK = (
    "dev/notion.json",
    "dev/petstore-2.0.yaml",
    "dev/train-travel.yaml",
    "torture/datamodel-code-generator/read_only_write_only_union.yaml",
    "torture/datamodel-code-generator/type_alias_mutual_recursive.yaml",
    "torture/kin-openapi/circularref.openapi.yml",
    "torture/openapi-generator/2_0/duplicateOperationIds.yaml",
    "torture/openapi-generator/3_0/deepobject.yaml",
    "torture/openapi-generator/3_0/issue_9447.yaml",
    "torture/swagger-parser/issue1169-noSplit.yaml",
)
CHECKS = ("generate", "complete", "ruff", "format", "verify", "again", "reorder")


@pytest.fixture(scope="module")
def gate() -> Iterator[ModuleType]:
    spec = spec_from_file_location("corpus_gate", HERE / "gate.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["corpus_gate"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["corpus_gate"]


@pytest.mark.slow
@pytest.mark.parametrize("name", QUICK)
def test_a_document_passes_every_check(name: str, gate: ModuleType, tmp_path: Path) -> None:
    row = gate.examine(corpus(name), CORPUS, tmp_path, CHECKS)
    assert row.results == dict.fromkeys(CHECKS, "ok")


def document(**paths: object) -> dict[str, object]:
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}


OK = {"/a": {"get": {"operationId": "getA", "responses": {"204": {"description": ""}}}}}


@pytest.mark.slow
def test_the_table_tells_what_became_of_each_document(gate: ModuleType, tmp_path: Path) -> None:
    folder, output = tmp_path / "documents", tmp_path / "packages"
    folder.mkdir()
    output.mkdir()
    (folder / "good.json").write_text(json.dumps(document(**OK)), "utf-8")
    (folder / "bad.yaml").write_text("openapi: [", "utf-8")
    (folder / "MANIFEST.tsv").write_text("name\ngood.json\nbad.yaml\nabsent.json\n", "utf-8")
    checks = ("generate", "complete", "verify", "mypy")
    rows = [gate.examine(path, folder, output, checks) for path in gate.documents(folder)]
    gate.type_check(rows, folder, output, checks)
    header, *lines, totals = gate.table(rows, checks).splitlines()
    assert header.split("\t") == ["document", "operations", "any", "seconds", *checks]
    found = {cells[0]: cells[4:] for cells in (line.split("\t") for line in lines)}
    assert found == {"bad.yaml": ["refused", "-", "-", "-"], "good.json": ["ok"] * 4}
    assert totals.split("\t")[:2] == ["2 documents", "1"]
    assert totals.split("\t")[4] == "1 ok, 1 refused"


def test_reordering_turns_maps_of_names_and_nothing_else() -> None:
    node = {"paths": {"/a": {"x": 1, "y": 2}, "/b": {}}, "required": ["b", "a"]}
    turned = turned_round(node)
    assert turned == node
    assert list(turned["paths"]) == ["/b", "/a"]
    assert list(turned["paths"]["/a"]) == ["x", "y"]
    assert turned["required"] == ["b", "a"]


def test_reordering_keeps_the_parts_of_a_multipart_body_in_their_order() -> None:
    properties: dict[str, object] = {"b": {"properties": {"y": {}, "x": {}}}, "a": {}}
    schemas = {
        "S": {"allOf": [{"$ref": "#/components/schemas/T"}]},
        "T": {"properties": properties},
    }
    content = {"multipart/form-data": {"schema": {"$ref": "#/components/schemas/S"}}}
    turned = turned_round({"content": content, "components": {"schemas": schemas}})
    assert list(turned["components"]["schemas"]) == ["T", "S"]
    parts = turned["components"]["schemas"]["T"]["properties"]
    assert (list(parts), list(parts["b"]["properties"])) == (["b", "a"], ["x", "y"])
