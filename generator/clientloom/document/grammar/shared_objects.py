# The fields and objects that Swagger 2.0 and OpenAPI 3.x share. Imports notation.py only.
"""Shared parts of the grammars."""

from __future__ import annotations

from clientloom.document.grammar.notation import FieldSpec, FieldType, ObjectSpec


def one_of_kind(kind: str) -> FieldSpec:
    """Returns a field for an object of a kind."""
    return FieldSpec(FieldType.ONE, kind)


def list_of_kind(kind: str) -> FieldSpec:
    """Returns a field for a list of objects of a kind."""
    return FieldSpec(FieldType.LIST, kind)


def map_of_kind(kind: str) -> FieldSpec:
    """Returns a field for a mapping to objects of a kind."""
    return FieldSpec(FieldType.MAP, kind)


TEXT, TEXTS, FLAG, NUMBER = (
    FieldSpec(FieldType.TEXT),
    FieldSpec(FieldType.TEXTS),
    FieldSpec(FieldType.FLAG),
    FieldSpec(FieldType.NUMBER),
)
COUNT, VALUES, TYPE = (
    FieldSpec(FieldType.COUNT),
    FieldSpec(FieldType.VALUES),
    FieldSpec(FieldType.TYPE),
)
SECURITY, TEXT_MAP = FieldSpec(FieldType.SECURITY), FieldSpec(FieldType.TEXT_MAP)

METHODS_31 = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The methods of a path item up to OpenAPI 3.1 (4.8.9), in lower case."""

METHODS = (*METHODS_31, "query")
"""The methods of a path item in OpenAPI 3.2 (4.9.1)."""

STATED_TAGS = ("x-discriminator-value", "x-ms-discriminator-value")
"""The extensions of a schema that state its tag: a subtype of Swagger 2.0 has no mapping."""

TYPES = ("null", "boolean", "object", "array", "number", "string", "integer")
"""The types of a JSON Schema (JSON Schema Validation, 6.1.1)."""

ANNOTATIONS = frozenset(
    (
        *("title", "description", "default", "example", "examples", "deprecated"),
        *("readOnly", "writeOnly", "externalDocs", "xml"),
    )
)
"""The keywords of a schema that say nothing about which values are valid, in every version."""

METHOD_SPELLINGS = (*METHODS, *map(str.upper, METHODS), *map(str.capitalize, METHODS))
"""The methods, also in upper case and capitalized, which the repair corrects."""


def texts(*names: str) -> dict[str, FieldSpec]:
    """Returns text fields."""
    return dict.fromkeys(names, TEXT)


EXTERNAL_DOCS = one_of_kind("externalDocs")
LIMITS = {
    **dict.fromkeys(("maximum", "minimum", "multipleOf"), NUMBER),
    **dict.fromkeys(("exclusiveMaximum", "exclusiveMinimum"), FieldSpec(FieldType.LIMIT)),
    **dict.fromkeys(("maxLength", "minLength", "maxItems", "minItems"), COUNT),
    **dict.fromkeys(("maxProperties", "minProperties"), COUNT),
    "uniqueItems": FLAG,
}
SCHEMA_FIELDS = {
    **LIMITS,
    **texts("title", "description", "format", "pattern"),
    "type": TYPE,
    "enum": VALUES,
    "required": TEXTS,
    "properties": map_of_kind("schema"),
    "allOf": list_of_kind("schema"),
    "items": one_of_kind("schema"),
    "additionalProperties": one_of_kind("schema"),
    "readOnly": FLAG,
    "externalDocs": EXTERNAL_DOCS,
    "xml": one_of_kind("xml"),
}
COMPOSITION_FIELDS = {
    "oneOf": list_of_kind("schema"),
    "anyOf": list_of_kind("schema"),
    "not": one_of_kind("schema"),
    "nullable": FLAG,
    "writeOnly": FLAG,
    "deprecated": FLAG,
    "discriminator": one_of_kind("discriminator"),
}
JSON_SCHEMA_FIELDS = {
    **texts("$id", "$schema", "$anchor", "$dynamicAnchor", "$dynamicRef", "$comment"),
    **texts("contentEncoding", "contentMediaType"),
    **dict.fromkeys(("$defs", "definitions"), map_of_kind("schema")),
    **dict.fromkeys(("patternProperties", "dependentSchemas"), map_of_kind("schema")),
    **dict.fromkeys(("if", "then", "else", "contains", "propertyNames"), one_of_kind("schema")),
    **dict.fromkeys(("unevaluatedProperties", "unevaluatedItems"), one_of_kind("schema")),
    **dict.fromkeys(("additionalItems", "contentSchema"), one_of_kind("schema")),
    "prefixItems": list_of_kind("schema"),
    **dict.fromkeys(("minContains", "maxContains"), COUNT),
    "examples": VALUES,
}
SHARED_OBJECTS: dict[str, ObjectSpec] = {
    "info": ObjectSpec(
        {
            **texts("title", "summary", "description", "termsOfService", "version"),
            "contact": one_of_kind("contact"),
            "license": one_of_kind("license"),
        }
    ),
    "contact": ObjectSpec(texts("name", "url", "email")),
    "license": ObjectSpec(texts("name", "identifier", "url")),
    "externalDocs": ObjectSpec(texts("description", "url")),
    "xml": ObjectSpec(
        {
            **texts("name", "namespace", "prefix", "nodeType"),
            "attribute": FLAG,
            "wrapped": FLAG,
        }
    ),
    "tag": ObjectSpec(
        {**texts("name", "summary", "description", "parent", "kind"), "externalDocs": EXTERNAL_DOCS}
    ),
    "discriminator": ObjectSpec(
        {"propertyName": TEXT, "mapping": TEXT_MAP, "defaultMapping": TEXT}
    ),
}

PARAMETER = {
    **texts("name", "in", "description", "style"),
    **dict.fromkeys(("required", "deprecated", "allowEmptyValue"), FLAG),
    **dict.fromkeys(("explode", "allowReserved"), FLAG),
    "schema": one_of_kind("schema"),
    "items": one_of_kind("schema"),  # from 2.0; the repair moves it into the schema
    "examples": map_of_kind("example"),
    "content": map_of_kind("mediaType"),
}
OPERATION_FIELDS = {
    **texts("summary", "description", "operationId"),
    "tags": TEXTS,
    "externalDocs": EXTERNAL_DOCS,
    "deprecated": FLAG,
    "security": SECURITY,
}
