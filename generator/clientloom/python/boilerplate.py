# Descriptions that say nothing that the code beside them does not say. May import the standard library only.
"""Recognizes descriptions that only repeat a name, a status or a default."""

from __future__ import annotations

import json
import re
from http import HTTPStatus

_KNOWN = frozenset(str(status.value) for status in HTTPStatus)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_FILLERS_TEXT = """
    a an the this that it is was has have been of for to with from in on by and or if when any
    as object model schema type class entity resource struct structure value values field data
    definition describes description represents
"""
_FILLERS = frozenset(_FILLERS_TEXT.split())
_OF_RESPONSES_TEXT = """
    a an the this it is was has have been of for to with and or when if any all other default
    generic general common standard http status statuses code codes error errors fail fails
    failed failure failures unexpected unknown response responses reply result results success
    successful successfully succeeded succeeds ok okay done complete completed operation
    request requests return returned returns body object payload server api call exception
    exceptions occurred description resource resources
"""
_OF_RESPONSES = frozenset(_OF_RESPONSES_TEXT.split())


def repeats_name(text: str, name: str) -> bool:
    """Whether a description has no word that the name does not have: "The pet object." of `Pet`."""
    said = _words(text) - _FILLERS
    named = _words(name)
    return said <= named | {f"{word}s" for word in named}


def repeats_status(text: str, status: str, error: str = "") -> bool:
    """Whether a description says no more than an HTTP status, or the class of its `error`."""
    phrase = HTTPStatus(int(status)).phrase if status in _KNOWN else ""
    known = _words(phrase) | _words(error) | {status}
    return _words(text) - known <= _OF_RESPONSES


def quotes_default(text: str, value_json: str) -> bool:
    """Whether a description of a value already quotes its default."""
    if not re.search(r"\bdefault", text, re.IGNORECASE):
        return False
    value: object = json.loads(value_json)
    shown = value if isinstance(value, str) else value_json
    quoted = re.escape(str(shown).strip())
    return re.search(rf"(?<![\w.]){quoted}(?!\w|\.\d)", text, re.IGNORECASE) is not None


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}
