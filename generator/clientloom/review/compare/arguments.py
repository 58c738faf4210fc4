# The arguments of a generated method. Imports ir only.
"""Converts the parameters and the body of an operation to arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientloom import ir
from clientloom.diagnostics import Span
from clientloom.document.pointer import escape
from clientloom.review.variance.value_limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument: `place` is where its value travels ("query", "body"...), `declared_at` its pointer.

    `serialization` is how a parameter's value is written there ("exploded form", "application/json"...).
    A `demanded` one may be left out with the whole body, and with nothing less.
    """

    name: str
    wire_name: str
    place: str
    type: ir.TypeRef
    presence: ir.Presence
    span: Span
    limits: Limits = ()
    deprecated: bool = False
    demanded: bool = False
    declared_at: str = ""
    serialization: str = ""

    @property
    def required(self) -> bool:
        """Whether the caller must give it."""
        return isinstance(self.presence, ir.Required)

    @property
    def positional(self) -> bool:
        """Whether it may be given by position: path parameters may."""
        return self.place == ir.Location.PATH

    @property
    def in_body(self) -> bool:
        """Whether it is the body or a member of it."""
        return self.place == "body"

    @property
    def kind(self) -> str:
        """The word for it: "argument" or "keyword"."""
        return "argument" if self.positional else "keyword"


def arguments(operation: ir.Operation) -> dict[str, Argument]:
    """Returns the arguments of an operation's method by name, in order, without constants."""
    found = [_parameter_argument(p) for p in operation.parameters if p.is_argument]
    found.extend(_body_arguments(operation.body, operation.span))
    return {argument.name: argument for argument in found}


def _parameter_argument(parameter: ir.Parameter) -> Argument:
    return Argument(
        name=parameter.name,
        wire_name=parameter.wire_name,
        place=str(parameter.location),
        type=parameter.type,
        presence=parameter.presence,
        span=parameter.span,
        limits=parameter.constraints,
        deprecated=parameter.deprecated,
        declared_at=parameter.declared_at,
        serialization=_serialization(parameter),
    )


def _serialization(parameter: ir.Parameter) -> str:
    """Returns how a parameter's value is serialized; "" if all styles serialize a single value alike."""
    inner = ir.without_null(parameter.type)
    single = isinstance(inner, ir.Primitive | ir.LiteralOf)
    if parameter.content:
        return parameter.content
    if single and parameter.style not in {ir.Style.LABEL, ir.Style.MATRIX}:
        return ""
    if parameter.separators:
        return f"lists joined by {parameter.separators!r}"
    exploded = parameter.explode and not single and parameter.style is not ir.Style.DEEP_OBJECT
    return f"exploded {parameter.style}" if exploded else str(parameter.style)


def _body_arguments(body: ir.Body | None, span: Span) -> Iterator[Argument]:
    """Yields the arguments of a body: one per field, else one for the whole body."""
    if body is None:
        return
    for field in body.fields:
        yield _field_argument(field, body.type, body_required=body.required)
    if body.parts is None:
        for type_ in body.argument_types:
            yield _whole_body(body.argument, type_, span, required=body.required)


def _field_argument(field: ir.Field, whole: ir.TypeRef | None, *, body_required: bool) -> Argument:
    """Converts a field of a body of type `whole`. Constants and fields of optional bodies are optional."""
    optional = isinstance(field.presence, ir.Required) and not body_required
    free = optional or bool(ir.constant_of(field))
    return Argument(
        name=field.name,
        wire_name=field.wire_name,
        place="body",
        type=field.type,
        presence=ir.Optional() if free else field.presence,
        span=field.span,
        limits=field.constraints,
        deprecated=field.deprecated,
        demanded=optional,
        declared_at=field_site(field, whole.id if isinstance(whole, ir.Named) else ""),
    )


def field_site(field: ir.Field, schema: str) -> str:
    """Returns the pointer of a field, made from that of its schema if the document is not available."""
    if field.declared_at or not schema:
        return field.declared_at
    return f"{schema}/properties/{escape(field.wire_name)}"


def _whole_body(name: str, type_: ir.TypeRef, span: Span, *, required: bool) -> Argument:
    return Argument(
        name=name,
        wire_name="",
        place="body",
        type=type_,
        presence=ir.Required() if required else ir.Optional(),
        span=span,
    )
