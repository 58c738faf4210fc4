# The arguments of one method, in order. May import ir and python.
"""Arguments: path parameters first, then keywords; required ones before optional ones."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from clientloom import ir
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.boilerplate import quotes_default, repeats_name
from clientloom.python.dict_forms import write_forms
from clientloom.python.literals import python_literal
from clientloom.python.prose import end_sentence, summarize
from clientloom.render.media_choices import media_types


class Kind(Enum):
    """How an argument is annotated, and what it is for."""

    VALUE = "value"
    CONTENT = "content"
    LINES = "lines"
    CONTENT_TYPE = "content_type"
    """Chooses the media type of the body."""
    ACCEPT = "accept"
    """Chooses the media type of the response."""


_KINDS = {ir.BodyKind.BYTES: Kind.CONTENT, ir.BodyKind.JSON_LINES: Kind.LINES}
_WHOLE = {
    ir.BodyKind.FORM: "The fields of the form.",
    ir.BodyKind.MULTIPART: "The fields of the form.",
    ir.BodyKind.JSON_LINES: "The items of the body, sent one per line while they are iterated; or the lines "
    "themselves as bytes, text, a path or a file. An iterator is sent once and never retried.",
    ir.BodyKind.TEXT: "The text of the request ({}).",
    ir.BodyKind.BYTES: "The body of the request ({}). An iterator is sent once and never retried.",
}
"""The description of an argument that takes the whole body."""


_MOST_FORMS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument of a generated method; `doc` is its line in the docstring.

    `constant` has the default of an argument that has only one value.
    """

    name: str
    type: ir.TypeRef
    required: bool
    doc: str
    positional: bool = False
    kind: Kind = Kind.VALUE
    constant: tuple[ir.Scalar, ...] = ()

    def annotation(self, printer: AnnotationPrinter, flavor: Flavor) -> str:
        """Returns the annotation, without `Unset`."""
        match self.kind:
            case Kind.VALUE | Kind.CONTENT_TYPE | Kind.ACCEPT:
                return printer.argument(self.type, flavor)
            case Kind.CONTENT:
                return printer.upload(flavor, "Content")
            case Kind.LINES:
                item = printer.argument(self.type, flavor)
                names = ("Iterable", "AsyncIterable") if flavor is Flavor.ASYNC else ("Iterable",)
                iterables = (f"{printer.standard('collections.abc', n)}[{item}]" for n in names)
                return " | ".join([*iterables, printer.runtime_name("LinesInput")])
        assert_never(self.kind)

    def declaration(self, printer: AnnotationPrinter, flavor: Flavor) -> str:
        """Returns the argument as written in the signature of a function."""
        annotation = self.annotation(printer, flavor)
        if self.required:
            return f"{self.name}: {annotation}"
        if self.constant:
            return f"{self.name}: {annotation} = {python_literal(self.constant[0])}"
        unset = printer.runtime_name("UNSET", runtime=True)
        return f"{self.name}: {annotation} | {printer.runtime_name('Unset')} = {unset}"


def arguments_of(
    operation: ir.Operation,
    body: ir.Body | None,
    responses: Iterable[ir.Response],
    schemas: Mapping[str, ir.Schema],
) -> tuple[Argument, ...]:
    """Returns the arguments of an operation or of one of its variants, with its `body` and `responses`.

    Parameters with a constant value are not arguments. The description of the type replaces a missing one.
    """
    given = [parameter for parameter in operation.parameters if parameter.is_argument]
    path = [_parameter_argument(p) for p in given if p.location is ir.Location.PATH]
    others = [_parameter_argument(p) for p in given if p.location is not ir.Location.PATH]
    keywords = [*_body_arguments(body), *others]
    required = (argument for argument in keywords if argument.required)
    optional = (argument for argument in keywords if not argument.required)
    taken = {argument.name for argument in (*path, *keywords)}
    choices = (*_content_type_argument(body, taken), *_accept_argument(responses, taken))
    return tuple(_document_argument(a, schemas) for a in (*path, *required, *optional, *choices))


def _content_type_argument(body: ir.Body | None, taken: Collection[str]) -> Iterator[Argument]:
    """Yields the argument for the media type of a body, if the document declares several or a range."""
    types = body.media_types if body else ()
    if body and (len(types) > 1 or any("*" in media_type for media_type in types)):
        yield _media_type_argument(
            ("content_type", "body_content_type", "request_content_type"),
            types,
            f"The media type of the body ({', '.join(map(summarize, types))}){_default_type(body)}.",
            Kind.CONTENT_TYPE,
            taken,
        )


def _default_type(body: ir.Body) -> str:
    """Says which media type a body has if the caller names none, as `real_type` of the runtime chooses it."""
    first = next((summarize(each) for each in body.media_types if "*" not in each), "")
    if body.kind is not ir.BodyKind.BYTES:
        return f"; `{first}` if not given" if first else ""
    otherwise = f", else `{first}`" if first else ""
    return f"; if not given, that of the file's name or first bytes{otherwise}"


