# Changes that few vendors make, each with what callers are told, and the words for types that few documents have.
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from clientloom.config.settings import OPTIONAL
from clientloom.ir import Waiter
from clientloom.ir.surface import dump_surface, load_surface
from clientloom.ir.waiting import Creation
from clientloom.review import Level, compare_apis
from support.review_cases import BASE, Case
from unit.review.test_compare import INLINE, api, both_ways, edited, told, with_waiters
from unit.review.test_verdicts import obj, received
from unit.review.test_verdicts import told as told_of

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: '1'}
<servers>
paths:
  /shops:
    get:
      tags: [shops]
      responses:
        '200':
          description: fine
          headers: {X-Id: <header>}
          content: {application/json: {schema: {$ref: '#/components/schemas/Shop'}}}
        '400': {description: bad<error>}
    head: {tags: [shops], operationId: headShops, responses: {<head>}}
    delete: {tags: [shops], responses: {<delete>}}
  /parts:
    post:
      tags: [parts]
      parameters: [<key>]
      requestBody: {content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string}}<demanded>}}}}
      responses: {'204': {description: done}}
  /files:
    post:
      tags: [files]
      requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: <file>}}}}}
      responses: {'204': {description: done}}
  <path>:
    get:
      tags: [things]
      operationId: getPart
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: of, in: path, required: true, schema: {type: string}}
      responses: {'204': {description: done}}
  /thing:
    put:
      tags: [thing]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'204': {description: done}}
components:
  schemas:
    Shop: {<shop>type: object, properties: {street: {type: string}}}
    Problem: {type: object, properties: {message: {type: string}}}
    Thing:
      type: object
      additionalProperties: <further>
      properties:
        wider: {type: array, prefixItems: [<wider>], items: false, minItems: 2}
        other: {type: array, prefixItems: [<other>], items: false, minItems: 2}
        same: {type: array, prefixItems: [<same>], items: false, minItems: 2}
        step: {type: number, multipleOf: <step>}
        nothing: {type: number<nothing>}
        form: {type: string, format: <form>}
        tree: {$ref: '#/components/schemas/<tree>'}
        wood: {$ref: '#/components/schemas/Wood'}
        both: {$ref: '#/components/schemas/Tree'}
    Tree: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Wood'}}]}
    Wood: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Tree'}}]}
