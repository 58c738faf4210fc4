# One walk over the whole document, before anything is read: results do not depend on the order of reading.
# May import this room's collect.
"""`ComponentIndex`: the unions of the document, and which schemas inherit from which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from clientloom.document.pointer import Trail, text_of
from clientloom.normalize.facets.collect import COMPONENTS, UNIONS, JsonSchema, Tree, items, members
from clientloom.normalize.nodes import Node

MANY_DESCENDANTS = 50
"""A component with more descendants than this is not treated as a family, only as itself."""
_DATA = frozenset({"example", "examples", "default", "enum", "const", "x-enum"})
_CONTAINERS = (dict, list)
_NAMED = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas"}
)


@dataclass(frozen=True, slots=True)
class ComponentIndex:
    """The result of one walk over the document.

    `unions` are the pointers of schemas with `oneOf` or `anyOf`. `bases` maps each schema with a discriminator but
    without variants to the components that inherit from it by `allOf`. `families` does the same for components that
    inherit a discriminator: a value of such a type may be one of its descendants. `parents` are the schemas that
    each component inherits from. `subtypes` have a tag of their own, even if they add nothing to their base.
    """

    unions: tuple[str, ...]
    bases: Mapping[str, tuple[str, ...]]
    families: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, tuple[str, ...]]
    subtypes: frozenset[str]


def index_components(tree: Tree) -> ComponentIndex:
    """Walks the document once."""
    unions = tuple(sorted(_unions(tree.at(""))))
    parents = _parents(tree)
    bases = _bases(tree, parents)
    descendants = {part for below in bases.values() for part in below}
    families = _with_descendants(sorted(descendants - bases.keys()), parents, most=MANY_DESCENDANTS)
    subtypes = (
        part for base, below in bases.items() for part in _mapped_subtypes(tree, base, below)
    )
    return ComponentIndex(unions, bases, families, parents, frozenset(subtypes))


def _mapped_subtypes(tree: Tree, base: str, below: tuple[str, ...]) -> Iterator[str]:
    """Yields the subtypes that the mapping of a base names, all of them if there is no mapping."""
    mapping = (_discriminator(tree.schema(base)) or {}).get("mapping")
    if not isinstance(mapping, Mapping) or not mapping:
        return iter(below)
    named = {tree.target({"$ref": value}) for value in mapping.values()}
    return (part for part in below if part in named)


def _unions(root: object) -> Iterator[str]:
    """Yields the pointers of unions; examples, defaults and enums are data and not searched."""
    stack: list[tuple[object, Trail, bool]] = [(root, None, False)]
    while stack:
        node, trail, named = stack.pop()
        if isinstance(node, dict):
            if not named and _is_union(node):
                yield text_of(trail)
            stack += [
                (value, (trail, key), not named and key in _NAMED)
                for key, value in node.items()
                if isinstance(value, _CONTAINERS) and (named or key not in _DATA)
            ]
        else:
            parts = enumerate(cast("list[object]", node))
            stack += [(part, (trail, i), False) for i, part in parts if isinstance(part, dict)]


def _is_union(node: Node) -> bool:
    return isinstance(node.get("oneOf"), list) or isinstance(node.get("anyOf"), list)


def _parents(tree: Tree) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for _, pointer in members(COMPONENTS.rstrip("/"), tree.at(COMPONENTS.rstrip("/"))):
        schema = tree.schema(pointer)
        parts = () if isinstance(schema, bool) else items(f"{pointer}/allOf", schema.get("allOf"))
        targets = (_target(tree, part) for part in parts)
        found[pointer] = tuple(target for target in targets if target and target != pointer)
    return {pointer: targets for pointer, targets in found.items() if targets}


def _bases(tree: Tree, parents: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    components = members(COMPONENTS.rstrip("/"), tree.at(COMPONENTS.rstrip("/")))
    schemas = ((pointer, tree.schema(pointer)) for _, pointer in components)
    bases = [pointer for pointer, schema in schemas if _discriminator(schema)]
    return _with_descendants(bases, parents)


def _discriminator(schema: JsonSchema) -> Node | None:
    """Returns the discriminator of a schema without variants, which may be in a part of its `allOf`."""
    if isinstance(schema, bool) or any(word in schema for word in UNIONS):
        return None
    if isinstance(own := schema.get("discriminator"), Mapping):
        return cast("Node", own)
    listed = schema.get("allOf")
    parts = cast("list[object]", listed) if isinstance(listed, list) else []
    inline = (cast("Node", part) for part in parts if isinstance(part, Mapping))
    return next(filter(None, (_discriminator(part) for part in inline if "$ref" not in part)), None)


def _with_descendants(
    pointers: Iterable[str], parents: Mapping[str, tuple[str, ...]], most: int | None = None
) -> dict[str, tuple[str, ...]]:
    """Maps components to their descendants; those without any, or with more than `most`, are left out."""
    children: defaultdict[str, set[str]] = defaultdict(set)
    for pointer, targets in parents.items():
        for target in targets:
            children[target].add(pointer)
    found = {base: _descendants(base, children, most) for base in pointers}
    return {base: tuple(sorted(below)) for base, below in found.items() if below}


def _target(tree: Tree, pointer: str) -> str | None:
    node = tree.at(pointer)
    return tree.target(cast("Node", node)) if isinstance(node, Mapping) else None


def _descendants(base: str, children: Mapping[str, set[str]], most: int | None) -> set[str]:
    found: set[str] = set()
    pending = [base]
    while pending:
        new = children.get(pending.pop(), set()) - found - {base}
        found |= new
        pending += new
        if most is not None and len(found) > most:
            return set()
    return found
