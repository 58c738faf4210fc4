# The classes of params/: what requests contain. May import ir, python and this room.
"""TypedDicts, whose keys are the Python names of the fields; the runtime also takes the names on the wire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from clientloom import ir
from clientloom.models.backend import Annotate
from clientloom.models.generator import ModelOutput
from clientloom.models.json_schema import RequestDescriber
from clientloom.models.views import ClassView, EnumView, FieldView
from clientloom.python.dict_forms import write_forms
from clientloom.python.identifiers import is_plain
from clientloom.python.literals import quote
from clientloom.python.model_index import ModelEntry
from clientloom.python.prose import wrap
from clientloom.python.schema_docs import alias_doc, class_doc, field_doc, field_text
from clientloom.python.scope import Scope

_IDENTIFIER = re.compile(r"\w+")
_COMMENT_WIDTH = 90


class TypedDicts:
    """Writes objects as TypedDicts, without read-only fields."""

    output = ModelOutput.TYPED_DICT

    def name(self, entry: ModelEntry, /) -> str:
        """Returns the name of the dict."""
        return entry.params_name

    def describer(self, schemas: Mapping[str, ir.Schema]) -> RequestDescriber:
        """Returns what describes types in requests."""
        return RequestDescriber(schemas)

    def types(self, schema: ir.ObjectSchema) -> Iterator[ir.TypeRef]:
        """Returns the types of the keys."""
        return (field.type for field in _sent_fields(schema))

    def class_view(self, schema: ir.ObjectSchema, annotate: Annotate, scope: Scope) -> ClassView:
        """Returns a class or, if a key cannot be a name in a class body, a call of `TypedDict`."""
        annotated = [(field, _annotation(field, annotate, scope)) for field in _sent_fields(schema)]
        if _can_be_class(annotated):
            fields = (_class_field(field, annotation) for field, annotation in annotated)
            return _class_view(schema, fields, scope, as_call=False)
        items = (
            _call_field(f, _quote_forward_references(annotation, scope))
            for f, annotation in annotated
        )
        return _class_view(schema, items, scope, as_call=True)

    def enum_view(self, _schema: ir.AliasSchema, _scope: Scope, /) -> EnumView | None:
        """Returns None: callers give members of the class in `models`, or plain values."""
        return None

    def alias_annotation(self, schema: ir.AliasSchema, annotation: str, scope: Scope, /) -> str:
        """Returns the annotation; an enum may also be a member of its class in `models`."""
        if schema.enum is None:
            return annotation
        return f"{scope.name('package', 'models')}.{schema.name} | {annotation}"

    def alias_doc(self, schema: ir.AliasSchema, schemas: Mapping[str, ir.Schema], /) -> str:
        """Returns the description and, for a union of dicts, what to write."""
        return alias_doc(schema, write_forms(schema.type, schemas))

    def variants(self, union: str, _tag: str | None, _scope: Scope, /) -> str:
        """Returns the union unchanged."""
        return union


def _class_view(
    schema: ir.ObjectSchema, fields: Iterable[FieldView], scope: Scope, *, as_call: bool
) -> ClassView:
    return ClassView(
        name=schema.name,
        base=scope.name("typing", "TypedDict"),
        docstring=class_doc(schema, 0 if as_call else 4, brief=True),
        fields=tuple(fields),
        as_call=as_call,
    )


def _sent_fields(schema: ir.ObjectSchema) -> Iterator[ir.Field]:
    return (field for field in schema.fields if field.access is not ir.Access.READ_ONLY)


def _annotation(field: ir.Field, annotate: Annotate, scope: Scope) -> str:
    annotation = annotate(field.type, scope)
    if isinstance(field.presence, ir.Required):
        return annotation
    return f"{scope.name('typing', 'NotRequired')}[{annotation}]"


def _can_be_class(annotated: Iterable[tuple[ir.Field, str]]) -> bool:
    """Whether the keys can be names in a class body: none of them hides a type."""
    annotated = list(annotated)
    names = {word for _, annotation in annotated for word in _IDENTIFIER.findall(annotation)}
    keys = [ir.dict_key(field) for field, _ in annotated]
    return all(is_plain(key) and key not in names for key in keys)


def _class_field(field: ir.Field, annotation: str) -> FieldView:
    return FieldView(name=ir.dict_key(field), annotation=annotation, docstring=field_doc(field))


def _call_field(field: ir.Field, annotation: str) -> FieldView:
    comment = tuple(line for line in wrap(field_text(field), _COMMENT_WIDTH) if line)
    return FieldView(name=quote(ir.dict_key(field)), annotation=annotation, comment=comment)


def _quote_forward_references(annotation: str, scope: Scope) -> str:
    """Quotes an annotation that names other definitions: the call evaluates it at once."""
    is_early = scope.used.isdisjoint(_IDENTIFIER.findall(annotation))
    return annotation if is_early else quote(annotation)
