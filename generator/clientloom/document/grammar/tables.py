# The objects and fields of Swagger 2.0 and OpenAPI 3.x: the tables that every walk over a document follows. Imports the
# other modules of grammar/ only.
"""The grammars of OpenAPI as data."""

from __future__ import annotations

from types import MappingProxyType

from clientloom.document.grammar.notation import Grammar, ObjectSpec, walk
from clientloom.document.grammar.shared_objects import (
    ANNOTATIONS,
    COMPOSITION_FIELDS,
    EXTERNAL_DOCS,
    FLAG,
    JSON_SCHEMA_FIELDS,
    LIMITS,
    METHOD_SPELLINGS,
    METHODS,
    METHODS_31,
    OPERATION_FIELDS,
    PARAMETER,
    SCHEMA_FIELDS,
    SECURITY,
    SHARED_OBJECTS,
    STATED_TAGS,
    TEXT,
    TEXT_MAP,
    TEXTS,
    TYPE,
    TYPES,
    VALUES,
    list_of_kind,
    map_of_kind,
    one_of_kind,
    texts,
)

__all__ = [
    "ANNOTATIONS",
    "METHODS",
    "METHODS_31",
    "OPENAPI_3",
    "STATED_TAGS",
    "SWAGGER_2",
    "TYPES",
    "walk",
]

