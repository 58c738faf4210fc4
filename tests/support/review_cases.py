# One document and edits of it, with every sentence that a review says about each and no other.
from __future__ import annotations

from dataclasses import dataclass

BASE = """\
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://a.test'}]
security: [{key: []}]
paths:
  /things:
    get:
      tags: [things]
      operationId: listThings
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 10}}
        - {name: order, in: query, schema: {type: string, enum: [asc, desc]}}
      responses: {'200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/ThingList'}}}}}
    post:
      tags: [things]
      operationId: createThing
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewThing'}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
        '400': {description: bad, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /things/{id}:
    get:
      tags: [things]
      operationId: getThing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
  /shops:
    get:
      tags: [shops]
      operationId: getShop
      responses: {'200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/Shop'}}}}}
    delete:
      tags: [shops]
      operationId: deleteShop
      responses: {'204': {description: gone}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Colour: {type: string, enum: [red, green]}
    NewThing:
      type: object
      required: [name]
      properties:
        name: {type: string}
        size: {type: number}
        colour: {$ref: '#/components/schemas/Colour'}
        part: {$ref: '#/components/schemas/Part'}
    Part: {type: object, required: [code], properties: {code: {type: string}, note: {type: string}}}
    Thing:
      type: object
      required: [name, owner]
      properties:
        name: {type: string}
        size: {type: integer}
        owner: {type: string}
        status: {type: string, enum: [on, off]}
        tags: {type: array, items: {type: string, enum: [a, b]}}
        shape: {oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Square'}]}
    ThingList: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}
    Circle: {type: object, required: [radius], properties: {radius: {type: number}}}
    Square: {type: object, required: [side], properties: {side: {type: number}}}
    Problem: {type: object, properties: {message: {type: string}}}
    Shop: {type: object, properties: {street: {type: string}}}
"""


@dataclass(frozen=True, slots=True)
class Case:
    """An edit of a document (`old` becomes `new`), what the review says, and what it says of the reverse."""

    name: str
    old: str
    new: str
    forth: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


