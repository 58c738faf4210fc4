# What later stages read of a document: its tree and where each part stands. May import diagnostics.
"""`Document`: an OpenAPI 3.1 tree with local references only, and the position of each part in its file."""

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

    `thorough` runs all rules of openapi-spec-validator, which takes seconds. Its metaschema always runs.
    `allow_remote` lets `$ref`s fetch public URLs. File names in messages are relative to `display_root`; without it,
    they are as the caller gave them. `base` is the folder that local `$ref`s may not leave; the default is the folder
    of the document. With `tolerate_missing_refs`, a `$ref` to nothing is removed with a warning; without it, it is
    an error.
    """

    thorough: bool = False
    allow_remote: bool = False
    display_root: Path | None = None
    base: Path | None = None
    tolerate_missing_refs: bool = False


def _nowhere(pointer: str) -> tuple[str, ...]:  # noqa: ARG001
    """Returns no keys, for a document that does not come from a file."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document for normalize/.

    `root` is OpenAPI 3.1-shaped and is never changed after this point. `locate` finds the line and column of a JSON
    pointer into `root`, however far bundling and upgrading moved it from its source file (lazily: a document without
    findings never pays for positions). `sha256` maps each file that was read, overlays too, as the user names it, to
    the hash of its bytes. `origin` returns the keys that lead to a pointer in its source file: bundling makes a
    component of what another place refers to.

    Later stages can rely on this:

    - `root` is a tree of JSON values, at most 200 levels deep: no object is in two places, keys are strings, no
      number is infinite, no string contains half of a surrogate pair.
    - `info` is a mapping with `title` and `version`, `paths` a mapping (of paths that begin with "/", and
      extensions), every path item and operation a mapping, `responses` of an operation a mapping.
    - A field of the specification has the type that the specification says, or is absent: objects are mappings,
      lists of objects are lists of mappings, texts are strings, flags are booleans, limits are numbers, `required` of a
      schema and `tags` are lists of text, `enum`, `allOf`, `oneOf` and `anyOf` are lists that are not empty, `type` is
      one of the seven types or a list of different ones, `security` is a list of mappings to lists of text. A schema is
      a mapping or a boolean.
    - A parameter in a list of parameters has a `name` and a known `in`, directly or behind its `$ref`; one
      in the path is required.
    - Every `$ref` of an object that may have one is `#/components/<section>/<key>` of its own kind and
      resolves; following it ends at an object (or a boolean schema). Entries of `paths` and `webhooks` have
      no `$ref`. Siblings of `$ref` are kept. `$dynamicRef` has become the `$ref` that it falls back to.
    - The values of a discriminator's `mapping` are `#/components/schemas/<key>` and resolve; a discriminator
      has a `propertyName`.
    - No schema has `nullable`, `x-nullable`, a boolean `exclusiveMinimum` or `exclusiveMaximum`, `example`
      (it is the first of `examples`), a list as `items` (it is `prefixItems`) or the type `file`.
    - Fields that only 3.2 has keep their names: `query` and `additionalOperations` of a path item, `itemSchema`,
      parameters in "querystring".

    Examples, defaults, constants, members of `enum` and extensions are unchanged data, and a `$ref` in them is data
    too. Only an example that is a `$ref` to a file is replaced with the content of the file.
    """

    root: Mapping[str, Json]
    locate: Callable[[str], Span]
    sha256: Mapping[str, str]
    report: Report
    origin: Callable[[str], tuple[str, ...]] = _nowhere
