# Which types a value may have, and how to tell them apart. May import ir and this room's shape, report and index_components.
"""Variants of `oneOf`, `anyOf` and of bases with a discriminator; the tags that discriminate them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import cast

from clientloom.ir import Discriminator
from clientloom.normalize.facets.collect import COMPONENTS, SchemaPart, SchemaParts, items
from clientloom.normalize.facets.component_index import ComponentIndex
from clientloom.normalize.facets.keywords import meaning
from clientloom.normalize.facets.merged import Shape, child
from clientloom.normalize.facets.wrappers import ShapeTable
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.scalars import enum_values, hint
from clientloom.normalize.schemas.unions.read_variants import Variant, Variants
from clientloom.normalize.schemas.unions.tags import (
    Claim,
    disjoint,
    last,
    match_spelling,
    tag_order,
    with_further,
)

LIMIT = 200
"""Unions that combine to more variants than this are no longer written out."""
MAX_LISTED = 600
"""A union that lists more variants than this is no longer written out; no document that is known lists a third of that."""
MAX_OPENED = 2_000
"""A union that combines with others so often is given up, though most of the combinations may be impossible."""
MAX_DEPTH = 50
"""Unions that are nested deeper than this are no longer opened."""
_NARROWING = ("enum", "const", "items", "format", "additionalProperties", "prefixItems", "$ref")


class Unions:
    """Reads variants and discriminators; the tags of a variant are the same in every union that it is part of."""

    def __init__(self, shapes: ShapeTable, index_components: ComponentIndex, notes: Notes) -> None:
        self._shapes = shapes
        self._index = index_components
        self._notes = notes
        self._variants: dict[tuple[SchemaParts, str], Variants | None] = {}
        self._depth = 0
        self._opened = 0
        self._tags: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._claim_all()

    def _claim_all(self) -> None:
        """A union without tags of its own may have those that others, read later, give its variants."""
        unions = [p for p in self._index.unions if self._shapes.of((SchemaPart(p),)).unions]
        waiting = [*unions, *self._index.bases]
        known = -1
        while waiting and known != len(self._tags):
            known = len(self._tags)
            waiting = [p for p in waiting if self._claim((SchemaPart(p),), p) is None]

    def tags(self, site: str, wire_name: str) -> tuple[str, ...]:
        """The values of a property that make a value this variant; () where it is no tag."""
        return tuple(sorted(self._tags.get((site, wire_name), ())))

    def is_union(self, node: SchemaParts) -> bool:
        """Whether a value is one of several types that have to be read one by one."""
        return bool(self._shapes.of(node).unions or self._base_of(node))

    def _base_of(self, node: SchemaParts) -> str | None:
        if len(node) == 1 and not node[0].bare and node[0].pointer in self._index.bases:
            return node[0].pointer
        return None

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
        """A base with a discriminator stands for its subtypes (OpenAPI 3.1, 4.8.25.4), and itself unless mapped."""
        below = self._index.bases[base]
        found = [
            Variant((SchemaPart(p),), p) for p in below if self._shapes.unwrap(p).pointer != base
        ]
        shape, itself = self._shapes.at(base), Variant((SchemaPart(base),), base)
        tags = self._own_tags(itself, _tag_name(shape))
        if not self._mapping(shape) and (not tags or match_spelling({last(base)}, tags)):
            found.append(Variant((SchemaPart(base),), child(base, "discriminator"), base))
        return Variants(tuple(found))

    def _distinct(self, variants: Variants) -> Variants:
        kept: dict[str, Variant] = {}
        for variant in variants.all:
            kept.setdefault(self._identity(variant), variant)
        return Variants(tuple(kept.values()), variants.nullable, variants.anything)

    def _identity(self, variant: Variant) -> str:
        if not variant.union or len(variant.node) > 1 or variant.site != variant.node[0].pointer:
            return variant.site
        return meaning(self._shapes.tree.schema(variant.site))

    # -- discriminators

    def discriminator(self, node: SchemaParts, site: str) -> Discriminator | None:
        """How the variants are told apart, None where only their structure can tell."""
        claim = self._claim(node, site)
        if claim is None or not claim.decides:
            return None
        pairs: dict[str, str] = {}
        for variant in self.variants(node, site).all:
            for tag in self.tags(variant.site, claim.wire_name):
                if pairs.setdefault(tag, variant.site) != variant.site:
                    return None
        return Discriminator(claim.wire_name, tuple(sorted(pairs.items())))

    def _claim(self, node: SchemaParts, site: str) -> Claim | None:
        """Writes down the tags of the variants, None where they have none."""
        variants = self.variants(node, site)
        if len(variants.all) < 2 or variants.anything:
            return None
        claim = self._declared_claim(self._shapes.of(node), variants) or self._infer_claim(variants)
        if claim:
            for variant_site, tags in claim.tags.items():
                self._tags[variant_site, claim.wire_name].update(tags)
        return claim

    def _declared_claim(self, shape: Shape, variants: Variants) -> Claim | None:
        wire_name = _tag_name(shape)
        if not wire_name:
            return None
        problem = self._unfit(variants, wire_name)
        tags = {} if problem else self._claims(shape, variants, wire_name)
        if not problem and not disjoint(tags):
            problem = "two variants have the same tag or one has none"
        optional = "" if problem else self._optional(variants, wire_name)
        if problem or optional:
            self._notes.note(
                "discriminator-not-usable",
                shape.pointer,
                f"{problem or optional}: the variants are told apart by their structure"
                f" instead of {wire_name!r}",
                "make the property required, with a constant of its own in each variant, in an overlay",
            )
        return None if problem else Claim(wire_name, tags, decides=not optional)

    def _unfit(self, variants: Variants, wire_name: str) -> str:
        for variant in variants.all:
            shape = self._shapes.of(variant.node)
            name = last(variant.site)
            if not shape.properties or shape.types - {"object"}:
                return f"the variant {name} is no object with properties"
            if wire_name not in shape.properties:
                return f"the variant {name} has no property {wire_name!r}"
            tag = self._shapes.of(shape.properties[wire_name])
            if tag.types - {"string"} or self._null(tag):
                return f"the property {wire_name!r} of {name} is not always a string"
        return ""

    def _optional(self, variants: Variants, wire_name: str) -> str:
        """A tag that may be missing tells nothing apart (OpenAPI 3.1, 4.8.25: it must be required)."""
        for variant in variants.all:
            if wire_name not in self._shapes.of(variant.node).required:
                return (
                    f"the variant {last(variant.site)} does not require the property {wire_name!r}"
                )
        return ""

    def _null(self, shape: Shape) -> bool:
        stripped = self._shapes.unwrap(shape.pointer)
        return shape.nullable or stripped.nullable

    def _claims(self, shape: Shape, variants: Variants, wire_name: str) -> dict[str, set[str]]:
        mapping = self._mapping(shape)
        own = {v.site: self._own_tags(v, wire_name) for v in variants.all}
        told_apart = disjoint(own)
        claimed: dict[str, set[str]] = {}
        for variant in variants.all:
            values = own[variant.site]
            mapped = {tag for tag, site in mapping.items() if site == self._origin_site(variant)}
            if len(values) == 1 or (told_apart and not mapped & values):
                claimed[variant.site] = values
            else:
                named = mapped or self._stated_tag(variant) or {last(self._origin_site(variant))}
                claimed[variant.site] = match_spelling(named, values)
        return with_further(claimed, own)

    def _stated_tag(self, variant: Variant) -> set[str]:
        """The tag that a subtype of a Swagger 2.0 document states itself, by one of two common extensions."""
        schema = self._shapes.tree.schema(variant.site)
        words = ("x-discriminator-value", "x-ms-discriminator-value")
        found = () if isinstance(schema, bool) else map(schema.get, words)
        return {value for value in found if isinstance(value, str)}

    def _origin_site(self, variant: Variant) -> str:
        """The site of the schema that a variant is, or that it is made from."""
        if not variant.union:
            return variant.site
        return self._shapes.unwrap(variant.node[-1].pointer).site

    def _mapping(self, shape: Shape) -> dict[str, str]:
        """Tag -> pointer of the variant (OpenAPI 3.1, 4.8.25.3: a reference or the name of a component)."""
        found: dict[str, str] = {}
        for _, declared in shape.keyword("discriminator"):
            mapping = declared.get("mapping") if isinstance(declared, Mapping) else None
            if not isinstance(mapping, Mapping):
                continue
            for tag, reference in mapping.items():
                if isinstance(tag, str) and isinstance(reference, str):
                    target = self._target(reference)
                    if target:
                        found[tag] = target
        return found

    def _target(self, reference: str) -> str | None:
        tree = self._shapes.tree
        name = reference.rpartition("/")[2]
        for candidate in (
            tree.target({"$ref": reference}),
            *map(COMPONENTS.__add__, (name, name.split(".")[0])),
        ):
            if candidate and isinstance(tree.at(candidate), Mapping):
                return self._shapes.unwrap(candidate).site
        return None

    def _own_tags(self, variant: Variant, wire_name: str) -> set[str]:
        """The strings that the variant itself allows for the property."""
        schema_parts = self._shapes.of(variant.node).properties.get(wire_name)
        found = enum_values(self._shapes.of(schema_parts)) if schema_parts else None
        return {value for value in found[0] if isinstance(value, str)} if found else set()

    def _infer_claim(self, variants: Variants) -> Claim | None:
        """A property in which every object has a constant of its own tells them apart, declared or not.

        A constant is written in the variant, or what another union takes it for.
        """
        shapes = {v: self._shapes.of(v.node) for v in variants.all}
        objects = Variants(tuple(v for v in shapes if "object" in shapes[v].types))
        found = [shapes[v] for v in objects.all]
        if len(found) < 2 or any(s.types != {"object"} or not s.properties for s in found):
            return None
        common = set(found[0].properties).intersection(*(shape.properties for shape in found[1:]))
        for wire_name in sorted(common, key=tag_order):
            tags = {v.site: self._known_tags(v, wire_name) for v in objects.all}
            if disjoint(tags) and not self._unfit(objects, wire_name):
                return Claim(wire_name, tags, decides=not self._optional(objects, wire_name))
        return None

    def _known_tags(self, variant: Variant, wire_name: str) -> set[str]:
        own = self._own_tags(variant, wire_name)
        return own if len(own) == 1 else set(self._tags.get((variant.site, wire_name), ()))

    def features(self, variant: Variant) -> frozenset[str]:
        """What tells an inline variant apart, whatever stands beside it: its constants, else what it requires."""
        shape = self._shapes.of(variant.node)
        constants = set(self.constants(variant))
        return frozenset(constants or shape.required or set(shape.properties))

    def constants(self, variant: Variant) -> Iterator[str]:
        """`name=value` for each property of a variant that has only one value."""
        shape = self._shapes.of(variant.node)
        for name in sorted(shape.required & shape.properties.keys(), key=tag_order):
            values = self._own_tags(variant, name)
            if len(values) == 1:
                yield f"{name}={values.pop()}"


def _tag_name(shape: Shape) -> str:
    """The property that the discriminator names, "" where there is none."""
    declared = shape.last("discriminator")
    name = (
        cast("Mapping[str, object]", declared).get("propertyName")
        if isinstance(declared, Mapping)
        else None
    )
    return name if isinstance(name, str) else ""


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
