# Requests -> body bytes or streams. Imports light modules; `uploads` when a body is streamed.
"""The body of a request, whatever its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlencode

from .basics import UNSET
from .encoding import encode_json, given, plain
from .errors import InvalidRequestError
from .operations import Operation, Request
from .parameters import expand_form

if TYPE_CHECKING:
    from .uploads import Upload

_NOTHING: Final[Mapping[str, object]] = {}


@dataclass(frozen=True, slots=True)
class Body:
    """Content in memory or a stream, and its content type ("" for no body)."""

    content: bytes | Upload
    content_type: str

    @property
    def repeatable(self) -> bool:
        """Whether it can be sent (again)."""
        return isinstance(self.content, bytes) or self.content.repeatable


NO_BODY: Final = Body(b"", "")


def build_body(request: Request[object], extra: Mapping[str, object] = _NOTHING) -> Body:
    """The body of a call.

    Args:
        request: holds at most one kind of body.
        extra: further members of a JSON object, a form or a multipart body.

    Raises:
        InvalidRequestError: a value cannot be sent, or there is nothing to add the members to.
    """
    operation = request.operation
    if request.json is not UNSET:
        return _json(operation, request.json, extra)
    if request.form is not None and (extra or request.form is not UNSET):
        return _form(operation, {**_members(operation, request.form), **extra})
    if request.multipart is not None and (extra or request.multipart is not UNSET):
        return _multipart(operation, {**_members(operation, request.multipart), **extra})
    if request.text is not None and request.text is not UNSET:
        kind = operation.content_type or "text/plain; charset=utf-8"
        return Body(request.text.encode(), kind)
    if request.json_lines is not None and request.json_lines is not UNSET:
        from . import uploads

        kind = operation.content_type or "application/x-ndjson"
        return Body(uploads.json_lines(request.json_lines), kind)
    if request.content is not None and request.content is not UNSET:
        return _raw(operation, request.content)
    if extra:
        return _json(operation, {}, extra)
    return NO_BODY


def _json(operation: Operation[object], value: object, extra: Mapping[str, object]) -> Body:
    if isinstance(value, Mapping):
        members = given(cast("Mapping[str, object]", value))
        value = {**members, **extra} if extra else members
        if not value and operation.optional_body:
            return NO_BODY
    elif extra:
        raise InvalidRequestError(f"{operation.id}: extra_body needs a body that is an object")
    return Body(encode_json(value), operation.content_type or "application/json")


def _members(operation: Operation[object], form: object) -> Mapping[str, object]:
    """The fields of a form; a model is one as well."""
    if form is UNSET:
        return _NOTHING
    if not isinstance(form, Mapping):
        form = plain(form)
    if not isinstance(form, Mapping):
        raise InvalidRequestError(f"{operation.id}: a form is made of named fields")
    return given(cast("Mapping[str, object]", form))


def _form(operation: Operation[object], values: Mapping[str, object]) -> Body:
    if not values and operation.optional_body:
        return NO_BODY
    content = urlencode(expand_form(operation, values)).encode()
    return Body(content, operation.content_type or "application/x-www-form-urlencoded")


def _multipart(operation: Operation[object], values: Mapping[str, object]) -> Body:
    if not values and operation.optional_body:
        return NO_BODY
    from . import uploads

    content, boundary = uploads.multipart(_styled(operation, values), operation.parts)
    kind = operation.content_type or "multipart/form-data"
    return Body(content, f"{kind}; boundary={boundary}")


def _styled(operation: Operation[object], values: Mapping[str, object]) -> Mapping[str, object]:
    """The parts of a multipart body, those with a style (OpenAPI 3.1, 4.8.15) as the texts that it makes."""
    styled = {name: value for name, value in values.items() if f"form:{name}" in operation.styles}
    if not styled:
        return values
    texts: dict[str, object] = {}
    for name, text in expand_form(operation, styled):
        known = texts.setdefault(name, [])
        cast("list[str]", known).append(text)
    return {**{name: value for name, value in values.items() if name not in styled}, **texts}


def _raw(operation: Operation[object], content: object) -> Body:
    kind = operation.content_type or "application/octet-stream"
    if isinstance(content, bytes):
        return Body(content, kind)
    from . import uploads

    return Body(uploads.upload(content), kind)
