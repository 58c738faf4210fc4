# What a server says instead of sending a document. May import diagnostics, files/ and grammar/.
"""`find_error_reply`: recognizes the error messages of servers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clientloom.diagnostics import Diagnostic, quote
from clientloom.document.document import Json
from clientloom.document.files.source import Source
from clientloom.document.grammar.tables import METHODS, TYPES

_DOCUMENT_KEYS = frozenset({"info", "paths", "components", "definitions"})
_ERROR_KEYS = frozenset(
    {
        "error",
        "errors",
        "message",
        "detail",
        "fault",
        "msg",
        "reason",
        "errormessage",
        "error_message",
    }
)
_PROBLEM_KEYS = frozenset({"title", "status"})
"""What most problem details have (RFC 9457, 3.1)."""
_KEYWORDS = frozenset(
    {"$ref", "properties", "allOf", "anyOf", "oneOf", "enum", "items", "content", "schema", "in"}
    | {"description", "responses", *METHODS}
)
_STATUS = re.compile(r"(?:error code: ?|http ?|status ?)?[1-5]\d\d\b", re.IGNORECASE)
_TOO_MANY = re.compile(
    r"too many requests|rate.?limit|quota|throttl|slow ?down|\b(?:try|retry)(?: again)? later|\b429\b"
    r"|\berror code: 1015\b",
    re.IGNORECASE,
)
"""What servers write that refuse a request for the number of requests."""
_TEXT_KEYS = (
    *("message", "errormessage", "error_message", "error_description", "msg", "detail", "title"),
    *("reason", "error", "errors", "fault"),
)
"""Keys of an error object that hold its text, those made for people first."""


def find_error_reply(source: Source, *, is_part: bool = False) -> Diagnostic | None:
    """Returns the error that a text is a server's error message; None if it is not one.

    `is_part` says that the text should be a part of a document, whose keys may be names, such as `error`.
    """
    tree = source.tree
    if isinstance(tree, dict):
        if is_part and any(map(_describes_something, (tree, *tree.values()))):
            return None
        text = _reported_error(tree) or _status_line(source, tree)
    else:
        text = tree if isinstance(tree, str) and _TOO_MANY.search(tree) else ""
    if not text:
        return None
    if _TOO_MANY.search(text):
        message = f"the server refuses further requests for now: {quote(text)}"
        hint = "wait, then fetch it again; a login or a token may allow more"
    else:
        message = f"this is an error message of a server: {quote(text)}"
        hint = "check what the address returns, and try again"
    return source.error((), "not-openapi", message, hint)


def _describes_something(node: Json) -> bool:
    """Whether a mapping is a schema, an operation or the like."""
    if not isinstance(node, dict):
        return False
    return bool(node.keys() & _KEYWORDS) or node.get("type") in TYPES


def _reported_error(tree: Mapping[str, Json]) -> str:
    """The text of an error object as web APIs send it (RFC 9457 and its forerunners), "" where it is none."""
    keys = {str(key).lower(): value for key, value in tree.items()}
    is_error = keys.keys() & _ERROR_KEYS or keys.keys() >= _PROBLEM_KEYS
    if not is_error or keys.keys() & _DOCUMENT_KEYS:
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
