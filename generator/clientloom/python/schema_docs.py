# Docstrings of schemas and fields. May import ir and, of this room, docstrings and prose.
"""Docstrings of models, fields and aliases."""

from __future__ import annotations

import re

from clientloom.ir import Defaulted, Field, Schema
from clientloom.python.docstrings import describe, docstring
from clientloom.python.prose import end_sentence, strip_invisible, summarize, wrap

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z_]+")
_LONG = 80


def class_doc(schema: Schema, indent: int = 4, *, brief: bool = False) -> str:
    """Returns the docstring of a class; without a description, its name in words."""
    doc = summarize(schema.doc) if brief else schema.doc
    lines = describe("", doc, fallback=name_in_words(schema.name), indent=indent)
    if schema.deprecated:
        lines = [*lines, "", "Deprecated."]
    return docstring(lines, indent)


def field_doc(field: Field, indent: int = 4) -> str:
    """Returns the docstring of a field, or "" if there is nothing to say."""
    text = field_text(field)
    return docstring(wrap(text, 97 - indent), indent) if text else ""


def field_text(field: Field) -> str:
    """Describes a field: the first paragraph, the server's default, whether it is deprecated."""
    deprecated = "Deprecated." if field.deprecated else ""
    return " ".join(filter(None, (end_sentence(summarize(field.doc)), _default(field), deprecated)))


def name_in_words(name: str) -> str:
    """Returns a class name as a sentence: "IndexModelStatus" becomes "Index model status."."""
    words = _WORDS.findall(name) or [name]
    return (
        " ".join([words[0], *(w if w.isupper() and len(w) > 1 else w.lower() for w in words[1:])])
        + "."
    )


def _default(field: Field) -> str:
    if not isinstance(field.presence, Defaulted):
        return ""
    value = strip_invisible(field.presence.value_json).replace("\n", " ")
    if value == "null" or len(value) > _LONG or "`" in value:
        return ""
    return f"The server's default is `{value}`."
