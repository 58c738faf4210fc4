# What operations send. May import document, ir, config.
"""Request bodies (OpenAPI 3.1, 4.8.13 Request Body Object), one class a kind of media type."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clientloom.ir import (
    Access,
    Anything,
    Binary,
    Body,
    Field,
    FormBody,
    JsonBody,
    JsonLinesBody,
    ListOf,
    MapOf,
    MappingBody,
    MultipartBody,
    Named,
    NoBody,
    Nullable,
    Part,
    RawBody,
    Required,
    Style,
    TextBody,
    TypeRef,
    UnionOf,
)
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.content import Content, distinct, read_content
from clientloom.normalize.operations.media_types import MediaKind, essence
from clientloom.normalize.reader_context import Context, Owner

SUFFIXES = {
    MediaKind.JSON: "json",
    MediaKind.MULTIPART: "multipart",
    MediaKind.FORM: "form",
    MediaKind.JSON_LINES: "lines",
    MediaKind.EVENT_STREAM: "stream",
    MediaKind.TEXT: "text",
    MediaKind.MARKUP: "text",
    MediaKind.BYTES: "bytes",
}
"""What a further method for a kind of media type adds to the name."""

_STYLES = {style.value: style for style in Style}


@dataclass(frozen=True, slots=True)
class _Site:
    """One media type of a body, with what naming and reading it take."""

    content: Content
    required: bool
    owner: Owner
    role: str
    context: Context

    @property
    def media_type(self) -> str:
        return self.content.media_type

    def type_of(self, schema: Place, *, binary: bool = False) -> TypeRef:
        home = self.owner.home(self.role, *self.role.split("/"))
        return self.context.type_of(schema, home, binary=binary)


def read_bodies(place: Place, owner: Owner, context: Context) -> tuple[tuple[str, Body], ...]:
    """The bodies that an operation accepts, one a kind, the preferred first, each with its suffix."""
    holder = place / "requestBody"
    offered = (content for content in read_content(holder) if not _is_empty_form(content))
    contents = distinct(offered, holder, context)
    required = holder.flag("required")
    return tuple(
        (
            SUFFIXES[content.kind],
            _read(_Site(content, required, owner, _role(content, contents), context)),
        )
        for content in contents
    ) or (("", NoBody()),)


def _is_empty_form(content: Content) -> bool:
    """Whether the content is a form that allows no field at all: some vendors declare one on every operation."""
    schema = content.schema.target()
    closed = schema.mapping.get("additionalProperties") is False and "allOf" not in schema
    return content.kind is MediaKind.FORM and closed and not (schema / "properties").mapping


def _role(content: Content, contents: tuple[Content, ...]) -> str:
    """The words for a class of the body; only the first has the plain ones."""
    return "request" if content is contents[0] else f"{SUFFIXES[content.kind]}/request"


def _read(site: _Site) -> Body:
    media_type, required = site.media_type, site.required
    match site.content.kind:
        case MediaKind.JSON:
            return _json(site)
        case MediaKind.FORM if parts := _parts(site):
            return FormBody(media_type=media_type, required=required, parts=parts)
        case MediaKind.MULTIPART if parts := _parts(site):
            return MultipartBody(media_type=media_type, required=required, parts=parts)
        case MediaKind.FORM | MediaKind.MULTIPART if (fields := _fields(site)) is not None:
            return MappingBody(media_type=media_type, required=required, type=fields)
        case MediaKind.JSON_LINES:
            return JsonLinesBody(media_type=media_type, required=required, item=_item(site))
        case MediaKind.TEXT | MediaKind.MARKUP | MediaKind.EVENT_STREAM | MediaKind.FORM:
            return TextBody(media_type=_concrete(media_type, "text/plain"), required=required)
        case MediaKind.BYTES | MediaKind.MULTIPART:
            media_type = _concrete(media_type, "application/octet-stream")
            return RawBody(media_type=media_type, required=required)


def _concrete(media_type: str, otherwise: str) -> str:
    """A media type that can be sent: a range such as `image/*` cannot."""
    return otherwise if "*" in media_type else media_type


def _item(site: _Site) -> TypeRef:
    item = replace(site, role=site.role.replace("request", "item")).type_of(
        site.content.item_schema, binary=True
    )
    return Anything() if isinstance(item, Binary) else item


def _json(site: _Site) -> JsonBody:
    """A JSON body; an object with known fields and no others becomes keyword arguments."""
    schema = site.content.schema
    type_ = site.type_of(schema)
    fields = None
    if schema.node is not None and not isinstance(type_, Nullable):
        fields = site.context.schemas.object_fields(schema.pointer, home=site.owner.home(site.role))
    sent = tuple(f for f in fields or () if f.access is not Access.READ_ONLY)
    return JsonBody(
        media_type=_concrete(site.media_type, "application/json"),
        type=type_,
        required=site.required,
        spread=sent or None,
    )


def _parts(site: _Site) -> tuple[Part, ...]:
    """The parts of a form; none where the schema is no object with fields."""
    schema = site.content.schema
    if schema.node is None:
        return ()
    fields = site.context.schemas.object_fields(
        schema.pointer, home=site.owner.home(site.role), binary=True
    )
    encoding = site.content.place / "encoding"
    sent = (f for f in fields or () if f.access is not Access.READ_ONLY)
    return tuple(_part(field, encoding / field.wire_name, site) for field in sent)


def _fields(site: _Site) -> TypeRef | None:
    """The type of a form without a list of fields; None where nothing says that it is an object."""
    in_parts = site.content.kind is MediaKind.MULTIPART
    type_ = site.context.schemas.resolve(site.type_of(site.content.schema, binary=True))
    match type_:
        case Anything() if in_parts and site.content.schema.node is None:
            return None
        case UnionOf() | Anything() if in_parts or type_ == Anything():
            return MapOf(Anything())
        case MapOf() | UnionOf() | Named():
            return type_
        case _:
            return None


def _part(field: Field, encoding: Place, site: _Site) -> Part:
    opened = site.context.schemas.resolve(field.type)
    item = site.context.schemas.resolve(opened.item) if isinstance(opened, ListOf) else None
    style, explode = _style(encoding)
    content_type = _first_type(encoding.text("contentType")) if style is None else ""
    is_json = essence(content_type).endswith(("/json", "+json"))
    if encoding.mapping.get("headers"):
        site.context.notes.note(
            "part-headers-not-sent",
            encoding.pointer,
            f"the headers of the part {field.wire_name!r} are not sent, but for its content type",
        )
    return Part(
        field=field,
        content_type=content_type,
        is_file=isinstance(opened, Binary) or isinstance(item, Binary),
        is_list=item is not None and not is_json,
        style=style,
        explode=explode,
    )


def _style(encoding: Place) -> tuple[Style | None, bool]:
    """The declared style; None where the media type of the value decides (OpenAPI 3.2, 4.15.1).

    One of `style`, `explode` and `allowReserved` is enough to choose a style.
    """
    style = _STYLES.get(encoding.text("style"))
    explode = encoding.mapping.get("explode")
    if style is None and ("explode" in encoding or "allowReserved" in encoding):
        style = Style.FORM
    return style, explode if isinstance(explode, bool) else style in (None, Style.FORM)


def _first_type(content_type: str) -> str:
    """The one media type to send: a list offers several, and a range names none (OpenAPI 3.1, 4.8.15.1).

    Parts within a part are not made; its content is sent as its type says.
    """
    first = content_type.partition(",")[0].strip()
    return "" if "*" in first or essence(first).startswith("multipart/") else first


def fix_stream_member(body: Body, wire_name: str, *, value: bool) -> Body:
    """A JSON body whose boolean member is settled and no argument any more; an optional `false` is left out."""
    if not isinstance(body, JsonBody) or body.spread is None:
        return body
    rest = tuple(f for f in body.spread if f.wire_name != wire_name)
    needed = value or any(
        f.wire_name == wire_name and isinstance(f.presence, Required) for f in body.spread
    )
    member = (wire_name, "true" if value else "false")
    return replace(body, spread=rest, fixed=(*body.fixed, member) if needed else body.fixed)


def argument_fields(body: Body) -> tuple[Field, ...]:
    """The fields of a body that are keyword arguments."""
    match body:
        case JsonBody(spread=fields) if fields is not None:
            return fields
        case FormBody(parts=parts) | MultipartBody(parts=parts):
            return tuple(part.field for part in parts)
        case _:
            return ()


def with_names(body: Body, names: dict[str, str]) -> Body:
    """The body with its keyword arguments named by wire name."""
    match body:
        case JsonBody(spread=fields) if fields is not None:
            named = tuple(replace(f, name=names[f.wire_name]) for f in fields)
            return replace(body, spread=named)
        case FormBody(parts=parts) | MultipartBody(parts=parts):
            renamed = tuple(
                replace(p, field=replace(p.field, name=names[p.field.wire_name])) for p in parts
            )
            return replace(body, parts=renamed)
        case _:
            return body
