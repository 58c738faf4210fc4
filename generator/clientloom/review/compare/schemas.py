# Changes of classes in `models` and `params`. Imports ir and the rules of variance.
"""Compares named schemas, once per direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from clientloom.ir import Access, AliasSchema, Field, ObjectSchema, Required, Schema
from clientloom.review.changes import Change, Direction, Level
from clientloom.review.compare.arguments import field_site
from clientloom.review.variance.describe import type_in_words
from clientloom.review.variance.finding import Finding, deprecation_findings, report
from clientloom.review.variance.relation import Types
from clientloom.review.variance.value_changes import (
    Value,
    join_absence,
    presence_findings,
    type_findings,
    value_findings,
)

WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""The start of a word in a class name."""

HIDDEN = {Direction.REQUEST: Access.READ_ONLY, Direction.RESPONSE: Access.WRITE_ONLY}
"""The access of fields that are not part of a direction."""


def schema_changes(types: Types) -> Iterator[Change]:
    """Compares all schemas, matched by class name."""
    old = {schema.name: schema for schema in types.old.schemas.values()}
    new = {schema.name: schema for schema in types.new.schemas.values()}
    for name in sorted(old.keys() - new.keys()):
        yield _class_change(old[name], Finding(Level.BREAKING, "class-removed", "was removed"))
    for name in sorted(new.keys() - old.keys()):
        yield _class_change(new[name], Finding(Level.SAFE, "class-added", "was added"))
    for name in sorted(old.keys() & new.keys()):
        if old[name] is not new[name] or new[name].id not in types.unchanged:
            yield from _compare_schemas(types, old[name], new[name])


def _class_change(schema: Schema, finding: Finding) -> Change:
    name = f"models.{schema.name}"
    return report(finding, name, pointer=schema.id, span=schema.span, breaks=name)


def _directions(old: Schema, new: Schema) -> Iterator[Direction]:
    """Yields the directions of both versions: a new direction is reported at the operation."""
    if old.used_in_request and new.used_in_request:
        yield Direction.REQUEST
    if old.used_in_response and new.used_in_response:
        yield Direction.RESPONSE


def _compare_schemas(types: Types, old: Schema, new: Schema) -> Iterator[Change]:
    match old, new:
        case ObjectSchema(), ObjectSchema():
            for way in _directions(old, new):
                yield from _object_changes(types, old, new, way)
        case AliasSchema(), AliasSchema():
            was, now = Value(old.type, old.constraints), Value(new.type, new.constraints)
            for way in _directions(old, new):
                for finding in value_findings(types, was, now, way):
                    yield _schema_change(old, new, finding, way)
            for finding in _enum_class_findings(old, new):
                yield _schema_change(old, new, finding, Direction.NONE)
        case _:
            before, after = (
                _kind_in_words(old, types.old.schemas),
                _kind_in_words(new, types.new.schemas),
            )
            value = (
                f"models.{old.name}(...)" if isinstance(old, ObjectSchema) else f"models.{old.name}"
            )
            text = f"was {before} and is now {after}"
            finding = Finding(Level.BREAKING, "kind-changed", text, value)
            yield _schema_change(old, new, finding, Direction.NONE)
    for finding in deprecation_findings(was=old.deprecated, now=new.deprecated):
        yield _schema_change(old, new, finding, Direction.NONE)


def _enum_class_findings(old: AliasSchema, new: AliasSchema) -> Iterator[Finding]:
    """Reports members whose name changed, and an enum that is no longer a class; values are compared as such."""
    before, after = _member_names(old), _member_names(new)
    if before and not after:
        yield Finding(
            Level.BREAKING, "enum-class-removed", "no longer has members", f"models.{old.name}"
        )
        return
    if after and not before:
        yield Finding(Level.SAFE, "enum-class-added", "is now a class with members")
        return
    for value, name in before.items():
        used = f"models.{old.name}.{name}"
        if value not in after:
            text = f"member `{name}` was removed"
            yield Finding(Level.BREAKING, "enum-member-removed", text, used)
        elif after[value] != name:
            text = f"member `{name}` is now called `{after[value]}`"
            yield Finding(Level.BREAKING, "enum-member-renamed", text, used)


def _member_names(schema: AliasSchema) -> dict[object, str]:
    """Returns the names of the members of an enum class by their values."""
    literal = schema.enum
    if literal is None:
        return {}
    return {v: m.name for v, m in zip(literal.values, literal.members, strict=True)}


