# The body of a call: what it holds, and the arguments that make it. May import ir.
"""Makes request bodies from the schemas of the document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from clientloom import ir
from clientloom.document.document import Json
from clientloom.verify.instances.leaves import NoValueError
from clientloom.verify.media_objects import essence, item, media_node, whole
from clientloom.verify.planning.python_values import binary
from clientloom.verify.planning.sample_values import Media, Samples
from clientloom.verify.planning.xml_documents import make_xml

CONTENT = b"\x00\x01binary\xff"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBody:
    """A body: its kind, value and arguments."""

    kind: ir.BodyKind
    media_type: str
    value: Json
    arguments: Mapping[str, Json]
    content: bytes = CONTENT
    """The bytes of a body that is bytes or XML."""


def plan_body(samples: Samples, o: ir.Operation, body: ir.Body) -> PlannedBody | None:
    """Returns a valid body and its arguments, or None if this style sends none.

    Raises:
        NoValueError: none could be made.
    """
    if not (body.required or samples.style.full):
        return None
    request = samples.view.operation(o.pointer).get("requestBody")
    media = media_node(samples.view, request, body.media_type)
    value, arguments = _BodyMaker(samples, body, media).make()
    if not body.required and not arguments:
        return None
    return PlannedBody(
        kind=body.kind,
        media_type=essence(body.media_type),
        value=value,
        arguments=arguments,
        content=(
            make_xml(samples.view, whole(media), value)
            if body.kind is ir.BodyKind.XML
            else _content_of(body)
        ),
    )


_BEGINNINGS = {"image/*": b"\x89PNG\r\n\x1a\n", "audio/*": b"fLaC", "video/*": b"\x1aE\xdf\xa3"}
"""How a file of a range begins, by which its type is known."""


def _content_of(body: ir.Body) -> bytes:
    """Returns bytes of one of the media types of a body."""
    ranges = [m for m in body.media_types if "*" in m and m not in ("*/*", "application/*")]
    if body.kind is not ir.BodyKind.BYTES or len(ranges) < len(body.media_types):
        return CONTENT
    beginning = next((_BEGINNINGS[m] for m in ranges if m in _BEGINNINGS), None)
    if beginning is None:
        raise NoValueError(f"no file of {ranges[0]} is known")
    return beginning + CONTENT


_Made = tuple[Json, Mapping[str, Json]]
"""What is sent, and the arguments that make it."""


@dataclass(frozen=True, slots=True)
class _BodyMaker:
    """Makes the value and the arguments of a body. `media` is what the document says of its media type."""

    samples: Samples
    body: ir.Body
    media: Media

    def make(self) -> _Made:
        body = self.body
        match body.kind:
            case ir.BodyKind.JSON:
                return self._json(self.samples)
            case ir.BodyKind.FORM | ir.BodyKind.MULTIPART if body.parts is not None:
                return self._parts(body.parts)
            case ir.BodyKind.FORM | ir.BodyKind.MULTIPART:
                value, fields = self._mapping()
                return value, {body.argument: fields}
            case ir.BodyKind.BYTES:
                return None, {body.argument: binary(_content_of(body))}
            case ir.BodyKind.TEXT:
                return self._text()
            case ir.BodyKind.XML:
                return self._json(self.samples.full().without_nulls())
            case ir.BodyKind.JSON_LINES:
                rows = [self.samples.make(item(self.samples.view, self.media, events=False))] * 2
                return rows, {body.argument: [self._argument(row) for row in rows]}
            case _ as never:
                assert_never(never)

    def _argument(self, value: Json) -> Json:
        """Returns a value of the body's type as an argument."""
        return self.samples.types.argument(value, self.body.type or ir.Anything())

    def _text(self) -> _Made:
        """Returns a text; a scalar of another type is written as in JSON."""
        is_string = self.body.type == ir.Primitive(ir.PrimitiveKind.STRING)
        schema = whole(self.media)
        value = self.samples.make({"allOf": [schema, {"type": "string"}]} if is_string else schema)
        shown = value if isinstance(value, str) else json.dumps(value)
        return shown, {self.body.argument: self._argument(value)}

    def _json(self, samples: Samples) -> _Made:
        parts, schema = self.body.parts, self._json_schema()
        if parts is None:
            value = samples.make(schema)
            return value, {self.body.argument: self._argument(value)}
        fixed = {name: json.loads(text) for name, text in self.body.constants}
        tags = {name: {"const": value} for name, value in fixed.items()}
        wanted = {**_OBJECT, "properties": tags, "required": [*tags]}
        value = samples.make({"allOf": [schema, wanted]})
        fields = {f.wire_name: f for f in self.body.fields}
        pairs = _pairs(parts, value)
        arguments = pairs | {
            fields[k].name: self.samples.types.argument(v, fields[k].type)
            for k, v in value.items()
            if k in fields
        }
        known = {*fields, *fixed, *(_first_pair(parts) if pairs else ())}
        return value, _with_extra(arguments, {k: v for k, v in value.items() if k not in known})

    def _json_schema(self) -> Json:
        """Returns the schema of a body; of the method for one variant of a union, that of the variant."""
        if self.body.parts is None or not isinstance(self.body.type, ir.Named):
            return whole(self.media)
        place = self.body.type.id  # a view has no `oneOf` to refer to
        return self.samples.view.node(place) if "/oneOf/" in place else {"$ref": f"#{place}"}

    def _mapping(self) -> tuple[Json, Json]:
        """Returns a whole form: what is sent, and the argument."""
        type_ = self.body.type
        flat = {"additionalProperties": {"type": ["string", "number", "boolean"]}}
        parts = [whole(self.media), _OBJECT, flat if isinstance(type_, ir.MapOf) else {}]
        value = self.samples.without_nulls().make({"allOf": parts})
        if isinstance(type_, ir.MapOf) and isinstance(type_.value, ir.Binary):
            return value, {name: binary(CONTENT) for name in value}
        files = {part.field.wire_name: part for part in self.body.known_parts if part.is_file}
        fields = self._argument(value)
        sent = {k: _upload(value[k], files[k]) if k in files else v for k, v in fields.items()}
        return value, sent

    def _parts(self, parts: Sequence[ir.Part]) -> _Made:
        known = {part.field.wire_name: part for part in parts}
        samples, schema = self.samples.without_nulls(), {"allOf": [whole(self.media), _OBJECT]}
        value = samples.make(schema)
        extra = {k: v for k, v in value.items() if k not in known and isinstance(v, str | int)}
        value = {k: v for k, v in value.items() if k in known and v not in ([], {})}
        needed = [k for k, part in known.items() if isinstance(part.field.presence, ir.Required)]
        if not value.keys() >= {*needed}:  # an empty list is no part; a full one has an item
            full = samples.full().make(schema)
            value |= {k: full[k] for k in needed if k not in value and k in full}
        arguments = {known[k].field.name: self._part(v, known[k]) for k, v in value.items()}
        return {**value, **extra}, _with_extra(arguments, extra)

    def _part(self, value: Json, part: ir.Part) -> Json:
        if part.is_file:
            return _upload(value, part)
        return self.samples.types.argument(value, part.field.type)


_OBJECT: Mapping[str, Json] = {"type": "object"}


def _with_extra(arguments: Mapping[str, Json], extra: Mapping[str, Json]) -> Mapping[str, Json]:
    """Returns the arguments, and members that no argument names."""
    return {**arguments, "extra_body": extra} if extra else arguments


def _first_pair(parts: Sequence[ir.Part]) -> list[str]:
    """Returns the members of the first pair of each mapping that is sent in pairs."""
    return [name.replace("{}", "1") for part in parts for name in part.numbered or ()]


def _pairs(parts: Sequence[ir.Part], value: Mapping[str, Json]) -> dict[str, Json]:
    """Returns the arguments that are sent in numbered pairs, with their first pair; the others are extra members."""
    found: dict[str, Json] = {}
    for part in parts:
        given = [value.get(name) for name in _first_pair([part])]
        if len(given) == 2 and isinstance(given[0], str) and given[1] is not None:
            found[part.field.name] = {given[0]: given[1]}
    return found


def _upload(value: Json, part: ir.Part) -> Json:
    if isinstance(value, list):
        return [binary(CONTENT) for _ in value]
    return [binary(CONTENT)] if part.is_list else binary(CONTENT)
