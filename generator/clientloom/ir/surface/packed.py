# Packs an API, so that packages can be compared without their documents.
# Descriptions, positions and the document's version are left out: they change nothing for a caller.
# Imports ir, cache and this room.
"""`dump_surface` and `load_surface`: an API as a short text that changes only if the client changes."""

from __future__ import annotations

import json
from base64 import b85decode, b85encode
from bz2 import BZ2Decompressor, compress
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast
from zlib import crc32

from clientloom.cache import NO_CACHE, Cache
from clientloom.ir import Api, Operation, Schema
from clientloom.ir.surface.as_json import Plain, build
from clientloom.ir.surface.former import Data, name_parts, upgrade_surface
from clientloom.ir.surface.written import WrittenApi, write_api

FORMAT, WHOLE, FORMER = 6, 5, 2
"""The format that is written; one with the API as one piece; and the one of version 0.1: JSON with a line for each
operation and schema."""
MAX_BYTES = 200 * 1024 * 1024
"""The size limit of an unpacked surface: packages come from an index."""
SURFACE_NAME = "clientloom.surface.json"
"""The name of the file with the surface, in a package and its sdist; wheels of version 0.1 have it too."""

_ITEMS_OF_A_PIECE = 256
"""How many operations and schemas a piece has on average."""

Items = tuple[Api | Operation | Schema, ...]
"""A part of an API: itself, standing for its head, then operations, then schemas."""


class UnknownFormatError(ValueError):
    """The format is one that this version of clientloom does not read."""


def dump_surface(api: Api, cache: Cache = NO_CACHE) -> str:
    """Returns the API as JSON, packed: who reads a change of the client reads its code and its changelog."""
    return pack_surface(api, write_api(api), cache)


def pack_surface(api: Api, written: WrittenApi, cache: Cache = NO_CACHE) -> str:
    """Returns the surface of an API that is written down already.

    It is packed in pieces: of a changed API most are as before, in the cache and for `load_surface`.
    """
    texts = iter(written.structures)
    pieces = [f"[{','.join([next(texts) for _ in piece])}]" for piece in _cut(api)]
    packed = [cache.text("surface", (piece,), partial(_pack, piece)) for piece in pieces]
    whole = {"format": FORMAT, "version": api.package.version, "api": packed}
    return json.dumps(whole, indent=0) + "\n"


def _cut(api: Api) -> Iterator[Items]:
    """Yields the items of each piece. Whether a piece begins with an item depends on that item alone."""
    piece: list[Api | Operation | Schema] = [api]
    for item in (*api.operations, *api.schemas):
        if crc32(item.id.encode("utf-8", "surrogatepass")) % _ITEMS_OF_A_PIECE == 0:
            yield tuple(piece)
            piece = []
        piece.append(item)
    yield tuple(piece)


def _pack(piece: str) -> str:
    return b85encode(compress(piece.encode())).decode("ascii")


def _unpack(packed: str, limit: int) -> str:
    """Returns the text that was packed; it stops at the limit, whatever the text would unpack to."""
    opener = BZ2Decompressor()
    try:
        found = opener.decompress(b85decode(packed), limit)
    except (OSError, EOFError) as error:
        raise ValueError(f"damaged: {error}") from error
    if not opener.eof:
        raise ValueError("it is cut off, or too large")
    return found.decode()


def load_surface(text: str, *, near: tuple[str, Api] | None = None) -> Api:
    """Returns the API that `dump_surface` wrote; texts, positions and the document's version are empty.

    Args:
        text: the surface.
        near: another surface and its API: what is in pieces that both surfaces have is taken from this API, with its
            texts and positions, so that little is unpacked.

    Raises:
        UnknownFormatError: another version of clientloom wrote it.
        ValueError: the text is not a surface.
    """
    try:
        data = json.loads(text)
        if data["format"] == FORMAT:
            api: object = _load_pieces(data["api"], _known_pieces(*near) if near else {})
        else:
            api = build(cast("Plain", name_parts(_whole(data))))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not the surface of a generated package: {error!r}") from error
    if not isinstance(api, Api):
        raise ValueError("not the surface of a generated package")  # noqa: TRY004 - bad data, not a bad call
    return api


def _known_pieces(surface: str, api: Api) -> Mapping[str, Items]:
    return dict(zip(json.loads(surface)["api"], _cut(api), strict=True))


def _load_pieces(pieces: Sequence[str], known: Mapping[str, Items]) -> object:
    limit = MAX_BYTES
    items: list[object] = []
    for piece in pieces:
        if piece in known:
            items += known[piece]
            continue
        content = _unpack(piece, limit)
        limit -= len(content)
        items += map(build, json.loads(content))
    head, *others = items
    operations = tuple(item for item in others if isinstance(item, Operation))
    schemas = tuple(cast("Schema", item) for item in others if not isinstance(item, Operation))
    return replace(head, operations=operations, schemas=schemas) if isinstance(head, Api) else head


def read_version(text: str) -> str:
    """Returns the version of the package that `dump_surface` described, without reading all of it.

    Raises:
        ValueError: as `load_surface`.
    """
    try:
        data = json.loads(text)
        if data["format"] in {FORMAT, WHOLE}:
            return str(data["version"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"not the surface of a generated package: {error!r}") from error
    return load_surface(text).package.version


def _whole(data: Data) -> Data:
    """Returns the API of a file of an earlier format as one JSON object."""
    if data["format"] == WHOLE:
        return cast("Data", json.loads(_unpack(cast("str", data["api"]), MAX_BYTES)))
    if data["format"] not in {1, FORMER}:
        raise UnknownFormatError(f"format {data['format']!r} in place of {FORMAT}")
    former = upgrade_surface(data) if data["format"] == 1 else data
    head = cast("Data", former["api"])
    return {**head, "operations": former["operations"], "schemas": former["schemas"]}
