# The data between the two halves of bundling, bundle.py and hoist.py. May import diagnostics, pointers and resolve.py.
"""References and their targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from clientloom.diagnostics import Diagnostic
from clientloom.document.document import Json
from clientloom.document.files.file_set import RefusedError
from clientloom.document.files.limits import MAX_INLINED_NODES
from clientloom.document.pointer import Token, Trail, tokens_of
from clientloom.document.references.resolve import NodeLocation

LocationKey: TypeAlias = tuple[str, tuple[str, ...]]
Inlining: TypeAlias = tuple[LocationKey, ...]
"""The locations whose copies a node is in; the same location again is a cycle."""


@dataclass(slots=True)
class Target:
    """A node of one kind that references name. `at` is its pointer in the bundled document, () until it is known."""

    place: NodeLocation
    kind: str
    at: tuple[str, ...] = ()


class WalkNode(NamedTuple):
    """A node on the walk: its place in the result (below `owner`, or the document), and its origin."""

    owner: Target | None
    trail: Trail
    source: NodeLocation
    origin: Trail
    inlining: Inlining = ()

    def below(self, token: Token) -> WalkNode:
        """The child under a token."""
        trail, origin = (self.trail, token), (self.origin, token)
        return WalkNode(self.owner, trail, self.source, origin, self.inlining)

    @property
    def place(self) -> NodeLocation:
        """The location that the node comes from."""
        return NodeLocation(self.source.source, (*self.source.tokens, *tokens_of(self.origin)))

    def at(self, place: NodeLocation) -> WalkNode:
        """Returns the same place in the result with another origin."""
        return WalkNode(self.owner, self.trail, place, None, (*self.inlining, place.key))


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: the mapping and key whose text names the target."""

    holder: dict[str, Json]
    key: str
    target: Target


class Move(NamedTuple):
    """A part of the result (below `owner`, or the document) that comes from another place."""

    owner: Target | None
    trail: Trail
    place: NodeLocation


class CopyOrigin(NamedTuple):
    """Where a copied node comes from. It holds the node, so that its `id` stays unique."""

    node: Json
    place: NodeLocation
    inlining: Inlining


class BrokenReference(NamedTuple):
    """A reference to nothing, which is removed: the mapping and its key."""

    holder: dict[str, Json]
    key: str


class SchemeByUri(NamedTuple):
    """A security requirement with a key that is a URI, and the reference for it."""

    requirement: dict[str, Json]
    key: str
    reference: dict[str, Json]


@dataclass(slots=True)
class BundleState:
    """The result of the first half of bundling, for the second.

    `targets` are by location and kind, `adopted` by kind and name of the component, `problems` by file and pointer,
    `copy_origins` by the `id` of the node.
    """

    targets: dict[tuple[LocationKey, str], Target] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    adopted: dict[tuple[str, str], Target] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    problems: dict[tuple[str, str], Diagnostic] = field(default_factory=dict)
    copy_origins: dict[int, CopyOrigin] = field(default_factory=dict)
    inlined: int = 0
    tolerant: bool = False
    broken: list[BrokenReference] = field(default_factory=list)
    requirements: list[SchemeByUri] = field(default_factory=list)

    def copy(self, node: Json) -> Json:
        """Returns a copy of a node, whose parts have the origins of the original.

        Raises:
            RefusedError: there are too many copies.
        """
        if not isinstance(node, (dict, list)):
            return node
        self.inlined += 1
        if self.inlined > MAX_INLINED_NODES:
            raise RefusedError(
                "too-many-copies", "the $refs expand without bounds", "use components"
            )
        copy: Json = (
            {key: self.copy(value) for key, value in node.items()}
            if isinstance(node, dict)
            else [self.copy(item) for item in node]
        )
        known = self.copy_origins.get(id(node))
        if known is not None:
            self.mark_origin(copy, known.place, known.inlining)
        return copy

    def mark_origin(self, node: Json, place: NodeLocation, inlining: Inlining) -> None:
        """Records the origin of a copied node."""
        if isinstance(node, (dict, list)):
            self.copy_origins[id(node)] = CopyOrigin(node, place, inlining)


def refuse_cycle(place: NodeLocation, here: WalkNode, node: Json) -> None:
    """Refuses to copy a place into itself, or over `node`, which is there."""
    if place.key in here.inlining or place.node is node:
        raise RefusedError(
            "circular-ref", "the $ref leads back to itself", "remove one of the references"
        )


def is_alias(node: dict[str, Json]) -> bool:
    """Returns whether an object is only a reference."""
    return len(node) == 1 and isinstance(node.get("$ref"), str)
