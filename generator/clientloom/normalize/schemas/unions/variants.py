# Which types a value may have. May import this room's facets, notes and naming.
"""Variants of `oneOf`, `anyOf`, of bases with a discriminator, and of parents whose heirs are told apart by one."""

from __future__ import annotations

from clientloom.normalize.facets.collect import SchemaPart, SchemaParts, items
from clientloom.normalize.facets.component_index import ComponentIndex
from clientloom.normalize.facets.keywords import meaning
from clientloom.normalize.facets.merged import Shape, child
from clientloom.normalize.facets.wrappers import ShapeTable
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.scalars import hint
from clientloom.normalize.schemas.unions.declared import DeclaredTags
from clientloom.normalize.schemas.unions.read_variants import Variant, Variants
from clientloom.normalize.schemas.unions.tags import last, match_spelling

LIMIT = 200
"""Unions that combine to more variants than this are no longer written out."""
MAX_LISTED = 600
"""A union that lists more variants than this is no longer written out; no document that is known lists a third of that."""
MAX_OPENED = 2_000
"""A union that combines with others so often is given up, though most of the combinations may be impossible."""
MAX_DEPTH = 50
"""Unions that are nested deeper than this are no longer opened."""
_NARROWING = ("enum", "const", "items", "format", "additionalProperties", "prefixItems", "$ref")


