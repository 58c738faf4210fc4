# Values and types: which Python object a JSON value becomes as an argument, as data that a subprocess can read.
# May import ir and document.
"""Makes arguments for the generated methods, tagged for the caller."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clientloom import ir
from clientloom.document.document import Json
from clientloom.ir.lookup import Lookup

TAG = "\0type"
"""The key that marks a tagged value; no property of a document begins with a NUL."""

_TAGGED = {
    ir.PrimitiveKind.DATETIME: "datetime",
    ir.PrimitiveKind.DATE: "date",
    ir.PrimitiveKind.TIME: "time",
    ir.PrimitiveKind.UUID: "uuid",
    ir.PrimitiveKind.DECIMAL: "decimal",
    ir.PrimitiveKind.BASE64: "base64",
}


def tag(kind: str, value: Json) -> Json:
    """Returns a value that JSON cannot express, with its kind."""
    return {TAG: kind, "value": value}


def binary(content: bytes) -> Json:
    """Returns bytes, tagged."""
    return tag("bytes", base64.b64encode(content).decode())


Scalar = Callable[[Json, ir.TypeRef], Json]
"""Converts a value of a type without parts."""


def _tag_scalar(value: Json, ref: ir.TypeRef) -> Json:
    match ref:
        case ir.Primitive(kind=kind) if kind in _TAGGED and isinstance(value, str | int | float):
            return value if isinstance(value, bool) else tag(_TAGGED[kind], str(value))
        case ir.Binary() if isinstance(value, str):
            return binary(value.encode())
        case _:
            return value


@dataclass(frozen=True, slots=True)
class ArgumentTypes:
    """Turns JSON values into the arguments that a type checker accepts."""

    schemas: Mapping[str, ir.Schema]

    @classmethod
    def of(cls, api: ir.Api) -> ArgumentTypes:
        """Returns the types of an API."""
        return cls({schema.id: schema for schema in api.schemas})

    def argument(self, value: Json, ref: ir.TypeRef) -> Json:
        """Returns the value as an argument of the type. Unions and untyped values stay plain JSON."""
        return self.convert(value, ref, _tag_scalar)

    def with_python_names(self, value: Json, ref: ir.TypeRef) -> Json:
        """Returns the argument with the Python names of fields as the keys of its dicts; those of unions stay."""
        return self.convert(value, ref, lambda plain, _: plain, rename=True)

    def convert(
        self, value: Json, ref: ir.TypeRef, scalar: Scalar, *, rename: bool = False
    ) -> Json:
        """Returns the value with what `scalar` makes of its scalars, and perhaps the Python names of fields."""

        def inner(part: Json, type_: ir.TypeRef) -> Json:
            return self.convert(part, type_, scalar, rename=rename)

        match Lookup(self.schemas).resolve_aliases(ref):
            case ir.Nullable(inner=present):
                return inner(value, present)
            case ir.ListOf(item=item) if isinstance(value, list):
                return [inner(v, item) for v in value]
            case ir.TupleOf(items=items) if isinstance(value, list) and len(items) == len(value):
                return [inner(v, t) for v, t in zip(value, items, strict=True)]
            case ir.MapOf(value=each) if isinstance(value, dict) and TAG not in value:
                return {k: inner(v, each) for k, v in value.items()}
            case ir.Named(id=name) if isinstance(value, dict):
                schema = self.schemas.get(name)
                fields = schema.fields if isinstance(schema, ir.ObjectSchema) else ()
                types = {f.wire_name: f.type for f in fields}
                # A free key that is called like a field keeps the field's wire name beside it.
                names = {f.wire_name: f.name for f in fields if rename and f.name not in value}
                return {
                    names.get(k, k): inner(v, types[k]) if k in types else v
                    for k, v in value.items()
                }
            case plain:
                return scalar(value, plain)

    def wire_name(self, ref: ir.TypeRef, name: str) -> str:
        """Returns the wire name of a field, given its Python name."""
        fields = Lookup(self.schemas).fields(ref)
        return next((f.wire_name for f in fields if f.name == name), name)
