# The order in which people read a review: by what they call. May import the changes of review.
"""`outline`: the changes of a level in groups: resources first, then the client, exceptions, webhooks and models."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from clientloom.review.changes import Change, Level, Review

CLIENT, ERRORS, WEBHOOKS, MODELS = "the client", "errors", "webhooks", "models"
OTHERS = (CLIENT, ERRORS, WEBHOOKS, MODELS)
"""The groups of what belongs to no resource, in their order."""

_OF_THE_PACKAGE = ("package-", "distribution-", "http-library", "extra-")
_OF_THE_CLIENT = ("credential-", "server-", "constant-header", *_OF_THE_PACKAGE)


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one resource, or of what belongs to none."""

    name: str
    changes: tuple[Change, ...]


def outline(changes: Iterable[Change]) -> tuple[Group, ...]:
    """The changes by group; within one by method or class."""
    found: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[group_name(change)].append(change)
    names = sorted(found, key=lambda name: (OTHERS.index(name) if name in OTHERS else -1, name))
    return tuple(
        Group(name, tuple(sorted(found[name], key=lambda c: (c.subject, c.code, c.text))))
        for name in names
    )


def group_name(change: Change) -> str:
    """The resource of a change, or the group of what belongs to none."""
    if change.resource:
        return change.resource
    if change.code.startswith(_OF_THE_CLIENT):
        return CLIENT
    room = change.subject.partition(".")[0]
    if room == "client":  # a method of the client itself
        return CLIENT
    return room if room in (ERRORS, WEBHOOKS) else MODELS


def count_codes(changes: Iterable[Change], most: int = 4) -> str:
    """How many changes of each code there are, the most frequent first: "12 operation-removed, 1 null-added"."""
    found = Counter(change.code for change in changes).most_common()
    shown = ", ".join(f"{count} {code}" for code, count in found[:most])
    rest = sum(count for _, count in found[most:])
    return f"{shown}, {rest} more" if rest else shown


def _groups_of(change: Change) -> set[str]:
    """The groups that a change reaches: its own, and the resources of the methods that it names besides."""
    methods = (s.removeprefix("client.") for s in change.also if s.startswith("client."))
    return {group_name(change), *(method.rpartition(".")[0] or CLIENT for method in methods)}


def select(review: Review, levels: Sequence[Level], groups: Sequence[str]) -> Review:
    """The part of a review that has one of the levels, and reaches one of the groups; () means all."""
    kept = (
        change
        for change in review.changes
        if (not levels or change.level in levels)
        and (not groups or any(name in groups for name in _groups_of(change)))
    )
    return replace(review, changes=tuple(kept))
