# Values and types: which Python object a JSON value becomes as an argument, as data that a subprocess can read.
# May import ir and document.
"""Makes arguments for the generated methods, tagged for the caller."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from clientloom.document.document import Json
from clientloom.ir import (
    Api,
    Binary,
    ListOf,
    MapOf,
    Named,
    Nullable,
    ObjectSchema,
    Primitive,
    PrimitiveKind,
    Schema,
    TupleOf,
    TypeRef,
)
from clientloom.ir.lookup import Lookup

TAG = "\0type"
"""The key that marks a tagged value; no property of a document begins with a NUL."""

_TAGGED = {
    PrimitiveKind.DATETIME: "datetime",
    PrimitiveKind.DATE: "date",
    PrimitiveKind.TIME: "time",
    PrimitiveKind.UUID: "uuid",
    PrimitiveKind.DECIMAL: "decimal",
    PrimitiveKind.BASE64: "base64",
}


def tag(kind: str, value: Json) -> Json:
    """Returns a value that JSON cannot express, with its kind."""
    return {TAG: kind, "value": value}


def binary(content: bytes) -> Json:
    """Returns bytes, tagged."""
    return tag("bytes", base64.b64encode(content).decode())


@dataclass(frozen=True, slots=True)
class ArgumentTypes:
    """Turns JSON values into the arguments that a type checker accepts."""

    schemas: Mapping[str, Schema]

    @classmethod
    def of(cls, api: Api) -> ArgumentTypes:
        """Returns the types of an API."""
        return cls({schema.id: schema for schema in api.schemas})

    def argument(self, value: Json, ref: TypeRef) -> Json:
        """Returns the value as an argument of the type. Unions and untyped values stay plain JSON."""
        match ref:
            case Primitive(kind=kind) if kind in _TAGGED and isinstance(value, str | int | float):
                return value if isinstance(value, bool) else tag(_TAGGED[kind], str(value))
            case Binary() if isinstance(value, str):
                return binary(value.encode())
            case Nullable(inner=inner):
                return self.argument(value, inner)
            case ListOf(item=item) if isinstance(value, list):
                return [self.argument(v, item) for v in value]
            case TupleOf(items=items) if isinstance(value, list) and len(items) == len(value):
                return [self.argument(v, t) for v, t in zip(value, items, strict=True)]
            case MapOf(value=inner) if isinstance(value, dict):
                return {k: self.argument(v, inner) for k, v in value.items()}
            case Named(id=name):
                return self._model_value(value, self.schemas.get(name))
            case _:
                return value

    def _model_value(self, value: Json, schema: Schema | None) -> Json:
        if schema is None:
            return value
        if not isinstance(schema, ObjectSchema):
            return self.argument(value, schema.type)
        if not isinstance(value, dict):
            return value
        types = {field.wire_name: field.type for field in schema.fields}
        return {k: self.argument(v, types[k]) if k in types else v for k, v in value.items()}

    def with_python_names(self, value: Json, ref: TypeRef) -> Json:
        """The argument with the Python names of fields as the keys of its dicts; those of unions stay."""
        match ref:
            case Nullable(inner=inner):
                return self.with_python_names(value, inner)
            case ListOf(item=item) if isinstance(value, list):
                return [self.with_python_names(v, item) for v in value]
            case MapOf(value=inner) if isinstance(value, dict) and TAG not in value:
                return {k: self.with_python_names(v, inner) for k, v in value.items()}
            case Named(id=name) if (schema := self.schemas.get(name)) is not None:
                if not isinstance(schema, ObjectSchema):
                    return self.with_python_names(value, schema.type)
                return self._rename_keys(value, schema) if isinstance(value, dict) else value
            case _:
                return value

    def _rename_keys(self, value: Mapping[str, Json], schema: ObjectSchema) -> Json:
        """A dict by Python names; a free key that is called like a field keeps the field's wire name beside it."""
        fields = {f.wire_name: f for f in schema.fields}
        found: dict[str, Json] = {}
        for key, member in value.items():
            field = fields.get(key)
            if field is None:
                found[key] = member
            else:
                name = key if field.name in value else field.name
                found[name] = self.with_python_names(member, field.type)
        return found

    def wire_name(self, ref: TypeRef, name: str) -> str:
        """Returns the wire name of a field, given its Python name."""
        fields = Lookup(self.schemas).fields(ref)
        return next((f.wire_name for f in fields if f.name == name), name)
