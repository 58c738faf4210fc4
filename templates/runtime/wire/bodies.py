# Requests -> bytes or streams: a table with one encoder per kind of body. Imports light modules;
# `uploads`, `multipart` and `content_types` only for bodies that need them.
"""Encodes the bodies of requests."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlencode

from ..core.basics import UNSET
from ..core.errors import InvalidRequestError
from ..core.headers import safe_header
from ..core.operations import BodyKind, Operation, Request
from ..data.encoding import encode_json, given, plain
from ..features.streaming.events import SEPARATOR
from .parameters import expand_form
from .styles import scalar

if TYPE_CHECKING:
    from ..features.uploads.uploads import Upload

_NOTHING: Final[Mapping[str, object]] = {}
_BOUNDARY: Final = re.compile(r";\s*boundary=(\"[^\"]*\"|[^;]*)", re.IGNORECASE)
_CHARSET: Final = re.compile(r";\s*charset=\"?([^;\"]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """Content in memory or as a stream, and its content type ("" for no body)."""

    content: bytes | Upload
    content_type: str

    @property
    def repeatable(self) -> bool:
        """Whether the body can be sent again."""
        return isinstance(self.content, bytes) or self.content.repeatable


NO_BODY: Final = Body(b"", "")


def build_body(request: Request[object], extra: Mapping[str, object] = _NOTHING) -> Body:
    """Encodes the body of a call.

    Args:
        request: its `body` is encoded as the operation says.
        extra: additional members of a JSON object, a form or a multipart body.

    Raises:
        InvalidRequestError: a value cannot be sent, or the body has no members to add `extra` to.
    """
    operation, value = request.operation, request.body
    encode, default, has_members = _ENCODERS[operation.body]
    if value is UNSET:
        if not extra:
            return NO_BODY
        value = dict[str, object]()
    if extra and not has_members:
        raise InvalidRequestError(f"{operation.label}: extra_body needs a body that is an object")
    kind = operation.content_type or default
    if request.content_type:
        kind = safe_header("content-type", request.content_type)
    return encode(operation, value, extra, kind)


def own_content_type(own: str, body: Body) -> str:
    """Returns the caller's Content-Type for a body; a multipart type keeps the boundary (RFC 7578, 4.1).

    Raises:
        InvalidRequestError: the body is multipart and the type is not.
    """
    found = _BOUNDARY.search(body.content_type)
    if found is None:
        return own
    if not own.lower().startswith("multipart/"):
        raise InvalidRequestError(f"the body is multipart, and the content type {own!r} is not")
    return _BOUNDARY.sub("", own) + found[0]


def _json(
    operation: Operation[object], value: object, extra: Mapping[str, object], kind: str
) -> Body:
    if isinstance(value, Mapping):
        members = given(cast("Mapping[str, object]", value))
        value = {**members, **extra} if extra else members
        if not value and operation.optional_body:
            return NO_BODY
    elif extra:
        raise InvalidRequestError(f"{operation.label}: extra_body needs a body that is an object")
    if operation.body_type is not None:
        from ..features.decimals import as_texts

        value = as_texts(operation.body_type(), value)
    return Body(encode_json(value), kind)


def _form(
    operation: Operation[object], value: object, extra: Mapping[str, object], kind: str
) -> Body:
    values = {**_members(operation, value), **extra}
    if not values and operation.optional_body:
        return NO_BODY
    return Body(urlencode(expand_form(operation, values)).encode(), kind)


def _multipart(
    operation: Operation[object], value: object, extra: Mapping[str, object], kind: str
) -> Body:
    values = {**_members(operation, value), **extra}
    if not values and operation.optional_body:
        return NO_BODY
    from ..features.uploads.multipart import multipart

    content, parameters = multipart(operation, values, kind)
    return Body(content, _BOUNDARY.sub("", kind) + parameters)


def _members(operation: Operation[object], form: object) -> Mapping[str, object]:
    """Returns the fields of a form, which may be a model."""
    if form is None:
        return _NOTHING
    if not isinstance(form, Mapping):
        form = plain(form)
    if not isinstance(form, Mapping):
        raise InvalidRequestError(f"{operation.label}: a form needs named fields")
    return given(cast("Mapping[str, object]", form))


def _text(_: Operation[object], value: object, _extra: Mapping[str, object], kind: str) -> Body:
    if value is None:
        return NO_BODY
    if isinstance(value, bytes):
        return Body(value, kind)
    charset = _CHARSET.search(kind)
    try:
        return Body(scalar(value).encode(charset[1] if charset else "utf-8"), kind)
    except (LookupError, UnicodeEncodeError) as error:
        raise InvalidRequestError(f"the text cannot be sent as {kind}: {error}") from None


def _json_lines(
    operation: Operation[object], value: object, _: Mapping[str, object], kind: str
) -> Body:
    if value is None:
        return NO_BODY
    from ..features.uploads import uploads

    start = SEPARATOR if "json-seq" in kind.lower() else b""
    return Body(uploads.json_lines(value, f"{operation.label}: ", start), kind)


def _bytes(_: Operation[object], value: object, _extra: Mapping[str, object], kind: str) -> Body:
    if value is None:
        return NO_BODY
    if "*" in kind or "," in kind:
        from ..features.uploads.content_types import real_type

        kind = real_type(kind, value)
    if isinstance(value, bytes):
        return Body(value, kind)
    from ..features.uploads import uploads

    return Body(uploads.upload(value), kind)


_Encoder = Callable[[Operation[object], object, Mapping[str, object], str], Body]

_ENCODERS: Final[Mapping[BodyKind, tuple[_Encoder, str, bool]]] = {
    "json": (_json, "application/json", True),
    "form": (_form, "application/x-www-form-urlencoded", True),
    "multipart": (_multipart, "multipart/form-data", True),
    "json_lines": (_json_lines, "application/x-ndjson", False),
    "text": (_text, "text/plain; charset=utf-8", False),
    "bytes": (_bytes, "application/octet-stream", False),
}
"""The encoder of each kind, its default content type, and whether it has members."""
