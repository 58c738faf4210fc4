# Sample values of types, for the examples in a README. May import ir and this room.
"""Samples: the shortest value that a type allows, as Python source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from clientloom import ir
from clientloom.python.literals import Value, python_literal, quote

_SCALARS: Mapping[ir.PrimitiveKind, Value] = {
    ir.PrimitiveKind.INTEGER: 1,
    ir.PrimitiveKind.NUMBER: 0.5,
    ir.PrimitiveKind.WHOLE_NUMBER: 1,
    ir.PrimitiveKind.BOOLEAN: True,
    ir.PrimitiveKind.NULL: None,
    ir.PrimitiveKind.DATE: "2026-01-31",
    ir.PrimitiveKind.DATETIME: "2026-01-31T12:00:00Z",
    ir.PrimitiveKind.TIME: "12:00:00",
    ir.PrimitiveKind.DURATION: "PT1H",
    ir.PrimitiveKind.UUID: "6f1c1d1e-0a65-4f0b-9a3e-1f5e2f7c9b10",
    ir.PrimitiveKind.DECIMAL: "1.50",
    ir.PrimitiveKind.DECIMAL_NUMBER: 1.5,
    ir.PrimitiveKind.BASE64: "aGVsbG8=",
}


_MOST_VALUES = 100
"""The maximum number of values in a sample; required fields may be endless."""


@dataclass(slots=True)
class Sampler:
    """Makes samples: of arguments if `sending`, without read-only fields; else of responses."""

    schemas: Mapping[str, ir.Schema]
    sending: bool
    _left: int = _MOST_VALUES

    def sample(self, type_: ir.TypeRef, name: str) -> Value:
        """Returns a JSON value of the type; strings are based on `name`. Recursion ends in empty lists and maps."""
        self._left = _MOST_VALUES
        return self._sample(type_, name, frozenset())

    def _sample(self, type_: ir.TypeRef, name: str, within: frozenset[str]) -> Value:
        self._left -= 1
        match type_:
            case ir.Primitive(kind):
                return _SCALARS.get(kind, name.strip("_").replace("_", "-"))
            case ir.LiteralOf(values):
                return values[0]
            case ir.ListOf(item):
                return (
                    [] if self._is_recursive(item, within) else [self._sample(item, name, within)]
                )
            case ir.TupleOf(items):
                return [self._sample(item, name, within) for item in items]
            case ir.MapOf(value):
                return (
                    {}
                    if self._is_recursive(value, within)
                    else {"key": self._sample(value, name, within)}
                )
            case ir.Nullable(inner):
                return (
                    None if self._is_recursive(inner, within) else self._sample(inner, name, within)
                )
            case ir.UnionOf(variants):
                free = [variant for variant in variants if not self._is_recursive(variant, within)]
                return self._sample((free or [*variants])[0], name, within)
            case ir.Named() if self._is_recursive(type_, within):
                return {}
            case ir.Named(id_):
                return self._sample_schema(self.schemas[id_], name, within | {id_})
            case ir.Binary():
                return "content"
            case ir.Anything():
                return {}
        assert_never(type_)

    def _is_recursive(self, type_: ir.TypeRef, within: frozenset[str]) -> bool:
        return isinstance(type_, ir.Named) and (type_.id in within or self._left <= 0)

    def _sample_schema(self, schema: ir.Schema, name: str, within: frozenset[str]) -> Value:
        if not isinstance(schema, ir.ObjectSchema):
            return self._sample(schema.type, name, within)
        hidden = ir.Access.READ_ONLY if self.sending else ir.Access.WRITE_ONLY
        return {
            (ir.dict_key(field) if self.sending else field.wire_name): self._sample(
                field.type, field.name, within
            )
            for field in schema.fields
            if isinstance(field.presence, ir.Required)
            and field.access is not hidden
            and not self._is_recursive(field.type, within)
        }


def argument_sample(type_: ir.TypeRef, name: str, sampler: Sampler) -> str:
    """Returns the source of a sample argument: bytes if the type is an upload."""
    if isinstance(type_, ir.Binary):
        return f"b{quote('content')}"
    return python_literal(sampler.sample(type_, name))
