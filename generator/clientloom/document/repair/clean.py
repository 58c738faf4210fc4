# Repairs a tree in place: afterwards every field has the type of the grammar. May import diagnostics, grammar/ and the
# other modules of this folder.
"""Repairs a document, so that later stages can rely on its structure, and records each change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clientloom.diagnostics import quote
from clientloom.document.document import Json
from clientloom.document.grammar.notation import FieldSpec, FieldType, Grammar, walk
from clientloom.document.grammar.tables import METHODS
from clientloom.document.origins import translate
from clientloom.document.pointer import Trail, escape, find, split, text_of
from clientloom.document.repair.coerce import (
    DROP,
    REPAIRERS,
    Replacement,
    describe_type,
    replace_value,
)
from clientloom.document.repair.reference_loops import break_loops, follow
from clientloom.document.repair.repair_log import RepairLog

_RANGE = re.compile(r"[1-5]xx", re.IGNORECASE)
_LOCATIONS = frozenset({"query", "header", "path", "cookie", "querystring", "body", "formData"})
_INLINE_WORDS = ("type", "format", "enum", "items", "default", "minimum", "maximum", "pattern")
_KINDS_WITH_FREE_KEYS = frozenset({"paths", "pathItem", "responses"})
_LISTS_WITH_MEMBERS = frozenset({"items", "allOf", "oneOf", "anyOf", "prefixItems"})


def clean(root: dict[str, Json], grammar: Grammar) -> RepairLog:
    """Gives every field the type of the grammar, and removes or replaces only fields of another type."""
    cleaned = RepairLog()
    references: list[tuple[dict[str, Json], str, Trail]] = []
    for node, kind, trail in walk(grammar, root):
        _repair_keys(node, kind, trail, cleaned)
        _repair_media_types(node, kind, trail, cleaned)
        _repair_fields(node, kind, trail, grammar, cleaned)
        if kind == "parameter" and "$ref" not in node:
            _repair_parameter(node, text_of(trail), grammar, cleaned)
        _add_required_fields(node, kind, grammar)
        if "$ref" in node:
            references.append((node, kind, trail))
    _drop_loose_references(references, root, grammar, cleaned)
    _drop_unusable(root, grammar, cleaned)
    break_loops(root, grammar, cleaned)
    return cleaned


def _repair_fields(
    node: dict[str, Json], kind: str, here: Trail, grammar: Grammar, cleaned: RepairLog
) -> None:
    described = grammar.objects[kind]
    if not isinstance(node.get("$ref", ""), str):
        wrong = f"should be text, not {describe_type(node['$ref'])}"
        _replace(node, "$ref", here, Replacement(DROP, wrong), cleaned)
    for key in list(node):
        spec = described.fields.get(key)
        if spec is None:
            if described.rest is None or key.startswith("x-") or key == "$ref":
                continue
            spec = described.rest
        repaired = _repair(node[key], spec, key)
        if repaired is not None:
            _replace(node, key, here, repaired, cleaned)
        if key in node:
            _repair_members(node, key, spec, (here, key), cleaned)


def _repair(value: Json, spec: FieldSpec, key: str) -> Replacement | None:
    if key == "additionalProperties" and value is None:
        return Replacement(DROP, "should be a schema, not null")
    if key == "items" and isinstance(value, list) and spec.type is FieldType.ONE:
        return None  # a tuple in JSON Schema before 2020-12
    return REPAIRERS[spec.type](value, spec)


def _replace(
    node: dict[str, Json], key: str, here: Trail, repaired: Replacement, cleaned: RepairLog
) -> None:
    pointer = text_of((here, key))
    if repaired.value is DROP:
        del node[key]
        cleaned.note(pointer, f"'{key}' {repaired.wrong}", "it is left out")
        return
    before = node[key]
    node[key] = repaired.value
    cleaned.note(pointer, f"'{key}' {repaired.wrong}", "it is read as what it seems to mean")
    if (
        isinstance(repaired.value, list)
        and len(repaired.value) == 1
        and repaired.value[0] is before
    ):
        cleaned.moves[f"{pointer}/0"] = translate(cleaned.moves, pointer)


def _repair_members(
    node: dict[str, Json], key: str, spec: FieldSpec, here: Trail, cleaned: RepairLog
) -> None:
    """Repairs the items of a list, or the values of a map, of objects."""
    value = node[key]
    if spec.type is FieldType.MAP:
        _repair_map(value, spec.kind, here, cleaned)
    elif isinstance(value, list) and spec.kind:
        kept = _repair_list(value, spec.kind, here, cleaned)
        if kept is not value:
            node[key] = kept
        if not kept and key in _LISTS_WITH_MEMBERS:
            del node[key]
            cleaned.note(text_of(here), f"'{key}' should not be an empty list", "it is left out")


def _repair_map(members: dict[str, Json], kind: str, here: Trail, cleaned: RepairLog) -> None:
    for name in [name for name, item in members.items() if not _fits(item, kind)]:
        pointer, item = text_of((here, name)), members[name]
        wrong = f"'{name}' should be a mapping, not {describe_type(item)}"
        other = replace_value(item, kind)
        if other is DROP:
            del members[name]
            cleaned.note(pointer, wrong, "it is left out")
        else:
            members[name] = other
            cleaned.note(pointer, wrong, "it is ignored")


def _fits(item: Json, kind: str) -> bool:
    return isinstance(item, dict) or (kind == "schema" and isinstance(item, bool))


def _repair_list(items: list[Json], kind: str, here: Trail, cleaned: RepairLog) -> list[Json]:
    if all(_fits(item, kind) for item in items):
        return items
    kept: list[Json] = []
    moves: dict[str, str] = {}
    for index, item in enumerate(items):
        pointer = text_of((here, index))
        known = item if _fits(item, kind) else _replace_item(item, kind)
        if not _fits(item, kind):
            done = "it is left out" if known is DROP else "it is read as what it seems to mean"
            cleaned.note(pointer, f"this should be a mapping, not {describe_type(item)}", done)
        if known is not DROP:
            moves[text_of((here, len(kept)))] = translate(cleaned.moves, pointer)
            kept.append(known)
    cleaned.moves.update(moves)
    return kept


def _replace_item(item: Json, kind: str) -> Json:
    return DROP if item is None or kind == "schema" else replace_value(item, kind)


def _repair_keys(node: dict[str, Json], kind: str, here: Trail, cleaned: RepairLog) -> None:
    """Keys that would make an operation or a response vanish."""
    if kind not in _KINDS_WITH_FREE_KEYS:
        return
    for key in list(node):
        better = _correct_key(key, kind)
        if not key.startswith("x-"):
            _change_key(node, key, better, here, cleaned)


def _change_key(
    node: dict[str, Json], key: str, better: str, here: Trail, cleaned: RepairLog
) -> None:
    if better in node:
        return
    node[better] = node.pop(key)
    old = text_of((here, key))
    cleaned.note(old, f"the key '{key}' should be '{better}'", "it is read so")
    cleaned.moves[text_of((here, better))] = translate(cleaned.moves, old)


def _repair_media_types(node: dict[str, Json], kind: str, here: Trail, cleaned: RepairLog) -> None:
    """Replaces an empty media type with `*/*`, and removes what is none beside one, such as a part of an example."""
    content = node.get("content") if kind in {"requestBody", "response"} else None
    if not isinstance(content, dict):
        return
    for key in list(content):
        if not key.strip():
            _change_key(content, key, "*/*", (here, "content"), cleaned)
    stray = [key for key in content if "/" not in key]
    if not stray or len(stray) == len(content):
        return
    for key in stray:
        del content[key]
    more = len(stray) - 1
    wrong = f"'{stray[0]}' is no media type" + (f", nor are {more} other keys" if more else "")
    done = "they are left out" if more else "it is left out"
    cleaned.note(text_of(((here, "content"), stray[0])), wrong, done)


def _correct_key(key: str, kind: str) -> str:
    if kind == "pathItem" and key not in METHODS and key.strip().lower() in METHODS:
        return key.strip().lower()
    if kind == "paths" and not key.startswith("/") and "$" not in key:
        return f"/{key}"
    if kind == "responses" and _RANGE.fullmatch(key):
        return key.upper()
    return key


def _repair_parameter(
    node: dict[str, Json], here: str, grammar: Grammar, cleaned: RepairLog
) -> None:
    place = node.get("in")
    if isinstance(place, str) and place not in _LOCATIONS:
        meant = next(
            (known for known in _LOCATIONS if known.lower() == place.strip().lower()), None
        )
        if meant is not None:
            node["in"] = meant
            cleaned.note(
                f"{here}/in",
                f"'{place}' is not a location of a parameter",
                f"it is read as '{meant}'",
            )
    if node.get("in") == "path" and node.get("required") is not True:
        node["required"] = True
        cleaned.note(f"{here}/required", "a path parameter should be required", "it is read so")
    if "schema" in grammar.sections and grammar.sections["schema"][0] == "components":
        _move_type_into_schema(node, here, cleaned)


def _move_type_into_schema(node: dict[str, Json], here: str, cleaned: RepairLog) -> None:
    """Moves the type of a parameter into `schema`, where a 3.x document describes it as in Swagger 2.0."""
    if "schema" in node or "content" in node or not ({"type", "enum", "items"} & node.keys()):
        return
    node["schema"] = {word: node.pop(word) for word in _INLINE_WORDS if word in node}
    cleaned.note(here, "the type of a parameter belongs in 'schema'", "it is read so")
    moved = translate(cleaned.moves, here)
    cleaned.moves[f"{here}/schema"] = moved


def _add_required_fields(node: dict[str, Json], kind: str, grammar: Grammar) -> None:
    """Adds missing fields that later stages rely on."""
    for key, value in grammar.objects[kind].required.items():
        node.setdefault(key, dict(value))
    if kind == "info":
        node.setdefault("title", "API")
        node.setdefault("version", "0")


def _drop_loose_references(
    references: Iterable[tuple[dict[str, Json], str, Trail]],
    root: dict[str, Json],
    grammar: Grammar,
    cleaned: RepairLog,
) -> None:
    """Removes references in places where the version of the document does not allow them."""
    bundled: set[tuple[str, str]] = set()
    for node, kind, trail in references:
        reference = node["$ref"]
        if (reference, kind) in bundled:
            continue
        if is_bundled(reference, kind, root, grammar):
            bundled.add((reference, kind))
        else:
            del node["$ref"]
            wrong = f"a reference to {quote(reference)} is not allowed here"
            cleaned.note(text_of((trail, "$ref")), wrong, "it is left out")


def is_bundled(reference: str, kind: str, root: dict[str, Json], grammar: Grammar) -> bool:
    """Returns whether a reference names an existing shared object of its kind."""
    section = grammar.sections.get(kind)
    tokens = split(reference[1:]) if reference.startswith("#/") else ()
    if section is None or tokens[:-1] != section:
        return False
    try:
        find(root, tokens)
    except LookupError:
        return False
    return True


def _drop_unusable(root: dict[str, Json], grammar: Grammar, cleaned: RepairLog) -> None:
    """Removes parameters without a name or location, and discriminator mappings to nothing."""
    for node, kind, trail in walk(grammar, root):
        if kind in {"operation", "pathItem"} and isinstance(node.get("parameters"), list):
            _keep_usable_parameters(node, root, text_of(trail), cleaned)
        if kind == "discriminator":
            _repair_mapping(node, root, text_of(trail), cleaned)
        if kind == "schema" and isinstance(node.get("discriminator"), dict):
            _drop_discriminator(node, trail, cleaned)


def _keep_usable_parameters(
    node: dict[str, Json], root: dict[str, Json], here: str, cleaned: RepairLog
) -> None:
    kept: list[Json] = []
    moves: dict[str, str] = {}
    for index, item in enumerate(node["parameters"]):
        pointer = f"{here}/parameters/{index}"
        wrong = _find_fault(item, root)
        if wrong:
            cleaned.note(pointer, wrong, "the parameter is left out")
            continue
        if len(kept) != index:
            moves[f"{here}/parameters/{len(kept)}"] = translate(cleaned.moves, pointer)
        kept.append(item)
    node["parameters"] = kept
    cleaned.moves.update(moves)


def _find_fault(item: dict[str, Json], root: dict[str, Json]) -> str:
    target = follow(item, root)
    if target is None:
        return "the reference does not name a parameter"
    if not isinstance(target.get("name"), str) and target.get("in") != "body":
        return "a parameter needs a name"
    if target.get("in") not in _LOCATIONS:
        return "a parameter needs a location ('in': query, header, path or cookie)"
    return ""


def _repair_mapping(
    node: dict[str, Json], root: dict[str, Json], here: str, cleaned: RepairLog
) -> None:
    # Bundling has resolved the references; a plain name can still come from an overlay.
    mapping = node.get("mapping")
    if not isinstance(mapping, dict):
        return
    schemas = root.get("components", {}).get("schemas", {})
    for value, name in list(mapping.items()):
        if name in schemas:
            mapping[value] = f"#/components/schemas/{escape(name)}"
        elif not name.startswith("#/"):
            wrong = f"the mapping of '{value}' does not name a schema"
            cleaned.note(f"{here}/mapping/{escape(value)}", wrong, "it is left out")
            del mapping[value]


def _drop_discriminator(node: dict[str, Json], trail: Trail, cleaned: RepairLog) -> None:
    if not isinstance(node["discriminator"].get("propertyName"), str):
        del node["discriminator"]
        pointer = f"{text_of(trail)}/discriminator"
        cleaned.note(pointer, "a discriminator needs a 'propertyName'", "it is left out")
