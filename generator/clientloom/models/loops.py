# Recursive aliases. May import ir.
"""Finds recursive aliases, and rewrites those that are variants of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from clientloom import ir
from clientloom.ir.walk import alternatives, schema_ids
from clientloom.models.graph import strong_components


def recursive_aliases(schemas: Iterable[ir.Schema]) -> frozenset[str]:
    """Returns the ids of aliases that refer to themselves without a class in between."""
    aliases = _aliases(schemas)
    return _cyclic_nodes({id_: list(schema_ids(alias.type)) for id_, alias in aliases.items()})


def break_alias_loops(schemas: Sequence[ir.Schema]) -> tuple[ir.Schema, ...]:
    """Returns the schemas such that no alias is one of its own variants.

    "A is B or A" means "A is B", and "A is A" means nothing; type checkers reject both. Such an alias is replaced by
    its variants.
    """
    aliases = _aliases(schemas)
    looping = _cyclic_nodes(
        {
            id_: [v.id for v in alternatives(alias.type) if isinstance(v, ir.Named)]
            for id_, alias in aliases.items()
        }
    )
    return tuple(
        replace(schema, type=_open_alias(schema, aliases, looping))
        if isinstance(schema, ir.AliasSchema) and schema.id in looping
        else schema
        for schema in schemas
    )


def _aliases(schemas: Iterable[ir.Schema]) -> dict[str, ir.AliasSchema]:
    return {schema.id: schema for schema in schemas if isinstance(schema, ir.AliasSchema)}


def _open_alias(
    alias: ir.AliasSchema, aliases: Mapping[str, ir.AliasSchema], looping: frozenset[str]
) -> ir.TypeRef:
    left = list(_without_loops(alias, aliases, looping, {alias.id}))
    kept = [variant for variant in left if variant != ir.NULL]
    if not kept:
        return ir.NULL if left else ir.Anything()
    discriminator = alias.type.discriminator if isinstance(alias.type, ir.UnionOf) else None
    union = kept[0] if len(kept) == 1 else ir.UnionOf(tuple(kept), discriminator)
    return union if len(kept) == len(left) else ir.Nullable(union)


def _without_loops(
    alias: ir.AliasSchema,
    aliases: Mapping[str, ir.AliasSchema],
    looping: frozenset[str],
    seen: set[str],
) -> Iterator[ir.TypeRef]:
    for variant in alternatives(alias.type):
        if not (isinstance(variant, ir.Named) and variant.id in looping):
            yield variant
        elif variant.id not in seen:
            seen.add(variant.id)
            yield from _without_loops(aliases[variant.id], aliases, looping, seen)


def _cyclic_nodes(edges: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Returns the nodes on a cycle."""
    groups = strong_components(edges)
    return frozenset(
        node for group in groups for node in group if len(group) > 1 or node in edges[node]
    )
