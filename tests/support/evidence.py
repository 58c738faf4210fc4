# The comparison of a hand-written document with its evidence.yaml; test_evidence.py runs it and tests it.
"""Facts of an OpenAPI document, and whether each of them rests on an entry of the evidence and the reverse.

An entry of `facts` says what a source states about one place of the document:

    - at: /paths/~1things/post/requestBody/content/application~1json/schema/properties/name
      states: {type: string, required: true, maxLength: 64}
      source: page

`at` is a JSON pointer; every `$ref` and every "or null" on its way is followed. `states` uses the words of
JSON Schema and of OpenAPI and these: `nullable` (null is allowed), `closed` (no other properties), `variants`
(the number of types of a union), `discriminator` (the property that tells them apart), `needs` (alternative
lists of properties of which one has to be there). `printed` is what the page prints where that is not what it
means (`number` for an integer). An entry of `examples` holds an example of the source and where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from support.documents import (
    Examples,
    Node,
    escape,
    examples,
    follow,
    locate,
    nullable_branch,
    operations,
    tokens,
)

Facts = dict[str, Node]

KEYWORDS = [
    "enum",
    "const",
    "default",
    "format",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "readOnly",
    "writeOnly",
    "deprecated",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of `facts`."""

    at: str
    states: Facts
    source: str


def read_entries(evidence: Node) -> list[Entry]:
    """The entries of `facts` in an evidence file."""
    return [Entry(entry["at"], entry["states"], entry["source"]) for entry in evidence["facts"]]


def _union(schema: Node) -> list[Node]:
    """The alternatives of a schema that stand for types; "or null" is no union."""
    branches = [*schema.get("oneOf", []), *schema.get("anyOf", [])]
    return [b for b in branches if set(b) != {"required"} and b != {"type": "null"}]


def _needs(schema: Node) -> list[Node]:
    return [b["required"] for b in schema.get("anyOf", []) if set(b) == {"required"}]


def _type_facts(schema: Node) -> Facts:
    declared = schema.get("type", [])
    types = [declared] if isinstance(declared, str) else list(declared)
    facts: Facts = {}
    if "null" in types and len(types) > 1:
        facts["nullable"] = True
        types.remove("null")
    if types:
        facts["type"] = types[0] if len(types) == 1 else types
    return facts


def schema_facts(root: Node, pointer: str, schema: Node) -> Facts:
    """What a schema says about a value, whether it says it itself or by reference."""
    resolved = follow(root, pointer, schema)[1]
    branch = nullable_branch(resolved)
    if branch is not None:
        inner = schema_facts(root, pointer, resolved["anyOf"][branch])
        return {**inner, "nullable": True}
    facts = _type_facts(resolved) | {k: resolved[k] for k in KEYWORDS if k in resolved}
    union = _union(resolved)
    if len(union) > 1:
        facts["variants"] = len(union)
    if "discriminator" in resolved:
        facts["discriminator"] = resolved["discriminator"]["propertyName"]
    if needs := _needs(resolved):
        facts["needs"] = needs
    if resolved.get("additionalProperties") is False:
        facts["closed"] = True
    return facts


def _operation_facts(node: Node) -> Facts:
    return {"responses": sorted(node["responses"])}


def _parameter_facts(root: Node, pointer: str, node: Node) -> Facts:
    facts = {"name": node["name"], "in": node["in"], "required": node.get("required", False)}
    return facts | schema_facts(root, f"{pointer}/schema", node["schema"])


def facts_at(root: Node, pointer: str) -> Facts:
    """What the document says at a direct pointer."""
    here, node = follow(root, *locate(root, pointer))
    path = tokens(pointer)
    if pointer == "/security":
        return {"alternatives": [sorted(alternative) for alternative in node]}
    if path[0] == "servers":
        return {"url": node["url"]}
    if path[:2] == ["components", "securitySchemes"]:
        return {k: v for k, v in node.items() if k != "description"}
    if "responses" in node and "operationId" in node:
        return _operation_facts(node)
    if "in" in node and "schema" in node:
        return _parameter_facts(root, here, node)
    if path[-1] == "requestBody" or "requestBodies" in path[-2:-1]:
        return {"required": node.get("required", False)}
    if "schema" in node:
        return schema_facts(root, f"{here}/schema", node["schema"])
    facts = schema_facts(root, here, node)
    if path[-2:-1] == ["properties"]:
        owner = locate(root, pointer.rsplit("/", 2)[0])[1]
        facts["required"] = path[-1] in owner.get("required", [])
    return facts


