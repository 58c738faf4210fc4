# Values -> texts on the wire, by style. Pure; imports light modules of the runtime only.
"""The table of styles of OpenAPI 3.2 (4.12.4 and 4.12.6) and RFC 6570, and the conversion of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Final, cast
from urllib.parse import quote

from ..core.basics import UNSET
from ..core.errors import InvalidRequestError
from ..core.operations import Style
from ..data.encoding import encode_json, plain, sort_members

Flat = str | list[str] | dict[str, str | list[str]]
"""A value for the table of styles: a primitive, an array, or an object whose members may be arrays."""
Quote = Callable[[str], str]

_RESERVED: Final = "!$&'()*+,;=:/?@"
_RESERVED_IN_PATH: Final = "!$&'()*+,;=:/@"
_WHOLE: Final = 2**53
"""A float represents every integer below this exactly."""
_TRIPLET: Final = re.compile(r"%25([0-9A-Fa-f]{2})")
_IN_COOKIE: Final = re.compile(r"[!#-+\--:<-\[\]-~]*")
_SEPARATORS: Final = {"spaceDelimited": " ", "pipeDelimited": "|"}


def encode(text: str) -> str:
    """Percent-encodes all but the unreserved characters (RFC 3986, 2.3)."""
    return quote(text, safe="")


def encode_reserved(text: str) -> str:
    """Percent-encodes all but reserved characters and existing triplets (RFC 6570, 3.2.3).

    `#`, `[` and `]` are encoded as well: a query cannot contain them.
    """
    return _TRIPLET.sub(r"%\1", quote(text, safe=_RESERVED))


def encode_reserved_in_path(text: str) -> str:
    """Encodes like `encode_reserved`, and `?` as well, which would end the path (RFC 3986, 3.3)."""
    return _TRIPLET.sub(r"%\1", quote(text, safe=_RESERVED_IN_PATH))


def expand_segment(name: str, value: object, style: Style) -> str:
    """Returns a path parameter in style simple, label or matrix.

    Raises:
        InvalidRequestError: an item contains the separator.
    """
    quoting = encode
    # <reserved>
    if style.allow_reserved:
        quoting = encode_reserved_in_path
    # </reserved>
    # <separators>
    if style.separators:
        return join_lists(name, value, style, quoting)
    # </separators>
    flat = flatten(name, value)
    # <labels>
    if style.style == "label":
        return _label(flat, quoting, explode=style.explode)
    if style.style == "matrix":
        return _matrix(quoting(name), flat, quoting, explode=style.explode)
    # </labels>
    return _simple(name, flat, quoting, explode=style.explode)


def expand_pairs(name: str, value: object, style: Style, quoting: Quote) -> list[tuple[str, str]]:
    """Returns the names and texts of a query, form or cookie parameter; the names are not encoded.

    Raises:
        InvalidRequestError: an item contains the separator.
    """
    # <separators>
    if style.separators:
        return _join_pairs(name, value, style, quoting)
    # </separators>
    # <deep_objects>
    if style.style == "deepObject":
        return [(key, quoting(text)) for key, text in deep_pairs(name, value)]
    # </deep_objects>
    flat, shown = flatten(name, value, lists=style.explode), ","
    # <delimited>
    if separator := _SEPARATORS.get(style.style):
        shown = quoting(separator)
        if not style.explode:
            _check_items(name, flat, separator)
    # </delimited>
    return _form(name, flat, style, shown, quoting)


def _check_items(name: str, value: Flat, separator: str) -> None:
    if not isinstance(value, str):
        _join_items(name, elements(value, str, explode=False), separator)


def _join_items(name: str, texts: list[str], separator: str) -> str:
    for text in texts:
        if separator in text:
            raise ambiguous(name, text)
    return separator.join(texts)


def ambiguous(name: str, text: str) -> InvalidRequestError:
    """Returns the error about an item that the receiver would take for several."""
    return InvalidRequestError(f"{name}: an item must not contain a separator: {text!r}")


def deep_pairs(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Yields `name[key]` pairs of style deepObject; deeper objects nest.

    OpenAPI does not define arrays in them. The index is part of the name (`name[0][key]`), as servers that support
    brackets expect.
    """
    match structure(value):
        case dict() as members:
            for key, member in members.items():
                yield from deep_pairs(f"{name}[{key}]", member)
        case list() as items:
            for index, item in enumerate(whole_items(name, items)):
                yield from deep_pairs(f"{name}[{index}]", item)
        case None:
            return
        case text:
            yield name, text


def cookie_text(text: str) -> str:
    """Returns a text of style cookie, which is sent unchanged (OpenAPI 3.2, 4.12.6).

    Raises:
        InvalidRequestError: it contains a character that is not valid in a cookie (RFC 6265, 4.1.1).
    """
    if not _IN_COOKIE.fullmatch(text):
        raise InvalidRequestError(
            f"{text!r} is not valid in a cookie; escape it as the API expects"
        )
    return text


def join_lists(name: str, value: object, style: Style, quoting: Quote) -> str:
    """Joins a list by the first separator, and nested lists by the next one.

    Raises:
        InvalidRequestError: an item contains a separator.
    """
    return quoting(_join(name, value, style.separators, style.separators))


