# The variants of a value. May import facets/, notes and this folder's declared and tags.
"""Variants of `oneOf` and `anyOf`, of bases with a discriminator, and of parents that inherit one."""

from __future__ import annotations

from dataclasses import replace

from clientloom.normalize.facets.collect import SchemaPart, SchemaParts, items
from clientloom.normalize.facets.component_index import ComponentIndex
from clientloom.normalize.facets.keywords import canonical_text
from clientloom.normalize.facets.merged import MergedSchema, child_pointer
from clientloom.normalize.facets.wrappers import MergedSchemas
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.scalars import excludes_all, override_hint
from clientloom.normalize.schemas.unions.declared import DeclaredTags
from clientloom.normalize.schemas.unions.read_variants import UnionVariant, UnionVariants
from clientloom.normalize.schemas.unions.tags import last, match_spelling

LIMIT = 200
"""Unions that combine to more variants than this accept any value."""
MAX_LISTED = 600
"""A union that lists more variants than this accepts any value; known documents list less than a third."""
MAX_OPENED = 2_000
"""A union with more combinations than this accepts any value, even if most of them may be impossible."""
MAX_DEPTH = 50
"""Unions that are nested deeper than this accept any value."""
_NARROWING = ("enum", "const", "items", "format", "additionalProperties", "prefixItems", "$ref")


