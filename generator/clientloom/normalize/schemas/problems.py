# Schemas that no type can say: what is noted, and the type that stands for them. May import ir, facets and notes.
"""Circles, contradictions, unknown types, and conditions that only the server checks."""

from __future__ import annotations

from clientloom.ir import NULL, Anything, TypeRef
from clientloom.normalize.facets.keywords import JSON_TYPES, schema_type
from clientloom.normalize.facets.merged import MergedSchema
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.scalars import override_hint

_CONDITIONS = frozenset(
    {"not", "if", "dependentSchemas", "dependentRequired", "contains", "propertyNames"}
)


def report_circular(site: str, notes: Notes) -> TypeRef:
    """A reference that leads to no schema."""
    notes.warn(
        "circular-ref",
        site,
        "the reference leads back to itself and to no schema; any value is accepted",
        override_hint(site),
    )
    return Anything()


def report_too_deep(site: str, most: int, notes: Notes) -> TypeRef:
    """Types within types without an end."""
    notes.warn(
        "nested-too-deep",
        site,
        f"more than {most} types are nested in each other; any value is accepted below",
        override_hint(site),
    )
    return Anything()


def note_conditions(merged: MergedSchema, notes: Notes) -> None:
    """Says what of a schema its type leaves out."""
    for pointer in merged.circular:
        notes.warn("circular-allof", pointer, "the schema is part of itself; that part is left out")
    if all(_CONDITIONS.isdisjoint(facet.schema) for facet in merged.facets):
        return
    words = sorted({w for w in _CONDITIONS for f in merged.facets if w in f.schema})
    notes.note(
        "condition-not-in-type",
        merged.pointer,
        f"{', '.join(words)}: no type can say this; the server checks it",
    )


def report_untyped(merged: MergedSchema, notes: Notes) -> TypeRef:
    """A schema that states no type that JSON has."""
    if merged.only_null:
        return NULL
    words = sorted(
        {w for f in merged.facets for w in schema_type(f.schema)} - {"any", "null"} - JSON_TYPES
    )
    if words:
        notes.warn(
            "unknown-type",
            merged.pointer,
            f"JSON Schema has no type {', '.join(map(repr, words))}; any value is accepted",
            override_hint(merged.pointer),
        )
    return Anything()


def report_contradiction(merged: MergedSchema, notes: Notes) -> list[str]:
    """The scalar types of a schema that asks for several at once; none where it asks for a container, too."""
    stated = sorted(frozenset[str]().union(*merged.stated_types))
    notes.warn(
        "contradictory-types",
        merged.pointer,
        f"no value is of all the types that are asked for ({', '.join(stated)}); each of them is accepted",
        override_hint(merged.pointer),
    )
    simple = [t for t in stated if t not in {"object", "array"}]
    return simple if len(simple) == len(stated) else []
