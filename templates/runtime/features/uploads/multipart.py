# Fields and files -> a multipart body. Imports httpx through `uploads`, so it is loaded with the first such body.
"""Encodes `multipart/form-data` (RFC 7578) and other multipart types."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterable, Iterator, Mapping
from typing import Final, cast

from ...core.basics import UNSET, File
from ...core.errors import InvalidRequestError
from ...core.operations import Operation, Part
from ...data.encoding import encode_json, plain
from ...wire.parameters import expand_form, naming
from ...wire.styles import flatten, whole_items
from .content_types import file_name, real_type
from .uploads import Source, Upload, reject_path

_ESCAPES: Final = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
_PLAIN: Final = Part()


def multipart(
    operation: Operation[object], fields: Mapping[str, object], kind: str
) -> tuple[Upload, str]:
    """Returns the body and its content type.

    Args:
        operation: describes the encoding of parts (OpenAPI 3.2, 4.15).
        fields: values by wire name, in the order in which they are sent; a list is sent as repeated parts,
            unless the part is JSON.
        kind: the declared content type. `multipart/related` needs the type of its first part as a parameter (RFC
            2387, 3.1 and 3.2).
    """
    boundary = secrets.token_hex(16)
    sources: list[Source] = []
    root = ""
    for name, value, part in _parts(operation, fields):
        with naming(name):
            disposition, content_type, source = _part(name, value, part)
        root = root or content_type or "text/plain"
        head = f"{disposition}\r\nContent-Type: {content_type}" if content_type else disposition
        sources += [Source(f"--{boundary}\r\n{head}\r\n\r\n".encode()), source, Source(b"\r\n")]
    sources.append(Source(f"--{boundary}--\r\n".encode()))
    related = kind.lower().startswith("multipart/related") and "type=" not in kind.lower()
    type_ = f'; type="{root}"' if related and root else ""
    return Upload(sources), f"{type_}; boundary={boundary}"


def _parts(
    operation: Operation[object], fields: Mapping[str, object]
) -> Iterator[tuple[str, object, Part]]:
    """Yields the parts; those with a style as serialized texts."""
    for name, value in fields.items():
        # <styles>
        if f"form:{name}" in operation.styles:
            for key, text in expand_form(operation, {name: value}):
                yield key, text, _PLAIN
            continue
        # </styles>
        part = operation.parts.get(name, operation.other_parts)
        if part.file:
            _reject_names(name, value)
        if part.required and value is None:
            raise InvalidRequestError(f"{operation.label}: the file {name!r} may not be None")
        for item in _list_values(name, value, part):
            yield name, item, part


def _reject_names(name: str, value: object) -> None:
    """Rejects a file name beside a content, which other libraries take: it would be sent as a file of its own."""
    first = next(iter(cast("tuple[object, ...]", value)), b"") if isinstance(value, tuple) else b""
    if isinstance(first, str | None):
        raise InvalidRequestError(
            f"{name!r} takes no tuple; write File(content, filename=..., content_type=...)"
        )


def _list_values(name: str, value: object, part: Part) -> list[object]:
    if value is UNSET or value is None:
        return []
    if isinstance(value, list | tuple) and "json" not in part.content_type:
        return whole_items(name, list(cast("list[object]", value)))
    return [value]


def _text_of_bytes(value: object) -> object:
    if isinstance(value, bytes | bytearray):
        return plain(value)
    return plain(cast("object", value)) if isinstance(value, memoryview) else value


def _part(name: str, value: object, part: Part) -> tuple[str, str, Source]:
    """Returns the disposition, the content type ("" for the default) and the content of one part."""
    disposition = f'Content-Disposition: form-data; name="{name.translate(_ESCAPES)}"'
    if part.base64 and not isinstance(value, File):
        value = _text_of_bytes(value)
    elif part.file or _is_file(value):
        return _file(disposition, value, part)
    text = None if "json" in part.content_type else flatten(name, value)
    if isinstance(text, str):
        return disposition, _check_content_type(part.content_type), Source(text)
    kind = part.content_type or "application/json"
    return disposition, _check_content_type(kind), Source(encode_json(value))


def _file(disposition: str, value: object, part: Part) -> tuple[str, str, Source]:
    reject_path(value.content if isinstance(value, File) else value)
    filename = file_name(value) or "upload"
    kind = real_type(part.content_type, value)
    disposition += f'; filename="{filename.translate(_ESCAPES)}"'
    if isinstance(value, File):
        return disposition, _check_content_type(kind), Source(value.content, value.on_progress)
    return disposition, _check_content_type(kind), Source(value)


def _check_content_type(content_type: str) -> str:
    if "\r" in content_type or "\n" in content_type:
        raise InvalidRequestError("the content type of a part contains a line break")
    return content_type


def _is_file(value: object) -> bool:
    kinds = (File, bytes, bytearray, os.PathLike, AsyncIterable, Iterator)
    return isinstance(value, kinds) or hasattr(value, "read")
