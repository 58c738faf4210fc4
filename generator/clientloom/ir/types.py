# Types of values, independent of Python annotations. Imports the standard library only.
"""`TypeRef`: the type of a value in a request or response, as a hashable sum type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Scalar = str | int | float | bool | None
"""A JSON scalar in `enum`, `const` or `default`."""


class PrimitiveKind(StrEnum):
    """The kinds of scalars."""

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
    WHOLE_NUMBER = "whole-number"
    """A JSON number that is whole as far as the document shows; it may have a fraction nevertheless."""
    DECIMAL_NUMBER = "decimal-number"
    """A JSON number that keeps every digit."""
    BASE64 = "byte"


@dataclass(frozen=True, slots=True)
class Primitive:
    """A scalar of one kind."""

    kind: PrimitiveKind


NULL = Primitive(PrimitiveKind.NULL)


@dataclass(frozen=True, slots=True)
class EnumMember:
    """The name of an enum's value, and what the document says about it. `name` is "" where nothing names it."""

    name: str
    doc: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class LiteralOf:
    """One of a fixed set of strings, integers or booleans (never null: that is `Nullable`).

    A literal is closed in requests. In responses it is open (values that the document does not list are kept)
    unless `closed`, which marks a `const` or the tag of a union's variant. 1 and true differ, as in JSON.
    `members` has one for each value where these have names.
    """

    values: tuple[str | int | bool, ...]
    closed: bool = False
    members: tuple[EnumMember, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LiteralOf) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[object, ...]:
        return (self.closed, self.values, tuple(map(type, self.values)), self.members)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array whose items have one type."""

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
    """The property that distinguishes the variants of a union, and the tag values of each `Named` variant."""

    wire_name: str
    mapping: tuple[tuple[str, str], ...]
    """Pairs (tag value, schema id), sorted. Several tags may lead to one schema, and one tag to several schemas
    that another property distinguishes. Integers and booleans are written as JSON text."""
    default: str = ""
    """Id of the schema for any other tag and for a missing one, "" if there is no such schema."""


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
    """Raw bytes or an upload (`format: binary`): a body, or a part of a multipart body."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Any value: the document does not describe it, or describes it in a way that is not supported."""


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
    """Returns the type without null; names are not resolved."""
    return type_.inner if isinstance(type_, Nullable) else type_


def merge_literals(types: Iterable[TypeRef]) -> tuple[TypeRef, ...]:
    """Returns the alternatives with all literals merged into one, in the position of the first."""
    types = tuple(types)
    literals = [each for each in types if isinstance(each, LiteralOf)]
    if len(literals) < 2:
        return types
    # By kind as well: 1 == True in Python, and not in JSON.
    values = {(type(value), value): value for each in literals for value in each.values}
    merged = LiteralOf(tuple(values.values()), closed=all(each.closed for each in literals))
    return tuple(dict.fromkeys(merged if isinstance(e, LiteralOf) else e for e in types))