def _schema_places(root: Node, pointer: str, seen: set[str]) -> Iterator[str]:
    """The schema at a pointer and all schemas below it, by their direct pointers."""
    place = locate(root, pointer)[0]
    yield place
    here, node = follow(root, *locate(root, place))
    if here in seen:
        return
    seen.add(here)
    branch = nullable_branch(node)
    if branch is not None:
        below = list(_schema_places(root, f"{here}/anyOf/{branch}", seen))
        yield from below[1:]  # the branch itself is the place above, with null
        return
    children = [f"properties/{escape(name)}" for name in node.get("properties", {})]
    children += [
        k for k in ("items", "additionalProperties", "propertyNames") if _says(node.get(k))
    ]
    for keyword in ("oneOf", "anyOf"):
        branches = enumerate(node.get(keyword, []))
        children += [f"{keyword}/{i}" for i, branch in branches if set(branch) != {"required"}]
    for child in children:
        yield from _schema_places(root, f"{here}/{child}", seen)


def _says(schema: Node) -> bool:
    return isinstance(schema, Mapping) and bool(schema)


def _content_places(root: Node, pointer: str, seen: set[str]) -> Iterator[str]:
    here, node = follow(root, *locate(root, pointer))
    for media_type, media in node.get("content", {}).items():
        for keyword in ("schema", "x-item-schema"):
            if keyword in media:
                place = f"{here}/content/{escape(media_type)}/{keyword}"
                yield from _schema_places(root, place, seen)
    for name in node.get("headers", {}):
        yield follow(root, *locate(root, f"{here}/headers/{escape(name)}"))[0]


def _operation_places(root: Node, operation: str, seen: set[str]) -> Iterator[str]:
    yield operation
    for owner in (operation.rsplit("/", 1)[0], operation):
        count = len(locate(root, owner)[1].get("parameters", []))
        for index in range(count):
            yield follow(root, *locate(root, f"{owner}/parameters/{index}"))[0]
    node = locate(root, operation)[1]
    if "requestBody" in node:
        yield follow(root, *locate(root, f"{operation}/requestBody"))[0]
        yield from _content_places(root, f"{operation}/requestBody", seen)
    for status in node["responses"]:
        yield from _content_places(root, f"{operation}/responses/{status}", seen)


def places(root: Node) -> list[str]:
    """Every place of the document that states a fact, by its direct pointer."""
    found = [f"/servers/{i}" for i in range(len(root.get("servers", [])))]
    found += ["/security"] if "security" in root else []
    schemes = root.get("components", {}).get("securitySchemes", {})
    found += [f"/components/securitySchemes/{escape(name)}" for name in schemes]
    seen: set[str] = set()
    for operation, _, _, _ in operations(root):
        found += _operation_places(root, operation, seen)
    return list(dict.fromkeys(found))


def place_of(root: Node, pointer: str) -> str:
    """The place that an entry is about: a shared parameter, body or header is where its component is.

    A schema stays where it is used: that it is required there is a fact of that place.
    """
    here, node = locate(root, pointer)
    if isinstance(node, Mapping) and "/schemas/" in str(node.get("$ref", "")):
        return here
    return follow(root, here, node)[0]


def _differences(entry: Entry, place: str, actual: Facts) -> Iterator[str]:
    for key, stated in entry.states.items():
        found = actual.get(key, False if key == "nullable" else None)
        if found != stated or type(found) is not type(stated):
            yield f"{entry.at} ({place}): {key} is {found!r}, but its {entry.source} states {stated!r}"


def compare_facts(root: Node, evidence: Node) -> list[str]:
    """Where the document and the evidence say different things, in both directions."""
    problems: list[str] = []
    backed: dict[str, set[str]] = {}
    known = dict.fromkeys(places(root))
    for entry in read_entries(evidence):
        if entry.source not in evidence["sources"]:
            problems.append(f"{entry.at}: its source {entry.source!r} is not among the sources")
        try:
            place = place_of(root, entry.at)
        except LookupError as error:
            problems.append(f"{entry.at}: {error}")
            continue
        problems += _differences(entry, place, facts_at(root, place))
        backed.setdefault(place, set()).update(entry.states)
    for place in known:
        unbacked = sorted(set(facts_at(root, place)) - backed.get(place, set()))
        if place not in backed or unbacked:
            problems.append(f"{place}: nothing states {', '.join(unbacked) or 'that it is there'}")
    return problems


def compare_examples(root: Node, evidence: Node) -> list[str]:
    """Which examples of the sources break their schema or are missing from the document."""
    problems: list[str] = []
    checker = Examples(root)
    for example in evidence.get("examples", []):
        at, value = example["at"], example["value"]
        try:
            media, node = locate(root, at)
        except LookupError as error:
            problems.append(f"{at}: {error}")
            continue
        media_type = tokens(media)[-1]
        problems += [f"{at}: {error}" for error in checker.body_errors(media, media_type, value)]
        if value not in examples(root, node).values():
            problems.append(f"{at}: the document lacks the example of its {example['source']}")
    return problems
