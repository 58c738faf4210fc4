# JSON Schema -> types, one value at a time; classes that a type needs are put on a queue. May import config, ir
# and this room's modules.
"""`TypeReader`: the type of a value that has to satisfy a set of schemas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from clientloom import ir
from clientloom.config.settings import VendorConfig
from clientloom.normalize.facets.collect import (
    SchemaPart,
    SchemaParts,
    component_name,
    is_component,
    items,
)
from clientloom.normalize.facets.merged import (
    MergedSchema,
    child_pointer,
    drop_redundant,
    has_all_items,
    types_in_order,
)
from clientloom.normalize.facets.wrappers import MergedSchemas
from clientloom.normalize.naming.addresses import Addresses
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.combine import distinct_union, make_nullable
from clientloom.normalize.schemas.details import constraints, doc_of, with_labels
from clientloom.normalize.schemas.hoisted import MAX_MERGED, HoistQueue, is_named_enum
from clientloom.normalize.schemas.objects import ObjectReader
from clientloom.normalize.schemas.problems import (
    note_conditions,
    report_circular,
    report_contradiction,
    report_too_deep,
    report_untyped,
)
from clientloom.normalize.schemas.scalars import ENUMERATING, literal, override_hint, scalar
from clientloom.normalize.schemas.type_overrides import overriding_type
from clientloom.normalize.schemas.unions.claims import Unions
from clientloom.normalize.schemas.unions.labels import VariantLabels
from clientloom.normalize.schemas.unions.read_variants import UnionVariant

MAX_DEPTH = 60
"""Types that are nested deeper than this without a name in between become `Anything`."""


class TypeReader:
    """Reads types. A schema that needs a class becomes a name; `define_all` defines it later.

    Reading therefore ends even if schemas refer to each other. With `name_enums`, an inline enum that an extension
    names is an alias.
    """

    def __init__(
        self,
        merged: MergedSchemas,
        unions: Unions,
        objects: ObjectReader,
        addresses: Addresses,
        config: VendorConfig,
        notes: Notes,
        *,
        name_enums: bool,
    ) -> None:
        self._merged = merged
        self._unions = unions
        self._objects = objects
        self._addresses = addresses
        self._config = config
        self._notes = notes
        self._name_enums = name_enums
        self._labels = VariantLabels(merged, unions)
        self.definitions: dict[str, ir.Schema] = {}
        self._families: dict[str, ir.TypeRef] = {}
        self._hoisted = HoistQueue(merged.tree)
        self._depth = 0
        self.used_overrides: set[str] = set()
        """The keys of `[types]` that were applied."""

    def read(self, parts: SchemaParts, site: str, *, binary: bool = False) -> ir.TypeRef:
        """Returns the type of a value; `site` is the pointer that identifies it.

        A referenced schema has a name; an inline schema has one only if it needs a class.
        """
        if override := self._overridden_type(site):
            return override
        referenced = null = False
        if len(parts) == 1 and not parts[0].bare:
            unwrapped = self._merged.unwrap(parts[0].pointer)
            if unwrapped.circular:
                return report_circular(site, self._notes)
            if unwrapped.referenced:
                self._addresses.refer(site, unwrapped.site)
            null = unwrapped.nullable
            parts, site = (SchemaPart(unwrapped.pointer),), unwrapped.site
            referenced = unwrapped.referenced or is_component(site)
            if override := self._overridden_type(site):
                return make_nullable(override) if null else override
        self._depth += 1
        try:
            type_ = self._convert_nested(parts, site, referenced=referenced, binary=binary)
        finally:
            self._depth -= 1
        return make_nullable(type_) if null or self._allows_null(parts, site) else type_

    def _convert_nested(
        self, parts: SchemaParts, site: str, *, referenced: bool, binary: bool
    ) -> ir.TypeRef:
        merged = self._merged.of(parts)
        if self._depth > MAX_DEPTH:
            return report_too_deep(site, MAX_DEPTH, self._notes)
        if not referenced or not self._deserves_name(parts, site, merged):
            if not binary and self._joins_objects(parts, site):
                return self._hoist(parts, site)
            return self._convert(parts, site, binary=binary)
        return self._family_type(parts, site) or self._hoist(parts, site)

    def _family_type(self, parts: SchemaParts, site: str) -> ir.Named | None:
        """Returns the named union of a component and its descendants; None if no property distinguishes them."""
        discriminator = self._unions.family_discriminator(parts)
        family = self._unions.family(parts) if discriminator else None
        if family is None:
            return None
        members = [self._hoist(parts, site)]
        members += (self._hoist(descendant.parts, descendant.site) for descendant in family.all[1:])
        id_ = child_pointer(site, "variant")
        union = self._families[id_] = distinct_union(members, discriminator)
        span = self._notes.span(site)
        self.definitions[id_] = ir.AliasSchema(id=id_, name="", doc="", type=union, span=span)
        return ir.Named(id_)

    def _overridden_type(self, site: str) -> ir.TypeRef | None:
        """Returns the type of a site in client.toml, None if it has none."""
        if not self._config.types:
            return None
        short = (component_name(site),) if is_component(site) else ()
        key = next((k for k in (site, f"#{site}", *short) if k in self._config.types), None)
        if key is None:
            return None
        self.used_overrides.add(key)
        return overriding_type(self._config.types[key], site, self._notes)

    def _allows_null(self, parts: SchemaParts, site: str) -> bool:
        if self._merged.of(parts).nullable:
            return True
        return self._unions.is_union(parts) and self._unions.variants(parts, site).nullable

    def _deserves_name(self, parts: SchemaParts, site: str, merged: MergedSchema) -> bool:
        """Whether a referenced schema gets a name: an object, an array, a union or an enum."""
        if self._unions.is_union(parts):
            return not self._unions.variants(parts, site).anything
        if merged.types & {"object", "array"}:
            return True
        return merged.has_any(ENUMERATING)

    def _joins_objects(self, parts: SchemaParts, site: str) -> bool:
        """Whether a schema is a union of at least two classes, which gets a name even if it is inline."""
        if not self._unions.is_union(parts):
            return False
        variants = self._unions.variants(parts, site)
        found = [
            v for v in variants.all if self._is_class(v.parts) or self._unions.is_union(v.parts)
        ]
        return len(found) > 1 and not variants.anything

    def _is_class(self, parts: SchemaParts) -> bool:
        merged = self._merged.of(parts)
        return self._objects.has_fields(merged) and merged.types == {"object"}

    def _hoist(self, parts: SchemaParts, site: str) -> ir.TypeRef:
        known = self._hoisted.add(parts, site)
        if known is not None:
            return ir.Named(known)
        self._notes.warn(
            "too-many-merged-types",
            parts[-1].pointer,
            f"`allOf` combines more than {MAX_MERGED} sets of schemas; any value is accepted here",
            override_hint(site),
        )
        return ir.Anything()

    def _convert(
        self, parts: SchemaParts, site: str, *, binary: bool = False, named: bool = False
    ) -> ir.TypeRef:
        """Returns the type without null; `named` says that the schema of this site is being defined."""
        merged = self._merged.of(parts)
        note_conditions(merged, self._notes)
        if merged.impossible and not merged.facets:
            return ir.Anything()
        if self._unions.is_union(parts):
            return self._union_type(parts, site, binary=binary)
        values = with_labels(literal(merged, self._notes), merged, self._config.models)
        honoured = self._name_enums and self._addresses.may_get_name(site)
        if not named and is_named_enum(values, merged, honour_declared=honoured):
            return self._hoist(parts, site)
        if values is not None:
            return values
        if merged.contradictory:
            simple = report_contradiction(merged, self._notes)
            return distinct_union(
                self._convert_typed(t, parts, site, alone=False, binary=False) for t in simple
            )
        types = types_in_order(merged)
        if not types:
            return report_untyped(merged, self._notes)
        return distinct_union(
            self._convert_typed(t, parts, site, alone=len(types) == 1, binary=binary) for t in types
        )

    def _convert_typed(
        self, type_: str, parts: SchemaParts, site: str, *, alone: bool, binary: bool
    ) -> ir.TypeRef:
        merged = self._merged.of(parts)
        match type_:
            case "object" if self._objects.has_fields(merged):
                return self._hoist(parts, site if alone else child_pointer(site, "object"))
            case "object":
                return ir.MapOf(self._objects.additional_type(merged, self) or ir.Anything())
            case "array":
                return self._array_type(merged, site, binary=binary)
            case _:
                words = partial(self._addresses.words, site)
                return scalar(type_, merged, self._notes, words, binary=binary)

    def _array_type(self, merged: MergedSchema, site: str, *, binary: bool) -> ir.TypeRef:
        first = next(iter(reversed(list(merged.keyword("prefixItems")))), None)
        if first:
            pointers = items(f"{first[0]}/prefixItems", first[1])
            types = tuple(self.read((SchemaPart(p),), p) for p in pointers)
            further = self._item_type(merged, site, binary=binary)
            if types and further is None and has_all_items(merged, len(types)):
                return ir.TupleOf(types)
            if types:
                return ir.ListOf(distinct_union((*types, further) if further else types))
        return ir.ListOf(self._item_type(merged, site, binary=binary) or ir.Anything())

    def _item_type(self, merged: MergedSchema, site: str, *, binary: bool) -> ir.TypeRef | None:
        """Returns the type of the items of a list, None if they are not described."""
        word = "items" if merged.last("items") is not None else "unevaluatedItems"
        pointers = [
            f"{p}/{word}" for p, node in merged.keyword(word) if isinstance(node, Mapping | bool)
        ]
        pointers = [p for p in pointers if not isinstance(self._merged.tree.at(p), bool)]
        if not pointers:
            return None
        parts = drop_redundant(self._merged.tree, pointers)
        item_site = parts[0].pointer if len(parts) == 1 else child_pointer(site, "items")
        return self.read(parts, item_site, binary=binary)

    def _union_type(self, parts: SchemaParts, site: str, *, binary: bool) -> ir.TypeRef:
        variants = self._unions.variants(parts, site)
        if variants.anything:
            return ir.Anything()
        discriminator = self._unions.discriminator(parts, site)
        inline = [
            v for v in variants.all if v.union and v.site != child_pointer(v.union, "discriminator")
        ]
        for owner in {variant.union for variant in inline}:
            self._register(owner, [v for v in inline if v.union == owner], variants.all)
        types = [self._variant_type(variant, binary=binary) for variant in variants.all]
        # A component with descendants is replaced by the union of its family.
        types = [self._families.get(t.id, t) if isinstance(t, ir.Named) else t for t in types]
        listed = any(True for _ in self._merged.of(parts).keyword("enum"))
        if len(types) > 1 or listed:  # constants with titles are an enumeration, and those are open
            types = [replace(t, closed=False) if isinstance(t, ir.LiteralOf) else t for t in types]
        return distinct_union(ir.merge_literals(types), discriminator)

    def _register(
        self, owner: str, variants: list[UnionVariant], siblings: Sequence[UnionVariant]
    ) -> None:
        labels = self._labels.of(variants, siblings)
        features = {v.site: self._unions.features(v) for v in variants}
        self._addresses.register_variants(owner, labels, features)

    def _variant_type(self, variant: UnionVariant, *, binary: bool) -> ir.TypeRef:
        if len(variant.parts) == 1 and not variant.site.endswith("/discriminator"):
            return self._single_schema_type(variant, binary=binary)
        if self._is_class(variant.parts):
            return self._hoist(variant.parts, variant.site)
        return self._convert(variant.parts, variant.site, binary=binary)

    def _single_schema_type(self, variant: UnionVariant, *, binary: bool) -> ir.TypeRef:
        """Returns the type of a variant that is one schema, wrappers already removed."""
        if override := self._overridden_type(variant.site):
            return override
        type_ = self._convert_nested(
            variant.parts, variant.site, referenced=not variant.union, binary=binary
        )
        return make_nullable(type_) if self._allows_null(variant.parts, variant.site) else type_

    # -- named schemas

    def define_all(self) -> None:
        """Defines every queued schema, and those that are queued meanwhile."""
        for site, parts in self._hoisted.pop_all():
            self.definitions[site] = self._define(site, parts)

    def _define(self, site: str, parts: SchemaParts) -> ir.Schema:
        merged = self._merged.of(parts)
        whole = (
            merged
            if site == merged.pointer
            else self._merged.of((*parts, SchemaPart(site, bare=True)))
        )
        doc, span = doc_of(whole, self._config.models), self._notes.span(site)
        deprecated = merged.facets[-1].schema.get("deprecated") is True
        if not self._objects_only(site, parts, merged):
            type_ = self._convert(parts, site, named=True)
            return ir.AliasSchema(
                id=site,
                name="",
                doc=doc,
                type=type_,
                span=span,
                deprecated=deprecated,
                constraints=constraints(whole),
            )
        note_conditions(merged, self._notes)
        return ir.ObjectSchema(
            id=site,
            name="",
            doc=doc,
            fields=self._objects.fields(parts, site, self),
            span=span,
            extra=self._objects.additional_type(merged, self),
            closed=self._objects.is_closed(merged),
            deprecated=deprecated,
        )

    def _objects_only(self, site: str, parts: SchemaParts, merged: MergedSchema) -> bool:
        if not self._objects.has_fields(merged):
            return False
        own_part = site.endswith(("/object", "/discriminator"))
        return own_part or (merged.types == {"object"} and not self._unions.is_union(parts))
