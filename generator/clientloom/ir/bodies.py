# What an operation sends.
"""Request bodies, one class a kind of media type."""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.ir.fields import Field, Style
from clientloom.ir.types import TypeRef


@dataclass(frozen=True, slots=True)
class NoBody:
    """The operation sends none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonBody:
    """A JSON body. With `spread` each of the fields is a keyword argument; without, `argument` takes it whole.

    `fixed` are members that are always sent with one value (pairs of wire name and compact JSON) and are
    no arguments, such as the `stream` that tells apart the two answers of one operation.
    """

    media_type: str
    type: TypeRef
    required: bool
    spread: tuple[Field, ...] | None
    argument: str = "body"
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field of a form with the way it is encoded (OpenAPI 3.1, 4.8.15 Encoding Object).

    `content_type` is the declared media type of a multipart part, "" where the default applies. `is_file`
    marks uploads, `is_list` a part that is repeated for each item.
    """

    field: Field
    content_type: str = ""
    is_file: bool = False
    is_list: bool = False
    style: Style | None = None
    explode: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBody:
    """`application/x-www-form-urlencoded`; each part is a keyword argument."""

    media_type: str
    required: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipartBody:
    """`multipart/form-data`; each part is a keyword argument."""

    media_type: str
    required: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingBody:
    """A form (urlencoded or multipart, as the media type says) whose fields the document does not list.

    One argument takes it whole: a mapping, or one of several objects.
    """

    media_type: str
    required: bool
    type: TypeRef
    argument: str = "fields"

    @property
    def is_multipart(self) -> bool:
        """Whether the form is sent in parts."""
        return self.media_type.lower().startswith("multipart/")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBody:
    """Bytes, a file or an iterable of bytes, sent as they are."""

    media_type: str
    required: bool
    argument: str = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBody:
    """Text, sent in UTF-8."""

    media_type: str
    required: bool
    argument: str = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLinesBody:
    """One JSON value a line (`application/x-ndjson`, `application/jsonl`), from an iterable of items."""

    media_type: str
    required: bool
    item: TypeRef
    argument: str = "items"


Body = (
    NoBody | JsonBody | FormBody | MultipartBody | MappingBody | RawBody | TextBody | JsonLinesBody
)
