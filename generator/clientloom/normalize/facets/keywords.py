# Single schema objects: what their keywords say about types and null. May import this room's collect.
"""Reads keywords of JSON Schema 2020-12, and the variations that documents use."""

from __future__ import annotations

import json

from clientloom.normalize.facets.collect import JsonSchema, is_annotation
from clientloom.normalize.nodes import Node

JSON_TYPES = frozenset({"string", "integer", "number", "boolean", "object", "array"})
_HINTS = (
    (
        "object",
        {
            "properties",
            "additionalProperties",
            "patternProperties",
            "required",
            "minProperties",
            "maxProperties",
            "propertyNames",
            "unevaluatedProperties",
            "dependentSchemas",
        },
    ),
    ("array", {"items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"}),
    ("string", {"pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType"}),
    ("number", {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
)
_FORMATS = {
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
}
_NULL_WORDS = frozenset({"nullable", "x-nullable"})


def schema_type(schema: Node) -> list[str]:
    """Returns `type` as a list; a file of OpenAPI 2.0 is a string."""
    value = schema.get("type")
    if isinstance(value, str):
        value = [value]
    names = [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
    return ["string" if name == "file" else name for name in names]


def stated_types(schema: Node) -> frozenset[str] | None:
    """Returns the types that `type` names, without null; None if it names none that JSON Schema knows."""
    names = schema_type(schema)
    known = frozenset(names) & JSON_TYPES
    return known if known or names == ["null"] else None


def infer_types(schema: Node) -> frozenset[str] | None:
    """Returns the type that the other keywords apply to, None if they apply to any."""
    for name, keywords in _HINTS:
        if not keywords.isdisjoint(schema):
            return frozenset({name})
    format_ = schema.get("format")
    if isinstance(format_, str) and "enum" not in schema and "const" not in schema:
        return frozenset({_FORMATS.get(format_, "string")})
    return None


def widen_types(types: frozenset[str]) -> frozenset[str]:
    """Adds integer if number is among the types (JSON Schema 2020-12 Validation, 6.1.1)."""
    return types | {"integer"} if "number" in types else types


def allows_null(schema: Node) -> bool:
    """Whether a schema object allows null besides other values, however it says so."""
    if schema.get("nullable") is True or schema.get("x-nullable") is True:
        return True
    names = schema_type(schema)
    if "null" in names and len(names) > 1:
        return True
    enum = schema.get("enum")
    return isinstance(enum, list) and len(enum) > 1 and any(value is None for value in enum)


def mentions_null(schema: Node) -> bool:
    """Whether a schema object allows or forbids null explicitly."""
    return allows_null(schema) or bool(schema_type(schema)) or "enum" in schema or "const" in schema


def narrowing_keywords(schema: Node) -> frozenset[str]:
    """The keywords that may exclude values of an object; `properties: {}` and the like exclude none."""
    return frozenset(
        key for key in schema if not is_annotation(key) and not _excludes_nothing(key, schema)
    )


def _excludes_nothing(keyword: str, schema: Node) -> bool:
    if keyword == "type":
        return stated_types(schema) == frozenset({"object"})
    value = schema[keyword]
    if keyword in {"additionalProperties", "unevaluatedProperties"}:
        return value is True or value == {}
    return keyword in {"properties", "required", "patternProperties"} and value in ({}, [])


def canonical_text(schema: JsonSchema) -> str:
    """Returns the schema without its annotations, as canonical JSON."""
    if isinstance(schema, bool):
        return "{}" if schema else "false"
    kept = {
        key: value for key, value in schema.items() if not is_annotation(key) or key in _NULL_WORDS
    }
    return json.dumps(kept, sort_keys=True, default=str)
