# What stands where in a Swagger 2.0 and in an OpenAPI 3.x document: one table that every pass of this room walks by.
# Imports only how tables are written.
"""The shape of an OpenAPI document, as data."""

from __future__ import annotations

from types import MappingProxyType

from clientloom.document.grammar.notation import Grammar, How, Shape, Slot, walk

__all__ = ["METHODS", "METHODS_31", "OPENAPI_3", "SWAGGER_2", "walk"]


def _one(kind: str) -> Slot:
    return Slot(How.ONE, kind)


def _list(kind: str) -> Slot:
    return Slot(How.LIST, kind)


def _map(kind: str) -> Slot:
    return Slot(How.MAP, kind)


TEXT, TEXTS, FLAG, NUMBER = Slot(How.TEXT), Slot(How.TEXTS), Slot(How.FLAG), Slot(How.NUMBER)
COUNT, VALUES, TYPE = Slot(How.COUNT), Slot(How.VALUES), Slot(How.TYPE)
SECURITY, TEXT_MAP = Slot(How.SECURITY), Slot(How.TEXT_MAP)

METHODS_31 = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The methods of a path item up to OpenAPI 3.1 (4.8.9), lower case as they are written there."""

METHODS = (*METHODS_31, "query")
"""Those of OpenAPI 3.2 (4.9.1)."""

_SPELLED_METHODS = (*METHODS, *map(str.upper, METHODS), *map(str.capitalize, METHODS))
"""Methods also in the spellings that the clean-up reads as these."""


def _texts(*names: str) -> dict[str, Slot]:
    return dict.fromkeys(names, TEXT)


_DOCS = _one("externalDocs")
_LIMITS = {
    **dict.fromkeys(("maximum", "minimum", "multipleOf"), NUMBER),
    **dict.fromkeys(("exclusiveMaximum", "exclusiveMinimum"), Slot(How.LIMIT)),
    **dict.fromkeys(("maxLength", "minLength", "maxItems", "minItems"), COUNT),
    **dict.fromkeys(("maxProperties", "minProperties"), COUNT),
    "uniqueItems": FLAG,
}
_SCHEMA_OBJECT = {
    **_LIMITS,
    **_texts("title", "description", "format", "pattern"),
    "type": TYPE,
    "enum": VALUES,
    "required": TEXTS,
    "properties": _map("schema"),
    "allOf": _list("schema"),
    "items": _one("schema"),
    "additionalProperties": _one("schema"),
    "readOnly": FLAG,
    "externalDocs": _DOCS,
    "xml": _one("xml"),
}
_COMPOSED = {
    "oneOf": _list("schema"),
    "anyOf": _list("schema"),
    "not": _one("schema"),
    "nullable": FLAG,
    "writeOnly": FLAG,
    "deprecated": FLAG,
    "discriminator": _one("discriminator"),
}
_JSON_SCHEMA = {
    **_texts("$id", "$schema", "$anchor", "$dynamicAnchor", "$dynamicRef", "$comment"),
    **_texts("contentEncoding", "contentMediaType"),
    **dict.fromkeys(("$defs", "definitions"), _map("schema")),
    **dict.fromkeys(("patternProperties", "dependentSchemas"), _map("schema")),
    **dict.fromkeys(("if", "then", "else", "contains", "propertyNames"), _one("schema")),
    **dict.fromkeys(("unevaluatedProperties", "unevaluatedItems"), _one("schema")),
    **dict.fromkeys(("additionalItems", "contentSchema"), _one("schema")),
    "prefixItems": _list("schema"),
    **dict.fromkeys(("minContains", "maxContains"), COUNT),
    "examples": VALUES,
}
_SHARED_SHAPES: dict[str, Shape] = {
    "info": Shape(
        {
            **_texts("title", "summary", "description", "termsOfService", "version"),
            "contact": _one("contact"),
            "license": _one("license"),
        }
    ),
    "contact": Shape(_texts("name", "url", "email")),
    "license": Shape(_texts("name", "identifier", "url")),
    "externalDocs": Shape(_texts("description", "url")),
    "xml": Shape(
        {
            **_texts("name", "namespace", "prefix", "nodeType"),
            "attribute": FLAG,
            "wrapped": FLAG,
        }
    ),
    "tag": Shape(
        {**_texts("name", "summary", "description", "parent", "kind"), "externalDocs": _DOCS}
    ),
    "discriminator": Shape({"propertyName": TEXT, "mapping": TEXT_MAP, "defaultMapping": TEXT}),
}

_PARAMETER = {
    **_texts("name", "in", "description", "style"),
    **dict.fromkeys(("required", "deprecated", "allowEmptyValue"), FLAG),
    **dict.fromkeys(("explode", "allowReserved"), FLAG),
    "schema": _one("schema"),
    "items": _one("schema"),  # 2.0's spelling, which the clean-up moves into the schema
    "examples": _map("example"),
    "content": _map("mediaType"),
}
_OPERATION_WORDS = {
    **_texts("summary", "description", "operationId"),
    "tags": TEXTS,
    "externalDocs": _DOCS,
    "deprecated": FLAG,
    "security": SECURITY,
}
OPENAPI_3 = Grammar(
    shapes=MappingProxyType(
        {
            **_SHARED_SHAPES,
            "document": Shape(
                {
                    **_texts("openapi", "$self", "jsonSchemaDialect"),
                    "info": _one("info"),
                    "servers": _list("server"),
                    "paths": _one("paths"),
                    "webhooks": _map("pathItem"),
                    "components": _one("components"),
                    "security": SECURITY,
                    "tags": _list("tag"),
                    "externalDocs": _DOCS,
                },
                required={"info": {}, "paths": {}},
            ),
            "paths": Shape({}, rest=_one("pathItem")),
            "components": Shape(
                {
                    "schemas": _map("schema"),
                    "responses": _map("response"),
                    "parameters": _map("parameter"),
                    "examples": _map("example"),
                    "requestBodies": _map("requestBody"),
                    "headers": _map("header"),
                    "securitySchemes": _map("securityScheme"),
                    "links": _map("link"),
                    "callbacks": _map("callback"),
                    "pathItems": _map("pathItem"),
                    "mediaTypes": _map("mediaType"),
                }
            ),
            "pathItem": Shape(
                {
                    **_texts("summary", "description"),
                    **dict.fromkeys(_SPELLED_METHODS, _one("operation")),
                    "additionalOperations": _map("operation"),
                    "servers": _list("server"),
                    "parameters": _list("parameter"),
                },
            ),
            "operation": Shape(
                {
                    **_OPERATION_WORDS,
                    "parameters": _list("parameter"),
                    "requestBody": _one("requestBody"),
                    "responses": _one("responses"),
                    "callbacks": _map("callback"),
                    "servers": _list("server"),
                },
                required={"responses": {}},
            ),
            "parameter": Shape(_PARAMETER),
            "header": Shape(_PARAMETER),
            "requestBody": Shape(
                {"description": TEXT, "required": FLAG, "content": _map("mediaType")},
            ),
            "mediaType": Shape(
                {
                    "schema": _one("schema"),
                    "itemSchema": _one("schema"),
                    "examples": _map("example"),
                    "encoding": _map("encoding"),
                    "prefixEncoding": _list("encoding"),
                    "itemEncoding": _one("encoding"),
                },
            ),
            "encoding": Shape(
                {
                    **_texts("contentType", "style"),
                    "headers": _map("header"),
                    "explode": FLAG,
                    "allowReserved": FLAG,
                    "encoding": _map("encoding"),
                    "prefixEncoding": _list("encoding"),
                    "itemEncoding": _one("encoding"),
                }
            ),
            "responses": Shape({}, rest=_one("response")),
            "response": Shape(
                {
                    **_texts("summary", "description"),
                    "headers": _map("header"),
                    "content": _map("mediaType"),
                    "links": _map("link"),
                },
            ),
            "callback": Shape({}, rest=_one("pathItem")),
            "example": Shape(_texts("summary", "description", "externalValue", "serializedValue")),
            "link": Shape(
                {**_texts("operationRef", "operationId", "description"), "server": _one("server")},
            ),
            "securityScheme": Shape(
                {
                    **_texts("type", "description", "name", "in", "scheme", "bearerFormat"),
                    **_texts("openIdConnectUrl", "oauth2MetadataUrl"),
                    "deprecated": FLAG,
                    "flows": _one("flows"),
                },
            ),
            "flows": Shape(
                dict.fromkeys(
                    (
                        "implicit",
                        "password",
                        "clientCredentials",
                        "authorizationCode",
                        "deviceAuthorization",
                    ),
                    _one("flow"),
                )
            ),
            "flow": Shape(
                {
                    **_texts("authorizationUrl", "tokenUrl", "refreshUrl"),
                    **_texts("deviceAuthorizationUrl"),
                    "scopes": TEXT_MAP,
                }
            ),
            "server": Shape(
                {**_texts("url", "description", "name"), "variables": _map("serverVariable")}
            ),
            "serverVariable": Shape({**_texts("default", "description"), "enum": TEXTS}),
            "schema": Shape({**_SCHEMA_OBJECT, **_COMPOSED, **_JSON_SCHEMA}),
        }
    ),
    sections=MappingProxyType(
        {
            "schema": ("components", "schemas"),
            "response": ("components", "responses"),
            "parameter": ("components", "parameters"),
            "example": ("components", "examples"),
            "requestBody": ("components", "requestBodies"),
            "header": ("components", "headers"),
            "securityScheme": ("components", "securitySchemes"),
            "link": ("components", "links"),
            "callback": ("components", "callbacks"),
            "pathItem": ("components", "pathItems"),
        }
    ),
)

_ITEMS_2 = {
    **_LIMITS,
    **_texts("format", "pattern", "collectionFormat"),
    "type": TYPE,
    "enum": VALUES,
    "items": _one("items"),
}
SWAGGER_2 = Grammar(
    shapes=MappingProxyType(
        {
            **_SHARED_SHAPES,
            "document": Shape(
                {
                    **_texts("swagger", "host", "basePath"),
                    **dict.fromkeys(("schemes", "consumes", "produces"), TEXTS),
                    "info": _one("info"),
                    "paths": _one("paths"),
                    "definitions": _map("schema"),
                    "parameters": _map("parameter"),
                    "responses": _map("response"),
                    "securityDefinitions": _map("securityScheme"),
                    "security": SECURITY,
                    "tags": _list("tag"),
                    "externalDocs": _DOCS,
                },
                required={"info": {}, "paths": {}},
            ),
            "paths": Shape({}, rest=_one("pathItem")),
            "pathItem": Shape(
                {
                    **dict.fromkeys(_SPELLED_METHODS, _one("operation")),
                    "parameters": _list("parameter"),
                },
            ),
            "operation": Shape(
                {
                    **_OPERATION_WORDS,
                    **dict.fromkeys(("consumes", "produces", "schemes"), TEXTS),
                    "parameters": _list("parameter"),
                    "responses": _one("responses"),
                },
                required={"responses": {}},
            ),
            "parameter": Shape(
                {
                    **_ITEMS_2,
                    **_texts("name", "in", "description"),
                    "required": FLAG,
                    "allowEmptyValue": FLAG,
                    "schema": _one("schema"),
                },
            ),
            "items": Shape(_ITEMS_2),
            "responses": Shape({}, rest=_one("response")),
            "response": Shape(
                {"description": TEXT, "schema": _one("schema"), "headers": _map("header")},
            ),
            "header": Shape({**_ITEMS_2, "description": TEXT}),
            "securityScheme": Shape(
                {
                    **_texts("type", "description", "name", "in", "flow"),
                    **_texts("authorizationUrl", "tokenUrl"),
                    "scopes": TEXT_MAP,
                },
            ),
            # Many 2.0 documents borrow words of JSON Schema and of OpenAPI 3; nothing is lost by knowing them.
            # Only `discriminator` differs: it is a text, which the upgrade turns into an object.
            "schema": Shape(
                {
                    key: slot
                    for key, slot in {**_SCHEMA_OBJECT, **_COMPOSED, **_JSON_SCHEMA}.items()
                    if key != "discriminator"
                },
            ),
        }
    ),
    sections=MappingProxyType(
        {
            "schema": ("definitions",),
            "response": ("responses",),
            "parameter": ("parameters",),
            "securityScheme": ("securityDefinitions",),
        }
    ),
)
