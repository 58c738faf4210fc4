# Objects: properties become fields, additional properties become maps. May import ir and this room's modules.
"""Fields of merged objects, and the types of maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from clientloom import ir
from clientloom.ir.walk import schema_ids
from clientloom.normalize.facets.collect import SchemaPart, SchemaParts, items, members
from clientloom.normalize.facets.merged import MergedSchema, child_pointer
from clientloom.normalize.facets.wrappers import MergedSchemas
from clientloom.normalize.naming.addresses import Addresses
from clientloom.normalize.naming.declared_names import declared_text
from clientloom.normalize.naming.registry import Names, Wanted, field_name
from clientloom.normalize.naming.words import words
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.combine import distinct_union
from clientloom.normalize.schemas.details import Details, access, compact, details, fits
from clientloom.normalize.schemas.moments import is_moment_name
from clientloom.normalize.schemas.plain import plain_text
from clientloom.normalize.schemas.scalars import only_type
from clientloom.normalize.schemas.unions.claims import Unions
from clientloom.normalize.schemas.whole_numbers import is_whole_name
from clientloom.normalize.schemas.xml_forms import read_xml


class ValueReader(Protocol):
    """Reads the types of an object's values."""

    def read(self, parts: SchemaParts, site: str, *, binary: bool = False) -> ir.TypeRef:
        """Returns the type of a value; `site` is the pointer that identifies it."""
        ...


@dataclass(frozen=True, slots=True)
class PropertyValue:
    """What the schema of a property says."""

    type: ir.TypeRef
    presence: ir.Presence
    details: Details
    xml: ir.XmlForm | None


@lru_cache(maxsize=65536)
def _tells_by_name(wire_name: str) -> bool:
    """Whether the name of a property says something about its type."""
    return is_whole_name(words(wire_name)) or is_moment_name(words(wire_name))


