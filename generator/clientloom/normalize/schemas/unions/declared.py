# What Discriminator Objects and enums say about tags. May import facets/ and this folder's tags.
"""`DeclaredTags`: the property, the mapping and the default of a discriminator; the values of a property."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from clientloom.document.grammar.tables import STATED_TAGS
from clientloom.normalize.facets.collect import COMPONENTS, SchemaParts
from clientloom.normalize.facets.merged import MergedSchema
from clientloom.normalize.facets.wrappers import MergedSchemas
from clientloom.normalize.nodes import Node
from clientloom.normalize.schemas.scalars import enum_values
from clientloom.normalize.schemas.unions.tags import Tag, tags_of


class DeclaredTags:
    """Reads the tags that the document declares."""

    def __init__(self, merged: MergedSchemas) -> None:
        self._merged = merged

    def name(self, merged: MergedSchema) -> str:
        """Returns the property of the innermost discriminator, "" if there is none."""
        return next((name for name in reversed([n for n, _ in _discriminators(merged)])), "")

    def names(self, merged: MergedSchema) -> list[str]:
        """Returns the properties of all discriminators, own ones before inherited ones."""
        return list(dict.fromkeys(name for name, _ in reversed(list(_discriminators(merged)))))

    def mapping(self, merged: MergedSchema, name: str) -> dict[str, str]:
        """Maps tags to pointers of variants (OpenAPI 3.1, 4.8.25.3: a reference or the name of a component)."""
        found: dict[str, str] = {}
        for wire_name, declared in _discriminators(merged):
            mapping = declared.get("mapping")
            if wire_name != name or not isinstance(mapping, Mapping):
                continue
            for key, reference in mapping.items():
                target = self._target(reference) if isinstance(reference, str) else None
                if isinstance(key, str) and target:
                    found[key] = target
        return found

    def default(self, merged: MergedSchema, name: str) -> str:
        """Returns the pointer of the variant for other and missing tags (OpenAPI 3.2, `defaultMapping`), else ""."""
        for wire_name, declared in _discriminators(merged):
            reference = declared.get("defaultMapping")
            if wire_name == name and isinstance(reference, str):
                return self._target(reference) or ""
        return ""

    def _target(self, reference: str) -> str | None:
        tree = self._merged.tree
        name = reference.rpartition("/")[2]
        for candidate in (
            tree.target({"$ref": reference}),
            *map(COMPONENTS.__add__, (name, name.split(".")[0])),
        ):
            if candidate and isinstance(tree.at(candidate), Mapping):
                return self._merged.unwrap(candidate).site
        return None

    def stated_tags(self, site: str) -> set[str]:
        """Returns the tag that a subtype in Swagger 2.0 states by one of two common extensions."""
        schema = self._merged.tree.schema(site)
        found = () if isinstance(schema, bool) else map(schema.get, STATED_TAGS)
        return {value for value in found if isinstance(value, str)}

    def own_tags(self, parts: SchemaParts, wire_name: str) -> set[Tag]:
        """Returns the values that a variant allows for the property, if they can be tags."""
        property_parts = self._merged.of(parts).properties.get(wire_name)
        found = enum_values(self._merged.of(property_parts)) if property_parts else None
        return tags_of(found[0]) if found else set()


def _discriminators(merged: MergedSchema) -> Iterator[tuple[str, Node]]:
    """Yields the Discriminator Objects of a schema and of its parents, the outermost last."""
    for _, declared in merged.keyword("discriminator"):
        if isinstance(declared, Mapping):
            node = cast("Node", declared)
            if isinstance(name := node.get("propertyName"), str):
                yield name, node
