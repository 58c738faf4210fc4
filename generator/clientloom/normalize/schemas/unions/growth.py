# Aliases that grow with each use. May import ir.
"""`bound_aliases`: an alias that is too large with its aliases written out becomes any value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clientloom.ir import AliasSchema, Anything, Schema, TypeRef
from clientloom.ir.walk import schema_ids, types_in
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.scalars import override_hint

MOST_PARTS = 2000
"""Types in an alias with all aliases in it written out; pydantic and type checkers visit each of them."""


def bound_aliases(schemas: Iterable[Schema], notes: Notes) -> Iterator[Schema]:
    """Yields the schemas; an alias with more parts than `MOST_PARTS` accepts any value, with a warning.

    "A is B or a list of B, B is C or a list of C, ..." doubles with each alias.
    """
    found = tuple(schemas)
    types = {each.id: each.type for each in found if isinstance(each, AliasSchema)}
    for each in found:
        if isinstance(each, AliasSchema) and not _fits(each.id, types):
            types[each.id] = Anything()
            notes.warn(
                "too-many-variants",
                each.id,
                f"the type has more than {MOST_PARTS} parts with all types in it written out; any value is"
                " accepted instead",
                override_hint(each.id),
            )
            yield replace(each, type=Anything())
        else:
            yield each


def _fits(id_: str, types: Mapping[str, TypeRef]) -> bool:
    """Whether the parts are few enough; an alias inside itself is one part."""
    parts = 0
    path = [id_]
    open_ids = [iter(_aliases(types[id_], types))]
    while open_ids:
        parts += 1
        inner = next(open_ids[-1], None)
        if inner is None:
            open_ids.pop()
            path.pop()
        elif inner not in path:
            path.append(inner)
            open_ids.append(iter(_aliases(types[inner], types)))
            parts += sum(1 for _ in types_in(types[inner]))
        if parts > MOST_PARTS:
            return False
    return True


def _aliases(type_: TypeRef, types: Mapping[str, TypeRef]) -> list[str]:
    return [each for each in schema_ids(type_) if each in types]
