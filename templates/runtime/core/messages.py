# Messages of errors: the vendor's words, safe to print. Pure; imports the standard library only.
"""Messages of errors: the words of the vendor, an id of the request, what is safe to print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final, cast

_EXCERPT: Final = 300
_LONGEST: Final = 2000
_NAMES: Final = ("message", "error_description", "detail", "error", "title", "msg")
_PLACES: Final = ("field", "loc", "param", "property", "parameter", "pointer", "path", "source")
_REQUEST_IDS: Final = ("x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid")
_ENDINGS: Final = ("request-id", "requestid", "correlation-id", "trace-id")


def printable(text: str) -> str:
    """Returns one line that is safe to print: white space becomes a space, control characters are escaped."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else " " if one in "\n\r\t" else _escape(one)
        for one in text.strip()
    )


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()


def request_id(headers: Mapping[str, str], own: str = "") -> str | None:
    """Returns the server's id of a request: from the vendor's header, a common one, or one with a similar name."""
    for name in (own, *_REQUEST_IDS):
        if name and (found := headers.get(name)):
            return found
    for ending in _ENDINGS:
        for name, value in headers.items():
            if name.lower().endswith(ending) and value:
                return value
    return None


def describe(content: bytes, reason: str, charset: str) -> str:
    """Returns the vendor's message in an error body, else an excerpt of the body, else the reason phrase."""
    try:
        value: object = json.loads(content)
    except (ValueError, RecursionError):
        return _excerpt(content, charset) or reason or "no body"
    return _words(value)[:_LONGEST] or _excerpt(content, charset) or reason


def _excerpt(content: bytes, charset: str) -> str:
    """Returns the beginning of a body as one line of text."""
    start = content[: _EXCERPT * 4].decode(charset, "replace").removeprefix("\ufeff")
    text = " ".join(start.split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "..."


def _words(value: object, depth: int = 0) -> str:
    """Returns the words of the vendor: what is wrong as a whole, with the faults of single fields in parentheses."""
    if depth > 4:
        return ""
    match value:
        case str() if value.strip() and depth:
            return value
        case dict():
            members = cast("dict[str, object]", value)
            whole, faults = _whole(members, depth), _faults(members.get("errors"), depth + 1)
            if not faults or faults == whole:
                return whole
            return f"{whole} ({faults})" if whole and whole not in faults else faults
        case list():
            items = cast("list[object]", value)
            return "; ".join(text for item in items if (text := _fault(item, depth + 1)))
        case _:
            return ""


def _whole(members: Mapping[str, object], depth: int) -> str:
    found = (_words(members.get(name), depth + 1) for name in _NAMES)
    return next(filter(None, found), "")


def _faults(value: object, depth: int) -> str:
    """Returns the faults of a list, or of an object that has them by the name of the field."""
    match value:
        case dict():
            members = cast("dict[str, object]", value)
            if any(isinstance(members.get(name), str) for name in _NAMES):
                return _words(members, depth)
            named = ((name, _words(fault, depth + 1)) for name, fault in members.items())
            return "; ".join(f"{name}: {words}" for name, words in named if words)
        case _:
            return _words(value, depth)


def _fault(item: object, depth: int) -> str:
    """Returns the words of an item of a list, after the field that it is about."""
    words = _words(item, depth)
    match item:
        case dict():
            members = cast("dict[str, object]", item)
            place = next(filter(None, (_place(members.get(name)) for name in _PLACES)), "")
            words = words or (_words(members.get("code"), depth) if place else "")
            return f"{place}: {words}" if place and words else words
        case _:
            return words


def _place(value: object) -> str:
    """Returns the field that a fault names: as text, as a list of keys, or as the `source` of JSON:API."""
    match value:
        case str():
            return value
        case list():
            keys = cast("list[object]", value)
            return ".".join(str(key) for key in keys if isinstance(key, str | int))
        case dict():
            members = cast("dict[str, object]", value)
            return _place(members.get("pointer") or members.get("parameter"))
        case _:
            return ""
