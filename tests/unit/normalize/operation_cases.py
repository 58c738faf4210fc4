# Small documents for the tests of operations: a dict in OpenAPI 3.1 shape, and what normalize makes of it.
"""`api_of`: paths and components as Python values -> `Normalized`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clientloom.config.settings import PackageConfig, VendorConfig
from clientloom.diagnostics import Report, Span
from clientloom.document.document import Document
from clientloom.ir import Operation
from clientloom.normalize import Normalized, normalize
from clientloom.symbols import SymbolLock

OK: Mapping[str, object] = {"200": {"description": "fine"}}
SERVERS = [{"url": "https://api.example.com"}]
STRING = {"type": "string"}
INTEGER = {"type": "integer"}


def document_of(root: Mapping[str, object]) -> Document:
    """A document as the loader would hand it over; places are known by pointer only."""
    return Document(
        root={"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, **root},
        locate=lambda pointer: Span(f"doc{pointer}"),
        sha256={},
        report=Report(),
    )


def settings(**given: Any) -> VendorConfig:
    """The settings of a vendor called `demo`."""
    values: dict[str, object] = {
        "folder": Path("specs/demo"),
        "file": "specs/demo/client.toml",
        "package": PackageConfig(name="demo"),
        "locate": lambda path: Span("specs/demo/client.toml " + ".".join(map(str, path))),
        **given,
    }
    return VendorConfig(**values)  # type: ignore[arg-type]


def normalized(
    root: Mapping[str, object], *, symbols: SymbolLock | None = None, **config: Any
) -> Normalized:
    """A document normalized, with servers unless it names its own."""
    whole = document_of({"servers": SERVERS, **root})
    return normalize(whole, settings(**config), symbols or SymbolLock())


def operation_of(
    operation: Mapping[str, object],
    path: str = "/things",
    method: str = "get",
    components: Mapping[str, object] | None = None,
    **config: Any,
) -> Operation:
    """The one operation of a document."""
    item = {method: {"operationId": "op", "responses": OK, **operation}}
    root = {"paths": {path: item}, "components": components or {}}
    (only,) = normalized(root, **config).api.operations
    return only


def codes(found: Normalized) -> list[str]:
    """The codes of the findings."""
    return [diagnostic.code for diagnostic in found.report.diagnostics]


def json_body(schema: object, *, required: bool = True) -> dict[str, object]:
    """A request body in JSON."""
    return {"required": required, "content": {"application/json": {"schema": schema}}}


def json_answer(schema: object, **more: Any) -> dict[str, object]:
    """A response in JSON."""
    return {"description": "d", "content": {"application/json": {"schema": schema}}, **more}
