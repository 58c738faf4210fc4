# A document that says the same in another order. Imports the standard library only.
"""`turned_round`: what a client does may not depend on the order of paths, schemas and properties."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any
from urllib.parse import unquote

_COMBINED = ("allOf", "anyOf", "oneOf")
_MAPS = frozenset({"paths", "properties", "schemas", "definitions", "responses", "parameters"})


def turned_round(tree: Any) -> Any:
    """The document with every map the other way round, but for the parts of a multipart body: they have an order."""
    parts = {id(properties) for properties in _parts_of_bodies(tree)}
    return _turned(tree, "", parts)


def _turned(node: Any, key: str, kept: AbstractSet[int]) -> Any:
    if isinstance(node, dict):
        items = [(k, _turned(v, k, kept)) for k, v in node.items()]
        is_map = key in _MAPS and all(isinstance(v, dict) for v in node.values())
        return dict(reversed(items)) if is_map and id(node) not in kept else dict(items)
    if isinstance(node, list):
        return [_turned(item, "", kept) for item in node]
    return node


def _parts_of_bodies(tree: Any) -> Iterator[Any]:
    """The `properties` of the schemas of multipart bodies."""
    nodes, schemas, seen = [tree], [], set[int]()
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            schemas += [v.get("schema") for k, v in node.items() if _is_multipart(k, v)]
        nodes += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    while schemas:
        schema = schemas.pop()
        if isinstance(schema, dict) and id(schema) not in seen:
            seen.add(id(schema))
            yield schema.get("properties")
            schemas += [each for word in _COMBINED for each in schema.get(word) or ()]
            schemas += [_at(tree, schema.get("$ref"))]


def _is_multipart(key: str, value: Any) -> bool:
    return key.startswith("multipart/") and isinstance(value, dict)


def _at(tree: Any, reference: Any) -> Any:
    """What a local reference leads to."""
    tokens = reference.split("/")[1:] if isinstance(reference, str) else ["", ""]
    for token in tokens:
        key = unquote(token).replace("~1", "/").replace("~0", "~")
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree
