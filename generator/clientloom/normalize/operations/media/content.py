# The media types of a body or response, each with its kind and schema. May import document, ir.
"""`Content`: the entries of `content` (OpenAPI 3.2, 4.14 Media Type Object), in order of preference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from clientloom.ir import LiteralOf, Primitive, TypeRef
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media.media_types import (
    SUFFIXES,
    MediaKind,
    essence,
    is_patch,
    is_plain_json,
    media_kind,
    media_words,
)
from clientloom.normalize.reader_context import ReaderContext
from clientloom.normalize.schemas.reader import SchemaSite
from clientloom.normalize.schemas.scalars import STRING
from clientloom.python.identifiers import free_name

_DEEPEST = 8
"""How many `allOf` inside each other are looked at."""


@dataclass(frozen=True, slots=True)
class Content:
    """Media types that encode the same value in the same way, the preferred first; `place` is that of the first.

    `suffix` names the further method for them; "" means the operation's own method.
    """

    kind: MediaKind
    media_types: tuple[str, ...]
    place: Place
    suffix: str = ""

    @property
    def media_type(self) -> str:
        """The preferred media type."""
        return self.media_types[0]

    @property
    def schema(self) -> Place:
        """The schema of the whole body, as it is written."""
        return self.place.raw("schema")

    @property
    def item_schema(self) -> Place:
        """The schema of each value of a sequence (OpenAPI 3.2, 4.15 `itemSchema`; before it, an extension).

        Without one, the schema of the body describes the values, which is how vendors use it.
        """
        for key in ("itemSchema", "x-item-schema"):
            if key in self.place:
                return self.place.raw(key)
        whole = self.schema.target()
        is_list = whole.text("type") == "array" and "items" in whole
        return whole.raw("items") if is_list else self.schema

    def same_value(self, other: Content) -> bool:
        """Whether both carry values of one and the same schema."""
        return _is_same_schema(self.schema, other.schema)


def _is_same_schema(one: Place, another: Place) -> bool:
    mine, theirs = one.target(), another.target()
    return mine.pointer == theirs.pointer or (mine.node == theirs.node and bool(mine.mapping))


def is_binary(schema: Place) -> bool:
    """Whether a schema means raw bytes (OpenAPI 3.1, 4.8.14.1; 3.0 wrote `format: binary`, some `file`)."""
    schema = schema.target()
    if schema.text("format") in ("binary", "file"):
        return True
    encoded = "contentEncoding" in schema
    return "contentMediaType" in schema and not encoded and "contentSchema" not in schema


def is_text(schema: Place) -> bool:
    """Whether a schema is a plain string."""
    return schema.target().text("type") == "string"


def text_type(content: Content, site: SchemaSite, context: ReaderContext) -> TypeRef:
    """Returns the type of a text body: a scalar keeps its type, anything else is a string."""
    schema = content.schema
    if schema.node is None or schema.target().text("type") in ("object", "array"):
        return STRING
    type_ = context.type_of(schema, site)
    is_scalar = isinstance(context.schemas.resolve(type_), Primitive | LiteralOf)
    return type_ if is_scalar else STRING


def is_structured(schema: Place) -> bool:
    """Whether a schema describes JSON rather than text or bytes."""
    return bool(schema.mapping) and not is_text(schema) and not is_binary(schema)


def read_content(holder: Place) -> tuple[Content, ...]:
    """Returns every media type of `content`, the preferred first."""
    if "content" not in holder:
        return ()
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
    return Content(kind, (media_type,), place)


def _preference(named: tuple[str, Content]) -> tuple[MediaKind, bool, int, str]:
    """Sorts by kind, ranges last; within JSON plain JSON first, then merge patches (RFC 7396), then by name."""
    media_type, content = named
    ranks = {"application/json": 0, "text/json": 1, "application/merge-patch+json": 2}
    rank = ranks.get(essence(media_type), 3)
    return content.kind, "*" in media_type, rank + (";" in media_type), media_type


def merge_contents(
    contents: Iterable[Content], place: Place, context: ReaderContext
) -> tuple[Content, ...]:
    """Merges contents with the same value and meaning into one with several media types.

    XML, YAML, forms and text with the same schema as JSON are other notations of it: they are left out with a
    note. The operation itself stays complete.
    """
    kept, dropped = _merge(contents)
    if dropped:
        _note_dropped(kept[0].media_type, dropped, place, context)
    return _with_suffixes(kept)


def merge_json_contents(
    contents: Iterable[Content], also: Callable[[Content], bool] = lambda _: False
) -> tuple[Content, ...]:
    """Merges the contents that are JSON, and the `also` ones; if none is JSON, those whose schema describes JSON."""
    found = tuple(contents)
    declared = [content for content in found if content.kind is MediaKind.JSON]
    others = [c for c in found if c not in declared and is_structured(c.schema)]
    shaped = [replace(c, kind=MediaKind.JSON) for c in others if not declared or also(c)]
    return _with_suffixes(_merge([*declared, *shaped])[0])


def _merge(contents: Iterable[Content]) -> tuple[list[Content], list[Content]]:
    """Returns the merged contents, and those that only repeat the first in another notation."""
    kept: list[Content] = []
    dropped: list[Content] = []
    for content in contents:
        at = next((i for i, known in enumerate(kept) if _is_alike(content, known)), None)
        if at is not None:
            kept[at] = _add_media_type(kept[at], content)
        elif kept and _is_other_notation(content, kept[0]):
            dropped.append(content)
        else:
            kept.append(content)
    return kept, dropped


def _is_alike(content: Content, known: Content) -> bool:
    """Whether a client reads and writes both in the same way, with the same type and meaning."""
    return content.kind is known.kind and _ALIKE.get(content.kind, _always)(content, known)


def _alike_json(content: Content, known: Content) -> bool:
    both = (content.media_type, known.media_type)
    if any(map(_is_patch, (content, known))):  # each is a different patch format (RFC 5789, 2)
        return False
    undescribed = all(map(is_plain_json, both)) and not content.schema.mapping
    return content.same_value(known) or undescribed or _both_undescribed(content, known)


def _is_patch(content: Content) -> bool:
    """Whether a content is a patch. A JSON Patch is a list (RFC 6902, 3): frameworks call any object so (ASP.NET)."""
    is_json_patch = essence(content.media_type) == "application/json-patch+json"
    is_object = content.schema.target().text("type") == "object"
    return is_patch(content.media_type) and not (is_json_patch and is_object)


def _alike_text(content: Content, known: Content) -> bool:
    texts = [is_text(c.schema) or not c.schema.mapping for c in (content, known)]
    return all(texts) or content.same_value(known)


def _alike_value(content: Content, known: Content) -> bool:
    return content.same_value(known) or _both_undescribed(content, known)


def _alike_items(content: Content, known: Content) -> bool:
    return _is_same_schema(content.item_schema, known.item_schema) or _both_undescribed(
        content, known
    )


def _always(_content: Content, _known: Content) -> bool:
    return True


_ALIKE: dict[MediaKind, Callable[[Content, Content], bool]] = {
    MediaKind.JSON: _alike_json,
    MediaKind.MULTIPART: _alike_value,
    MediaKind.JSON_LINES: _alike_items,
    MediaKind.TEXT: _alike_text,
    MediaKind.MARKUP: _alike_value,
}


def _both_undescribed(content: Content, known: Content) -> bool:
    keys = ("schema", "itemSchema", "x-item-schema")
    return not any(key in c.place for c in (content, known) for key in keys)


def _add_media_type(known: Content, content: Content) -> Content:
    """Adds a media type, unless it is only another name of plain JSON or a range."""
    if known.kind is MediaKind.JSON and is_plain_json(content.media_type):
        return known
    if known.kind in (MediaKind.JSON, MediaKind.TEXT) and "*" in content.media_type:
        return known
    return replace(known, media_types=(*known.media_types, content.media_type))


def _is_other_notation(content: Content, first: Content) -> bool:
    """Whether the content is the same value as the first in another notation."""
    if is_patch(content.media_type):
        return False
    match content.kind:
        case MediaKind.MARKUP:
            return content.same_value(first) or not content.schema.mapping
        case MediaKind.MULTIPART:
            return content.same_value(first) and not _has_files(content.schema.target())
        case MediaKind.FORM:
            return content.same_value(first)
        case MediaKind.TEXT | MediaKind.BYTES:
            is_json = first.kind is MediaKind.JSON and is_structured(content.schema)
            return is_json and content.same_value(first)
        case _:
            return False


def _has_files(schema: Place) -> bool:
    found = (prop for layer in layers(schema) for _, prop in (layer / "properties").members())
    return any(map(_is_file, found))


def _is_file(prop: Place) -> bool:
    return is_binary(prop) or is_binary(prop / "items")


def layers(schema: Place, depth: int = 0) -> Iterator[Place]:
    """Yields a schema and the parts in its `allOf`, in document order."""
    target = schema.target()
    for key in target.mapping:
        if key == "allOf" and depth < _DEEPEST:
            for part in (target / "allOf").items():
                yield from layers(part, depth + 1)
        elif key in ("properties", "additionalProperties", "patternProperties"):
            yield target


def _with_suffixes(contents: list[Content]) -> tuple[Content, ...]:
    """Gives each content but the first a suffix: that of its kind, or its media type if that is taken."""
    found = [replace(c, suffix="") if c.suffix else c for c in contents[:1]]
    taken = {"", *(SUFFIXES[content.kind] for content in found)}
    for number, content in enumerate(contents[1:], 2):
        wanted = SUFFIXES[content.kind]
        if wanted in taken:
            wanted = media_words(content.media_type)
        suffix = free_name(wanted, taken, pattern=f"{{}}_{number}")
        taken.add(suffix)
        found.append(replace(content, suffix=suffix))
    return tuple(found)


def _note_dropped(used: str, others: list[Content], place: Place, context: ReaderContext) -> None:
    same = sorted(c.media_type for c in others if c.schema.mapping)
    undescribed = sorted(c.media_type for c in others if not c.schema.mapping)
    if same:
        text = f"{used} is used; {', '.join(same)} would contain the same"
        context.notes.note("media-type-not-offered", place.pointer, text)
    if undescribed:
        text = f"{used} is used; the content of {', '.join(undescribed)} is not described"
        context.notes.note("media-type-not-offered", place.pointer, text)
