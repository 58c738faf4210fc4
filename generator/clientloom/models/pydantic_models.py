# The classes of models/: what a response holds. May import ir, python and this room.
"""Pydantic models. Everything that they need of the generated package's runtime is named here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clientloom.ir import (
    Access,
    Anything,
    Field,
    ListOf,
    Nullable,
    ObjectSchema,
    Required,
    Schema,
    TypeRef,
    constant_of,
)
from clientloom.ir.types import without_null
from clientloom.models.backend import Annotate
from clientloom.models.generator import ModelOutput
from clientloom.models.json_schema import ResponseDescriber
from clientloom.models.views import ClassView, FieldView
from clientloom.python.literals import python_literal, quote
from clientloom.python.schema_docs import class_doc, field_doc
from clientloom.python.scope import Scope

_RUNTIME = "package._runtime"
_MODEL, _ONE_OF, _READ_ONLY = (
    (f"{_RUNTIME}.models", name) for name in ("Model", "OneOf", "READ_ONLY")
)


class PydanticModels:
    """Makes a pydantic class of an object, with Python names that take the names on the wire as aliases."""

    output = ModelOutput.PYDANTIC

    def describer(self, schemas: Mapping[str, Schema]) -> ResponseDescriber:
        """Describes types as they are received."""
        return ResponseDescriber(schemas, _RUNTIME)

    def types(self, schema: ObjectSchema) -> Iterator[TypeRef]:
        """The types of the fields, and that of further properties where the class has to say it."""
        yield from map(_attribute_type, schema.fields)
        if (extra := _typed_extra(schema)) is not None:
            yield extra
        if (item := _item_type(schema)) is not None:
            yield item

    def class_view(self, schema: ObjectSchema, annotate: Annotate, scope: Scope) -> ClassView:
        """A subclass of the runtime's `Model`, whose fields hide what has their names."""
        body = scope.body_scope(field.name for field in schema.fields)
        extra, item = _typed_extra(schema), _item_type(schema)
        iterator = f"{body.name('collections.abc', 'Iterator')}[{{}}]" if item else ""
        return ClassView(
            name=schema.name,
            base=body.name(*_MODEL),
            docstring=class_doc(schema),
            fields=tuple(_field_view(field, annotate, body) for field in schema.fields),
            extra="" if extra is None else _dict_annotation(annotate(extra, body), body),
            checking="" if extra is None else body.name("typing", "TYPE_CHECKING"),
            items=schema.items_field,
            iterator="" if item is None else iterator.format(annotate(item, body)),
            iterate="" if item is None else body.name("builtins", "iter"),
        )

    def variants(self, union: str, tag: str | None, scope: Scope, /) -> str:
        """The union with the runtime's mark, which decides how pydantic reads it."""
        argument = "" if tag is None else repr(tag)
        return f"{scope.name('typing', 'Annotated')}[{union}, {scope.name(*_ONE_OF)}({argument})]"


def _attribute_type(field: Field) -> TypeRef:
    """The type of the attribute: None where the value may be missing."""
    if _is_required(field) or isinstance(field.type, Nullable):
        return field.type
    return Nullable(field.type)


def _is_required(field: Field) -> bool:
    """Whether the value is always there; a response never has what is only ever written."""
    return isinstance(field.presence, Required) and field.access is not Access.WRITE_ONLY


def _typed_extra(schema: ObjectSchema) -> TypeRef | None:
    return None if isinstance(schema.extra, Anything) else schema.extra


def _item_type(schema: ObjectSchema) -> TypeRef | None:
    """The type of the items of a list answer."""
    types = (without_null(f.type) for f in schema.fields if f.name == schema.items_field)
    return next((type_.item for type_ in types if isinstance(type_, ListOf)), None)


def _dict_annotation(values: str, scope: Scope) -> str:
    return f"{scope.name('builtins', 'dict')}[{scope.name('builtins', 'str')}, {values}]"


def _field_view(field: Field, annotate: Annotate, scope: Scope) -> FieldView:
    return FieldView(
        name=field.name,
        annotation=_with_metadata(field, annotate(_attribute_type(field), scope), scope),
        default=_default(field),
        docstring=field_doc(field),
    )


def _default(field: Field) -> str:
    """None where the value may be missing. A constant need not be given; a response has it, or it is missing."""
    if not _is_required(field):
        return "None"
    constant = constant_of(field)
    return python_literal(constant[0]) if constant and field.access is not Access.READ_ONLY else ""


def _with_metadata(field: Field, annotation: str, scope: Scope) -> str:
    metadata: list[str] = []
    if field.wire_name != field.name:
        metadata.append(f"{scope.name('pydantic', 'Field')}(alias={quote(field.wire_name)})")
    if field.access is Access.READ_ONLY:
        metadata.append(scope.name(*_READ_ONLY))
    if not metadata:
        return annotation
    return f"{scope.name('typing', 'Annotated')}[{', '.join([annotation, *metadata])}]"
