# Documents made to cost too much, or to reach beyond themselves: the tool is done soon, loses no operation and
# says what it could not express.
from __future__ import annotations

import compileall
import json
from pathlib import Path

import pytest
from clientloom.cli import entry
from clientloom.config.load import one_off
from clientloom.ir.symbols import SymbolLock
from clientloom.pipeline import analyse
from support.growth import GROWING
from support.limits import processor_time


@pytest.mark.parametrize("kind", GROWING)
def test_what_grows_without_bounds_is_read_within_bounds(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "growing.json"
    path.write_text(json.dumps(GROWING[kind]), "utf-8")
    with processor_time(4):
        found = analyse(one_off(path, "growing"), symbols=SymbolLock(), root=tmp_path)
    assert found.api.operations_in == len(found.api.operations) == 1
    assert not found.report.errors


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
