# Aliases that grow with each use. May import ir.
"""`bound_aliases`: an alias that is too large with its aliases written out becomes any value."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
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
    contents = {id_: _read(type_, types) for id_, type_ in types.items()}
    for each in found:
        if isinstance(each, AliasSchema) and not _fits(each.id, contents):
            contents[each.id] = _read(Anything(), types)
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


def _read(type_: TypeRef, aliases: Container[str]) -> tuple[int, list[str]]:
    """Returns how many parts a type has, and the aliases that it names."""
    return sum(1 for _ in types_in(type_)), [id_ for id_ in schema_ids(type_) if id_ in aliases]


def _fits(id_: str, contents: Mapping[str, tuple[int, list[str]]]) -> bool:
    """Whether the parts are few enough; an alias inside itself is one part."""
    parts = 0
    path = {id_: iter(contents[id_][1])}
    while path:
        parts += 1
        inner = next(path[next(reversed(path))], None)
        if inner is None:
            path.popitem()
        elif inner not in path:
            size, named = contents[inner]
            path[inner] = iter(named)
            parts += size
        if parts > MOST_PARTS:
            return False
    return True
