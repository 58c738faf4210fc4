# What bundling knows between its two halves: discovery (bundle.py) and placing (hoist.py).
# May import diagnostics and this room's resolver and pointers.
"""Targets and sites of references."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from clientloom.diagnostics import Diagnostic
from clientloom.document.document import Json
from clientloom.document.pointer import Trail
from clientloom.document.references.resolve import Place

PlaceKey: TypeAlias = tuple[str, tuple[str, ...]]
Inlining: TypeAlias = tuple[PlaceKey, ...]
"""The places that are being copied around a node; meeting one again is a circle."""


@dataclass(slots=True)
class Target:
    """A node that references name, of one kind; `at` is its place in the bundled document once that is known."""

    place: Place
    kind: str
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """A reference: the mapping and key whose text names the target."""

    holder: dict[str, Json]
    key: str
    target: Target


@dataclass(slots=True)
class State:
    """What discovery finds, for the placing that follows.

    `came_from` remembers of nodes that were copied in where they are from, by identity (and holds them, so
    that no other node takes over the identity).
    """

    targets: dict[tuple[tuple[str, tuple[str, ...]], str], Target] = field(default_factory=dict)
    sites: list[Site] = field(default_factory=list)
    adopted: dict[tuple[str, str], Target] = field(default_factory=dict)
    moves: list[tuple[Target | None, Trail, Place]] = field(default_factory=list)
    problems: dict[tuple[str, str], Diagnostic] = field(default_factory=dict)
    came_from: dict[int, tuple[Json, Place, Inlining]] = field(default_factory=dict)
    inlined: int = 0
    tolerant: bool = False
    broken: list[tuple[dict[str, Json], str]] = field(default_factory=list)
    requirements: list[tuple[dict[str, Json], str, dict[str, Json]]] = field(default_factory=list)
    """Security requirements, the key of each that is a URI, and the reference that it makes."""
