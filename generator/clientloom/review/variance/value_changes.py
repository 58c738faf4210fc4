# Changes of a value's type, presence or default: the rules of variance. Imports ir only.
"""The effect of a change on those who send a value and those who receive it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.diagnostics.change_code import ChangeCode
from clientloom.review.changes import Direction, Level, Origin
from clientloom.review.variance.describe import (
    alternatives_in_words,
    type_in_words,
    values_in_words,
)
from clientloom.review.variance.finding import Finding
from clientloom.review.variance.relation import Difference, Relation, Types, fits_kind, members
from clientloom.review.variance.value_limits import Limits, limit_findings


@dataclass(frozen=True, slots=True)
class Value:
    """A value in one version of the document."""

    type: ir.TypeRef
    limits: Limits = ()


def value_findings(types: Types, old: Value, new: Value, way: Direction) -> Iterator[Finding]:
    """Compares the types of a value, and its limits if the type is comparable."""
    found = list(type_findings(types, old.type, new.type, way))
    yield from found
    if not any(f.code in OTHER_TYPES for f in found):
        yield from limit_findings(old.limits, new.limits, way)


OTHER_TYPES = frozenset({"type-wider", "type-narrower", "type-other"})
"""Codes of findings after which the old limits do not apply."""


def type_findings(
    types: Types, old: ir.TypeRef, new: ir.TypeRef, way: Direction
) -> Iterator[Finding]:
    """Compares two types.

    It is safe if a request type becomes wider, or a response type narrower. New values of open enums in responses
    are safe as well, and so are values that are no longer received.
    """
    for found in _type_findings(types, old, new, way):
        yield found if found.origin else replace(found, origin=_origin(types, old, new, found.text))


def _origin(types: Types, old: ir.TypeRef, new: ir.TypeRef, text: str) -> Origin | None:
    """Returns the class that a value had, else the one that it has now."""
    old, new = ir.without_null(old), ir.without_null(new)
    was = types.old.schemas[old.id] if isinstance(old, ir.Named) else None
    now = types.new.schemas[new.id] if isinstance(new, ir.Named) else None
    if was and now and was.name == now.name:
        return Origin(now.name, now.name, text, now.id, now.span, was.span)
    named = was or now
    return Origin(named.name, type_in_words(new, types.new.schemas), text) if named else None


def _type_findings(
    types: Types, old: ir.TypeRef, new: ir.TypeRef, way: Direction
) -> Iterator[Finding]:
    if types.relate(old, new) is Relation.SAME:
        yield from _named_value_findings(types, old, new, way)
        return
    if null := _null_finding(types, old, new, way):
        yield null
    old, new = ir.without_null(old), ir.without_null(new)
    if types.relate(old, new) is not Relation.SAME:
        old, new = (
            ir.without_null(types.old.resolve_aliases(old)),
            ir.without_null(types.new.resolve_aliases(new)),
        )
    if types.relate(old, new) is Relation.SAME:
        yield from _named_value_findings(types, old, new, way)
        return
    match (
        _only_alternative(types.old.resolve_aliases(old)),
        _only_alternative(types.new.resolve_aliases(new)),
    ):
        case ir.LiteralOf() as before, ir.LiteralOf() as after:
            yield from _enum_findings(before, after, way)
        case ir.ListOf(before), ir.ListOf(after):
            yield from _prefix_findings("item", type_findings(types, before, after, way))
        case ir.MapOf(before), ir.MapOf(after):
            yield from _prefix_findings("value", type_findings(types, before, after, way))
        case _:
            yield from _union_findings(types, old, new, way)


def _named_value_findings(
    types: Types, old: ir.TypeRef, new: ir.TypeRef, way: Direction
) -> Iterator[Finding]:
    """Compares the listed values of two open enums, which accept other values as well."""
    if isinstance(old, ir.Named):
        return
    old, new = ir.without_null(old), ir.without_null(new)
    match old, new:
        case ir.ListOf(before), ir.ListOf(after):
            yield from _prefix_findings("item", _named_value_findings(types, before, after, way))
        case ir.MapOf(before), ir.MapOf(after):
            yield from _prefix_findings("value", _named_value_findings(types, before, after, way))
        case _:
            was, now = (
                _literal_of(types.old.resolve_aliases(old)),
                _literal_of(types.new.resolve_aliases(new)),
            )
            if was is not None and now is not None:
                for finding in _enum_findings(was, now, way):
                    yield replace(finding, level=Level.SAFE)


def _literal_of(type_: ir.TypeRef) -> ir.LiteralOf | None:
    return next((each for each in members(type_) if isinstance(each, ir.LiteralOf)), None)


def _only_alternative(type_: ir.TypeRef) -> ir.TypeRef:
    """Returns the only alternative of a type, else the type; several literals are one alternative."""
    found = members(type_)
    return found[0] if len(found) == 1 else type_


def _prefix_findings(part: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Returns the findings about the parts of a container, reported for the container."""
    for found in findings:
        text, name = f"(each {part}) {found.text}", f"{part}.{found.part}".rstrip(".")
        yield Finding(found.level, found.code, text, part=name, origin=found.origin)


