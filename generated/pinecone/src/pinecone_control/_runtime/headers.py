# What can stand in a header. Pure; imports light modules of the runtime only.
"""Checks of header names and values, from the API's user and from its document alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from .errors import InvalidRequestError

_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_FRAMING: Final = frozenset({"content-length", "transfer-encoding"})


def safe_header(name: str, text: str) -> str:
    """The text, if it can stand in a header. White space around it is no part of the value (RFC 9110, 5.5).

    Raises:
        InvalidRequestError: it holds a line break or another control character, or is not ASCII.
    """
    if not text.isascii():
        raise InvalidRequestError(f"the value of header {name!r} is not ASCII; encode it")
    text = text.strip(" \t")
    if _CONTROL.search(text):
        raise InvalidRequestError(
            f"the value of header {name!r} holds a line break or a control character"
        )
    return text


def is_token(text: str) -> bool:
    """Whether a text can be a method or the name of a header (RFC 9110, 5.6.2)."""
    return _TOKEN.fullmatch(text) is not None


def own_headers(headers: Mapping[str, object]) -> dict[str, str]:
    """Headers of the user, with their names in lower case, so that one can replace another.

    Raises:
        InvalidRequestError: a name or a value cannot stand in a request, or it is the client that sets it.
    """
    checked: dict[str, str] = {}
    for name, value in headers.items():
        if not is_token(name):
            raise InvalidRequestError(f"{name!r} is no name of a header")
        if name.lower() in _FRAMING:
            raise InvalidRequestError(f"the client itself sets the header {name!r}")
        if not isinstance(value, str):
            kind = type(value).__name__
            raise InvalidRequestError(f"the value of header {name!r} is a {kind}, not a string")
        checked[name.lower()] = safe_header(name, value)
    return checked
