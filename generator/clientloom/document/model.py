# What document/ hands to the rest of the tool.
"""`Document`: one OpenAPI 3.1 tree whose every `$ref` is local, and where each part of it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientloom.diagnostics import Report, Span

Json = Any
"""A JSON value as the standard library reads it: dict, list, str, int, float, bool or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """How a document is read.

    `strict` makes every finding of validation and of the clean-up an error. `thorough` (and `strict`) runs
    all of openapi-spec-validator, which takes seconds, after its metaschema, which takes milliseconds.
    `allow_remote` lets `$ref`s fetch public URLs. `display_root` is the folder that file
    names in messages are relative to (else they are named as the caller named them). `base` is the folder
    that local `$ref`s may not leave (else the folder of the document). `tolerate_missing_refs` reads a
    `$ref` that names nothing as if nothing were said there, with a warning (else it is refused).
    """

    strict: bool = False
    thorough: bool = False
    allow_remote: bool = False
    display_root: Path | None = None
    base: Path | None = None
    tolerate_missing_refs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that normalize can read.

    `root` is OpenAPI 3.1-shaped and is never changed after this point. Every `$ref` in it is `#/...` and
    resolves. `declared_version` is what the vendor wrote ("2.0", "3.0.3"...). `locate` finds the line and
    column of a JSON pointer into `root`, however far bundling and upgrading moved it from its source file
    (lazily: a document without findings never pays for positions). `sha256` maps each file that was read,
    as the user names it, to the hash of its bytes.
    """

    root: Mapping[str, Json]
    declared_version: str
    locate: Callable[[str], Span]
    excerpt: Callable[[Span], str]
    sha256: Mapping[str, str]
    report: Report
