# Resolves names and aliases in types: the only resolver. May import the other modules of ir.
"""`Lookup`: finds the schemas behind the names in types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clientloom.ir.api import Api
from clientloom.ir.fields import Field
from clientloom.ir.schemas import AliasSchema, ObjectSchema, Schema
from clientloom.ir.types import (
    ListOf,
    LiteralOf,
    Named,
    Nullable,
    Primitive,
    PrimitiveKind,
    TypeRef,
    without_null,
)
from clientloom.ir.walk import alternatives, inner_types


@dataclass(frozen=True, slots=True)
class Member:
    """A field inside a type, with the path to it in Python names and in wire names.

    `owner` is the id of the object schema that has the field.
    """

    owner: str
    attributes: tuple[str, ...]
    wire_names: tuple[str, ...]
    field: Field


@dataclass(frozen=True, slots=True)
class Lookup:
    """Resolves names. A name stays as it is if its id is unknown, or if it is an alias of itself."""

    schemas: Mapping[str, Schema]

    @classmethod
    def of(cls, api: Api) -> Lookup:
        """Returns the lookup for the schemas of an API."""
        return cls({schema.id: schema for schema in api.schemas})

    def resolve_aliases(self, type_: TypeRef) -> TypeRef:
        """Returns the type behind aliases; null and names of classes are kept."""
        seen: set[str] = set()
        while (alias := self._alias(type_)) and alias.id not in seen:
            seen.add(alias.id)
            type_ = alias.type
        return type_

    def resolve(self, type_: TypeRef) -> TypeRef:
        """Returns the type behind aliases, without null."""
        seen: set[str] = set()
        while (alias := self._alias(type_ := without_null(type_))) and alias.id not in seen:
            seen.add(alias.id)
            type_ = alias.type
        return type_

    def _alias(self, type_: TypeRef) -> AliasSchema | None:
        schema = self.schemas.get(type_.id) if isinstance(type_, Named) else None
        return schema if isinstance(schema, AliasSchema) else None

    def is_nullable(self, type_: TypeRef) -> bool:
        """Whether null is a value of the type."""
        return isinstance(self.resolve_aliases(type_), Nullable)

    def object(self, type_: TypeRef) -> ObjectSchema | None:
        """Returns the object schema that the type resolves to, None for any other type."""
        resolved = self.resolve(type_)
        schema = self.schemas.get(resolved.id) if isinstance(resolved, Named) else None
        return schema if isinstance(schema, ObjectSchema) else None

    def is_class(self, type_: TypeRef) -> bool:
        """Whether the type names an object schema itself."""
        return isinstance(type_, Named) and isinstance(self.schemas.get(type_.id), ObjectSchema)

    def fields(self, type_: TypeRef) -> tuple[Field, ...]:
        """Returns the fields of the object that the type resolves to."""
        schema = self.object(type_)
        return schema.fields if schema else ()

    def item(self, type_: TypeRef) -> TypeRef | None:
        """Returns the type of the items, if the type resolves to a list."""
        resolved = self.resolve(type_)
        return resolved.item if isinstance(resolved, ListOf) else None

    def kind(self, type_: TypeRef) -> PrimitiveKind | None:
        """Returns the kind of the scalar that the type resolves to."""
        resolved = self.resolve(type_)
        if isinstance(resolved, LiteralOf):
            return PrimitiveKind.STRING if isinstance(resolved.values[0], str) else None
        return resolved.kind if isinstance(resolved, Primitive) else None

    def alternatives(self, type_: TypeRef) -> Iterator[TypeRef]:
        """Yields the alternatives of a type, aliases resolved: scalars, containers, null, names of classes."""
        yield from self._alternatives(type_, frozenset())

    def _alternatives(self, type_: TypeRef, within: frozenset[str]) -> Iterator[TypeRef]:
        for each in alternatives(type_):
            alias = self._alias(each)
            if alias is None:
                yield each
            elif alias.id not in within:
                yield from self._alternatives(alias.type, within | {alias.id})

    def types_in(self, type_: TypeRef) -> frozenset[TypeRef]:
        """Returns the type and every type in it, aliases resolved; fields of classes are left out."""
        found: set[TypeRef] = set()
        waiting = [type_]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                resolved = self.resolve_aliases(each)
                waiting += (resolved, *inner_types(resolved))
        return frozenset(found)

    def members(self, type_: TypeRef) -> Iterator[Member]:
        """Yields the fields of the object that the type resolves to."""
        owner = self.object(type_)
        if owner is not None:
            for field in owner.fields:
                yield Member(owner.id, (field.name,), (field.wire_name,), field)

    def inner_members(self, member: Member) -> Iterator[Member]:
        """Yields the fields of the object that a member holds."""
        for inner in self.members(member.field.type):
            yield Member(
                inner.owner,
                member.attributes + inner.attributes,
                member.wire_names + inner.wire_names,
                inner.field,
            )

    def wire_paths(self, type_: TypeRef) -> tuple[str, ...]:
        """The dotted wire paths of the fields of the object, and of the objects that they hold."""
        members = tuple(self.members(type_))
        below = (inner for member in members for inner in self.inner_members(member))
        return tuple(".".join(m.wire_names) for m in (*members, *below))

    def find(self, type_: TypeRef, wire_path: tuple[str, ...]) -> Member | None:
        """Returns the member at a path of wire names, None if there is none."""
        found: Member | None = None
        for wire_name in wire_path:
            level = self.inner_members(found) if found else self.members(type_)
            found = next((m for m in level if m.field.wire_name == wire_name), None)
            if found is None:
                return None
        return found

    def find_dotted(self, type_: TypeRef, path: str) -> Member | None:
        """Returns the member at a dotted path of wire names, which may have dots themselves (`@odata.nextLink`)."""
        return self._find_words(tuple(self.members(type_)), path.split("."))

    def _find_words(self, members: tuple[Member, ...], words: list[str]) -> Member | None:
        for end in range(len(words), 0, -1):
            name = ".".join(words[:end])
            found = next((m for m in members if m.field.wire_name == name), None)
            if found is not None and end < len(words):
                found = self._find_words(tuple(self.inner_members(found)), words[end:])
            if found is not None:
                return found
        return None
