# Whether the answer of an operation is a list, before it is read: names depend on it. May import the places of
# normalize, and the order of statuses and media types.
"""`lists`: what the schema of the first success with a body says at a glance."""

from __future__ import annotations

from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media.content import read_content
from clientloom.normalize.operations.responses import BODILESS, declared_statuses

_HOLDERS = frozenset(
    {"content", "data", "entries", "hits", "items", "list", "records", "result", "results", "rows"}
)
_SCALARS = frozenset({"boolean", "integer", "number", "string"})
_COMPOSED = ("allOf", "anyOf", "oneOf")


def lists(operation: Place) -> bool | None:
    """Whether the answer is a list or a page of one; None where a glance does not show it."""
    successes = {key: at for key, at in declared_statuses(operation) if key[0] == "2"}
    answers = [at for key, at in successes.items() if key not in BODILESS]
    if not answers:
        return False if successes else None
    return _lists(_json_schema(answers[0]))


def _json_schema(response: Place) -> Place:
    for content in read_content(response):
        if "json" in content.media_type:
            return content.schema.target()
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
