# Arguments of a call -> path, query, header and cookie text. Pure; imports light modules of the runtime only.
"""Parameter serialization (OpenAPI 3.2, 4.12 Parameter Object) by the table in styles.py."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Final, cast
from urllib.parse import quote, urlencode

from ..core.basics import UNSET
from ..core.errors import InvalidRequestError
from ..core.headers import safe_header
from ..core.operations import Location, Operation, Style
from ..data.encoding import encode_json
from .header_grammar import is_several
from .styles import (
    Quote,
    ambiguous,
    cookie_text,
    elements,
    encode,
    encode_reserved,
    expand_pairs,
    expand_segment,
    flatten,
    join_lists,
    scalar,
    structure,
    whole_items,
)

_DEFAULTS: Final[Mapping[Location, Style]] = {
    "path": Style("simple"),
    "header": Style("simple"),
    "query": Style("form", explode=True),
    "cookie": Style("form", explode=True),
}


@contextmanager
def naming(name: str) -> Generator[None]:
    """Makes an error about a value say which one it is."""
    try:
        yield
    except InvalidRequestError as error:
        if str(error).startswith(name):
            raise
        raise InvalidRequestError(f"{name}: {error}") from error


def expand_path(operation: Operation[object], values: Mapping[str, object]) -> str:
    """Returns the path with its parameters.

    Raises:
        InvalidRequestError: a parameter is missing or empty, or makes a `.` or `..` segment, which
            servers and proxies would resolve to another path (RFC 3986, 3.3).
    """
    parts = list(operation.template)
    for index in range(1, len(parts), 2):
        parts[index] = _path_value(operation, parts[index], values)
    if len(parts) > 1 and not {".", ".."}.isdisjoint("".join(parts).split("/")):
        raise InvalidRequestError(f"{operation.label}: a path parameter may not be '.' or '..'")
    return "".join(parts)


def _path_value(operation: Operation[object], name: str, values: Mapping[str, object]) -> str:
    value = values.get(name)
    if (
        type(value) is str
        # <styles>
        and not operation.styles
        # </styles>
        # <content>
        and not operation.content
        # </content>
    ):
        text = quote(value, safe="")
    elif value is None or value is UNSET:
        text = ""
    else:
        style = _DEFAULTS["path"]
        # <styles>
        style = operation.styles.get(f"path:{name}", style)
        # </styles>
        # <content>
        value = _as_declared(operation, "path", name, value)
        # </content>
        with naming(name):
            text = expand_segment(name, value, style)
    if not text:
        raise InvalidRequestError(
            f"{operation.label}: the path parameter {name!r} may not be empty"
        )
    return text


def expand_query(operation: Operation[object], values: Mapping[str, object]) -> str:
    """Returns the query string without `?`; None and UNSET values are left out."""
    texts: list[str] = []
    for name, value in values.items():
        if value is None or value is UNSET:
            continue
        if (
            type(value) is str
            # <styles>
            and not operation.styles
            # </styles>
            # <content>
            and not operation.content
            # </content>
        ):
            texts.append(f"{quote(name, safe='')}={quote(value, safe='')}")
            continue
        with naming(name):
            texts.extend(_query_texts(operation, name, value))
    return "&".join(texts)


def _query_texts(operation: Operation[object], name: str, value: object) -> list[str]:
    # <structures>
    style, quoting = _DEFAULTS["query"], encode
    # <styles>
    style = operation.styles.get(f"query:{name}", style)
    # </styles>
    # <reserved>
    if style.allow_reserved:
        quoting = encode_reserved
    # </reserved>
    # <content>
    value = _as_declared(operation, "query", name, value)
    # </content>
    if quoting is not encode or not isinstance(value, str | int | float):
        return _assign(expand_pairs(name, value, style, quoting), encode)
    # </structures>
    return _item_texts(name, value)


def _item_texts(name: str, value: object) -> list[str]:
    """Returns a parameter for each item of a list, or one."""
    if isinstance(value, Mapping):
        raise InvalidRequestError("a query parameter takes a text, a number or a list of them")
    given = cast("list[object]", value) if isinstance(value, list | tuple) else [value]
    items = whole_items(name, list(given))
    return [f"{encode(name)}={encode(scalar(item))}" for item in items]


def _assign(pairs: Iterable[tuple[str, str]], quoting: Quote) -> list[str]:
    return [f"{quoting(key)}={text}" for key, text in pairs]


def expand_querystring(operation: Operation[object], value: object) -> str:
    """Returns the whole query from one value, by its media type (OpenAPI 3.2, 4.12.1, `in: querystring`)."""
    if value is None or value is UNSET:
        return ""
    if "json" in operation.querystring:
        return encode(encode_json(value).decode())
    members = structure(value)
    if isinstance(members, dict):
        return urlencode(expand_form(operation, members))
    return encode(scalar(value))


def expand_header(operation: Operation[object], name: str, value: object) -> str:
    """Returns a header value: style simple, not percent-encoded; see `safe_header`.

    Raises:
        InvalidRequestError: an item contains a comma that is not in quotes.
    """
    style = _DEFAULTS["header"]
    # <styles>
    style = operation.styles.get(f"header:{name}", style)
    # </styles>
    # <content>
    value = _as_declared(operation, "header", name, value)
    # </content>
    # <separators>
    if style.separators:
        return safe_header(name, join_lists(name, value, style, str))
    # </separators>
    with naming(name):
        flat = flatten(name, value)
    if isinstance(flat, str):
        return safe_header(name, flat)
    texts = elements(flat, str, explode=style.explode)
    for text in texts:
        if is_several(text):
            raise ambiguous(name, text)
    return safe_header(name, ",".join(texts))


def expand_cookie(operation: Operation[object], name: str, value: object) -> str:
    """Returns one or more `name=value` for the `Cookie` header (RFC 6265, 4.2)."""
    style = _DEFAULTS["cookie"]
    # <styles>
    style = operation.styles.get(f"cookie:{name}", style)
    # </styles>
    # <content>
    value = _as_declared(operation, "cookie", name, value)
    # </content>
    quoting = cookie_text if style.style == "cookie" else encode
    with naming(name):
        return "; ".join(_assign(expand_pairs(name, value, style, quoting), quoting))


def expand_form(
    operation: Operation[object], values: Mapping[str, object]
) -> list[tuple[str, str]]:
    """Returns pairs of an `application/x-www-form-urlencoded` body, not yet encoded.

    A field without a style is serialized by its type: text, JSON for an object, a pair for each item of an array
    (OpenAPI 3.2, 4.15.1 Encoding Object).
    """
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if value is not UNSET and value is not None:
            with naming(name):
                pairs += _form_pairs(operation, name, value)
    return pairs


def _form_pairs(operation: Operation[object], name: str, value: object) -> list[tuple[str, str]]:
    # <content>
    value = _as_declared(operation, "form", name, value)
    # </content>
    # <styles>
    if style := operation.styles.get(f"form:{name}"):
        return expand_pairs(name, value, style, str)
    # </styles>
    flat = value if type(value) is str else structure(value)
    items = whole_items(name, flat) if isinstance(flat, list) else [flat]
    return [(name, scalar(item)) for item in items if item is not None]


def _as_declared(operation: Operation[object], place: Location, name: str, value: object) -> object:
    """Serializes a value by its media type, if the document declares one."""
    if "json" in operation.content.get(f"{place}:{name}", ""):
        return encode_json(value).decode()
    return value
