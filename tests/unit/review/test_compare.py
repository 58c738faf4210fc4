# What a review says about two documents: one edit a case, with every sentence that it must give and no other.
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from clientloom.config.load import one_off
from clientloom.pipeline import analyse
from clientloom.review import Level, Review, compare_apis
from clientloom.symbols import SymbolLock

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
    """An edit of `BASE` (`old` becomes `new`), what the review says, and what it says of the reverse."""

    name: str
    old: str
    new: str
    forth: tuple[str, ...]
    back: tuple[str, ...]


CASES = [
    Case(
        "texts",
        "description: fine",
        "description: quite fine",
        (),
        (),
    ),
    Case(
        "response-enum",
        "enum: ['on', 'off']",
        "enum: ['on', 'off', half]",
        (),
        (),
    ),
]


def test_placeholder():
    pass
