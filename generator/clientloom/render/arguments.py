# The arguments of one method in the order in which they are written. May import ir and python.
"""Arguments: path parameters first, the others by keyword; what must be given before what may be left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from clientloom.ir import (
    Binary,
    Body,
    Defaulted,
    Field,
    FormBody,
    JsonBody,
    JsonLinesBody,
    Location,
    MappingBody,
    MultipartBody,
    Named,
    NoBody,
    Operation,
    Parameter,
    Presence,
    Primitive,
    PrimitiveKind,
    RawBody,
    Required,
    Scalar,
    Schema,
    TextBody,
    TypeRef,
    without_null,
)
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.prose import sentence, short


class Kind(Enum):
    """What is particular about an argument's annotation."""

    VALUE = "value"
    CONTENT = "content"
    LINES = "lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument of a generated method; `doc` is its line in the docstring."""

    name: str
    type: TypeRef
    required: bool
    doc: str
    positional: bool = False
    kind: Kind = Kind.VALUE

    def annotation(self, printer: AnnotationPrinter, flavor: Flavor) -> str:
        """The annotation, without what says that it may be left out."""
        match self.kind:
            case Kind.VALUE:
                return printer.argument(self.type, flavor)
            case Kind.CONTENT:
                return printer.upload(flavor, "Content")
            case Kind.LINES:
                iterable = printer.standard("collections.abc", "Iterable")
                return f"{iterable}[{printer.argument(self.type, flavor)}]"
        assert_never(self.kind)

    def declaration(self, printer: AnnotationPrinter, flavor: Flavor) -> str:
        """The argument as it stands in the parentheses of a function."""
        annotation = self.annotation(printer, flavor)
        if self.required:
            return f"{self.name}: {annotation}"
        unset = printer.ours("UNSET", runtime=True)
        return f"{self.name}: {annotation} | {printer.ours('Unset')} = {unset}"


def arguments_of(
    operation: Operation, body: Body, schemas: Mapping[str, Schema]
) -> tuple[Argument, ...]:
    """The arguments of `operation` sent with `body`, which may be that of one of its variants.

    Parameters with a constant value are no arguments. What the document does not describe is described by its type.
    """
    asked = [parameter for parameter in operation.parameters if parameter.constant is None]
    path = [_of_parameter(p) for p in asked if p.location is Location.PATH]
    others = [_of_parameter(p) for p in asked if p.location is not Location.PATH]
    keywords = [*_of_body(body), *others]
    required = (argument for argument in keywords if argument.required)
    optional = (argument for argument in keywords if not argument.required)
    return tuple(_document_argument(a, schemas) for a in (*path, *required, *optional))


def _document_argument(argument: Argument, schemas: Mapping[str, Schema]) -> Argument:
    inner = without_null(argument.type)
    if argument.doc or not isinstance(inner, Named):
        return argument
    return replace(argument, doc=sentence(short(schemas[inner.id].doc)))


def signature(arguments: Iterable[Argument], printer: AnnotationPrinter, flavor: Flavor) -> str:
    """What stands in the parentheses of a function, without `self` and the options."""
    positional = [a.declaration(printer, flavor) for a in arguments if a.positional]
    keywords = [a.declaration(printer, flavor) for a in arguments if not a.positional]
    return ", ".join([*positional, *(["*", *keywords] if keywords else [])])


def forward_arguments(arguments: Iterable[Argument]) -> str:
    """The arguments as they are handed to another function that takes the same."""
    return ", ".join(a.name if a.positional else f"{a.name}={a.name}" for a in arguments)


def _of_parameter(parameter: Parameter) -> Argument:
    in_path = parameter.location is Location.PATH
    return Argument(
        name=parameter.name,
        type=parameter.type,
        required=in_path or isinstance(parameter.presence, Required),
        doc=argument_doc(parameter),
        positional=in_path,
    )


def _of_body(body: Body) -> Iterator[Argument]:
    match body:
        case NoBody():
            return
        case JsonBody(spread=None):
            yield _whole(
                body.argument, body.type, "The body of the request.", required=body.required
            )
        case JsonBody(spread=fields):
            yield from _of_fields(fields or (), required=body.required)
        case MappingBody():
            doc = "The fields of the form."
            yield _whole(body.argument, body.type, doc, required=body.required)
        case FormBody() | MultipartBody():
            yield from _of_fields([part.field for part in body.parts], required=body.required)
        case RawBody():
            yield Argument(
                name=body.argument,
                type=Binary(),
                required=body.required,
                doc=f"The body of the request ({short(body.media_type)}).",
                kind=Kind.CONTENT,
            )
        case TextBody():
            text = Primitive(PrimitiveKind.STRING)
            doc = f"The text of the request ({short(body.media_type)})."
            yield _whole(body.argument, text, doc, required=body.required)
        case JsonLinesBody():
            yield Argument(
                name=body.argument,
                type=body.item,
                required=body.required,
                doc="The items of the body, sent one a line as they are iterated.",
                kind=Kind.LINES,
            )
        case _:
            assert_never(body)


def _whole(name: str, type_: TypeRef, doc: str, *, required: bool) -> Argument:
    return Argument(name=name, type=type_, required=required, doc=doc)


def _of_fields(fields: Sequence[Field], *, required: bool) -> Iterator[Argument]:
    for field in fields:
        yield Argument(
            name=field.name,
            type=field.type,
            required=required and isinstance(field.presence, Required),
            doc=argument_doc(field),
        )


def argument_doc(argument: Field | Parameter) -> str:
    """What a docstring says of an argument: its description, its limits, its default, whether it is on its way out."""
    parts = [sentence(short(argument.doc))]
    if limits := _limits(dict(argument.constraints)):
        parts.append(f"{limits}.")
    if default := _default(argument.presence):
        parts.append(f"Defaults to {default}.")
    if argument.deprecated:
        parts.append("Deprecated.")
    return " ".join(part for part in parts if part)


def _default(presence: Presence) -> str:
    if not isinstance(presence, Defaulted):
        return ""
    if json.loads(presence.value_json) in (None, "", [], {}):
        return ""
    return f"`{short(presence.value_json, 60)}`"


def _limits(limits: dict[str, Scalar]) -> str:
    """The bounds that a caller has to keep; patterns and formats are left to the document."""
    for unit, low_key, high_key in (
        ("", "minimum", "maximum"),
        (" characters", "minLength", "maxLength"),
        (" items", "minItems", "maxItems"),
    ):
        low, high = limits.get(low_key), limits.get(high_key)
        if low is not None and high is not None:
            return f"From {low} to {high}{unit}" if low != high else f"Exactly {low}{unit}"
        if low not in (None, 0):
            return f"At least {low}{unit}"
        if high is not None:
            return f"At most {high}{unit}"
    return ""
