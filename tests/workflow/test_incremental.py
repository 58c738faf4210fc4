# With a cache, whole or damaged, a package is the same to the byte as without; two runs share one.
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml
from corpus.incremental import compare
from support.command_line import clientloom

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "specs/pinecone/openapi.yaml"
SMALL = """
openapi: 3.1.0
info: {title: Small, version: "1"}
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: It., content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}
"""


def test_incremental_and_full_output_are_the_same_over_random_edits() -> None:
    document = yaml.safe_load(DOCUMENT.read_text("utf-8"))
    assert len(compare(document, edits=4, seed=1)) == 4


def checkout(folder: Path) -> Path:
    vendor = folder / "specs" / "small"
    vendor.mkdir(parents=True)
    (vendor / "openapi.yaml").write_text(SMALL, "utf-8")
    (vendor / "client.toml").write_text('[package]\nname = "small"\n', "utf-8")
    return folder


def package(folder: Path) -> dict[str, bytes]:
    paths = (folder / "generated/small").rglob("*")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths if p.is_file()}


def entries(folder: Path) -> int:
    return len(list(folder.glob("??/*")))


def test_the_cache_is_in_the_checkout_elsewhere_or_off(tmp_path: Path) -> None:
    root, shared = checkout(tmp_path / "root"), tmp_path / "shared"
    assert clientloom("generate", "--cache", "off", cwd=root).code == 0
    assert not (root / ".clientloom/cache").exists()
    expected = package(root)
    assert clientloom("generate", "--strict", cwd=root, CLIENTLOOM_CACHE=str(shared)).code == 0
    assert entries(shared) > 5
    before = entries(shared)
    (root / "specs/small/client.toml").write_text('[package]\nname = "small"\n\n', "utf-8")
    assert clientloom("generate", cwd=root).code == 0
    assert entries(root / ".clientloom/cache") == before == entries(shared)
    assert package(root).keys() == expected.keys()


def test_two_runs_at_once_share_a_cache(tmp_path: Path) -> None:
    roots = [checkout(tmp_path / name) for name in ("one", "two")]
    command = [sys.executable, "-m", "clientloom", "generate", "--cache", str(tmp_path / "shared")]
    runs = [subprocess.Popen(command, cwd=root) for root in roots]
    assert [run.wait(120) for run in runs] == [0, 0]
    one, two = map(package, roots)
    assert one == two
