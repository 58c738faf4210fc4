# Docstrings of schemas and fields. May import ir and, of this room, boilerplate, docstrings, markup and prose.
"""Docstrings of models, fields and aliases."""

from __future__ import annotations

from collections.abc import Sequence

from clientloom.ir import AliasSchema, Defaulted, Field, Schema
from clientloom.python.boilerplate import quotes_default, repeats_name
from clientloom.python.docstrings import describe, docstring
from clientloom.python.markup.visible import strip_invisible
from clientloom.python.prose import end_sentence, summarize, wrap

_LONG = 80


def class_doc(schema: Schema, indent: int = 4, *, brief: bool = False) -> str:
    """Returns the docstring of a class, or "" if there is nothing to say that its name does not say."""
    doc = summarize(schema.doc) if brief else schema.doc
    deprecated = ["Deprecated."] if schema.deprecated else []
    if repeats_name(doc, schema.name):
        return docstring(deprecated, indent) if deprecated else ""
    lines = describe("", doc, fallback="", indent=indent)
    return docstring([*lines, "", *deprecated] if deprecated else lines, indent)


def alias_doc(schema: AliasSchema, forms: Sequence[str] = ()) -> str:
    """Returns the docstring of an alias, or "" if there is nothing to say; `forms` is what a caller may write."""
    has_words = bool(schema.doc.strip())
    if not (has_words or schema.deprecated or len(forms) > 1):
        return ""
    lines = describe("", schema.doc, fallback="", indent=0) if has_words else []
    if len(forms) > 1:
        lines += [*([""] if lines else []), "One of:", "", *(f"- `{form}`" for form in forms)]
    return docstring([*lines, *(["", "Deprecated."] if schema.deprecated else [])], 0)


def field_doc(field: Field) -> str:
    """Returns the docstring of a field, or "" if there is nothing to say."""
    return _member_doc(field_text(field))


def text_doc(text: str) -> str:
    """Returns the docstring of a value that has only a description, or "" without one."""
    return _member_doc(end_sentence(summarize(text)))


def _member_doc(text: str) -> str:
    return docstring(wrap(text, 93), 4) if text else ""


def field_text(field: Field) -> str:
    """Describes a field: the first paragraph, the server's default, whether it is deprecated."""
    deprecated = "Deprecated." if field.deprecated else ""
    return " ".join(filter(None, (end_sentence(summarize(field.doc)), _default(field), deprecated)))


def _default(field: Field) -> str:
    if not isinstance(field.presence, Defaulted):
        return ""
    value = strip_invisible(field.presence.value_json).replace("\n", " ")
    if value == "null" or len(value) > _LONG or "`" in value or quotes_default(field.doc, value):
        return ""
    return f"The server's default is `{value}`."
