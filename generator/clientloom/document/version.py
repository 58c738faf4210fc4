# The version of a document. May import diagnostics, grammar/ and repair/.
"""The version of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from clientloom.diagnostics import Diagnostic, InputError, quote
from clientloom.document.document import Json
from clientloom.document.error_reply import find_error_reply
from clientloom.document.files.source import Source
from clientloom.document.grammar.notation import Grammar
from clientloom.document.grammar.tables import OPENAPI_3, SWAGGER_2
from clientloom.document.repair.coerce import describe_type

_EXPECTED = "expected 'swagger: \"2.0\"' or 'openapi: 3.x' at the top of the file"
_VERSION = re.compile(r"\s*v?([0-9]+)(?:\.([0-9]+))?")
_KNOWN_MINORS = range(3)  # 3.0, 3.1 and 3.2


@dataclass(frozen=True, slots=True)
class Version:
    """The version as which a document is read: `major` 2 or 3, and `minor`."""

    major: int
    minor: int
    findings: tuple[Diagnostic, ...] = ()

    @property
    def grammar(self) -> Grammar:
        """The grammar of this version."""
        return SWAGGER_2 if self.major == 2 else OPENAPI_3


def version_of(source: Source) -> Version:
    """Returns the version of a document; raises InputError if it is not OpenAPI, or not a supported version."""
    tree = source.tree
    fields = tree if isinstance(tree, dict) else {}
    for word in ("openapi", "swagger"):
        if word in fields:
            return _read_version(source, word, fields[word])
    if "swaggerVersion" in fields:
        raise _version_error(source, "Swagger 1.x is not supported", "swaggerVersion")
    if reply := find_error_reply(source):
        raise InputError(reply)
    if isinstance(tree, dict):
        what = _other_document(tree)
    else:
        shown = f": {quote(tree)}" if isinstance(tree, str) else ""
        what = f"this is {describe_type(tree)}, not an OpenAPI document{shown}"
    raise _version_error(source, what)


_OTHERS = {
    "arazzo": "an Arazzo description",
    "asyncapi": "an AsyncAPI document",
    "overlay": "an OpenAPI Overlay",
    "raml": "a RAML document",
    "_postman_id": "a Postman collection",
    "__schema": "an answer of GraphQL",
    "$schema": "a JSON Schema",
}
"""Kinds of documents that are taken for one of OpenAPI, by a key at their top or one level below."""


def _other_document(tree: Mapping[str, Json]) -> str:
    """Says what a mapping without a version of OpenAPI is."""
    inner = (value for value in tree.values() if isinstance(value, dict))
    for keys in (tree, *inner):
        for key, what in _OTHERS.items():
            if key in keys and "paths" not in tree:
                return f"this is {what}, not an OpenAPI document"
    return "this mapping has no version field, so it is not an OpenAPI document"


def _read_version(source: Source, word: str, value: Json) -> Version:
    text = str(value) if isinstance(value, (str, int, float)) else ""
    match = _VERSION.match(text)
    if match is None:
        raise _version_error(
            source, f"{quote(text or describe_type(value))} is not a version", word
        )
    major, minor = int(match[1][:6]), int((match[2] or "0")[:6])
    if major == 2:
        return Version(2, 0)
    if major != 3:
        raise _version_error(source, f"version {quote(text)} is not supported", word)
    if minor in _KNOWN_MINORS:
        return Version(3, minor)
    message = f"version {quote(text)} is not known; it is read as 3.2"
    found = source.warning((word,), "unknown-version", message, "check what the new version adds")
    return Version(3, 2, (found,))


def _version_error(source: Source, message: str, word: str = "") -> InputError:
    return InputError(source.error((word,) if word else (), "not-openapi", message, _EXPECTED))
