# Whether the answer of an operation is a list, before it is read: names depend on it. May import the places of
# normalize.
"""`lists`: what the schema of the first success says at a glance."""

from __future__ import annotations

from clientloom.normalize.nodes import Place

_HOLDERS = frozenset(
    {"content", "data", "entries", "hits", "items", "list", "records", "result", "results", "rows"}
)
_EMPTY = frozenset({"204", "205"})
_SCALARS = frozenset({"boolean", "integer", "number", "string"})
_COMPOSED = ("allOf", "anyOf", "oneOf")


def lists(operation: Place) -> bool | None:
    """Whether the answer is a list or a page of one; None where a glance does not show it."""
    for status, response in (operation / "responses").members():
        if status.startswith("2"):
            return False if status in _EMPTY else _lists(_json_schema(response))
    return None


def _json_schema(response: Place) -> Place:
    for media_type, place in (response / "content").members():
        if "json" in media_type:
            return place / "schema"
    return response / "schema"


def _lists(schema: Place) -> bool | None:
    if _is_array(schema):
        return True
    members = dict((schema / "properties").members())
    if "prefixItems" in schema or schema.text("type") in _SCALARS:
        return False
    if not members or any(key in schema for key in _COMPOSED):
        return None
    if not any(map(_is_array, members.values())):
        return None if any(name in _HOLDERS for name in members) else False
    return True if any(_is_array(p) and _holds(name) for name, p in members.items()) else None


def _holds(name: str) -> bool:
    return name.lower() in _HOLDERS


def _is_array(schema: Place) -> bool:
    kind = schema.mapping.get("type")
    is_array = kind == "array" or (isinstance(kind, list) and "array" in kind)
    return is_array and "prefixItems" not in schema