def _accept_argument(
    responses: Iterable[ir.Response], taken: Collection[str]
) -> Iterator[Argument]:
    """Yields the argument for the media type of the response, if one value has several."""
    types = tuple(dict.fromkeys(t for r in responses for t in media_types(r.result)))
    if any(len(media_types(r.result)) > 1 for r in responses):
        yield _media_type_argument(
            ("accept", "accept_type", "response_accept"),
            types,
            f"The media type of the response ({', '.join(map(summarize, types))}).",
            Kind.ACCEPT,
            taken,
        )


def _media_type_argument(
    names: Sequence[str], types: tuple[str, ...], doc: str, kind: Kind, taken: Collection[str]
) -> Argument:
    free = any("*" in media_type for media_type in types)
    return Argument(
        name=next(name for name in names if name not in taken),
        type=ir.Primitive(ir.PrimitiveKind.STRING) if free else ir.LiteralOf(types, closed=True),
        required=False,
        doc=doc,
        kind=kind,
    )


def _document_argument(argument: Argument, schemas: Mapping[str, ir.Schema]) -> Argument:
    """Adds the description of the type where the argument has none, and what to write for objects."""
    inner = ir.without_null(argument.type)
    doc = argument.doc
    if not doc and isinstance(inner, ir.Named):
        doc = end_sentence(summarize(schemas[inner.id].doc))
    forms = (
        _describe_forms(write_forms(argument.type, schemas)) if argument.kind is Kind.VALUE else ""
    )
    return replace(argument, doc=" ".join(filter(None, (doc, forms))))


def _describe_forms(forms: Sequence[str]) -> str:
    """Describes what to write, if that fits into a docstring."""
    told = forms if len(forms) <= _MOST_FORMS else ()
    match [f"`{form}`" for form in told if form != "{...}"]:
        case [*most, last] if most:
            return f"One of {', '.join(most)} or {last}."
        case [form]:
            return f"Such as {form}."
        case _:
            return ""


def signature(arguments: Iterable[Argument], printer: AnnotationPrinter, flavor: Flavor) -> str:
    """Returns the parameters of a function, without `self` and the options."""
    positional = [a.declaration(printer, flavor) for a in arguments if a.positional]
    keywords = [a.declaration(printer, flavor) for a in arguments if not a.positional]
    return ", ".join([*positional, *(["*", *keywords] if keywords else [])])


def forward_arguments(arguments: Iterable[Argument]) -> str:
    """Returns the arguments of a call that passes them on."""
    return ", ".join(a.name if a.positional else f"{a.name}={a.name}" for a in arguments)


def _parameter_argument(parameter: ir.Parameter) -> Argument:
    in_path = parameter.location is ir.Location.PATH
    return Argument(
        name=parameter.name,
        type=parameter.type,
        required=in_path or isinstance(parameter.presence, ir.Required),
        doc=argument_doc(parameter),
        positional=in_path,
    )


def _body_arguments(body: ir.Body | None) -> Iterator[Argument]:
    if body is None:
        return
    if body.parts is not None:
        yield from _field_arguments(body.fields, required=body.required)
    elif body.type is not None:
        yield Argument(
            name=body.argument,
            type=body.type,
            required=body.required,
            doc=_WHOLE.get(body.kind, "The body of the request.").format(
                ", ".join(map(summarize, body.media_types))
            ),
            kind=_KINDS.get(body.kind, Kind.VALUE),
        )


def _field_arguments(fields: Sequence[ir.Field], *, required: bool) -> Iterator[Argument]:
    for field in fields:
        constant = ir.constant_of(field) if required else ()
        yield Argument(
            name=field.name,
            type=field.type,
            required=required and isinstance(field.presence, ir.Required) and not constant,
            doc=argument_doc(field),
            constant=constant,
        )


def argument_doc(argument: ir.Field | ir.Parameter) -> str:
    """Describes an argument: what its name does not say, limits, default, and whether it is deprecated."""
    said = end_sentence(summarize(argument.doc))
    parts = ["" if repeats_name(said, argument.name) else said]
    if limits := _limits(dict(argument.constraints)):
        parts.append(f"{limits}.")
    if (default := _default(argument.presence)) and not _is_default_quoted(argument):
        parts.append(f"Defaults to {default}.")
    if argument.deprecated:
        parts.append("Deprecated.")
    return " ".join(part for part in parts if part)


def _default(presence: ir.Presence) -> str:
    if not isinstance(presence, ir.Defaulted):
        return ""
    if json.loads(presence.value_json) in (None, "", [], {}):
        return ""
    return f"`{summarize(presence.value_json, 60)}`"


def _is_default_quoted(argument: ir.Field | ir.Parameter) -> bool:
    presence = argument.presence
    return isinstance(presence, ir.Defaulted) and quotes_default(argument.doc, presence.value_json)


def _limits(limits: dict[str, ir.Scalar]) -> str:
    """Describes the bounds of a value; patterns and formats are left out."""
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
