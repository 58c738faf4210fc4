# Surfaces of earlier formats. Imports nothing of clientloom.
"""`upgrade_surface`: format 1, whose bodies were of other classes, as format 2. `name_parts` is for all of them."""

from __future__ import annotations

from collections.abc import Mapping

Data = Mapping[str, object]

_FORMER_BODIES = {
    "JsonBody": ("json", "body"),
    "FormBody": ("form", "fields"),
    "MultipartBody": ("multipart", "fields"),
    "JsonLinesBody": ("json_lines", "items"),
    "RawBody": ("bytes", "content"),
    "TextBody": ("text", "content"),
}
"""The classes of bodies in format 1, with their kind and the argument that took the whole body."""
_PARTS = frozenset(
    {"connections", "deadlines", "deprecation_headers", "hooks", "other_endpoints"}
    | {"rate_limit", "streamed_responses", "validation"}
)
"""The optional parts that a client had before format 6, unless `without` named them."""
_FORMER_TEXT = {"is": "Primitive", "kind": "string"}


def upgrade_surface(surface: Data) -> dict[str, object]:
    """Converts a surface of format 1, which had a class for each kind of body, to format 2."""
    return {key: _upgrade(value) for key, value in surface.items()}


def name_parts(api: Data) -> dict[str, object]:
    """Returns an API that says what its client has, not what it lacks. Without a fake it checked no arguments."""
    named = {key: value for key, value in api.items() if key != "without"}
    without = api.get("without")
    lacking = {*without} if isinstance(without, list) else set()
    if api.get("testing") is False:
        lacking.add("validation")
    return {**named, "optional": sorted(_PARTS - lacking)}


def _upgrade(value: object) -> object:
    if isinstance(value, list):
        return [_upgrade(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    members = {str(key): _upgrade(item) for key, item in value.items()}
    name = str(members.get("is", ""))
    if name == "NoBody":
        return None
    if name == "MappingBody":
        name = "MultipartBody" if _is_multipart(members) else "FormBody"
    return _upgrade_body(name, members) if name in _FORMER_BODIES else members


def _is_multipart(members: Data) -> bool:
    return str(members.get("media_type", "")).lower().startswith("multipart/")


def _upgrade_body(name: str, old: Data) -> Data:
    kind, argument = _FORMER_BODIES[name]
    types = {"bytes": {"is": "Binary"}, "text": _FORMER_TEXT}
    type_ = old.get("type") or old.get("item") or types.get(kind)
    spread = old.get("spread")
    fields = (
        [{"is": "Part", "field": field} for field in spread] if isinstance(spread, list) else None
    )
    parts = old.get("parts", fields)
    found = {
        "is": "Body",
        "kind": kind,
        "media_types": [old["media_type"]],
        "required": old["required"],
        "type": type_,
        "parts": parts,
        "argument": old.get("argument", argument),
        "constants": old.get("fixed"),
    }
    return {key: value for key, value in found.items() if value is not None}
