# Reading the vendors' documents in tests, without the generator: what a test checks must not depend on it.
"""YAML as JSON values, JSON pointers that follow `$ref`, and examples checked against their schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from jsonschema import FormatChecker
from jsonschema.validators import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "specs"
VENDORS = ("pinecone", "upstash", "cloudflare", "openai")
HAND_WRITTEN = ("cloudflare", "openai")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON_TYPE = "application/json"
LINES_TYPE = "application/x-ndjson"

Node = Any
"""A JSON value."""


class _Loader(yaml.SafeLoader):
    """YAML 1.2's JSON schema in one respect: a time stamp stays the string that it is in JSON."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Node:
    """The file's value, with time stamps as strings."""
    return yaml.load(path.read_text(encoding="utf-8"), _Loader)


def specification(vendor: str) -> Node:
    """The vendor's document as it stands in specs/, overlays not applied."""
    return read_yaml(SPECS / vendor / "openapi.yaml")


def escape(token: str) -> str:
    """A key as a token of a JSON pointer (RFC 6901, 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def tokens(pointer: str) -> list[str]:
    """The keys of a JSON pointer (RFC 6901, 4)."""
    if not pointer:
        return []
    if not pointer.startswith("/"):
        raise LookupError(f"{pointer!r} is no JSON pointer")
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/")]


def _child(node: Node, token: str, pointer: str) -> Node:
    if isinstance(node, Mapping) and token in node:
        return node[token]
    if isinstance(node, list) and token.isdecimal() and int(token) < len(node):
        return node[int(token)]
    raise LookupError(f"nothing at {pointer}/{escape(token)}")


def nullable_branch(schema: Node) -> int | None:
    """The index of X in `anyOf: [X, {type: 'null'}]`: a union that says no more than "X or null"."""
    branches = schema.get("anyOf") if isinstance(schema, Mapping) else None
    if not isinstance(branches, list) or len(branches) != 2 or {"type": "null"} not in branches:
        return None
    return 1 - branches.index({"type": "null"})


def follow(root: Node, pointer: str, node: Node) -> tuple[str, Node]:
    """What a `$ref` leads to, and the pointer of it; anything else stays where it is."""
    while isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
        pointer = str(node["$ref"]).removeprefix("#")
        node = root
        for token in tokens(pointer):
            node = _child(node, token, pointer)
    return pointer, node


def locate(root: Node, pointer: str) -> tuple[str, Node]:
    """The place that a pointer leads to when every `$ref` and every "or null" on the way is followed.

    Returns the direct pointer of that place and its node, where a `$ref` at the very end is left alone.
    Raises LookupError where there is nothing.
    """
    here, node = "", root
    for token in tokens(pointer):
        here, node = follow(root, here, node)
        branch = nullable_branch(node)
        if branch is not None and token not in node:
            here, node = follow(root, f"{here}/anyOf/{branch}", node["anyOf"][branch])
        here, node = f"{here}/{escape(token)}", _child(node, token, here)
    return here, node


def operations(root: Node) -> Iterator[tuple[str, str, str, Node]]:
    """Pointer, method, path and node of each operation."""
    for path, item in root["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"/paths/{escape(path)}/{method}", method.upper(), path, item[method]


def media_types(root: Node, operation: str) -> Iterator[tuple[str, str, Node]]:
    """Direct pointer, media type and node of everything that an operation sends or answers with."""
    node = locate(root, operation)[1]
    bodies = [f"{operation}/requestBody"] if "requestBody" in node else []
    bodies += [f"{operation}/responses/{status}" for status in node["responses"]]
    for body in bodies:
        here, resolved = follow(root, *locate(root, body))
        for media_type, media in resolved.get("content", {}).items():
            yield f"{here}/content/{escape(media_type)}", media_type, media


def examples(root: Node, media: Node) -> dict[str, Node]:
    """The examples of a media type object by name, references to components followed."""
    found = {
        name: follow(root, "", example)[1]["value"]
        for name, example in media.get("examples", {}).items()
    }
    if "example" in media:
        found["example"] = media["example"]
    return found


_FORMATS = FormatChecker()


@_FORMATS.checks("date-time", raises=ValueError)
def _is_timestamp(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value) is not None


class Examples:
    """Checks values against the schemas of one document (JSON Schema, draft 2020-12)."""

    def __init__(self, root: Node) -> None:
        resource = DRAFT202012.create_resource(root)
        self._registry: Registry[Node] = Registry().with_resource("urn:document", resource)

    def errors(self, schema: str, value: Node) -> list[str]:
        """What is wrong with a value, by the schema at a direct pointer."""
        validator = Draft202012Validator(
            {"$ref": f"urn:document#{schema.replace('%', '%25')}"},
            registry=self._registry,
            format_checker=_FORMATS,
        )
        return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(value)]

    def body_errors(self, media: str, media_type: str, value: Node) -> list[str]:
        """The same for an example of the media type object at a direct pointer; JSON lines line by line."""
        if media_type != LINES_TYPE:
            return self.errors(f"{media}/schema", value)
        lines = [json.loads(line) for line in str(value).splitlines()]
        return [error for line in lines for error in self.errors(f"{media}/x-item-schema", line)]
