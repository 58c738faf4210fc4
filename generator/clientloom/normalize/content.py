# The media types of a body or a response, each with its kind and schema. May import document, ir.
"""`Content`: what `content` offers (OpenAPI 3.1, 4.8.14 Media Type Object), sorted by what a client prefers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clientloom.normalize.context import Context
from clientloom.normalize.media import MediaKind, essence, media_kind
from clientloom.normalize.places import Place


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


def _preference(named: tuple[str, Content]) -> tuple[MediaKind, int, str]:
    """By kind; within JSON the plain one first, then what merges (RFC 7396), then by name."""
    media_type, content = named
    ranks = {"application/json": 0, "text/json": 1, "application/merge-patch+json": 2}
    rank = ranks.get(essence(media_type), 3)
    return content.kind, rank + ("*" in media_type) + (";" in media_type), media_type


def distinct(contents: Iterable[Content], place: Place, context: Context) -> tuple[Content, ...]:
    """One content a kind, without those that are only another spelling of the first.

    XML, YAML and the like beside JSON say the same in another notation. Text or bytes with the very schema
    of the JSON value do too. What is left out is noted; the operation itself stays complete.
    """
    kept: list[Content] = []
    dropped: list[str] = []
    for content in contents:
        if kept and _is_spelling(content, kept):
            dropped.append(content.media_type)
        else:
            kept.append(content)
    if dropped:
        _note_dropped(kept[0], dropped, place, context)
    return tuple(kept)


def _is_spelling(content: Content, kept: list[Content]) -> bool:
    first = kept[0]
    if content.kind is MediaKind.MARKUP or any(content.kind is k.kind for k in kept):
        return True
    match content.kind:
        case MediaKind.MULTIPART:
            return content.same_value(first) and not _has_files(content.schema.target())
        case MediaKind.FORM:
            return content.same_value(first)
        case MediaKind.TEXT | MediaKind.BYTES:
            return first.kind is MediaKind.JSON and _structured(content.schema)
        case _:
            return False


def _structured(schema: Place) -> bool:
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


def _note_dropped(kept: Content, dropped: list[str], place: Place, context: Context) -> None:
    names = ", ".join(sorted(dropped))
    context.notes.note(
        "media-type-not-offered",
        place.pointer,
        f"{kept.media_type} is used; {names} would say the same",
    )
