# Urlencoded forms and multipart bodies: their fields, and how each is encoded. May import document, ir.
"""Fields of forms (OpenAPI 3.2, 4.15 Encoding Object)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media.content import Content, is_binary, is_text, layers
from clientloom.normalize.operations.media.media_types import MediaKind, essence
from clientloom.normalize.operations.media.numbered_pairs import join_pairs
from clientloom.normalize.reader_context import Owner, ReaderContext
from clientloom.normalize.schemas.reader import SchemaSite

_STYLES = {style.value: style for style in ir.Style}
_FILE_WORDS = frozenset({"file", "files", "attachment", "attachments"})
_BINARY = re.compile(
    r"(?:image|audio|video|font)/(?!svg)|application/(?:octet-stream|pdf|zip|gzip|x-tar)$"
)
"""Media types of content that is not text."""
_RULED = frozenset({"format", "enum", "const", "pattern", "contentEncoding"})
"""Keywords that say what a text is: such a string is no file."""


@dataclass(frozen=True, slots=True)
class BodySite:
    """One content of a body, with everything that is needed to read and name its types."""

    content: Content
    required: bool
    owner: Owner
    role: str
    context: ReaderContext

    @property
    def media_type(self) -> str:
        """The preferred media type."""
        return self.content.media_type

    @property
    def schema(self) -> Place:
        """The schema as it is written, references not followed."""
        return self.content.schema

    def type_of(self, schema: Place, *, binary: bool = False) -> ir.TypeRef:
        """Returns the type of a schema; `binary` says that it may be raw bytes."""
        return self.context.type_of(schema, self.schema_site, binary=binary)

    @property
    def schema_site(self) -> SchemaSite:
        """The address of an inline schema of the body."""
        return self.owner.schema_site(self.role, *self.role.split("/"))


def read_parts(site: BodySite, schema: Place | None = None) -> tuple[ir.Part, ...]:
    """Reads the parts of a form; () if the schema is not an object with fields."""
    schema = schema or site.schema
    if schema.node is None:
        return ()
    fields = site.context.schemas.object_fields(
        schema.pointer, named_after=site.owner.schema_site(site.role), binary=True
    )
    encoding = site.content.place / "encoding"
    sent = (f for f in fields or () if f.access is not ir.Access.READ_ONLY)
    return join_pairs(
        tuple(
            _part(_as_file(f, encoding / f.wire_name, site), encoding / f.wire_name, site)
            for f in sent
        )
    )


def _as_file(field: ir.Field, encoding: Place, site: BodySite) -> ir.Field:
    """Returns the field as an upload if it is a string of a multipart body that means a file.

    Many documents write only `type: string`: its name ends with the word `file`, or its part has a binary media type.
    """
    if site.content.kind is not MediaKind.MULTIPART:
        return field
    named = field.name.rstrip("_").rpartition("_")[2] in _FILE_WORDS
    if not named and not _BINARY.match(essence(encoding.text("contentType"))):
        return field
    schema = _schema_of(field, site)
    if schema is None or not is_text(schema) or _RULED.intersection(schema.mapping):
        return field
    return replace(
        field, type=ir.ListOf(ir.Binary()) if isinstance(field.type, ir.ListOf) else ir.Binary()
    )


def _schema_of(field: ir.Field, site: BodySite) -> Place | None:
    """Returns the schema of a field, or of the items of its list."""
    place = site.schema.at(f"#{field.declared_at}")
    if place is None:
        return None
    return (
        (place.target() / "items").target() if isinstance(field.type, ir.ListOf) else place.target()
    )


def read_mapping(site: BodySite) -> ir.TypeRef | None:
    """Returns the type of a form without listed fields; None if nothing says that it is an object."""
    in_parts = site.content.kind is MediaKind.MULTIPART
    if in_parts and (site.schema.node is None or variants(site.schema)):
        return ir.MapOf(ir.Anything()) if site.schema.node is not None else None
    free = free_files(site.schema)
    if in_parts and free is not None:
        return ir.MapOf(free)
    type_ = site.context.schemas.resolve(site.type_of(site.schema, binary=True))
    match type_:
        case ir.UnionOf() | ir.Anything() if in_parts or type_ == ir.Anything():
            return ir.MapOf(ir.Anything())
        case ir.MapOf() | ir.UnionOf() | ir.Named():
            return type_
        case _:
            return None


def variants(schema: Place) -> tuple[Place, ...]:
    """Returns the alternatives of a schema."""
    target = schema.target()
    return tuple(variant for key in ("oneOf", "anyOf") for variant in (target / key).items())


def known_parts(site: BodySite) -> tuple[ir.Part, ...]:
    """Returns the parts of all alternatives that need a special encoding, sorted by name."""
    found: dict[str, ir.Part] = {}
    for variant in variants(site.schema):
        for part in read_parts(site, variant):
            if part.is_file or part.is_base64 or part.content_type or part.style:
                found.setdefault(part.field.wire_name, part)
    return tuple(found[name] for name in sorted(found))


def free_files(schema: Place) -> ir.TypeRef | None:
    """Returns the type of parts with names chosen by the caller, if they are files."""
    for place in layers(schema):
        others = [place / "additionalProperties"]
        others += [value for _, value in (place / "patternProperties").members()]
        for other in others:
            if is_binary(other):
                return ir.Binary()
            if is_binary(other / "items"):
                return ir.ListOf(ir.Binary())
    return None


def order_of(site: BodySite, parts: tuple[ir.Part, ...]) -> tuple[str, ...]:
    """Returns the wire names in document order, in which they are sent.

    The first part of `multipart/related` is its root (RFC 2387, 3.2), which describes the files behind it.
    """
    written = dict.fromkeys(
        name for place in layers(site.schema) for name in _property_names(place)
    )
    places = {name: index for index, name in enumerate(written)}
    related = essence(site.media_type) == "multipart/related"

    def rank(part: ir.Part) -> tuple[bool, int]:
        return related and part.is_file, places.get(part.field.wire_name, len(places))

    return tuple(part.field.wire_name for part in sorted(parts, key=rank))


def _property_names(place: Place) -> Iterator[str]:
    return (str(name) for name in (place / "properties").mapping)


def _part(field: ir.Field, encoding: Place, site: BodySite) -> ir.Part:
    resolved = site.context.schemas.resolve(field.type)
    item = site.context.schemas.resolve(resolved.item) if isinstance(resolved, ir.ListOf) else None
    kinds = (resolved, item)
    style, explode = _style(encoding)
    is_file = any(isinstance(kind, ir.Binary) for kind in kinds)
    content_type = _content_type(encoding, is_file=is_file) if style is None else ""
    if is_file and not content_type and "contentType" not in encoding:
        schema = _schema_of(field, site)
        content_type = schema.text("contentMediaType") if schema else ""
    is_json = essence(content_type).endswith(("/json", "+json"))
    if encoding.mapping.get("headers"):
        site.context.notes.note(
            "part-headers-not-sent",
            encoding.pointer,
            f"the headers of the part {field.wire_name!r} are not sent, except its content type",
        )
    return ir.Part(
        field=field,
        content_type=content_type,
        is_file=is_file,
        is_list=item is not None and not is_json,
        is_base64=any(kind == ir.Primitive(ir.PrimitiveKind.BASE64) for kind in kinds),
        style=style,
        explode=explode,
        separators=encoding.text("x-separators"),
    )


def _style(encoding: Place) -> tuple[ir.Style | None, bool]:
    """Returns the declared style; None if the media type decides (OpenAPI 3.2, 4.15.1).

    Any of `style`, `explode` and `allowReserved` selects encoding by style.
    """
    style = _STYLES.get(encoding.text("style"))
    explode = encoding.mapping.get("explode")
    if style is None and ("explode" in encoding or "allowReserved" in encoding):
        style = ir.Style.FORM
    return style, explode if isinstance(explode, bool) else style in (None, ir.Style.FORM)


def _content_type(encoding: Place, *, is_file: bool) -> str:
    """Returns the declared media type; for a file, all of them (OpenAPI 3.2, 4.15.1).

    Multipart content inside a part is not supported: such a part is sent by its type.
    """
    declared = [kind.strip() for kind in encoding.text("contentType").split(",") if kind.strip()]
    if is_file and declared not in (["*/*"], ["*"]):
        return ", ".join(declared)
    first = declared[0] if declared else ""
    return "" if "*" in first or essence(first).startswith("multipart/") else first
