# The dicts that arguments take, in api.md. May import ir, python and this room.
"""Views of `params`: every key with its type, whether it is required, and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import assert_never

from clientloom.ir import Access, AliasSchema, Field, ObjectSchema, Required, Schema, dict_key
from clientloom.python.annotations import AnnotationPrinter
from clientloom.python.dict_forms import write_forms
from clientloom.python.prose import end_sentence, summarize
from clientloom.python.schema_docs import field_text
from clientloom.render.markdown import code_span, markdown
from clientloom.render.reference.entries import make_entry
from clientloom.render.view_context import ViewContext
from clientloom.render.view_types import ReferenceSection


def dicts_section(context: ViewContext) -> ReferenceSection:
    """Returns the section of all names in `params`, sorted."""
    printer = context.printer(())
    entries = context.index.entries
    sent = [schema for schema in context.api.schemas if context.index.has_params(schema.id)]
    named = sorted(((entries[each.id].params_name, each) for each in sent), key=itemgetter(0))
    return ReferenceSection(
        title=code_span("params"),
        doc=markdown(
            "What arguments take. A `...Dict` is a plain dict, instead of the model of the same name."
        ),
        entries=tuple(
            make_entry(
                f"params.{name}",
                end_sentence(summarize(schema.doc)),
                _facts(schema, context, printer),
            )
            for name, schema in named
        ),
    )


def _facts(schema: Schema, context: ViewContext, printer: AnnotationPrinter) -> Iterator[str]:
    match schema:
        case ObjectSchema():
            sent = (field for field in schema.fields if field.access is not Access.READ_ONLY)
            yield from (_describe_key(field, printer) for field in sent)
        case AliasSchema():
            forms = write_forms(schema.type, context.schemas)
            member = f"models.{schema.name} | " if schema.enum else ""
            yield from map(code_span, forms or (f"{member}{printer.argument(schema.type)}",))
        case _:
            assert_never(schema)


def _describe_key(field: Field, printer: AnnotationPrinter) -> str:
    required = ", required" if isinstance(field.presence, Required) else ""
    text = markdown(field_text(field))
    about = f"{code_span(dict_key(field))}: {code_span(printer.argument(field.type))}{required}"
    return f"{about}. {text}" if text else f"{about}."
