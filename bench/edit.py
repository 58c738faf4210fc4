# Writes a document as JSON, changed as the words after it say. A process of its own, so that its memory does not count
# as that of what is measured: python bench/edit.py SOURCE TARGET [operation] [description]
"""Edits one operation of a document."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def edit(tree: Any, kinds: list[str]) -> None:
    """Changes an operation from the middle of the document."""
    operations = [item["get"] for item in tree["paths"].values() if "get" in item]
    operation = operations[len(operations) // 2]
    if "operation" in kinds:
        extra = {"name": "extra", "in": "query", "schema": {"type": "string"}}
        operation.setdefault("parameters", []).append(extra)
    if "description" in kinds:
        operation["description"] = "It says something else."


def main() -> None:
    """Reads, edits and writes."""
    source, target, *kinds = sys.argv[1:]
    text = Path(source).read_text("utf-8")
    tree = json.loads(text) if source.endswith(".json") else yaml.load(text, Loader=LOADER)
    edit(tree, kinds)
    Path(target).write_text(json.dumps(tree, indent=1, default=str), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
