# Finding media types in the document. May import the views of this room.
"""Finds the Media Type Objects of bodies and responses."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from clientloom.document.document import Json
from clientloom.verify.document_views import View


def essence(media_type: str) -> str:
    """Returns a media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def media_node(view: View, holder: Json, media_type: str) -> dict[str, Json]:
    """Returns the entry of `content` for a media type or for a range that includes it, or {}."""
    found = view.resolve(holder)
    content = found.get("content") if isinstance(found, dict) else None
    entries = content if isinstance(content, dict) else {}
    wanted = essence(media_type)
    for fits in (media_type.__eq__, lambda n: essence(n) == wanted, lambda n: _covers(n, wanted)):
        for name, node in entries.items():
            if fits(str(name)) is True:
                entry = view.resolve(node)
                return entry if isinstance(entry, dict) else {}
    return {}


def _covers(media_range: str, media_type: str) -> bool:
    return fnmatchcase(media_type, essence(media_range)) if "*" in media_range else False


def whole(node: dict[str, Json]) -> Json:
    """Returns the schema of a whole body."""
    return node.get("schema", {})


def item(view: View, node: dict[str, Json], *, events: bool) -> Json:
    """Returns the schema of each value of a sequence (OpenAPI 3.2, 4.15); with `events`, of an event's data."""
    for key in ("itemSchema", "x-item-schema"):
        if key in node:
            return _data(view, node[key]) if events and key == "itemSchema" else node[key]
    schema = view.resolve(whole(node))
    if isinstance(schema, dict) and schema.get("type") == "array" and "items" in schema:
        return schema["items"]
    return whole(node)


def _data(view: View, schema: Json) -> Json:
    event = view.resolve(schema)
    properties = event.get("properties") if isinstance(event, dict) else None
    data = view.resolve(properties.get("data")) if isinstance(properties, dict) else None
    if isinstance(data, dict):
        return data.get("contentSchema", data)
    alternatives = [_data(view, each) for each in _object(view, schema).get("anyOf", ())]
    return {"anyOf": alternatives} if alternatives else schema


def named_events(view: View, node: dict[str, Json]) -> Iterator[tuple[str, dict[str, Json]]]:
    """Yields the name of each event that an `itemSchema` distinguishes, and the schema of its data."""
    event = _object(view, node.get("itemSchema"))
    base = _object(view, _object(view, event.get("properties")).get("data"))
    for key in ("oneOf", "anyOf"):
        for alternative in event.get(key, ()):
            properties = _object(view, _object(view, alternative).get("properties"))
            name = _object(view, properties.get("event"))
            names = [name["const"]] if "const" in name else name.get("enum", [])
            for each in names:
                yield str(each), {**base, **_object(view, properties.get("data"))}


def _object(view: View, value: Json) -> dict[str, Json]:
    found = view.resolve(value)
    return found if isinstance(found, dict) else {}