"""


# The name of an edit is that of its place in the document.
EDITS = [
    Case(
        "servers",
        "servers: [{url: 'https://a.test'}]",
        "servers: []",
        ("risky: `Shop` talks to no server by default instead of https://a.test",),
        ("risky: `Shop` talks to https://a.test by default instead of no server",),
    ),
    Case(
        "header",
        "{required: true, schema: {type: string}}",
        "{deprecated: true, schema: {type: string}}",
        (
            "breaking: `client.shops.get()` response header `x-id` is no longer required // client.shops.with_raw_response.get(...).headers['x-id']",
            "safe: `client.shops.get()` response header `x-id` is now deprecated",
        ),
        (
            "safe: `client.shops.get()` response header `x-id` is no longer deprecated",
            "safe: `client.shops.get()` response header `x-id` is now required",
        ),
    ),
    Case(
        "error",
        "",
        ", content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}",
        ("safe: `client.shops.get()` has a typed body for status 400 (adds `models.Problem`)",),
        (
            "breaking: `errors.BadRequestError` no longer has a typed `body` (was Problem) (also `client.shops.get()`; removes `models.Problem`) // error.body",
        ),
    ),
    Case(
        "head",
        "'200': {description: fine, headers: {ETag: {schema: {type: string}}}}",
        "'200': {description: fine}, '404': {description: none}",
        (
            "breaking: `client.shops.head()` returns whether it exists instead of the headers // result = client.shops.head(...)",
            "risky: `client.shops.head()` response header `etag` was removed",
        ),
        (
            "breaking: `client.shops.head()` returns the headers instead of whether it exists // result = client.shops.head(...)",
            "safe: `client.shops.head()` response header `etag` was added",
        ),
    ),
    Case(
        "delete",
        "",
        "'204': {description: gone}",
        (
            "breaking: `client.shops.delete()` returns nothing instead of whatever the server answers // result = client.shops.delete(...)",
        ),
        ("safe: `client.shops.delete()` returns whatever the server answers instead of nothing",),
    ),
    Case(
        "key",
        "",
        "{name: Idempotency-Key, in: header, schema: {type: string}}",
        ("safe: `client.parts.create()` is repeated with an idempotency key after a failure",),
        ("safe: `client.parts.create()` is not repeated after a failure",),
    ),
    Case(
        "demanded",
        "",
        ", allOf: [{required: [b], properties: {b: {type: string}}}]",
        (
            "breaking: `client.parts.create()` gained the keyword `b`, which a body must have (also `PostPartsRequest.b`) // client.parts.create(...)  # without b",
        ),
        (
            "breaking: `client.parts.create()` lost the keyword `b` (also `PostPartsRequest.b`) // client.parts.create(b=...)",
        ),
    ),
    Case(
        "file",
        "{type: string, format: binary}",
        "{type: array, items: {type: string}}",
        (
            "breaking: `client.files.create()` keyword `a` changed its type from bytes to list of string // client.files.create(a=...)",
        ),
        (
            "breaking: `client.files.create()` keyword `a` changed its type from list of string to bytes // client.files.create(a=...)",
        ),
    ),
    Case(
        "path",
        "/things/{id}/parts/{of}",
        "/things/{of}/parts/{id}",
        ("breaking: `client.things.parts.get()` takes its path parameters in the order of, id",),
        ("breaking: `client.things.parts.get()` takes its path parameters in the order id, of",),
    ),
    Case(
        "shop",
        "",
        "deprecated: true, ",
        ("safe: `Shop` is now deprecated",),
        ("safe: `Shop` is no longer deprecated",),
    ),
    Case(
        "further",
        "{type: string}",
        "{type: [string, integer]}",
        ("safe: `Thing` (each further member) may also be integer",),
        ("breaking: `Thing` (each further member) may no longer be integer",),
    ),
    Case(
        "wider",
        "{type: string}, {type: integer}",
        "{type: [string, 'null']}, {type: number}",
        (
            "safe: `client.thing.update()` keyword `wider` changed its type from tuple of string, integer to tuple of (string or null), number (also `Thing.wider`)",
        ),
        (
            "breaking: `client.thing.update()` keyword `wider` changed its type from tuple of (string or null), number to tuple of string, integer (also `Thing.wider`) // client.thing.update(wider=...)",
        ),
    ),
    Case(
        "other",
        "{type: string}, {type: number}",
        "{type: [string, 'null']}, {type: integer}",
        (
            "breaking: `client.thing.update()` keyword `other` changed its type from tuple of string, number to tuple of (string or null), integer (also `Thing.other`) // client.thing.update(other=...)",
        ),
        (
            "breaking: `client.thing.update()` keyword `other` changed its type from tuple of (string or null), integer to tuple of string, number (also `Thing.other`) // client.thing.update(other=...)",
        ),
    ),
    Case(
        "same",
        "{type: string}, {type: integer}",
        "{type: string}, {type: integer, format: int64}",
    ),
    Case(
        "step",
        "0.1",
        "0.3",
        (
            "risky: `client.thing.update()` keyword `step` must now be a multiple of 0.3 (before: a multiple of 0.1) (also `Thing.step`)",
        ),
        (
            "safe: `client.thing.update()` keyword `step` has a looser limit: a multiple of 0.1 (before: a multiple of 0.3) (also `Thing.step`)",
        ),
    ),
    Case(
        "nothing",
        ", multipleOf: 0",
        "",
    ),
    Case(
        "form",
        "iban",
        "bic",
        (
            "risky: `client.thing.update()` keyword `form` must now be of the format `bic` (before: of the format `iban`) (also `Thing.form`)",
        ),
        (
            "risky: `client.thing.update()` keyword `form` must now be of the format `iban` (before: of the format `bic`) (also `Thing.form`)",
        ),
    ),
    Case(
        "tree",
        "Tree",
        "Wood",
    ),
]


def test_each_edit_and_its_reverse(tmp_path: Path) -> None:
    """All in one document: what is said of an edit is said of no other."""
    old, new = DOCUMENT, DOCUMENT
    for edit in EDITS:
        old = old.replace(f"<{edit.name}>", edit.old)
        new = new.replace(f"<{edit.name}>", edit.new)
    assert "<" not in old + new
    forth, back = both_ways(old, new, tmp_path)
    assert sorted(told(forth)) == sorted(text for edit in EDITS for text in edit.forth)
    assert sorted(told(back)) == sorted(text for edit in EDITS for text in edit.back)


def with_header(header: str) -> str:
    shop = INLINE.format("{$ref: '#/components/schemas/Shop'}")
    return edited(shop, shop.replace("fine,", f"fine, headers: {{X-Id: {header}}},"))


def test_a_member_gets_the_name_of_one_that_went(tmp_path: Path) -> None:
    """Without the lock, which keeps the name."""
    text = {"type": "string"}
    old, new = received(obj(a_b=text, aB=text)), received(obj(aB=text))
    gone = "breaking: `ThingP.a_b` was removed [response]"
    renamed = "breaking: `ThingP.a_b` was called `a_b_mixed` [response]"
    assert told_of(old, new, tmp_path, lock=False) == [gone, renamed]
    assert told_of(old, new, tmp_path) == [gone]


TABBED = """\
swagger: '2.0'
info: {title: Shop, version: '1'}
host: a.test
paths:
  /things:
    get:
      parameters: [{name: ids, in: query, type: array, items: {type: string}, collectionFormat: tsv}]
      responses: {'204': {description: none}}
