# Validation with the metaschemas of openapi-spec-validator (by jsonschema-rs, in milliseconds) and, on request, with
# all its rules, which take seconds. The latter run in a process of their own, because they hang or crash on some
# documents. May import diagnostics and document/version; both validators are imported only when they run.
"""Validates a bundled document."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from clientloom.diagnostics import escape_controls
from clientloom.document.document import Json
from clientloom.document.version import Version

_SECONDS = 20.0
_BYTES_A_SECOND = 250_000
"""The time limit of the full validation grows with the document: `_SECONDS` plus its size divided by this."""
_MAX_FINDINGS = 100
_WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True, slots=True)
class Violation:
    """What is not valid, and where in the bundled tree.

    `is_note` marks a message about the validation itself. `is_structure` marks an error that the full validation found
    with a metaschema: `check_structure` finds it too.
    """

    tokens: tuple[str, ...]
    message: str
    is_note: bool = False
    is_structure: bool = False


class _Error(Protocol):
    """A violation as jsonschema-rs reports it."""

    @property
    def instance_path(self) -> Sequence[str | int]: ...
    @property
    def message(self) -> str: ...
    @property
    def kind(self) -> object: ...


def check_structure(tree: Json, version: Version) -> list[Violation]:
    """Returns what the OpenAPI Initiative's metaschema of the version finds."""
    import jsonschema_rs

    folder = "v2.0" if version.major == 2 else f"v3.{version.minor}"
    metaschema = json.loads((_metaschema_folder() / folder / "schema.json").read_bytes())
    validator = jsonschema_rs.validator_for(metaschema, mask="the value")
    return _limit(_read_error(error) for error in validator.iter_errors(tree))


def _metaschema_folder() -> Path:
    # Finds the folder without importing the package, which would be slow.
    spec = find_spec("openapi_spec_validator")
    found = spec.submodule_search_locations if spec is not None else None
    return Path(found[0] if found else "") / "resources" / "schemas"


def _read_error(error: _Error) -> Violation:
    error = _nearest(error)
    tokens = tuple(str(token) for token in error.instance_path)
    return Violation(tokens, escape_controls(error.message[:300]))


def _nearest(error: _Error) -> _Error:
    """Returns the cause of a failed `oneOf`: the violation in the branch that matches furthest."""
    while True:
        branches: Sequence[Sequence[_Error]] = getattr(error.kind, "context", ())
        inner = [found for branch in branches for found in branch if not _asks_for_ref(found)]
        if not inner:
            return error
        error = max(inner, key=lambda found: len(found.instance_path))


def _asks_for_ref(error: _Error) -> bool:
    return error.message.startswith('"$ref" is a required')


def _limit(findings: Iterable[Violation]) -> list[Violation]:
    kept: list[Violation] = []
    for finding in findings:
        if len(kept) == _MAX_FINDINGS:
            message = f"more than {_MAX_FINDINGS} places are not valid; the others are not listed"
            return [*kept, Violation((), message, is_note=True)]
        kept.append(finding)
    return kept


def check_fully(tree: Json, version: Version, *, seconds: float | None = None) -> list[Violation]:
    """Returns what the full validation finds, with a note if it hangs or crashes.

    The default of `seconds`, its time limit, depends on the size of the document.
    """
    task = json.dumps(
        {"version": f"{version.major}.{version.minor}", "tree": tree, "most": _MAX_FINDINGS}
    )
    seconds = _SECONDS + len(task) / _BYTES_A_SECOND if seconds is None else seconds
    command = [sys.executable, "-P", str(_WORKER)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file; the document goes in as data
            command, input=task.encode(), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return [_report_unfinished(f"did not finish within {seconds:.0f} seconds")]
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return [_report_unfinished("crashed")]
    found = list(_read_findings(answer["findings"]))
    return (
        [*found, _report_unfinished(f"crashed ({answer['crash']})")] if answer["crash"] else found
    )


def _read_findings(findings: Iterable[tuple[list[str], str, bool]]) -> Iterator[Violation]:
    for tokens, message, is_structure in findings:
        text = message.partition("\n\nFailed validating")[0]
        yield Violation(tuple(tokens), escape_controls(text[:300]), is_structure=is_structure)


def _report_unfinished(how: str) -> Violation:
    message = f"openapi-spec-validator {how} on this document; only its structure was checked"
    return Violation((), message, is_note=True)
