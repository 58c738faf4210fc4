# Merges changes with the same cause. May import changes and variance/.
"""`by_place` and `by_sentence`: a change in several places becomes one that names all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace

from clientloom.review.changes import Change, Direction
from clientloom.review.variance.value_changes import CONSTANT

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

Key = Callable[[Change], Hashable]


def by_place(changes: Iterable[Change]) -> Iterator[Change]:
    """Merges changes with the same place in the document."""
    yield from map(merge, _groups(dict.fromkeys(changes), _place_key).values())


def by_sentence(changes: Iterable[Change]) -> Iterator[Change]:
    """Merges changes with one cause, and equal sentences about methods of one resource or about many methods."""
    for group in _groups(changes, _sentence_key).values():
        many = MANY_SECURED if group[0].code == "security-changed" else MANY
        is_one = len(group) >= many or _cause_of(group[0]) or _has_no_place(group)
        parts = [group] if is_one else _groups(group, _by_resource).values()
        yield from map(_at_origin, parts)


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
    if cause := _cause_of(change):
        return (change.code, *cause)
    same = (change.level, change.code, change.text, change.direction)
    if change.code in OWN or not is_method(change.subject):
        return (*same, change.subject, change.pointer)
    return same


def _cause_of(change: Change) -> tuple[str, ...]:
    """Returns what changes with one cause have in common: a class, a moved part of paths, the tag of a union."""
    if change.origin:
        return (change.origin.name, change.origin.now)
    if change.code == "route-changed" and change.part:
        return (change.part,)
    if change.part == CONSTANT:
        return (change.text, change.subject.rpartition(".")[2])
    return ()


def _has_no_place(group: list[Change]) -> bool:
    """Whether both versions are packages, which do not say what several operations share."""
    return not any(change.span.line or change.was.line for change in group)


def _at_origin(group: list[Change]) -> Change:
    """Merges changes with one cause; that of a class which both versions have is reported at the class."""
    found, origin = merge(group), group[0].origin
    if origin is None or not origin.pointer or len({change.pointer for change in group}) == 1:
        return found
    return replace(
        found,
        subject=origin.name,
        text=origin.text,
        also=_union((found.subject, *found.also)),
        pointer=origin.pointer,
        span=origin.span,
        was=origin.was,
        resource="",
    )


def is_method(subject: str) -> bool:
    """Whether a subject is a method of the client."""
    return subject.startswith("client.")


def merge(group: list[Change]) -> Change:
    """Merges changes with the same cause into the worst one; methods take precedence over models."""
    if len(group) == 1:
        return group[0]
    head, *others = sorted(
        group, key=lambda c: (-c.level, not is_method(c.subject), c.subject, c.direction)
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
    return tuple(sorted(set(names) - {but}, key=lambda name: (not is_method(name), name)))
