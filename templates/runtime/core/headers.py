# Validates headers. Pure; imports light modules of the runtime only.
"""Checks names and values of headers, from the user and from the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from .errors import InvalidRequestError

_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_FRAMING: Final = frozenset({"content-length", "transfer-encoding"})


def safe_header(name: str, text: str) -> str:
    """Returns the text if it is a valid header value, without white space around it (RFC 9110, 5.5).

    Raises:
        InvalidRequestError: it contains a line break or another control character, or is not ASCII.
    """
    if not text.isascii():
        raise InvalidRequestError(f"the value of header {name!r} is not ASCII; encode it")
    text = text.strip(" \t")
    if _CONTROL.search(text):
        raise InvalidRequestError(
            f"the value of header {name!r} contains a line break or a control character"
        )
    return text


def is_token(text: str) -> bool:
    """Whether a text can be a method or the name of a header (RFC 9110, 5.6.2)."""
    return _TOKEN.fullmatch(text) is not None


def own_headers(headers: Mapping[str, object]) -> dict[str, str]:
    """Returns the user's headers with names in lower case, so that one can replace another.

    Raises:
        InvalidRequestError: a name or a value is not valid, or only the client may set the header.
    """
    checked: dict[str, str] = {}
    for name, value in headers.items():
        if not is_token(name):
            raise InvalidRequestError(f"{name!r} is not a valid header name")
        if name.lower() in _FRAMING:
            raise InvalidRequestError(f"only the client sets the header {name!r}")
        if not isinstance(value, str):
            kind = type(value).__name__
            raise InvalidRequestError(f"the value of header {name!r} is a {kind}, not a string")
        checked[name.lower()] = safe_header(name, value)
    return checked
