# The components of a whole bundle. May import ir.
"""What is handed to datamodel-code-generator for all the schemas of an API, and where its answer is found.

The generator takes a third of a millisecond for a property, and GitHub's schemas have 38,000 of them, with
3,300 different types. A component is a schema with those of its properties whose types no component before it
has; a schema that has nothing new is told by the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from clientloom.ir import ObjectSchema, Schema
from clientloom.models.bundle import CLASS, Bundler, Reported
from clientloom.models.generate import JsonSchema, Printed


class Place(NamedTuple):
    """Where an annotation is printed: in which component, and as which of its annotations."""

    component: str
    number: int


class Components:
    """The components of `schemas`, in the order of their names."""

    def __init__(self, schemas: Iterable[Schema], bundler: Bundler) -> None:
        self.by_name: dict[str, JsonSchema] = {}
        self._bundler = bundler
        self._known: dict[str, Place] = {}
        ordered = sorted(schemas, key=lambda schema: schema.name)
        self._places = [(schema, tuple(self._told(schema))) for schema in ordered]

    def annotations(self, printed: Printed) -> Iterator[tuple[Schema, tuple[str, ...]]]:
        """Each schema with the annotations of its types.

        An object has those of `Bundler.told`, an alias has one.
        """
        for schema, places in self._places:
            yield schema, tuple(printed[place.component][place.number] for place in places)

    def _told(self, schema: Schema) -> Iterator[Place]:
        name = CLASS + schema.name
        if not isinstance(schema, ObjectSchema):
            component = self._bundler.type(schema.type)
            place = self._known.setdefault(f"alias {component}", Place(name, 0))
            self.by_name.setdefault(place.component, component)
            yield place
            return
        new: list[Reported] = []
        for told in self._bundler.told(schema):
            place = self._known.setdefault(f"{told.required} {told.type}", Place(name, len(new)))
            if place == (name, len(new)):
                new.append(told)
            yield place
        if new:
            self.by_name[name] = _object(new)


def _object(properties: list[Reported]) -> JsonSchema:
    return {
        "type": "object",
        "properties": {told.name: told.type for told in properties},
        "required": [told.name for told in properties if told.required],
    }
