# Arguments that a response delivered: in a path, a query, a header, a form, a part or a body. May import ir.
"""`make_argument_trips` plans calls with plain JSON, and again with what the client read from a response."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.document.document import Json
from clientloom.verify.planning.deviations import add_members, retype
from clientloom.verify.planning.plan import Call
from clientloom.verify.planning.python_values import TAG, ArgumentTypes

_SPELLINGS: Mapping[ir.PrimitiveKind, Json] = {
    ir.PrimitiveKind.DATETIME: "2024-02-03T04:05:06.120+00:00",
    ir.PrimitiveKind.DATE: "0001-01-01",
    ir.PrimitiveKind.TIME: "04:05:06.50+01:00",
    ir.PrimitiveKind.DURATION: "P1M",
    ir.PrimitiveKind.UUID: "8A6E0804-2BD0-4672-B79D-D97027F9071A",
    ir.PrimitiveKind.DECIMAL: "1.50",
    ir.PrimitiveKind.BASE64: "AB==",
    ir.PrimitiveKind.INTEGER: 2**53 + 1,
    ir.PrimitiveKind.NUMBER: 5,
    ir.PrimitiveKind.WHOLE_NUMBER: 5.5,
}
"""Values that a client which does not keep them would send in another spelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentTrip:
    """Two calls that must send the same. `types` are those of the arguments that a response can deliver.

    `call` is what goes out, None where only the two are compared.
    """

    what: str
    arguments: Mapping[str, Json]
    types: Mapping[str, Json]
    call: Call | None


def make_argument_trips(call: Call, typing: ArgumentTypes) -> Iterator[ArgumentTrip]:
    """Yields the trips of a call's arguments: in unusual spellings, and after a deviation."""
    body = call.described_body
    types = {p.name: p.type for p in call.operation.parameters} | _body_types(body)
    plain = {name: _strip_tags(value) for name, value in call.arguments.items()}
    kinds = {n: describe(types[n], typing) for n in plain if n in types and not _is_file(plain[n])}
    if not kinds:
        return
    spelled = {
        n: typing.convert(v, types[n], respell) if n in kinds else v for n, v in plain.items()
    }
    # A body of XML is written when it is planned: of other values only the two requests are compared.
    is_xml = body is not None and body.kind is ir.BodyKind.XML
    expected = None if is_xml else _with_arguments(call, body, spelled)
    yield ArgumentTrip(what="", arguments=spelled, types=kinds, call=expected)
    changed = retype({n: plain[n] for n in kinds})
    changed = {n: add_members(value) for n, value in changed.items()}
    what = "a value of another type and members that the document does not name"
    yield ArgumentTrip(what=what, arguments={**plain, **changed}, types=kinds, call=None)


def arguments_to_pass(call: Call, typing: ArgumentTypes) -> Mapping[str, Json]:
    """The arguments of a call with the keys of dicts as the call spells them."""
    if not call.by_python_names:
        return call.arguments
    types = {p.name: p.type for p in call.operation.parameters} | _body_types(call.described_body)
    return {
        name: typing.with_python_names(value, types[name]) if name in types else value
        for name, value in call.arguments.items()
    }


def _body_types(body: ir.Body | None) -> dict[str, ir.TypeRef]:
    if body is None or body.kind is ir.BodyKind.BYTES:
        return {}
    if body.parts is not None:
        return {part.field.name: part.field.type for part in body.parts if not part.is_file}
    (whole,) = body.argument_types or (ir.Anything(),)
    return {body.argument: whole}


def _strip_tags(value: Json) -> Json:
    """Returns the JSON of an argument; files stay as they are."""
    match value:
        case dict() if TAG in value:
            return value if value[TAG] == "bytes" else value["value"]
        case dict():
            return {key: _strip_tags(item) for key, item in value.items()}
        case list():
            return [_strip_tags(item) for item in value]
        case _:
            return value


def _is_file(value: Json) -> bool:
    return any(
        isinstance(v, dict) and TAG in v for v in (value if isinstance(value, list) else [value])
    ) or (isinstance(value, dict) and any(map(_is_file, value.values())))


def _with_arguments(call: Call, body: ir.Body | None, arguments: Mapping[str, Json]) -> Call:
    """Returns the call with other arguments."""
    parameters = {
        key: value
        for p in call.operation.parameters
        for key in (f"{p.location}:{p.wire_name}",)
        for value in _values_of(p, arguments, call.parameters.get(key))
    }
    sent = call.body
    if sent is not None and body is not None and isinstance(sent.value, dict) and body.parts:
        plain = [p.field for p in body.parts if not (p.is_file or p.numbered)]
        fields = {field.wire_name: field.name for field in plain}
        members = {w: arguments[n] for w, n in fields.items() if n in arguments}
        sent = replace(sent, value={**sent.value, **members})
    elif sent is not None and body is not None and body.argument in arguments:
        whole = arguments[body.argument]
        if body.kind is ir.BodyKind.TEXT and not isinstance(whole, str):
            whole = json.dumps(whole)
        sent = sent if _is_file(whole) else replace(sent, value=whole)
    return replace(call, arguments=arguments, parameters=parameters, body=sent)


def _values_of(p: ir.Parameter, arguments: Mapping[str, Json], held: Json) -> tuple[Json, ...]:
    """The value of a parameter, if there is one: that of the client, else the argument."""
    if p.client_argument:
        return (held,)
    return (arguments[p.name],) if p.name in arguments else ()


def describe(ref: ir.TypeRef, typing: ArgumentTypes) -> Json:
    """Returns a type in the caller's notation; "any" is plain JSON."""
    match ref:
        case ir.Primitive(kind=kind):
            return kind.value
        case ir.ListOf(item=item):
            return {"list": describe(item, typing)}
        case ir.MapOf(value=value):
            return {"map": describe(value, typing)}
        case ir.Nullable(inner=inner):
            return {"nullable": describe(inner, typing)}
        case ir.Named(id=name) if name in typing.schemas:
            schema = typing.schemas[name]
            return {"model": schema.name} if schema.used_in_response else "any"
        case _:
            return "any"


def respell(value: Json, ref: ir.TypeRef) -> Json:
    """Returns a scalar in a spelling that a client could lose."""
    match ref, value:
        case ir.Primitive(kind=kind), str() | int() | float() if not isinstance(value, bool):
            return _SPELLINGS.get(kind, value)
        case _:
            return value
