# What the document says about a schema or a field, as docstrings. May import ir and, of this room, docstrings and prose.
"""Docstrings of models, fields and aliases."""

from __future__ import annotations

import re

from clientloom.ir import Defaulted, Field, Schema
from clientloom.python.docstrings import describe, docstring
from clientloom.python.prose import strip_invisible, summarize, wrap

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z_]+")
_LONG = 80


def class_doc(schema: Schema, indent: int = 4, *, brief: bool = False) -> str:
    """The docstring of a class; without a description it says its name in words."""
    doc = summarize(schema.doc) if brief else schema.doc
    lines = describe("", doc, fallback=name_in_words(schema.name), indent=indent)
    if schema.deprecated:
        lines = [*lines, "", "Deprecated."]
    return docstring(lines, indent)


def field_doc(field: Field, indent: int = 4) -> str:
    """The docstring below a field, or "" where there is nothing to say."""
    text = field_text(field)
    return docstring(wrap(text, 97 - indent), indent) if text else ""


def field_text(field: Field) -> str:
    """What there is to say about a field: its first paragraph, the server's default, whether it is deprecated."""
    deprecated = "Deprecated." if field.deprecated else ""
    return " ".join(filter(None, (_sentence(summarize(field.doc)), _default(field), deprecated)))


def name_in_words(name: str) -> str:
    """A class name as a sentence: "IndexModelStatus" is "Index model status."."""
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


def _sentence(text: str) -> str:
    if text and (text[-1].isalnum() or text[-1] in "`)\"'>"):
        return text + "."
    return text
