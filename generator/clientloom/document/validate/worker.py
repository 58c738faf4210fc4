# A script that check.py runs: JSON in, JSON out. Imports no other module of clientloom.
"""Runs openapi-spec-validator in a process that may hang or crash."""

from __future__ import annotations

import json
import re
import sys
from itertools import islice
from typing import Any

_OPERATION = re.compile(r"for '(\w+)'(?: operation)? in '(/.*)' (?:is|was) not ")


def main() -> None:
    """Reads a task from standard input and writes the result to standard output."""
    task = json.load(sys.stdin)
    findings: list[tuple[list[str], str, bool]] = []
    crash = ""
    try:
        for error in islice(_find_errors(task["tree"], task["version"]), task["most"]):
            tokens = [str(token) for token in error.path]
            findings.append((tokens or _locate(error, task["tree"]), error.message, bool(tokens)))
    except Exception as error:  # noqa: BLE001 - whatever another tool throws, the document is still read
        crash = type(error).__name__
    json.dump({"findings": findings, "crash": crash}, sys.stdout)


def _locate(error: Any, tree: Any) -> list[str]:
    """Returns the place of an error that is not from the metaschema: from its text or its schema."""
    if operation := _OPERATION.search(error.message):
        method, path = operation.groups()
        return ["paths", path, method]
    schema: Any = getattr(error, "schema", None)
    todo: list[tuple[Any, list[str]]] = [(tree, [])] if isinstance(schema, dict) else []
    while todo:
        node, tokens = todo.pop()
        if node is schema:
            return [*tokens, "default"] if "default" in schema else tokens
        if isinstance(node, dict):
            todo += [(child, [*tokens, str(key)]) for key, child in node.items()]
        elif isinstance(node, list):
            todo += [(child, [*tokens, str(index)]) for index, child in enumerate(node)]
    return []


def _find_errors(tree: Any, version: str) -> Any:
    import openapi_spec_validator as validator

    classes = {
        "2.0": "OpenAPIV2SpecValidator",
        "3.0": "OpenAPIV30SpecValidator",
        "3.1": "OpenAPIV31SpecValidator",
        "3.2": "OpenAPIV32SpecValidator",
    }
    return getattr(validator, classes[version])(tree).iter_errors()


if __name__ == "__main__":
    main()
