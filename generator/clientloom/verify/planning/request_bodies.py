# The body of a call: what it holds, and the arguments that make it. May import ir.
"""Makes request bodies from the schemas of the document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from clientloom.document.document import Json
from clientloom.ir import (
    Anything,
    Binary,
    Body,
    BodyKind,
    MapOf,
    Named,
    Operation,
    Part,
    Primitive,
    PrimitiveKind,
    Required,
    TypeRef,
)
from clientloom.verify.document_views import View
from clientloom.verify.instances.leaves import NoValueError
from clientloom.verify.instances.values import Style, Values
from clientloom.verify.media_objects import essence, item, media_node, whole
from clientloom.verify.planning.python_values import ArgumentTypes, binary

CONTENT = b"\x00\x01binary\xff"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBody:
    """A body: its kind, value and arguments."""

    kind: BodyKind
    media_type: str
    value: Json
    arguments: Mapping[str, Json]
    content: bytes = CONTENT
    """The bytes of a body that is bytes."""


def plan_body(
    view: View, values: Values, typing: ArgumentTypes, o: Operation, body: Body, style: Style
) -> PlannedBody | None:
    """Returns a valid body and its arguments, or None if this style sends none.

    Raises:
        NoValueError: none could be made.
    """
    if not (body.required or style.full):
        return None
    operation = view.operation(o.pointer)
    node = media_node(view, operation.get("requestBody"), body.media_type)
    value, arguments = _make(view, values, typing, body, node, style)
    if not body.required and not arguments:
        return None
    return PlannedBody(
        kind=body.kind,
        media_type=essence(body.media_type),
        value=value,
        arguments=arguments,
        content=_content_of(body),
    )


_BEGINNINGS = {"image/*": b"\x89PNG\r\n\x1a\n", "audio/*": b"fLaC", "video/*": b"\x1aE\xdf\xa3"}
"""How a file of a range begins, by which its type is known."""


def _content_of(body: Body) -> bytes:
    """Returns bytes of one of the media types of a body."""
    ranges = [m for m in body.media_types if "*" in m and m not in ("*/*", "application/*")]
    if body.kind is not BodyKind.BYTES or len(ranges) < len(body.media_types):
        return CONTENT
    beginning = next((_BEGINNINGS[m] for m in ranges if m in _BEGINNINGS), None)
    if beginning is None:
        raise NoValueError(f"no file of {ranges[0]} is known")
    return beginning + CONTENT


_Made = tuple[Json, Mapping[str, Json]]


def _make(
    view: View,
    values: Values,
    typing: ArgumentTypes,
    body: Body,
    node: dict[str, Json],
    style: Style,
) -> _Made:
    match body.kind:
        case BodyKind.JSON:
            return _json(view, values, typing, body, node, style)
        case BodyKind.FORM | BodyKind.MULTIPART if body.parts is not None:
            return _parts(values, typing, body.parts, node, style)
        case BodyKind.FORM | BodyKind.MULTIPART:
            value, fields = _mapping(values, typing, body, node, style)
            return value, {body.argument: fields}
        case BodyKind.BYTES:
            return None, {body.argument: binary(_content_of(body))}
        case BodyKind.TEXT:
            return _text(values, typing, body, node, style)
        case BodyKind.XML:
            raise NoValueError("no XML is made from a schema")
        case BodyKind.JSON_LINES:
            rows = [values.instance(item(view, node, events=False), style)] * 2
            return rows, {body.argument: [typing.argument(row, _type(body)) for row in rows]}
        case _ as never:
            assert_never(never)


def _type(body: Body) -> TypeRef:
    return Anything() if body.type is None else body.type


def _text(
    values: Values, typing: ArgumentTypes, body: Body, node: dict[str, Json], style: Style
) -> _Made:
    """Returns a text; a scalar of another type is written as in JSON."""
    is_string = body.type == Primitive(PrimitiveKind.STRING)
    schema = {"allOf": [whole(node), {"type": "string"}]} if is_string else whole(node)
    value = values.instance(schema, style)
    shown = value if isinstance(value, str) else json.dumps(value)
    return shown, {body.argument: typing.argument(value, _type(body))}


def _json(
    view: View,
    values: Values,
    typing: ArgumentTypes,
    body: Body,
    node: dict[str, Json],
    style: Style,
) -> _Made:
    fixed = {name: json.loads(text) for name, text in body.constants}
    schema = _schema(view, body, node)
    if body.parts is None and not fixed:
        value = values.instance(schema, style)
        return value, {body.argument: typing.argument(value, _type(body))}
    tags = {name: {"const": value} for name, value in fixed.items()}
    narrowed = {"allOf": [schema, {"type": "object", "properties": tags, "required": [*tags]}]}
    value = values.instance(narrowed if tags else {"allOf": [schema, {"type": "object"}]}, style)
    if body.parts is None:
        return value, {body.argument: typing.argument(value, _type(body))}
    fields = {f.wire_name: f for f in body.fields}
    pairs = _pairs(body.parts, value)
    arguments = pairs | {
        fields[k].name: typing.argument(v, fields[k].type) for k, v in value.items() if k in fields
    }
    known = {*fields, *fixed, *(_first_pair(body.parts) if pairs else ())}
    extra = {k: v for k, v in value.items() if k not in known}
    return value, {**arguments, **({"extra_body": extra} if extra else {})}


def _schema(view: View, body: Body, node: dict[str, Json]) -> Json:
    """Returns the schema of a body; of the method for one variant of a union, that of the variant."""
    if body.parts is not None and isinstance(body.type, Named):
        reference = f"#{body.type.id}"
        if view.target(reference) is not None:
            return {"$ref": reference}
    return whole(node)


def _mapping(
    values: Values, typing: ArgumentTypes, body: Body, node: dict[str, Json], style: Style
) -> tuple[Json, Json]:
    """Returns a whole form: what is sent, and the argument."""
    flat = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
    style = replace(style, nulls=False)
    schema: Json = {"allOf": [whole(node), flat if isinstance(body.type, MapOf) else {}]}
    value = values.instance(schema, style)
    if not isinstance(value, dict):
        raise NoValueError("the form is no object")
    if isinstance(body.type, MapOf) and isinstance(body.type.value, Binary):
        return value, {name: binary(CONTENT) for name in value}
    files = {part.field.wire_name: part for part in body.known_parts if part.is_file}
    fields = typing.argument(value, _type(body))
    return value, {k: _upload(value[k], files[k]) if k in files else v for k, v in fields.items()}


def _first_pair(parts: Sequence[Part]) -> list[str]:
    """Returns the members of the first pair of each mapping that is sent in pairs."""
    return [name.replace("{}", "1") for part in parts for name in part.numbered or ()]


def _pairs(parts: Sequence[Part], value: Mapping[str, Json]) -> dict[str, Json]:
    """Returns the arguments that are sent in numbered pairs, with their first pair; the others are extra members."""
    found: dict[str, Json] = {}
    for part in parts:
        given = [value.get(name) for name in _first_pair([part])]
        if len(given) == 2 and isinstance(given[0], str) and given[1] is not None:
            found[part.field.name] = {given[0]: given[1]}
    return found


def _parts(
    values: Values,
    typing: ArgumentTypes,
    parts: Sequence[Part],
    node: dict[str, Json],
    style: Style,
) -> tuple[Json, Mapping[str, Json]]:
    known = {part.field.wire_name: part for part in parts}
    style = Style(full=style.full, last=style.last, nulls=False)
    value = values.instance({"allOf": [whole(node), {"type": "object"}]}, style)
    if not isinstance(value, dict):
        raise NoValueError("the form is no object")
    extra = {k: v for k, v in value.items() if k not in known and isinstance(v, str | int)}
    value = {k: v for k, v in value.items() if k in known and v not in ([], {})}
    needed = [k for k, part in known.items() if isinstance(part.field.presence, Required)]
    if not value.keys() >= {*needed}:  # an empty list is no part; a full one has an item
        full = values.instance(
            {"allOf": [whole(node), {"type": "object"}]}, replace(style, full=True)
        )
        value |= {k: full[k] for k in needed if k not in value and k in full}
    arguments = {
        known[k].field.name: _upload(v, known[k])
        if known[k].is_file
        else typing.argument(v, known[k].field.type)
        for k, v in value.items()
    }
    return {**value, **extra}, {**arguments, **({"extra_body": extra} if extra else {})}


def _upload(value: Json, part: Part) -> Json:
    if part.is_list or isinstance(value, list):
        return [binary(CONTENT) for _ in value] if isinstance(value, list) else [binary(CONTENT)]
    return binary(CONTENT)
