# Messages of errors: the vendor's words, safe to print. Pure; imports the standard library only.
"""Messages of errors: the words of the vendor, an id of the request, what is safe to print."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final, cast

_EXCERPT: Final = 300
_LONGEST: Final = 2000
_NAMES: Final = ("message", "error_description", "detail", "error", "errors", "title", "msg")
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
    return next(_messages(value), "")[:_LONGEST] or _excerpt(content, charset) or reason


def _excerpt(content: bytes, charset: str) -> str:
    """Returns the beginning of a body as one line of text."""
    start = content[: _EXCERPT * 4].decode(charset, "replace").removeprefix("\ufeff")
    text = " ".join(start.split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "..."


def _messages(value: object, depth: int = 0) -> Iterator[str]:
    """Yields the texts where vendors put messages, the most specific first."""
    if depth > 4:
        return
    match value:
        case str() if value.strip() and depth:
            yield value
        case dict():
            members = cast("dict[str, object]", value)
            for name in _NAMES:
                yield from _messages(members.get(name), depth + 1)
        case list():
            items = cast("list[object]", value)
            found = [
                text for item in items for text in [next(_messages(item, depth + 1), "")] if text
            ]
            if found:
                yield "; ".join(found)
        case _:
            return
