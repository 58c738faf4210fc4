# One value that changed its type, its presence or its default: the rules of variance live here and nowhere
# else. Imports ir only.
"""What a change of a value's type means to the one who sends it and to the one who receives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientloom.ir import (
    Defaulted,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Presence,
    Primitive,
    Required,
    TypeRef,
)
from clientloom.review.changes import Direction, Level
from clientloom.review.relation import Relation, Types, fits_kind, members, opened
from clientloom.review.words import type_in_words, values_in_words


@dataclass(frozen=True, slots=True)
class Finding:
    """A change without its subject: class, code and the rest of the sentence.

    `value` is Python for a value that was right before and is not any more, where one can be named.
    """

    level: Level
    code: str
    text: str
    value: str = "..."


def type_findings(types: Types, old: TypeRef, new: TypeRef, way: Direction) -> Iterator[Finding]:
    """The findings about a type.

    A request type may grow and a response type may shrink without harm. Open enums make a new response value
    safe, and a value that is no longer received only tidies up.
    """
    relation = types.relate(old, new)
    if relation is Relation.SAME:
        return
    if null := null_finding(old, new, way):
        yield null
        old, new = without_null(old), without_null(new)
        relation = types.relate(old, new)
    if relation is Relation.SAME:
        return
    match opened(old, types.old), opened(new, types.new):
        case LiteralOf() as before, LiteralOf() as after:
            yield from enum_findings(before, after, way)
        case ListOf(before), ListOf(after):
            yield from inside("item", type_findings(types, before, after, way))
        case MapOf(before), MapOf(after):
            yield from inside("value", type_findings(types, before, after, way))
        case before, after:
            level = type_level(relation, way, union=is_union(before) or is_union(after))
            if way is Direction.RESPONSE and is_open(before, after):
                level = Level.SAFE
            was, is_ = type_in_words(old, types.old), type_in_words(new, types.new)
            yield Finding(level, f"type-{relation.value}", f"changed its type from {was} to {is_}")


def inside(part: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Findings about the parts of a container, told of the container."""
    for finding in findings:
        yield Finding(finding.level, finding.code, f"(each {part}) {finding.text}")


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


def type_level(relation: Relation, way: Direction, *, union: bool) -> Level:
    """How much a type that changed hurts. A wider union of responses always had an unknown variant."""
    if way is Direction.REQUEST:
        return Level.SAFE if relation is Relation.WIDER else Level.BREAKING
    if relation is Relation.NARROWER:
        return Level.SAFE
    return Level.RISKY if relation is Relation.WIDER and union else Level.BREAKING


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


def without_null(type_: TypeRef) -> TypeRef:
    """The type without its null."""
    return type_.inner if isinstance(type_, Nullable) else type_


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
            f"has the default {default(new) or 'nothing'} in place of {default(old) or 'nothing'}",
        )


def default(presence: Presence) -> str:
    """The JSON text of a default, or ""."""
    return presence.value_json if isinstance(presence, Defaulted) else ""


NARROWING = {
    "maximum": -1,
    "exclusiveMaximum": -1,
    "maxLength": -1,
    "maxItems": -1,
    "maxProperties": -1,
    "minimum": 1,
    "exclusiveMinimum": 1,
    "minLength": 1,
    "minItems": 1,
    "minProperties": 1,
}
"""Limits by the direction in which moving them refuses more values."""

Limits = tuple[tuple[str, str | int | float | bool | None], ...]


def limit_findings(old: Limits, new: Limits, way: Direction) -> Iterator[Finding]:
    """Limits of a request value that moved; nothing checks them before sending, so the server refuses."""
    if way is not Direction.REQUEST:
        return
    before, after = dict(old), dict(new)
    for keyword in sorted(before.keys() | after.keys()):
        was, now = before.get(keyword), after.get(keyword)
        if was != now:
            level = Level.RISKY if tightens(keyword, was, now) else Level.SAFE
            text = f"has the limit {keyword} {now} in place of {was}"
            yield Finding(level, "limit-changed", text.replace("None", "none"))


def tightens(keyword: str, was: object, now: object) -> bool:
    """Does the new limit refuse values that the old one took?"""
    if now is None:
        return False
    sign = NARROWING.get(keyword)
    if was is None or sign is None:
        return True
    if isinstance(was, int | float) and isinstance(now, int | float):
        return (now - was) * sign > 0
    return True