class VariantReader:
    """Reads the variants of unions."""

    def __init__(self, shapes: ShapeTable, index: ComponentIndex, notes: Notes) -> None:
        self._shapes = shapes
        self._index = index
        self._notes = notes
        self._declared = DeclaredTags(shapes)
        self._variants: dict[tuple[SchemaParts, str], Variants | None] = {}
        self._depth = 0
        self._opened = 0

    def is_union(self, node: SchemaParts) -> bool:
        """Whether a value is one of several types that have to be read one by one."""
        return bool(self._shapes.of(node).unions or self._base_of(node))

    def _base_of(self, node: SchemaParts) -> str | None:
        return node[0].pointer if is_plain(node) and node[0].pointer in self._index.bases else None

    # -- variants

    def variants(self, node: SchemaParts, site: str) -> Variants:
        """The variants of a union, each once, in the order of the document."""
        key = (node, site)
        if key not in self._variants:
            self._variants[key] = None
            found = self._open(node, site)
            if self._depth and self._opened > MAX_OPENED:
                del self._variants[
                    key
                ]  # given up for the sake of a union around it: by itself it may be small
                return found
            self._variants[key] = found
        return self._variants[key] or Variants(())

    def _open(self, node: SchemaParts, site: str) -> Variants:
        if self._depth == 0:
            self._opened = 0
        if self._depth > MAX_DEPTH:
            return self._too_many(self._shapes.of(node), nullable=False)
        self._depth += 1
        try:
            found = self._read(node, site)
        finally:
            self._depth -= 1
        if self._opened > MAX_OPENED and not self._depth:
            return self._too_many(self._shapes.of(node), nullable=found.nullable)
        return self._distinct(found)

    def _read(self, node: SchemaParts, site: str) -> Variants:
        shape = self._shapes.of(node)
        if not shape.unions:
            base = self._base_of(node)
            return self._subtypes(base) if base else Variants((Variant(node, site),))
        pointer = shape.unions[0]
        parts = items(pointer, self._shapes.tree.at(pointer))
        base_parts = _without(shape, pointer)
        plain = self._is_subsumed(base_parts, parts)
        found: list[Variant] = []
        nullable = any(self._shapes.is_null(part) for part in parts)
        for part in parts:
            if self._shapes.is_null(part):
                continue
            self._opened += 1
            if self._opened > MAX_OPENED:
                return Variants((), nullable, anything=True)
            opened = self._possible(self._variant(part, () if plain else base_parts, site))
            found += opened.all
            nullable = nullable or opened.nullable
            if opened.anything:
                return Variants((), nullable, anything=True)
            if len(found) > (MAX_LISTED if plain else LIMIT):
                return self._too_many(shape, nullable=nullable)
        return Variants(tuple(found), nullable)

    def _possible(self, variants: Variants) -> Variants:
        """Without variants that contradict what stands beside the union."""
        kept = tuple(
            v for v in variants.all if len(v.node) == 1 or not self._shapes.of(v.node).contradictory
        )
        return Variants(kept, variants.nullable, variants.anything)

    def _too_many(self, shape: Shape, *, nullable: bool) -> Variants:
        self._notes.warn(
            "too-many-variants",
            shape.pointer,
            f"unions list more than {MAX_LISTED} types, combine to more than {LIMIT}, or are nested more than"
            f" {MAX_DEPTH} deep; any value is accepted instead",
            hint(shape.pointer),
        )
        return Variants((), nullable, anything=True)

    def _variant(self, part: str, base: SchemaParts, union_site: str) -> Variants:
        """A variant, opened where it is a union itself."""
        if self._shapes.tree.at(part) is False:
            return Variants(())
        stripped = self._shapes.unwrap(part)
        if base:
            node: SchemaParts = (*base, SchemaPart(part))
            site = part if part.startswith(f"{union_site}/") else child(union_site, "variant", part)
            owner = union_site
        else:
            node, site = (SchemaPart(stripped.pointer),), stripped.site
            owner = "" if stripped.referenced else union_site
        shape = self._shapes.of(node)
        if not shape.facets and not shape.impossible:
            return Variants((), stripped.nullable, anything=True)
        if self.is_union(node):
            inner = self.variants(node, site)
            return Variants(inner.all, inner.nullable or stripped.nullable, inner.anything)
        nullable = stripped.nullable or shape.nullable
        return Variants((Variant(node, site, owner),), nullable)

    def _is_subsumed(self, base: SchemaParts, parts: list[str]) -> bool:
        """Whether every variant says already what stands beside the union."""
        shape = self._shapes.of(base)
        if shape.unions:
            return False
        return all(
            self._repeats(shape, self._shapes.at(part))
            for part in parts
            if not self._shapes.is_null(part)
        )

    def _repeats(self, base: Shape, variant: Shape) -> bool:
        if any(isinstance(base.last(word), list | dict | str) for word in _NARROWING):
            return False
        if base.properties.keys() - variant.properties.keys() or base.required - variant.required:
            return False
        objects_only = base.types in ({"object"}, frozenset())
        return objects_only or bool(variant.types and variant.types <= base.types)

    def _subtypes(self, base: str) -> Variants:
        """A base with a discriminator stands for its subtypes (OpenAPI 3.1, 4.8.25.4), and itself unless mapped.

        A subtype with a discriminator of its own stands for its subtypes in turn.
        """
        found: list[Variant] = []
        for part in self._index.bases[base]:
            if self._shapes.unwrap(part).pointer == base:
                continue
            node = (SchemaPart(part),)
            nested = self.variants(node, part).all if part in self._index.bases else ()
            found += nested or [Variant(node, part)]
        shape, itself = self._shapes.at(base), Variant((SchemaPart(base),), base)
        name = self._declared.name(shape)
        tags = self._declared.own_tags(itself.node, name)
        if not self._declared.mapping(shape, name) and (
            not tags or match_spelling({last(base)}, tags)
        ):
            found.append(Variant((SchemaPart(base),), child(base, "discriminator"), base))
        return Variants(tuple(found))

    def family(self, node: SchemaParts) -> Variants | None:
        """A component that inherits a discriminator, and its heirs; None for all others."""
        heirs = self._index.families.get(node[0].pointer) if is_plain(node) else None
        if heirs is None:
            return None
        sites = (node[0].pointer, *heirs)
        return self._distinct(Variants(tuple(Variant((SchemaPart(p),), p) for p in sites)))

    def _distinct(self, variants: Variants) -> Variants:
        kept: dict[str, Variant] = {}
        for variant in variants.all:
            kept.setdefault(self._identity(variant), variant)
        return Variants(tuple(kept.values()), variants.nullable, variants.anything)

    def _identity(self, variant: Variant) -> str:
        if not variant.union or len(variant.node) > 1 or variant.site != variant.node[0].pointer:
            return variant.site
        return meaning(self._shapes.tree.schema(variant.site))


def is_plain(node: SchemaParts) -> bool:
    """Whether a node is one schema with all that it refers to."""
    return len(node) == 1 and not node[0].bare


def _without(shape: Shape, pointer: str) -> SchemaParts:
    """The facets of a shape but for one of its unions."""
    return tuple(
        SchemaPart(
            f.pointer,
            bare=True,
            unions=tuple(
                u
                for u in f.unions
                if f"{f.pointer}/{u}" in shape.unions and f"{f.pointer}/{u}" != pointer
            ),
        )
        for f in shape.facets
    )
