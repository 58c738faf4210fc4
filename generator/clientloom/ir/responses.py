# What an operation returns.
"""Results: what a method returns for a status, and how to decode it.

`others` are further media types with the same value; the caller may request one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clientloom.diagnostics import NOWHERE, Span
from clientloom.ir.fields import Parameter, XmlForm
from clientloom.ir.types import Primitive, PrimitiveKind, Scalar, TypeRef

_STRING = Primitive(PrimitiveKind.STRING)


@dataclass(frozen=True, slots=True)
class NoContent:
    """The method returns None."""


@dataclass(frozen=True, slots=True)
class UndeclaredResult:
    """A body that the document does not describe: its JSON values, its text or its bytes; None if it is empty."""


@dataclass(frozen=True, slots=True)
class ExistsResult:
    """Whether the server has it: a HEAD request succeeds, or its status is 404."""


@dataclass(frozen=True, slots=True)
class HeadersResult:
    """The headers of the response to a HEAD request, which the document describes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonResult:
    """The JSON body decoded into the type; with `xml`, a body of XML with that root element."""

    media_type: str
    type: TypeRef
    others: tuple[str, ...] = ()
    xml: XmlForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeResult:
    """A JSON envelope of which the method returns one member.

    `envelope` is the type of the whole body, `field` the Python name of the member that is returned,
    `type` that member's type. `success` and `errors` are Python names of the members that report failure.
    """

    media_type: str
    envelope: TypeRef
    field: str
    type: TypeRef
    success: str | None = None
    errors: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BytesResult:
    """The body as bytes, or, if it is `streamed`, a download that the caller reads."""

    media_type: str
    others: tuple[str, ...] = ()
    streamed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextResult:
    """The body as text, or the scalar that the text represents."""

    media_type: str
    type: TypeRef = _STRING
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEvent:
    """The data of events with one name: JSON of the type, or plain text if `is_text`."""

    name: str
    type: TypeRef
    is_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStreamResult:
    """Server-sent events whose data are JSON of the type, or plain text if the type is a string that is not `quoted`.

    If the name of an event determines its type, `events` lists the names and `item` is the union of their types.
    """

    media_type: str
    item: TypeRef
    events: tuple[NamedEvent, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLinesResult:
    """A stream of JSON values, one per line."""

    media_type: str
    item: TypeRef
    others: tuple[str, ...] = ()


Result = (
    NoContent
    | UndeclaredResult
    | ExistsResult
    | HeadersResult
    | JsonResult
    | EnvelopeResult
    | BytesResult
    | TextResult
    | EventStreamResult
    | JsonLinesResult
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A successful response. `status` is "200", a range "2XX" or "default"."""

    status: str
    result: Result
    doc: str
    headers: tuple[Parameter, ...] = ()
    constraints: tuple[tuple[str, Scalar], ...] = ()
    """As in `Field`, for a value without a name."""
    declared_at: str = field(default="", compare=False)
    """JSON pointer of its declaration, which several operations may share."""
    span: Span = field(default=NOWHERE, compare=False)
