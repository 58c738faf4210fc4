# Converts `nullable` of OpenAPI 3.0 to the null type of 3.1, in place. May import grammar/.
"""From `nullable: true` to a type that includes null."""

from __future__ import annotations

from clientloom.document.document import Json
from clientloom.document.grammar.tables import ANNOTATIONS

_NULL: dict[str, Json] = {"type": "null"}
_NULLABLE = frozenset({"nullable", "x-nullable"})


def allow_null(schema: dict[str, Json]) -> None:
    """Makes a schema accept null, as 3.1 writes it.

    OpenAPI 3.0.3 says that `nullable` adds null to `type`, and has no effect without a type. Authors who write it
    beside `$ref`, `allOf`, `oneOf`, `anyOf` or `enum` mean that null is allowed, so it is allowed there too. Keywords
    that exclude null (`enum`, `allOf`, `$ref`) are moved into an `anyOf`.
    """
    if _allows_null(schema.get("type")):
        _add_null_to_enum(schema)
    elif "$ref" in schema or "allOf" in schema or "not" in schema:
        _wrap(schema)
    elif "oneOf" in schema or "anyOf" in schema:
        _add_branch(schema, "oneOf" if "oneOf" in schema else "anyOf")
    elif "type" in schema:
        _add_type(schema)
    elif "const" in schema:
        _wrap(schema)
    else:
        _add_null_to_enum(schema)


def rewrite_null_branches(schema: dict[str, Json]) -> None:
    """Replaces branches of a union that have only `nullable: true` with the null type.

    3.0 has no null type, so some tools write optional values in this way. By the specification, such a branch accepts
    any value.
    """
    for word in ("oneOf", "anyOf"):
        branches = schema.get(word)
        if isinstance(branches, list) and not all(map(_is_only_nullable, branches)):
            for branch in filter(_is_only_nullable, branches):
                branch.update(_NULL)


def _is_only_nullable(branch: Json) -> bool:
    if not isinstance(branch, dict):
        return False
    keywords = {key for key in branch if not _is_annotation(key) or key in _NULLABLE}
    return keywords <= _NULLABLE and any(branch[key] is True for key in keywords)


def _allows_null(kind: Json) -> bool:
    return kind == "null" or (isinstance(kind, list) and "null" in kind)


def _add_type(schema: dict[str, Json]) -> None:
    kind = schema["type"]
    schema["type"] = [*(kind if isinstance(kind, list) else [kind]), "null"]
    if "const" in schema and schema["const"] is not None:
        schema["enum"] = [schema.pop("const"), None]
    _add_null_to_enum(schema)


def _add_null_to_enum(schema: dict[str, Json]) -> None:
    values = schema.get("enum")
    if isinstance(values, list) and None not in values:
        schema["enum"] = [*values, None]


def _add_branch(schema: dict[str, Json], word: str) -> None:
    branches = schema[word]
    if isinstance(branches, list) and not any(_is_null(branch) for branch in branches):
        schema[word] = [*branches, dict(_NULL)]
    if "type" in schema and not _allows_null(schema["type"]):
        _add_type(schema)
    elif "enum" in schema:
        _add_null_to_enum(schema)


def _is_null(branch: Json) -> bool:
    return isinstance(branch, dict) and (
        branch.get("type") == "null" or branch.get("enum") == [None]
    )


def _wrap(schema: dict[str, Json]) -> None:
    """Moves everything but annotations into `anyOf: [..., null]`."""
    inner = {key: value for key, value in schema.items() if not _is_annotation(key)}
    for key in inner:
        del schema[key]
    schema["anyOf"] = [inner, dict(_NULL)]


def _is_annotation(key: str) -> bool:
    return key in ANNOTATIONS or key.startswith("x-")
