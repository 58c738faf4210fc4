# JSON Schema -> types and named schemas, for the readers of operations. May import document, config, ir
# and this room's modules.
"""`SchemaReader`: the type of any schema of the document; schemas that need a class are hoisted and named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from clientloom.config.settings import VendorConfig
from clientloom.document.document import Document
from clientloom.ir import Anything, Field, Schema, TypeRef
from clientloom.ir.lookup import Lookup
from clientloom.normalize.facets.collect import (
    COMPONENTS,
    SchemaPart,
    SchemaParts,
    Tree,
    component_name,
    is_component,
)
from clientloom.normalize.facets.component_index import index_components
from clientloom.normalize.facets.merged import child_pointer
from clientloom.normalize.facets.wrappers import MergedSchemas
from clientloom.normalize.naming.addresses import Addresses, SchemaSite
from clientloom.normalize.naming.classes import Candidates, lock_keys, name_schemas
from clientloom.normalize.naming.declared_names import declared_text
from clientloom.normalize.naming.registry import Names, Wanted
from clientloom.normalize.naming.roles import declared_role, title_role
from clientloom.normalize.naming.short_names import (
    Hints,
    Stated,
    hints_of,
    named_members,
    names_of_component,
    operation_words,
)
from clientloom.normalize.notes import Notes
from clientloom.normalize.reachability import reachable_schemas
from clientloom.normalize.repeats.merge import Known, Repeats
from clientloom.normalize.schemas.convert import TypeReader
from clientloom.normalize.schemas.details import Details
from clientloom.normalize.schemas.objects import ObjectReader
from clientloom.normalize.schemas.unions.claims import Unions

__all__ = ["Details", "SchemaReader", "SchemaSite"]


class _Sayings:
    """What a document says about the names of its schemas.

    Apart from the reader, so that nothing leads back to it: it is large, and goes when all is read.
    """

    def __init__(self, document: Document, tree: Tree, *, declared: bool) -> None:
        self._origin = document.origin
        self._tree = tree
        self._declared = declared

    def declared_class(self, id_: str) -> str:
        """Returns the class name that an extension declares, "" if there is none."""
        if not self._declared:
            return ""
        node = self._tree.at(id_)
        return (
            declared_text("class", node)
            or (is_component(id_) and declared_text("component", node))
            or ""
        )

    def stated(self, id_: str) -> Stated:
        """Returns all that is said about the name of a schema."""
        origin = self._origin(id_) if is_component(id_) else ()
        return Stated(
            self.declared_class(id_),
            self.title(id_),
            named_members(origin),
            operation_words(origin),
        )

    def part_name(self, pointer: str) -> str:
        """Returns the name of a component that bundling made of a part of an operation, "" for any other."""
        operation = operation_words(self._origin(pointer))
        if not operation:
            return ""
        is_schema = is_component(pointer)
        stated = self.stated(pointer) if is_schema else Stated(operation=operation)
        return names_of_component(component_name(pointer), stated)[0]

    def title(self, id_: str) -> str:
        """Returns the title of a schema, "" if it has none."""
        node = self._tree.at(id_)
        title = node.get("title") if isinstance(node, Mapping) else None
        return title if isinstance(title, str) else ""


class SchemaReader:
    """Reads schemas of a document, each once; the result does not depend on the order of calls."""

    def __init__(
        self, document: Document, config: VendorConfig, names: Names, notes: Notes
    ) -> None:
        self._names = names
        self._config = config
        self._notes = notes
        tree = Tree(document.root)
        self._sayings = _Sayings(document, tree, declared=config.names.declared)
        found = index_components(tree)
        named = frozenset(k for k in names.lock.scope("schema", "") if is_component(k))
        self._merged = MergedSchemas(tree, found.subtypes, named)
        self._unions = Unions(self._merged, found, notes)
        self._addresses = Addresses(names.lock, self._sayings.part_name)
        self._objects = ObjectReader(
            self._merged,
            self._unions,
            self._addresses,
            names,
            notes,
            differ_by_place=bool(config.types),
            honour_declared=config.names.declared,
        )
        self._types = TypeReader(
            self._merged,
            self._unions,
            self._objects,
            self._addresses,
            config,
            notes,
            name_enums=config.names.declared,
        )

        self._read: dict[tuple[str, bool], TypeRef] = {}
        """The types that were asked for: many operations share a parameter or a response."""
        self._known_details: dict[tuple[str, TypeRef | None], Details] = {}

    @property
    def definitions(self) -> Mapping[str, Schema]:
        """Every named schema read so far, by id; `schemas` resolves their class names."""
        return self._types.definitions

    @property
    def used_overrides(self) -> AbstractSet[str]:
        """The keys of `[types]` in client.toml that were applied so far."""
        return self._types.used_overrides

    def type_at(
        self, pointer: str, *, named_after: SchemaSite | None = None, binary: bool = False
    ) -> TypeRef:
        """Returns the type of the schema at a pointer.

        Args:
            pointer: JSON pointer into the document; `$ref` is followed.
            named_after: what inline schemas below it are named after, if the pointer is outside the components.
            binary: the value is a body or a part of one, so that it may be raw bytes.
        """
        if named_after:
            self._addresses.register(pointer, named_after)
        known = self._read.get((pointer, binary))
        if known is None:
            known = self._types.read((SchemaPart(pointer),), pointer, binary=binary)
            self._types.define_all()
            self._read[pointer, binary] = known
        return known

    def object_fields(
        self, pointer: str, *, named_after: SchemaSite | None = None, binary: bool = False
    ) -> tuple[Field, ...] | None:
        """Returns the fields of the merged object at a pointer.

        None if it is a union, a map or not an object, or if a value may be one of its descendants.
        """
        if named_after:
            self._addresses.register(pointer, named_after)
        unwrapped = self._merged.unwrap(pointer)
        parts: SchemaParts = (SchemaPart(unwrapped.pointer),)
        merged = self._merged.of(parts)
        if (
            self._unions.is_union(parts)
            or self._unions.family_discriminator(parts)
            or merged.types != {"object"}
            or not self._objects.has_fields(merged)
        ):
            return None
        fields = self._objects.fields(parts, unwrapped.site, self._types, binary=binary)
        self._types.define_all()
        return fields

    def fields(self, type_: TypeRef) -> tuple[Field, ...] | None:
        """Returns the fields of the object that a type resolves to, None for other types."""
        schema = Lookup(self.definitions).object(type_)
        return schema.fields if schema else None

    def resolve(self, type_: TypeRef) -> TypeRef:
        """Returns the type behind aliases and null."""
        return Lookup(self.definitions).resolve(type_)

    def default_at(self, pointer: str, type_: TypeRef) -> str | None:
        """Returns the default of the schema at a pointer as compact JSON, None if it has no valid one."""
        return self._objects.default((SchemaPart(pointer),), type_)

    def details(self, pointer: str, type_: TypeRef | None = None) -> Details:
        """Returns the documentation, limits and access of the schema at a pointer."""
        found = self._known_details.get((pointer, type_))
        if found is None:
            found = self._objects.details((SchemaPart(pointer),), type_ or Anything())
            self._known_details[pointer, type_] = found
        return found

    def find_reachable(
        self, requests: Iterable[TypeRef], responses: Iterable[TypeRef]
    ) -> dict[str, Schema]:
        """Returns the schemas reachable from the types, by id; they have no class names yet.

        Args:
            requests: every type that the client sends.
            responses: every type that it receives.
        """
        received = responses if self._has_operations() else self._all_types()
        self._types.define_all()
        return reachable_schemas(self._types.definitions, requests, received)

    def find_known(self, ids: Iterable[str]) -> dict[str, Known]:
        """Returns what is known of schemas besides their structure."""
        ids = tuple(ids)
        keys = lock_keys((id_ for id_ in ids if not is_component(id_)), self._addresses)
        locked = self._names.lock.scope("schema", "")
        return {id_: self._find_hints(id_, locked.get(keys.get(id_, id_), "")) for id_ in ids}

    def _find_hints(self, id_: str, locked: str) -> Known:
        titled = declared_role(self._sayings.declared_class(id_)) or title_role(
            self._sayings.title(id_)
        )
        role = self._addresses.address(id_).role
        if is_component(id_):
            return Known(role, locked, tuple(filter(None, (role, titled))))
        return Known(titled or role, locked)

    def name_classes(
        self,
        schemas: Mapping[str, Schema],
        repeats: Repeats = Repeats(),  # noqa: B008 - it is frozen and empty
        enums: Mapping[str, Wanted] = MappingProxyType({}),
    ) -> tuple[Schema, ...]:
        """Returns schemas with their class names, sorted by them.

        Args:
            schemas: the schemas by id.
            repeats: the ids of places that have the class of another.
            enums: the names that aliases of enums may have, by id.
        """

        def hints(id_: str) -> Hints:
            role, stated = self._find_hints(id_, "").role, self._sayings.stated(id_)
            title, name = stated.title, stated.declared
            return hints_of(schemas[id_], schemas, role, title=title, declared=name)

        candidates = Candidates(self._addresses, repeats.groups, hints, self._sayings.stated, enums)
        return name_schemas(
            schemas, self._components(), candidates, self._names, self._config, self._notes
        )

    def _has_operations(self) -> bool:
        return any(self._merged.tree.at(pointer) for pointer in ("/paths", "/webhooks"))

    def _all_types(self) -> tuple[TypeRef, ...]:
        """Returns the types of all components, for a document without operations: a library of schemas."""
        return tuple(self.type_at(pointer) for pointer in sorted(self._components()))

    def _components(self) -> list[str]:
        schemas = self._merged.tree.at(COMPONENTS.rstrip("/"))
        return (
            [child_pointer(COMPONENTS.rstrip("/"), name) for name in schemas]
            if isinstance(schemas, dict)
            else []
        )
