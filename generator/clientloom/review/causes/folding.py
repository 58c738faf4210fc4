# Merges changes with the same cause. May import changes only.
"""`fold_changes`: a change in several places becomes one that names all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace

from clientloom.review.changes import Change, Direction

TWINS = {
    "argument-removed": "field-removed",
    "argument-renamed": "field-renamed",
    "became-demanded": "became-required",
    "demanded-argument-added": "field-added",
    "optional-argument-added": "field-added",
    "required-argument-added": "field-added",
    "required-field-added": "field-added",
}
"""Codes of changes of a keyword, and of the corresponding field, where they differ."""

OWN = frozenset(
    {"operation-added", "operation-removed", "operation-renamed", "deprecated", "undeprecated"}
)
"""Codes of changes that are not merged between methods, even if their sentences are equal."""

MANY, MANY_SECURED = 5, 3
"""From this many methods of several resources on, one sentence covers all; the second number is for credentials."""

_CLASSES = re.compile(r"changed its type from ([A-Z]\w*) to ([A-Z]\w*)$")

Key = Callable[[Change], Hashable]


def fold_changes(changes: Iterable[Change]) -> list[Change]:
    """Returns one change per cause: the worst one, with all its subjects."""
    return list(_by_sentence(_by_place(changes)))


def _by_place(changes: Iterable[Change]) -> Iterator[Change]:
    """Merges changes with the same place in the document."""
    yield from map(_merge, _groups(dict.fromkeys(changes), _place_key).values())


def _by_sentence(changes: Iterable[Change]) -> Iterator[Change]:
    """Merges equal sentences about methods of one resource, about many methods, or about one class for another."""
    for group in _groups(changes, _sentence_key).values():
        many = MANY_SECURED if group[0].code == "security-changed" else MANY
        is_one = len(group) >= many or _replaced_class(group[0])
        parts = [group] if is_one else _groups(group, _by_resource).values()
        yield from map(_merge, parts)


def _by_resource(change: Change) -> Hashable:
    """Returns the key of changes that a report shows together."""
    return change.resource or change.subject


def _groups(changes: Iterable[Change], key: Key) -> dict[Hashable, list[Change]]:
    """Groups changes by key, in the order of the first of each."""
    found: defaultdict[Hashable, list[Change]] = defaultdict(list)
    for change in changes:
        found[key(change)].append(change)
    return found


def _place_key(change: Change) -> Hashable:
    """Returns the key of a cause: the place before and after, the kind, the part of the value."""
    if change.direction is Direction.NONE or not change.pointer:
        return (change.level, change.code, change.subject, change.text, change.direction)
    was = (change.was.file, change.was.line, change.was.column)
    code = "absence" if change.part == "absence" else TWINS.get(change.code, change.code)
    return (change.pointer, was, code, change.part)


def _sentence_key(change: Change) -> Hashable:
    """Returns the key of changes of many methods that one sentence can describe."""
    if pair := _replaced_class(change):
        return (change.level, change.code, pair, change.direction)
    same = (change.level, change.code, change.text, change.direction)
    if change.code in OWN or not _is_method(change.subject):
        return (*same, change.subject, change.pointer)
    return same


def _replaced_class(change: Change) -> tuple[str, ...]:
    """Returns the class that a value had and the one that it has now; () for other changes."""
    found = _CLASSES.search(change.text) if change.code == "type-other" else None
    return found.groups() if found else ()


def _is_method(subject: str) -> bool:
    """Whether a subject is a method of the client."""
    return subject.startswith("client.")


def _merge(group: list[Change]) -> Change:
    """Merges changes with the same cause into the worst one; methods take precedence over models."""
    if len(group) == 1:
        return group[0]
    head, *others = sorted(
        group, key=lambda c: (-c.level, not _is_method(c.subject), c.subject, c.direction)
    )
    equals = [head, *(c for c in others if c.level is head.level)]
    ways = {c.direction: c.breaks for c in reversed(equals)}
    both = {Direction.REQUEST, Direction.RESPONSE} <= ways.keys() or Direction.BOTH in ways
    return replace(
        head,
        direction=Direction.BOTH if both else head.direction,
        breaks="; ".join(filter(None, dict.fromkeys((head.breaks, *ways.values())))),
        also=_union((s for c in group for s in (c.subject, *c.also)), but=head.subject),
        adds=_union(name for c in group for name in c.adds),
        removes=_union(name for c in group for name in c.removes),
    )


def _union(names: Iterable[str], but: str = "") -> tuple[str, ...]:
    """Returns the names without repetitions, methods first."""
    return tuple(sorted(set(names) - {but}, key=lambda name: (not _is_method(name), name)))
