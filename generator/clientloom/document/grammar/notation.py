# The types that grammars are written with, and the walk over a document. Imports the JSON alias and trails only.
"""Kinds of objects, their fields, and the walk over a document by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from clientloom.document.document import Json
from clientloom.document.pointer import Trail


class FieldType(Enum):
    """The type of a field: objects (one, a list, a map) or scalars."""

    ONE = auto()
    LIST = auto()
    MAP = auto()
    TEXT = auto()
    TEXTS = auto()
    FLAG = auto()
    NUMBER = auto()
    LIMIT = auto()
    COUNT = auto()
    VALUES = auto()
    TYPE = auto()
    SECURITY = auto()
    TEXT_MAP = auto()


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its type and, for objects, their kind."""

    type: FieldType
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ObjectSpec:
    """The fields of one kind of object.

    `rest` describes patterned fields, such as those of `paths`. `required` has the fields that later stages rely on,
    with the value that replaces a missing one.
    """

    fields: Mapping[str, FieldSpec]
    rest: FieldSpec | None = None
    required: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grammar:
    """All kinds of objects of one version. `sections` has the path of the shared objects of each kind."""

    objects: Mapping[str, ObjectSpec]
    sections: Mapping[str, tuple[str, ...]]

    def kind_at(self, tokens: Sequence[str], kind: str = "document") -> str | None:
        """Returns the kind of the object at a pointer, or None if the grammar has no object there."""
        rest = list(reversed(tokens))
        while rest:
            described = self.objects[kind]
            token = rest.pop()
            spec = described.fields.get(token) or described.rest
            if spec is None or not spec.kind:
                return None
            kind = spec.kind
            if token in described.fields and spec.type in {FieldType.LIST, FieldType.MAP}:
                if not rest:
                    return None
                rest.pop()
        return kind


def walk(grammar: Grammar, root: Json) -> Iterator[tuple[dict[str, Json], str, Trail]]:
    """Yields every object of the grammar in a document, parents first; the order of siblings is not defined.

    Skips examples, defaults, enums and extensions, which are data. The caller may change an object that it gets,
    because its fields are read afterwards.
    """
    objects = grammar.objects
    stack: list[tuple[Json, str, Trail]] = [(root, "document", None)]
    while stack:
        node, kind, trail = stack.pop()
        if type(node) is not dict:
            continue
        yield node, kind, trail
        described = objects[kind]
        fields, rest = described.fields, described.rest
        for key, value in node.items():
            if type(value) is not dict and type(value) is not list:
                continue
            spec = fields.get(key)
            if spec is None and (rest is None or key.startswith("x-")):
                continue
            _push(stack, spec or rest, value, (trail, key))


def _push(
    stack: list[tuple[Json, str, Trail]], spec: FieldSpec | None, value: Json, trail: Trail
) -> None:
    if spec is None or not spec.kind:
        return
    kind = spec.kind
    if spec.type is FieldType.ONE and type(value) is dict:
        stack.append((value, kind, trail))
    elif spec.type is FieldType.MAP and type(value) is dict:
        stack.extend([(item, kind, (trail, name)) for name, item in value.items()])
    elif type(value) is list:  # `items` of an older JSON Schema can be a tuple
        stack.extend([(item, kind, (trail, index)) for index, item in enumerate(value)])
