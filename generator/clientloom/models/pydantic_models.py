# The classes of models/: what responses contain. May import ir, python and this room.
"""Pydantic models. Everything that they need from the package's runtime is listed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clientloom import ir
from clientloom.ir.fields import fraction_of, is_always_null
from clientloom.ir.types import without_null
from clientloom.models.backend import Annotate
from clientloom.models.generator import ModelOutput
from clientloom.models.json_schema import ResponseDescriber
from clientloom.models.views import ClassView, EnumView, FieldView
from clientloom.python.annotations import print_xml_form
from clientloom.python.literals import python_literal, quote
from clientloom.python.model_index import ModelEntry
from clientloom.python.schema_docs import alias_doc, class_doc, field_doc, text_doc
from clientloom.python.scope import Scope

_RUNTIME = "package._runtime"
_MODEL, _ONE_OF, _CONSTANT, _READ_ONLY, _XML_FORM, _ITERATE = (
    (_RUNTIME, name)
    for name in ("Model", "OneOf", "Constant", "READ_ONLY", "XmlForm", "iterate_items")
)


class PydanticModels:
    """Writes objects as pydantic classes: Python names, with the wire names as aliases."""

    output = ModelOutput.PYDANTIC

    def name(self, entry: ModelEntry, /) -> str:
        """Returns the name of the model."""
        return entry.name

    def describer(self, schemas: Mapping[str, ir.Schema]) -> ResponseDescriber:
        """Returns what describes types in responses."""
        return ResponseDescriber(schemas, _RUNTIME)

    def types(self, schema: ir.ObjectSchema) -> Iterator[ir.TypeRef]:
        """Yields the types of the fields, of typed additional properties, and of the items of a list."""
        yield from map(_attribute_type, schema.fields)
        if (extra := _typed_extra(schema)) is not None:
            yield extra
        if (item := _item_type(schema)) is not None:
            yield item

    def class_view(self, schema: ir.ObjectSchema, annotate: Annotate, scope: Scope) -> ClassView:
        """Returns a subclass of the runtime's `Model`."""
        body = scope.body_scope(field.name for field in schema.fields)
        extra, item = _typed_extra(schema), _item_type(schema)
        iterator = f"{body.name('collections.abc', 'Iterator')}[{{}}]" if item else ""
        return ClassView(
            name=schema.name,
            base=body.name(*_MODEL),
            docstring=class_doc(schema),
            deprecated=_deprecation(schema, body),
            fields=tuple(_field_view(field, annotate, body) for field in schema.fields),
            extra="" if extra is None else _dict_annotation(annotate(extra, body), body),
            checking="" if extra is None else body.name("typing", "TYPE_CHECKING"),
            items=schema.items_field,
            iterator="" if item is None else iterator.format(annotate(item, body)),
            iterate="" if item is None else body.name(*_ITERATE),
        )

    def enum_view(self, schema: ir.AliasSchema, scope: Scope, /) -> EnumView | None:
        """Returns a `StrEnum` or an `IntEnum`, whose members equal the plain values."""
        literal = schema.enum
        if literal is None:
            return None
        base = "StrEnum" if isinstance(literal.values[0], str) else "IntEnum"
        members = zip(literal.members, literal.values, strict=True)
        return EnumView(
            name=schema.name,
            base=scope.name("enum", base),
            docstring=class_doc(schema),
            members=tuple((m.name, python_literal(v), text_doc(m.doc)) for m, v in members),
        )

    def alias_annotation(self, _schema: ir.AliasSchema, annotation: str, _scope: Scope, /) -> str:
        """Returns the annotation unchanged."""
        return annotation

    def alias_doc(self, schema: ir.AliasSchema, _schemas: Mapping[str, ir.Schema], /) -> str:
        """Returns the description."""
        return alias_doc(schema)

    def variants(self, union: str, tag: str | None, scope: Scope, /) -> str:
        """Returns the union with the runtime's `OneOf`, which decides how pydantic decodes it."""
        argument = "" if tag is None else repr(tag)
        return f"{scope.name('typing', 'Annotated')}[{union}, {scope.name(*_ONE_OF)}({argument})]"


def _deprecation(schema: ir.ObjectSchema, scope: Scope) -> str:
    if not schema.deprecated:
        return ""
    mark = scope.name("typing_extensions", "deprecated")
    # Without a category, making an instance does not warn: pydantic makes one for each response.
    return f"{mark}({quote(f'{schema.name} is deprecated')}, category=None)"


def _attribute_type(field: ir.Field) -> ir.TypeRef:
    """Returns the type of the attribute; it includes None if the value may be missing."""
    if _is_required(field) or isinstance(field.type, ir.Nullable):
        return field.type
    return ir.Nullable(field.type)


def _is_required(field: ir.Field) -> bool:
    """Whether a response always has the value; it never has a write-only one."""
    return isinstance(field.presence, ir.Required) and field.access is not ir.Access.WRITE_ONLY


def _typed_extra(schema: ir.ObjectSchema) -> ir.TypeRef | None:
    return None if isinstance(schema.extra, ir.Anything) else schema.extra


def _item_type(schema: ir.ObjectSchema) -> ir.TypeRef | None:
    """Returns the type of the items of a list response."""
    types = (without_null(f.type) for f in schema.fields if f.name == schema.items_field)
    return next((type_.item for type_ in types if isinstance(type_, ir.ListOf)), None)


def _dict_annotation(values: str, scope: Scope) -> str:
    return f"{scope.name('builtins', 'dict')}[{scope.name('builtins', 'str')}, {values}]"


def _field_view(field: ir.Field, annotate: Annotate, scope: Scope) -> FieldView:
    return FieldView(
        name=field.name,
        annotation=_with_metadata(field, annotate(_attribute_type(field), scope), scope),
        default=_default(field),
        docstring=field_doc(field),
    )


def _default(field: ir.Field) -> str:
    """Returns the default: None if the value may be missing, else the constant, so that callers need not give it."""
    if not _is_required(field) or _is_null(field):
        return "None"
    constant = ir.constant_of(field)
    return (
        python_literal(constant[0]) if constant and field.access is not ir.Access.READ_ONLY else ""
    )


def _is_null(field: ir.Field) -> bool:
    """Whether a field of a model has the constant null."""
    return is_always_null(field) and field.access is ir.Access.READ_WRITE


def _with_metadata(field: ir.Field, annotation: str, scope: Scope) -> str:
    metadata: list[str] = []
    if field.wire_name != field.name:
        metadata.append(f"{scope.name('pydantic', 'Field')}(alias={quote(field.wire_name)})")
    marked = (None,) if _is_null(field) else fraction_of(field)
    metadata += (f"{scope.name(*_CONSTANT)}({python_literal(value)})" for value in marked)
    if field.access is ir.Access.READ_ONLY:
        metadata.append(scope.name(*_READ_ONLY))
    if field.xml is not None:
        metadata.append(print_xml_form(field.xml, scope.name(*_XML_FORM)))
    if not metadata:
        return annotation
    return f"{scope.name('typing', 'Annotated')}[{', '.join([annotation, *metadata])}]"
