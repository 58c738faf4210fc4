# JSON Schema -> types: one value at a time, every class it needs put on a queue. May import config, ir and
# this room's modules.
"""`TypeReader`: the type of a set of schemas that must all hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clientloom.config.settings import VendorConfig
from clientloom.ir import (
    AliasSchema,
    Anything,
    ListOf,
    LiteralOf,
    Named,
    ObjectSchema,
    Schema,
    TupleOf,
    TypeRef,
    one_literal,
)
from clientloom.normalize.facets.collect import (
    COMPONENTS,
    SchemaPart,
    SchemaParts,
    is_component,
    items,
)
from clientloom.normalize.facets.merged import Shape, child, has_all_items, telling, types_in_order
from clientloom.normalize.facets.wrappers import ShapeTable
from clientloom.normalize.naming.addresses import Addresses
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.combine import distinct_union, nullable
from clientloom.normalize.schemas.details import constraints, doc_of
from clientloom.normalize.schemas.hoisted import MAX_MERGED, Hoisted
from clientloom.normalize.schemas.objects import Objects
from clientloom.normalize.schemas.problems import (
    circular,
    contradictory_types,
    note_conditions,
    too_deep,
    untyped,
)
from clientloom.normalize.schemas.scalars import hint, literal, scalar
from clientloom.normalize.schemas.type_overrides import overriding_type
from clientloom.normalize.schemas.unions.claims import Unions
from clientloom.normalize.schemas.unions.labels import Labels
from clientloom.normalize.schemas.unions.read_variants import Variant

MANY_VALUES = 20
"""An enum written in place with more values than this gets a name."""
MAX_DEPTH = 60
"""Types that are nested deeper than this without a name between are cut."""


class TypeReader:
    """Reads types; a schema that needs a class becomes a name, and is defined when `define_all` is called.

    So a type never waits for another, however schemas refer to each other.
    """

    def __init__(
        self,
        shapes: ShapeTable,
        unions: Unions,
        objects: Objects,
        addresses: Addresses,
        config: VendorConfig,
        notes: Notes,
    ) -> None:
        self._shapes = shapes
        self._unions = unions
        self._objects = objects
        self._sites = addresses
        self._config = config
        self._notes = notes
        self._labels = Labels(shapes, unions)
        self.definitions: dict[str, Schema] = {}
        self._families: dict[str, TypeRef] = {}
        self._hoisted = Hoisted(shapes.tree)
        self._depth = 0
        self.settled: set[str] = set()
        """The keys of `[types]` that settled a place."""

    def read(self, node: SchemaParts, site: str, *, binary: bool = False) -> TypeRef:
        """The type of a node; `site` is the pointer that stands for it.

        A schema that a reference leads to has a name; one that is written in place has none unless it
        needs a class.
        """
        if settled := self._overridden_type(site):
            return settled
        referenced = null = False
        if len(node) == 1 and not node[0].bare:
            stripped = self._shapes.unwrap(node[0].pointer)
            if stripped.circular:
                return circular(site, self._notes)
            if stripped.referenced:
                self._sites.refer(site, stripped.site)
            null = stripped.nullable
            node, site = (SchemaPart(stripped.pointer),), stripped.site
            referenced = stripped.referenced or is_component(site)
            if settled := self._overridden_type(site):
                return nullable(settled) if null else settled
        self._depth += 1
        try:
            type_ = self._convert_nested(node, site, referenced=referenced, binary=binary)
        finally:
            self._depth -= 1
        return nullable(type_) if null or self._nullable(node, site) else type_

    def _convert_nested(
        self, node: SchemaParts, site: str, *, referenced: bool, binary: bool
    ) -> TypeRef:
        shape = self._shapes.of(node)
        if self._depth > MAX_DEPTH:
            return too_deep(site, MAX_DEPTH, self._notes)
        if not referenced or not self._deserves_name(node, site, shape):
            if not binary and self._joins_objects(node, site):
                return self._hoist(node, site)
            return self._core(node, site, binary=binary)
        return self._family(node, site) or self._hoist(node, site)

    def _family(self, node: SchemaParts, site: str) -> Named | None:
        """The union of a component and its heirs, under a name of its own; None where nothing tells them apart."""
        discriminator = self._unions.family_discriminator(node)
        family = self._unions.family(node) if discriminator else None
        if family is None:
            return None
        members = [self._hoist(node, site)]
        members += (self._hoist(heir.node, heir.site) for heir in family.all[1:])
        id_ = child(site, "variant")
        union = self._families[id_] = distinct_union(members, discriminator)
        span = self._notes.span(site)
        self.definitions[id_] = AliasSchema(id=id_, name="", doc="", type=union, span=span)
        return Named(id_)

    def _overridden_type(self, site: str) -> TypeRef | None:
        """The type that client.toml gives a place."""
        if not self._config.types:
            return None
        short = (site.removeprefix(COMPONENTS),) if is_component(site) else ()
        key = next((k for k in (site, f"#{site}", *short) if k in self._config.types), None)
        if key is None:
            return None
        self.settled.add(key)
        return overriding_type(self._config.types[key], site, self._notes)

    def _nullable(self, node: SchemaParts, site: str) -> bool:
        shape = self._shapes.of(node)
        if shape.nullable:
            return True
        return self._unions.is_union(node) and self._unions.variants(node, site).nullable

    def _deserves_name(self, node: SchemaParts, site: str, shape: Shape) -> bool:
        """Whether a schema that is referred to is more than a scalar or nothing at all."""
        if self._unions.is_union(node):
            return not self._unions.variants(node, site).anything
        if shape.types & {"object", "array"}:
            return True
        return any(word in f.schema for f in shape.facets for word in ("enum", "x-enum", "const"))

    def _joins_objects(self, node: SchemaParts, site: str) -> bool:
        """Whether a schema is a union of two classes or more: it gets a name though it is written in place."""
        if not self._unions.is_union(node):
            return False
        variants = self._unions.variants(node, site)
        found = [v for v in variants.all if self._is_class(v.node) or self._unions.is_union(v.node)]
        return len(found) > 1 and not variants.anything

    def _is_class(self, node: SchemaParts) -> bool:
        shape = self._shapes.of(node)
        return self._objects.has_fields(shape) and shape.types == {"object"}

    def _hoist(self, node: SchemaParts, site: str) -> TypeRef:
        known = self._hoisted.add(node, site)
        if known is not None:
            return Named(known)
        self._notes.warn(
            "too-many-merged-types",
            node[-1].pointer,
            f"`allOf` brings more than {MAX_MERGED} sets of schemas together; any value is accepted here",
            hint(site),
        )
        return Anything()

    def _core(
        self, node: SchemaParts, site: str, *, binary: bool = False, named: bool = False
    ) -> TypeRef:
        """The type without its null; `named` while the schema of this very site is being defined."""
        shape = self._shapes.of(node)
        note_conditions(shape, self._notes)
        if shape.impossible and not shape.facets:
            return Anything()
        if self._unions.is_union(node):
            return self._union(node, site, binary=binary)
        values = literal(shape, self._notes)
        if isinstance(values, LiteralOf) and len(values.values) > MANY_VALUES and not named:
            return self._hoist(node, site)
        if values is not None:
            return values
        if shape.contradictory:
            simple = contradictory_types(shape, self._notes)
            return distinct_union(
                self._convert_typed(t, node, site, alone=False, binary=False) for t in simple
            )
        types = types_in_order(shape)
        if not types:
            return untyped(shape, self._notes)
        parts = [
            self._convert_typed(t, node, site, alone=len(types) == 1, binary=binary) for t in types
        ]
        return distinct_union(parts)

    def _convert_typed(
        self, type_: str, node: SchemaParts, site: str, *, alone: bool, binary: bool
    ) -> TypeRef:
        shape = self._shapes.of(node)
        match type_:
            case "object" if self._objects.has_fields(shape):
                return self._hoist(node, site if alone else child(site, "object"))
            case "object":
                return self._objects.map(shape, self)
            case "array":
                return self._array(shape, site, binary=binary)
            case _:
                return scalar(type_, shape, self._notes, binary=binary)

    def _array(self, shape: Shape, site: str, *, binary: bool) -> TypeRef:
        first = next(iter(reversed(list(shape.keyword("prefixItems")))), None)
        if first:
            pointers = items(f"{first[0]}/prefixItems", first[1])
            types = tuple(self.read((SchemaPart(p),), p) for p in pointers)
            further = self._items(shape, site, binary=binary)
            if types and further is None and has_all_items(shape, len(types)):
                return TupleOf(types)
            if types:
                return ListOf(distinct_union((*types, further) if further else types))
        return ListOf(self._items(shape, site, binary=binary) or Anything())

    def _items(self, shape: Shape, site: str, *, binary: bool) -> TypeRef | None:
        """The type of the items of a list, None where nothing is said about them."""
        word = "items" if shape.last("items") is not None else "unevaluatedItems"
        pointers = [
            f"{p}/{word}" for p, node in shape.keyword(word) if isinstance(node, Mapping | bool)
        ]
        pointers = [p for p in pointers if not isinstance(self._shapes.tree.at(p), bool)]
        if not pointers:
            return None
        told = telling(self._shapes.tree, pointers)
        home = told[0].pointer if len(told) == 1 else child(site, "items")
        return self.read(told, home, binary=binary)

    def _union(self, node: SchemaParts, site: str, *, binary: bool) -> TypeRef:
        variants = self._unions.variants(node, site)
        if variants.anything:
            return Anything()
        discriminator = self._unions.discriminator(node, site)
        inline = [v for v in variants.all if v.union and v.site != child(v.union, "discriminator")]
        for owner in {variant.union for variant in inline}:
            self._register(owner, [v for v in inline if v.union == owner], variants.all)
        types = [self._variant(variant, binary=binary) for variant in variants.all]
        # A union has the members of a union in it.
        types = [self._families.get(t.id, t) if isinstance(t, Named) else t for t in types]
        if len(types) > 1:  # constants with titles are an enumeration, and those are open
            types = [replace(t, closed=False) if isinstance(t, LiteralOf) else t for t in types]
        return distinct_union(one_literal(types), discriminator)

    def _register(self, owner: str, variants: list[Variant], siblings: Sequence[Variant]) -> None:
        labels = self._labels.of(variants, siblings)
        features = {v.site: self._unions.features(v) for v in variants}
        self._sites.register_variants(owner, labels, features)

    def _variant(self, variant: Variant, *, binary: bool) -> TypeRef:
        if len(variant.node) == 1 and not variant.site.endswith("/discriminator"):
            return self._plain(variant, binary=binary)
        if self._is_class(variant.node):
            return self._hoist(variant.node, variant.site)
        return self._core(variant.node, variant.site, binary=binary)

    def _plain(self, variant: Variant, *, binary: bool) -> TypeRef:
        """A variant that is one schema, already without its wrappers."""
        if settled := self._overridden_type(variant.site):
            return settled
        type_ = self._convert_nested(
            variant.node, variant.site, referenced=not variant.union, binary=binary
        )
        return nullable(type_) if self._nullable(variant.node, variant.site) else type_

    # -- named schemas

    def define_all(self) -> None:
        """Defines every schema that was hoisted, and those that come up while doing so."""
        for site, node in self._hoisted.take():
            self.definitions[site] = self._define(site, node)

    def _define(self, site: str, node: SchemaParts) -> Schema:
        shape = self._shapes.of(node)
        whole = (
            shape
            if site == shape.pointer
            else self._shapes.of((*node, SchemaPart(site, bare=True)))
        )
        doc, span = doc_of(whole), self._notes.span(site)
        deprecated = shape.facets[-1].schema.get("deprecated") is True
        if not self._objects_only(site, node, shape):
            type_ = self._core(node, site, named=True)
            return AliasSchema(
                id=site,
                name="",
                doc=doc,
                type=type_,
                span=span,
                deprecated=deprecated,
                constraints=constraints(whole),
            )
        note_conditions(shape, self._notes)
        return ObjectSchema(
            id=site,
            name="",
            doc=doc,
            fields=self._objects.fields(node, site, self),
            span=span,
            extra=self._objects.further(shape, self),
            closed=self._objects.is_closed(shape),
            deprecated=deprecated,
        )

    def _objects_only(self, site: str, node: SchemaParts, shape: Shape) -> bool:
        if not self._objects.has_fields(shape):
            return False
        own_part = site.endswith(("/object", "/discriminator"))
        return own_part or (shape.types == {"object"} and not self._unions.is_union(node))
