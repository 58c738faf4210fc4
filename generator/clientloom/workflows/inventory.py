# An Api and the findings about it as the stable JSON that `clientloom inspect --json` prints; the format is
# documented in the README. May import ir and diagnostics.
"""The inventory of a client: operations, models, coverage, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import assert_never

from clientloom.diagnostics import Diagnostic, Report
from clientloom.ir import (
    Anything,
    Api,
    Binary,
    Body,
    BytesResult,
    EnvelopeResult,
    EventStreamResult,
    FormBody,
    JsonBody,
    JsonLinesBody,
    JsonLinesResult,
    JsonResult,
    ListOf,
    LiteralOf,
    MapOf,
    MappingBody,
    MultipartBody,
    Named,
    NoBody,
    NoContent,
    Nullable,
    ObjectSchema,
    Operation,
    Parameter,
    Primitive,
    RawBody,
    Required,
    Result,
    Schema,
    TextBody,
    TextResult,
    TupleOf,
    TypeRef,
    UnionOf,
)
from clientloom.ir.walk import body_types, result_types, types_in

JsonValue = str | int | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
Entry = dict[str, JsonValue]


def inventory(api: Api, report: Report) -> Entry:
    """Everything that a reviewer or a program may ask about the client of `api`, ready for JSON."""
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
        "operations": [_operation(o, names, found) for o in api.operations],
        "models": [_model(schema) for schema in api.schemas],
        "coverage": _coverage(api),
        "diagnostics": [_diagnostic(d) for d in found],
    }


def _coverage(api: Api) -> Entry:
    """`any` counts the places of public signatures that are typed Any, by operation."""
    loose = Counter({o.id: _anythings(o) for o in api.operations})
    return {
        "operations": {"in": api.operations_in, "out": len(api.operations)},
        "degraded": sum(bool(o.degraded) for o in api.operations),
        "any": {"total": loose.total(), "operations": {k: v for k, v in loose.items() if v}},
    }


def _operation(o: Operation, names: Mapping[str, str], found: Sequence[Diagnostic]) -> Entry:
    codes = set(o.degraded)
    return {
        "operation_id": o.id,
        "method": o.method,
        "path": o.path,
        "accessor": f"{o.resource}.{o.name}",
        "parameters": [_parameter(p) for p in o.parameters if p.constant is None],
        "body": _body(o.body, names),
        "success": _result(o.result, names),
        "errors": [error.status for error in o.errors],
        "retry": o.retry.value,
        "paginated": o.pagination is not None,
        "degraded": [
            _diagnostic(d) for d in found if d.code in codes and _is_inside(d.pointer, o.pointer)
        ],
    }


def _is_inside(pointer: str, outer: str) -> bool:
    return pointer == outer or pointer.startswith(outer + "/")


def _parameter(p: Parameter) -> Entry:
    required = isinstance(p.presence, Required)
    return {
        "name": p.name,
        "wire_name": p.wire_name,
        "in": p.location.value,
        "required": required,
    }


def _body(body: Body, names: Mapping[str, str]) -> Entry | None:
    if isinstance(body, NoBody):
        return None
    kind, arguments = _describe_body(body, names)
    return {
        "kind": kind,
        "media_type": body.media_type,
        "required": body.required,
        "arguments": arguments,
    }


def _describe_body(body: Body, names: Mapping[str, str]) -> tuple[str, Sequence[str]]:
    """The kind of a body, and the arguments of the method that fill it."""
    match body:
        case NoBody():
            return "nothing", ()
        case JsonBody(spread=None):
            return f"json of {_describe_type(body.type, names)}", (body.argument,)
        case JsonBody():
            return "json", [f.name for f in body.spread or ()]
        case FormBody():
            return "form", [p.field.name for p in body.parts]
        case MultipartBody():
            return "multipart", [p.field.name for p in body.parts]
        case MappingBody():
            kind = "multipart" if body.is_multipart else "form"
            return f"{kind} of {_describe_type(body.type, names)}", (body.argument,)
        case RawBody():
            return "bytes", (body.argument,)
        case TextBody():
            return "text", (body.argument,)
        case JsonLinesBody():
            return f"json lines of {_describe_type(body.item, names)}", (body.argument,)
        case _ as never:
            assert_never(never)


def _result(result: Result, names: Mapping[str, str]) -> Entry:
    match result:
        case NoContent():
            return {"kind": "nothing", "type": "None"}
        case JsonResult():
            return {"kind": "json", "type": _describe_type(result.type, names)}
        case EnvelopeResult():
            return {
                "kind": "envelope",
                "type": _describe_type(result.type, names),
                "field": result.field,
            }
        case BytesResult():
            return {"kind": "bytes", "type": "bytes"}
        case TextResult():
            return {"kind": "text", "type": "str"}
        case EventStreamResult():
            return {"kind": "events", "type": _describe_type(result.item, names)}
        case JsonLinesResult():
            return {"kind": "json lines", "type": _describe_type(result.item, names)}
        case _ as never:
            assert_never(never)


def _model(schema: Schema) -> Entry:
    is_object = isinstance(schema, ObjectSchema)
    fields = [field.name for field in schema.fields] if isinstance(schema, ObjectSchema) else []
    return {
        "name": schema.name,
        "pointer": schema.id,
        "kind": "object" if is_object else "alias",
        "fields": fields,
        "request": schema.used_in_request,
        "response": schema.used_in_response,
    }


def _diagnostic(d: Diagnostic) -> Entry:
    return {
        "code": d.code,
        "severity": d.severity.value,
        "file": d.span.file,
        "line": d.span.line,
        "column": d.span.column,
        "pointer": d.pointer,
        "message": d.message,
        "hint": d.hint,
        "mend": d.hint,  # the old key, kept for one release
    }


def _describe_type(ref: TypeRef, names: Mapping[str, str]) -> str:
    """The type in a short form for reading, not necessarily as the annotation spells it."""
    match ref:
        case Named():
            return names.get(ref.id, ref.id)
        case Primitive():
            return ref.kind.value
        case LiteralOf():
            return "enum"
        case ListOf():
            return f"list[{_describe_type(ref.item, names)}]"
        case MapOf():
            return f"map[{_describe_type(ref.value, names)}]"
        case Nullable():
            return f"{_describe_type(ref.inner, names)} | null"
        case TupleOf():
            return f"tuple[{', '.join(_describe_type(item, names) for item in ref.items)}]"
        case UnionOf():
            return " | ".join(_describe_type(variant, names) for variant in ref.variants)
        case Binary():
            return "binary"
        case Anything():
            return "any"
        case _ as never:
            assert_never(never)


def _anythings(o: Operation) -> int:
    arguments = [p.type for p in o.parameters if p.constant is None]
    public = (*arguments, *body_types(o.body), *result_types(o.result))
    return sum(isinstance(each, Anything) for type_ in public for each in types_in(type_))
