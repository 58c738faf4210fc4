# Encoders of bodies with files and of bodies that are sent in pieces. Imports light modules; httpx with the first body.
"""`UPLOADS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...core.content import NO_BODY, Body, Encoder
from ...core.operations import BodyKind, Operation
from ...wire.bodies import BOUNDARY, add_boundary, form_members, no_content

_SEPARATOR: Final = b"\x1e"
"""Begins each text of a JSON text sequence (RFC 7464, 2.1)."""


def _multipart(
    operation: Operation[object], value: object, extra: Mapping[str, object], kind: str
) -> Body:
    values = {**form_members(operation, value), **extra}
    if not values and operation.optional_body:
        return NO_BODY
    from .multipart import multipart

    content, parameters = multipart(operation, values, kind)
    return Body(content, BOUNDARY.sub("", kind) + parameters)


def _json_lines(
    operation: Operation[object], value: object, _: Mapping[str, object], kind: str
) -> Body:
    if value is None:
        return no_content(operation)
    from .uploads import json_lines

    start = _SEPARATOR if "json-seq" in kind.lower() else b""
    return Body(json_lines(value, f"{operation.label}: ", start), kind)


def _bytes(
    operation: Operation[object], value: object, _extra: Mapping[str, object], kind: str
) -> Body:
    if value is None:
        return no_content(operation)
    if "*" in kind or "," in kind:
        from .content_types import real_type

        kind = real_type(kind, value)
    kind = add_boundary(kind, value)
    if isinstance(value, bytes):
        return Body(value, kind)
    from .uploads import upload

    return Body(upload(value), kind)


UPLOADS: Final[Mapping[BodyKind, Encoder]] = {
    "multipart": (_multipart, "multipart/form-data", True),
    "json_lines": (_json_lines, "application/x-ndjson", False),
    "bytes": (_bytes, "application/octet-stream", False),
}
"""The kinds of bodies that a package with uploads can send, beside those of every package."""
