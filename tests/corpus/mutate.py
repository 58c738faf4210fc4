# Documents of the project, damaged in ways that people, programs and attackers damage them; each is made of a number.
"""`mutated`: the text of a damaged document."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

Json = Any
ROOT = Path(__file__).parents[2]
_LARGEST = 40_000
"""Bytes: a larger document is more of the same, and takes longer."""
_IN_TEXT = 8
"""One in so many is damaged in its text, the others in their tree."""

WORDS = (
    *(
        "$ref",
        "$id",
        "$anchor",
        "$dynamicRef",
        "$defs",
        "type",
        "format",
        "enum",
        "const",
        "default",
    ),
    *(
        "properties",
        "additionalProperties",
        "patternProperties",
        "required",
        "items",
        "prefixItems",
    ),
    *(
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "if",
        "then",
        "else",
        "discriminator",
        "nullable",
        "pattern",
    ),
    *("minimum", "maxLength", "uniqueItems", "readOnly", "writeOnly", "deprecated", "example"),
    *(
        "openapi",
        "swagger",
        "info",
        "servers",
        "paths",
        "components",
        "security",
        "tags",
        "webhooks",
    ),
    *("parameters", "requestBody", "responses", "content", "headers", "schema", "schemas", "in"),
    *("name", "style", "explode", "allowReserved", "operationId", "summary", "description", "get"),
    *("callbacks", "links", "encoding", "mapping", "propertyName", "consumes", "produces", "body"),
    *("definitions", "collectionFormat", "itemSchema", "query", "additionalOperations", "$self"),
)
"""Keys of OpenAPI and JSON Schema, to be put where they do not belong."""

TEXTS = (
    *("", " ", "a", "200", "default", "2XX", "null", "true", "*/*", "application/json", "x-y"),
    *(
        "class",
        "None",
        "self",
        "__init__",
        "__class__",
        "model_config",
        "schema",
        "json",
        "1st",
        "-",
    ),
    *(
        '"""',
        "'''",
        "\\",
        '\\"""',
        "{{ x }}",
        "{% raw %}",
        "%s",
        "{0}",
        "`",
        "${x}",
        "#",
        "..",
        "/",
    ),
    *(
        "a\nb",
        "a\r\nb",
        "\t",
        "\x00",
        "\x1b[31m",
        "\u202e",
        "\u2028",
        "\ud800",
        "\U000e0001",
        "\x7f",
    ),
    *(
        "é",
        "\u0130",
        "\ufb01",
        "\u4e2d\u6587",
        "\U0001f600",
        "\u0660",
        "ª",
        "x" * 300,
        "\U0001d4b3",
        "a b",
    ),
    *(
        "/a/{b}",
        "/{",
        "{}",
        "/a/{b}/{b}",
        "//",
        "https://x.example/{v}",
        "http://[",
        "file:///etc/passwd",
    ),
    *(
        "#/",
        "#",
        "#/components/schemas/",
        "#/paths/~1a/get",
        "other.yaml",
        "#/a/../b",
        "#/%zz",
        "~2",
    ),
    *(
        "string",
        "integer",
        "object",
        "array",
        "date-time",
        "binary",
        "int64",
        "byte",
        "uuid",
        "cookie",
    ),
    *("(a|a)*$", "(", "\\p{L}", "[", "(?=x)", "^.{0,100000}$", "application/json; charset=\x00"),
)
VALUES: tuple[Json, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1,
        1.5,
        1e308,
        2**63,
        -(2**70),
        10**400,
        [],
        {},
        [[]],
        [{}],
        {"": {}},
    ),
    *([None], [1, "a", None], {"a": None}, {"$ref": "#"}, {"$ref": 5}, {"$ref": []}, {"type": []}),
    *(
        {"type": ["null"]},
        {"type": "null"},
        {"enum": []},
        {"enum": [None]},
        {"enum": [{}, [], 1.0, True]},
    ),
    *({"allOf": []}, {"oneOf": [{}]}, {"not": {}}, {"items": True}, {"properties": {"a": False}}),
    *({"const": {"a": [1]}}, {"x-a": 1}, "2026-01-01", {"type": "string", "default": 5}),
)


def seeds() -> list[Path]:
    """The documents that are damaged: those of the cases, and the vendors' where they are small."""
    found = [*ROOT.glob("tests/cases/*/openapi.*"), *ROOT.glob("specs/*/openapi.*")]
    return sorted(path for path in found if path.stat().st_size <= _LARGEST)


def mutated(number: int) -> str:
    """The text of a damaged document, the same for the same number."""
    chance = random.Random(number)
    seed = chance.choice(seeds())
    tree = _tree(seed)
    if number % _IN_TEXT == 0 or not isinstance(tree, dict):
        return _damaged_text(seed.read_text("utf-8"), chance)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        places = list(_places(tree))
        chance.choice(_MUTATIONS)(tree, places, chance)
    return json.dumps(tree)


