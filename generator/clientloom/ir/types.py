# Types of values, independent of their annotations in Python. Imports the standard library only.
"""`TypeRef`: the type of a value that travels, as a hashable sum type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Scalar = str | int | float | bool | None
"""A JSON scalar in `enum`, `const` or `default`."""


class PrimitiveKind(StrEnum):
    """Scalars that Python has a type of its own for."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"
    DATE = "date"
    DATETIME = "date-time"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    DECIMAL = "decimal"
    """A decimal number in a string."""
    DECIMAL_NUMBER = "decimal-number"
    """A JSON number of which every digit counts."""
    BASE64 = "byte"


@dataclass(frozen=True, slots=True)
class Primitive:
    """A scalar of one kind."""

    kind: PrimitiveKind


NULL = Primitive(PrimitiveKind.NULL)


@dataclass(frozen=True, slots=True, eq=False)
class LiteralOf:
    """One of a fixed set of strings, integers or booleans (never null: that is `Nullable`).

    A literal is closed in requests. In responses it is open (a value that the document does not know is
    kept) unless `closed`, which marks a `const` or the tag of a union's variant. 1 and true are two values, as in JSON.
    """

    values: tuple[str | int | bool, ...]
    closed: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LiteralOf) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[object, ...]:
        return (self.closed, self.values, tuple(map(type, self.values)))


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array of one type of item."""

    item: TypeRef


@dataclass(frozen=True, slots=True)
class TupleOf:
    """A JSON array whose first items have types of their own (`prefixItems`), with no further items."""

    items: tuple[TypeRef, ...]


@dataclass(frozen=True, slots=True)
class MapOf:
    """A JSON object used as a dictionary of strings to one type of value."""

    value: TypeRef


@dataclass(frozen=True, slots=True)
class Nullable:
    """The inner type, or null. Never nested in itself."""

    inner: TypeRef


@dataclass(frozen=True, slots=True)
class Discriminator:
    """Which property tells the variants of a union apart, and the tag values of each `Named` variant."""

    wire_name: str
    mapping: tuple[tuple[str, str], ...]
    """Pairs (tag value, schema id), sorted; several tags may lead to one schema, and one to several that
    another property tells apart. An integer or a boolean stands as its JSON text."""
    default: str = ""
    """Id of the schema that all other tags lead to, and none; "" where there is no such schema."""


@dataclass(frozen=True, slots=True)
class UnionOf:
    """One of several types (`oneOf`, `anyOf`, a list of `type`s), in the order of the document."""

    variants: tuple[TypeRef, ...]
    discriminator: Discriminator | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A schema of `Api.schemas`, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Binary:
    """Raw bytes or an upload (`format: binary`), only as a body or a part of a multipart body."""


@dataclass(frozen=True, slots=True)
class Anything:
    """The document says nothing about the value, or what it says degraded to nothing."""


TypeRef = (
    Primitive
    | LiteralOf
    | ListOf
    | TupleOf
    | MapOf
    | Nullable
    | UnionOf
    | Named
    | Binary
    | Anything
)


def without_null(type_: TypeRef) -> TypeRef:
    """The type without null; a name is not opened."""
    return type_.inner if isinstance(type_, Nullable) else type_


def merge_literals(types: Iterable[TypeRef]) -> tuple[TypeRef, ...]:
    """Alternatives with all enumerations among them as one, where the first stood."""
    types = tuple(types)
    literals = [each for each in types if isinstance(each, LiteralOf)]
    if len(literals) < 2:
        return types
    # By kind as well: 1 == True in Python, and not in JSON.
    values = {(type(value), value): value for each in literals for value in each.values}
    merged = LiteralOf(tuple(values.values()), closed=all(each.closed for each in literals))
    return tuple(dict.fromkeys(merged if isinstance(e, LiteralOf) else e for e in types))
