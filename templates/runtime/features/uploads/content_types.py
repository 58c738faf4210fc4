# Chooses the media type of a content among the declared ones. Imports light modules.
"""Finds the media type of an upload if the document declares a range (`image/*`) or several."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path, PurePath
from typing import IO, Final, cast

from ...core.basics import File
from ...core.errors import InvalidRequestError

_SIGNATURES: Final = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypheic", "image/heic"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x1f\x8b", "application/gzip"),
)
"""Signatures of formats, from the MIME Sniffing standard (WHATWG, 6)."""

_BYTES: Final = "application/octet-stream"
_SNIFFED: Final = 16


def real_type(declared: str, content: object) -> str:
    """Returns the media type of a content: its own, by its file name, by its first bytes, else the first declared.

    Args:
        declared: media types or ranges, separated by commas.
        content: the upload; a `File` may have a content type.

    Raises:
        InvalidRequestError: the type in a range cannot be determined.
    """
    allowed = [kind.strip() for kind in declared.split(",") if kind.strip()]
    if isinstance(content, File) and content.content_type:
        return content.content_type
    for found in (_by_name(file_name(content)), _by_signature(_head(content))):
        if found and _is_allowed(found, allowed):
            return found
    concrete = [kind for kind in allowed if "*" not in kind]
    if concrete:
        return concrete[0]
    if not allowed or _is_allowed(_BYTES, allowed):
        return _by_name(file_name(content)) or _BYTES
    raise InvalidRequestError(
        f"the content must be {declared}, and its type is unknown; pass content_type=, "
        "or a File with a content_type"
    )


def file_name(content: object) -> str:
    """Returns the file name of a content, "" if it has none."""
    if isinstance(content, File):
        return content.filename or file_name(content.content)
    if isinstance(content, os.PathLike):
        return Path(cast("os.PathLike[str]", content)).name
    name: object = getattr(content, "name", None)
    return PurePath(name).name if isinstance(name, str) else ""


def _by_name(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "" if name else ""


def _by_signature(head: bytes) -> str:
    return next((kind for at, sign, kind in _SIGNATURES if head[at:].startswith(sign)), "")


def _is_allowed(kind: str, allowed: list[str]) -> bool:
    main = kind.partition("/")[0]
    ranges = {kind, f"{main}/*", "*/*", "*"}
    return not allowed or any(a.partition(";")[0].strip().lower() in ranges for a in allowed)


def _head(content: object) -> bytes:
    """Returns the first bytes, if they can be read without consuming the content."""
    match content:
        case File():
            return _head(content.content)
        case bytes() | bytearray():
            return bytes(content[:_SNIFFED])
        case os.PathLike():
            with Path(cast("os.PathLike[str]", content)).open("rb") as file:
                return file.read(_SNIFFED)
        case _ if hasattr(content, "seek") and hasattr(content, "read"):
            return _peek(cast("IO[bytes]", content))
        case _:
            return b""


def _peek(file: IO[bytes]) -> bytes:
    try:
        start = file.tell()
        head = cast("object", file.read(_SNIFFED))  # a text, where the file was opened as one
        file.seek(start)
    except (OSError, ValueError):
        return b""
    return head if isinstance(head, bytes) else b""
