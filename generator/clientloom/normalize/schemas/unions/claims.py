# How the variants of a union are told apart. May import ir and the other modules of this folder.
"""`Unions`: the tags of variants, the same in every union that a variant is part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from clientloom.ir import Discriminator
from clientloom.normalize.facets.collect import SchemaPart, SchemaParts
from clientloom.normalize.facets.component_index import ComponentIndex
from clientloom.normalize.facets.merged import Shape
from clientloom.normalize.facets.wrappers import ShapeTable
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.unions.read_variants import Variant, Variants
from clientloom.normalize.schemas.unions.tags import (
    Claim,
    Tag,
    disjoint,
    in_order,
    last,
    match_spelling,
    tag_order,
    text_of,
    value_of,
    with_further,
)
from clientloom.normalize.schemas.unions.variants import VariantReader

_TAG_TYPES = frozenset({"string", "integer", "boolean"})


class Unions(VariantReader):
    """Reads discriminators, and finds them where the document declares none."""

    def __init__(self, shapes: ShapeTable, index: ComponentIndex, notes: Notes) -> None:
        super().__init__(shapes, index, notes)
        self._tags: defaultdict[tuple[str, str], set[Tag]] = defaultdict(set)
        self._untold: set[tuple[str, str]] = set()
        self._claim_all()

    def _claim_all(self) -> None:
        """A union without tags of its own may have those that others, read later, give its variants."""
        unions = [p for p in self._index.unions if self._shapes.of((SchemaPart(p),)).unions]
        waiting = [*unions, *self._index.bases]
        known = -1
        while waiting and known != len(self._tags):
            known = len(self._tags)
            waiting = [p for p in waiting if self._claim((SchemaPart(p),), p) is None]

    def tags(self, site: str, wire_name: str) -> tuple[str | int | bool, ...]:
        """The values of a property that make a value this variant; () where it is no tag, or may be any."""
        if (site, wire_name) in self._untold:
            return ()
        return in_order(self._tags.get((site, wire_name), ()))

    def is_tag(self, site: str, wire_name: str) -> bool:
        """Whether a property tells a variant from others."""
        return (site, wire_name) in self._tags or (site, wire_name) in self._untold

    def discriminator(self, node: SchemaParts, site: str) -> Discriminator | None:
        """How the variants are told apart, None where only their structure can tell."""
        return self._as_discriminator(self._claim(node, site), self.variants(node, site))

    def family_discriminator(self, node: SchemaParts) -> Discriminator | None:
        """How a component is told from its heirs, None where it has none or they look alike."""
        family = self.family(node)
        claim = self._declared_claim(self._shapes.of(node), family, quiet=True) if family else None
        return self._as_discriminator(claim, family) if family else None

    def _as_discriminator(self, claim: Claim | None, variants: Variants) -> Discriminator | None:
        if claim is None or not claim.decides:
            return None
        pairs = {
            (text_of(tag), variant.site)
            for variant in variants.all
            for tag in self._tags.get((variant.site, claim.wire_name), ())
            if variant.site != claim.default
        }
        if not pairs:
            return None
        return Discriminator(claim.wire_name, tuple(sorted(pairs)), claim.default)

    def _claim(self, node: SchemaParts, site: str) -> Claim | None:
        """Writes down the tags of the variants, None where they have none."""
        variants = self.variants(node, site)
        if len(variants.all) < 2 or variants.anything:
            return None
        claim = self._declared_claim(self._shapes.of(node), variants) or self._infer_claim(variants)
        if claim:
            for variant_site, tags in claim.tags.items():
                self._tags[variant_site, claim.wire_name].update(tags)
            if claim.default:
                self._untold.add((claim.default, claim.wire_name))
        return claim

    def _declared_claim(
        self, shape: Shape, variants: Variants, *, quiet: bool = False
    ) -> Claim | None:
        """By the discriminator of the schema itself, or by one that it inherits."""
        names = self._declared.names(shape)
        claims = ((name, *self._declared_by(name, shape, variants)) for name in names)
        found = [(name, claim, problem) for name, claim, problem in claims]
        claim = next((claim for _, claim, _ in found if claim), None)
        if found and (claim is None or not claim.decides) and not quiet:
            name, _, problem = found[0]
            self._notes.note(
                "discriminator-not-usable",
                shape.pointer,
                f"{problem}: the variants are told apart by their structure instead of {name!r}",
                "make the property required, with a constant of its own in each variant, in an overlay",
            )
        return claim

    def _declared_by(
        self, wire_name: str, shape: Shape, variants: Variants
    ) -> tuple[Claim | None, str]:
        """The tags by one discriminator, and what keeps them from deciding."""
        target = self._declared.default(shape, wire_name)
        default = next((v.site for v in variants.all if self._origin_site(v) == target), "")
        told = replace(variants, all=tuple(v for v in variants.all if v.site != default))
        if problem := self._unfit(told, wire_name):
            return None, problem
        tags = self._claimed_tags(shape, told, wire_name)
        if not disjoint(tags) and not self._told_apart_further(tags, told):
            return None, "two variants have the same tag or one has none"
        problem = "" if default else self._optional(told, wire_name)
        return Claim(wire_name, tags, decides=not problem, default=default), problem

    def _told_apart_further(self, tags: dict[str, set[Tag]], variants: Variants) -> bool:
        """Whether those that share a tag inherit it, from a parent whose heirs are told apart by another one."""
        if not all(tags.values()) or len({frozenset(each) for each in tags.values()}) < 2:
            return False
        sharing: defaultdict[frozenset[Tag], list[Variant]] = defaultdict(list)
        for variant in variants.all:
            sharing[frozenset(tags[variant.site])].append(variant)
        if not disjoint({str(number): set(each) for number, each in enumerate(sharing)}):
            return False
        everybody = self._common_ancestors(variants.all)
        return all(
            self._common_ancestors(each) - everybody for each in sharing.values() if len(each) > 1
        )

    def _common_ancestors(self, variants: Iterable[Variant]) -> set[str]:
        lines = [{self._origin_site(v), *self._ancestors(v)} for v in variants]
        return set[str].intersection(*lines)

    def _ancestors(self, variant: Variant) -> Iterator[str]:
        """What a variant inherits from, the nearest first."""
        seen = {self._origin_site(variant)}
        pending = [self._origin_site(variant)]
        while pending:
            above = [p for site in pending for p in self._index.parents.get(site, ())]
            pending = [site for site in dict.fromkeys(above) if site not in seen]
            seen.update(pending)
            yield from pending

    def _unfit(self, variants: Variants, wire_name: str) -> str:
        for variant in variants.all:
            shape = self._shapes.of(variant.node)
            name = last(variant.site)
            if not shape.properties or shape.types - {"object"}:
                return f"the variant {name} is no object with properties"
            if wire_name not in shape.properties:
                return f"the variant {name} has no property {wire_name!r}"
            property_ = self._shapes.of(shape.properties[wire_name])
            constant = self._declared.own_tags(variant.node, wire_name)
            if property_.types - (_TAG_TYPES if constant else {"string"}) or self._null(property_):
                return f"the property {wire_name!r} of {name} is not always a string or a constant"
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

    def _claimed_tags(
        self, shape: Shape, variants: Variants, wire_name: str
    ) -> dict[str, set[Tag]]:
        mapping = self._declared.mapping(shape, wire_name)
        own = {v.site: self._declared.own_tags(v.node, wire_name) for v in variants.all}
        told_apart = disjoint(own)
        claimed: dict[str, set[Tag]] = {}
        for variant in variants.all:
            values = own[variant.site]
            mapped = match_spelling(_leading_to(self._origin_site(variant), mapping), values)
            if len(values) == 1 or (told_apart and not mapped & values):
                claimed[variant.site] = values
            else:
                claimed[variant.site] = mapped or self._unmapped_tags(variant, mapping, values)
        return with_further(claimed, own)

    def _unmapped_tags(
        self, variant: Variant, mapping: dict[str, str], values: set[Tag]
    ) -> set[Tag]:
        """The tags that a variant states itself, else those of its nearest mapped ancestor, else its name."""
        inherited = (_leading_to(site, mapping) for site in self._ancestors(variant))
        names = self._declared.stated(variant.site) or next(filter(None, inherited), set())
        return match_spelling(names or {last(self._origin_site(variant))}, values)

    def _origin_site(self, variant: Variant) -> str:
        """The site of the schema that a variant is, or that it is made from."""
        if not variant.union:
            return variant.site
        return self._shapes.unwrap(variant.node[-1].pointer).site

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

    def _known_tags(self, variant: Variant, wire_name: str) -> set[Tag]:
        own = self._declared.own_tags(variant.node, wire_name)
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
            values = self._declared.own_tags(variant.node, name)
            if len(values) == 1 and isinstance(value := value_of(values.pop()), str):
                yield f"{name}={value}"


def _leading_to(site: str, mapping: dict[str, str]) -> set[str]:
    """The keys of a mapping that lead to a schema."""
    return {name for name, target in mapping.items() if target == site}
