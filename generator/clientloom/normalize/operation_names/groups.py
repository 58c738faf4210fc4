# Where an operation is put, where id, path and tag may each say. Pure; imports the English, the ids and the path rule
# of this room.
"""`place`: the name by path with the group that the id's own group or the tag makes of it."""

from __future__ import annotations

from dataclasses import replace

from clientloom.normalize.operation_names.english import (
    is_plural,
    plural_words,
    same_noun,
    singular_noun,
    singular_words,
    without_version,
)
from clientloom.normalize.operation_names.operation_ids import AuthoredId
from clientloom.normalize.operation_names.path_rule import PathName, Words
from clientloom.normalize.operation_names.paths import Paths
from clientloom.normalize.operation_names.segments import Segments

Group = tuple[Words, ...]
_ME = ("me",)
"""Whoever calls: of what only they have, the word says nothing."""


def place(
    path: PathName, own: Segments, whole: Segments, authored: AuthoredId, tag: Words, paths: Paths
) -> PathName:
    """The name by path in the group of the operation.

    Args:
        path: the name by path.
        own: the segments of the path without scope.
        whole: all of them.
        authored: the parts of the operationId.
        tag: the words of the tag that groups it, () where none does.
        paths: all paths of the document.
    """
    if authored.group and not authored.by_controller:
        group = tuple(_spell_group(phrase, own, whole, tag, paths) for phrase in authored.group)
        return replace(path, group=group)
    if not path.group:
        return replace(path, group=(tag,) if tag else ())
    if _shows_tag(path, tag) and not _names_owner(path, authored.words):
        return replace(path, group=(path.rest,), rest=())
    start = _start_of_tag(path.group, own, whole, tag, paths)
    is_last = start == len(path.group) - 1
    if start and is_last and not path.rest and _names_owner(path, authored.words):
        return replace(path, group=path.group[:-1], rest=path.group[-1])
    return replace(path, group=path.group[start:])


def place_in_resource(path: PathName, resource: Group, said: Words) -> PathName:
    """The name by path in the resource that a tag is: what the path has below it goes into the method.

    Args:
        path: the name by path.
        resource: the parts of the tag: `beta.connectors` for `POST /connectors/{id}/tools/{name}/call`.
        said: the words of the operationId.
    """
    if path.is_bare and same_noun(path.verb, resource[-1]):
        path = replace(path, verb=("create",), is_bare=False)
    ends = [i for i, part in enumerate(path.group, 1) if _is_part(part, resource)]
    below = path.group[max(ends, default=len(path.group) - 1) :]
    if not below:
        return replace(path, group=resource)
    *owners, last = (*below, path.rest) if path.rest else below
    if path.verb != ("list",) and not path.rest:
        is_one = path.on_item or path.verb == ("create",)
        last = _spell_as(said, last) or (singular_words(last) if is_one else last)
    owners = [singular_words(owner) for owner in owners if owner != _ME]
    rest = (*(word for owner in owners for word in owner), *last)
    return replace(path, group=resource, rest=rest, is_own=False, is_lone=False)


def _is_part(part: Words, resource: Group) -> bool:
    """Whether a part of a path is a part of a resource: `dataset-records` is `records` of `datasets`."""
    part = without_version(part)
    known = {singular_noun(word) for each in resource for word in each}
    is_last = same_noun(part[-1:], resource[-1][-1:]) and known.issuperset(map(singular_noun, part))
    return is_last or any(same_noun(part, each) for each in resource)


def _spell_as(said: Words, noun: Words) -> Words:
    """A noun in the number that an id has it in, () where it has none."""
    size = len(noun)
    phrases = (said[start : start + size] for start in range(len(said) - size + 1))
    return next((phrase for phrase in phrases if same_noun(phrase, noun)), ())


def _start_of_tag(group: Group, own: Segments, whole: Segments, tag: Words, paths: Paths) -> int:
    """`users/{id}/meetings` with the tag Meetings is `meetings`: whose they are says only an argument."""
    for start in range(len(group)):
        below = [word for phrase in group[start:] for word in phrase]
        if same_noun(tag[-len(below) :], below):
            is_said = start and _is_derived(tag[: -len(below)], group[start - 1])
            return start if not is_said and _is_own(own, whole, start, paths) else 0
        if start and same_noun(tag, group[start]) and _is_own(own, whole, start, paths):
            return start
    return 0


def _is_derived(words: Words, noun: Words) -> bool:
    """Whether words say again what things belong to: `tagged` shows of `tags`."""
    stem = singular_noun(noun[-1])
    return any(word.startswith(stem) and singular_noun(word) != stem for word in words)


def _is_own(own: Segments, whole: Segments, start: int, paths: Paths) -> bool:
    """Whether the part `start` of a group is a collection below an item, and not without the item as well."""
    statics = [i for i, segment in enumerate(own) if not segment.is_item]
    index = statics[start] if start < len(statics) else 0
    at = len(whole) - len(own) + index
    if index == 1 and own[0].words == _ME and not is_plural(own[1].words[-1]):
        return not paths.methods_of((*whole[: at - 1], whole[at]))
    if index < 2 or not own[index - 1].is_item:
        return False
    if not (is_plural(own[index].words[-1]) or paths.holds_items(whole[: at + 1])):
        return False
    return not paths.methods_of((*whole[: at - 2], whole[at]))


def _shows_tag(path: PathName, tag: Words) -> bool:
    """Whether an operation only lists what its tag is about."""
    return path.many and path.verb == ("list",) and same_noun(tag[-len(path.rest) :], path.rest)


def _names_owner(path: PathName, words: Words) -> bool:
    """Whether an id lists things together with whose they are: `list_users_playlists`."""
    parts = (*path.group, path.rest) if path.rest else path.group
    if path.verb != ("list",) or len(parts) < 2:
        return False
    phrase = (*parts[-2], *parts[-1])
    return same_noun(words[-len(phrase) :], phrase)


def _spell_group(phrase: Words, own: Segments, whole: Segments, tag: Words, paths: Paths) -> Words:
    """A part of an id's group as path or tag spell it: `eventticketclass` is `event_ticket_classes`."""
    for index, segment in enumerate(own):
        if not segment.is_item and _is_same(segment.words, phrase):
            holds = paths.holds_items(whole[: len(whole) - len(own) + index + 1])
            return plural_words(segment.words) if holds or is_plural(phrase[-1]) else segment.words
    return tag if tag and _is_same(tag, phrase) else phrase


def _is_same(some: Words, others: Words) -> bool:
    return "".join(some) == "".join(others) or same_noun(some, others)
