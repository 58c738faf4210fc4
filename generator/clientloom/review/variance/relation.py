# How two types relate: same, wider, narrower or other. Imports ir only.
"""Compares types by the sets of their values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

from clientloom import ir
from clientloom.ir.lookup import Lookup
from clientloom.ir.walk import alternatives, leading_to, received_types, schema_ids, sent_types

PLAIN = frozenset(
    {
        ir.PrimitiveKind.STRING,
        ir.PrimitiveKind.INTEGER,
        ir.PrimitiveKind.NUMBER,
        ir.PrimitiveKind.WHOLE_NUMBER,
        ir.PrimitiveKind.BOOLEAN,
        ir.PrimitiveKind.NULL,
    }
)
"""Scalars that Python's `json` decodes by itself."""


class Relation(Enum):
    """The set of new values compared with the set of old values."""

    SAME = "same"
    WIDER = "wider"
    NARROWER = "narrower"
    OTHER = "other"


def _combine(relations: list[Relation]) -> Relation:
    """Returns the relation of a whole from those of its parts."""
    found = set(relations) - {Relation.SAME}
    if not found:
        return Relation.SAME
    return found.pop() if len(found) == 1 else Relation.OTHER


@dataclass(frozen=True, slots=True)
class Types:
    """Types of an old and a new API, identified by class name, as in the user's code."""

    old: Lookup
    new: Lookup
    unchanged: frozenset[str] = frozenset()
    """The ids of schemas that are the same objects in both, as all are that they lead to: there is nothing to find."""
    _open: set[tuple[ir.TypeRef, ir.TypeRef]] = field(default_factory=set)
    """Pairs that are being compared; recursive aliases refer to them again."""

    @classmethod
    def of(cls, old: ir.Api, new: ir.Api) -> Types:
        """Returns the types of two APIs."""
        before, after = Lookup.of(old), Lookup.of(new)
        changed = (i for i, each in after.schemas.items() if before.schemas.get(i) is not each)
        return cls(before, after, frozenset(after.schemas) - leading_to(after.schemas, changed))

    def is_unchanged(self, old: ir.Operation, new: ir.Operation) -> bool:
        """Whether an operation is the same object in both, as all is that its types lead to."""
        types = (*sent_types(new), *received_types(new))
        return old is new and self.unchanged.issuperset(schema_ids(*types))

    def relate(self, old: ir.TypeRef, new: ir.TypeRef) -> Relation:
        """Returns how the new type relates to the old one.

        Named types with the same name count as the same: changes inside are reported once, at the schema.
        """
        match old, new:
            case ir.Named(a), ir.Named(b) if self.old.schemas[a].name == self.new.schemas[b].name:
                return Relation.SAME
            case ir.Named(), _:
                return self._relate_alias(old, new)
            case _, ir.Named():
                return self._relate_alias(old, new)
            case ir.Nullable() | ir.UnionOf(), _:
                return self._relate_members(old, new)
            case _, ir.Nullable() | ir.UnionOf():
                return self._relate_members(old, new)
            case ir.ListOf(a), ir.ListOf(b):
                return self.relate(a, b)
            case ir.MapOf(a), ir.MapOf(b):
                return self.relate(a, b)
            case ir.TupleOf(a), ir.TupleOf(b) if len(a) == len(b):
                return _combine([self.relate(x, y) for x, y in zip(a, b, strict=True)])
            case _:
                return _relate_scalars(old, new)

    def difference(self, old: ir.TypeRef, new: ir.TypeRef) -> Difference:
        """Returns the alternatives that were added, removed and kept."""
        before, after = (
            members(self.old.resolve_aliases(old)),
            members(self.new.resolve_aliases(new)),
        )
        added = tuple(n for n in after if not any(self._same(o, n) for o in before))
        removed = tuple(o for o in before if not any(self._same(o, n) for n in after))
        kept = tuple(o for o in before if o not in removed)
        return Difference(self, old, new, added, removed, kept)

    def is_within(self, new: ir.TypeRef, old: ir.TypeRef) -> bool:
        """Whether every value of the new type is a value of the old one."""
        return self.relate(old, new) in {Relation.SAME, Relation.NARROWER}

    def _same(self, old: ir.TypeRef, new: ir.TypeRef) -> bool:
        return self.relate(old, new) is Relation.SAME

    def has_class(self, type_: ir.TypeRef) -> bool:
        """Whether an alternative of an old type is a class of `models`."""
        return any(map(self.old.is_class, self.old.types_in(type_)))

    def is_decoded(self, type_: ir.TypeRef) -> bool:
        """Whether values of a new type are decoded to other Python objects than plain JSON."""
        return any(
            self.new.is_class(each) or (isinstance(each, ir.Primitive) and each.kind not in PLAIN)
            for each in self.new.types_in(type_)
        )

    def _relate_alias(self, old: ir.TypeRef, new: ir.TypeRef) -> Relation:
        """Relates a name to another type: aliases are resolved."""
        opened_old, opened_new = self.old.resolve_aliases(old), self.new.resolve_aliases(new)
        if (opened_old, opened_new) == (old, new):
            return self._relate_members(old, new)
        if (old, new) in self._open:
            return Relation.SAME
        self._open.add((old, new))
        try:
            return self.relate(opened_old, opened_new)
        finally:
            self._open.discard((old, new))

    def _relate_members(self, old: ir.TypeRef, new: ir.TypeRef) -> Relation:
        """Relates sets of alternatives: wider if every old alternative is still accepted, and the reverse."""
        before, after = members(old), members(new)
        if len(before) == len(after) == 1:
            return _relate_scalars(before[0], after[0])
        kept = self._covers(before, after, {Relation.SAME, Relation.WIDER})
        fits = self._covers(after, before, {Relation.SAME, Relation.NARROWER}, mirrored=True)
        if kept and fits:
            return Relation.SAME
        if kept:
            return Relation.WIDER
        return Relation.NARROWER if fits else Relation.OTHER

    def _covers(
        self,
        parts: tuple[ir.TypeRef, ...],
        whole: tuple[ir.TypeRef, ...],
        allowed: set[Relation],
        *,
        mirrored: bool = False,
    ) -> bool:
        """Whether each part has an allowed relation to some alternative of the whole."""

        def fits(part: ir.TypeRef, other: ir.TypeRef) -> bool:
            pair = (other, part) if mirrored else (part, other)
            return self.relate(*pair) in allowed

        return all(any(fits(part, other) for other in whole) for part in parts)


