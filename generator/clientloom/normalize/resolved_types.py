# Looking into types once every schema has its fields. May import ir only.
"""`Shapes`: what a type comes down to, by the table of named schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clientloom.ir import (
    AliasSchema,
    Field,
    ListOf,
    LiteralOf,
    Named,
    Nullable,
    ObjectSchema,
    Primitive,
    PrimitiveKind,
    Schema,
    TypeRef,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A field somewhere below a type, with the way to it: Python names and wire names.

    `owner` is the id of the object schema that has the field.
    """

    owner: str
    attributes: tuple[str, ...]
    wire_names: tuple[str, ...]
    field: Field


@dataclass(frozen=True, slots=True)
class Shapes:
    """Read-only views of types; an alias and a null are looked through."""

    schemas: Mapping[str, Schema]

    def resolve(self, type_: TypeRef) -> TypeRef:
        """The type behind aliases and without null."""
        seen: set[str] = set()
        while True:
            match type_:
                case Nullable(inner):
                    type_ = inner
                case Named(id_) if id_ not in seen:
                    seen.add(id_)
                    schema = self.schemas.get(id_)
                    if not isinstance(schema, AliasSchema):
                        return type_
                    type_ = schema.type
                case _:
                    return type_

    def nullable(self, type_: TypeRef) -> bool:
        """Whether null is among the values of the type."""
        seen: set[str] = set()
        while isinstance(type_, Named) and type_.id not in seen:
            seen.add(type_.id)
            schema = self.schemas.get(type_.id)
            if not isinstance(schema, AliasSchema):
                return False
            type_ = schema.type
        return isinstance(type_, Nullable)

    def object(self, type_: TypeRef) -> ObjectSchema | None:
        """The object schema that the type comes down to, None where it is something else."""
        opened = self.resolve(type_)
        schema = self.schemas.get(opened.id) if isinstance(opened, Named) else None
        return schema if isinstance(schema, ObjectSchema) else None

    def fields(self, type_: TypeRef) -> tuple[Field, ...]:
        """The fields of the object that the type comes down to."""
        schema = self.object(type_)
        return schema.fields if schema else ()

    def members(self, type_: TypeRef) -> Iterator[Member]:
        """The fields of the object as members of depth one."""
        owner = self.object(type_)
        if owner is not None:
            for field in owner.fields:
                yield Member(owner.id, (field.name,), (field.wire_name,), field)

    def below(self, member: Member) -> Iterator[Member]:
        """The fields of the object that a member holds."""
        for inner in self.members(member.field.type):
            yield Member(
                inner.owner,
                member.attributes + inner.attributes,
                member.wire_names + inner.wire_names,
                inner.field,
            )

    def find(self, type_: TypeRef, wire_path: tuple[str, ...]) -> Member | None:
        """The member at a path of wire names."""
        found: Member | None = None
        for wire_name in wire_path:
            level = self.below(found) if found else self.members(type_)
            found = next((m for m in level if m.field.wire_name == wire_name), None)
            if found is None:
                return None
        return found

    def item(self, type_: TypeRef) -> TypeRef | None:
        """The type of the items where the type comes down to a list."""
        opened = self.resolve(type_)
        return opened.item if isinstance(opened, ListOf) else None

    def kind(self, type_: TypeRef) -> PrimitiveKind | None:
        """The kind of the scalar that the type comes down to."""
        opened = self.resolve(type_)
        if isinstance(opened, LiteralOf):
            return PrimitiveKind.STRING if isinstance(opened.values[0], str) else None
        return opened.kind if isinstance(opened, Primitive) else None
