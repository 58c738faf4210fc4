# Run as a program by validate.py: JSON in, JSON out. Imports nothing of ours, so that it starts from any checkout.
"""openapi-spec-validator in a process that may hang or crash."""

from __future__ import annotations

import json
import sys
from itertools import islice
from typing import Any


def main() -> None:
    """Read a task from standard input and answer on standard output."""
    task = json.load(sys.stdin)
    findings: list[tuple[list[str], str]] = []
    crash = ""
    try:
        for error in islice(_errors(task["tree"], task["version"]), task["most"]):
            message = f"{type(error).__name__}: {error.message}"
            findings.append(([str(token) for token in error.path], message))
    except Exception as error:  # noqa: BLE001 - whatever another tool throws, the document is still read
        crash = type(error).__name__
    json.dump({"findings": findings, "crash": crash}, sys.stdout)


def _errors(tree: Any, version: str) -> Any:
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
