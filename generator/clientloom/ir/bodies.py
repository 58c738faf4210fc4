# What an operation sends.
"""Request bodies: how one is written, and the arguments that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from clientloom.ir.fields import Field, Style
from clientloom.ir.types import ListOf, TypeRef


class BodyKind(StrEnum):
    """How a body is written. The runtime (bodies.py) has an encoder for each, under the same name."""

    JSON = "json"
    FORM = "form"
    """`application/x-www-form-urlencoded`."""
    MULTIPART = "multipart"
    JSON_LINES = "json_lines"
    """One JSON value a line, from an iterable of items."""
    TEXT = "text"
    """Text, sent in UTF-8."""
    BYTES = "bytes"
    """Bytes, a file or an iterable of bytes, sent as they are."""


DEFAULT_MEDIA_TYPES: Final[Mapping[BodyKind, str]] = MappingProxyType(
    {
        BodyKind.JSON: "application/json",
        BodyKind.FORM: "application/x-www-form-urlencoded",
        BodyKind.MULTIPART: "multipart/form-data",
        BodyKind.JSON_LINES: "application/x-ndjson",
        BodyKind.TEXT: "text/plain",
        BodyKind.BYTES: "application/octet-stream",
    }
)
"""What the runtime sends a body as where the operation does not say otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field of a form or a JSON object, with the way it is encoded (OpenAPI 3.2, 4.15 Encoding Object).

    `content_type` is the declared media type of a multipart part, "" where the default applies; it may be a
    range or several for a file. `is_file` marks uploads, `is_list` a part that is repeated for each item,
    `is_base64` a text that holds bytes. Without `style` the media type of the value decides.
    """

    field: Field
    content_type: str = ""
    is_file: bool = False
    is_list: bool = False
    is_base64: bool = False
    style: Style | None = None
    explode: bool = True
    separators: str = ""
    """As of a parameter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What an operation sends: each of the `parts` is a keyword argument; without them `argument` is all of it.

    `media_types` are alike but for their name, the default first. `type` is that of the whole value, of one
    item for JSON lines, and None where the parts say everything. `constants` are members that are always
    sent with one value (pairs of wire name and compact JSON) and are no arguments, such as the `stream` that
    tells apart the two answers of one operation.

    Of a multipart body, `order` has the wire names as the document lists them, `free_files` says that parts
    with names of the caller's own are files, and `known_parts` are those that `argument` may hold.
    """

    kind: BodyKind
    media_types: tuple[str, ...]
    required: bool
    type: TypeRef | None = None
    parts: tuple[Part, ...] | None = None
    argument: str = "body"
    constants: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()
    free_files: bool = False
    known_parts: tuple[Part, ...] = ()

    @property
    def media_type(self) -> str:
        """What it is sent as, unless the caller chooses another one."""
        return self.media_types[0]

    @property
    def fields(self) -> tuple[Field, ...]:
        """What becomes keyword arguments."""
        return tuple(part.field for part in self.parts or ())

    @property
    def types(self) -> tuple[TypeRef, ...]:
        """Every type that the body is made of."""
        whole = () if self.type is None else (self.type,)
        return (*whole, *(field.type for field in self.fields))

    @property
    def argument_types(self) -> tuple[TypeRef, ...]:
        """The types of the arguments that it becomes."""
        if self.parts is not None:
            return tuple(field.type for field in self.fields)
        if self.type is None:
            return ()
        return (ListOf(self.type) if self.kind is BodyKind.JSON_LINES else self.type,)
