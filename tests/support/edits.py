# Random edits of an OpenAPI document, and a cache damaged at random, for the tests of incremental work.
"""`edit` changes one thing in a document; `damage` changes one entry of a cache."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = Any


def edit(document: Json, chance: random.Random) -> str:
    """Changes one thing in place and returns what it was."""
    kinds = [describe, add_parameter, remove_operation, add_operation, retype, add_property]
    kinds += [move_operation, reorder, add_value, send_what_is_received]
    return chance.choice(kinds)(document, chance)


def describe(document: Json, chance: random.Random) -> str:
    """A new description somewhere."""
    node = chance.choice([node for node in _objects(document) if "description" in node])
    node["description"] = f"Said anew, {chance.random()}."
    return "description"


def add_parameter(document: Json, chance: random.Random) -> str:
    """One more optional argument of an operation."""
    _, _, operation = _operation(document, chance)
    name = f"extra_{chance.randrange(10_000)}"
    parameter = {"name": name, "in": "query", "schema": {"type": "string"}}
    operation.setdefault("parameters", []).append(parameter)
    return "parameter"


def remove_operation(document: Json, chance: random.Random) -> str:
    """One operation fewer."""
    item, method, _ = _operation(document, chance)
    if sum(1 for _ in _operations(document)) > 3:
        del item[method]
    return "removal"


def add_operation(document: Json, chance: random.Random) -> str:
    """One operation more, whose answer is that of another one."""
    _, _, operation = _operation(document, chance)
    number = chance.randrange(10_000)
    new = {"operationId": f"added_{number}", "responses": operation["responses"]}
    document["paths"][f"/added/{number}"] = {"get": new | {"tags": operation.get("tags", [])}}
    return "operation"


def retype(document: Json, chance: random.Random) -> str:
    """Another type of a plain value."""
    plain = [n for n in _objects(document) if n.get("type") in ("string", "integer", "boolean")]
    node = chance.choice([node for node in plain if not node.keys() & {"enum", "default", "in"}])
    node["type"] = chance.choice(["string", "integer", "boolean", "number"])
    return "type"


def add_property(document: Json, chance: random.Random) -> str:
    """One more property of an object."""
    node = chance.choice([n for n in _objects(document) if isinstance(n.get("properties"), dict)])
    node["properties"][f"extra_{chance.randrange(10_000)}"] = {
        "type": "object",
        "properties": {"inner": {"type": "string"}},
    }
    return "property"


def move_operation(document: Json, chance: random.Random) -> str:
    """An operation gets the tags of another, so that it may be a method of another resource."""
    _, _, operation = _operation(document, chance)
    _, _, other = _operation(document, chance)
    operation["tags"] = list(other.get("tags", ["moved"]))
    return "tag"


def reorder(document: Json, chance: random.Random) -> str:
    """The same paths in another order."""
    paths = list(document["paths"].items())
    chance.shuffle(paths)
    document["paths"] = dict(paths)
    return "order"


def add_value(document: Json, chance: random.Random) -> str:
    """One more value of an enum, which a union may be told apart by."""
    enums = [n["enum"] for n in _objects(document) if isinstance(n.get("enum"), list)]
    if enums:
        chance.choice(enums).append(f"value_{chance.randrange(10_000)}")
    return "value"


def send_what_is_received(document: Json, chance: random.Random) -> str:
    """A schema of answers is that of a request body too, so that it has a dict in `params`."""
    schemas = list(document.get("components", {}).get("schemas", {}))
    _, method, operation = _operation(document, chance)
    if schemas and method in ("post", "put", "patch"):
        schema = {"$ref": f"#/components/schemas/{chance.choice(schemas)}"}
        operation["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    return "role"


def damage(folder: Path, chance: random.Random) -> None:
    """Truncates, overwrites or removes an entry, or the whole folder."""
    entries = sorted(folder.glob("??/*"))
    if not entries or chance.random() < 0.1:
        shutil.rmtree(folder, ignore_errors=True)
        return
    path = chance.choice(entries)
    content = path.read_bytes()
    match chance.randrange(4):
        case 0:
            path.write_bytes(content[: len(content) // 2])
        case 1:
            path.write_bytes(content[:-2] + b"??")
        case 2:
            path.write_bytes(chance.choice(entries).read_bytes())
        case _:
            path.unlink()


def _objects(node: Json) -> Iterator[dict[str, Json]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _objects(value)
    elif isinstance(node, list):
        for item in node:
            yield from _objects(item)


def _operations(document: Json) -> Iterator[tuple[dict[str, Json], str, dict[str, Json]]]:
    for item in document["paths"].values():
        for method, operation in item.items():
            if isinstance(operation, dict) and "responses" in operation:
                yield item, method, operation


def _operation(document: Json, chance: random.Random) -> Any:
    return chance.choice(list(_operations(document)))
