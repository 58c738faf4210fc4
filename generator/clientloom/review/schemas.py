# Classes of `models` and `params` that came, went or changed. Imports ir and the rules of variance.
"""Changes of named schemas, once for each direction in which they travel."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.ir import Access, AliasSchema, Field, ObjectSchema, Required, Schema
from clientloom.review.changes import Change, Direction, Level
from clientloom.review.relation import Types
from clientloom.review.values import (
    Finding,
    limit_findings,
    presence_findings,
    type_findings,
)

HIDDEN = {Direction.REQUEST: Access.READ_ONLY, Direction.RESPONSE: Access.WRITE_ONLY}
"""Fields that do not travel in a direction."""


def schema_changes(types: Types) -> Iterator[Change]:
    """All changes of schemas, matched by class name."""
    old = {schema.name: schema for schema in types.old.values()}
    new = {schema.name: schema for schema in types.new.values()}
    for name in sorted(old.keys() - new.keys()):
        yield gone(old[name])
    for name in sorted(new.keys() - old.keys()):
        yield came(new[name])
    for name in sorted(old.keys() & new.keys()):
        yield from changed(types, old[name], new[name])


def gone(schema: Schema) -> Change:
    """A class that users may import is no longer there."""
    return Change(
        level=Level.BREAKING,
        code="class-removed",
        subject=f"models.{schema.name}",
        text="was removed",
        pointer=schema.id,
        span=schema.span,
        breaks=f"models.{schema.name}",
    )


def came(schema: Schema) -> Change:
    """A new class."""
    return Change(
        level=Level.SAFE,
        code="class-added",
        subject=f"models.{schema.name}",
        text="was added",
        pointer=schema.id,
        span=schema.span,
    )


def directions(old: Schema, new: Schema) -> Iterator[Direction]:
    """The directions in which both versions travel: a new one is the operation's change."""
    if old.used_in_request and new.used_in_request:
        yield Direction.REQUEST
    if old.used_in_response and new.used_in_response:
        yield Direction.RESPONSE


def changed(types: Types, old: Schema, new: Schema) -> Iterator[Change]:
    """Changes inside a class of the same name."""
    match old, new:
        case ObjectSchema(), ObjectSchema():
            for way in directions(old, new):
                yield from object_changes(types, old, new, way)
        case AliasSchema(), AliasSchema():
            for way in directions(old, new):
                for finding in type_findings(types, old.type, new.type, way):
                    yield schema_change(new, finding, way, new.name)
        case _:
            finding = Finding(Level.BREAKING, "kind-changed", "is now another kind of type")
            yield schema_change(new, finding, Direction.NONE, new.name)
    if new.deprecated and not old.deprecated:
        finding = Finding(Level.SAFE, "deprecated", "is now deprecated")
        yield schema_change(new, finding, Direction.NONE, new.name)


def object_changes(
    types: Types, old: ObjectSchema, new: ObjectSchema, way: Direction
) -> Iterator[Change]:
    """Fields that came, went or changed, seen in one direction."""
    before, after = visible(old, way), visible(new, way)
    for wire_name in sorted(before.keys() - after.keys()):
        field = before[wire_name]
        yield field_change(old, field, removed(field, way), way)
    for wire_name in sorted(after.keys() - before.keys()):
        field = after[wire_name]
        yield field_change(new, field, added(field, way), way)
    for wire_name in sorted(before.keys() & after.keys()):
        for finding in field_findings(types, before[wire_name], after[wire_name], way):
            yield field_change(new, after[wire_name], finding, way)


def visible(schema: ObjectSchema, way: Direction) -> dict[str, Field]:
    """The fields that travel in a direction, by wire name."""
    return {f.wire_name: f for f in schema.fields if f.access is not HIDDEN[way]}


def removed(field: Field, way: Direction) -> Finding:
    """A field is gone. The server ignores or refuses what old code still sends."""
    del field
    what = "is no longer sent" if way is Direction.REQUEST else "was removed"
    return Finding(Level.BREAKING, "field-removed", what)


def added(field: Field, way: Direction) -> Finding:
    """A new field; only one that must be sent breaks."""
    if way is Direction.REQUEST and isinstance(field.presence, Required):
        return Finding(Level.BREAKING, "required-field-added", "was added and must be sent")
    return Finding(Level.SAFE, "field-added", "was added")


def field_findings(types: Types, old: Field, new: Field, way: Direction) -> Iterator[Finding]:
    """Everything that may change about a field that stays."""
    if old.name != new.name:
        yield Finding(Level.BREAKING, "field-renamed", f"was called `{old.name}`")
    yield from presence_findings(old.presence, new.presence, way)
    yield from type_findings(types, old.type, new.type, way)
    yield from limit_findings(old.constraints, new.constraints, way)
    if new.deprecated and not old.deprecated:
        yield Finding(Level.SAFE, "deprecated", "is now deprecated")


def field_change(schema: ObjectSchema, field: Field, finding: Finding, way: Direction) -> Change:
    """A finding about a field, as a change of `Class.field`."""
    breaks = f"{lower_first(schema.name)}.{field.name}" if way is Direction.RESPONSE else ""
    if way is Direction.REQUEST:
        breaks = f'{{"{field.wire_name}": {finding.value}}}'
    if finding.code in {"became-required", "required-field-added"}:
        breaks = f'{{...}}  # without "{field.wire_name}"'
    return Change(
        level=finding.level,
        code=finding.code,
        subject=f"{schema.name}.{field.name}",
        text=finding.text,
        direction=way,
        pointer=schema.id,
        span=field.span,
        breaks=breaks if finding.level is Level.BREAKING else "",
    )


def schema_change(schema: Schema, finding: Finding, way: Direction, subject: str) -> Change:
    """A finding about a whole schema."""
    return Change(
        level=finding.level,
        code=finding.code,
        subject=subject,
        text=finding.text,
        direction=way,
        pointer=schema.id,
        span=schema.span,
        breaks=finding.value if finding.level is Level.BREAKING and finding.value != "..." else "",
    )


def lower_first(name: str) -> str:
    """A class name as a variable might be called."""
    return name[:1].lower() + name[1:]
