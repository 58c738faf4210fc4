# The tags that distinguish the variants of a union. May import ir and the other modules of this folder.
"""`Unions`: the tags of variants, the same in every union that contains the variant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clientloom.ir import Discriminator
from clientloom.normalize.facets.collect import SchemaPart, SchemaParts
from clientloom.normalize.facets.component_index import ComponentIndex
from clientloom.normalize.facets.merged import MergedSchema
from clientloom.normalize.facets.wrappers import MergedSchemas
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.unions.read_variants import UnionVariant, UnionVariants
from clientloom.normalize.schemas.unions.tags import (
    Claim,
    Tag,
    add_unclaimed,
    disjoint,
    last,
    match_spelling,
    sort_values,
    tag,
    tag_order,
    text_of,
    value_of,
)
from clientloom.normalize.schemas.unions.variants import VariantReader

_TAG_TYPES = frozenset({"string", "integer", "number", "boolean"})
_NULL = tag(None)


class Unions(VariantReader):
    """Reads discriminators, and infers them if the document declares none."""

    def __init__(self, merged: MergedSchemas, index: ComponentIndex, notes: Notes) -> None:
        super().__init__(merged, index, notes)
        self._tags: defaultdict[tuple[str, str], set[Tag]] = defaultdict(set)
        self._default_variants: set[tuple[str, str]] = set()
        self._families: dict[SchemaParts, Claim | None] = {}
        """What distinguishes a component from its descendants; each reference to it asks."""
        self._claim_all()

    def _claim_all(self) -> None:
        """Reads the tags of all unions, repeatedly: a union may use tags that its variants have in another union."""
        unions = [p for p in self._index.unions if self._merged.of((SchemaPart(p),)).unions]
        waiting = [*unions, *self._index.bases]
        known = -1
        while waiting and known != len(self._tags):
            known = len(self._tags)
            waiting = [p for p in waiting if self._claim((SchemaPart(p),), p) is None]

    def tags(self, site: str, wire_name: str) -> tuple[str | int | bool, ...]:
        """Returns the values of a property that select this variant; () if it is not a tag, or any value does."""
        if (site, wire_name) in self._default_variants:
            return ()
        return sort_values(self._tags.get((site, wire_name), ()))

    def is_tag(self, site: str, wire_name: str) -> bool:
        """Whether a property distinguishes a variant from others."""
        return (site, wire_name) in self._tags or (site, wire_name) in self._default_variants

    def discriminator(self, parts: SchemaParts, site: str) -> Discriminator | None:
        """Returns the discriminator of a union, None if only the structure distinguishes its variants."""
        return self._as_discriminator(self._claim(parts, site), self.variants(parts, site))

    def family_discriminator(self, parts: SchemaParts) -> Discriminator | None:
        """Returns what distinguishes a component from its descendants, None if it has none or nothing does."""
        family = self.family(parts)
        if not family:
            return None
        if parts not in self._families:
            self._families[parts] = self._declared_claim(self._merged.of(parts), family, quiet=True)
        return self._as_discriminator(self._families[parts], family)

    def _as_discriminator(
        self, claim: Claim | None, variants: UnionVariants
    ) -> Discriminator | None:
        if claim is None or not claim.decides:
            return None
        pairs = {
            (text_of(tag), variant.site)
            for variant in variants.all
            for tag in self._tags.get((variant.site, claim.wire_name), ())
            if variant.site != claim.default
        }
        return (
            Discriminator(claim.wire_name, tuple(sorted(pairs)), claim.default) if pairs else None
        )

    def _claim(self, parts: SchemaParts, site: str) -> Claim | None:
        """Records the tags of the variants; None if they have none."""
        variants = self.variants(parts, site)
        if not variants.all or variants.anything:
            return None
        claim = self._declared_claim(self._merged.of(parts), variants) or self._infer_claim(
            variants
        )
        if claim:
            for variant_site, tags in claim.tags.items():
                self._tags[variant_site, claim.wire_name].update(tags)
            if claim.default:
                self._default_variants.add((claim.default, claim.wire_name))
        return claim

    def _declared_claim(
        self, merged: MergedSchema, variants: UnionVariants, *, quiet: bool = False
    ) -> Claim | None:
        """Returns the tags by the schema's own discriminator or an inherited one."""
        names = self._declared.names(merged)
        claims = ((name, *self._claim_by(name, merged, variants)) for name in names)
        found = [(name, claim, problem) for name, claim, problem in claims]
        claim = next((claim for _, claim, _ in found if claim), None)
        if found and (claim is None or not claim.decides) and not quiet:
            name, _, problem = found[0]
            self._notes.note(
                "discriminator-not-usable",
                merged.pointer,
                f"{problem}: the variants are distinguished by their structure instead of {name!r}",
                "make the property required, with a different constant in each variant, in an overlay",
            )
        return claim

    def _claim_by(
        self, wire_name: str, merged: MergedSchema, variants: UnionVariants
    ) -> tuple[Claim | None, str]:
        """Returns the tags by one discriminator, and the reason why they are not sufficient, if any."""
        target = self._declared.default(merged, wire_name)
        default = next((v.site for v in variants.all if self._origin_site(v) == target), "")
        tagged = replace(variants, all=tuple(v for v in variants.all if v.site != default))
        if problem := self._find_unfit(tagged, wire_name):
            return None, problem
        tags = self._claimed_tags(merged, tagged, wire_name)
        if not disjoint(tags) and not self._distinguished_by_parents(tags, tagged):
            return None, "two variants have the same tag or one has none"
        problem = "" if default else self._find_optional(tagged, wire_name)
        return Claim(wire_name, tags, decides=not problem, default=default), problem

    def _distinguished_by_parents(self, tags: dict[str, set[Tag]], variants: UnionVariants) -> bool:
        """Whether variants that share a tag inherit it from a parent with another discriminator."""
        if not all(tags.values()) or len({frozenset(each) for each in tags.values()}) < 2:
            return False
        sharing: defaultdict[frozenset[Tag], list[UnionVariant]] = defaultdict(list)
        for variant in variants.all:
            sharing[frozenset(tags[variant.site])].append(variant)
        everybody = self._common_ancestors(variants.all)
        return disjoint({str(number): set(each) for number, each in enumerate(sharing)}) and all(
            self._common_ancestors(each) - everybody for each in sharing.values() if len(each) > 1
        )

    def _common_ancestors(self, variants: Iterable[UnionVariant]) -> set[str]:
        lines = [{self._origin_site(v), *self._ancestors(v)} for v in variants]
        return set[str].intersection(*lines)

    def _ancestors(self, variant: UnionVariant) -> Iterator[str]:
        """Yields the ancestors of a variant, the nearest first."""
        seen = {self._origin_site(variant)}
        pending = [self._origin_site(variant)]
        while pending:
            above = [p for site in pending for p in self._index.parents.get(site, ())]
            pending = [site for site in dict.fromkeys(above) if site not in seen]
            seen.update(pending)
            yield from pending

    def _find_unfit(self, variants: UnionVariants, wire_name: str) -> str:
        for variant in variants.all:
            merged = self._merged.of(variant.parts)
            name = last(variant.site)
            if not merged.properties or merged.types - {"object"}:
                return f"the variant {name} is not an object with properties"
            if wire_name not in merged.properties:
                return f"the variant {name} has no property {wire_name!r}"
            property_ = self._merged.of(merged.properties[wire_name])
            constant = self._declared.own_tags(variant.parts, wire_name)
            is_null = constant == {_NULL}
            if property_.types - (_TAG_TYPES if constant else {"string"}) or (
                self._may_be_null(property_) and not is_null
            ):
                return f"the property {wire_name!r} of {name} is not always a string or a constant"
        return ""

    def _find_optional(self, variants: UnionVariants, wire_name: str) -> str:
        """Returns why a tag may be missing, else ""; it must be required (OpenAPI 3.1, 4.8.25)."""
        for variant in variants.all:
            if wire_name not in self._merged.of(variant.parts).required:
                return (
                    f"the variant {last(variant.site)} does not require the property {wire_name!r}"
                )
        return ""

    def _may_be_null(self, merged: MergedSchema) -> bool:
        unwrapped = self._merged.unwrap(merged.pointer)
        return merged.nullable or unwrapped.nullable

    def _claimed_tags(
        self, merged: MergedSchema, variants: UnionVariants, wire_name: str
    ) -> dict[str, set[Tag]]:
        keys = _keys_by_site(self._declared.mapping(merged, wire_name))
        own = {v.site: self._declared.own_tags(v.parts, wire_name) for v in variants.all}
        distinct, origins = disjoint(own), {self._origin_site(v) for v in variants.all}
        others = {site: names for site, names in keys.items() if site not in origins}
        claimed: dict[str, set[Tag]] = {}
        for variant in variants.all:
            values = own[variant.site]
            mapped = match_spelling(keys.get(self._origin_site(variant), set()), values)
            if len(values) == 1 or (distinct and not mapped & values):
                claimed[variant.site] = values
            else:
                claimed[variant.site] = (
                    mapped
                    or match_spelling(self._level_tags(variant, merged, wire_name, keys), values)
                    or self._unmapped_tags(variant, others, values)
                )
        return add_unclaimed(claimed, own)

    def _level_tags(
        self,
        variant: UnionVariant,
        base: MergedSchema,
        wire_name: str,
        keys: Mapping[str, set[str]],
    ) -> set[str]:
        """Returns the tags of the ancestor below which another discriminator distinguishes; none without one.

        Where the mapping, whose `keys` are by schema, leaves that ancestor out, it names the classes of the next
        level itself.
        """
        above = list(self._ancestors(variant))
        levels = [site for site in above if self._is_level(site, wire_name)]
        if not levels or base.pointer not in above:
            return set()
        return keys.get(levels[-1], set()) if keys else {last(levels[-1])}

    def _is_level(self, site: str, wire_name: str) -> bool:
        """Whether a schema inherits a discriminator and has another one for its subtypes."""
        names = self._declared.names(self._merged.at(site))
        return wire_name in names[1:]

    def _unmapped_tags(
        self, variant: UnionVariant, keys: Mapping[str, set[str]], values: set[Tag]
    ) -> set[Tag]:
        """Returns the tags that a variant states, else those of its nearest mapped ancestor, else its name.

        `keys` are those of the mapping to schemas that are not variants themselves: those keep their tags.
        """
        inherited = (keys.get(site) for site in self._ancestors(variant))
        names = self._declared.stated_tags(variant.site) or next(filter(None, inherited), set())
        return match_spelling(names or {last(self._origin_site(variant))}, values)

    def _origin_site(self, variant: UnionVariant) -> str:
        """Returns the site of the schema that a variant is, or that it refers to."""
        if not variant.union:
            return variant.site
        return self._merged.unwrap(variant.parts[-1].pointer).site

    def _infer_claim(self, variants: UnionVariants) -> Claim | None:
        """Returns the tags by a property that has different values in every object, declared or not.

        One value each is preferred. It is in the variant, or is its tag in another union.
        """
        merged = {v: self._merged.of(v.parts) for v in variants.all}
        objects = UnionVariants(tuple(v for v in merged if "object" in merged[v].types))
        found = [merged[v] for v in objects.all]
        if len(found) < 2 or any(s.types != {"object"} or not s.properties for s in found):
            return None
        common = set(found[0].properties).intersection(*(each.properties for each in found[1:]))
        names = sorted(common, key=tag_order)
        claims = [
            self._claim_by_values(objects, n, several=s) for s in (False, True) for n in names
        ]
        grouped = (self._claim_by_groups(objects, name) for name in names)
        return next(filter(None, claims), None) or next(filter(None, grouped), None)

    def _claim_by_groups(self, variants: UnionVariants, wire_name: str) -> Claim | None:
        """Returns the tags by a property that groups of variants share, so that a new value is of no variant.

        It decides nothing alone: something else distinguishes the variants of a group.
        """
        tags = {v.site: self._known_tags(v, wire_name, several=True) for v in variants.all}
        groups = {str(sorted(each)): each for each in tags.values()}
        if len(groups) < 2 or not disjoint(groups) or self._find_unfit(variants, wire_name):
            return None
        if self._find_optional(variants, wire_name) or self._differ_by_keys(variants):
            return None
        return Claim(wire_name, tags, decides=False)

    def _claim_by_values(
        self, variants: UnionVariants, wire_name: str, *, several: bool
    ) -> Claim | None:
        """Returns the tags by a property; with `several`, a variant may have several, if nothing else decides."""
        tags = {v.site: self._known_tags(v, wire_name, several=several) for v in variants.all}
        if not disjoint(tags) or self._find_unfit(variants, wire_name):
            return None
        optional = bool(self._find_optional(variants, wire_name))
        if several and (optional or self._differ_by_keys(variants)):
            return None
        return Claim(wire_name, tags, decides=not optional)

    def _differ_by_keys(self, variants: UnionVariants) -> bool:
        """Whether each variant requires a property that no other has: then a new value of an enum confuses nobody."""
        merged = [self._merged.of(variant.parts) for variant in variants.all]
        known = Counter(name for one in merged for name in one.properties)
        return all(any(known[name] < 2 for name in one.required) for one in merged)

    def _known_tags(self, variant: UnionVariant, wire_name: str, *, several: bool) -> set[Tag]:
        own = self._declared.own_tags(variant.parts, wire_name)
        known = set(self._tags.get((variant.site, wire_name), ()))
        return own if len(own) == 1 or (several and not known) else known

    def features(self, variant: UnionVariant) -> frozenset[str]:
        """Returns what identifies an inline variant: its constants, else its required properties, else all of them."""
        merged = self._merged.of(variant.parts)
        constants = set(self.constants(variant))
        return frozenset(constants or merged.required or set(merged.properties))

    def constants(self, variant: UnionVariant) -> Iterator[str]:
        """Yields `name=value` for each required property with only one value."""
        merged = self._merged.of(variant.parts)
        for name in sorted(merged.required & merged.properties.keys(), key=tag_order):
            values = self._declared.own_tags(variant.parts, name)
            if len(values) == 1 and isinstance(value := value_of(values.pop()), str):
                yield f"{name}={value}"


def _keys_by_site(mapping: Mapping[str, str]) -> Mapping[str, set[str]]:
    """Returns the keys of a mapping by the schema that they lead to."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, site in mapping.items():
        found[site].add(name)
    return found
