# Enums that a document writes again and again. May import ir, symbols and naming.
"""`find_enums`: the sets of values that become an alias, each with the role that a property gives it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clientloom import ir
from clientloom.normalize.naming.registry import Wanted, class_name
from clientloom.normalize.naming.short_names import SHORT
from clientloom.normalize.naming.words import singular, words

OFTEN = 5
"""An enum that is written in this many places becomes an alias."""
_MIN_LIKENESS = 0.5
_KEY = "enum:"

Values = frozenset[tuple[str, str | int | bool]]
"""The values of an enum with their kinds: 1 and true differ."""


@dataclass(frozen=True, slots=True)
class EnumRole:
    """The words of the properties that have an enum, and its values: with other words it is another enum."""

    words: tuple[str, ...]
    values: Values


@dataclass(frozen=True, slots=True)
class EnumUse:
    """A field or parameter with an enum; `owner` is the name of what has it."""

    member: ir.Field | ir.Parameter
    literal: ir.LiteralOf
    owner: str


@dataclass(frozen=True)
class Enums:
    """The aliases of enums: the schemas, how each may be called, and the id for each role."""

    schemas: Mapping[str, ir.AliasSchema]
    wanted: Mapping[str, Wanted]
    ids: Mapping[EnumRole, str]

    def field_type(self, member: ir.Field | ir.Parameter) -> ir.TypeRef:
        """Returns the type of a field or parameter with the name of its enum."""
        return _name_enums(member.type, member.wire_name, self.ids)


def find_enums(
    places: Iterable[EnumUse], locked: Mapping[str, str], *, is_new: bool, are_classes: bool = False
) -> Enums:
    """Returns the enums that become aliases.

    Args:
        places: all places of enums in the API.
        locked: names of schemas in the lock by key. An alias that is there stays, however often it is used.
        is_new: the package is new. One that exists gets no further aliases.
        are_classes: an enum of texts or of integers becomes an alias however often it is written, in any package.
    """
    found = _by_role(places)
    keys = _locked_keys(found, locked)
    wanted_roles = (
        role
        for role, all_ in found.items()
        if (is_new and len(all_) >= OFTEN) or (are_classes and _is_of_one_kind(role))
    )
    keys |= {role: _key(role) for role in wanted_roles if role not in keys}
    ids = {role: f"{min(found[role])}/enum" for role in keys}
    schemas = {ids[role]: _alias(ids[role], list(found[role].values())) for role in keys}
    alone = _alone(keys)
    wanted = {
        ids[role]: Wanted(
            key=key,
            candidates=tuple(_candidates(role, list(found[role].values()), alone)),
            pointer=ids[role],
            rank=-len(found[role]),
        )
        for role, key in keys.items()
    }
    return Enums(schemas, wanted, ids)


def enum_of(type_: ir.TypeRef) -> ir.LiteralOf | None:
    """Returns the open enum in a type, None if it has none; a constant and a tag are none."""
    match type_:
        case ir.LiteralOf(values, closed):
            return type_ if len(values) > 1 and not closed else None
        case ir.ListOf(inner) | ir.MapOf(inner) | ir.Nullable(inner):
            return enum_of(inner)
        case _:
            return None


def _is_of_one_kind(role: EnumRole) -> bool:
    return {kind for kind, _ in role.values} in ({"str"}, {"int"})


def _name_enums(type_: ir.TypeRef, wire_name: str, ids: Mapping[EnumRole, str]) -> ir.TypeRef:
    match type_:
        case ir.LiteralOf():
            id_ = ids.get(_role(wire_name, type_)) if enum_of(type_) else None
            return ir.Named(id_) if id_ else type_
        case ir.ListOf(inner) | ir.MapOf(inner) | ir.Nullable(inner):
            named = _name_enums(inner, wire_name, ids)
            return type_ if named is inner else type(type_)(named)
        case _:
            return type_


def _role(wire_name: str, literal: ir.LiteralOf) -> EnumRole:
    *start, last = words(wire_name) or (wire_name,)
    return EnumRole((*start, singular(last)), _values(literal))


def _values(literal: ir.LiteralOf) -> Values:
    return frozenset((type(value).__name__, value) for value in literal.values)


def _by_role(places: Iterable[EnumUse]) -> dict[EnumRole, dict[str, EnumUse]]:
    """Returns the places of each enum, each once, by where it is declared, in this order."""
    found: defaultdict[EnumRole, dict[str, EnumUse]] = defaultdict(dict)
    for place in sorted(places, key=lambda place: place.member.declared_at):
        role = _role(place.member.wire_name, place.literal)
        found[role].setdefault(place.member.declared_at, place)
    return found


def _key(role: EnumRole) -> str:
    """Returns the key of an enum in the lock: its words and its values."""
    return f"{_KEY}{'_'.join(role.words)}{{{','.join(_texts(role.values))}}}"


def _texts(values: Values) -> list[str]:
    return sorted(str(value).replace(",", "%2C") for _, value in values)


def _locked_keys(
    found: Mapping[EnumRole, Mapping[str, EnumUse]], locked: Mapping[str, str]
) -> dict[EnumRole, str]:
    """Returns the keys of the enums that the lock knows; an enum may have lost or gained values."""
    known = [key for key in locked if key.startswith(_KEY)]
    offers = (
        ((-likeness, -len(found[role]), key, _key(role)), role)
        for role in (found if known else ())
        for key in known
        if (likeness := _likeness(role, key)) >= _MIN_LIKENESS
    )
    keys: dict[EnumRole, str] = {}
    for (_, _, key, _), role in sorted(offers, key=lambda offer: offer[0]):
        if role not in keys and key not in keys.values():
            keys[role] = key
    return keys


def _likeness(role: EnumRole, key: str) -> float:
    name, _, values = key.removeprefix(_KEY).removesuffix("}").partition("{")
    if name != "_".join(role.words):
        return 0.0
    own, other = set(_texts(role.values)), set(values.split(","))
    return len(own & other) / len(own | other)


def _alone(roles: Iterable[EnumRole]) -> frozenset[tuple[str, ...]]:
    """Returns the words of which there is only one enum."""
    counts: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for role in roles:
        counts[role.words] += 1
    return frozenset(each for each, count in counts.items() if count == 1)


def _alias(id_: str, places: list[EnumUse]) -> ir.AliasSchema:
    docs = {place.member.doc for place in places}
    orders = Counter(place.literal for place in places)
    return ir.AliasSchema(
        id=id_,
        name="",
        doc=docs.pop() if len(docs) == 1 else "",
        type=max(orders, key=lambda literal: orders[literal]),
        span=places[0].member.span,
    )


def _candidates(
    role: EnumRole, places: list[EnumUse], alone: frozenset[tuple[str, ...]]
) -> Iterator[str]:
    """Yields names of an enum: that of its property if no other enum has it, else after what has it."""
    own = " ".join(role.words)
    if role.words in alone:
        yield class_name(own)
        yield class_name(own, "value")
    owners = sorted({place.owner for place in places}, key=lambda name: (len(name), name))
    names = (class_name(owner, own) for owner in owners)
    yield from (name for name in names if len(name) <= SHORT)
    yield class_name(own, "value")
