# Merges changes that say the same. May import changes only.
"""`folded`: a change that shows in several places becomes one that names them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from clientloom.review.changes import Change, Direction

TWINS = {
    "argument-removed": "field-removed",
    "argument-renamed": "field-renamed",
    "became-demanded": "became-required",
    "demanded-argument-added": "required-field-added",
    "optional-argument-added": "field-added",
    "required-argument-added": "required-field-added",
}
"""Codes of changes of a keyword, and of the field of the body that it stands for, where they differ."""


def fold_changes(changes: Iterable[Change]) -> list[Change]:
    """Returns the changes without those that another change implies."""
    return list(merge_directions(merge_credential_changes(without_twins(list(changes)))))


MANY = 3
"""From so many methods on, one sentence about credentials stands for all of them."""


def merge_credential_changes(changes: list[Change]) -> Iterator[Change]:
    """Reports the same change of credentials in many methods once, with the names of the methods."""
    groups: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        if change.code == "security-changed":
            groups[change.level.word, change.text].append(change)
    for change in changes:
        group = groups.get((change.level.word, change.text), [])
        if change.code != "security-changed" or len(group) < MANY:
            yield change
        elif change is group[0]:
            others = sorted(c.subject for c in group[1:])
            yield replace(change, also=tuple(others))


def without_twins(changes: list[Change]) -> list[Change]:
    """Keywords that are the members of a body: the field of the body's class is named beside them."""
    methods = {twin_key(change) for change in changes if is_argument_change(change)}
    fields: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for change in changes:
        if is_field_change(change) and twin_key(change) in methods:
            fields[twin_key(change)].append(change.subject)
    kept = [c for c in changes if not (is_field_change(c) and twin_key(c) in fields)]
    return [
        replace(c, also=tuple(sorted(set(fields[twin_key(c)]))))
        if is_argument_change(c) and twin_key(c) in fields
        else c
        for c in kept
    ]


def is_argument_change(change: Change) -> bool:
    """Is it about an argument of a method?"""
    return change.direction is Direction.REQUEST and change.subject.startswith("client.")


def is_field_change(change: Change) -> bool:
    """Is it about a field of something that is sent?"""
    return change.direction is Direction.REQUEST and not change.subject.startswith("client.")


def twin_key(change: Change) -> tuple[str, ...]:
    """What a change of a keyword and one of its field have in common."""
    return (change.pointer, TWINS.get(change.code, change.code), change.level.word)


def merge_directions(changes: Iterable[Change]) -> Iterator[Change]:
    """Merges changes that apply to both requests and responses."""
    groups: defaultdict[tuple[object, ...], list[Change]] = defaultdict(list)
    for change in changes:
        key = (change.level, change.code, change.subject, change.text, change.pointer, change.also)
        groups[key].append(change)
    for group in groups.values():
        ways = {change.direction for change in group}
        if {Direction.REQUEST, Direction.RESPONSE} <= ways:
            breaks = "; ".join(dict.fromkeys(c.breaks for c in group if c.breaks))
            yield replace(group[0], direction=Direction.BOTH, breaks=breaks)
        else:
            yield from group