CASES = [
    Case(
        "texts",
        "description: fine,",
        "description: quite fine,",
        (),
        (),
    ),
    Case(
        "response-enum",
        "enum: [on, off]",
        "enum: [on, off, half]",
        ("safe: `Thing.status` may now be `'half'`",),
        ("safe: `Thing.status` is no longer `'half'`",),
    ),
    Case(
        "response-list-enum",
        "enum: [a, b]",
        "enum: [a, b, c]",
        ("safe: `Thing.tags` (each item) may now be `'c'`",),
        ("safe: `Thing.tags` (each item) is no longer `'c'`",),
    ),
    Case(
        "request-enum",
        "enum: [asc, desc]",
        "enum: [asc, desc, any]",
        ("safe: `client.things.list()` keyword `order` accepts `'any'`",),
        (
            "breaking: `client.things.list()` keyword `order` no longer accepts `'any'` // client.things.list(order='any')",
        ),
    ),
    Case(
        "request-enum-schema",
        "enum: [red, green]",
        "enum: [red, green, blue]",
        ("safe: `Colour` accepts `'blue'`",),
        ("breaking: `Colour` no longer accepts `'blue'` // 'blue'",),
    ),
    Case(
        "response-null",
        "owner: {type: string}",
        "owner: {type: [string, 'null']}",
        ("breaking: `Thing.owner` may now be null // thing.owner",),
        ("safe: `Thing.owner` may no longer be null",),
    ),
    Case(
        "request-null",
        "        - {name: limit, in: query, schema: {type: integer, maximum: 10}}",
        "        - {name: limit, in: query, schema: {type: [integer, 'null'], maximum: 10}}",
        ("safe: `client.things.list()` keyword `limit` may now be null",),
        (
            "breaking: `client.things.list()` keyword `limit` may no longer be null // client.things.list(limit=None)",
        ),
    ),
    Case(
        "response-required",
        "required: [name, owner]",
        "required: [name, owner, size]",
        ("safe: `Thing.size` is now required",),
        ("breaking: `Thing.size` is no longer required // thing.size",),
    ),
    Case(
        "request-required",
        "required: [name]",
        "required: [name, size]",
        (
            "breaking: `client.things.create()` keyword `size` is now required (also `NewThing.size`) // client.things.create(...)  # without size",
        ),
        (
            "safe: `client.things.create()` keyword `size` is no longer required (also `NewThing.size`)",
        ),
    ),
    Case(
        "request-nested-required",
        "required: [code]",
        "required: [code, note]",
        ('breaking: `Part.note` is now required // {...}  # without "note"',),
        ("safe: `Part.note` is no longer required",),
    ),
    Case(
        "request-field",
        "note: {type: string}}}",
        "note: {type: string}, extra: {type: string}}}",
        ("safe: `Part.extra` was added",),
        ('breaking: `Part.extra` was removed // {"extra": ...}',),
    ),
    Case(
        "request-argument",
        "        size: {type: number}",
        "        size: {type: number}\n        weight: {type: number}",
        (
            "safe: `client.things.create()` gained the optional keyword `weight` (also `NewThing.weight`)",
        ),
        (
            "breaking: `client.things.create()` lost the keyword `weight` (also `NewThing.weight`) // client.things.create(weight=...)",
        ),
    ),
    Case(
        "request-type",
        "size: {type: number}",
        "size: {type: integer}",
        (
            "breaking: `client.things.create()` keyword `size` changed its type from number to integer (also `NewThing.size`) // client.things.create(size=...)",
        ),
        (
            "safe: `client.things.create()` keyword `size` changed its type from integer to number (also `NewThing.size`)",
        ),
    ),
    Case(
        "response-type",
        "size: {type: integer}",
        "size: {type: number}",
        ("breaking: `Thing.size` changed its type from integer to number // thing.size",),
        ("safe: `Thing.size` changed its type from number to integer",),
    ),
    Case(
        "response-type-other",
        "size: {type: integer}",
        "size: {type: string}",
        ("breaking: `Thing.size` changed its type from integer to string // thing.size",),
        ("breaking: `Thing.size` changed its type from string to integer // thing.size",),
    ),
    Case(
        "response-field",
        "        size: {type: integer}",
        "        size: {type: integer}\n        weight: {type: integer}",
        ("safe: `Thing.weight` was added",),
        ("breaking: `Thing.weight` was removed // thing.weight",),
    ),
    Case(
        "limit",
        "maximum: 10",
        "maximum: 5",
        (
            "risky: `client.things.list()` keyword `limit` must now be at most 5 (before: at most 10)",
        ),
        (
            "safe: `client.things.list()` keyword `limit` has a looser limit: at most 10 (before: at most 5)",
        ),
    ),
    Case(
        "default",
        "schema: {type: integer, maximum: 10}",
        "schema: {type: integer, maximum: 10, default: 3}",
        (
            "risky: `client.things.list()` keyword `limit` now has the default `3` (before: no default)",
        ),
        (
            "risky: `client.things.list()` keyword `limit` now has no default (before: the default `3`)",
        ),
    ),
    Case(
        "op-removed",
        "    delete:\n      tags: [shops]\n      operationId: deleteShop\n      responses: {'204': {description: gone}}\n",
        "",
        ("breaking: `client.shops.delete()` was removed // client.shops.delete(...)",),
        ("safe: `client.shops.delete()` was added",),
    ),
    Case(
        "op-moved-path",
        "  /shops:",
        "  /stores:",
        (
            "safe: `client.shops.delete()` calls DELETE /stores instead of DELETE /shops (also `client.shops.get()`)",
        ),
        (
            "safe: `client.shops.delete()` calls DELETE /shops instead of DELETE /stores (also `client.shops.get()`)",
        ),
    ),
    Case(
        "op-id-changed",
        "operationId: getShop",
        "operationId: readShop",
        (),
        (),
    ),
    Case(
        "op-replaced",
        "    get:\n      tags: [shops]\n      operationId: getShop",
        "    put:\n      tags: [shops]\n      operationId: readShop",
        (
            "breaking: `client.shops.get()` was removed // client.shops.get(...)",
            "safe: `client.shops.read()` was added",
        ),
        (
            "breaking: `client.shops.read()` was removed // client.shops.read(...)",
            "safe: `client.shops.get()` was added",
        ),
    ),
    Case(
        "op-tag-moved",
        "      tags: [shops]\n      operationId: deleteShop",
        "      tags: [things]\n      operationId: deleteShop",
        (),
        (),
    ),
    Case(
        "result-kind",
        "      responses: {'204': {description: gone}}",
        "      responses: {'200': {description: gone, content: {application/json: {schema: {$ref: '#/components/schemas/Shop'}}}}}",
        ("safe: `client.shops.delete()` returns Shop instead of nothing",),
        (
            "breaking: `client.shops.delete()` returns nothing instead of Shop // result = client.shops.delete(...)",
        ),
    ),
    Case(
        "pagination",
        "        - {name: limit, in: query, schema: {type: integer, maximum: 10}}",
        "        - {name: limit, in: query, schema: {type: integer, maximum: 10}}\n        - {name: offset, in: query, schema: {type: integer}}",
        (
            "breaking: `client.things.list()` now returns pages // result = client.things.list(...)",
            "safe: `client.things.list()` gained the optional keyword `offset`",
        ),
        (
            "breaking: `client.things.list()` lost the keyword `offset` // client.things.list(offset=...)",
            "breaking: `client.things.list()` no longer returns pages // result = client.things.list(...)",
        ),
    ),
    Case(
        "credentials",
        "  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}",
        "  securitySchemes: {key: {type: http, scheme: basic}}",
        (
            "breaking: `Shop` lost the argument `api_key` // Shop(api_key=...)",
            "safe: `Shop` gained the argument `password`",
            "safe: `Shop` gained the argument `username`",
        ),
        (
            "breaking: `Shop` lost the argument `password` // Shop(password=...)",
            "breaking: `Shop` lost the argument `username` // Shop(username=...)",
            "safe: `Shop` gained the argument `api_key`",
        ),
    ),
    Case(
        "credentials-wire",
        "name: X-Key}",
        "name: X-Other}",
        (
            "safe: `Shop` now sends `api_key` in the header `X-Other` (before: in the header `X-Key`)",
        ),
        (
            "safe: `Shop` now sends `api_key` in the header `X-Key` (before: in the header `X-Other`)",
        ),
    ),
    Case(
        "servers",
        "https://a.test",
        "https://b.test",
        ("risky: `Shop` talks to https://b.test by default instead of https://a.test",),
        ("risky: `Shop` talks to https://a.test by default instead of https://b.test",),
    ),
    Case(
        "server-var",
        "servers: [{url: 'https://a.test'}]",
        "servers: [{url: 'https://{zone}.test', variables: {zone: {default: a}}}]",
        ("safe: `Shop` gained the argument `zone`",),
        ("breaking: `Shop` lost the argument `zone` // Shop(zone=...)",),
    ),
    Case(
        "constant-header",
        "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
        "      parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n        - {name: X-Version, in: header, required: true, schema: {type: string, default: '2'}}",
        (),
        (),
    ),
    Case(
        "union",
        "{$ref: '#/components/schemas/Square'}]",
        "{$ref: '#/components/schemas/Square'}, {$ref: '#/components/schemas/Shop'}]",
        ("risky: `ThingShape` may now also be Shop",),
        ("safe: `ThingShape` is no longer Shop",),
    ),
    Case(
        "class-that-wraps-another",
        "    Shop: {type: object, properties: {street: {type: string}}}",
        "    Store: {type: object, properties: {street: {type: string}}}\n    Shop: {$ref: '#/components/schemas/Store'}",
        (),
        (),
    ),
    Case(
        "deprecated",
        "operationId: getShop",
        "operationId: getShop\n      deprecated: true",
        ("safe: `client.shops.get()` is now deprecated",),
        ("safe: `client.shops.get()` is no longer deprecated",),
    ),
    Case(
        "error",
        "        '400': {description: bad, content",
        "        '422': {description: bad, content",
        (
            "breaking: `client.things.create()` no longer declares status 400: `errors.BadRequestError` no longer has a typed `body` (was Problem) // error.body",
            "safe: `client.things.create()` declares status 422",
        ),
        (
            "breaking: `client.things.create()` no longer declares status 422: `errors.UnprocessableEntityError` no longer has a typed `body` (was Problem) // error.body",
            "safe: `client.things.create()` declares status 400",
        ),
    ),
    Case(
        "error-body",
        "Problem: {type: object, properties: {message: {type: string}}}",
        "Problem: {type: object, properties: {message: {type: integer}}}",
        ("breaking: `Problem.message` changed its type from string to integer // problem.message",),
        ("breaking: `Problem.message` changed its type from integer to string // problem.message",),
    ),
    Case(
        "anon-security",
        "      operationId: deleteShop",
        "      operationId: deleteShop\n      security: []",
        ("safe: `client.shops.delete()` needs no credentials instead of `api_key`",),
        ("risky: `client.shops.delete()` needs `api_key` instead of no credentials",),
    ),
    Case(
        "body-optional",
        "requestBody: {required: true,",
        "requestBody: {required: false,",
        ("safe: `client.things.create()` keyword `name` is no longer required",),
        (
            "breaking: `client.things.create()` keyword `name` is now required // client.things.create(...)  # without name",
        ),
    ),
    Case(
        "readonly",
        "        name: {type: string}\n        size: {type: number}",
        "        name: {type: string}\n        size: {type: number, readOnly: true}",
        (
            "breaking: `client.things.create()` lost the keyword `size` (also `NewThing.size`) // client.things.create(size=...)",
        ),
        (
            "safe: `client.things.create()` gained the optional keyword `size` (also `NewThing.size`)",
        ),
    ),
    Case(
        "string-to-enum-request",
        "schema: {type: string, enum: [asc, desc]}",
        "schema: {type: string}",
        (
            "safe: `client.things.list()` keyword `order` changed its type from 'asc' or 'desc' to string",
        ),
        (
            "breaking: `client.things.list()` keyword `order` changed its type from string to 'asc' or 'desc' // client.things.list(order=...)",
        ),
    ),
    Case(
        "string-to-enum-response",
        "owner: {type: string}",
        "owner: {type: string, enum: [x, y]}",
        ("safe: `Thing.owner` changed its type from string to 'x' or 'y'",),
        ("safe: `Thing.owner` changed its type from 'x' or 'y' to string",),
    ),
    Case(
        "format-response",
        "owner: {type: string}",
        "owner: {type: string, format: date-time}",
        ("breaking: `Thing.owner` changed its type from string to date-time // thing.owner",),
        ("breaking: `Thing.owner` changed its type from date-time to string // thing.owner",),
    ),
    Case(
        "version",
        "version: '1'",
        "version: '2'",
        (),
        (),
    ),
    Case(
        "query-required",
        "schema: {type: string, enum: [asc, desc]}}",
        "required: true, schema: {type: string, enum: [asc, desc]}}",
        (
            "breaking: `client.things.list()` keyword `order` is now required // client.things.list(...)  # without order",
        ),
        ("safe: `client.things.list()` keyword `order` is no longer required",),
    ),
    Case(
        "response-const",
        "Circle: {type: object, required: [radius], properties: {radius: {type: number}}}",
        "Circle: {type: object, required: [radius], properties: {radius: {type: number}, kind: {const: round}}}",
        ("safe: `Circle.kind` was added",),
        ("breaking: `Circle.kind` was removed // circle.kind",),
    ),
    Case(
        "map-values",
        "note: {type: string}}}",
        "note: {type: string}, more: {type: object, additionalProperties: {type: string}}}}",
        ("safe: `Part.more` was added",),
        ('breaking: `Part.more` was removed // {"more": ...}',),
    ),
    Case(
        "stream",
        "    delete:\n      tags: [shops]",
        "    put:\n      tags: [shops]\n      operationId: watchShop\n      responses: {'200': {description: fine, content: {text/event-stream: {schema: {$ref: '#/components/schemas/Shop'}}}}}\n    delete:\n      tags: [shops]",
        ("safe: `client.shops.watch()` was added",),
        ("breaking: `client.shops.watch()` was removed // client.shops.watch(...)",),
    ),
    Case(
        "body-kind",
        "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewThing'}}}}",
        "requestBody: {required: true, content: {application/octet-stream: {schema: {type: string, format: binary}}}}",
        (
            "breaking: `client.things.create()` takes its body as `content` instead of `name`, `colour`, `part`, `size` (removes `models.Colour`, `models.NewThing`, `models.Part`) // client.things.create(name=...)",
        ),
        (
            "breaking: `client.things.create()` takes its body as `name`, `colour`, `part`, `size` instead of `content` (adds `models.Colour`, `models.NewThing`, `models.Part`) // client.things.create(content=...)",
        ),
    ),
    Case(
        "webhook",
        "components:",
        "webhooks:\n  thingMade: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}, responses: {'200': {description: fine}}}}\ncomponents:",
        ("safe: `webhooks.parse_thing_made()` was added (also `webhooks.ThingMadeEvent`)",),
        (
            "breaking: `webhooks.parse_thing_made()` was removed (also `webhooks.ThingMadeEvent`) // webhooks.parse_thing_made(...)",
        ),
    ),
]
