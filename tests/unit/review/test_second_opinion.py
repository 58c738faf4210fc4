# The generated Python itself, compared by griffe: what it finds gone or newly required, the review has told, and
# the reverse. A disagreement is a fault of one of the two.
from __future__ import annotations

from pathlib import Path

import pytest
from support.corpus import corpus
from support.griffe_opinion import (
    Fact,
    compared,
    retyped,
    said_by_griffe,
    said_by_the_review,
    told_of,
)
from support.review_cases import BASE

PAIRS = {
    "upstash-devapi-2025-12-2026-08": ("needs", "qstash.user.get", "id"),
    "pinecone-db-control-2025-04-2025-10": ("kind", "IndexSpec"),
    "pinecone-db-data-2025-04-2025-10": ("kind", "UpdateResponse"),
    "twilio-events-v1-2.3.5-2.4.0": ("gone", "subscriptions.update", "sink_sid"),
}
"""Real updates, and something that breaks in each."""
EDITS = (
    (
        "    get:\n      tags: [shops]\n      operationId: getShop",
        "    put:\n      tags: [shops]\n      operationId: readShop",
    ),
    (
        "operationId: deleteShop",
        (
            "operationId: deleteShop\n      parameters:"
            " [{name: why, in: query, required: true, schema: {type: string}}]"
        ),
    ),
    ("        size: {type: number}\n", ""),
    ("required: [name]\n", "required: [name, colour]\n"),
    ("        - {name: order, in: query, schema: {type: string, enum: [asc, desc]}}\n", ""),
    ("        owner: {type: string}\n", ""),
    ("required: [name, owner]", "required: [name]"),
    (
        "{oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Square'}]}",
        "{$ref: '#/components/schemas/Circle'}",
    ),
    (
        "parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
        (
            "parameters: [{name: id, in: path, required: true, schema: {type: string}},"
            " {name: full, in: query, schema: {type: boolean}}]"
        ),
    ),
)
"""Breaking edits of every kind that shows in names and signatures, and a safe one."""

FURTHER = (
    ("/things/{id}", "/things/{thing}"),
    ("{name: id, in: path", "{name: thing, in: path"),
    (
        "application/json: {schema: {$ref: '#/components/schemas/NewThing'}}",
        "application/octet-stream: {schema: {type: string, format: binary}}",
    ),
    ("{'204': {description: gone}}", "{'200': {description: gone, content: {text/plain: {}}}}"),
    ("'402': {description: unpaid", "'409': {description: unpaid"),
    ("size: {type: integer}", "size: {type: [integer, 'null']}"),  # may be None already: optional
    ("owner: {type: string}", "owner: {type: [string, 'null']}"),
    (
        "maximum: 10}}",
        "maximum: 10}}\n        - {name: offset, in: query, schema: {type: integer}}",
    ),
    ("{key: {type: apiKey, in: header, name: X-Key}}", "{key: {type: http, scheme: bearer}}"),
    ("thingMade:", "thingBroken:"),
)
"""And of the kinds that show in the ways of a call, in results, exceptions and the client."""

WIDE = BASE.replace(
    "        '400': {description: bad",
    "        '402': {description: unpaid, content: {application/json: {schema:"
    " {$ref: '#/components/schemas/Problem'}}}}\n        '400': {description: bad",
).replace(
    "components:\n",
    "webhooks:\n  thingMade: {post: {requestBody: {content: {application/json: {schema:"
    " {$ref: '#/components/schemas/Thing'}}}}, responses: {'200': {description: fine}}}}\n"
    "components:\n",
)


def test_both_see_the_same_edits(tmp_path: Path) -> None:
    text = BASE
    for old, new in EDITS:
        assert old in text
        text = text.replace(old, new)
    step = compared(BASE, text, tmp_path)
    expected: set[Fact] = {
        ("gone", "shops.get"),
        ("needs", "shops.delete", "why"),
        ("gone", "things.create", "size"),
        ("gone", "NewThing.size"),
        ("needs", "things.create", "colour"),
        ("gone", "things.list", "order"),
        ("gone", "Thing.owner"),
        ("gone", "Square"),
        ("gone", "ThingShape"),
    }
    assert said_by_the_review(step.review) == expected
    assert said_by_griffe(step) == expected


def test_both_see_calls_results_and_exceptions_change(tmp_path: Path) -> None:
    text = WIDE
    for old, new in FURTHER:
        assert old in text
        text = text.replace(old, new)
    step = compared(WIDE, text, tmp_path)
    expected: set[Fact] = {
        ("gone", "things.get", "id"),
        ("needs", "things.get", "thing"),
        *(("gone", "things.create", name) for name in ("name", "size", "colour", "part")),
        ("needs", "things.create", "content"),
        *(("gone", name) for name in ("NewThing", "Part", "Colour")),
        ("gone", "errors.PaymentRequiredError"),
        ("gone", "webhooks.parse_thing_made"),
        ("gone", "webhooks.ThingMadeEvent"),
        ("gone", "Demo", "api_key"),
    }
    assert said_by_the_review(step.review) == expected
    assert said_by_griffe(step) == expected
    assert retyped(step) == {"Thing.owner", "client.shops.delete()", "client.things.list()"}
    assert retyped(step) <= told_of(step.review)


def test_both_see_nothing_where_nothing_broke(tmp_path: Path) -> None:
    safe = BASE.replace("enum: [a, b]", "enum: [a, b, c]").replace(
        "note: {type: string}}}", "note: {type: string}, extra: {type: string}}}"
    )
    step = compared(BASE, safe, tmp_path)
    assert said_by_the_review(step.review) == said_by_griffe(step) == set()


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS)
def test_both_see_the_same_in_a_real_update(pair: str, tmp_path: Path) -> None:
    folder = corpus(f"updates/{pair}")
    (old,), (new,) = (folder.glob(f"{name}.*") for name in ("old", "new"))
    step = compared(old.read_text("utf-8"), new.read_text("utf-8"), tmp_path, old.suffix)
    found = said_by_griffe(step)
    assert PAIRS[pair] in found
    assert found == said_by_the_review(step.review)
    assert retyped(step) <= told_of(step.review)
