# Which inline schemas are the same class. May import ir and naming.
"""`find_repeats`: groups of schemas with one structure and one role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from clientloom.ir import Schema
from clientloom.ir.walk import schema_ids, schema_types
from clientloom.normalize.facets.collect import is_component
from clientloom.normalize.naming.roles import RESPONSE, Role
from clientloom.normalize.repeats.structure import Colors, Structures


@dataclass(frozen=True)
class Repeats:
    """The schemas that are one class each: by the id that stays, all ids of the class, which comes first."""

    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def ids(self) -> dict[str, str]:
        """Maps the ids that go to those that stay."""
        return {id_: kept for kept, all_ in self.groups.items() for id_ in all_ if id_ != kept}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a schema besides its structure: its role, and the name in the lock, "" if it has none.

    `claims` are the roles of a component: what it is called, and its title.
    """

    role: Role
    locked: str = ""
    claims: tuple[Role, ...] = ()


def find_repeats(schemas: Mapping[str, Schema], known: Mapping[str, Known]) -> Repeats:
    """Returns the inline schemas of one structure and role, with the component that they repeat, if there is one.

    Components are never merged with each other. Schemas with different names in the lock stay apart; a new schema
    joins the only class that is there already.
    """
    structures = Structures(schemas)
    roles = {id_: _role(id_, schemas, known) for id_ in schemas}
    marks = {id_: _mark(id_, roles[id_], known[id_]) for id_ in schemas}
    while True:
        colors = structures.refine(marks)
        joined = _find_joins(marks, colors, structures, roles, known)
        if not joined:
            return Repeats(dict(_groups(colors, known)))
        marks.update(joined)


def _role(id_: str, schemas: Mapping[str, Schema], known: Mapping[str, Known]) -> Role:
    """Returns the role of a schema. An answer around a class is the same for every resource."""
    role = known[id_].role
    if (
        role.scope
        and role.words[-1:] == (RESPONSE,)
        and any(schema_ids(*schema_types(schemas[id_])))
    ):
        return role._replace(scope="")
    return role


def _mark(id_: str, role: Role, known: Known) -> Hashable:
    if is_component(id_):
        return ("component", id_)
    return ("inline", role, known.locked)


def _find_joins(
    marks: Mapping[str, Hashable],
    colors: Colors,
    structures: Structures,
    roles: Mapping[str, Role],
    known: Mapping[str, Known],
) -> dict[str, Hashable]:
    """Returns the marks that schemas take from the component, or from the class in the lock, that they repeat."""
    offers: defaultdict[tuple[Role, Hashable], dict[Hashable, str]] = defaultdict(dict)
    for id_, mark in marks.items():
        if mark == _mark(id_, roles[id_], known[id_]) and (is_component(id_) or known[id_].locked):
            for role in known[id_].claims or (roles[id_],):
                key = (role, structures.signature(id_, colors))
                offers[key].setdefault(mark, id_)
    found: dict[str, Hashable] = {}
    for id_, mark in marks.items():
        if is_component(id_) or mark != _mark(id_, roles[id_], known[id_]):
            continue
        key = (roles[id_], structures.signature(id_, colors))
        offer = _choose(offers.get(key, {}), known[id_].locked, known)
        if offer is not None and offer != mark:
            found[id_] = offer
    return found


def _choose(
    offers: Mapping[Hashable, str], locked: str, known: Mapping[str, Known]
) -> Hashable | None:
    """Returns the mark of the only component, or else of the only class in the lock; one that has a name keeps it."""
    components = [mark for mark, id_ in offers.items() if is_component(id_)]
    if locked:
        return next((m for m in components if known[offers[m]].locked == locked), None)
    several = components or list(offers)
    return several[0] if len(several) == 1 else None


def _groups(colors: Colors, known: Mapping[str, Known]) -> Iterable[tuple[str, tuple[str, ...]]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for id_, color in colors.items():
        found[color].append(id_)
    for ids in found.values():
        if len(ids) > 1:
            ids.sort(key=lambda id_: (not is_component(id_), not known[id_].locked, len(id_), id_))
            yield ids[0], tuple(ids)
