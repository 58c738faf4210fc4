# A client of a document that a test made: its methods give a value of each component, and take one.
"""`Package`: generated, imported and called without sockets."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from clientloom.config.load import one_off
from clientloom.pipeline import render_package
from support.covered import write_package

JsonSchema = dict[str, object]


def document_of(schemas: JsonSchema, names: Iterable[str]) -> JsonSchema:
    """Returns a document with these components, and methods for those with the names."""
    info = {"title": "Round trip", "version": "1"}
    head = {"openapi": "3.1.0", "info": info, "servers": [{"url": "https://server.invalid"}]}
    paths = {f"/{name}": operations(name) for name in names}
    return {**head, "paths": paths, "components": {"schemas": schemas}}


def operations(name: str) -> JsonSchema:
    reference = {"$ref": f"#/components/schemas/{name}"}
    body = {"type": "object", "required": ["value"], "properties": {"value": reference}}
    delivered = {"description": "", "content": {"application/json": {"schema": reference}}}
    sent = {"required": True, "content": {"application/json": {"schema": body}}}
    return {
        "get": {"operationId": f"get{name}", "tags": [name], "responses": {"200": delivered}},
        "put": {
            "operationId": f"put{name}",
            "tags": [name],
            "requestBody": sent,
            "responses": {"204": {"description": ""}},
        },
    }


def same_numbers(value: Any) -> Any:
    """1.0 and 1 are one number; true is none."""
    if isinstance(value, dict):
        return {key: same_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [same_numbers(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def as_text(value: Any) -> str:
    """The same text for what is the same JSON."""
    return json.dumps(same_numbers(value), sort_keys=True)


class Package:
    """A client of the document, sync and async, whose server answers `delivered` and keeps `received`."""

    def __init__(self, document: JsonSchema, folder: Path) -> None:
        spec = folder / "openapi.json"
        spec.write_text(json.dumps(document), "utf-8")
        rendered = render_package(one_off(str(spec), "round_trip", None), root=folder)
        self.source = write_package(rendered.files, folder)
        self.accessors = {o.id: (o.resource, o.name) for o in rendered.api.operations}
        self.names = rendered.api.package
        self.delivered: Any = None
        self.received: Any = None

    def serve(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json=self.delivered)
        self.received = json.loads(request.content)["value"]
        return httpx.Response(204)

    def method(self, client: Any, operation: str) -> Any:
        resource, name = self.accessors[operation]
        return getattr(getattr(client, resource), name)

    def check(self, name: str, value: Any, **options: Any) -> None:
        """Gives a value of a component back as it came, as a model and as a dict, sync and async.

        Args:
            name: the component.
            value: a value of it.
            options: those of the client.
        """
        transport = httpx.MockTransport(self.serve)
        module = importlib.import_module("round_trip")
        http = httpx.Client(transport=transport)
        sync = getattr(module, self.names.client)(http_client=http, **options)
        self.delivered = value
        for given_back in (self.method(sync, f"get{name}")(), value):
            self.method(sync, f"put{name}")(value=given_back)
            assert as_text(self.received) == as_text(value)

        async def again() -> None:
            http = httpx.AsyncClient(transport=transport)
            client = getattr(module, self.names.async_client)(http_client=http, **options)
            await self.method(client, f"put{name}")(value=await self.method(client, f"get{name}")())

        asyncio.run(again())
        assert as_text(self.received) == as_text(value)


@contextmanager
def package_of(document: JsonSchema) -> Iterator[Package]:
    """The package of a document, which can be imported."""
    with TemporaryDirectory() as folder:
        package = Package(document, Path(folder))
        sys.path.insert(0, str(package.source))
        try:
            yield package
        finally:
            sys.path.remove(str(package.source))
            for module in [m for m in sys.modules if m.partition(".")[0] == "round_trip"]:
                del sys.modules[module]
