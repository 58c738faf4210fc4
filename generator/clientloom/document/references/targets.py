# What bundling knows between its two halves: discovery (bundle.py) and placing (hoist.py).
# May import diagnostics and this room's resolver and pointers.
"""Targets and sites of references."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from clientloom.diagnostics import Diagnostic
from clientloom.document.document import Json
from clientloom.document.files.file_set import RefusedError
from clientloom.document.files.limits import MAX_INLINED_NODES
from clientloom.document.pointer import Token, Trail, tokens_of
from clientloom.document.references.resolve import NodeLocation

LocationKey: TypeAlias = tuple[str, tuple[str, ...]]
Inlining: TypeAlias = tuple[LocationKey, ...]
"""The places that are being copied around a node; meeting one again is a circle."""


@dataclass(slots=True)
class Target:
    """A node that references name, of one kind; `at` is its place in the bundled document once that is known."""

    place: NodeLocation
    kind: str
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WalkNode:
    """A node on the walk: where it will stand (below `owner`, or the document), and the place it comes from."""

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
        """The place that the node comes from."""
        return NodeLocation(self.source.source, (*self.source.tokens, *tokens_of(self.origin)))

    def at(self, place: NodeLocation) -> WalkNode:
        """The same spot, filled from another place."""
        return WalkNode(self.owner, self.trail, place, None, (*self.inlining, place.key))


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: the mapping and key whose text names the target."""

    holder: dict[str, Json]
    key: str
    target: Target


@dataclass(slots=True)
class BundleState:
    """What discovery finds, for the placing that follows.

    `copy_origins` remembers of nodes that were copied in where they are from, by identity (and holds them, so
    that no other node takes over the identity).
    """

    targets: dict[tuple[tuple[str, tuple[str, ...]], str], Target] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    adopted: dict[tuple[str, str], Target] = field(default_factory=dict)
    moves: list[tuple[Target | None, Trail, NodeLocation]] = field(default_factory=list)
    problems: dict[tuple[str, str], Diagnostic] = field(default_factory=dict)
    copy_origins: dict[int, tuple[Json, NodeLocation, Inlining]] = field(default_factory=dict)
    inlined: int = 0
    tolerant: bool = False
    broken: list[tuple[dict[str, Json], str]] = field(default_factory=list)
    requirements: list[tuple[dict[str, Json], str, dict[str, Json]]] = field(default_factory=list)
    """Security requirements, the key of each that is a URI, and the reference that it makes."""

    def copy(self, node: Json) -> Json:
        """A copy whose parts are known to come from where the original ones do.

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
            self.mark_origin(copy, known[1], known[2])
        return copy

    def mark_origin(self, node: Json, place: NodeLocation, inlining: Inlining) -> None:
        """Remember where a node that was copied in comes from."""
        if isinstance(node, (dict, list)):
            self.copy_origins[id(node)] = (node, place, inlining)


def refuse_cycle(place: NodeLocation, here: WalkNode) -> None:
    """Refuses to copy a place into itself."""
    if place.key in here.inlining:
        raise RefusedError("circular-ref", "the $ref leads back to itself", "break the circle")


def is_alias(node: dict[str, Json]) -> bool:
    """Whether an object says nothing but where another one is."""
    return len(node) == 1 and isinstance(node.get("$ref"), str)