OPENAPI_3 = Grammar(
    objects=MappingProxyType(
        {
            **SHARED_OBJECTS,
            "document": ObjectSpec(
                {
                    **texts("openapi", "$self", "jsonSchemaDialect"),
                    "info": one_of_kind("info"),
                    "servers": list_of_kind("server"),
                    "paths": one_of_kind("paths"),
                    "webhooks": map_of_kind("pathItem"),
                    "components": one_of_kind("components"),
                    "security": SECURITY,
                    "tags": list_of_kind("tag"),
                    "externalDocs": EXTERNAL_DOCS,
                },
                required={"info": {}, "paths": {}},
            ),
            "paths": ObjectSpec({}, rest=one_of_kind("pathItem")),
            "components": ObjectSpec(
                {
                    "schemas": map_of_kind("schema"),
                    "responses": map_of_kind("response"),
                    "parameters": map_of_kind("parameter"),
                    "examples": map_of_kind("example"),
                    "requestBodies": map_of_kind("requestBody"),
                    "headers": map_of_kind("header"),
                    "securitySchemes": map_of_kind("securityScheme"),
                    "links": map_of_kind("link"),
                    "callbacks": map_of_kind("callback"),
                    "pathItems": map_of_kind("pathItem"),
                    "mediaTypes": map_of_kind("mediaType"),
                }
            ),
            "pathItem": ObjectSpec(
                {
                    **texts("summary", "description"),
                    **dict.fromkeys(METHOD_SPELLINGS, one_of_kind("operation")),
                    "additionalOperations": map_of_kind("operation"),
                    "servers": list_of_kind("server"),
                    "parameters": list_of_kind("parameter"),
                },
            ),
            "operation": ObjectSpec(
                {
                    **OPERATION_FIELDS,
                    "parameters": list_of_kind("parameter"),
                    "requestBody": one_of_kind("requestBody"),
                    "responses": one_of_kind("responses"),
                    "callbacks": map_of_kind("callback"),
                    "servers": list_of_kind("server"),
                },
                required={"responses": {}},
            ),
            "parameter": ObjectSpec(PARAMETER),
            "header": ObjectSpec(PARAMETER),
            "requestBody": ObjectSpec(
                {"description": TEXT, "required": FLAG, "content": map_of_kind("mediaType")},
            ),
            "mediaType": ObjectSpec(
                {
                    "schema": one_of_kind("schema"),
                    "itemSchema": one_of_kind("schema"),
                    "examples": map_of_kind("example"),
                    "encoding": map_of_kind("encoding"),
                    "prefixEncoding": list_of_kind("encoding"),
                    "itemEncoding": one_of_kind("encoding"),
                },
            ),
            "encoding": ObjectSpec(
                {
                    **texts("contentType", "style"),
                    "headers": map_of_kind("header"),
                    "explode": FLAG,
                    "allowReserved": FLAG,
                    "encoding": map_of_kind("encoding"),
                    "prefixEncoding": list_of_kind("encoding"),
                    "itemEncoding": one_of_kind("encoding"),
                }
            ),
            "responses": ObjectSpec({}, rest=one_of_kind("response")),
            "response": ObjectSpec(
                {
                    **texts("summary", "description"),
                    "headers": map_of_kind("header"),
                    "content": map_of_kind("mediaType"),
                    "links": map_of_kind("link"),
                },
            ),
            "callback": ObjectSpec({}, rest=one_of_kind("pathItem")),
            "example": ObjectSpec(
                texts("summary", "description", "externalValue", "serializedValue")
            ),
            "link": ObjectSpec(
                {
                    **texts("operationRef", "operationId", "description"),
                    "server": one_of_kind("server"),
                },
            ),
            "securityScheme": ObjectSpec(
                {
                    **texts("type", "description", "name", "in", "scheme", "bearerFormat"),
                    **texts("openIdConnectUrl", "oauth2MetadataUrl"),
                    "deprecated": FLAG,
                    "flows": one_of_kind("flows"),
                },
            ),
            "flows": ObjectSpec(
                dict.fromkeys(
                    (
                        "implicit",
                        "password",
                        "clientCredentials",
                        "authorizationCode",
                        "deviceAuthorization",
                    ),
                    one_of_kind("flow"),
                )
            ),
            "flow": ObjectSpec(
                {
                    **texts("authorizationUrl", "tokenUrl", "refreshUrl"),
                    **texts("deviceAuthorizationUrl"),
                    "scopes": TEXT_MAP,
                }
            ),
            "server": ObjectSpec(
                {**texts("url", "description", "name"), "variables": map_of_kind("serverVariable")}
            ),
            "serverVariable": ObjectSpec({**texts("default", "description"), "enum": TEXTS}),
            "schema": ObjectSpec({**SCHEMA_FIELDS, **COMPOSITION_FIELDS, **JSON_SCHEMA_FIELDS}),
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
    **LIMITS,
    **texts("format", "pattern", "collectionFormat"),
    "type": TYPE,
    "enum": VALUES,
    "items": one_of_kind("items"),
}
SWAGGER_2 = Grammar(
    objects=MappingProxyType(
        {
            **SHARED_OBJECTS,
            "document": ObjectSpec(
                {
                    **texts("swagger", "host", "basePath"),
                    **dict.fromkeys(("schemes", "consumes", "produces"), TEXTS),
                    "info": one_of_kind("info"),
                    "paths": one_of_kind("paths"),
                    "definitions": map_of_kind("schema"),
                    "parameters": map_of_kind("parameter"),
                    "responses": map_of_kind("response"),
                    "securityDefinitions": map_of_kind("securityScheme"),
                    "security": SECURITY,
                    "tags": list_of_kind("tag"),
                    "externalDocs": EXTERNAL_DOCS,
                },
                required={"info": {}, "paths": {}},
            ),
            "paths": ObjectSpec({}, rest=one_of_kind("pathItem")),
            "pathItem": ObjectSpec(
                {
                    **dict.fromkeys(METHOD_SPELLINGS, one_of_kind("operation")),
                    "parameters": list_of_kind("parameter"),
                },
            ),
            "operation": ObjectSpec(
                {
                    **OPERATION_FIELDS,
                    **dict.fromkeys(("consumes", "produces", "schemes"), TEXTS),
                    "parameters": list_of_kind("parameter"),
                    "responses": one_of_kind("responses"),
                },
                required={"responses": {}},
            ),
            "parameter": ObjectSpec(
                {
                    **_ITEMS_2,
                    **texts("name", "in", "description"),
                    "required": FLAG,
                    "allowEmptyValue": FLAG,
                    "schema": one_of_kind("schema"),
                },
            ),
            "items": ObjectSpec(_ITEMS_2),
            "responses": ObjectSpec({}, rest=one_of_kind("response")),
            "response": ObjectSpec(
                {
                    "description": TEXT,
                    "schema": one_of_kind("schema"),
                    "headers": map_of_kind("header"),
                },
            ),
            "header": ObjectSpec({**_ITEMS_2, "description": TEXT}),
            "securityScheme": ObjectSpec(
                {
                    **texts("type", "description", "name", "in", "flow"),
                    **texts("authorizationUrl", "tokenUrl"),
                    "scopes": TEXT_MAP,
                },
            ),
            # Many 2.0 documents use keywords of JSON Schema and OpenAPI 3, so they are allowed here.
            # Only `discriminator` differs: it is a string, which the upgrade converts into an object.
            "schema": ObjectSpec(
                {
                    key: spec
                    for key, spec in {
                        **SCHEMA_FIELDS,
                        **COMPOSITION_FIELDS,
                        **JSON_SCHEMA_FIELDS,
                    }.items()
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
