# Small documents that a walk without bounds takes for ever over: each doubles, multiplies or nests at every step.
"""`GROWING`: documents by the way in which they grow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Json = Any


def ref(name: str, **beside: Json) -> Json:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}", **beside}


def document(schemas: Mapping[str, Json], root: str) -> Json:
    """A document that sends and receives a schema."""
    content = {"application/json": {"schema": ref(root)}}
    operation = {
        "operationId": "exchange",
        "requestBody": {"content": content},
        "responses": {"200": {"description": "Done.", "content": content}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Growing", "version": "1"},
        "servers": [{"url": "https://growing.example"}],
        "paths": {"/exchange": {"post": operation}},
        "components": {"schemas": schemas},
    }


def chain(length: int, step: Callable[[int, str], Json]) -> dict[str, Json]:
    """Schemas `S0` to the last, each made of its number and the name of the next."""
    found = {f"S{n}": step(n, f"S{n + 1}") for n in range(length)}
    return {**found, f"S{length}": {"type": "object", "properties": {"end": {"type": "string"}}}}


def thing(**properties: Json) -> Json:
    """An object with all of these properties."""
    return {"type": "object", "required": [*properties], "properties": properties}


def nested(depth: int, around: Callable[[Json, int], Json]) -> Json:
    """A schema inside so many others."""
    schema: Json = {"type": "string"}
    for n in range(depth):
        schema = around(schema, n)
    return schema


def _lists_that_merge() -> Json:
    """Two schemas whose lists hold both of them at once, one time with a word beside the reference."""
    both = [[ref("S0"), ref("S1", description="again")], [ref("S0"), ref("S1")]]
    lists = [{"type": "array", "items": {"allOf": parts}} for parts in both]
    return document({f"S{n}": thing(all=lists[n]) for n in range(2)}, "S0")


def _sets_of_schemas() -> Json:
    """`allOf` that brings another set of schemas together on every way: as many as there are subsets."""
    last = 14
    schemas = {f"S{n}": thing(a=ref(f"S{n + 1}"), b=ref(f"S{n + 1}")) for n in range(1, last)}
    schemas["S0"] = thing(a=ref("S0"), b={"allOf": [ref("S0"), ref("S1")]})
    return document({**schemas, f"S{last}": {"type": "object"}}, "S0")


def _merges_all_the_way_down() -> Json:
    """Two long chains of objects that are one."""
    schemas = {f"{side}{n}": thing(n=ref(f"{side}{n + 1}")) for side in "AB" for n in range(300)}
    schemas |= {f"{side}300": {"type": "object"} for side in "AB"}
    return document({**schemas, "Both": {"allOf": [ref("A0"), ref("B0")]}}, "Both")


def _product_of_unions() -> Json:
    unions = [
        {
            "oneOf": [
                {"type": "object", "properties": {f"p{n}_{k}": {"type": "string"}}}
                for k in range(4)
            ]
        }
        for n in range(14)
    ]
    return document({"S": {"allOf": unions}}, "S")


def _unions_in_unions() -> Json:
    def step(n: int, following: str) -> Json:
        grown = {"allOf": [ref(following), thing(**{f"x{n}": {"type": "string"}})]}
        return {"anyOf": [ref(following), grown]}

    return document(chain(30, step), "S0")


def _variants_in_a_circle() -> Json:
    def step(n: int, following: str) -> Json:
        return {"anyOf": [ref(following), {"type": "array", "items": ref(following)}]}

    last = {"anyOf": [{"type": "string"}, {"type": "array", "items": ref("S0")}]}
    return document({**chain(24, step), "S24": last}, "S0")


def _heirs_of_heirs() -> Json:
    """A long line of heirs, each with a reference to one of them."""
    schemas = {
        f"H{n}": {"allOf": [ref(f"H{n - 1}"), thing(**{f"p{n}": ref(f"H{n * 7 % 300}")})]}
        for n in range(1, 300)
    }
    named = {f"h{n}": ref(f"H{n}") for n in range(300)}
    return document({**schemas, "H0": thing(a={"type": "string"}), "S": thing(**named)}, "S")


def _two_unions(n: int, following: str) -> Json:
    """Two unions that both hold, each of the next such pair: a union that is too large is too large in all above it."""
    sides = [thing(**{f"{side}{n}": {"type": "string"}}) for side in "ab"]
    return {"allOf": [{"oneOf": [ref(following), side]} for side in sides]}


GROWING: Mapping[str, Json] = {
    "lists that merge": _lists_that_merge(),
    "sets of schemas": _sets_of_schemas(),
    "merges all the way down": _merges_all_the_way_down(),
    "product of unions": _product_of_unions(),
    "unions in unions": _unions_in_unions(),
    "parents twice": document(
        chain(30, lambda n, s: {"allOf": [ref(s), ref(s)], "properties": {f"p{n}": {}}}), "S0"
    ),
    "variants twice": document(
        chain(30, lambda _, s: {"oneOf": [ref(s), {"type": "array", "items": ref(s)}]}), "S0"
    ),
    "variants in a circle": _variants_in_a_circle(),
    "two unions, doubled": document(chain(60, _two_unions), "S0"),
    "required twice": document(chain(40, lambda _, s: thing(left=ref(s), right=ref(s))), "S0"),
    "required 400 deep": document(chain(400, lambda _, s: thing(next=ref(s))), "S0"),
    "parents 400 deep": document(
        chain(400, lambda n, s: {"allOf": [ref(s)], "properties": {f"p{n}": {}}}), "S0"
    ),
    "heirs of heirs": _heirs_of_heirs(),
    "references 400 long": document(chain(400, lambda _, s: ref(s)), "S0"),
    "lists 60 deep": document({"S": nested(60, lambda s, _: {"type": "array", "items": s})}, "S"),
    "objects 60 deep": document({"S": nested(60, lambda s, _: thing(p=s))}, "S"),
    "unions 60 deep": document(
        {"S": nested(60, lambda s, n: {"oneOf": [s, thing(**{f"p{n}": {}})]})}, "S"
    ),
    "many variants": document(
        {"S": {"oneOf": [thing(kind={"const": f"v{n}"}) for n in range(1_500)]}}, "S"
    ),
    "many values": document(
        {"S": {"type": "string", "enum": [f"v{n}" for n in range(9_000)]}}, "S"
    ),
    "itself inside a tuple": document(
        {"S": thing(t={"type": "array", "prefixItems": [ref("S"), {"oneOf": [ref("S")]}]})}, "S"
    ),
}
"""Each is a few kilobytes, but for the wide ones."""