class VariantReader:
    """Reads the variants of unions."""

    def __init__(self, merged: MergedSchemas, index: ComponentIndex, notes: Notes) -> None:
        self._merged = merged
        self._index = index
        self._notes = notes
        self._declared = DeclaredTags(merged)
        self._variants: dict[tuple[SchemaParts, str], UnionVariants | None] = {}
        self._sizes: dict[tuple[SchemaParts, str], int] = {}
        """How many combinations each union has, which is the same wherever it is read."""
        self._depth = 0
        self._opened = 0

    def is_union(self, parts: SchemaParts) -> bool:
        """Whether a value has variants that are read one by one."""
        return bool(self._merged.of(parts).unions or self._base_of(parts))

    def _base_of(self, parts: SchemaParts) -> str | None:
        return (
            parts[0].pointer if is_plain(parts) and parts[0].pointer in self._index.bases else None
        )

    # -- variants

    def variants(self, parts: SchemaParts, site: str) -> UnionVariants:
        """Returns the variants of a union, each once, in document order."""
        key = (parts, site)
        if key not in self._variants:
            self._variants[key] = None
            around, self._opened = self._opened, 0
            self._variants[key] = self._open(parts, site)
            self._sizes[key], self._opened = self._opened, around
        self._opened += self._sizes.get(key, 0)
        return self._variants[key] or UnionVariants(())

    def _open(self, parts: SchemaParts, site: str) -> UnionVariants:
        if self._depth > MAX_DEPTH:
            return self._give_up(self._merged.of(parts), nullable=False)
        self._depth += 1
        try:
            found = self._read(parts, site)
        finally:
            self._depth -= 1
        if self._opened > MAX_OPENED:
            return self._give_up(self._merged.of(parts), nullable=found.nullable)
        return self._drop_repeated(found)

    def _read(self, parts: SchemaParts, site: str) -> UnionVariants:
        merged = self._merged.of(parts)
        if not merged.unions:
            base = self._base_of(parts)
            return self._subtypes(base) if base else UnionVariants((UnionVariant(parts, site),))
        pointer = merged.unions[0]
        pointers = items(pointer, self._merged.tree.at(pointer))
        base_parts = _parts_without(merged, pointer)
        plain = self._is_subsumed(base_parts, pointers)
        found: list[UnionVariant] = []
        nullable = any(self._merged.is_null(part) for part in pointers)
        for part in pointers:
            if self._merged.is_null(part):
                continue
            self._opened += 1
            if self._opened > MAX_OPENED:
                return _too_many(nullable=nullable)
            opened = self._drop_contradictory(
                self._variant(part, () if plain else base_parts, site)
            )
            found += opened.all
            nullable = nullable or opened.nullable
            if opened.anything:
                return replace(opened, all=(), nullable=nullable)
            if len(found) > (MAX_LISTED if plain else LIMIT):
                return self._give_up(merged, nullable=nullable)
        left = [v for v in found if len(v.parts) == 1 or not excludes_all(self._merged.of(v.parts))]
        return UnionVariants(tuple(left or found), nullable)

    def _drop_contradictory(self, variants: UnionVariants) -> UnionVariants:
        """Drops variants that contradict the schemas beside the union."""
        kept = tuple(
            v
            for v in variants.all
            if len(v.parts) == 1 or not self._merged.of(v.parts).contradictory
        )
        return replace(variants, all=kept)

    def _give_up(self, merged: MergedSchema, *, nullable: bool) -> UnionVariants:
        self._notes.warn(
            "too-many-variants",
            merged.pointer,
            f"unions list more than {MAX_LISTED} types, combine to more than {LIMIT}, or are nested more than"
            f" {MAX_DEPTH} deep; any value is accepted instead",
            override_hint(merged.pointer),
        )
        return _too_many(nullable=nullable)

    def _variant(self, part: str, base: SchemaParts, union_site: str) -> UnionVariants:
        """Reads a variant; a variant that is a union is expanded."""
        if self._merged.tree.at(part) is False:
            return UnionVariants(())
        unwrapped = self._merged.unwrap(part)
        if base and self._is_too_large(unwrapped.pointer, unwrapped.site):
            return _too_many(nullable=unwrapped.nullable)
        if base:
            parts: SchemaParts = (*base, SchemaPart(part))
            site = (
                part
                if part.startswith(f"{union_site}/")
                else child_pointer(union_site, "variant", part)
            )
            owner = union_site
        else:
            parts, site = (SchemaPart(unwrapped.pointer),), unwrapped.site
            owner = "" if unwrapped.referenced else union_site
        merged = self._merged.of(parts)
        if not merged.facets and not merged.impossible:
            return UnionVariants((), unwrapped.nullable, anything=True)
        if self.is_union(parts):
            inner = self.variants(parts, site)
            return replace(inner, nullable=inner.nullable or unwrapped.nullable)
        nullable = unwrapped.nullable or merged.nullable
        return UnionVariants((UnionVariant(parts, site, owner),), nullable)

    def _is_too_large(self, pointer: str, site: str) -> bool:
        """Whether a union has too many variants, so that whatever it is combined with has as well."""
        parts, around = (SchemaPart(pointer),), self._opened
        if not self._merged.of(parts).unions:
            return False
        found = self.variants(parts, site)
        self._opened = around
        return found.too_large

    def _is_subsumed(self, base: SchemaParts, pointers: list[str]) -> bool:
        """Whether every variant already repeats the schemas beside the union."""
        merged = self._merged.of(base)
        if merged.unions:
            return False
        return all(
            self._repeats(merged, self._merged.at(part))
            for part in pointers
            if not self._merged.is_null(part)
        )

    def _repeats(self, base: MergedSchema, variant: MergedSchema) -> bool:
        if any(isinstance(base.last(word), list | dict | str) for word in _NARROWING):
            return False
        if base.properties.keys() - variant.properties.keys() or base.required - variant.required:
            return False
        objects_only = base.types in ({"object"}, frozenset())
        return objects_only or bool(variant.types and variant.types <= base.types)

    def _subtypes(self, base: str) -> UnionVariants:
        """Returns the subtypes of a base with a discriminator (OpenAPI 3.1, 4.8.25.4), and the base unless only
        others are mapped.

        A subtype with its own discriminator is replaced by its subtypes.
        """
        found: list[UnionVariant] = []
        for part in self._index.bases[base]:
            if self._merged.unwrap(part).pointer == base:
                continue
            parts = (SchemaPart(part),)
            nested = self.variants(parts, part).all if part in self._index.bases else ()
            found += nested or [UnionVariant(parts, part)]
        merged, itself = self._merged.at(base), UnionVariant((SchemaPart(base),), base)
        name = self._declared.name(merged)
        tags, mapping = (
            self._declared.own_tags(itself.parts, name),
            self._declared.mapping(merged, name),
        )
        if base in mapping.values() or (
            not mapping and (not tags or match_spelling({last(base)}, tags))
        ):
            found.append(
                UnionVariant((SchemaPart(base),), child_pointer(base, "discriminator"), base)
            )
        return UnionVariants(tuple(found))

    def family(self, parts: SchemaParts) -> UnionVariants | None:
        """Returns a component that inherits a discriminator with its descendants; None for any other."""
        descendants = self._index.families.get(parts[0].pointer) if is_plain(parts) else None
        if descendants is None:
            return None
        sites = (parts[0].pointer, *descendants)
        return self._drop_repeated(
            UnionVariants(tuple(UnionVariant((SchemaPart(p),), p) for p in sites))
        )

    def _drop_repeated(self, variants: UnionVariants) -> UnionVariants:
        kept: dict[str, UnionVariant] = {}
        for variant in variants.all:
            kept.setdefault(self._identity(variant), variant)
        return replace(variants, all=tuple(kept.values()))

    def _identity(self, variant: UnionVariant) -> str:
        if not variant.union or len(variant.parts) > 1 or variant.site != variant.parts[0].pointer:
            return variant.site
        return canonical_text(self._merged.tree.schema(variant.site))


def _too_many(*, nullable: bool) -> UnionVariants:
    return UnionVariants((), nullable, anything=True, too_large=True)


def is_plain(parts: SchemaParts) -> bool:
    """Whether the parts are a single complete schema, with its references."""
    return len(parts) == 1 and not parts[0].bare


def _parts_without(merged: MergedSchema, pointer: str) -> SchemaParts:
    """Returns the facets of a value as parts, without one of its unions."""
    return tuple(
        SchemaPart(
            f.pointer,
            bare=True,
            unions=tuple(
                u
                for u in f.unions
                if f"{f.pointer}/{u}" in merged.unions and f"{f.pointer}/{u}" != pointer
            ),
        )
        for f in merged.facets
    )
