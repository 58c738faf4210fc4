# Converts an `Api` to text and back, so that packages and wheels can be compared without their documents.
# Descriptions, positions and the document's version are left out: they change nothing for a caller.
# Imports ir and cache.
"""`dump_surface` and `load_surface`: an API as a short text that changes only if the client changes."""

from __future__ import annotations

import dataclasses
import json
from base64 import b85decode, b85encode
from bz2 import BZ2Decompressor, compress
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import TypeAlias, cast, get_args, get_origin, get_type_hints

from clientloom import ir
from clientloom.cache import NO_CACHE, Cache
from clientloom.diagnostics import NOWHERE
from clientloom.ir import Api

OMITTED = frozenset({"doc", "summary", "span", "declared_at", "header_declarations", "docs_url"})
"""Fields that do not affect a program."""

_SCALARS: frozenset[object] = frozenset({str, int, float, bool, type(None)})
FORMAT, FORMER = 5, 2
"""The format that is written, and the one of version 0.1: JSON with a line for each operation and schema."""
MAX_BYTES = 200 * 1024 * 1024
"""The size limit of an unpacked surface: packages come from an index."""
SURFACE_NAME = "clientloom.surface.json"
"""The name of the file with the surface, in a package and its sdist; wheels of version 0.1 have it too."""

Data = Mapping[str, object]
Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"

_FORMER_BODIES = {
    "JsonBody": ("json", "body"),
    "FormBody": ("form", "fields"),
    "MultipartBody": ("multipart", "fields"),
    "JsonLinesBody": ("json_lines", "items"),
    "RawBody": ("bytes", "content"),
    "TextBody": ("text", "content"),
}
"""The classes of bodies in format 1, with their kind and the argument that took the whole body."""
_FORMER_TEXT = {"is": "Primitive", "kind": "string"}


class UnknownFormatError(ValueError):
    """The format is one that this version of clientloom does not read."""


def dump_surface(api: Api, cache: Cache = NO_CACHE) -> str:
    """Returns the API as JSON, packed: who reads a change of the client reads its code and its changelog."""
    version = api.package.version
    whole = json.dumps(_to_plain(dataclasses.replace(api, version="")), separators=(",", ":"))
    return cache.text("surface", (whole,), lambda: _pack(whole, version))


def _pack(whole: str, version: str) -> str:
    packed = b85encode(compress(whole.encode())).decode("ascii")
    return json.dumps({"format": FORMAT, "version": version, "api": packed}, indent=0) + "\n"


def _unpack(packed: str) -> str:
    """Returns the text that was packed; it stops at the limit, whatever the text would unpack to."""
    opener = BZ2Decompressor()
    try:
        found = opener.decompress(b85decode(packed), MAX_BYTES)
    except (OSError, EOFError) as error:
        raise ValueError(f"damaged: {error}") from error
    if not opener.eof:
        raise ValueError("it is cut off, or too large")
    return found.decode()


def load_surface(text: str) -> Api:
    """Returns the API that `dump_surface` wrote; texts, positions and the document's version are empty.

    Raises:
        UnknownFormatError: another version of clientloom wrote it.
        ValueError: the text is not a surface.
    """
    try:
        api = _build(json.loads(_whole(json.loads(text))), _reading(Api))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not the surface of a generated package: {error!r}") from error
    if not isinstance(api, Api):
        raise ValueError("not the surface of a generated package")  # noqa: TRY004 - bad data, not a bad call
    return api


