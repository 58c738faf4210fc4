# What operations send. May import document, ir, config.
"""Request bodies (OpenAPI 3.2, 4.13 Request Body Object)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from clientloom import ir
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media.content import (
    Content,
    merge_contents,
    read_content,
    text_type,
)
from clientloom.normalize.operations.media.forms import (
    BodySite,
    free_files,
    known_parts,
    order_of,
    read_mapping,
    read_parts,
)
from clientloom.normalize.operations.media.media_types import MediaKind
from clientloom.normalize.operations.media.numbered_pairs import join_pairs
from clientloom.normalize.operations.media.union_bodies import split_union
from clientloom.normalize.operations.media.xml_roots import xml_root
from clientloom.normalize.reader_context import Owner, ReaderContext
from clientloom.normalize.schemas.scalars import STRING


def read_bodies(
    place: Place, owner: Owner, context: ReaderContext
) -> tuple[tuple[str, ir.Body | None], ...]:
    """Returns the bodies that an operation accepts, the preferred first, each with the suffix of its method."""
    holder = place / "requestBody"
    offered = (content for content in read_content(holder) if not _is_empty_form(content))
    required = holder.flag("required")
    sites = [
        BodySite(content, required, owner, _role(content), context)
        for content in merge_contents(offered, holder, context)
    ]
    bodies = [(site.content.suffix, _read_body(site)) for site in sites]
    variants = split_union(sites[0], bodies[0][1]) if bodies else ()
    return (*bodies, *variants) or (("", None),)


def _is_empty_form(content: Content) -> bool:
    """Whether the content is a form that allows no fields: some vendors declare one on every operation."""
    schema = content.schema.target()
    closed = schema.mapping.get("additionalProperties") is False and "allOf" not in schema
    return content.kind is MediaKind.FORM and closed and not (schema / "properties").mapping


def _role(content: Content) -> str:
    """Returns the words for a class of the body; the first body needs no suffix."""
    return f"{content.suffix}/request" if content.suffix else "request"


def _read_body(site: BodySite) -> ir.Body:
    match site.content.kind:
        case MediaKind.JSON:
            return _json_body(site)
        case MediaKind.FORM | MediaKind.MULTIPART:
            return _form_body(site)
        case MediaKind.JSON_LINES:
            return _whole_body(site, ir.BodyKind.JSON_LINES, _item_type(site), "items")
        case MediaKind.TEXT:
            return _text_body(site, text_type(site.content, site.schema_site, site.context))
        case MediaKind.MARKUP:
            return _xml_body(site) or _text_body(site, STRING)
        case MediaKind.EVENT_STREAM:
            return _text_body(site, STRING)
        case MediaKind.BYTES:
            return _whole_body(site, ir.BodyKind.BYTES, ir.Binary(), "content")
        case unreachable:
            assert_never(unreachable)


def _whole_body(site: BodySite, kind: ir.BodyKind, type_: ir.TypeRef, argument: str) -> ir.Body:
    """Returns a body that is one argument."""
    return ir.Body(
        kind=kind,
        media_types=site.content.media_types,
        required=site.required,
        type=type_,
        argument=argument,
    )


def _with_concrete_types(body: ir.Body, otherwise: str) -> ir.Body:
    """Drops media types that cannot be sent, such as the range `text/*`."""
    concrete = tuple(kind for kind in body.media_types if "*" not in kind)
    return replace(body, media_types=concrete or (otherwise,))


def _text_body(site: BodySite, type_: ir.TypeRef) -> ir.Body:
    return _with_concrete_types(_whole_body(site, ir.BodyKind.TEXT, type_, "content"), "text/plain")


def _item_type(site: BodySite) -> ir.TypeRef:
    item = replace(site, role=site.role.replace("request", "item")).type_of(
        site.content.item_schema, binary=True
    )
    return ir.Anything() if isinstance(item, ir.Binary) else item


def _json_body(site: BodySite) -> ir.Body:
    """Reads a JSON body; an object whose fields are all known becomes keyword arguments."""
    schema = site.schema
    type_ = site.type_of(schema)
    fields = None
    if schema.node is not None and not isinstance(type_, ir.Nullable):
        fields = site.context.schemas.object_fields(
            schema.pointer, named_after=site.owner.schema_site(site.role)
        )
    given = (ir.Part(field=f) for f in fields or () if f.access is not ir.Access.READ_ONLY)
    sent = join_pairs(tuple(given))
    body = _whole_body(site, ir.BodyKind.JSON, type_, "body")
    return _with_concrete_types(replace(body, parts=sent or None), "application/json")


def _xml_body(site: BodySite) -> ir.Body | None:
    """Reads a body of XML as JSON; None if the document does not say how it is written."""
    root = xml_root(site.content, site.schema_site, site.context)
    return replace(_json_body(site), kind=ir.BodyKind.XML, xml=root) if root else None


def _form_body(site: BodySite) -> ir.Body:
    """Reads a form as its fields, else as a mapping; a schema without an object becomes text, or bytes if multipart."""
    in_parts = site.content.kind is MediaKind.MULTIPART
    if "prefixEncoding" in site.content.place or "itemEncoding" in site.content.place:
        site.context.notes.note(
            "parts-without-names",
            site.content.place.pointer,
            "the parts of the body have no names; the body is sent as bytes",
            "build the body yourself; the boundary is that of its first line, or of a content-type in extra_headers=",
        )
        return _whole_body(site, ir.BodyKind.BYTES, ir.Binary(), "content")
    kind = ir.BodyKind.MULTIPART if in_parts else ir.BodyKind.FORM
    parts = read_parts(site)
    fields = None if parts else read_mapping(site)
    if not parts and fields is None:
        return (
            _whole_body(site, ir.BodyKind.BYTES, ir.Binary(), "content")
            if in_parts
            else _text_body(site, STRING)
        )
    body = ir.Body(
        kind=kind,
        media_types=site.content.media_types,
        required=site.required,
        type=fields,
        parts=parts or None,
        argument="fields",
    )
    if not in_parts:
        return body
    return replace(
        body,
        order=order_of(site, parts),
        free_files=free_files(site.schema) is not None,
        known_parts=() if parts else known_parts(site),
    )


def fix_stream_member(body: ir.Body, *, value: bool) -> ir.Body:
    """Makes the boolean `stream` of a body a constant instead of an argument; an optional `false` is left out."""
    rest = tuple(part for part in body.parts or () if part.field.wire_name != "stream")
    needed = value or any(
        f.wire_name == "stream" and isinstance(f.presence, ir.Required) for f in body.fields
    )
    member = ("stream", "true" if value else "false")
    return replace(
        body, parts=rest, constants=(*body.constants, member) if needed else body.constants
    )


def with_names(body: ir.Body, names: Mapping[str, str]) -> ir.Body:
    """Returns the body with names for its keyword arguments, by wire name."""
    renamed = tuple(
        replace(part, field=replace(part.field, name=names[part.field.wire_name]))
        for part in body.parts or ()
    )
    return replace(body, parts=renamed or body.parts)
