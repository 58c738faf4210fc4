# Server-sent events: the types of their data, by name if the document says so. May import document, ir.
"""Event streams (OpenAPI 3.2, 4.14.6 Special Considerations for Server-Sent Events)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientloom.ir import Anything, Binary, EventStreamResult, NamedEvent, TypeRef, UnionOf
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media.content import Content, is_text
from clientloom.normalize.reader_context import Owner, ReaderContext
from clientloom.normalize.schemas.scalars import STRING

_FIELDS = ("data", "event", "id", "retry")
"""The fields of an event."""
_DEFAULT_NAME = "message"
"""What an event without a name is called (WHATWG HTML, 9.2.6)."""


@dataclass(frozen=True, slots=True)
class ItemSite:
    """The items of a stream, with everything that is needed to read and name their types."""

    role: tuple[str, ...]
    owner: Owner
    context: ReaderContext

    def type_of(self, schema: Place, *words: str) -> TypeRef:
        """Returns the type of an item; a stream of JSON cannot contain raw bytes."""
        texts = (*self.role[:-1], *words, "item")
        site = self.owner.schema_site("/".join(texts), *texts)
        read = self.context.type_of(schema, site, binary=True)
        return Anything() if isinstance(read, Binary) else read


def read_event_stream(content: Content, site: ItemSite) -> EventStreamResult:
    """Reads the types of the data of events.

    An `itemSchema` describes the whole event; the JSON in `data` has a `contentSchema`. Without an `itemSchema`, the
    schema describes the data. A schema other than an object always describes the data.
    """
    event = content.place / "itemSchema"
    named = tuple(_named_events(event, site)) if event.node is not None else ()
    if named:
        types = tuple(dict.fromkeys(each.type for each in named))
        item = types[0] if len(types) == 1 else UnionOf(types)
        return EventStreamResult(media_type=content.media_type, item=item, events=named)
    item, quoted = _only_type(content, site)
    return EventStreamResult(media_type=content.media_type, item=item, quoted=quoted)


def _only_type(content: Content, site: ItemSite) -> tuple[TypeRef, bool]:
    """Returns the type of the data of all events, and whether its strings are JSON."""
    event = content.item_schema
    if "itemSchema" not in content.place or is_text(event):
        return site.type_of(event), False
    found = [data for each in (event, *_alternatives(event)) if (data := _property(each, "data"))]
    if not found:
        return _without_data(event, site), False
    read = [_data_type(data, data, site, *_words(data, found)) for data in found]
    types = tuple(dict.fromkeys(STRING if is_string else type_ for type_, is_string in read))
    quoted = types == (STRING,) and not any(is_string for _, is_string in read)
    return types[0] if len(types) == 1 else UnionOf(types), quoted


def _words(data: Place, among: list[Place]) -> tuple[str, ...]:
    """Returns what names the data of one of several alternatives."""
    return (f"data{among.index(data) + 1}",) if len(among) > 1 else ()


def _without_data(event: Place, site: ItemSite) -> TypeRef:
    """Returns the type of the data of an event whose schema describes none; see `event-without-data`."""
    is_payload = not any(_property(event, name) for name in _FIELDS) and event.target().mapping
    what = "it is read as the schema of the data" if is_payload else "the data is Any"
    site.context.notes.note(
        "event-without-data",
        event.pointer,
        f"the itemSchema of the events describes no `data`; {what}",
        "give `data` a `contentSchema` in an overlay",
    )
    return site.type_of(event) if is_payload else Anything()


def _named_events(event: Place, site: ItemSite) -> Iterator[NamedEvent]:
    """Yields the events if the alternatives are distinguished by the event's name, each name once."""
    named = [(place, tuple(_event_names(place, event))) for place in _alternatives(event)]
    if not any(names for _, names in named):
        return
    base, seen = event / "properties" / "data", set[str]()
    for place, names in named:
        data = _property(place, "data") or base
        for name in names or (_DEFAULT_NAME,):
            if name not in seen:
                seen.add(name)
                type_, is_string = _data_type(data, base, site, name)
                yield NamedEvent(name=name, type=type_, is_text=is_string)


def _alternatives(event: Place) -> list[Place]:
    target = event.target()
    return [place for key in ("oneOf", "anyOf") for place in (target / key).items()]


def _event_names(alternative: Place, event: Place) -> Iterator[str]:
    """Yields the values of `event` that select an alternative."""
    prop = _property(alternative, "event")
    if prop is not None and isinstance(prop.mapping.get("const"), str):
        yield prop.text("const")
    elif prop is not None and prop.texts("enum"):
        yield from prop.texts("enum")
    elif (event / "discriminator").text("propertyName") == "event":
        yield _discriminator_value(alternative, event)


def _discriminator_value(alternative: Place, event: Place) -> str:
    """Returns the discriminator's value for an alternative: from the mapping, else the component's name."""
    target = alternative.target()
    for value, _ in (event / "discriminator" / "mapping").members():
        named = (event / "discriminator" / "mapping").text(value)
        if (place := event.at(named)) is not None and place.target().pointer == target.pointer:
            return value
    return target.pointer.rpartition("/")[2]


def _property(schema: Place, name: str) -> Place | None:
    """Returns a property of an object or of the parts in its `allOf`."""
    target = schema.target()
    if name in (target / "properties"):
        return target / "properties" / name
    parts = (_property(part, name) for part in (target / "allOf").items())
    return next((part for part in parts if part is not None), None)


def _data_type(data: Place, base: Place, site: ItemSite, name: str = "") -> tuple[TypeRef, bool]:
    """Returns the type of an event's data, and whether the data is plain text."""
    words = (name,) if name else ()
    for place in (data, base):
        if "contentSchema" in place:
            return site.type_of(place.raw("contentSchema"), *words), False
        if "contentMediaType" in place:
            is_json = "json" in place.text("contentMediaType")
            return (Anything(), False) if is_json else (STRING, True)
    if data.node is None or is_text(data) or ("type" not in data and is_text(base)):
        return STRING, True
    return site.type_of(data, *words), False
