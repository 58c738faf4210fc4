# Parses headers with their own grammar. Pure; imports the standard library only.
"""Links (RFC 8288), dates (RFC 9110, 5.6.7), lists with quoted text, directives and cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final, get_args, get_origin

_QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
_PIECE: Final = re.compile(rf'<[^>]*>|{_QUOTED}|[^,;<"]+|.', re.DOTALL)
_TARGET: Final = re.compile(r"<[^>]*>")
_PARAMETER: Final = re.compile(rf'\s*([^=\s]+)\s*(?:=\s*({_QUOTED}|[^"\s]*))?\s*', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_WHOLE: Final = frozenset({"set-cookie", "set-cookie2"})
"""Headers with one value per line: a comma is not a separator (RFC 9110, 5.3)."""
_DIRECTIVES: Final = frozenset({"cache-control", "pragma", "prefer", "strict-transport-security"})
"""Names with and without a value."""


def http_date(text: str) -> datetime | None:
    """Parses an HTTP date in any of its three forms; None if it is not one."""
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    # "-0000" and the asctime form mean UTC
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def link(values: Sequence[str], relation: str) -> str | None:
    """Returns the URL of the first link with a relation in lines of `Link`, None if there is none."""
    for value in values:
        for entry in split(value):
            target, *parameters = split(entry, ";")
            if _TARGET.fullmatch(target) and _is_related(parameters, relation):
                return target[1:-1].strip()
    return None


def _is_related(parameters: Sequence[str], relation: str) -> bool:
    """Whether the first `rel` matches; links with another context (`anchor`) do not count (RFC 8288, 3.2, 3.3)."""
    found: dict[str, str] = {}
    for text in parameters:
        name, value = parameter(text)
        found.setdefault(name, value)
    return "anchor" not in found and relation in found.get("rel", "").lower().split()


def parameter(text: str) -> tuple[str, str]:
    """Returns the name, in lower case, and the value of `name=value`, quoted or not."""
    match = _PARAMETER.fullmatch(text)
    if match is None:
        return "", ""
    return match[1].lower(), unquote(match[2] or "")


def unquote(text: str) -> str:
    """Removes quotes and escapes from a text."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return _ESCAPE.sub(r"\1", text[1:-1])
    return text


def split(text: str, separator: str = ",") -> list[str]:
    """Splits a header at separators outside quotes and URLs."""
    return [part for part in map(str.strip, _parts(text, separator)) if part]


def is_several(text: str) -> bool:
    """Whether a receiver takes a text for several items of a list."""
    return "," in text and sum(1 for _ in _parts(text, ",")) > 1


def _parts(text: str, separator: str) -> Iterator[str]:
    held: list[str] = []
    for piece in _PIECE.findall(text):
        if piece == separator:
            yield "".join(held)
            held = []
        else:
            held.append(piece)
    yield "".join(held)


def split_header(name: str, values: Sequence[str], kind: object) -> object:
    """Converts the lines of a header to what pydantic validates.

    Lists and objects are split at commas (OpenAPI 3.1, 4.8.21: style simple), unless the header has its own grammar.
    """
    name, text = name.lower(), ", ".join(values)
    types = {get_origin(kind) or kind, *(get_origin(k) or k for k in get_args(kind))}
    if types & {list, tuple, set, frozenset}:
        return list(values) if name in _WHOLE else [unquote(part) for part in split(text)]
    if name in _WHOLE:
        return values[0]
    if datetime in types:
        return http_date(text) or text
    if dict not in types and not any(hasattr(one, "model_fields") for one in types):
        return text
    parts = split(text)
    if name in _DIRECTIVES or all("=" in part for part in parts):
        return {key.strip(): unquote(v.strip()) for key, _, v in (p.partition("=") for p in parts)}
    return dict(zip(parts[::2], parts[1::2], strict=False))
