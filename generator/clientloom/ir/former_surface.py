# Surfaces that earlier versions wrote, as the present one reads them. Imports nothing.
"""Format 1 had a class for each kind of body; format 2 has one class with a kind."""

from __future__ import annotations

from collections.abc import Mapping

Data = Mapping[str, object]

_KINDS = {
    "JsonBody": ("json", "body"),
    "FormBody": ("form", "fields"),
    "MultipartBody": ("multipart", "fields"),
    "JsonLinesBody": ("json_lines", "items"),
    "RawBody": ("bytes", "content"),
    "TextBody": ("text", "content"),
}
_STRING = {"is": "Primitive", "kind": "string"}


def upgrade_surface(surface: Data) -> dict[str, object]:
    """A surface of format 1 as one of format 2."""
    return {**{key: _upgrade(value) for key, value in surface.items()}, "format": 2}


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
    return _body(name, members) if name in _KINDS else members


def _is_multipart(members: Data) -> bool:
    return str(members.get("media_type", "")).lower().startswith("multipart/")


def _body(name: str, old: Data) -> Data:
    kind, argument = _KINDS[name]
    types = {"bytes": {"is": "Binary"}, "text": _STRING}
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
