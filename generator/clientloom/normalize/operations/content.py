# The media types of a body or a response, each with its kind and schema. May import document, ir.
"""`Content`: what `content` offers (OpenAPI 3.1, 4.8.14 Media Type Object), sorted by what a client prefers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media_types import MediaKind, essence, media_kind
from clientloom.normalize.reader_context import Context


@dataclass(frozen=True, slots=True)
class Content:
    """One media type: how it is handled and where its schema stands."""

    kind: MediaKind
    media_type: str
    place: Place

    @property
    def schema(self) -> Place:
        """The schema of the whole body, as it is written."""
        return self.place.raw("schema")

    @property
    def item_schema(self) -> Place:
        """The schema of each value of a sequence (OpenAPI 3.2, 4.15 `itemSchema`; before it, an extension).

        Where there is none, the schema of the body describes the values: vendors write it so.
        """
        for key in ("itemSchema", "x-item-schema"):
            if key in self.place:
                return self.place.raw(key)
        whole = self.schema.target()
        is_list = whole.text("type") == "array" and "items" in whole
        return whole.raw("items") if is_list else self.schema

    def same_value(self, other: Content) -> bool:
        """Whether both carry values of one and the same schema."""
        mine, theirs = self.schema.target(), other.schema.target()
        return mine.pointer == theirs.pointer or (mine.node == theirs.node and bool(mine.mapping))


def is_binary(schema: Place) -> bool:
    """Whether a schema stands for raw bytes (OpenAPI 3.1, 4.8.14.1; 3.0 wrote `format: binary`)."""
    schema = schema.target()
    if schema.text("format") == "binary":
        return True
    encoded = "contentEncoding" in schema
    return "contentMediaType" in schema and not encoded and "contentSchema" not in schema


def is_text(schema: Place) -> bool:
    """Whether a schema stands for a plain string."""
    return schema.target().text("type") == "string"


def read_content(holder: Place) -> tuple[Content, ...]:
    """Every media type of `content`, the preferred first."""
    entries = ((name, _entry(name, place)) for name, place in (holder / "content").members())
    return tuple(entry for _, entry in sorted(entries, key=_preference))


def _entry(media_type: str, place: Place) -> Content:
    schema = place / "schema"
    structured = bool(schema.mapping) and not is_binary(schema)
    kind = media_kind(media_type, structured=structured)
    if kind is MediaKind.JSON and is_binary(schema):
        kind = MediaKind.BYTES
    if kind is MediaKind.JSON and is_text(schema) and "*" in media_type:
        kind = MediaKind.TEXT
    return Content(kind, media_type, place)


def _preference(named: tuple[str, Content]) -> tuple[MediaKind, bool, int, str]:
    """By kind, ranges last; within JSON the plain one first, then what merges (RFC 7396), then by name."""
    media_type, content = named
    ranks = {"application/json": 0, "text/json": 1, "application/merge-patch+json": 2}
    rank = ranks.get(essence(media_type), 3)
    return content.kind, "*" in media_type, rank + (";" in media_type), media_type


def distinct(contents: Iterable[Content], place: Place, context: Context) -> tuple[Content, ...]:
    """One content a kind, without those that are only another spelling of the first.

    XML, YAML and the like beside JSON say the same in another notation. Text or bytes with the very schema
    of the JSON value do too. What is left out is noted; the operation itself stays complete.
    """
    kept: list[Content] = []
    dropped: dict[str, list[str]] = {}
    for content in contents:
        used = _equivalent_of(content, kept) if kept else None
        if used is None:
            kept.append(content)
        else:
            dropped.setdefault(used.media_type, []).append(content.media_type)
    for used_type, others in dropped.items():
        _note_dropped(used_type, others, place, context)
    return tuple(kept)


def _equivalent_of(content: Content, kept: list[Content]) -> Content | None:
    """The content that a client uses in place of this one."""
    first = kept[0]
    same_kind = next((k for k in kept if k.kind is content.kind), None)
    return same_kind or (first if _is_spelling(content, first) else None)


def _is_spelling(content: Content, first: Content) -> bool:
    match content.kind:
        case MediaKind.MARKUP:
            return True
        case MediaKind.MULTIPART:
            return content.same_value(first) and not _has_files(content.schema.target())
        case MediaKind.FORM:
            return content.same_value(first)
        case MediaKind.TEXT | MediaKind.BYTES:
            return first.kind is MediaKind.JSON and _is_structured(content.schema)
        case _:
            return False


def _is_structured(schema: Place) -> bool:
    return bool(schema.mapping) and not is_text(schema) and not is_binary(schema)


def _has_files(schema: Place) -> bool:
    return any(_is_file(prop) for prop in _properties(schema, 0))


def _is_file(prop: Place) -> bool:
    return is_binary(prop) or is_binary(prop / "items")


def _properties(schema: Place, depth: int) -> Iterator[Place]:
    for _, prop in (schema / "properties").members():
        yield prop
    if depth < 8:
        for part in (schema / "allOf").items():
            yield from _properties(part, depth + 1)


def _note_dropped(used: str, others: list[str], place: Place, context: Context) -> None:
    context.notes.note(
        "media-type-not-offered",
        place.pointer,
        f"{used} is used; {', '.join(sorted(others))} would say the same",
    )
