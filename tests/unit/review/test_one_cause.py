# Edits of one place of a document that reach several places of the client: each is one entry, in both directions.
from __future__ import annotations

from pathlib import Path

import pytest
from clientloom.ir.surface import dump_surface, load_surface
from clientloom.review import compare_apis
from support.review_cases import Case
from unit.review.test_compare import api, both_ways, told

DOCUMENT = """\
openapi: 3.1.0
info: {title: Depot, version: '1'}
servers: [{url: 'https://a.test'}]
security: [{oauth: [read]}]
paths:
  /crates:
    get:
      tags: [crates]
      operationId: listCrates
      parameters: [{$ref: '#/components/parameters/Trace'}]
      responses:
        '200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/Crate'}}}}
        default: {$ref: '#/components/responses/Failure'}
    post:
      tags: [crates]
      operationId: createCrate
      parameters: [{$ref: '#/components/parameters/Trace'}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewCrate'}}}}
      callbacks:
        packed:
          '{$request.body#/hook}':
            post:
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Person'}}}}
              responses: {'204': {description: fine}}
      responses:
        '204': {description: done}
        '409': {description: conflict, content: {application/json: {schema: {$ref: '#/components/schemas/Conflict'}}}}
        default: {$ref: '#/components/responses/Failure'}
  /labels/{id}:
    get:
      tags: [labels]
      operationId: getLabel
      parameters: [{name: id, in: path, required: true, schema: {type: string}}, {$ref: '#/components/parameters/Trace'}]
      responses: {'200': {description: image, content: {image/png: {schema: {type: string, format: binary}}}}}
    put:
      tags: [labels]
      operationId: updateLabel
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}, b: {type: string}}}}}}
      responses: {'204': {description: done}}
x-webhooks:
  lost:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Fruit'}}}}
      responses: {'204': {description: fine}}
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://id.test/token', scopes: {read: r, write: w}}}}
  parameters:
    Trace: {name: X-Trace, in: header, schema: {type: string}}
  responses:
    Failure: {description: bad, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  schemas:
    Problem: {type: object, properties: {code: {type: string}}}
    Conflict: {type: object, properties: {holder: {type: string}}}
    Person: {type: object, properties: {name: {type: string}}}
    State: {type: string, enum: [open, sealed]}
    Crate:
      type: object
      required: [owner, content]
      properties:
        owner: {$ref: '#/components/schemas/Person'}
        state: {$ref: '#/components/schemas/State'}
        content: {oneOf: [{$ref: '#/components/schemas/Fruit'}, {$ref: '#/components/schemas/Tool'}]<tags>}
    NewCrate: {type: object, properties: {owner: {$ref: '#/components/schemas/Person'}, state: {$ref: '#/components/schemas/State'}}}
    Fruit: {type: object, required: [kind], properties: {kind: {type: string}}}
    Tool: {type: object, required: [kind], properties: {kind: {type: string}}}
"""
TAGS = (
    ", discriminator: {propertyName: kind, mapping:"
    " {fruit: '#/components/schemas/Fruit', tool: '#/components/schemas/Tool'}}"
)
BODY = "      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}, b: {type: string}}}}}}\n"