def _kind_in_words(schema: Schema, schemas: Mapping[str, Schema]) -> str:
    if isinstance(schema, ObjectSchema):
        return "a class"
    return f"a name for {type_in_words(schema.type, schemas)}"


def _object_changes(
    types: Types, old: ObjectSchema, new: ObjectSchema, way: Direction
) -> Iterator[Change]:
    before, after = _visible_fields(old, way), _visible_fields(new, way)
    for wire_name in sorted(before.keys() - after.keys()):
        gone = Finding(Level.BREAKING, "field-removed", "was removed")
        yield _field_change(old, before[wire_name], gone, way)
    for wire_name in sorted(after.keys() - before.keys()):
        field = after[wire_name]
        yield _field_change(new, field, _field_added(field, way), way)
    for wire_name in sorted(before.keys() & after.keys()):
        for finding in _field_findings(types, before[wire_name], after[wire_name], way):
            change = _field_change(new, after[wire_name], finding, way)
            yield replace(change, was=before[wire_name].span)
    yield from _extra_changes(types, old, new, way)


def _extra_changes(
    types: Types, old: ObjectSchema, new: ObjectSchema, way: Direction
) -> Iterator[Change]:
    if way is Direction.REQUEST and new.closed != old.closed:
        level = Level.RISKY if new.closed else Level.SAFE
        text = (
            "no longer takes members beside its fields" if new.closed else "takes further members"
        )
        yield _schema_change(old, new, Finding(level, "further-members", text), way)
    if old.extra is not None and new.extra is not None:
        for finding in type_findings(types, old.extra, new.extra, way):
            detailed = replace(finding, text=f"(each further member) {finding.text}", value="...")
            yield _schema_change(old, new, detailed, way)


def _visible_fields(schema: ObjectSchema, way: Direction) -> dict[str, Field]:
    """Returns the fields that are part of a direction, by wire name."""
    return {f.wire_name: f for f in schema.fields if f.access is not HIDDEN[way]}


def _field_added(field: Field, way: Direction) -> Finding:
    """Reports a new field; only a required field of a request is breaking."""
    if way is Direction.REQUEST and isinstance(field.presence, Required):
        return Finding(Level.BREAKING, "required-field-added", "was added and must be sent")
    return Finding(Level.SAFE, "field-added", "was added")


def _field_findings(types: Types, old: Field, new: Field, way: Direction) -> Iterator[Finding]:
    if old.name != new.name:
        yield Finding(Level.BREAKING, "field-renamed", f"was called `{old.name}`")
    was, now = Value(old.type, old.constraints), Value(new.type, new.constraints)
    expected = way is Direction.RESPONSE and _reads_none(types, old)
    found = (
        *presence_findings(old.presence, new.presence, way),
        *value_findings(types, was, now, way),
    )
    for finding in join_absence(found):
        harmless = expected and finding.code in {"became-optional", "null-added"}
        yield replace(finding, level=Level.SAFE) if harmless else finding
    yield from deprecation_findings(was=old.deprecated, now=new.deprecated)


def _reads_none(types: Types, old: Field) -> bool:
    """Whether old code has to expect None in a field, because it is nullable or optional."""
    return not isinstance(old.presence, Required) or types.old.is_nullable(old.type)


def _field_change(schema: ObjectSchema, field: Field, finding: Finding, way: Direction) -> Change:
    """Returns a finding about a field as a change of `Class.field`."""
    breaks = f"{_variable_name(schema.name)}.{field.name}" if way is Direction.RESPONSE else ""
    if way is Direction.REQUEST:
        breaks = f'{{"{field.wire_name}": {finding.value}}}'
    if finding.code in {"became-required", "required-field-added"}:
        breaks = f'{{...}}  # without "{field.wire_name}"'
    subject, pointer = f"{schema.name}.{field.name}", field_site(field, schema.id)
    return report(finding, subject, direction=way, pointer=pointer, span=field.span, breaks=breaks)


def _schema_change(old: Schema, new: Schema, finding: Finding, way: Direction) -> Change:
    return report(
        finding,
        new.name,
        direction=way,
        pointer=new.id,
        span=new.span,
        was=old.span,
        breaks=finding.value if finding.value != "..." else "",
    )


def _variable_name(class_name: str) -> str:
    """Returns the name of a variable for a class: `index_model` for `IndexModel`."""
    return WORD.sub("_", class_name).lower()