def _tree(seed: Path) -> Json:
    """The document as it stands, with scalars as JSON has them; None where it is damaged already."""
    try:
        return json.loads(json.dumps(yaml.safe_load(seed.read_text("utf-8")), default=str))
    except yaml.YAMLError:
        return None


Place = tuple[Json, Json]
"""A mapping or a list, and a key in it."""


def _places(node: Json) -> Iterator[Place]:
    stack = [node]
    while stack:
        holder = stack.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            yield holder, key
            if isinstance(holder[key], (dict, list)):
                stack.append(holder[key])


Mutation = Callable[[Json, Sequence[Place], random.Random], None]


def _replace(_tree: Json, places: Sequence[Place], chance: random.Random) -> None:
    holder, key = chance.choice(places)
    holder[key] = _copy(chance.choice(chance.choice((VALUES, TEXTS))))


def _remove(_tree: Json, places: Sequence[Place], chance: random.Random) -> None:
    holder, key = chance.choice(places)
    del holder[key]


def _rename(_tree: Json, places: Sequence[Place], chance: random.Random) -> None:
    holder, key = chance.choice(places)
    if isinstance(holder, dict):
        holder[chance.choice(chance.choice((WORDS, TEXTS)))] = holder.pop(key)
    else:
        holder.insert(chance.randrange(len(holder) + 1), _copy(holder[key]))


def _insert(_tree: Json, places: Sequence[Place], chance: random.Random) -> None:
    holder, key = chance.choice(places)
    if isinstance(holder[key], dict):
        holder[key][chance.choice(WORDS)] = _copy(chance.choice(chance.choice((VALUES, TEXTS))))


def _transplant(_tree: Json, places: Sequence[Place], chance: random.Random) -> None:
    """A part of the document in the place of another, or under a word in it."""
    holder, key = chance.choice(places)
    other, from_key = chance.choice(places)
    part = _copy(other[from_key])
    if isinstance(holder[key], dict) and chance.random() < 0.5:
        holder[key][chance.choice(WORDS)] = part
    else:
        holder[key] = part


def _refer(tree: Json, places: Sequence[Place], chance: random.Random) -> None:
    """A reference to anything in the place of anything, itself and what is around it included."""
    holder, key = chance.choice(places)
    target = chance.choice([_pointer(tree, *place) for place in chance.sample(places, 1)])
    beside = {"description": "x"} if chance.random() < 0.3 else {}
    holder[key] = {"$ref": target, **beside}


def _pointer(tree: Json, holder: Json, key: Json) -> str:
    stack: list[tuple[Json, str]] = [(tree, "#")]
    while stack:
        node, pointer = stack.pop()
        if node is holder:
            return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for token, child in items:
            if isinstance(child, (dict, list)):
                stack.append(
                    (child, f"{pointer}/{str(token).replace('~', '~0').replace('/', '~1')}")
                )
    return "#"


def _wrap(_tree: Json, places: Sequence[Place], chance: random.Random) -> None:
    """A schema inside others, so that everything has to look through them."""
    holder, key = chance.choice(places)
    for _ in range(chance.randint(1, 4)):
        inner = holder[key]
        word = chance.choice(("allOf", "oneOf", "anyOf", "items", "not", "additionalProperties"))
        several = word in {"allOf", "oneOf", "anyOf"}
        beside = chance.choice(({}, {"type": "object"}, {"nullable": True}, {"title": "class"}))
        holder[key] = {word: [inner] * chance.randint(1, 3) if several else inner, **_copy(beside)}


def _version(tree: Json, _places: Sequence[Place], chance: random.Random) -> None:
    tree.pop("openapi", None)
    tree.pop("swagger", None)
    version = chance.choice(
        ("2.0", "3.0.0", "3.0.4", "3.1.0", "3.1.1", "3.2.0", "3.9.9", 3.1, "4.0")
    )
    tree["swagger" if version == "2.0" else "openapi"] = version


_MUTATIONS: tuple[Mutation, ...] = (
    *(_replace, _replace, _remove, _rename, _rename, _insert, _insert),
    *(_transplant, _transplant, _refer, _refer, _wrap, _version),
)


def _copy(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _damaged_text(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.choice((1, 2, 4))):
        at = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, chance.choice(lines))
            case 2:
                lines[at] = lines[at][chance.randrange(len(lines[at]) + 1) :]
            case 3:
                lines[at] = " " * chance.randrange(8) + lines[at]
            case 4:
                lines.insert(
                    at,
                    chance.choice(
                        ("\t- x", "<<: *x", "? [a]", "&a b: *a", "---", "%YAML 1.1", "- ")
                    ),
                )
            case 5:
                spot = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:spot] + chance.choice(TEXTS) + lines[at][spot:]
            case _:
                lines = lines[: at + 1]
        lines = lines or [""]
    return "\n".join(lines)