def _union_findings(
    types: Types, old: ir.TypeRef, new: ir.TypeRef, way: Direction
) -> Iterator[Finding]:
    """Compares the alternatives of types; literals are compared by their values."""
    step = types.difference(old, new)
    was, now = step.enumerations
    if was is not None and now is not None:
        yield from _enum_findings(was, now, way)
        step = step.without_enumerations
    if step.added or step.removed:
        yield _type_finding(types, step, way)


_CODES: Mapping[Relation, ChangeCode] = {
    Relation.WIDER: "type-wider",
    Relation.NARROWER: "type-narrower",
    Relation.OTHER: "type-other",
}


def _type_finding(types: Types, step: Difference, way: Direction) -> Finding:
    name, level = _CODES[step.relation], _type_level(types, step, way)
    added, removed = (
        alternatives_in_words(step.added, types.new.schemas),
        alternatives_in_words(step.removed, types.old.schemas),
    )
    receives = way is Direction.RESPONSE
    if not step.kept:
        was = type_in_words(step.old, types.old.schemas)
        now = type_in_words(step.new, types.new.schemas)
        if _is_constant(step.old) and isinstance(step.new, ir.Primitive):
            return Finding(level, name, f"is no longer a constant but {now}", part=CONSTANT)
        if _is_constant(step.new) and isinstance(step.old, ir.Primitive):
            return Finding(level, name, f"is now a constant instead of {was}", part=CONSTANT)
        return Finding(level, name, f"changed its type from {was} to {now}")
    if not step.removed:
        return Finding(level, name, f"{'may now also be' if receives else 'may also be'} {added}")
    if not step.added:
        verb = "is no longer" if receives else "may no longer be"
        return Finding(level, name, f"{verb} {removed}")
    return Finding(
        level, name, f"{'may now be' if receives else 'takes'} {added} instead of {removed}"
    )


CONSTANT = "constant"
"""The part of findings about a value that has become a constant or is none any more, as the tags of a union do."""


def _is_constant(type_: ir.TypeRef) -> bool:
    """Whether a type is one value."""
    return isinstance(type_, ir.LiteralOf) and type_.closed and len(type_.values) == 1


def _type_level(types: Types, step: Difference, way: Direction) -> Level:
    """Returns the level of a changed type.

    Code that reads a union of classes has to expect unknown variants; code that reads a single type does not. A value
    without a type that gets one is decoded to another Python object.
    """
    relation = step.relation
    before, after = types.old.resolve_aliases(step.old), types.new.resolve_aliases(step.new)
    if way is Direction.REQUEST:
        return Level.SAFE if relation is Relation.WIDER else Level.BREAKING
    if _is_open(before, after):
        return Level.SAFE
    if relation is Relation.NARROWER:
        free = isinstance(before, ir.Anything)
        return Level.BREAKING if free and types.is_decoded(step.new) else Level.SAFE
    open_union = _is_union(before) and types.has_class(before)
    grew = relation is Relation.WIDER or step.kept
    return Level.RISKY if grew and open_union else Level.BREAKING


