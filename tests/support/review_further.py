# Further edits of the document of `review_cases`: ways of a call, credentials, unions, exceptions.
from __future__ import annotations

from support.review_cases import Case

FURTHER = [
    Case(
        "error-header",
        "        '400': {description: bad, content",
        "        '400': {description: bad, headers: {Retry-After: {schema: {type: integer}}}, content",
        (),
        ("risky: `client.things.create()` status 400: response header `retry-after` was removed",),
    ),
    Case(
        "error-header-required",
        "        '400': {description: bad, content",
        "        '400': {description: bad, headers: {X-Id: {required: true, schema: {type: string}}}, content",
        (),
        (
            "breaking: `client.things.create()` status 400: response header `x-id` was removed // error.headers['x-id']",
        ),
    ),
    Case(
        "path-parameter-renamed",
        "  /things/{id}:\n    get:\n      tags: [things]\n      operationId: getThing\n      parameters: [{name: id,",
        "  /things/{thing}:\n    get:\n      tags: [things]\n      operationId: getThing\n      parameters: [{name: thing,",
        (
            "breaking: `client.things.get()` argument `id` is now called `thing` // client.things.get(id=...)",
        ),
        (
            "breaking: `client.things.get()` argument `thing` is now called `id` // client.things.get(thing=...)",
        ),
    ),
    Case(
        "query-parameter-renamed",
        "{name: order, in: query",
        "{name: sorting, in: query",
        (
            "breaking: `client.things.list()` lost the keyword `order` // client.things.list(order=...)",
            "safe: `client.things.list()` gained the optional keyword `sorting`",
        ),
        (
            "breaking: `client.things.list()` lost the keyword `sorting` // client.things.list(sorting=...)",
            "safe: `client.things.list()` gained the optional keyword `order`",
        ),
    ),
    Case(
        "required-header",
        "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
        "      parameters: [{name: id, in: path, required: true, schema: {type: string}},\n        {name: X-Trace, in: header, required: true, schema: {type: string}}]",
        (
            "breaking: `client.things.get()` gained the required keyword `x_trace` // client.things.get(...)  # without x_trace",
        ),
        (
            "breaking: `client.things.get()` lost the keyword `x_trace` // client.things.get(x_trace=...)",
        ),
    ),
    Case(
        "ids-swapped",
        "      operationId: getShop\n      responses: {'200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/Shop'}}}}}\n    delete:\n      tags: [shops]\n      operationId: deleteShop",
        "      operationId: deleteShop\n      responses: {'200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/Shop'}}}}}\n    delete:\n      tags: [shops]\n      operationId: getShop",
        (
            "breaking: `client.shops.delete()` calls GET /shops instead of DELETE /shops, which is now `client.shops.get()` // client.shops.delete(...)",
            "breaking: `client.shops.get()` returns nothing instead of Shop // result = client.shops.get(...)",
            "breaking: `client.shops.get()` calls DELETE /shops instead of GET /shops, which is now `client.shops.delete()` // client.shops.get(...)",
            "safe: `client.shops.delete()` returns Shop instead of nothing",
        ),
        (
            "breaking: `client.shops.delete()` returns nothing instead of Shop // result = client.shops.delete(...)",
            "breaking: `client.shops.delete()` calls DELETE /shops instead of GET /shops, which is now `client.shops.get()` // client.shops.delete(...)",
            "breaking: `client.shops.get()` calls GET /shops instead of DELETE /shops, which is now `client.shops.delete()` // client.shops.get(...)",
            "safe: `client.shops.get()` returns Shop instead of nothing",
        ),
    ),
    Case(
        "body-as-a-form",
        "requestBody: {required: true, content: {application/json",
        "requestBody: {required: true, content: {application/x-www-form-urlencoded",
        (
            "breaking: `models.NewThing` was removed // models.NewThing",
            "safe: `client.things.create()` sends its body as application/x-www-form-urlencoded instead of application/json",
        ),
        (
            "safe: `client.things.create()` sends its body as application/json instead of application/x-www-form-urlencoded",
            "safe: `models.NewThing` was added",
        ),
    ),
    Case(
        "free-value-gets-a-class",
        "operationId: getShop\n      responses: {'200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/Shop'}}}}}",
        "operationId: getShop\n      responses: {'200': {description: fine, content: {application/json: {schema: {}}}}}",
        (
            "breaking: `client.shops.get()` returns a value that changed its type from Shop to anything (removes `models.Shop`) // result = client.shops.get(...)",
        ),
        (
            "breaking: `client.shops.get()` returns a value that changed its type from anything to Shop (adds `models.Shop`) // result = client.shops.get(...)",
        ),
    ),
    Case(
        "free-value-gets-a-scalar",
        "        owner: {type: string}",
        "        owner: {}",
        ("breaking: `Thing.owner` changed its type from string to anything // thing.owner",),
        ("safe: `Thing.owner` changed its type from anything to string",),
    ),
    Case(
        "second-type",
        "        owner: {type: string}",
        "        owner: {type: [string, integer]}",
        ("breaking: `Thing.owner` may now also be integer // thing.owner",),
        ("safe: `Thing.owner` is no longer integer",),
    ),
    Case(
        "null-where-none-was-expected",
        "        size: {type: integer}",
        "        size: {type: [integer, 'null']}",
        ("safe: `Thing.size` may now be null",),
        ("safe: `Thing.size` may no longer be null",),
    ),
    Case(
        "two-enums",
        "status: {type: string, enum: [on, off]}",
        "status: {oneOf: [{type: string, enum: [on, off]}, {type: string, enum: [half]}]}",
        ("safe: `Thing.status` may now be `'half'`",),
        ("safe: `Thing.status` is no longer `'half'`",),
    ),
    Case(
        "an-alternative-credential",
        "security: [{key: []}]",
        "security: [{key: []}, {}]",
        (
            "safe: `client.shops.delete()` needs `api_key` or no credentials instead of `api_key` (also `client.shops.get()`, `client.things.create()`, `client.things.get()`, `client.things.list()`)",
        ),
        (
            "risky: `client.shops.delete()` needs `api_key` instead of `api_key` or no credentials (also `client.shops.get()`, `client.things.create()`, `client.things.get()`, `client.things.list()`)",
        ),
    ),
    Case(
        "closed",
        "Part: {type: object,",
        "Part: {type: object, additionalProperties: false,",
        ("risky: `Part` no longer takes members beside its fields",),
        ("safe: `Part` takes further members",),
    ),
    Case(
        "members-without-a-name",
        "Shop: {type: object, properties",
        "Shop: {type: object, additionalProperties: {type: integer}, properties",
        (),
        (),
    ),
    Case(
        "class-becomes-a-list",
        "Part: {type: object, required: [code], properties: {code: {type: string}, note: {type: string}}}",
        "Part: {type: array, items: {type: string}}",
        ("breaking: `Part` was a class and is now a name for list of string // models.Part(...)",),
        ("breaking: `Part` was a name for list of string and is now a class // models.Part",),
    ),
    Case(
        "typed-error-for-one-more-status",
        "        '400': {description: bad",
        "        '402': {description: unpaid, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}\n        '400': {description: bad",
        (
            "safe: `client.things.create()` declares status 402 (adds `errors.PaymentRequiredError`)",
        ),
        (
            "breaking: `client.things.create()` no longer declares status 402 (removes `errors.PaymentRequiredError`) // except errors.PaymentRequiredError:",
        ),
    ),
    Case(
        "two-bodies-for-a-status",
        "operationId: deleteShop\n      responses: {'204': {description: gone}}",
        "operationId: deleteShop\n      responses: {'204': {description: gone}, '400': {description: bad, content: {application/json: {schema: {$ref: '#/components/schemas/Shop'}}}}}",
        (
            "breaking: `client.shops.delete()` declares status 400: `errors.BadRequestError` has a `body` that may now also be Shop // error.body",
        ),
        ("safe: `client.shops.delete()` no longer declares status 400",),
    ),
    Case(
        "method",
        "    delete:\n      tags: [shops]",
        "    post:\n      tags: [shops]",
        (
            "safe: `client.shops.delete()` is not repeated after a failure",
            "safe: `client.shops.delete()` calls POST /shops instead of DELETE /shops",
        ),
        (
            "risky: `client.shops.delete()` is repeated after a failure",
            "safe: `client.shops.delete()` calls DELETE /shops instead of POST /shops",
        ),
    ),
    Case(
        "pattern",
        "name: {type: string}\n        size: {type: number}",
        "name: {type: string, pattern: '^x'}\n        size: {type: number}",
        (
            "risky: `client.things.create()` keyword `name` must now be a match of `^x` (also `NewThing.name`)",
        ),
        (
            "safe: `client.things.create()` keyword `name` no longer has to be a match of `^x` (also `NewThing.name`)",
        ),
    ),
    Case(
        "numbers-of-a-list",
        "size: {type: number}",
        "size: {type: number, enum: [1, 2]}",
        (
            "breaking: `client.things.create()` keyword `size` changed its type from number to 1 or 2 (also `NewThing.size`) // client.things.create(size=...)",
        ),
        (
            "safe: `client.things.create()` keyword `size` changed its type from 1 or 2 to number (also `NewThing.size`)",
        ),
    ),
    Case(
        "smaller-step",
        "size: {type: number}",
        "size: {type: number, multipleOf: 0.5}",
        (
            "risky: `client.things.create()` keyword `size` must now be a multiple of 0.5 (also `NewThing.size`)",
        ),
        (
            "safe: `client.things.create()` keyword `size` no longer has to be a multiple of 0.5 (also `NewThing.size`)",
        ),
    ),
]