@dataclass(frozen=True, slots=True)
class Difference:
    """How the alternatives of a type changed; `kept` are the unchanged ones."""

    types: Types
    old: ir.TypeRef
    new: ir.TypeRef
    added: tuple[ir.TypeRef, ...]
    removed: tuple[ir.TypeRef, ...]
    kept: tuple[ir.TypeRef, ...]

    @property
    def relation(self) -> Relation:
        """How the new alternatives relate to the old ones, without the unchanged ones."""
        if not (self.added and self.removed):
            return Relation.WIDER if self.added else Relation.NARROWER
        return self.types.relate(_join_types(self.removed), _join_types(self.added))

    @property
    def enumerations(self) -> tuple[ir.LiteralOf | None, ir.LiteralOf | None]:
        """Returns the literals before and after, if they changed: aliases are resolved, several are merged."""
        kept = [opened for t in self.kept if (opened := _enumeration(self.types.old, t))]
        removed = [opened for t in self.removed if (opened := _enumeration(self.types.old, t))]
        added = [opened for t in self.added if (opened := _enumeration(self.types.new, t))]
        if not (added or removed):
            return None, None
        return _one_enumeration([*kept, *removed]), _one_enumeration([*kept, *added])

    @property
    def without_enumerations(self) -> Difference:
        """Returns the same without literals, of which there is one before and one after."""
        added = tuple(t for t in self.added if not _enumeration(self.types.new, t))
        removed = tuple(t for t in self.removed if not _enumeration(self.types.old, t))
        kept = self.kept or tuple(t for t in self.removed if t not in removed)
        return replace(self, added=added, removed=removed, kept=kept)