def _is_open(old: ir.TypeRef, new: ir.TypeRef) -> bool:
    """Whether a type changes to an open enum of it or back: an open enum accepts all its values."""
    pairs = ((old, new), (new, old))
    return any(
        isinstance(literal, ir.LiteralOf)
        and not literal.closed
        and isinstance(plain, ir.Primitive)
        and fits_kind(literal.values, plain.kind)
        for literal, plain in pairs
    )


def _is_union(type_: ir.TypeRef) -> bool:
    """Whether the type has several alternatives."""
    return len(members(type_)) > 1


def _null_finding(types: Types, old: ir.TypeRef, new: ir.TypeRef, way: Direction) -> Finding | None:
    """Reports null that was added or removed, in the type or in an alias that it names."""
    before, after = types.old.is_nullable(old), types.new.is_nullable(new)
    if before == after:
        return None
    if after:
        level = Level.SAFE if way is Direction.REQUEST else Level.BREAKING
        return Finding(level, "null-added", "may now be null")
    level = Level.BREAKING if way is Direction.REQUEST else Level.SAFE
    return Finding(level, "null-removed", "may no longer be null", "None")


def _enum_findings(old: ir.LiteralOf, new: ir.LiteralOf, way: Direction) -> Iterator[Finding]:
    """Compares the values of enums. A constant in responses is closed: code relies on it."""
    before, after = frozenset[object](old.values), frozenset[object](new.values)
    if _is_constant(old) and _is_constant(new) and before != after:
        text = f"is {values_in_words(after)} instead of {values_in_words(before)}"
        yield Finding(Level.BREAKING, "type-other", text, repr(old.values[0]))
        return
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


def presence_findings(old: ir.Presence, new: ir.Presence, way: Direction) -> Iterator[Finding]:
    """Compares whether a value is required, and its default."""
    was, is_ = isinstance(old, ir.Required), isinstance(new, ir.Required)
    if was and not is_:
        level = Level.SAFE if way is Direction.REQUEST else Level.BREAKING
        yield Finding(level, "became-optional", "is no longer required")
    elif is_ and not was:
        level = Level.BREAKING if way is Direction.REQUEST else Level.SAFE
        yield Finding(level, "became-required", "is now required")
    if way is Direction.REQUEST and not (was or is_) and _default(old) != _default(new):
        yield Finding(
            Level.RISKY,
            "default-changed",
            f"now has {_default_in_words(new)} (before: {_default_in_words(old)})",
        )


def join_absence(findings: Iterable[Finding]) -> list[Finding]:
    """Merges "no longer required" and "may be null" into one finding."""
    found = list(findings)
    absence = [f for f in found if f.code in {"became-optional", "became-required"}]
    null = [f for f in found if f.code in {"null-added", "null-removed"} and not f.part]
    if not (absence and null):
        return found
    worst = null[0] if null[0].level > absence[0].level else absence[0]
    text = f"{absence[0].text} and {null[0].text}"
    joined = replace(worst, text=text, part="absence", origin=None)
    return [joined, *(f for f in found if f is not absence[0] and f is not null[0])]


def _default(presence: ir.Presence) -> str:
    """Returns the JSON text of a default, "" for none and for null; 1.0 becomes 1."""
    if not isinstance(presence, ir.Defaulted):
        return ""
    value = _whole_numbers(json.loads(presence.value_json))
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _whole_numbers(value: object) -> object:
    """Converts numbers without a fraction to integers."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_whole_numbers(item) for item in value]
        case dict():
            return {key: _whole_numbers(item) for key, item in value.items()}
        case _:
            return value


def _default_in_words(presence: ir.Presence) -> str:
    value = _default(presence)
    return f"the default `{value}`" if value else "no default"
