# Objects: properties to fields, further properties to maps. May import ir and this room's modules.
"""Fields of merged objects, and the types of maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from clientloom.ir import (
    Anything,
    Defaulted,
    Field,
    LiteralOf,
    MapOf,
    Named,
    Optional,
    Presence,
    Required,
    TypeRef,
    constant_of,
    without_null,
)
from clientloom.normalize.facets.collect import SchemaPart, SchemaParts, items
from clientloom.normalize.facets.merged import Shape, child
from clientloom.normalize.facets.wrappers import ShapeTable
from clientloom.normalize.naming.addresses import Addresses
from clientloom.normalize.naming.registry import Names, Wanted, field_name
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.combine import distinct_union
from clientloom.normalize.schemas.details import Details, compact, details, fits
from clientloom.normalize.schemas.unions.claims import Unions


class Reader(Protocol):
    """Reads the type of what an object holds."""

    def read(self, node: SchemaParts, site: str, *, binary: bool = False) -> TypeRef:
        """The type of a node; `site` is the pointer that stands for it."""
        ...


class Objects:
    """Reads objects; what they hold is read by `reader`."""

    def __init__(
        self, shapes: ShapeTable, unions: Unions, addresses: Addresses, names: Names, notes: Notes
    ) -> None:
        self._shapes = shapes
        self._unions = unions
        self._sites = addresses
        self._names = names
        self._notes = notes

    def has_fields(self, shape: Shape) -> bool:
        """Whether a value is an object that a class is made for."""
        return "object" in shape.types and bool(shape.properties or self._required_only(shape))

    def _required_only(self, shape: Shape) -> frozenset[str]:
        """Required names without a property: any value, but it must be there."""
        forbidden = {
            name
            for pointer, _ in shape.keyword("properties")
            for name in shape.required
            if self._shapes.tree.at(child(pointer, "properties", name)) is False
        }
        return shape.required - shape.properties.keys() - forbidden

    def fields(
        self, node: SchemaParts, site: str, reader: Reader, *, binary: bool = False
    ) -> tuple[Field, ...]:
        """The fields of a merged object: tags and constants first, then what is required, then by name.

        Some servers refuse an object whose tag is not its first member.
        """
        shape = self._shapes.of(node)
        wire_names = sorted(shape.properties.keys() | self._required_only(shape))
        names = self._names.settle(
            "field",
            self._sites.address(site).key,
            [
                Wanted(
                    key=w, candidates=(field_name(w),), text=w, pointer=child(site, "properties", w)
                )
                for w in wire_names
            ],
        )
        found = [self._field(w, names[w], shape, site, reader, binary=binary) for w in wire_names]
        return tuple(sorted(found, key=lambda field: self._place(field, site)))

    def _place(self, field: Field, site: str) -> tuple[bool, bool, str]:
        first = bool(constant_of(field)) or self._unions.is_tag(site, field.wire_name)
        return not first, field.presence != Required(), field.wire_name

    def _field(
        self, wire_name: str, name: str, shape: Shape, site: str, reader: Reader, *, binary: bool
    ) -> Field:
        node = shape.properties.get(wire_name)
        if node is None:
            return self._required_field(wire_name, name, shape, self.further(shape, reader))
        home = node[0].pointer if len(node) == 1 else child(site, "properties", wire_name)
        type_ = reader.read(node, home, binary=binary)
        tags = self._unions.tags(site, wire_name)
        if tags:
            type_ = LiteralOf(tags, closed=True)
        told = self.details(node, type_)
        return Field(
            name=name,
            wire_name=wire_name,
            type=type_,
            presence=self._presence(node, type_, required=wire_name in shape.required),
            doc=told.doc,
            span=self._notes.span(node[-1].pointer),
            access=told.access,
            deprecated=told.deprecated,
            constraints=told.constraints,
            home=node[-1].pointer,
        )

    def _required_field(
        self, wire_name: str, name: str, shape: Shape, further: TypeRef | None
    ) -> Field:
        """A name that only `required` has: its type is that of further properties, where that is told."""
        if further is None:
            self._notes.note(
                "required-without-property",
                shape.pointer,
                f"{wire_name!r} is required and not described: any value is accepted",
                "describe the property, or take it out of `required`, in an overlay",
            )
        return Field(
            name=name,
            wire_name=wire_name,
            type=further or Anything(),
            presence=Required(),
            doc="",
            span=self._notes.span(shape.pointer),
            home=shape.pointer,
        )

    def _presence(self, node: SchemaParts, type_: TypeRef, *, required: bool) -> Presence:
        if required:
            return Required()
        default = self.default(node, type_)
        return Optional() if default is None else Defaulted(default)

    def default(self, node: SchemaParts, type_: TypeRef) -> str | None:
        """The default as compact JSON; None where there is none or where it is no value of the type."""
        shape = self._shapes.of(node)
        declared = list(shape.keyword("default"))
        if not declared:
            return None
        value = declared[-1][1]
        if not fits(value, type_):
            if value is not None:
                self._notes.note(
                    "default-of-another-type",
                    shape.pointer,
                    "the default is no value of the type; it is left out",
                    "correct it in an overlay",
                )
            return None
        try:
            return compact(value)
        except (TypeError, ValueError):
            return None

    def details(self, node: SchemaParts, type_: TypeRef) -> Details:
        """Documentation and limits; those of a schema with a name of its own are told there."""
        whole = details(self._shapes.of(node))
        if not isinstance(without_null(type_), Named):
            return whole
        own = details(self._shapes.of(tuple(self._own(node))))
        return Details(
            doc=own.doc, constraints=own.constraints, access=whole.access, deprecated=own.deprecated
        )

    def _own(self, node: SchemaParts) -> Iterator[SchemaPart]:
        """What stands beside the references."""
        for schema_part in node:
            for part in items(
                f"{schema_part.pointer}/allOf", self._shapes.tree.at(f"{schema_part.pointer}/allOf")
            ):
                yield SchemaPart(part, bare=True)
            yield SchemaPart(schema_part.pointer, bare=True)

    def further(self, shape: Shape, reader: Reader) -> TypeRef | None:
        """The type of further properties where the document speaks of them."""
        types = tuple(self._further_types(shape, reader))
        return distinct_union(types) if types else None

    def _further_types(self, shape: Shape, reader: Reader) -> Iterator[TypeRef]:
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            for pointer, value in shape.keyword(keyword):
                if isinstance(value, Mapping):
                    yield self._read(f"{pointer}/{keyword}", reader)
                elif value is True:
                    yield Anything()
        for pointer, value in shape.keyword("patternProperties"):
            if isinstance(value, Mapping):
                for pattern in sorted(map(str, value)):
                    yield self._read(child(pointer, "patternProperties", pattern), reader)

    def _read(self, pointer: str, reader: Reader) -> TypeRef:
        return reader.read((SchemaPart(pointer),), pointer)

    def is_closed(self, shape: Shape) -> bool:
        """Whether further properties are forbidden, by every facet that has properties."""
        if any(value is False for _, value in shape.keyword("unevaluatedProperties")):
            return True
        with_properties = [f.schema for f in shape.facets if f.schema.get("properties")]
        return bool(with_properties) and all(
            schema.get("additionalProperties") is False for schema in with_properties
        )

    def map(self, shape: Shape, reader: Reader) -> TypeRef:
        """The type of an object without known properties."""
        return MapOf(self.further(shape, reader) or Anything())
