# Converts OpenAPI 3.0 to the form of 3.1, in place; 3.1 and 3.2 have it already. May import grammar/ and pointers.
"""Upgrades OpenAPI 3.0."""

from __future__ import annotations

from clientloom.document.document import Json
from clientloom.document.grammar.notation import walk
from clientloom.document.grammar.tables import OPENAPI_3
from clientloom.document.origins import translate
from clientloom.document.pointer import Trail, text_of
from clientloom.document.upgrade.nullable import allow_null, rewrite_null_branches


def upgrade_3(root: dict[str, Json]) -> dict[str, str]:
    """Converts every schema of a 3.x document to 3.1.

    Keywords of 3.0 are converted in documents of 3.1 too, where they have no other meaning. Returns the old pointer of
    each moved node by the new one.
    """
    moves: dict[str, str] = {}
    for node, kind, trail in walk(OPENAPI_3, root):
        if kind == "schema":
            upgrade_schema(node, trail, moves)
    return moves


def upgrade_schema(schema: dict[str, Json], trail: Trail, moves: dict[str, str]) -> None:
    """Converts one schema object, but not its subschemas."""
    _upgrade_limit(schema, "exclusiveMinimum", "minimum")
    _upgrade_limit(schema, "exclusiveMaximum", "maximum")
    _upgrade_example(schema)
    if isinstance(schema.get("items"), list):
        _upgrade_tuple(schema, text_of(trail), moves)
    rewrite_null_branches(schema)
    nullable = schema.pop("nullable", None)
    nullable = schema.pop("x-nullable", nullable) if nullable is None else nullable
    if nullable is True:
        before = set(schema)
        allow_null(schema)
        _record_wrap(before, schema, trail, moves)


def _record_wrap(
    before: set[str], schema: dict[str, Json], trail: Trail, moves: dict[str, str]
) -> None:
    branches = schema.get("anyOf")
    if "anyOf" in before or not branches:
        return
    here = text_of(trail)
    moves[f"{here}/anyOf/0"] = translate(moves, here)


def _upgrade_limit(schema: dict[str, Json], word: str, bound: str) -> None:
    # A boolean in 3.0 and 2.0 (JSON Schema draft 4), a number from 3.1 on.
    exclusive = schema.get(word)
    if isinstance(exclusive, bool):
        del schema[word]
        if exclusive and bound in schema:
            schema[word] = schema.pop(bound)


def _upgrade_example(schema: dict[str, Json]) -> None:
    # 3.1 deprecates `example` in favor of the list of JSON Schema.
    if "example" in schema:
        example = schema.pop("example")
        examples = schema.get("examples")
        if not isinstance(examples, list):
            schema["examples"] = [example]
        elif example not in examples:
            schema["examples"] = [example, *examples]


def _upgrade_tuple(schema: dict[str, Json], here: str, moves: dict[str, str]) -> None:
    # In JSON Schema before 2020-12, a list in `items` is a tuple. Without `type: array`, authors mean
    # alternatives, because OpenAPI 2.0 has no other keyword for them.
    before = translate(moves, here)
    word = "prefixItems" if _is_array(schema) or "anyOf" in schema else "anyOf"
    schema.setdefault(word, schema.pop("items"))
    moves[f"{here}/{word}"] = f"{before}/items"
    if "additionalItems" in schema:
        schema["items"] = schema.pop("additionalItems")
        moves[f"{here}/items"] = f"{before}/additionalItems"


def _is_array(schema: dict[str, Json]) -> bool:
    types = schema.get("type")
    said = types == "array" or (isinstance(types, list) and "array" in types)
    return said or bool(schema.keys() & {"minItems", "maxItems", "uniqueItems", "additionalItems"})