def _join_types(parts: tuple[ir.TypeRef, ...]) -> ir.TypeRef:
    return parts[0] if len(parts) == 1 else ir.UnionOf(parts)


def _enumeration(lookup: Lookup, type_: ir.TypeRef) -> ir.LiteralOf | None:
    """Returns the literal that a type is, aliases resolved."""
    opened = lookup.resolve_aliases(type_)
    return opened if isinstance(opened, ir.LiteralOf) else None


def _one_enumeration(several: list[ir.LiteralOf]) -> ir.LiteralOf | None:
    """Merges literals into one, None if there are none."""
    return next((t for t in ir.merge_literals(several) if isinstance(t, ir.LiteralOf)), None)


def members(type_: ir.TypeRef) -> tuple[ir.TypeRef, ...]:
    """Returns the alternatives of a type, null included; all literals are one alternative."""
    if not isinstance(type_, ir.UnionOf | ir.Nullable):
        return (type_,)
    return ir.merge_literals(alternatives(type_))


def _relate_scalars(old: ir.TypeRef, new: ir.TypeRef) -> Relation:
    """Relates types without parts: numbers include integers, strings include string literals."""
    match old, new:
        case ir.Named(), ir.Named():  # with two different names
            return Relation.OTHER
        case _ if old == new:
            return Relation.SAME
        case ir.LiteralOf(values=before), ir.LiteralOf(values=after):
            return _relate_values(frozenset(before), frozenset(after))
        case _, ir.Anything():
            return Relation.WIDER
        case ir.Anything(), _:
            return Relation.NARROWER
        case ir.Primitive(before), ir.Primitive(after) if {before, after} <= _NUMBERS.keys():
            return _relate_numbers(before, after)
        case ir.LiteralOf(values=values), ir.Primitive(kind) if _includes(kind, values):
            return Relation.WIDER
        case ir.Primitive(kind), ir.LiteralOf(values=values) if _includes(kind, values):
            return Relation.NARROWER
        case _:
            return Relation.OTHER


_NUMBERS = {
    ir.PrimitiveKind.INTEGER: 0,
    ir.PrimitiveKind.WHOLE_NUMBER: 0,
    ir.PrimitiveKind.NUMBER: 1,
}
"""What callers see of numbers: an int or a float."""


def _relate_numbers(before: ir.PrimitiveKind, after: ir.PrimitiveKind) -> Relation:
    if _NUMBERS[before] == _NUMBERS[after]:
        return Relation.SAME
    return Relation.WIDER if _NUMBERS[before] < _NUMBERS[after] else Relation.NARROWER


def _relate_values(before: frozenset[object], after: frozenset[object]) -> Relation:
    if before == after:
        return Relation.SAME
    if before < after:
        return Relation.WIDER
    return Relation.NARROWER if after < before else Relation.OTHER


def _includes(kind: ir.PrimitiveKind, values: tuple[str | int | bool, ...]) -> bool:
    """Whether all literal values are values of a primitive kind; integers are numbers too."""
    return fits_kind(values, ir.PrimitiveKind.INTEGER if kind is ir.PrimitiveKind.NUMBER else kind)


def fits_kind(values: tuple[str | int | bool, ...], kind: ir.PrimitiveKind) -> bool:
    """Whether all literal values are of a primitive kind."""
    types = {
        ir.PrimitiveKind.STRING: str,
        ir.PrimitiveKind.INTEGER: int,
        ir.PrimitiveKind.BOOLEAN: bool,
    }
    wanted = types.get(kind)
    return wanted is not None and all(type(value) is wanted for value in values)
