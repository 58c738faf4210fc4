# What an operation sends.
"""Request bodies: how each is encoded, and the arguments that it consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from clientloom.ir.fields import Field, Style, XmlForm
from clientloom.ir.types import ListOf, TypeRef


class BodyKind(StrEnum):
    """How a body is encoded. The runtime (bodies.py) has an encoder of the same name for each."""

    JSON = "json"
    FORM = "form"
    """`application/x-www-form-urlencoded`."""
    MULTIPART = "multipart"
    JSON_LINES = "json_lines"
    """One JSON value per line, from an iterable of items."""
    TEXT = "text"
    """Text, sent in UTF-8."""
    XML = "xml"
    """XML that describes the JSON value, by the `xml` of its schemas."""
    BYTES = "bytes"
    """Bytes, a file or an iterable of bytes, sent as they are."""


DEFAULT_MEDIA_TYPES: Final[Mapping[BodyKind, str]] = MappingProxyType(
    {
        BodyKind.JSON: "application/json",
        BodyKind.FORM: "application/x-www-form-urlencoded",
        BodyKind.MULTIPART: "multipart/form-data",
        BodyKind.JSON_LINES: "application/x-ndjson",
        BodyKind.TEXT: "text/plain",
        BodyKind.XML: "application/xml",
        BodyKind.BYTES: "application/octet-stream",
    }
)
"""The media type of a body, unless its operation declares another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field of a form or a JSON object, with the way it is encoded (OpenAPI 3.2, 4.15 Encoding Object).

    `content_type` is the declared media type of a multipart part, "" where the default applies; for a file it
    may be a range or a list. `is_file` marks uploads, `is_list` a part that is repeated for each item,
    `is_base64` a string of base64 text. Without `style`, the media type decides how the value is encoded.
    """

    field: Field
    content_type: str = ""
    is_file: bool = False
    is_list: bool = False
    is_base64: bool = False
    style: Style | None = None
    explode: bool = True
    separators: str = ""
    """As in `Parameter`."""
    numbered: tuple[str, str] | None = None
    """The patterns of the names on the wire, of a mapping that is sent in numbered pairs: `Parameter{}.Name`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A request body. Each of the `parts` is a keyword argument; without parts, `argument` takes the whole body.

    `media_types` encode the same value in the same way; the default is first. `type` is the type of the whole
    body, or of one item for JSON lines; it is None if the parts describe everything. `constants` are members that
    always have one value (pairs of wire name and compact JSON) and therefore are not arguments, such as the
    `stream` that chooses between two kinds of response.

    In a multipart body, `order` lists the wire names in document order, `free_files` says that parts with names
    chosen by the caller are files, and `known_parts` are the parts that `argument` may contain.
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
    xml: XmlForm | None = None
    """The root element of a body of XML."""

    @property
    def media_type(self) -> str:
        """The media type that is sent, unless the caller chooses another."""
        return self.media_types[0]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that become keyword arguments."""
        return tuple(part.field for part in self.parts or ())

    @property
    def types(self) -> tuple[TypeRef, ...]:
        """Every type in the body."""
        whole = () if self.type is None else (self.type,)
        return (*whole, *(field.type for field in self.fields))

    @property
    def argument_types(self) -> tuple[TypeRef, ...]:
        """The types of its arguments."""
        if self.parts is not None:
            return tuple(field.type for field in self.fields)
        if self.type is None:
            return ()
        return (ListOf(self.type) if self.kind is BodyKind.JSON_LINES else self.type,)
