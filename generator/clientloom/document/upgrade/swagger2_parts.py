# Converts the parts of a Swagger 2.0 operation: functions from an old object to a new one. Imports pointers only.
"""Converts parameters, bodies, responses and headers of Swagger 2.0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientloom.document.document import Json
from clientloom.document.pointer import copy_tree

_SCHEMA_WORDS = frozenset(
    {
        "type",
        "format",
        "items",
        "default",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "enum",
        "multipleOf",
        "x-nullable",
        "x-enum-varnames",
        "x-enum-descriptions",
    }
)
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_BINARY = "application/octet-stream"
_STYLES: dict[str, tuple[str, bool]] = {
    "ssv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
    "multi": ("form", True),
}
_SEPARATORS = {"csv": ",", "ssv": " ", "tsv": "\t", "pipes": "|"}
_FORMATS = frozenset({*_SEPARATORS, "multi"})
_IN_PAIRS = frozenset({"query", "formData"})
"""Locations where `multi` can repeat the name, and OpenAPI 3 has styles for some separators."""


def upgrade_parameter(old: dict[str, Json]) -> dict[str, Json]:
    """Converts a query, header or path parameter."""
    style = _style_of(old, old.get("in")) if old.get("type") == "array" else {}
    new, schema = _split_parameter(old)
    new.pop("collectionFormat", None)
    new.update(style)
    if "x-example" in new:
        new.setdefault("example", new.pop("x-example"))
    if "schema" not in new:
        new["schema"] = schema
    return new


def _split_parameter(old: dict[str, Json]) -> tuple[dict[str, Json], dict[str, Json]]:
    """Splits the keys of a parameter from those of its schema."""
    schema = {key: value for key, value in old.items() if key in _SCHEMA_WORDS}
    rest = {key: value for key, value in old.items() if key not in _SCHEMA_WORDS}
    _repair_items(schema)
    return rest, schema


def _repair_items(schema: dict[str, Json]) -> None:
    items = schema.get("items")
    if isinstance(items, dict):
        items.pop("collectionFormat", None)
        _repair_items(items)


def _style_of(old: dict[str, Json], place: Json) -> dict[str, Json]:
    """Returns the style of a list. If OpenAPI 3 has no such style, `x-separators` has the separators of its levels.

    A format that does not exist there is in `x-collectionFormat`.
    """
    given = list(_read_formats(old))
    formats = [name if name in _FORMATS else "csv" for name in given]
    outer = formats[0]
    style, explode = _STYLES.get(outer, ("form", False))
    if place not in _IN_PAIRS:
        style, explode = "simple", False
    plain = ("csv", "multi", *(("ssv", "pipes") if place in _IN_PAIRS else ()))
    found: dict[str, Json] = {"style": style, "explode": explode}
    if len(formats) > 1 or outer not in plain:
        levels = formats[1:] if explode else formats
        found["x-separators"] = "".join(_SEPARATORS.get(name, ",") for name in levels)
    if given != formats:
        found["x-collectionFormat"] = next(name for name in given if name not in _FORMATS)
    elif (place not in _IN_PAIRS and outer == "multi") or "multi" in formats[1:]:
        found["x-collectionFormat"] = "multi"
    return found


def _read_formats(old: dict[str, Json]) -> Iterator[str]:
    """Yields the collection format of a list and of the lists in it; the default is `csv`."""
    node: Json = old
    while isinstance(node, dict) and node.get("type") == "array":
        yield str(node.get("collectionFormat", "csv"))
        node = node.get("items")


def upgrade_header(old: dict[str, Json]) -> dict[str, Json]:
    """Converts a response header."""
    if "$ref" in old or "schema" in old:
        return old
    formats = list(_read_formats(old))
    new, schema = _split_parameter(old)
    new.pop("collectionFormat", None)
    if formats and formats != ["csv"]:
        new["x-separators"] = "".join(_SEPARATORS.get(name, ",") for name in formats)
    return {**new, "schema": schema}


def make_json_body(old: dict[str, Json], consumes: Sequence[str]) -> dict[str, Json]:
    """Converts a body parameter to a request body; `x-body-name` keeps its name, which is not sent."""
    gone = {"in", "name", "schema"}
    new = {key: value for key, value in old.items() if key not in gone and key not in _SCHEMA_WORDS}
    if "name" in old:
        new["x-body-name"] = old["name"]
    schema = old.get("schema", {})
    media = list(consumes) or ["application/json"]
    new["content"] = {name: {"schema": copy_tree(schema)} for name in media}
    return new


def make_form_body(fields: Sequence[dict[str, Json]], consumes: Sequence[str]) -> dict[str, Json]:
    """Converts form fields to one request body."""
    has_file = any(field.get("type") == "file" for field in fields)
    media = [name for name in consumes if name in _FORMS]
    if has_file or not media:
        media = [_FORMS[0] if has_file else _FORMS[1]]
    required = [field["name"] for field in fields if field.get("required")]
    encoding: dict[str, Json] = {
        field["name"]: _style_of(field, "formData")
        for field in fields
        if field.get("type") == "array"
    }
    schema: dict[str, Json] = {
        "type": "object",
        "properties": {field["name"]: _make_form_field(field) for field in fields},
    }
    if required:
        schema["required"] = required
    content: dict[str, Json] = {}
    for name in media:
        content[name] = {"schema": copy_tree(schema)}
        if encoding:
            content[name]["encoding"] = copy_tree(encoding)
    body: dict[str, Json] = {"content": content}
    if required:
        body["required"] = True
    return body


def _make_form_field(field: dict[str, Json]) -> dict[str, Json]:
    rest, schema = _split_parameter(field)
    gone = {"name", "in", "required", "collectionFormat", "allowEmptyValue"}
    schema.update({key: value for key, value in rest.items() if key not in gone})
    if schema.get("type") == "file":
        schema.update({"type": "string", "format": "binary"})
    return schema


def upgrade_response(old: dict[str, Json], produces: Sequence[str]) -> dict[str, Json]:
    """Converts a response without its headers."""
    gone = {"schema", "examples", "headers"}
    new = {key: value for key, value in old.items() if key not in gone}
    examples = old.get("examples")
    examples = examples if isinstance(examples, dict) else {}
    schema = old.get("schema")
    if schema is None and not examples:
        return new
    is_file = isinstance(schema, dict) and schema.get("type") == "file"
    media = list(produces) or ([_BINARY] if is_file else ["application/json"])
    by_media = {name: value for name, value in examples.items() if "/" in name}
    content: dict[str, Json] = {
        name: {} if schema is None else {"schema": copy_tree(schema)}
        for name in dict.fromkeys([*media, *by_media])
    }
    for name, value in by_media.items():
        content[name]["example"] = value
    new["content"] = content
    return new
