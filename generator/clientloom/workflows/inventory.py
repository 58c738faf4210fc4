# The JSON that `clientloom inspect --json` prints: a stable format, documented in docs/json.md. May import ir and
# diagnostics.
"""The inventory of a client: operations, models, coverage and diagnostics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import assert_never

from clientloom import ir
from clientloom.diagnostics import Diagnostic, Report
from clientloom.diagnostics.findings_json import finding_entry
from clientloom.ir.walk import result_types, types_in

JsonValue = str | int | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
Entry = dict[str, JsonValue]

_UNTYPED = frozenset({ir.BodyKind.BYTES, ir.BodyKind.TEXT})
"""Kinds of bodies whose type says nothing more."""


def inventory(api: ir.Api, report: Report) -> Entry:
    """Returns the inventory of the client of `api`, ready for JSON."""
    names = {schema.id: schema.name for schema in api.schemas}
    found = report.diagnostics
    return {
        "package": {
            "distribution": api.package.distribution,
            "import": api.package.import_name,
            "client": api.package.client,
            "async_client": api.package.async_client,
            "version": api.package.version,
        },
        "operations": [_operation_entry(o, names, found) for o in api.operations],
        "models": [_model_entry(schema) for schema in api.schemas],
        "coverage": _coverage_entry(api),
        "diagnostics": [finding_entry(d) for d in found],
    }


def _coverage_entry(api: ir.Api) -> Entry:
    """Counts operations, degraded ones, and by operation how often a public signature has Any."""
    loose = Counter({o.id: _count_any(o) for o in api.operations})
    return {
        "operations": {"in": api.operations_in, "out": len(api.operations)},
        "degraded": sum(bool(o.degraded) for o in api.operations),
        "any": {"total": loose.total(), "operations": {k: v for k, v in loose.items() if v}},
    }


def _operation_entry(
    o: ir.Operation, names: Mapping[str, str], found: Sequence[Diagnostic]
) -> Entry:
    codes = set(o.degraded)
    return {
        "operation_id": o.id,
        "method": o.method,
        "path": o.path,
        "accessor": o.accessor,
        "parameters": [_parameter_entry(p) for p in o.parameters if p.is_argument],
        "body": _body_entry(o.body, names),
        "success": _result_entry(o.result, names),
        "errors": [error.status for error in o.errors],
        "retry": o.retry.value,
        "paginated": o.pagination is not None,
        "degraded": [
            finding_entry(d) for d in found if d.code in codes and _is_inside(d.pointer, o.pointer)
        ],
    }


def _is_inside(pointer: str, outer: str) -> bool:
    return pointer == outer or pointer.startswith(outer + "/")


def _parameter_entry(p: ir.Parameter) -> Entry:
    required = isinstance(p.presence, ir.Required)
    return {
        "name": p.name,
        "wire_name": p.wire_name,
        "in": p.location.value,
        "required": required,
    }


def _body_entry(body: ir.Body | None, names: Mapping[str, str]) -> Entry | None:
    if body is None:
        return None
    return {
        "kind": _body_kind(body, names),
        "media_type": body.media_type,
        "required": body.required,
        "arguments": [f.name for f in body.fields] if body.parts is not None else [body.argument],
    }


def _body_kind(body: ir.Body, names: Mapping[str, str]) -> str:
    """How a body is written, and the type of the one argument that takes it all."""
    kind = body.kind.replace("_", " ")
    if body.parts is not None or body.type is None or body.kind in _UNTYPED:
        return kind
    return f"{kind} of {_describe_type(body.type, names)}"


def _result_entry(result: ir.Result, names: Mapping[str, str]) -> Entry:
    match result:
        case ir.NoContent():
            return {"kind": "nothing", "type": "None"}
        case ir.JsonResult():
            return {"kind": "json", "type": _describe_type(result.type, names)}
        case ir.EnvelopeResult():
            return {
                "kind": "envelope",
                "type": _describe_type(result.type, names),
                "field": result.field,
            }
        case ir.UndeclaredResult():
            return {"kind": "undeclared", "type": "UndeclaredBody"}
        case ir.ExistsResult():
            return {"kind": "exists", "type": "bool"}
        case ir.HeadersResult():
            return {"kind": "headers", "type": "Headers"}
        case ir.BytesResult(streamed=streamed):
            return {"kind": "bytes", "type": "BinaryResponse" if streamed else "bytes"}
        case ir.TextResult():
            return {"kind": "text", "type": _text_type(result.type, names)}
        case ir.EventStreamResult():
            return {"kind": "events", "type": _describe_type(result.item, names)}
        case ir.JsonLinesResult():
            return {"kind": "json lines", "type": _describe_type(result.item, names)}
        case _ as never:
            assert_never(never)


def _text_type(ref: ir.TypeRef, names: Mapping[str, str]) -> str:
    """The type of a text: `str` for the text itself, else of what it spells."""
    is_text = ref == ir.Primitive(ir.PrimitiveKind.STRING)
    return "str" if is_text else _describe_type(ref, names)


def _model_entry(schema: ir.Schema) -> Entry:
    is_object = isinstance(schema, ir.ObjectSchema)
    fields = [field.name for field in schema.fields] if isinstance(schema, ir.ObjectSchema) else []
    return {
        "name": schema.name,
        "pointer": schema.id,
        "kind": "object" if is_object else "alias",
        "fields": fields,
        "request": schema.used_in_request,
        "response": schema.used_in_response,
    }


def _describe_type(ref: ir.TypeRef, names: Mapping[str, str]) -> str:
    """Returns a short form of the type for people; it can differ from the annotation."""
    match ref:
        case ir.Named():
            return names.get(ref.id, ref.id)
        case ir.Primitive():
            return ref.kind.value
        case ir.LiteralOf():
            return "enum"
        case ir.ListOf():
            return f"list[{_describe_type(ref.item, names)}]"
        case ir.MapOf():
            return f"map[{_describe_type(ref.value, names)}]"
        case ir.Nullable():
            return f"{_describe_type(ref.inner, names)} | null"
        case ir.TupleOf():
            return f"tuple[{', '.join(_describe_type(item, names) for item in ref.items)}]"
        case ir.UnionOf():
            return " | ".join(_describe_type(variant, names) for variant in ref.variants)
        case ir.Binary():
            return "binary"
        case ir.Anything():
            return "any"
        case _ as never:
            assert_never(never)


def _count_any(o: ir.Operation) -> int:
    arguments = [p.type for p in o.parameters if p.is_argument]
    sent = o.body.argument_types if o.body else ()
    public = (*arguments, *sent, *result_types(o.result))
    return sum(isinstance(each, ir.Anything) for type_ in public for each in types_in(type_))