def read_version(text: str) -> str:
    """Returns the version of the package that `dump_surface` described, without reading all of it.

    Raises:
        ValueError: as `load_surface`.
    """
    try:
        data = json.loads(text)
        if data["format"] == FORMAT:
            return str(data["version"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"not the surface of a generated package: {error!r}") from error
    return load_surface(text).package.version


def _whole(data: Data) -> str:
    """Returns the API of a file of any format as one JSON object."""
    if data["format"] == FORMAT:
        return _unpack(cast("str", data["api"]))
    if data["format"] == 1:
        data = _upgrade_surface(data)
    if data["format"] != FORMER:
        raise UnknownFormatError(f"format {data['format']!r} in place of {FORMAT}")
    head = cast("dict[str, Plain]", data["api"])
    operations, schemas = (cast("list[Plain]", data[key]) for key in ("operations", "schemas"))
    return json.dumps({**head, "operations": operations, "schemas": schemas})


def _to_plain(value: object) -> Plain:
    """Converts a value of the IR to JSON. Defaults are left out; objects name their class in `is`."""
    cls: type = type(value)
    if cls in _SCALARS:
        return cast("Plain", value)
    if isinstance(value, tuple):
        return [_to_plain(item) for item in value]
    if isinstance(value, Enum):
        return str(value.value)
    plain: dict[str, Plain] = {"is": cls.__name__}
    for name, default in _written_fields(cls):
        member = getattr(value, name)
        if member is not default and member != default:
            plain[name] = member if type(member) in _SCALARS else _to_plain(member)
    return plain


@cache
def _written_fields(cls: type) -> tuple[tuple[str, object], ...]:
    """Returns the fields of a class of the IR that affect a program, with their defaults."""
    return tuple((f.name, f.default) for f in dataclasses.fields(cls) if f.name not in OMITTED)


@dataclasses.dataclass(frozen=True, slots=True)
class _Reading:
    """How JSON becomes a value of an annotated type: the members of its enum by value, the items of its tuple."""

    enum: Mapping[str, Enum]
    items: tuple[_Reading, ...] = ()
    repeats: bool = True
    """Whether each item is as the first of `items`."""


def _build(data: Plain, reading: _Reading) -> object:
    """Converts JSON that `_to_plain` made to a value."""
    if isinstance(data, dict):
        return _build_class(data)
    if isinstance(data, list):
        if not reading.repeats:
            return tuple(_build(i, of) for i, of in zip(data, reading.items, strict=True))
        each = reading.items[0] if reading.items else reading
        return tuple([_build(item, each) for item in data])
    return reading.enum[data] if reading.enum and isinstance(data, str) else data


def _build_class(data: Mapping[str, Plain]) -> object:
    cls = _classes()[str(data["is"])]
    readings = _readings(cls)
    given = {key: _build(value, readings[key]) for key, value in data.items() if key != "is"}
    for name in _silent_fields(cls):
        given.setdefault(name, _blank(name))
    return cls(**given)


@cache
def _readings(cls: type) -> Mapping[str, _Reading]:
    """Returns how the fields of a class are read."""
    return {name: _reading(hint) for name, hint in get_type_hints(cls).items()}


def _reading(hint: object) -> _Reading:
    """Returns how an annotation is read: `X`, `tuple[X, ...]`, `tuple[A, B]` or a union with one of them."""
    options = (hint, *get_args(hint))
    enums = [o for o in options if isinstance(o, type) and issubclass(o, Enum)]
    enum: Mapping[str, Enum] = {str(m.value): m for m in enums[0]} if enums else {}
    args = next((get_args(o) for o in options if get_origin(o) is tuple), ())
    repeats = not args or args[1:] == (...,)
    return _Reading(enum, tuple(map(_reading, args[:1] if repeats else args)), repeats)


@cache
def _silent_fields(cls: type) -> frozenset[str]:
    """Returns the names of the fields that are not written and have no default."""
    return _required_fields(cls) & OMITTED


@cache
def _required_fields(cls: type) -> frozenset[str]:
    """Returns the names of fields without a default."""
    fields = dataclasses.fields(cls)
    return frozenset(f.name for f in fields if f.default is dataclasses.MISSING)


def _blank(name: str) -> object:
    return NOWHERE if name == "span" else ""


@cache
def _classes() -> dict[str, type]:
    """Returns the dataclasses of the IR by name."""
    found: list[object] = [getattr(ir, name) for name in ir.__all__]
    classes = [cls for cls in found if isinstance(cls, type) and dataclasses.is_dataclass(cls)]
    return {cls.__name__: cls for cls in classes}


def _upgrade_surface(surface: Data) -> dict[str, object]:
    """Converts a surface of format 1, which had a class for each kind of body, to format 2."""
    return {**{key: _upgrade(value) for key, value in surface.items()}, "format": FORMER}


def _upgrade(value: object) -> object:
    if isinstance(value, list):
        return [_upgrade(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    members = {str(key): _upgrade(item) for key, item in value.items()}
    name = str(members.get("is", ""))
    if name == "NoBody":
        return None
    if name == "MappingBody":
        name = "MultipartBody" if _is_multipart(members) else "FormBody"
    return _upgrade_body(name, members) if name in _FORMER_BODIES else members


def _is_multipart(members: Data) -> bool:
    return str(members.get("media_type", "")).lower().startswith("multipart/")


def _upgrade_body(name: str, old: Data) -> Data:
    kind, argument = _FORMER_BODIES[name]
    types = {"bytes": {"is": "Binary"}, "text": _FORMER_TEXT}
    type_ = old.get("type") or old.get("item") or types.get(kind)
    spread = old.get("spread")
    fields = (
        [{"is": "Part", "field": field} for field in spread] if isinstance(spread, list) else None
    )
    parts = old.get("parts", fields)
    found = {
        "is": "Body",
        "kind": kind,
        "media_types": [old["media_type"]],
        "required": old["required"],
        "type": type_,
        "parts": parts,
        "argument": old.get("argument", argument),
        "constants": old.get("fixed"),
    }
    return {key: value for key, value in found.items() if value is not None}
