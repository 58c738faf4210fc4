# Small documents for the tests of the verification: one operation, and the calls that are planned for it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from clientloom.ir import Api
from clientloom.verify.document_views import Side, View, view
from clientloom.verify.planning.plan import Plan, Planner
from unit.normalize.operation_cases import normalized

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"
LINES = "application/x-ndjson"
STRING: Mapping[str, Any] = {"type": "string"}
INTEGER: Mapping[str, Any] = {"type": "integer"}
DATE: Mapping[str, Any] = {"type": "string", "format": "date"}
FILE: Mapping[str, Any] = {"type": "string", "format": "binary"}


def content(schema: Any, media_type: str = JSON) -> Any:
    return {"content": {media_type: {"schema": schema}}}


def members(*required: str, **properties: Any) -> Any:
    return {"type": "object", "properties": properties, "required": [*required]}


def listed(items: Any) -> Any:
    return {"type": "array", "items": items}


def body(schema: Any, media_type: str = JSON, **more: Any) -> Any:
    return {"requestBody": {"required": True, **content(schema, media_type), **more}}


def answers(**responses: Any) -> Any:
    """Responses by `s` and their status."""
    return {"responses": {k[1:]: {"description": "", **v} for k, v in responses.items()}}


def parameter(name: str, schema: Any, place: str = "query", **more: Any) -> Any:
    return {"name": name, "in": place, "schema": schema, "required": True, **more}


class Planned(NamedTuple):
    """The plan of a document, and what it was made from."""

    api: Api
    requests: View
    plan: Plan
    root: Mapping[str, Any]


def planned(
    operation: Any,
    *,
    path: str = "/things",
    method: str = "post",
    schemas: Any = None,
    security: Any = None,
    shared: Any = (),
    **config: Any,
) -> Planned:
    """An operation `x` in a document of its own, as it was planned."""
    whole = {"operationId": "x", "responses": {"204": {"description": ""}}, **operation}
    root: Mapping[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://server.example"}],
        "paths": {path: {"parameters": [*shared], method: whole}},
        "components": {"schemas": schemas or {}, "securitySchemes": security or {}},
    }
    api = normalized(root, **config).api
    requests = view(root, Side.REQUEST)
    plan = Planner(api, requests, view(root, Side.RESPONSE)).plan()
    return Planned(api, requests, plan, root)
