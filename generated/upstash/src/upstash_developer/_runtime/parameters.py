# Parameter values -> path, query, header and cookie text. Pure; imports light modules of the runtime only.
"""Parameter serialization: the table of OpenAPI 3.1 (4.8.12.4, as corrected in 3.1.1) and RFC 6570."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Final, assert_never, cast
from urllib.parse import quote, urlencode

from .basics import UNSET
from .encoding import encode_json, plain
from .errors import InvalidRequestError
from .operations import Location, Operation, Style

Flat = str | list[str] | dict[str, str]
"""A value as the table knows them: a primitive, an array or an object, of texts."""
Quote = Callable[[str], str]

_DEFAULTS: Final[Mapping[Location, Style]] = {
    "path": Style("simple"),
    "header": Style("simple"),
    "query": Style("form", explode=True),
    "cookie": Style("form", explode=True),
    "form": Style("form", explode=True),
}
_RESERVED: Final = "!$&'()*+,;=:/?@"
_TRIPLET: Final = re.compile(r"%25([0-9A-Fa-f]{2})")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_FRAMING: Final = frozenset({"content-length", "transfer-encoding"})


def encode(text: str) -> str:
    """Percent-encode all but the unreserved characters (RFC 3986, 2.3)."""
    return quote(text, safe="")


def encode_reserved(text: str) -> str:
    """Percent-encode, but leave reserved characters and triplets alone (RFC 6570, 3.2.3).

    `#`, `[` and `]` are encoded all the same: they cannot stand in a path or a query.
    """
    return _TRIPLET.sub(r"%\1", quote(text, safe=_RESERVED))


def expand_path(operation: Operation[object], values: Mapping[str, object]) -> str:
    """The path with its parameters filled in.

    Raises:
        InvalidRequestError: a parameter is missing or empty, or makes a `.` or `..` segment, which
            servers and proxies would resolve to another path (RFC 3986, 3.3).
    """
    template = operation.template
    if len(template) == 1:
        return template[0]
    parts = list(template)
    for index in range(1, len(parts), 2):
        parts[index] = _path_value(operation, parts[index], values)
    path = "".join(parts)
    if "/." in path and not {".", ".."}.isdisjoint(path.split("/")):
        raise InvalidRequestError(f"{operation.id}: a path parameter may not be '.' or '..'")
    return path


def _path_value(operation: Operation[object], name: str, values: Mapping[str, object]) -> str:
    value = values.get(name)
    if type(value) is str and not operation.styles and not operation.content:
        text = quote(value, safe="")
    elif value is None or value is UNSET:
        text = ""
    else:
        text = expand_segment(
            name, _flat_as(operation, "path", name, value), _style(operation, "path", name)
        )
    if not text:
        raise InvalidRequestError(f"{operation.id}: the path parameter {name!r} may not be empty")
    return text


def expand_query(operation: Operation[object], values: Mapping[str, object]) -> str:
    """The query string without its `?`; None and UNSET values are left out."""
    texts: list[str] = []
    special = bool(operation.styles or operation.content)
    for name, value in values.items():
        if value is None or value is UNSET:
            continue
        if not special and type(value) is str:
            texts.append(f"{quote(name, safe='')}={quote(value, safe='')}")
            continue
        flat = _flat_as(operation, "query", name, value)
        style = _style(operation, "query", name)
        if style.style == "deepObject":
            texts.extend(f"{encode(key)}={encode(text)}" for key, text in deep_pairs(name, value))
        else:
            texts.extend(expand_query_value(name, flat, style))
    return "&".join(texts)


def expand_querystring(operation: Operation[object], value: object) -> str:
    """All of the query from one value, by its media type (OpenAPI 3.2, 4.12.1, `in: querystring`)."""
    if value is None or value is UNSET:
        return ""
    if "json" in operation.querystring:
        return encode(encode_json(value).decode())
    members = structure(value)
    if isinstance(members, dict):
        return urlencode(expand_form(operation, members))
    return encode(scalar(value))


def expand_header(operation: Operation[object], name: str, value: object) -> str:
    """A header value: style simple, not percent-encoded; see `safe_header`."""
    flat = _flat_as(operation, "header", name, value)
    return safe_header(name, _simple(flat, str, explode=_style(operation, "header", name).explode))


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


def expand_cookie(operation: Operation[object], name: str, value: object) -> str:
    """One or more `name=value` for the `Cookie` header (RFC 6265, 4.2)."""
    style = _style(operation, "cookie", name)
    flat = _flat_as(operation, "cookie", name, value)
    return "; ".join(expand_query_value(name, flat, style))


def expand_form(
    operation: Operation[object], values: Mapping[str, object]
) -> list[tuple[str, str]]:
    """Pairs of an `application/x-www-form-urlencoded` body, not yet encoded (4.8.15.1)."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if value is UNSET or value is None:
            continue
        style = _style(operation, "form", name)
        if style.style == "deepObject":
            pairs.extend(deep_pairs(name, value))
            continue
        texts = _form(name, _flat_as(operation, "form", name, value), style, _separator(style), str)
        pairs.extend(texts)
    return pairs