EDITS = [
    Case(
        "a class that may be null",
        "Person: {type: object",
        "Person: {type: [object, 'null']",
        (
            "breaking: `Person` may now be null (also `client.crates.create()`, `Crate.owner`, `NewCrate.owner`, `webhooks.parse_packed()`) // crate.owner",
        ),
        (
            "breaking: `Person` may no longer be null (also `client.crates.create()`, `Crate.owner`, `NewCrate.owner`, `webhooks.parse_packed()`) // client.crates.create(owner=None)",
        ),
    ),
    Case(
        "a class with another name",
        "Person",
        "Human",
        (
            "breaking: `client.crates.create()` keyword `owner` changed its type from Person to Human (also `Crate.owner`, `NewCrate.owner`, `webhooks.parse_packed()`; adds `models.Human`; removes `models.Person`) // client.crates.create(owner=...); crate.owner",
        ),
        (
            "breaking: `client.crates.create()` keyword `owner` changed its type from Human to Person (also `Crate.owner`, `NewCrate.owner`, `webhooks.parse_packed()`; adds `models.Person`; removes `models.Human`) // client.crates.create(owner=...); crate.owner",
        ),
    ),
    Case(
        "an enum that is any string",
        "State: {type: string, enum: [open, sealed]}",
        "State: {type: string}",
        (
            "breaking: `client.crates.create()` keyword `state` changed its type from 'open' or 'sealed' to string (also `Crate.state`, `NewCrate.state`; removes `models.State`) // models.State",
        ),
        (
            "breaking: `client.crates.create()` keyword `state` changed its type from string to 'open' or 'sealed' (also `Crate.state`, `NewCrate.state`; adds `models.State`) // client.crates.create(state=...)",
        ),
    ),
    Case(
        "a union without tags",
        TAGS,
        "",
        (
            "breaking: `Fruit.kind` is no longer a constant but string (also `Tool.kind`) // fruit.kind",
        ),
        ("safe: `Fruit.kind` is now a constant instead of string (also `Tool.kind`)",),
    ),
    Case(
        "a tag with another value",
        "{fruit:",
        "{fruits:",
        ("breaking: `Fruit.kind` is `'fruits'` instead of `'fruit'` // fruit.kind",),
        ("breaking: `Fruit.kind` is `'fruit'` instead of `'fruits'` // fruit.kind",),
    ),
    Case(
        "the body of a shared response",
        "Failure: {description: bad, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}",
        "Failure: {description: bad, content: {application/json: {schema: {$ref: '#/components/schemas/Conflict'}}}}",
        (
            "breaking: `client.crates.create()` status default: the error's body changed its type from Problem to Conflict (also `client.crates.list()`, `errors.AuthenticationError`, `errors.BadRequestError`, `errors.NotFoundError`, `errors.PermissionDeniedError` and 4 more; removes `models.Problem`) // error.body",
        ),
        (
            "breaking: `client.crates.create()` status default: the error's body changed its type from Conflict to Problem (also `client.crates.list()`, `errors.AuthenticationError`, `errors.BadRequestError`, `errors.ConflictError`, `errors.NotFoundError` and 5 more; adds `models.Problem`) // error.body",
        ),
    ),
    Case(
        "a status that only one operation has",
        "        '409': {description: conflict, content: {application/json: {schema: {$ref: '#/components/schemas/Conflict'}}}}\n",
        "",
        (
            "breaking: `client.crates.create()` no longer declares status 409 (removes `models.Conflict`) // models.Conflict",
        ),
        (
            "breaking: `client.crates.create()` declares status 409: `errors.ConflictError` has a `body` that may now also be Conflict (adds `models.Conflict`) // error.body",
        ),
    ),
    Case(
        "a body",
        BODY,
        "",
        (
            "breaking: `client.labels.update()` lost its body, the keywords `a`, `b` (removes `models.UpdateLabelRequest`) // client.labels.update(a=...)",
        ),
        (
            "safe: `client.labels.update()` gained a body, the keywords `a`, `b` (adds `models.UpdateLabelRequest`)",
        ),
    ),
    Case(
        "another path",
        "  /labels/{id}:",
        "  /v2/labels/{id}:",
        (
            "safe: `client.labels.get()` calls GET /v2/labels/{id} instead of GET /labels/{id} (also `client.labels.update()`)",
        ),
        (
            "safe: `client.labels.get()` calls GET /labels/{id} instead of GET /v2/labels/{id} (also `client.labels.update()`)",
        ),
    ),
    Case(
        "a shared parameter in another place",
        "X-Trace, in: header",
        "X-Trace, in: query",
        (
            "safe: `client.crates.create()` keyword `x_trace` is sent in the query instead of the header (also `client.crates.list()`, `client.labels.get()`)",
        ),
        (
            "safe: `client.crates.create()` keyword `x_trace` is sent in the header instead of the query (also `client.crates.list()`, `client.labels.get()`)",
        ),
    ),
    Case(
        "a limit of a shared parameter",
        "{name: X-Trace, in: header, schema: {type: string}}",
        "{name: X-Trace, in: header, schema: {type: string, maxLength: 9}}",
        (
            "risky: `client.crates.create()` keyword `x_trace` must now be at most 9 characters long (also `client.crates.list()`, `client.labels.get()`)",
        ),
        (
            "safe: `client.crates.create()` keyword `x_trace` no longer has to be at most 9 characters long (also `client.crates.list()`, `client.labels.get()`)",
        ),
    ),
    Case(
        "one more scope",
        "security: [{oauth: [read]}]",
        "security: [{oauth: [read, write]}]",
        (
            "risky: `client.crates.create()` needs the scopes read, write instead of read (also `client.crates.list()`, `client.labels.get()`, `client.labels.update()`)",
        ),
        (
            "safe: `client.crates.create()` needs the scopes read instead of read, write (also `client.crates.list()`, `client.labels.get()`, `client.labels.update()`)",
        ),
    ),
    Case(
        "bytes of another format",
        "{image/png:",
        "{image/webp:",
        ("risky: `client.labels.get()` returns image/webp by default instead of image/png",),
        ("risky: `client.labels.get()` returns image/png by default instead of image/webp",),
    ),
    Case(
        "one more format",
        "{image/png:",
        "{image/tiff: {}, image/png:",
        ("safe: `client.labels.get()` can also return image/tiff",),
        ("risky: `client.labels.get()` no longer returns image/tiff",),
    ),
    Case("webhooks of the standard", "x-webhooks:", "webhooks:"),
    Case("the URL of a callback", "request.body#/hook}", "request.body#/hook_url}"),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_one_edit_and_its_reverse(edit: Case, tmp_path: Path) -> None:
    base = DOCUMENT.replace("<tags>", TAGS)
    forth, back = both_ways(base, base.replace(edit.old, edit.new), tmp_path)
    assert told(forth) == edit.forth
    assert told(back) == edit.back


def typed(name: str) -> str:
    """A response with a body of a class."""
    return f"{{description: bad, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}"


def with_labels(base: str, responses: str) -> str:
    """The document with a further operation that has these responses beside 204."""
    operation = f"{{tags: [labels], operationId: listLabels, responses: {{'204': {{description: done}}, {responses}}}}}"
    return base.replace(
        "  /labels/{id}:\n", f"  /labels: {{get: {operation}}}\n  /labels/{{id}}:\n"
    )


def test_a_status_is_no_cause_of_a_type_that_another_operation_brings(tmp_path: Path) -> None:
    base = DOCUMENT.replace("<tags>", TAGS)
    new = with_labels(base, f"'409': {typed('Fruit')}").replace(
        "      responses: {'204': {description: done}}\n",
        f"      responses: {{'204': {{description: done}}, '409': {typed('Conflict')}}}\n",
    )
    forth, _ = both_ways(base, new, tmp_path)
    assert told(forth) == (
        "risky: `client.labels.list()` was added, and `errors.ConflictError` has a `body` that may now also be Fruit",
        "safe: `client.labels.update()` declares status 409",
    )


def test_a_class_comes_with_the_part_of_the_method_that_uses_it(tmp_path: Path) -> None:
    """Not with a keyword that happens to be called like another part."""
    base = DOCUMENT.replace("<tags>", TAGS)
    receipt = "{type: object, properties: {at: {type: string}}}"
    new = (
        base.replace(
            "{a: {type: string}, b:", "{return_status: {type: boolean}, a: {type: string}, b:"
        )
        .replace(
            "      responses: {'204': {description: done}}\n",
            f"      responses: {{'200': {typed('Receipt')}}}\n",
        )
        .replace("    Person:", f"    Receipt: {receipt}\n    Person:")
    )
    forth, _ = both_ways(base, new, tmp_path)
    assert told(forth) == (
        "safe: `client.labels.update()` gained the optional keyword `return_status` (also `UpdateLabelRequest.return_status`)",
        "safe: `client.labels.update()` returns Receipt instead of nothing (adds `models.Receipt`)",
    )


def test_an_operation_brings_and_takes_its_exceptions(tmp_path: Path) -> None:
    base = DOCUMENT.replace("<tags>", TAGS)
    responses = f"'402': {typed('Conflict')}, '404': {typed('Conflict')}, '409': {typed('Fruit')}"
    forth, back = both_ways(base, with_labels(base, responses), tmp_path)
    assert told(forth) == (
        (
            "breaking: `client.labels.list()` was added, and `errors.ConflictError` has a `body` that may now also be Fruit,"
            " and `errors.NotFoundError` has a `body` that may now also be Conflict"
            " (adds `errors.PaymentRequiredError`) // error.body"
        ),
    )
    assert told(back) == (
        "breaking: `client.labels.list()` was removed (removes `errors.PaymentRequiredError`) // client.labels.list(...)",
    )


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_packages_without_their_documents_say_the_same(edit: Case, tmp_path: Path) -> None:
    base = DOCUMENT.replace("<tags>", TAGS)
    old = api(base, tmp_path)
    new = api(base.replace(edit.old, edit.new), tmp_path, old.symbols).api
    packages = [load_surface(dump_surface(each)) for each in (old.api, new)]
    assert told(compare_apis(*packages)) == edit.forth
