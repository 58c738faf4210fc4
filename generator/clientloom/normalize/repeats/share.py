# Classes and aliases for what a document repeats, in the whole API. May import config, ir, naming and this room.
"""`share`: operations, webhooks and schemas with one class for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom.ir import Field, Operation, Parameter, Schema, Webhook
from clientloom.ir.schemas import ObjectSchema
from clientloom.normalize.facets.collect import is_component
from clientloom.normalize.naming.roles import Role
from clientloom.normalize.naming.words import singular, words
from clientloom.normalize.reachability import entry_types, reachable_schemas
from clientloom.normalize.repeats.enums import Enums, EnumUse, enum_of, find_enums
from clientloom.normalize.repeats.merge import Known, Repeats, find_repeats
from clientloom.normalize.repeats.rewrite import rename, rewrite
from clientloom.symbols import SymbolLock


@dataclass(frozen=True)
class Parts:
    """What of an API names schemas, and the schemas by id."""

    operations: tuple[Operation, ...]
    webhooks: tuple[Webhook, ...]
    schemas: Mapping[str, Schema]


@dataclass(frozen=True)
class Shared:
    """The parts of an API in which each thing has one class, and how this came about."""

    parts: Parts
    repeats: Repeats
    enums: Enums


def share(
    parts: Parts, known: Mapping[str, Known], lock: SymbolLock, *, are_classes: bool = False
) -> Shared:
    """Returns an API in which schemas of one structure and role are one class, and frequent enums an alias.

    Args:
        parts: the parts of the API.
        known: what is known of each schema besides its structure.
        lock: the names of earlier runs: what they keep apart stays apart.
        are_classes: enums are classes, however often one is written.
    """
    repeats = find_repeats(parts.schemas, known)
    gone = repeats.ids
    kept = tuple(schema for id_, schema in parts.schemas.items() if id_ not in gone)
    operations, webhooks, kept = rename((parts.operations, parts.webhooks, kept), gone)
    locked = lock.scope("schema", "")
    owners = {id_: _owner(each.role, id_) for id_, each in known.items()}
    is_new = not any(kind in {"schema", "method"} for kind, _, _ in lock.entries)
    places = _places(operations, kept, owners)
    enums = find_enums(places, locked, is_new=is_new, are_classes=are_classes)
    if enums.schemas:
        operations, webhooks, kept = rewrite((operations, webhooks, kept), enums.field_type)
    schemas = {**{schema.id: schema for schema in kept}, **enums.schemas}
    shared = replace(parts, operations=operations, webhooks=webhooks, schemas=schemas)
    return Shared(replace(shared, schemas=_keep_reachable(shared)), repeats, enums)


def _keep_reachable(parts: Parts) -> Mapping[str, Schema]:
    """Returns the schemas marked again: a class is used where any of its places is used.

    A document without operations is there for its components, all of which are used.
    """
    sent, received = entry_types(parts.operations, parts.webhooks)
    return reachable_schemas(parts.schemas, sent, received) if sent or received else parts.schemas


def _owner(role: Role, id_: str) -> str:
    """Returns the words for what has a field: a component, a property, or what a resource is about."""
    if role.scope and not is_component(id_):
        return _noun(role.scope)
    return " ".join(role.words)


def _noun(resource: str) -> str:
    """Returns the word for what a resource is about; "" for the path of an operation."""
    noun = singular(resource.rpartition(".")[2])
    return noun if words(noun) and noun.isidentifier() else ""


def _places(
    operations: Iterable[Operation], schemas: Iterable[Schema], owners: Mapping[str, str]
) -> Iterator[EnumUse]:
    """Yields the places of enums in the fields of classes, in parameters and in forms."""
    for schema in schemas:
        if isinstance(schema, ObjectSchema):
            yield from _members(schema.fields, owners.get(schema.id, ""))
    for operation in operations:
        owner = _noun(operation.resource)
        yield from _members(operation.parameters, owner)
        for body in (operation.body, *(variant.body for variant in operation.variants)):
            yield from _members(body.fields if body else (), owner)


def _members(members: Iterable[Field | Parameter], owner: str) -> Iterator[EnumUse]:
    for member in members:
        if literal := enum_of(member.type):
            yield EnumUse(member, literal, owner)
