# Schemas that have no exact type: reports them and returns a looser type. May import ir, facets and notes.
"""Circular references, contradictions, unknown types, and conditions that only the server checks."""

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
    """Reports a reference that leads only back to itself."""
    notes.warn(
        "circular-ref",
        site,
        "the reference leads only back to itself; any value is accepted",
        override_hint(site),
    )
    return Anything()


def report_too_deep(site: str, most: int, notes: Notes) -> TypeRef:
    """Reports types that are nested too deep."""
    notes.warn(
        "nested-too-deep",
        site,
        f"more than {most} types are nested in each other; any value is accepted at this depth",
        override_hint(site),
    )
    return Anything()


def note_conditions(merged: MergedSchema, notes: Notes) -> None:
    """Notes the keywords of a schema that its type does not express."""
    for pointer in merged.circular:
        message = "the schema contains itself; that part is left out"
        notes.warn("circular-allof", pointer, message, "remove the reference in an overlay")
    if not merged.has_any(_CONDITIONS | {"patternProperties"}):
        return
    words = sorted({w for w in _CONDITIONS for f in merged.facets if w in f.schema})
    if merged.has_unmatched_keys:
        words.append("patternProperties without additionalProperties")
    if not words:
        return
    notes.note(
        "condition-not-in-type",
        merged.pointer,
        f"{', '.join(words)}: Python types cannot express this; only the server checks it",
    )


def report_untyped(merged: MergedSchema, notes: Notes) -> TypeRef:
    """Returns the type of a schema without a valid JSON type, and reports unknown words."""
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
    """Reports types that exclude each other; returns them if they are all scalar, else []."""
    stated = sorted(frozenset[str]().union(*merged.stated_types))
    notes.warn(
        "contradictory-types",
        merged.pointer,
        f"no value has all of the required types ({', '.join(stated)}); each of them is accepted",
        override_hint(merged.pointer),
    )
    simple = [t for t in stated if t not in {"object", "array"}]
    return simple if len(simple) == len(stated) else []
