# Describes types and values in sentences. May import ir only.
"""Describes types in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from clientloom import ir


def type_in_words(type_: ir.TypeRef, schemas: Mapping[str, ir.Schema]) -> str:
    """Describes a type, e.g. "list of BackupModel" or "string or null"."""
    match type_:
        case ir.Primitive(kind):
            return str(kind)
        case ir.LiteralOf(values=values):
            return " or ".join(map(repr, values))
        case ir.ListOf(item):
            return f"list of {_group(item, schemas)}"
        case ir.TupleOf(items):
            return f"tuple of {', '.join(_group(item, schemas) for item in items)}"
        case ir.MapOf(value):
            return f"map of {_group(value, schemas)}"
        case ir.Nullable(inner):
            return f"{type_in_words(inner, schemas)} or null"
        case ir.UnionOf(variants=variants):
            return " or ".join(type_in_words(variant, schemas) for variant in variants)
        case ir.Named(id_):
            return schemas[id_].name
        case ir.Binary():
            return "bytes"
        case ir.Anything():
            return "anything"
        case _:
            assert_never(type_)


def alternatives_in_words(types: Sequence[ir.TypeRef], schemas: Mapping[str, ir.Schema]) -> str:
    """Describes alternatives."""
    return " or ".join(type_in_words(type_, schemas) for type_ in types)


def _group(type_: ir.TypeRef, schemas: Mapping[str, ir.Schema]) -> str:
    """Describes a part of a type, in parentheses if it is a union."""
    text = type_in_words(type_, schemas)
    return f"({text})" if isinstance(type_, ir.UnionOf | ir.Nullable) else text


def values_in_words(values: frozenset[object]) -> str:
    """Returns literal values, sorted and quoted as code."""
    return ", ".join(f"`{value!r}`" for value in sorted(values, key=repr))


def relative_clause(text: str) -> str:
    """Makes a relative clause: "(each item) may now be null" becomes "of which each item may now be null"."""
    part, bracket, rest = text.partition(") ")
    return (
        f"of which {part[1:]} {rest}" if bracket and part.startswith("(each ") else f"that {text}"
    )
