# Everything with a Python name and a wire name: fields of objects, parameters of operations.
"""Fields and parameters; presence (may it be left out?) and nullability (may it be null?) are separate."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from keyword import iskeyword

from clientloom.diagnostics import Span
from clientloom.ir.types import (
    NULL,
    LiteralOf,
    Primitive,
    PrimitiveKind,
    Scalar,
    TypeRef,
    without_null,
)


@dataclass(frozen=True, slots=True)
class Required:
    """The value must be present."""


@dataclass(frozen=True, slots=True)
class Optional:
    """The value may be left out."""


@dataclass(frozen=True, slots=True)
class Defaulted:
    """The value may be left out; the server then uses this default (compact JSON text)."""

    value_json: str


Presence = Required | Optional | Defaulted


class XmlNode(StrEnum):
    """What a value is in XML (OpenAPI 3.2, 4.26 XML Object)."""

    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    """The text of the element around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlForm:
    """How a value is written in XML. An empty `name` is the name in JSON.

    A list is an element for each item, named by `item`; if it is `wrapped`, one more element is around them.
    """

    name: str = ""
    namespace: str = ""
    prefix: str = ""
    node: XmlNode = XmlNode.ELEMENT
    wrapped: bool = False
    item: XmlForm | None = None


class Access(StrEnum):
    """Where a field travels: `readOnly` and `writeOnly` of JSON Schema."""

    READ_WRITE = "read-write"
    READ_ONLY = "read-only"
    WRITE_ONLY = "write-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A property of an object schema, or one keyword argument that a spread body becomes."""

    name: str
    wire_name: str
    type: TypeRef
    presence: Presence
    doc: str
    span: Span
    access: Access = Access.READ_WRITE
    deprecated: bool = False
    constraints: tuple[tuple[str, Scalar], ...] = ()
    """Sorted pairs of JSON Schema keyword and limit, e.g. ("maximum", 100); for documentation and review."""
    declared_at: str = ""
    """JSON pointer of its declaration."""
    xml: XmlForm | None = None
    """How it is written in a body of XML, None for an element of its name."""


def dict_key(field: Field) -> str:
    """Returns the key of the field in a dict of a call: what an argument of that name is called.

    So it has an underscore only where Python reserves the word (`from_`), and not where pydantic does (`schema`).
    """
    is_same = field.name.rstrip("_") == field.wire_name and not iskeyword(field.wire_name)
    return field.wire_name if is_same else field.name


def constant_of(field: Field) -> tuple[Scalar, ...]:
    """Returns the value of a required field that has only one, () for any other field."""
    if not isinstance(field.presence, Required):
        return ()
    if field.type == NULL:
        return (None,)
    if isinstance(field.type, LiteralOf):
        return field.type.values if len(field.type.values) == 1 else ()
    return fraction_of(field) if field.type == Primitive(PrimitiveKind.NUMBER) else ()


def is_always_null(field: Field) -> bool:
    """Whether a field is always there and null."""
    return constant_of(field) == (None,)


def fraction_of(field: Field) -> tuple[float, ...]:
    """Returns the only number of a field if it has a fraction, which no literal type can hold; else ()."""
    value = dict(field.constraints).get("const")
    is_number = without_null(field.type) == Primitive(PrimitiveKind.NUMBER)
    return (value,) if is_number and isinstance(value, float) else ()


class Location(StrEnum):
    """Where a parameter travels."""

    PATH = "path"
    QUERY = "query"
    QUERYSTRING = "querystring"
    """The value is the whole query string (OpenAPI 3.2, 4.12.1)."""
    HEADER = "header"
    COOKIE = "cookie"


class Style(StrEnum):
    """How a parameter's value is serialized (OpenAPI 3.1, 4.8.12.2 Style Values)."""

    SIMPLE = "simple"
    LABEL = "label"
    MATRIX = "matrix"
    FORM = "form"
    SPACE_DELIMITED = "spaceDelimited"
    PIPE_DELIMITED = "pipeDelimited"
    DEEP_OBJECT = "deepObject"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an operation outside its body.

    `content` is the media type of a parameter that is declared by `content` instead of `schema` (its style is
    then unused). `constant` is compact JSON of the only value that is ever sent: such a parameter is not an
    argument of the generated method. `separators` join the items of a list and of nested lists, one character
    per level, where OpenAPI 3 has no style for it (Swagger 2.0, `collectionFormat`).
    """

    name: str
    wire_name: str
    location: Location
    type: TypeRef
    presence: Presence
    doc: str
    span: Span
    style: Style
    explode: bool
    allow_reserved: bool = False
    separators: str = ""
    content: str | None = None
    constant: str | None = None
    deprecated: bool = False
    constraints: tuple[tuple[str, Scalar], ...] = ()
    declared_at: str = ""
    """JSON pointer of its declaration, "" if only the path template names it."""
    client_argument: str = ""
    """The argument of the client that gives the value; "" for an argument of the method."""

    @property
    def is_argument(self) -> bool:
        """Whether it is an argument of the method: neither a constant nor a value of the client."""
        return self.constant is None and not self.client_argument

    @property
    def constant_text(self) -> str:
        """A constant as the text of a header: a string as it is, any other value as JSON."""
        value = json.loads(self.constant or '""')
        return value if isinstance(value, str) else self.constant or ""
