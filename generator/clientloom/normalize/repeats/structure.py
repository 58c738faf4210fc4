# The structure of schemas: which of them have the same fields of the same types. May import ir.
"""`Structures`: colors of schemas, the same for schemas of the same structure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import assert_never

from clientloom import ir

Colors = Mapping[str, int]
"""A number for each schema, the same for those that are the same."""


class Structures:
    """The schemas that differ in nothing but the schemas that they name, and what these are.

    What a class shows of a field counts: its documentation, limits and access.
    """

    def __init__(self, schemas: Mapping[str, ir.Schema]) -> None:
        self._named: dict[str, tuple[str, ...]] = {}
        frames: dict[str, Hashable] = {}
        for id_, schema in schemas.items():
            named: list[str] = []
            frames[id_] = _frame(schema, named)
            self._named[id_] = tuple(named)
        self._frames = _number(frames)

    def signature(self, id_: str, colors: Colors) -> Hashable:
        """Returns what a schema is, given the colors of the schemas that it names."""
        return self._frames[id_], tuple(colors.get(each, -1) for each in self._named[id_])

    def refine(self, marks: Mapping[str, Hashable]) -> Colors:
        """Returns the coarsest colors that tell apart different marks and different structures."""
        colors, count = _number(marks), 0
        first = colors
        while len(set(colors.values())) > count:
            count = len(set(colors.values()))
            colors = _number({id_: (first[id_], self.signature(id_, colors)) for id_ in first})
        return colors


def _number(values: Mapping[str, Hashable]) -> dict[str, int]:
    """Numbers distinct values."""
    numbers: dict[Hashable, int] = {}
    return {id_: numbers.setdefault(value, len(numbers)) for id_, value in values.items()}


def _frame(schema: ir.Schema, named: list[str]) -> Hashable:
    """Returns a schema without the names in it, which are added to `named`."""
    match schema:
        case ir.ObjectSchema():
            fields = tuple(_field_frame(field, named) for field in schema.fields)
            extra = None if schema.extra is None else _type_frame(schema.extra, named)
            return ("object", fields, extra, schema.closed, schema.deprecated)
        case ir.AliasSchema():
            type_ = _type_frame(schema.type, named)
            return ("alias", type_, schema.constraints, schema.deprecated)
        case _:
            assert_never(schema)


@lru_cache(maxsize=16384)
def _said(doc: str) -> str:
    """Returns what a text says, whatever its case, its spaces and its last full stop."""
    return " ".join(doc.lower().split()).rstrip(".")


def _field_frame(field: ir.Field, named: list[str]) -> Hashable:
    shown = (_said(field.doc), field.constraints, field.access)
    type_ = _type_frame(field.type, named)
    return (field.wire_name, field.name, type_, field.presence, field.deprecated, shown)


def _type_frame(type_: ir.TypeRef, named: list[str]) -> Hashable:
    match type_:
        case ir.Named(id_):
            named.append(id_)
            return "named"
        case ir.ListOf(inner) | ir.MapOf(inner) | ir.Nullable(inner):
            return (type(type_).__name__, _type_frame(inner, named))
        case ir.TupleOf(several):
            return ("tuple", _type_frames(several, named))
        case ir.UnionOf(several, discriminator):
            variants = _type_frames(several, named)
            tags = discriminator and (
                discriminator.wire_name,
                tuple(tag for tag, _ in discriminator.mapping),
                bool(discriminator.default),
            )
            named += (id_ for _, id_ in discriminator.mapping) if discriminator else ()
            return ("union", variants, tags)
        case ir.Primitive() | ir.LiteralOf() | ir.Binary() | ir.Anything():
            return type_
        case _:
            assert_never(type_)


def _type_frames(types: Iterable[ir.TypeRef], named: list[str]) -> Hashable:
    return tuple(_type_frame(each, named) for each in types)
