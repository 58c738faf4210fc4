# The version of a document. May import diagnostics, grammar/ and repair/.
"""The version of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from clientloom.diagnostics import Diagnostic, InputError, quote
from clientloom.document.document import Json
from clientloom.document.files.source import Source
from clientloom.document.grammar.notation import Grammar
from clientloom.document.grammar.tables import OPENAPI_3, SWAGGER_2
from clientloom.document.repair.coerce import describe_type

_EXPECTED = "expected 'swagger: \"2.0\"' or 'openapi: 3.x' at the top of the file"
_VERSION = re.compile(r"\s*v?([0-9]+)(?:\.([0-9]+))?")
_KNOWN_MINORS = range(3)
_DOCUMENT_KEYS = frozenset({"info", "paths", "components", "definitions"})
_ERROR_KEYS = frozenset({"error", "errors", "message", "detail", "fault"})
_STATUS = re.compile(r"(?:error code: ?|http ?|status ?)?[1-5]\d\d\b", re.IGNORECASE)
_TOO_MANY = re.compile(
    r"too many requests|rate.?limit|quota|throttl|slow ?down|\b(?:try|retry)(?: again)? later|\b429\b"
    r"|\berror code: 1015\b",
    re.IGNORECASE,
)
"""What servers write that refuse a request for the number of requests."""
_TEXT_KEYS = ("message", "error_description", "detail", "title", "error", "errors", "fault")
"""Keys of an error object that hold its text, those made for people first."""


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
    if not isinstance(tree, dict):
        if isinstance(tree, str) and _TOO_MANY.search(tree):
            raise _reply_error(source, tree)
        shown = f": {quote(tree)}" if isinstance(tree, str) else ""
        raise _version_error(
            source, f"this is {describe_type(tree)}, not an OpenAPI document{shown}"
        )
    for word in ("openapi", "swagger"):
        if word in tree:
            return _read_version(source, word, tree[word])
    if "swaggerVersion" in tree:
        raise _version_error(source, "Swagger 1.x is not supported", "swaggerVersion")
    if reported := _reported_error(tree) or _status_line(source, tree):
        raise _reply_error(source, reported)
    raise _version_error(
        source, "this mapping has no version field, so it is not an OpenAPI document"
    )


def _reported_error(tree: Mapping[str, Json]) -> str:
    """The text of an error object as web APIs send it (RFC 9457 and its forerunners), "" where it is none."""
    keys = {str(key).lower(): value for key, value in tree.items()}
    if not keys.keys() & _ERROR_KEYS or keys.keys() & _DOCUMENT_KEYS:
        return ""
    found = [keys[key] for key in _TEXT_KEYS if keys.get(key)]
    texts = [value for value in found if isinstance(value, str)]
    inner = [_reported_error(value) for value in found if isinstance(value, dict)]
    return next((text for text in (*inner, *texts) if text), str(found[0]) if found else "")


def _status_line(source: Source, tree: Mapping[str, Json]) -> str:
    """The whole of a short text with a colon, as `429: Too Many Requests`, which YAML takes for a mapping."""
    text = source.text.strip()
    if len(tree) != 1 or "\n" in text or tree.keys() & _DOCUMENT_KEYS:
        return ""
    return text if _STATUS.match(text) or _TOO_MANY.search(text) else ""


def _reply_error(source: Source, text: str) -> InputError:
    if _TOO_MANY.search(text):
        message = f"the server refuses further requests for now: {quote(text)}"
        hint = "wait, then fetch it again; a login or a token may allow more"
    else:
        message = f"this is an error message of a server: {quote(text)}"
        hint = "check what the address returns, and try again"
    return InputError(source.error((), "not-openapi", message, hint))


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
