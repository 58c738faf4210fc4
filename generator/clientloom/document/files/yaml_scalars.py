# Reads YAML scalars by the core schema of YAML 1.2, so that a document means the same in YAML and in JSON. Imports the
# JSON alias only.
"""From YAML scalars to JSON values."""

from __future__ import annotations

import re
from collections.abc import Callable

from clientloom.document.document import Json

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, Json] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_MAY_BE_NUMBER = frozenset("+-.0123456789")
_MAX_DIGITS = 400
"""Python reads integers in quadratic time; a longer one stays text."""


def read_plain(text: str) -> Json:
    """Returns the value of a plain scalar (YAML 1.2.2, section 10.3.2).

    Values that JSON does not have are strings: `yes`, `on`, dates, sexagesimal numbers, `.inf` and `.nan`.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _MAY_BE_NUMBER or len(text) > _MAX_DIGITS:
        return text
    return _read_number(text)


def _read_number(text: str) -> Json:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        value = float(text)
        return value if abs(value) != float("inf") else text
    if text[:2] in {"0x", "0o"}:
        return _read_based_integer(text)
    return text


def _read_based_integer(text: str) -> Json:
    try:
        return int(text[2:], 16 if text[1] == "x" else 8)
    except ValueError:
        return text


def read_quoted(text: str) -> Json:
    """Returns the value of a quoted scalar, which is always text."""
    return text


def _read_boolean(text: str) -> Json:
    value = read_plain(text)
    return value if isinstance(value, bool) else text


TAGGED: dict[str, Callable[[str], Json]] = {
    "tag:yaml.org,2002:str": read_quoted,
    "tag:yaml.org,2002:int": read_plain,
    "tag:yaml.org,2002:float": read_plain,
    "tag:yaml.org,2002:bool": _read_boolean,
    "tag:yaml.org,2002:null": lambda _text: None,
}
"""The readers of scalars with an explicit tag. A scalar with an unknown tag is text."""
