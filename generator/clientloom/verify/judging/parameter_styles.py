# How OpenAPI spells the value of a parameter. Written apart from the client's runtime, to check it. May import ir.
"""Writes parameters by the table of styles (OpenAPI 3.1, 4.8.12.2 and 4.8.12.4)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from clientloom.document.document import Json
from clientloom.ir import Parameter, Style

Parts = Sequence[tuple[str, str]]


def text(value: Json) -> str:
    """Returns a scalar as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return "" if value is None else str(value)


def pairs(name: str, value: Json, style: Style, *, explode: bool, separators: str = "") -> Parts:
    """Returns the pairs of a query, form or cookie parameter, not percent-encoded. A null is left out."""
    if separators:
        items = _items(value) if explode else [value]
        return [(name, _join(item, separators)) for item in items]
    if isinstance(value, list):
        given = [item for item in value if item is not None]
        return _list(name, given, style, explode=explode) if given else []
    if isinstance(value, dict):
        members = {key: item for key, item in value.items() if item is not None}
        return _object(name, members, style, explode=explode) if members else []
    return [(name, text(value))]


_SEPARATORS = {Style.SPACE_DELIMITED: " ", Style.PIPE_DELIMITED: "|"}


def _list(name: str, value: list[Json], style: Style, *, explode: bool) -> Parts:
    if style is Style.DEEP_OBJECT:
        return list(_deep(name, value))
    if explode:
        return [(name, text(item)) for item in value]
    return [(name, _SEPARATORS.get(style, ",").join(map(text, value)))]


def _object(name: str, value: dict[str, Json], style: Style, *, explode: bool) -> Parts:
    if style is Style.DEEP_OBJECT:
        return list(_deep(name, value))
    if explode and style is Style.FORM:
        return [(k, text(item)) for k, v in value.items() for item in _items(v)]
    flat = [part for k, v in value.items() for part in (k, text(v))]
    return [(name, _SEPARATORS.get(style, ",").join(flat))]


def _items(value: Json) -> list[Json]:
    """Returns the texts of a member of an exploded object; a list is repeated."""
    return [item for item in value if item is not None] if isinstance(value, list) else [value]


def _deep(name: str, value: Json) -> Iterator[tuple[str, str]]:
    """Yields pairs such as `a[b][0][c]=v`. OpenAPI defines one level only; servers read deeper ones this way."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _deep(f"{name}[{key}]", item)
    elif isinstance(value, list):
        for index, item in enumerate(_items(value)):
            yield from _deep(f"{name}[{index}]", item)
    else:
        yield name, text(value)


def _join(value: Json, separators: str) -> str:
    """Joins a list by the separators of its levels (Swagger 2.0, Parameter Object, `collectionFormat`)."""
    if not isinstance(value, list) or not separators:
        return text(value)
    return separators[0].join(_join(item, separators[1:]) for item in _items(value))


def path_text(p: Parameter, value: Json) -> str:
    """Returns the text of a path or header parameter, not percent-encoded."""
    if p.separators:
        return _join(value, p.separators)
    comma = {Style.LABEL: ".", Style.MATRIX: ";"}.get(p.style, ",") if p.explode else ","
    if isinstance(value, dict):
        joint = "=" if p.explode else ","
        joined = comma.join(f"{k}{joint}{text(v)}" for k, v in value.items() if v is not None)
        named = not p.explode
    elif isinstance(value, list):
        lead = f"{p.wire_name}=" if p.style is Style.MATRIX and p.explode else ""
        given = [item for item in value if item is not None]
        joined, named = comma.join(lead + text(item) for item in given), not p.explode
    else:
        joined, named = text(value), True
    if p.style is Style.MATRIX:
        return f";{p.wire_name}={joined}" if named else f";{joined}"
    return f".{joined}" if p.style is Style.LABEL else joined
