# A reader that stops reading, as `| head` does, changes nothing of what a command does to files.
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.command_line import clientloom

OLD = """
openapi: 3.1.0
info: {title: Small, version: "1"}
servers: [{url: https://small.example}]
paths:
  /things: {get: {operationId: listThings, responses: {"204": {description: None.}}}}
"""
NEW = OLD + '  /parts: {get: {operationId: listParts, responses: {"204": {description: None.}}}}\n'


@pytest.mark.skipif(
    sys.platform == "win32", reason="another operating system: needs pipes that break"
)
def test_an_update_ends_whole_when_nobody_reads_its_review(tmp_path: Path) -> None:
    vendor = tmp_path / "specs" / "small"
    vendor.mkdir(parents=True)
    (vendor / "openapi.yaml").write_text(OLD, "utf-8")
    (vendor / "client.toml").write_text('[package]\nname = "small"\nversion = "0.1.0"\n', "utf-8")
    assert clientloom("generate", cwd=tmp_path).code == 0
    (tmp_path / "new.yaml").write_text(NEW, "utf-8")
    command = [sys.executable, "-u", "-m", "clientloom", "update", "small", "--from", "new.yaml"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as update:
        assert update.stdout is not None
        update.stdout.close()
        assert update.stderr is not None
        said = update.stderr.read()
    assert (update.returncode, said) == (0, "")
    assert "listParts" in (vendor / "openapi.yaml").read_text("utf-8")
    assert clientloom("generate", "--check", cwd=tmp_path).code == 0