def _join(name: str, value: object, separators: str, reserved: str) -> str:
    match structure(value) if separators else scalar(value):
        case list() as items:
            given = whole_items(name, items)
            return separators[0].join(_join(name, i, separators[1:], reserved) for i in given)
        case str() as text:
            if any(separator in text for separator in reserved):
                raise ambiguous(name, text)
            return text
        case other:
            return scalar(other)


def _join_pairs(name: str, value: object, style: Style, quoting: Quote) -> list[tuple[str, str]]:
    items = structure(value)
    if style.explode and isinstance(items, list):
        return [(name, join_lists(name, v, style, quoting)) for v in whole_items(name, items)]
    text = join_lists(name, value, style, quoting)
    return [(name, text)] if text or not isinstance(items, list) else []


def flatten(name: str, value: object, *, lists: bool = False) -> Flat:
    """Converts a value to texts. Values that are nested too deep become JSON. Members that are None are left out.

    Args:
        name: the parameter, for errors.
        value: any value that can be sent.
        lists: whether arrays in an object are kept.
    """
    match structure(value):
        case dict() as members:
            return {
                key: _member(key, item, lists=lists)
                for key, item in members.items()
                if item is not None and item is not UNSET
            }
        case list() as items:
            return list(map(scalar, whole_items(name, items)))
        case None:
            return "null"
        case text:
            return text


def _member(name: str, value: object, *, lists: bool) -> str | list[str]:
    items = structure(value) if lists else None
    return list(map(scalar, whole_items(name, items))) if isinstance(items, list) else scalar(value)


def whole_items(name: str, items: list[object]) -> list[object]:
    """Returns the items of a list, which each need a text.

    Raises:
        InvalidRequestError: an item is None, which no style can express: left out, it would move those after it.
    """
    if any(item is None or item is UNSET for item in items):
        raise InvalidRequestError(
            f"{name}: None in a list has no text that could be sent; leave the item out"
        )
    return items


def scalar(value: object) -> str:
    """Returns a primitive as text: `true`, RFC 3339 times, the value of an enum, JSON for the rest."""
    match value:
        case Enum() if value is not UNSET:
            return scalar(cast("object", value.value))
        case str():
            return value
        case float() if value.is_integer() and abs(value) < _WHOLE:
            return str(int(value))  # many documents declare integer ids as `number`
        case bool() | float() | None | dict() | list() | tuple():
            return encode_json(cast("object", value)).decode()
        case int():
            return str(value)
        case _:
            return scalar(plain(value))


def structure(value: object) -> dict[str, object] | list[object] | str | None:
    """Returns an object as dict, an array as list, null as None, the rest as text."""
    match value:
        case str() | bool() | int() | float() | Enum() | bytes() | bytearray() | memoryview():
            return scalar(cast("object", value))
        case None:
            return None
        case Mapping():
            members = cast("Mapping[object, object]", value)
            return {str(key): member for key, member in members.items()}
        case AbstractSet():
            return sort_members(cast("AbstractSet[object]", value))
        case Sequence():
            return list(cast("Sequence[object]", value))
        case _:
            return structure(plain(value))


def _simple(name: str, value: Flat, quoting: Quote, *, explode: bool) -> str:
    if isinstance(value, str):
        return quoting(value)
    return _join_items(name, elements(value, quoting, explode=explode), ",")


def elements(
    value: list[str] | dict[str, str | list[str]], quoting: Quote, *, explode: bool
) -> list[str]:
    """Returns the elements that a separator joins."""
    if isinstance(value, list):
        return list(map(quoting, value))
    if explode:
        return [f"{quoting(key)}={quoting(text)}" for key, text in _flat_pairs(value)]
    return [quoting(text) for pair in _flat_pairs(value) for text in pair]


def _flat_pairs(value: dict[str, str | list[str]]) -> Iterator[tuple[str, str]]:
    """Yields the members of an object; an array yields one pair per item."""
    for key, member in value.items():
        for text in [member] if isinstance(member, str) else member:
            yield key, text


def _label(value: Flat, quoting: Quote, *, explode: bool) -> str:
    if isinstance(value, str):
        return "." + quoting(value)
    texts = elements(value, quoting, explode=explode)
    return "." + ("." if explode else ",").join(texts) if texts else ""


def _matrix(name: str, value: Flat, quoting: Quote, *, explode: bool) -> str:
    if isinstance(value, str) or (value and not explode):
        pairs = [(name, _simple(name, value, quoting, explode=False))]
    elif isinstance(value, list):
        pairs = [(name, quoting(text)) for text in value] if explode else []
    else:
        pairs = [(quoting(key), quoting(text)) for key, text in _flat_pairs(value)]
    return "".join(f";{key}={text}" if text else f";{key}" for key, text in pairs)


def _form(
    name: str, value: Flat, style: Style, separator: str, quoting: Quote
) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(name, quoting(value))]
    if isinstance(value, list) and style.explode:
        return [(name, quoting(text)) for text in value]
    if isinstance(value, dict) and style.explode:
        return [(key, quoting(text)) for key, text in _flat_pairs(value)]
    texts = elements(value, quoting, explode=False)
    return [(name, _join_items(name, texts, separator))] if texts else []
