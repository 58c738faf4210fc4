# What Swagger 2.0 and OpenAPI 3.x have in common. Imports only how tables are written.
"""Slots and shapes that both tables are made of."""

from __future__ import annotations

from clientloom.document.grammar.notation import How, Shape, Slot


def one_of_kind(kind: str) -> Slot:
    """An object of a kind."""
    return Slot(How.ONE, kind)


def list_of_kind(kind: str) -> Slot:
    """A list of objects of a kind."""
    return Slot(How.LIST, kind)


def map_of_kind(kind: str) -> Slot:
    """A mapping to objects of a kind."""
    return Slot(How.MAP, kind)


TEXT, TEXTS, FLAG, NUMBER = Slot(How.TEXT), Slot(How.TEXTS), Slot(How.FLAG), Slot(How.NUMBER)
COUNT, VALUES, TYPE = Slot(How.COUNT), Slot(How.VALUES), Slot(How.TYPE)
SECURITY, TEXT_MAP = Slot(How.SECURITY), Slot(How.TEXT_MAP)

METHODS_31 = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The methods of a path item up to OpenAPI 3.1 (4.8.9), lower case as they are written there."""

METHODS = (*METHODS_31, "query")
"""Those of OpenAPI 3.2 (4.9.1)."""

SPELLED_METHODS = (*METHODS, *map(str.upper, METHODS), *map(str.capitalize, METHODS))
"""Methods also in the spellings that the clean-up reads as these."""


def texts(*names: str) -> dict[str, Slot]:
    """Fields that hold text."""
    return dict.fromkeys(names, TEXT)


DOCS = one_of_kind("externalDocs")
LIMITS = {
    **dict.fromkeys(("maximum", "minimum", "multipleOf"), NUMBER),
    **dict.fromkeys(("exclusiveMaximum", "exclusiveMinimum"), Slot(How.LIMIT)),
    **dict.fromkeys(("maxLength", "minLength", "maxItems", "minItems"), COUNT),
    **dict.fromkeys(("maxProperties", "minProperties"), COUNT),
    "uniqueItems": FLAG,
}
SCHEMA_OBJECT = {
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
    "externalDocs": DOCS,
    "xml": one_of_kind("xml"),
}
COMPOSED = {
    "oneOf": list_of_kind("schema"),
    "anyOf": list_of_kind("schema"),
    "not": one_of_kind("schema"),
    "nullable": FLAG,
    "writeOnly": FLAG,
    "deprecated": FLAG,
    "discriminator": one_of_kind("discriminator"),
}
JSON_SCHEMA = {
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
SHARED_SHAPES: dict[str, Shape] = {
    "info": Shape(
        {
            **texts("title", "summary", "description", "termsOfService", "version"),
            "contact": one_of_kind("contact"),
            "license": one_of_kind("license"),
        }
    ),
    "contact": Shape(texts("name", "url", "email")),
    "license": Shape(texts("name", "identifier", "url")),
    "externalDocs": Shape(texts("description", "url")),
    "xml": Shape(
        {
            **texts("name", "namespace", "prefix", "nodeType"),
            "attribute": FLAG,
            "wrapped": FLAG,
        }
    ),
    "tag": Shape(
        {**texts("name", "summary", "description", "parent", "kind"), "externalDocs": DOCS}
    ),
    "discriminator": Shape({"propertyName": TEXT, "mapping": TEXT_MAP, "defaultMapping": TEXT}),
}

PARAMETER = {
    **texts("name", "in", "description", "style"),
    **dict.fromkeys(("required", "deprecated", "allowEmptyValue"), FLAG),
    **dict.fromkeys(("explode", "allowReserved"), FLAG),
    "schema": one_of_kind("schema"),
    "items": one_of_kind("schema"),  # 2.0's spelling, which the clean-up moves into the schema
    "examples": map_of_kind("example"),
    "content": map_of_kind("mediaType"),
}
OPERATION_WORDS = {
    **texts("summary", "description", "operationId"),
    "tags": TEXTS,
    "externalDocs": DOCS,
    "deprecated": FLAG,
    "security": SECURITY,
}