class ObjectReader:
    """Reads objects; a `ValueReader` reads the types of their values.

    Args:
        merged: the document's schemas.
        unions: its unions.
        addresses: where its inline schemas stand.
        names: the names of fields.
        notes: takes the findings.
        differ_by_place: client.toml gives types to places, so that schemas of the same text may differ.
        honour_declared: extensions may name a property.
    """

    def __init__(
        self,
        merged: MergedSchemas,
        unions: Unions,
        addresses: Addresses,
        names: Names,
        notes: Notes,
        *,
        differ_by_place: bool,
        honour_declared: bool = True,
    ) -> None:
        self._merged = merged
        self._unions = unions
        self._addresses = addresses
        self._names = names
        self._notes = notes
        self._differ_by_place = differ_by_place
        self._honour_declared = honour_declared
        self._known: dict[tuple[str, bool, bool, bool], PropertyValue] = {}

    def has_fields(self, merged: MergedSchema) -> bool:
        """Whether a value is an object that gets a class."""
        return "object" in merged.types and bool(merged.properties or self._required_only(merged))

    def _required_only(self, merged: MergedSchema) -> frozenset[str]:
        """Returns required names without a declared property."""
        forbidden = {
            name
            for _, declared in merged.keyword("properties")
            if isinstance(declared, dict)
            for name, schema in declared.items()
            if schema is False
        }
        return merged.required - merged.properties.keys() - forbidden

    def fields(
        self, parts: SchemaParts, site: str, reader: ValueReader, *, binary: bool = False
    ) -> tuple[ir.Field, ...]:
        """Returns the fields of a merged object: tags and constants first, then required fields, then by name.

        Some servers reject an object whose tag is not its first member.
        """
        merged = self._merged.of(parts)
        wire_names = sorted(merged.properties.keys() | self._required_only(merged))
        names = self._name_fields(wire_names, merged, site)
        found = [self._field(w, names[w], merged, site, reader, binary=binary) for w in wire_names]
        return tuple(sorted(found, key=lambda field: self._sort_key(field, site)))

    def _name_fields(
        self, wire_names: list[str], merged: MergedSchema, site: str
    ) -> Mapping[str, str]:
        """Returns the names of fields by wire name. Where each is its own name already, there is nothing to resolve."""
        scope = self._addresses.address(site).key
        candidates = {w: self._candidates(w, merged) for w in wire_names}
        if self._names.is_open("field", scope) and all(c == (w,) for w, c in candidates.items()):
            return {w: w for w in wire_names}
        wanted = (
            Wanted(key=w, candidates=c, text=w, pointer=child_pointer(site, "properties", w))
            for w, c in candidates.items()
        )
        return self._names.resolve("field", scope, wanted)

    def _candidates(self, wire_name: str, merged: MergedSchema) -> tuple[str, ...]:
        parts = merged.properties.get(wire_name, ()) if self._honour_declared else ()
        at = self._merged.tree.at
        chosen = [field_name(n) for p in parts if (n := declared_text("property", at(p.pointer)))]
        own = field_name(wire_name)
        return tuple(dict.fromkeys((*chosen, own))) if chosen else (own,)

    def _sort_key(self, field: ir.Field, site: str) -> tuple[bool, bool, str]:
        first = bool(ir.constant_of(field)) or self._unions.is_tag(site, field.wire_name)
        return not first, not isinstance(field.presence, ir.Required), field.wire_name

    def _field(
        self,
        wire_name: str,
        name: str,
        merged: MergedSchema,
        site: str,
        reader: ValueReader,
        *,
        binary: bool,
    ) -> ir.Field:
        parts = merged.properties.get(wire_name)
        if parts is None:
            return self._required_field(
                wire_name, name, merged, self.additional_type(merged, reader)
            )
        required = wire_name in merged.required
        value = self._value(parts, (site, wire_name), reader, required=required, binary=binary)
        either = merged.alternatives(wire_name)
        if either is not None:
            value = replace(value, type=self._either(either, reader))
        return ir.Field(
            name=name,
            wire_name=wire_name,
            type=value.type,
            presence=value.presence,
            doc=value.details.doc,
            span=self._notes.span(parts[-1].pointer),
            access=value.details.access,
            deprecated=value.details.deprecated,
            constraints=value.details.constraints,
            declared_at=parts[-1].pointer,
            xml=value.xml,
        )

    def _either(self, pointers: Iterable[str], reader: ValueReader) -> ir.TypeRef:
        """Returns the type of a property that only conditions describe, each in its way."""
        return distinct_union([self._read_at(p, reader) for p in pointers] or [ir.Anything()])

    def _value(
        self,
        parts: SchemaParts,
        place: tuple[str, str],
        reader: ValueReader,
        *,
        required: bool,
        binary: bool,
    ) -> PropertyValue:
        """What the schema of a property says. Plain schemas of the same text, which are many, are read once.

        One with a class or a finding is read in each place, but once for all heirs of what declares it.
        """
        shared = "" if self._unions.is_tag(*place) else self._shared(parts, place[0])
        kind = (shared, required, binary, _tells_by_name(place[1]))
        known, pointer = self._known.get(kind) if shared else None, parts[0].pointer
        if known is not None:
            if shared != pointer and isinstance(ir.without_null(known.type), ir.Named):
                self._addresses.refer(pointer, self._merged.unwrap(pointer).site)
            return known
        reported = self._notes.calls
        found = self._read_value(parts, place, reader, required=required, binary=binary)
        inner = any(id_.startswith(pointer) for id_ in schema_ids(found.type))
        if shared == pointer or (shared and not inner and self._notes.calls == reported):
            self._known[kind] = found
        return found

    def _shared(self, parts: SchemaParts, site: str) -> str:
        """What tells that the value of a property is the same elsewhere: where it is inherited from, or its text."""
        pointer = parts[0].pointer
        if len(parts) == 1 and not pointer.startswith(f"{site}/"):
            return pointer
        is_alone = len(parts) == 1 and not self._differ_by_place
        return plain_text(self._merged.tree.at(pointer)) or "" if is_alone else ""

    def _read_value(
        self,
        parts: SchemaParts,
        place: tuple[str, str],
        reader: ValueReader,
        *,
        required: bool,
        binary: bool,
    ) -> PropertyValue:
        site, wire_name = place
        field_site = (
            parts[0].pointer if len(parts) == 1 else child_pointer(site, "properties", wire_name)
        )
        type_ = reader.read(parts, field_site, binary=binary)
        if required and isinstance(type_, ir.Named):
            type_ = only_type(self._merged.of(parts), self._notes) or type_
        tags = self._unions.tags(site, wire_name)
        if tags:
            type_ = ir.LiteralOf(tags, closed=True)
        details = self.details(parts, type_)
        presence = self._presence(parts, type_, required=required)
        return PropertyValue(type_, presence, details, self._xml(parts))

    def _xml(self, parts: SchemaParts) -> ir.XmlForm | None:
        """Returns how a property is written in XML; the items of a list may have a name of their own."""
        merged = self._merged.of(parts)
        items_at = [f"{pointer}/items" for pointer, _ in merged.keyword("items")]
        inner = self._merged.of((SchemaPart(items_at[-1]),)).last("xml") if items_at else None
        return read_xml(merged.last("xml"), inner)

    def _required_field(
        self, wire_name: str, name: str, merged: MergedSchema, further: ir.TypeRef | None
    ) -> ir.Field:
        """Returns the field for a name that only `required` has; its type is that of additional properties."""
        if further is None:
            self._notes.note(
                "required-without-property",
                merged.pointer,
                f"{wire_name!r} is required but not described; any value is accepted",
                "describe the property, or remove it from `required`, in an overlay",
            )
        return ir.Field(
            name=name,
            wire_name=wire_name,
            type=further or ir.Anything(),
            presence=ir.Required(),
            doc="",
            span=self._notes.span(merged.pointer),
            declared_at=merged.pointer,
        )

    def _presence(self, parts: SchemaParts, type_: ir.TypeRef, *, required: bool) -> ir.Presence:
        if required:
            return ir.Required()
        default = self.default(parts, type_)
        return ir.Optional() if default is None else ir.Defaulted(default)

    def default(self, parts: SchemaParts, type_: ir.TypeRef) -> str | None:
        """Returns the default as compact JSON; None if there is none, or if it does not match the type."""
        merged = self._merged.of(parts)
        declared = list(merged.keyword("default"))
        if not declared:
            return None
        value = declared[-1][1]
        if not fits(value, type_):
            if value is not None:
                self._notes.note(
                    "default-of-another-type",
                    merged.pointer,
                    "the default does not match the type; it is left out",
                    "correct it in an overlay",
                )
            return None
        return compact(value)

    def details(self, parts: SchemaParts, type_: ir.TypeRef) -> Details:
        """Returns the details of a value; those of a named schema belong to the schema and are left out."""
        whole = self._merged.of(parts)
        if not isinstance(ir.without_null(type_), ir.Named):
            return details(whole)
        own = self._merged.of(tuple(self._own_parts(parts)))
        return replace(details(own), access=access(whole))

    def _own_parts(self, parts: SchemaParts) -> Iterator[SchemaPart]:
        """Yields the parts of a schema without the targets of its references."""
        for schema_part in parts:
            for part in items(
                f"{schema_part.pointer}/allOf", self._merged.tree.at(f"{schema_part.pointer}/allOf")
            ):
                yield SchemaPart(part, bare=True)
            yield SchemaPart(schema_part.pointer, bare=True)

    def additional_type(self, merged: MergedSchema, reader: ValueReader) -> ir.TypeRef | None:
        """Returns the type of additional properties, None if the document does not mention them."""
        types = tuple(self._additional_types(merged, reader))
        return distinct_union(types) if types else None

    def _additional_types(self, merged: MergedSchema, reader: ValueReader) -> Iterator[ir.TypeRef]:
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            for pointer, value in merged.keyword(keyword):
                if isinstance(value, Mapping):
                    yield self._read_at(f"{pointer}/{keyword}", reader)
                elif value is True:
                    yield ir.Anything()
        if merged.has_unmatched_keys:
            yield ir.Anything()
            return
        for pointer, value in merged.keyword("patternProperties"):
            for _, at in sorted(members(child_pointer(pointer, "patternProperties"), value)):
                yield self._read_at(at, reader)

    def _read_at(self, pointer: str, reader: ValueReader) -> ir.TypeRef:
        return reader.read((SchemaPart(pointer),), pointer)

    def is_closed(self, merged: MergedSchema) -> bool:
        """Whether additional properties are forbidden, by every facet that has properties."""
        if any(value is False for _, value in merged.keyword("unevaluatedProperties")):
            return True
        with_properties = [f.schema for f in merged.facets if f.schema.get("properties")]
        return bool(with_properties) and all(
            schema.get("additionalProperties") is False for schema in with_properties
        )
