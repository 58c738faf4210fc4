# The document as one side of the wire has to see it, and validators over it. May import document; takes
# jsonschema_rs for the many quick checks of candidates (the checks of what is sent are in wire.py).
"""The document as requests or as responses see it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import cast

import jsonschema_rs

from clientloom.document.document import Json
from clientloom.document.grammar.tables import OPENAPI_3, walk
from clientloom.document.pointer import unescape
from clientloom.verify.patterns import LINEAR, is_usable
from clientloom.verify.validation_cost import TOO_MUCH, validation_cost

BASE_URI = "urn:document"
UNCHECKED = "x-clientloom-unchecked-patterns"
_MAX_HOPS = 50
_MOVED = "x-clientloom-one-of"
"""Marks the member of `allOf` that holds a `oneOf` beside an `anyOf`."""


class Side(StrEnum):
    """The side that reads a value. `readOnly` properties are not sent, `writeOnly` ones not received."""

    REQUEST = "readOnly"
    RESPONSE = "writeOnly"


@dataclass(frozen=True, slots=True)
class View:
    """A copy of the document for requests or for responses.

    `required` leaves out what the side does not see (OpenAPI 3.0.4, 4.7.24.2 Fixed Fields: `required` then
    holds for the other side only). `oneOf` is read as `anyOf`: authors write it for variants that overlap.
    Patterns that no engine runs in linear time are left out; `UNCHECKED` keeps them for the report.
    """

    side: Side
    root: dict[str, Json]
    registry: jsonschema_rs.Registry
    tags: Mapping[str, Mapping[str, set[str]]] = field(default_factory=dict)
    """The discriminator property and the tag values of schemas in unions, by reference."""
    _validators: dict[str, jsonschema_rs.Draft202012Validator] = field(default_factory=dict)
    _costs: dict[int, int] = field(default_factory=dict)
    _costed: list[Json] = field(default_factory=list)

    def node(self, pointer: str) -> Json:
        """What stands at a JSON pointer, references on the way followed; None where nothing does."""
        node: Json = self.root
        for token in pointer.split("/")[1:]:
            node = self.resolve(node)
            key = unescape(token)
            if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
                node = node[int(key)]
            elif isinstance(node, dict):
                node = node[key] if key in node else _one_of(node) if key == "oneOf" else None
            else:
                return None
        return node

    def operation(self, pointer: str) -> dict[str, Json]:
        """The Operation Object that the IR names `/paths/<path>/<method>`, with its own references followed.

        A method that OpenAPI has no field for stands in `additionalOperations` (OpenAPI 3.2, 4.9.1).
        """
        parent, _, method = pointer.rpartition("/")
        places = (pointer, f"{parent}/additionalOperations/{method}")
        found = (self.resolve(self.node(place)) for place in places)
        return next((node for node in found if isinstance(node, dict)), {})

    def resolve(self, node: Json) -> Json:
        """The node that a `$ref` leads to, or the node itself."""
        for _ in range(_MAX_HOPS):
            reference = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(reference, str):
                return node
            node = self.target(reference)
        return None

    def target(self, reference: str) -> Json:
        """The node of a local reference, itself not followed further."""
        from urllib.parse import unquote

        return self.node(unquote(reference[1:])) if reference.startswith("#/") else None

    def is_costly(self, schema: Json) -> bool:
        """Whether a validator would be busy with a schema for ever, or nearly so."""
        cost = validation_cost(schema, self.target, self._costs)
        self._costed.append(schema)
        return cost >= TOO_MUCH

    def problem(self, schema: Json, value: Json) -> str:
        """Why a value is not valid against a schema of this view; "" where it is."""
        key = json.dumps(schema, sort_keys=True)
        validator = self._validators.get(key)
        try:
            if validator is None:
                validator = self._validators[key] = self._validator(schema)
            for error in validator.iter_errors(value):
                return str(error.message)
        except (ValueError, jsonschema_rs.ReferencingError):
            pass  # a schema that breaks its own rules judges nothing
        return ""

    def _validator(self, schema: Json) -> jsonschema_rs.Draft202012Validator:
        absolute = json.loads(json.dumps(schema).replace('"$ref": "#', f'"$ref": "{BASE_URI}#'))
        return jsonschema_rs.Draft202012Validator(
            absolute, registry=self.registry, pattern_options=LINEAR
        )


def view(document: Mapping[str, Json], side: Side) -> View:
    """Returns the document for requests or for responses."""
    root = cast("dict[str, Json]", json.loads(json.dumps(document)))
    schemas = [node for node, kind, _ in walk(OPENAPI_3, root) if kind == "schema"]
    resolver = View(side, root, jsonschema_rs.Registry([]))
    hidden = [(node, _hidden_fields(resolver, node)) for node in schemas]
    for node, names in hidden:
        if names:
            node["required"] = [name for name in node["required"] if name not in names]
    tags = _collect_tags(schemas)
    for schema in schemas:
        _relax(schema)
    return View(side, root, _registry(root), tags)


def _collect_tags(schemas: Sequence[Json]) -> Mapping[str, Mapping[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for schema in schemas:
        discriminator = schema.get("discriminator")
        branches = [*(schema.get("oneOf") or ()), *(schema.get("anyOf") or ())]
        if isinstance(discriminator, dict) and branches:
            for value, target in _mapped_branches(discriminator, branches):
                names = found.setdefault(target, {})
                names.setdefault(str(discriminator.get("propertyName")), set()).add(value)
    return found


def _mapped_branches(
    discriminator: Mapping[str, Json], branches: Sequence[Json]
) -> Iterator[tuple[str, str]]:
    """Yields tags and references: those of the mapping, else the names of the branches (OpenAPI 3.1, 4.8.25.3)."""
    mapping = discriminator.get("mapping")
    if isinstance(mapping, dict) and mapping:
        yield from ((str(value), str(target)) for value, target in mapping.items())
        return
    for branch in branches:
        target = branch.get("$ref") if isinstance(branch, dict) else None
        if isinstance(target, str):
            yield target.rsplit("/", 1)[-1], target


def _registry(root: Mapping[str, Json]) -> jsonschema_rs.Registry:
    """Returns what references lead into. Keywords such as `$id` would make a schema of the document."""
    parts = {name: part for name, part in root.items() if not name.startswith("$")}
    return jsonschema_rs.Registry([(BASE_URI, parts)], draft=jsonschema_rs.Draft202012)


def _hidden_fields(seen_by: View, schema: dict[str, Json]) -> set[str]:
    required = schema.get("required")
    if not isinstance(required, list):
        return set()
    names = {name for name in required if isinstance(name, str)}
    return {
        name
        for name in names
        if any(is_hidden(seen_by, s) for s in property_schemas(seen_by, schema, name, ("allOf",)))
    }


def property_schemas(
    view: View, schema: Json, name: str, keywords: tuple[str, ...]
) -> Iterator[Json]:
    """Yields the schemas of a property, those in the members of `keywords`, such as `allOf`, among them."""
    seen: set[int] = set()
    stack = [schema]
    while stack:
        schema = view.resolve(stack.pop())
        if not isinstance(schema, dict) or id(schema) in seen:
            continue
        seen.add(id(schema))
        properties = schema.get("properties")
        if isinstance(properties, dict) and name in properties:
            yield properties[name]
        for keyword in keywords:
            stack += schema.get(keyword) or ()


def is_hidden(seen_by: View, schema: Json) -> bool:
    """Whether a property is hidden from this side by its schema or by one that the schema refers to or consists of."""
    for _ in range(_MAX_HOPS):
        if not isinstance(schema, dict):
            return False
        if schema.get(seen_by.side.value) is True:
            # What claims to be both, which it must not, is kept from nobody.
            return not all(schema.get(side.value) is True for side in Side)
        if "$ref" in schema:
            schema = seen_by.target(schema["$ref"]) if isinstance(schema["$ref"], str) else None
        else:
            parts = schema.get("allOf")
            return isinstance(parts, list) and any(
                isinstance(part, dict) and part.get(seen_by.side.value) is True for part in parts
            )
    return False


def _relax(schema: dict[str, Json]) -> None:
    """Relaxes one schema object as `View` says."""
    if "x-enum" in schema and "enum" not in schema:
        schema["enum"] = schema["x-enum"]  # a client knows them as the values
    if "oneOf" in schema:
        choices = schema.pop("oneOf")
        if "anyOf" in schema:
            schema["allOf"] = [*(schema.get("allOf") or ()), {"anyOf": choices, _MOVED: True}]
        else:
            schema["anyOf"] = choices
    keyed = schema.get("patternProperties")
    keyed = keyed if isinstance(keyed, dict) else {}
    patterns = [*keyed, *filter(None, [schema.get("pattern")])]
    if unchecked := [p for p in patterns if isinstance(p, str) and not is_usable(p)]:
        schema[UNCHECKED] = unchecked
        _drop_patterns(schema, unchecked)


def _drop_patterns(schema: dict[str, Json], patterns: Collection[str]) -> None:
    """Leaves patterns out, and what would forbid the properties that they allow."""
    if schema.get("pattern") in patterns:
        schema.pop("pattern", None)
    keyed = schema.get("patternProperties")
    if isinstance(keyed, dict) and not keyed.keys().isdisjoint(patterns):
        schema["patternProperties"] = {k: v for k, v in keyed.items() if k not in patterns}
        schema.pop("additionalProperties", None)
        schema.pop("unevaluatedProperties", None)


def _one_of(schema: Mapping[str, Json]) -> Json:
    """What was the `oneOf` of a relaxed schema."""
    parts = schema.get("allOf") or ()
    moved = [part for part in parts if isinstance(part, dict) and _MOVED in part]
    return (*moved, schema)[0].get("anyOf")


def without_patterns(seen_by: View) -> View:
    """Returns the view for a validator whose engine can hang on a pattern: it has no patterns."""
    root = cast("dict[str, Json]", json.loads(json.dumps(seen_by.root)))
    for node, kind, _ in walk(OPENAPI_3, root):
        if kind == "schema":
            keyed = node.get("patternProperties")
            _drop_patterns(node, {*(keyed or ()), str(node.get("pattern"))})
    return replace(seen_by, root=root)