"""


def test_lists_with_a_separator_of_their_own(tmp_path: Path) -> None:
    forth, back = both_ways(TABBED, TABBED.replace("tsv", "csv"), tmp_path)
    start = "safe: `client.things.get()` keyword `ids` is written as"
    assert told(forth) == (rf"{start} form instead of lists joined by '\t'",)
    assert told(back) == (rf"{start} lists joined by '\t' instead of form",)


def test_a_header_that_went_since_a_package_leads_to_the_operation(tmp_path: Path) -> None:
    """What a package says of its API has no places."""
    old = load_surface(dump_surface(api(with_header("{schema: {type: string}}"), tmp_path).api))
    (change,) = compare_apis(old, api(BASE, tmp_path).api).changes
    assert (change.code, change.pointer) == ("header-removed", "/paths/~1shops/get")


def test_the_package_and_its_headers(tmp_path: Path) -> None:
    old = api(BASE, tmp_path).api
    renamed = replace(old, package=replace(old.package, import_name="store", client="Store"))
    assert told(compare_apis(renamed, old)) == (
        "breaking: `Shop` was called `store.Store` // store.Store",
    )
    one = replace(old, constant_headers=(("X-Version", "1"), ("X-Kind", "a")))
    other = replace(old, constant_headers=(("X-Version", "2"), ("X-Kind", "a")))
    assert told(compare_apis(one, other)) == ("safe: `Shop` sends the header X-Version: 2",)
    assert told(compare_apis(other, old)) == (
        "safe: `Shop` no longer sends the header X-Kind",
        "safe: `Shop` no longer sends the header X-Version",
    )


@pytest.mark.parametrize("part", OPTIONAL)
def test_each_optional_part_is_told(part: str, tmp_path: Path) -> None:
    whole = api(BASE, tmp_path).api
    whole, less = replace(whole, optional=(part,)), replace(whole, optional=())
    (lost,), (gained,) = compare_apis(whole, less).changes, compare_apis(less, whole).changes
    assert (lost.level, lost.code) == (Level.BREAKING, "extra-removed")
    assert (gained.level, gained.code) == (Level.SAFE, "extra-added")


def test_methods_that_make_and_wait(tmp_path: Path) -> None:
    bare = api(BASE, tmp_path).api
    made = next(o for o in bare.operations if o.accessor == "things.create")
    waiter = Waiter(
        name="wait_until_ready",
        state=("name",),
        success=("a",),
        creations=(Creation(name="create_and_wait", operation=made.id, arguments=()),),
    )
    waiting = with_waiters(bare, waiter)
    assert told(compare_apis(waiting, waiting)) == ()
    both = "(also `client.things.wait_until_ready()`)"
    assert told(compare_apis(bare, waiting)) == (
        f"safe: `client.things.create_and_wait()` was added {both}",
    )
    assert told(compare_apis(waiting, bare)) == (
        f"breaking: `client.things.create_and_wait()` was removed {both} // client.things.create_and_wait(...)",
    )
