# How the grammars of Swagger 2.0 and OpenAPI 3.x are written down, and the one walk that follows them.
# Imports nothing of ours but the JSON alias and trails.
"""Kinds of objects, their fields, and walking a document by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from clientloom.document.document import Json
from clientloom.document.pointer import Trail


class FieldType(Enum):
    """What a field holds."""

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
    """What one field holds: objects of a kind (one, a list, a map), or a scalar."""

    type: FieldType
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ObjectSpec:
    """The fields of one kind of object; `rest` is what its patterned fields hold (as `paths` has them).

    `required` says which object-valued fields a later stage may count on, with the value that stands in.
    """

    fields: Mapping[str, FieldSpec]
    rest: FieldSpec | None = None
    required: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grammar:
    """All kinds of one version; `sections` is where the shared objects of a kind live."""

    shapes: Mapping[str, ObjectSpec]
    sections: Mapping[str, tuple[str, ...]]

    def kind_at(self, tokens: Sequence[str], kind: str = "document") -> str | None:
        """The kind of object that stands at a place, by the place alone; None where the table has none."""
        rest = list(reversed(tokens))
        while rest:
            shape = self.shapes[kind]
            token = rest.pop()
            spec = shape.fields.get(token) or shape.rest
            if spec is None or not spec.kind:
                return None
            kind = spec.kind
            if token in shape.fields and spec.type in {FieldType.LIST, FieldType.MAP}:
                if not rest:
                    return None
                rest.pop()
        return kind


def walk(
    grammar: Grammar, node: Json, kind: str = "document", trail: Trail = None
) -> Iterator[tuple[dict[str, Json], str, Trail]]:
    """Every object under a node that the grammar knows, parents first, in no promised order of siblings.

    Examples, defaults, enums and extensions are data and are not entered. The caller may change an object
    when it is given it: its fields are looked at afterwards.
    """
    shapes = grammar.shapes
    stack: list[tuple[Json, str, Trail]] = [(node, kind, trail)]
    while stack:
        node, kind, trail = stack.pop()
        if type(node) is not dict:
            continue
        yield node, kind, trail
        shape = shapes[kind]
        fields, rest = shape.fields, shape.rest
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
    elif type(value) is list:  # also the `items` of an older JSON Schema, which are a tuple
        stack.extend([(item, kind, (trail, index)) for index, item in enumerate(value)])
