# Named schemas. Every object that needs a class is one of these; they are not nested.
"""Named schemas: an object with fields, or another name for a type."""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.diagnostics import Span
from clientloom.ir.fields import Access, Field, Required
from clientloom.ir.types import Anything, LiteralOf, Scalar, TypeRef, without_null


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectSchema:
    """A JSON object with known properties: a pydantic model, and a TypedDict where it is sent.

    `id` is the JSON pointer of the place that first declares it; `name` the final Python class name.
    `extra` is the type of further properties if the document gives one (`additionalProperties`); `closed` says
    that it forbids them. `used_in_request` and `used_in_response` say where values of it occur. `items_field` is
    the Python name of the field over which an instance iterates: the items of a list response.
    """

    id: str
    name: str
    doc: str
    fields: tuple[Field, ...]
    span: Span
    extra: TypeRef | None = None
    closed: bool = False
    deprecated: bool = False
    used_in_request: bool = False
    used_in_response: bool = False
    items_field: str = ""

    @property
    def takes_any_dict(self) -> bool:
        """Whether a dict with keys of any name is a valid argument, as far as annotations can say.

        `additionalProperties: true` repeats the default of JSON Schema. Beside a required field it does not invite
        to any keys: a dict whose key is misspelled would pass.
        """
        if not isinstance(self.extra, Anything):
            return self.extra is not None
        return not any(
            isinstance(field.presence, Required) and field.access is not Access.READ_ONLY
            for field in self.fields
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasSchema:
    """A name for a type other than an object with fields: an enum, a union, an array, a map or a scalar."""

    id: str
    name: str
    doc: str
    type: TypeRef
    span: Span
    deprecated: bool = False
    used_in_request: bool = False
    used_in_response: bool = False
    constraints: tuple[tuple[str, Scalar], ...] = ()
    """As in `Field`."""
    is_enum_class: bool = False
    """Whether it is a class with the members of its literal, beside the plain values."""

    @property
    def enum(self) -> LiteralOf | None:
        """The literal of an enum class, None for any other alias."""
        literal = without_null(self.type)
        return literal if self.is_enum_class and isinstance(literal, LiteralOf) else None


Schema = ObjectSchema | AliasSchema
