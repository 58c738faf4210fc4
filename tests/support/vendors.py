# The four generated clients, driven by name: one test body serves both flavors and every vendor.
"""Making clients of the committed packages and calling their methods by accessor."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from support.documents import Node, examples, follow, locate, media_types, operations, specification

PACKAGES = {
    "pinecone": ("pinecone_control", "PineconeControl", {"api_key": "secret-key"}),
    "upstash": (
        "upstash_developer",
        "UpstashDeveloper",
        {"email": "me@example.com", "api_key": "secret-key"},
    ),
    "cloudflare": ("cloudflare_vectorize", "CloudflareVectorize", {"api_token": "secret-key"}),
    "openai": ("openai_vector_stores", "OpenAIVectorStores", {"api_key": "secret-key"}),
}


@dataclass(frozen=True, slots=True)
class Driver:
    """One vendor's client in one flavor, on a server.

    Values are `Any` here: a test body serves eight differently typed clients. The types themselves are
    checked by the type checkers on a script that calls every method.
    """

    vendor: str
    is_async: bool
    url: str
    runner: asyncio.Runner

    def call(self, accessor: str, *args: object, **kwargs: object) -> Any:
        """Make a client, call a method, close the client; the result, awaited where need be."""
        if not self.is_async:
            with self.client() as client:
                return resolve(client, accessor)(*args, **kwargs)
        return self.runner.run(self._call_async(accessor, *args, **kwargs))

    async def _call_async(self, accessor: str, *args: object, **kwargs: object) -> Any:
        async with self.client() as client:
            result = resolve(client, accessor)(*args, **kwargs)
            return await result if inspect.isawaitable(result) else result

    def client(self, **arguments: object) -> Any:
        """A client that does not repeat attempts."""
        module, name, credentials = PACKAGES[self.vendor]
        cls = getattr(importlib.import_module(module), f"Async{name}" if self.is_async else name)
        return cls(**{"base_url": self.url, "max_retries": 0, **credentials, **arguments})


def resolve(client: Any, accessor: str) -> Any:
    """The method behind "resource.method"."""
    for name in accessor.split("."):
        client = getattr(client, name)
    return client


@dataclass(frozen=True, slots=True)
class Answer:
    """A documented answer: its status as the document spells it, media type and example."""

    status: str
    media_type: str
    example: Node


@cache
def document(vendor: str) -> Node:
    """The vendor's document."""
    return specification(vendor)


def answers(vendor: str, method: str, path: str) -> Iterator[Answer]:
    """The answers that the document gives for the operation whose path template fits a path."""
    root = document(vendor)
    for pointer, verb, template, node in operations(root):
        if verb == method and fits(template, path):
            for status in node["responses"]:
                kind, media = response_media(root, pointer, status)
                yield Answer(status, kind, example_of(root, media) if media else None)
            return


def example_of(root: Node, media: Node) -> Node:
    """The first example of a media type; where it has none, one of another place with the same schema."""
    own = list(examples(root, media).values())
    if own:
        return own[0]
    for pointer, *_ in operations(root):
        for _, _, other in media_types(root, pointer):
            values = list(examples(root, other).values())
            if other.get("schema") == media.get("schema") and values:
                return values[0]
    return made(root, media["schema"])


MADE = {"string": "text", "integer": 1, "number": 1.5, "boolean": True}


def made(root: Node, schema: Node) -> Node:
    """A value put together from the examples of a schema's properties."""
    _, schema = follow(root, "", schema)
    if "example" in schema:
        return schema["example"]
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {name: made(root, inner) for name, inner in schema["properties"].items()}
    if schema.get("type") == "array":
        return [made(root, schema["items"])]
    if schema.get("format") == "date-time":
        return "2026-04-01T12:00:00Z"
    return MADE[schema["type"]]


def response_media(root: Node, pointer: str, status: str) -> tuple[str, Node]:
    """The first media type of a response, "" and None where it has no content."""
    _, response = locate(root, f"{pointer}/responses/{status}")
    if isinstance(response, Mapping) and "$ref" in response:
        _, response = locate(root, str(response["$ref"]).removeprefix("#"))
    content = response.get("content", {})
    return next(iter(content.items()), ("", None))


def fits(template: str, path: str) -> bool:
    """Has a path the segments of a template?"""
    wanted, given = template.split("/"), path.split("/")
    same = (w.startswith("{") or w == g for w, g in zip(wanted, given, strict=False))
    return len(wanted) == len(given) and all(same)


def dumped(value: Any) -> object:
    """A decoded value as the JSON it came from."""
    if isinstance(value, list):
        return [dumped(item) for item in value]
    if hasattr(value, "model_dump_json"):
        return json.loads(value.model_dump_json(by_alias=True, exclude_unset=True))
    return value
