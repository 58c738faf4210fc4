# Small documents for the tests of schemas, and their reading spelled as text, so that a test is a comparison.
"""`read`: component schemas -> named schemas, spelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from clientloom.diagnostics import Diagnostic
from clientloom.document.pointer import escape
from clientloom.ir import (
    AliasSchema,
    Anything,
    Binary,
    Defaulted,
    Field,
    ListOf,
    LiteralOf,
    MapOf,
    Named,
    Nullable,
    ObjectSchema,
    Primitive,
    Required,
    Schema,
    TupleOf,
    TypeRef,
    UnionOf,
)
from clientloom.normalize.naming.registry import Names
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.reader import SchemaReader
from clientloom.symbols import SymbolLock

from .operation_cases import document_of, settings


@dataclass(frozen=True)
class Reading:
    """Schemas by class name, and what was said and remembered while reading them."""

    schemas: Mapping[str, Schema]
    types: tuple[TypeRef, ...]
    diagnostics: tuple[Diagnostic, ...]
    symbols: SymbolLock

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of each diagnostic."""
        return tuple(found.code for found in self.diagnostics)

    @property
    def names(self) -> dict[str, str]:
        """Class names by id."""
        return {schema.id: name for name, schema in self.schemas.items()}

    def type(self, name: str) -> str:
        """An alias spelled, or the fields of a class."""
        schema = self.schemas[name]
        if isinstance(schema, AliasSchema):
            return spelled(schema.type, self.names)
        return ", ".join(f"{n}: {t}" for n, t in self.fields(name).items())

    def fields(self, name: str) -> dict[str, str]:
        """The fields of a class by wire name: `type`, `type?` where it may be left out, `type=default`."""
        schema = self.schemas[name]
        assert isinstance(schema, ObjectSchema), schema
        return {f.wire_name: _field(f, self.names) for f in schema.fields}

    def field(self, name: str, wire_name: str) -> Field:
        """One field of a class."""
        schema = self.schemas[name]
        assert isinstance(schema, ObjectSchema), schema
        return next(f for f in schema.fields if f.wire_name == wire_name)

    def roots(self) -> list[str]:
        """The types that were asked for, spelled."""
        return [spelled(type_, self.names) for type_ in self.types]


def read(
    components: Mapping[str, object], *, lock: SymbolLock | None = None, **config: object
) -> Reading:
    """Reads every component, each as if something sent and received it."""
    document = document_of({"components": {"schemas": components}})
    notes = Notes(document)
    names = Names(lock or SymbolLock(), notes)
    reader = SchemaReader(document, settings(**config), names, notes)
    types = tuple(reader.type_at(f"/components/schemas/{escape(name)}") for name in components)
    schemas = reader.name_classes(reader.find_reachable(types, types))
    return Reading({s.name: s for s in schemas}, types, notes.report().diagnostics, names.symbols())


def type_of(schema: object, **components: object) -> str:
    """The type of one schema, read as the property of an object."""
    reading = read({"Holder": {"properties": {"it": schema}}, **components})
    return reading.fields("Holder")["it"].removesuffix("?")


def _field(field: Field, names: Mapping[str, str]) -> str:
    text = spelled(field.type, names)
    match field.presence:
        case Required():
            return text
        case Defaulted(value):
            return f"{text}={value}"
        case _:
            return f"{text}?"


def spelled(type_: TypeRef, names: Mapping[str, str]) -> str:
    """A type as text: `list[Pet] | None`; closed literals are marked with `!`."""

    def of(inner: TypeRef) -> str:
        return spelled(inner, names)

    match type_:
        case Primitive() | LiteralOf() | Binary() | Anything():
            return _leaf(type_)
        case ListOf(item):
            return f"list[{of(item)}]"
        case TupleOf(parts):
            return f"tuple[{', '.join(map(of, parts))}]"
        case MapOf(value):
            return f"map[{of(value)}]"
        case Nullable(inner):
            return f"{of(inner)} or null"
        case UnionOf(variants, discriminator):
            tags = ""
            if discriminator:
                pairs = (f"{tag}={names[id_]}" for tag, id_ in discriminator.mapping)
                rest = [f"else {names[discriminator.default]}"] if discriminator.default else []
                tags = f" by {discriminator.wire_name}({', '.join([*pairs, *rest])})"
            return f"({' | '.join(map(of, variants))}{tags})"
        case Named(id_):
            return names[id_]
        case unreachable:
            assert_never(unreachable)


def _leaf(type_: Primitive | LiteralOf | Binary | Anything) -> str:
    match type_:
        case Primitive(kind):
            return kind.value
        case LiteralOf(values, closed):
            return "/".join(map(repr, values)) + ("!" if closed else "")
        case Binary():
            return "binary"
        case Anything():
            return "anything"
        case unreachable:
            assert_never(unreachable)
