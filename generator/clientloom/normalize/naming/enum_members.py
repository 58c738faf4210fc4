# Names of the members of enum classes. May import ir and, of this room, registry.
"""`name_members`: every alias of an enum becomes a class with a member for each value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import IntEnum, StrEnum
from keyword import iskeyword

from clientloom.ir import AliasSchema, EnumMember, LiteralOf, Nullable, Schema
from clientloom.ir.types import without_null
from clientloom.normalize.naming.registry import Names, Wanted
from clientloom.normalize.naming.words import member_name

_RESERVED = frozenset({*dir(StrEnum), *dir(IntEnum), *dir(str), *dir(int), "mro", "name", "value"})
_OTHER_THAN_LETTERS = re.compile(r"\W+")


def name_members(schemas: Iterable[Schema], names: Names) -> tuple[Schema, ...]:
    """Returns the schemas with a name for each value of an enum, as the document gives it or after the value."""
    return tuple(_with_members(schema, names) for schema in schemas)


def _with_members(schema: Schema, names: Names) -> Schema:
    if not isinstance(schema, AliasSchema):
        return schema
    literal = without_null(schema.type)
    if not isinstance(literal, LiteralOf) or not _can_be_class(literal):
        return schema
    labels = literal.members or (EnumMember(""),) * len(literal.values)
    keys = tuple(map(str, literal.values))
    wanted = [_want(key, label) for key, label in zip(keys, labels, strict=True)]
    found = names.resolve("member", schema.name, wanted)
    members = tuple(
        EnumMember(found[key], label.doc) for key, label in zip(keys, labels, strict=True)
    )
    named = replace(literal, members=members)
    type_ = Nullable(named) if isinstance(schema.type, Nullable) else named
    return replace(schema, type=type_, is_enum_class=True)


def _can_be_class(literal: LiteralOf) -> bool:
    """Whether there are several values of one kind, all texts or all integers."""
    kinds = {type(value) for value in literal.values}
    return len(literal.values) > 1 and not literal.closed and kinds in ({str}, {int})


def _want(value: str, label: EnumMember) -> Wanted:
    declared = _declared_name(label.name)
    candidates = (declared, member_name(value)) if declared else (member_name(value),)
    return Wanted(key=value, candidates=candidates, text=value)


def _declared_name(text: str) -> str:
    """Returns the name that an extension gives, in its own spelling; "" if it has no letters or digits."""
    name = _OTHER_THAN_LETTERS.sub("_", text).strip("_")
    if not name:
        return ""
    if not name.isidentifier():
        return f"VALUE_{name}"
    return f"{name}_" if iskeyword(name) or name in _RESERVED else name
