# Commands of clientloom and of other generators, and what they cost on the same document.
"""Generators side by side, how they grow, and repeated runs of clientloom."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from costs import Cost, median, run_measured

EDIT = Path(__file__).with_name("edit.py")
TOOLS = Path(sys.executable).parent
"""The scripts of this environment: peers are pinned in tox.ini."""

Command = list[str | Path]

GENERATORS: Mapping[str, Callable[[Path, Path], Command]] = {
    "clientloom": lambda document, output: [
        *(sys.executable, "-m", "clientloom", "generate"),
        *("--spec", document, "--package", "sample", "--output", output),
    ],
    "datamodel-code-generator": lambda document, output: [
        TOOLS / "datamodel-codegen",
        *("--input", document, "--input-file-type", "openapi", "--output", output / "models.py"),
        *("--output-model-type", "pydantic_v2.BaseModel", "--formatters", "ruff-format"),
    ],
    "openapi-python-client": lambda document, output: [
        TOOLS / "openapi-python-client",
        *("generate", "--path", document, "--output-path", output / "client"),
    ],
    "apiroute": lambda document, output: [
        TOOLS / "apiroute",
        *("generate", "--models", "-o", output / "client", "openapi", document),
    ],
}


def measure_generators(document: Path, rounds: int) -> dict[str, Cost]:
    """The medians of each generator from nothing; the rounds alternate, so that all have the same company."""
    found: dict[str, list[Cost]] = {name: [] for name in GENERATORS}
    for _ in range(rounds):
        for name, costs in found.items():
            if not any(cost.fault for cost in costs):
                costs.append(generate_once(name, document))
    return {name: median(costs) for name, costs in found.items()}


def generate_once(name: str, document: Path) -> Cost:
    """One run in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "output")
        output.mkdir()
        return run_measured(GENERATORS[name](document, output), Path(folder))


def measure_growth(counts: Sequence[int]) -> dict[str, Cost]:
    """How clientloom does on documents of so many operations."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            document = Path(folder, f"{count}.json")
            document.write_text(json.dumps(document_of(count)), "utf-8", newline="\n")
            found[str(count)] = generate_once("clientloom", document)
    return found


def document_of(operations: int) -> Any:
    """A document with so many operations, each with a schema of its own, ten in a tag."""
    schemas, paths = {}, {}
    for number in range(operations):
        name = f"Thing{number}"
        properties = {f"field_{i}": {"type": "string", "description": "A field."} for i in range(8)}
        properties["other"] = {"$ref": f"#/components/schemas/Thing{number * 7 // 10}"}
        schemas[name] = {"type": "object", "required": ["field_0"], "properties": properties}
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        paths[f"/group-{number // 10}/{{id}}/thing-{number}"] = {
            "put": {
                "operationId": f"replace_thing_{number}",
                "tags": [f"group-{number // 10}"],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "requestBody": {"required": True, "content": content},
                "responses": {"200": {"description": "The thing.", "content": content}},
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Growing", "version": "1"},
        "servers": [{"url": "https://growing.example"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def measure_repeats(document: Path, rounds: int) -> dict[str, Cost]:
    """How clientloom does in a checkout: from nothing, after one operation or description changed, unchanged."""
    found: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            for name, cost in _repeat(document, Path(folder)).items():
                found.setdefault(name, []).append(cost)
    return {name: median(costs) for name, costs in found.items()}


def _repeat(document: Path, root: Path) -> dict[str, Cost]:
    vendor = root / "specs/sample"
    vendor.mkdir(parents=True)
    (vendor / "client.toml").write_text('[package]\nname = "sample"\n', "utf-8", newline="\n")
    states = {
        "from nothing": [],
        "one operation changed": ["operation"],
        "one description changed": ["operation", "description"],
        "unchanged": ["operation", "description"],
    }
    found = {}
    for name, edits in states.items():
        arguments = [EDIT, document, vendor / "openapi.json", *edits]
        subprocess.run([sys.executable, *arguments], check=True)
        found[name] = run_measured([sys.executable, "-m", "clientloom", "generate"], root)
    return found
