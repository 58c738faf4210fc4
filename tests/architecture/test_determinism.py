# The same input gives the same bytes: whatever the hash seed, and in whatever order a mapping was written.
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
VENDORS = ("cloudflare", "openai", "pinecone", "upstash")
RENDER = """
import json, sys
from pathlib import Path
from clientloom.config.load import load_vendor
from clientloom.pipeline import render_package
root = Path(sys.argv[1])
files = {}
for name in sys.argv[2:]:
    rendered = render_package(load_vendor(root / "specs" / name, root=root), root=root)
    files[name] = {str(path): text for path, text in rendered.files.items()}
json.dump(files, sys.stdout)
"""


def rendered(root: Path, seed: int) -> dict[str, dict[str, str]]:
    """The files of every vendor, rendered in a process with its own hash seed."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": str(seed),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", RENDER, str(root), *VENDORS],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    )
    content: dict[str, dict[str, str]] = json.loads(done.stdout)
    return content


def turn_documents(root: Path) -> None:
    for name in VENDORS:
        path = root / "specs" / name / "openapi.yaml"
        document = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        assert document is not None
        path.write_text(yaml.serialize(turned(document), Dumper=yaml.CSafeDumper), "utf-8")


def turned(node: yaml.Node) -> yaml.Node:
    """The YAML node with its mappings turned and every scalar as it is spelled."""
    if isinstance(node, yaml.MappingNode):
        pairs = [(key, turned(value)) for key, value in reversed(node.value)]
        return yaml.MappingNode(node.tag, pairs)
    if isinstance(node, yaml.SequenceNode):
        return yaml.SequenceNode(node.tag, [turned(item) for item in node.value])
    return node


@pytest.fixture(scope="module")
def once() -> dict[str, dict[str, str]]:
    return rendered(ROOT, 1)


@pytest.mark.slow
def test_the_hash_seed_changes_nothing(once: dict[str, dict[str, str]]) -> None:
    assert rendered(ROOT, 2) == once


@pytest.mark.slow
def test_the_order_of_mappings_changes_nothing(
    once: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    turn_documents(tmp_path)
    again = rendered(tmp_path, 3)
    for files in (*once.values(), *again.values()):
        del files["clientloom.lock"]  # it has the hash of the document itself
    assert again == once
