# One value that changed its type, its presence or its default: the rules of variance live here and nowhere
# else. Imports ir only.
"""What a change of a value's type means to the one who sends it and to the one who receives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom.diagnostics.change_code import ChangeCode
from clientloom.ir import (
    Anything,
    Defaulted,
    ListOf,
    LiteralOf,
    MapOf,
    Named,
    Nullable,
    Presence,
    Primitive,
    Required,
    TypeRef,
    without_null,
)
from clientloom.review.changes import Direction, Level
from clientloom.review.variance.describe import (
    alternatives_in_words,
    type_in_words,
    values_in_words,
)
from clientloom.review.variance.finding import Finding
from clientloom.review.variance.relation import Relation, Types, fits_kind, members
from clientloom.review.variance.value_limits import Limits, limit_findings


@dataclass(frozen=True, slots=True)
class Value:
    """A value as one version of the document describes it."""

    type: TypeRef
    limits: Limits = ()


def value_findings(types: Types, old: Value, new: Value, way: Direction) -> Iterator[Finding]:
    """The findings about a value's type; its limits where the type is still the same and it is sent."""
    found = list(type_findings(types, old.type, new.type, way))
    yield from found
    if way is Direction.REQUEST and not any(f.code in OTHER_TYPES for f in found):
        yield from limit_findings(old.limits, new.limits)


OTHER_TYPES = frozenset({"type-wider", "type-narrower", "type-other"})
"""Codes of findings after which old limits speak of another kind of value."""


def type_findings(types: Types, old: TypeRef, new: TypeRef, way: Direction) -> Iterator[Finding]:
    """The findings about a type.

    A request type may grow and a response type may shrink without harm. Open enums make a new response value
    safe, and a value that is no longer received only tidies up.
    """
    if types.relate(old, new) is Relation.SAME:
        yield from named_value_findings(types, old, new, way)
        return
    if null := null_finding(old, new, way):
        yield null
    old, new = (
        without_null(types.old.resolve_aliases(old)),
        without_null(types.new.resolve_aliases(new)),
    )
    if types.relate(old, new) is Relation.SAME:
        return
    match (
        only_alternative(types.old.resolve_aliases(old)),
        only_alternative(types.new.resolve_aliases(new)),
    ):
        case LiteralOf() as before, LiteralOf() as after:
            yield from enum_findings(before, after, way)
        case ListOf(before), ListOf(after):
            yield from prefix_findings("item", type_findings(types, before, after, way))
        case MapOf(before), MapOf(after):
            yield from prefix_findings("value", type_findings(types, before, after, way))
        case _:
            yield type_finding(types, old, new, way)


def named_value_findings(
    types: Types, old: TypeRef, new: TypeRef, way: Direction
) -> Iterator[Finding]:
    """The values that an open enum names, beside a type that admits others too: signatures show them."""
    before, after = (
        literal_of(types.old.resolve_aliases(old)),
        literal_of(types.new.resolve_aliases(new)),
    )
    if before is not None and after is not None and not isinstance(old, Named):
        for finding in enum_findings(before, after, way):
            yield replace(finding, level=Level.SAFE)


def literal_of(type_: TypeRef) -> LiteralOf | None:
    """The enumeration among the alternatives of a type, if there is one."""
    return next((each for each in members(type_) if isinstance(each, LiteralOf)), None)


def only_alternative(type_: TypeRef) -> TypeRef:
    """A union of one kind of thing as that thing: several enumerations are one."""
    found = members(type_)
    return found[0] if len(found) == 1 else type_


