# Which optional parts a client has. May import config and ir.
"""`with_optional_parts`: those that the settings ask for, and those that the operations give a meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clientloom import ir
from clientloom.config.settings import VendorConfig
from clientloom.ir.walk import reachable, schema_ids

_LONG = (ir.BytesResult, ir.TextResult, ir.EventStreamResult, ir.JsonLinesResult)
"""Results that may be too long for the memory, or come slowly."""
_SLOW = {ir.BodyKind.MULTIPART, ir.BodyKind.JSON_LINES, ir.BodyKind.BYTES}
"""Bodies that may take long to send."""
_ANNOUNCING = {"deprecation", "sunset"}
"""Headers of responses from which the client warns."""


def with_optional_parts(api: ir.Api, config: VendorConfig) -> ir.Api:
    """Returns the API with the names of the optional parts, sorted."""
    parts = {*config.package.optional, *_asked_by_settings(config), *_asked_by_credentials(api)}
    parts.update(*map(_asked_by_operation, api.operations))
    if api.testing and _takes_objects(api):
        parts.add("validation")
    if not api.testing:
        parts.discard("validation")
    return replace(api, optional=tuple(sorted(parts)))


def _asked_by_settings(config: VendorConfig) -> Iterator[str]:
    if "otel" in config.package.extras:
        yield "hooks"
    if "deadline" in config.env:
        yield "deadlines"
    if "max_line_bytes" in config.env:
        yield "streamed_responses"


def _asked_by_credentials(api: ir.Api) -> Iterator[str]:
    if any(isinstance(scheme, ir.OAuth2ClientCredentials) for scheme in api.security_schemes):
        yield "deadlines"


def _asked_by_operation(operation: ir.Operation) -> Iterator[str]:
    results = (operation.result, *(response.result for response in operation.responses))
    is_long = any(isinstance(result, _LONG) for result in results)
    if is_long:
        yield "streamed_responses"
    if is_long or operation.waiters or (operation.body and operation.body.kind in _SLOW):
        yield "deadlines"
    fields = operation.body.fields if operation.body else ()
    is_old = any(f.deprecated for f in fields) or any(p.deprecated for p in operation.parameters)
    headers = {h.wire_name.lower() for response in operation.responses for h in response.headers}
    if operation.deprecated or is_old or headers & _ANNOUNCING:
        yield "deprecation_headers"


def _takes_objects(api: ir.Api) -> bool:
    """Whether an argument takes an object: type checkers do not find every mistake in a dict."""
    schemas = {schema.id: schema for schema in api.schemas}
    types = (type_ for operation in api.operations for type_ in _argument_types(operation))
    found = reachable(schemas, schema_ids(*types))
    return any(isinstance(schemas[id_], ir.ObjectSchema) for id_ in found)


def _argument_types(operation: ir.Operation) -> Iterator[ir.TypeRef]:
    yield from (parameter.type for parameter in operation.parameters)
    for body in (operation.body, *(variant.body for variant in operation.variants)):
        if body is not None:
            yield from (f.type for f in body.fields) if body.parts is not None else body.types