def expand_segment(name: str, value: Flat, style: Style) -> str:
    """A path parameter in style simple, label or matrix."""
    quoting = encode_reserved if style.allow_reserved else encode
    match style.style:
        case "label":
            return _label(value, quoting, explode=style.explode)
        case "matrix":
            return _matrix(quoting(name), value, quoting, explode=style.explode)
        case "simple" | "form" | "spaceDelimited" | "pipeDelimited" | "deepObject":
            return _simple(value, quoting, explode=style.explode)
        case _:
            assert_never(style.style)


def expand_query_value(name: str, value: Flat, style: Style) -> list[str]:
    """A query parameter in style form, spaceDelimited or pipeDelimited, as `name=value` texts."""
    quoting = encode_reserved if style.allow_reserved else encode
    pairs = _form(
        name, value, style, quoting(_separator(style)) if style.style != "form" else ",", quoting
    )
    return [f"{encode(key)}={text}" for key, text in pairs]


def deep_pairs(name: str, value: object) -> Iterator[tuple[str, str]]:
    """`name[key]` pairs of style deepObject; an array repeats its key, deeper objects nest."""
    match structure(value):
        case dict() as members:
            for key, member in members.items():
                yield from deep_pairs(f"{name}[{key}]", member)
        case list() as items:
            for item in items:
                yield from deep_pairs(name, item)
        case None:
            return
        case text:
            yield name, text


def flatten(value: object) -> Flat:
    """A value as texts. What is nested deeper than the table goes becomes JSON."""
    match structure(value):
        case dict() as members:
            return {key: scalar(item) for key, item in members.items() if _is_given(item)}
        case list() as items:
            return [scalar(item) for item in items if _is_given(item)]
        case None:
            return "null"
        case text:
            return text


def scalar(value: object) -> str:
    """A primitive as text: `true`, RFC 3339 times, the value of an enum, JSON for the rest."""
    match value:
        case Enum() if value is not UNSET:
            return scalar(cast("object", value.value))
        case str():
            return value
        case bool() | float() | None | dict() | list() | tuple():
            return encode_json(cast("object", value)).decode()
        case int():
            return str(value)
        case _:
            return scalar(plain(value))


def structure(value: object) -> dict[str, object] | list[object] | str | None:
    """An object as dict, an array as list, null as None, the rest as text."""
    match value:
        case str() | bool() | int() | float() | Enum() | bytes():
            return scalar(value)
        case None:
            return None
        case Mapping():
            members = cast("Mapping[object, object]", value)
            return {str(key): member for key, member in members.items()}
        case AbstractSet():
            return [*sorted(cast("AbstractSet[str]", value))]
        case Sequence():
            return list(cast("Sequence[object]", value))
        case _:
            return structure(plain(value))


def _is_given(value: object) -> bool:
    return value is not None and value is not UNSET


def _flat_as(operation: Operation[object], location: Location, name: str, value: object) -> Flat:
    if "json" in operation.content.get(f"{location}:{name}", ""):
        return encode_json(value).decode()
    return flatten(value)


def _style(operation: Operation[object], location: Location, name: str) -> Style:
    default = _DEFAULTS[location]
    return operation.styles.get(f"{location}:{name}", default) if operation.styles else default


def _separator(style: Style) -> str:
    return {"spaceDelimited": " ", "pipeDelimited": "|"}.get(style.style, ",")


def _alternate(value: dict[str, str], quoting: Quote) -> list[str]:
    return [quoting(text) for pair in value.items() for text in pair]


def _simple(value: Flat, quoting: Quote, *, explode: bool) -> str:
    if isinstance(value, str):
        return quoting(value)
    return ",".join(_texts(value, quoting, explode=explode))


def _texts(value: list[str] | dict[str, str], quoting: Quote, *, explode: bool) -> list[str]:
    """The elements that a separator joins."""
    if isinstance(value, list):
        return list(map(quoting, value))
    if explode:
        return [f"{quoting(key)}={quoting(text)}" for key, text in value.items()]
    return _alternate(value, quoting)


def _label(value: Flat, quoting: Quote, *, explode: bool) -> str:
    if isinstance(value, str):
        return "." + quoting(value)
    texts = _texts(value, quoting, explode=explode)
    return "." + ("." if explode else ",").join(texts) if texts else ""


def _matrix(name: str, value: Flat, quoting: Quote, *, explode: bool) -> str:
    if isinstance(value, str) or (value and not explode):
        pairs = [(name, _simple(value, quoting, explode=False))]
    elif isinstance(value, list):
        pairs = [(name, quoting(text)) for text in value] if explode else []
    else:
        pairs = [(quoting(key), quoting(text)) for key, text in value.items()]
    return "".join(f";{key}={text}" if text else f";{key}" for key, text in pairs)


def _form(
    name: str, value: Flat, style: Style, separator: str, quoting: Quote
) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(name, quoting(value))]
    if isinstance(value, list) and style.explode:
        return [(name, quoting(text)) for text in value]
    if isinstance(value, dict) and style.explode:
        return [(key, quoting(text)) for key, text in value.items()]
    texts = _texts(value, quoting, explode=False)
    return [(name, separator.join(texts))] if texts else []