def prefix_findings(part: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Returns the findings about the parts of a container, reported for the container."""
    for finding in findings:
        yield Finding(finding.level, finding.code, f"(each {part}) {finding.text}")


_CODES: Mapping[Relation, ChangeCode] = {
    Relation.WIDER: "type-wider",
    Relation.NARROWER: "type-narrower",
    Relation.OTHER: "type-other",
}


def type_finding(types: Types, old: TypeRef, new: TypeRef, way: Direction) -> Finding:
    """The finding about a type that became another one."""
    relation = types.relate(old, new)
    level = type_level(types, old, new, way)
    added, removed = types.difference(old, new)
    name = _CODES[relation]
    if added and not removed:
        verb = "may now also be" if way is Direction.RESPONSE else "may also be"
        return Finding(level, name, f"{verb} {alternatives_in_words(added, types.new.schemas)}")
    if removed and not added:
        verb = "is no longer" if way is Direction.RESPONSE else "may no longer be"
        return Finding(level, name, f"{verb} {alternatives_in_words(removed, types.old.schemas)}")
    was, is_ = type_in_words(old, types.old.schemas), type_in_words(new, types.new.schemas)
    return Finding(level, name, f"changed its type from {was} to {is_}")


def type_level(types: Types, old: TypeRef, new: TypeRef, way: Direction) -> Level:
    """How much a type that changed hurts.

    Whoever reads a union of classes has had to expect a variant that the document does not know; whoever had
    a value of one type had not. What was free and is now decoded is another Python object.
    """
    relation = types.relate(old, new)
    before, after = types.old.resolve_aliases(old), types.new.resolve_aliases(new)
    if way is Direction.REQUEST:
        return Level.SAFE if relation is Relation.WIDER else Level.BREAKING
    if is_open(before, after):
        return Level.SAFE
    if relation is Relation.NARROWER:
        free = isinstance(before, Anything)
        return Level.BREAKING if free and types.is_decoded(new) else Level.SAFE
    open_union = is_union(before) and types.has_class(before)
    return Level.RISKY if relation is Relation.WIDER and open_union else Level.BREAKING


def is_open(old: TypeRef, new: TypeRef) -> bool:
    """Is the change one between a type and an open enum of it, which admits all its values anyway?"""
    pairs = ((old, new), (new, old))
    return any(
        isinstance(literal, LiteralOf)
        and not literal.closed
        and isinstance(plain, Primitive)
        and fits_kind(literal.values, plain.kind)
        for literal, plain in pairs
    )


def is_union(type_: TypeRef) -> bool:
    """Has the type several alternatives?"""
    return len(members(type_)) > 1


def null_finding(old: TypeRef, new: TypeRef, way: Direction) -> Finding | None:
    """Null was added to a type or taken away from it."""
    before, after = isinstance(old, Nullable), isinstance(new, Nullable)
    if before == after:
        return None
    if after:
        level = Level.SAFE if way is Direction.REQUEST else Level.BREAKING
        return Finding(level, "null-added", "may now be null")
    level = Level.BREAKING if way is Direction.REQUEST else Level.SAFE
    return Finding(level, "null-removed", "may no longer be null", "None")


def enum_findings(old: LiteralOf, new: LiteralOf, way: Direction) -> Iterator[Finding]:
    """Values of an enum that came or went. A constant of responses is closed: code relies on it."""
    before, after = frozenset[object](old.values), frozenset[object](new.values)
    if added := after - before:
        closed = way is Direction.RESPONSE and old.closed
        level = Level.BREAKING if closed else Level.SAFE
        verb = "may now be" if way is Direction.RESPONSE else "accepts"
        yield Finding(level, "enum-value-added", f"{verb} {values_in_words(added)}")
    if removed := before - after:
        level = Level.BREAKING if way is Direction.REQUEST else Level.SAFE
        verb = "no longer accepts" if way is Direction.REQUEST else "is no longer"
        example = min(map(repr, removed))
        yield Finding(level, "enum-value-removed", f"{verb} {values_in_words(removed)}", example)


def presence_findings(old: Presence, new: Presence, way: Direction) -> Iterator[Finding]:
    """A value became required or optional, or its default moved."""
    was, is_ = isinstance(old, Required), isinstance(new, Required)
    if was and not is_:
        level = Level.SAFE if way is Direction.REQUEST else Level.BREAKING
        yield Finding(level, "became-optional", "is no longer required")
    elif is_ and not was:
        level = Level.BREAKING if way is Direction.REQUEST else Level.SAFE
        yield Finding(level, "became-required", "is now required")
    if way is Direction.REQUEST and not is_ and default(old) != default(new):
        yield Finding(
            Level.RISKY,
            "default-changed",
            f"now has {default_in_words(new)} (before: {default_in_words(old)})",
        )


def default(presence: Presence) -> str:
    """The JSON text of a default, or ""."""
    return presence.value_json if isinstance(presence, Defaulted) else ""


def default_in_words(presence: Presence) -> str:
    """A default as a phrase."""
    value = default(presence)
    return f"the default `{value}`" if value else "no default"
