# Requests -> bytes: a table with one encoder per kind of body, to which features add theirs. Imports light modules.
"""Encodes the bodies of requests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast
from urllib.parse import urlencode

from ..core.basics import UNSET
from ..core.content import NO_BODY, Body, Encoder
from ..core.errors import InvalidRequestError
from ..core.headers import safe_header
from ..core.operations import BodyKind, Operation, Request
from ..data.encoding import drop_unset, encode_json, plain
from .parameters import expand_form
from .styles import scalar

_NOTHING: Final[Mapping[str, object]] = {}
BOUNDARY: Final = re.compile(r";\s*boundary=(\"[^\"]*\"|[^;]*)", re.IGNORECASE)
_FIRST_LINE: Final = re.compile(
    rb"--([0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-])[ \t]*\r?\n"
)
_CHARSET: Final = re.compile(r";\s*charset=\"?([^;\"]+)", re.IGNORECASE)


_NO_ENCODERS: Final[Mapping[BodyKind, Encoder]] = {}


def build_body(
    request: Request[object],
    extra: Mapping[str, object] = _NOTHING,
    # <uploads or XML_BODIES>
    encoders: Mapping[BodyKind, Encoder] = _NO_ENCODERS,
    # </uploads or XML_BODIES>
) -> Body:
    """Encodes the body of a call.

    Args:
        request: its `body` is encoded as the operation says.
        extra: additional members of a JSON object, a form or a multipart body.
        # <uploads or XML_BODIES>
        encoders: those of the package's features, by kind of body.
        # </uploads or XML_BODIES>

    Raises:
        InvalidRequestError: a value cannot be sent, or the body has no members to add `extra` to.
    """
    operation, value = request.operation, request.body
    encoder = _ENCODERS.get(operation.body)
    # <uploads or XML_BODIES>
    encoder = encoders.get(operation.body) or encoder
    # </uploads or XML_BODIES>
    if encoder is None:
        problem = f"this package sends no {operation.body} bodies"
        raise InvalidRequestError(f"{operation.label}: {problem}")
    encode, default, has_members = encoder
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


def spread_pairs(values: object, name: str, value: str) -> dict[str, object]:
    """Returns the members of a body that send a mapping in numbered pairs: `Parameter1.Name`, `Parameter1.Value`.

    Raises:
        InvalidRequestError: the values are no mapping.
    """
    pairs = values or _NOTHING
    if not isinstance(pairs, Mapping):
        raise InvalidRequestError(f"{name}: expected a mapping of names to values, got {values!r}")
    members: dict[str, object] = {}
    for number, (key, item) in enumerate(cast("Mapping[str, object]", pairs).items(), 1):
        members[name.replace("{}", str(number))] = key
        members[value.replace("{}", str(number))] = item
    return members


def add_boundary(kind: str, content: object) -> str:
    """Returns the content type of raw content; that of bytes in parts gets the boundary with which they begin."""
    if not kind.lower().startswith("multipart/") or BOUNDARY.search(kind):
        return kind
    found = _FIRST_LINE.match(content) if isinstance(content, bytes) else None
    return f'{kind}; boundary="{found[1].decode()}"' if found else kind


def check_boundary(body: Body) -> None:
    """Raises InvalidRequestError for parts without a boundary, which nobody can read (RFC 2046, 5.1.1)."""
    kind = body.content_type
    if kind.lower().startswith("multipart/") and not BOUNDARY.search(kind):
        problem = f"a body of {kind} needs a boundary"
        raise InvalidRequestError(
            f"{problem}; pass extra_headers={{'content-type': '{kind}; boundary=...'}}"
        )


def own_content_type(own: str, body: Body) -> str:
    """Returns the caller's Content-Type for a body; a multipart type keeps the boundary (RFC 7578, 4.1).

    Raises:
        InvalidRequestError: the body is multipart and the type is not.
    """
    if found := BOUNDARY.search(body.content_type):
        if not own.lower().startswith("multipart/"):
            raise InvalidRequestError(f"the body is multipart, and the content type {own!r} is not")
        return BOUNDARY.sub("", own) + found[0]
    return own


def _json(
    operation: Operation[object], value: object, extra: Mapping[str, object], kind: str
) -> Body:
    if isinstance(value, Mapping):
        members = drop_unset(cast("Mapping[str, object]", value))
        value = {**members, **extra} if extra else members
        if not value and operation.optional_body:
            return NO_BODY
    elif extra:
        raise InvalidRequestError(f"{operation.label}: extra_body needs a body that is an object")
    # <body_type>
    if operation.body_type is not None:
        from ..data.decimals import as_texts

        value = as_texts(operation.body_type(), value)
    # </body_type>
    return Body(_encode_members(value), kind)


def _encode_members(value: object) -> bytes:
    """Encodes a body as JSON; an error names the member that cannot be sent."""
    try:
        return encode_json(value)
    except InvalidRequestError as error:
        members = cast("Mapping[str, object]", value) if isinstance(value, Mapping) else _NOTHING
        name = next((name for name, member in members.items() if not _is_json(member)), None)
        if name is None:
            raise
        raise InvalidRequestError(f"{name}: {error}") from error


def _is_json(value: object) -> bool:
    try:
        encode_json(value)
    except (InvalidRequestError, UnicodeEncodeError):
        return False
    return True


def _form(
    operation: Operation[object], value: object, extra: Mapping[str, object], kind: str
) -> Body:
    values = {**form_members(operation, value), **extra}
    if not values and operation.optional_body:
        return NO_BODY
    return Body(urlencode(expand_form(operation, values)).encode(), kind)


def form_members(operation: Operation[object], form: object) -> Mapping[str, object]:
    """Returns the fields of a form, which may be a model."""
    if form is None:
        no_content(operation)
        return _NOTHING
    if not isinstance(form, Mapping):
        form = plain(form)
    if not isinstance(form, Mapping):
        raise InvalidRequestError(f"{operation.label}: a form needs named fields")
    return drop_unset(cast("Mapping[str, object]", form))


def no_content(operation: Operation[object]) -> Body:
    """Returns what is sent for None, which only JSON can say: nothing, where the body may be left out.

    Raises:
        InvalidRequestError: the body is required.
    """
    if operation.optional_body:
        return NO_BODY
    raise InvalidRequestError(f"{operation.label}: the body may not be None")


def _text(
    operation: Operation[object], value: object, _extra: Mapping[str, object], kind: str
) -> Body:
    if value is None:
        return no_content(operation)
    if isinstance(value, bytes):
        return Body(value, kind)
    charset = _CHARSET.search(kind)
    try:
        return Body(scalar(value).encode(charset[1] if charset else "utf-8"), kind)
    except (LookupError, UnicodeEncodeError) as error:
        raise InvalidRequestError(f"the text cannot be sent as {kind}: {error}") from None


def _bytes(
    operation: Operation[object], value: object, _extra: Mapping[str, object], kind: str
) -> Body:
    if value is None:
        return no_content(operation)
    if not isinstance(value, bytes) or "*" in kind or "," in kind:
        raise InvalidRequestError(f"{operation.label}: this package sends content only as bytes")
    return Body(value, add_boundary(kind, value))


_ENCODERS: Final[Mapping[BodyKind, Encoder]] = {
    "json": (_json, "application/json", True),
    # <forms>
    "form": (_form, "application/x-www-form-urlencoded", True),
    # </forms>
    # <texts>
    "text": (_text, "text/plain; charset=utf-8", False),
    # </texts>
    # <raw_bodies>
    "bytes": (_bytes, "application/octet-stream", False),
    # </raw_bodies>
}
