# Documents with so many of one thing: the work for them grows with their number.
"""`MANY`: documents by what they have many of, made for a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from support.growth import Json, document, ref, thing

TEXT: Json = {"type": "string"}
DONE: Json = {"200": {"description": "Done."}}


def _named(schemas: Mapping[str, Json], names: list[str]) -> Json:
    """A document that uses all of these components."""
    return document(
        {**schemas, "All": thing(**{f"p{n}": ref(s) for n, s in enumerate(names)})}, "All"
    )


def _components(count: int) -> Json:
    found = {f"S{n}": thing(a=TEXT, **{f"b{n}": thing(c=TEXT)}) for n in range(count)}
    return _named(found, [*found])


def _heirs(count: int) -> Json:
    parent = {**thing(kind=TEXT), "discriminator": {"propertyName": "kind"}}
    heirs = {f"S{n}": {"allOf": [ref("P"), thing(**{f"b{n}": TEXT})]} for n in range(count)}
    return _named({"P": parent, **heirs}, ["P", *heirs])


def _variants(count: int) -> Json:
    found = {f"S{n}": thing(kind={"const": f"k{n}"}) for n in range(count)}
    return document({**found, "All": {"oneOf": [ref(name) for name in found]}}, "All")


def _unions(count: int) -> Json:
    sides = {side: thing(kind={"const": side}) for side in "AB"}
    found = {f"S{n}": {"oneOf": [ref("A"), ref("B")]} for n in range(count)}
    return _named({**sides, **found}, [*found])


def _aliases(count: int) -> Json:
    found = {f"S{n}": {"type": "array", "items": ref("A")} for n in range(count)}
    return _named({**found, "A": thing(a=TEXT)}, [*found])


def _names_alike(count: int) -> Json:
    """Names of the same words, with other signs between them."""
    signs = ["".join("-_."[n // 3**place % 3] + "s" for place in range(8)) for n in range(count)]
    return document({"S": thing(**{f"a{text}": TEXT for text in signs})}, "S")


def _operations(count: int, paths: Callable[[int], str], **beside: Json) -> Json:
    found = document({}, "None")
    operation = {"responses": DONE, **beside}
    found["paths"] = {
        paths(n): {"get": {**operation, "operationId": f"get{n}"}} for n in range(count)
    }
    return found


def _tags(count: int) -> Json:
    found = _operations(count, "/things{}".format)
    for number, item in enumerate(found["paths"].values()):
        item["get"]["tags"] = [f"Group {number}"]
    return {**found, "tags": [{"name": f"Group {n}", "description": "."} for n in range(count)]}


def _callbacks(count: int) -> Json:
    content = {"application/json": {"schema": thing(a=TEXT)}}
    post = {"post": {"requestBody": {"content": content}, "responses": DONE}}
    found = {f"c{n}": {"{$request.body#/url}": post} for n in range(count)}
    return _operations(1, "/things{}".format, callbacks=found)


def _webhooks(count: int) -> Json:
    content = [{"application/json": {"schema": thing(**{f"a{n}": TEXT})}} for n in range(count)]
    posts = ({"requestBody": {"content": each}, "responses": DONE} for each in content)
    return {
        **document({}, "None"),
        "paths": {},
        "webhooks": {f"w{n}": {"post": p} for n, p in enumerate(posts)},
    }


def _links(count: int) -> Json:
    found = _operations(count, "/things{}".format)
    links = {f"l{n}": {"operationId": f"get{n}"} for n in range(count)}
    found["paths"]["/things0"]["get"]["responses"] = {"200": {"description": ".", "links": links}}
    return found


def _schemes(count: int) -> Json:
    schemes = {f"s{n}": {"type": "apiKey", "in": "header", "name": f"X-{n}"} for n in range(count)}
    found = _operations(count, "/things{}".format)
    for number, item in enumerate(found["paths"].values()):
        item["get"]["security"] = [{f"s{number}": []}]
    return {**found, "components": {"securitySchemes": schemes}}


def _parameters(count: int) -> Json:
    found = [{"name": f"p{n}", "in": "query", "schema": TEXT} for n in range(count)]
    return _operations(1, "/things{}".format, parameters=found)


def _responses(count: int) -> Json:
    content = {"application/json": {"schema": thing(m=TEXT)}}
    found = {str(400 + n): {"description": ".", "content": content} for n in range(count)}
    return _operations(1, "/things{}".format, responses=found)


MANY: Mapping[str, Callable[[int], Json]] = {
    "components": _components,
    "heirs": _heirs,
    "variants": _variants,
    "unions": _unions,
    "aliases": _aliases,
    "names alike": _names_alike,
    "properties": lambda n: document({"S": thing(**{f"p{k}": TEXT for k in range(n)})}, "S"),
    "values": lambda n: document({"S": {"enum": [f"v{k}" for k in range(n)]}}, "S"),
    "parts": lambda n: document(
        {"S": {"allOf": [thing(**{f"p{k}": TEXT}) for k in range(n)]}}, "S"
    ),
    "collections": lambda n: _operations(n, "/things{}/{{id}}".format),
    "paths below one": lambda n: _operations(n, "/a/b/c/things{}".format),
    "operations of one tag": lambda n: _operations(n, "/things{}".format, tags=["One"]),
    "tags": _tags,
    "webhooks": _webhooks,
    "callbacks": _callbacks,
    "links": _links,
    "schemes": _schemes,
    "parameters": _parameters,
    "responses": _responses,
    "servers": lambda n: {
        **_operations(1, "/things{}".format),
        "servers": [{"url": f"https://s{k}.example"} for k in range(n)],
    },
}
