# The hierarchy of groups, from the tags of a document. Pure; imports the words of naming.
"""`TagGroups`: the parents of a tag's group, by its `parent`, by separators, or by the section that lists it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from clientloom.normalize.naming.words import singular, words

Node = Mapping[str, object]
Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TagPlace:
    """A tag in the hierarchy: `name` is its own part, `above` its parents, outermost first.

    `is_certain` says that the document declares a tree; otherwise a section or a possible separator suggests it.
    """

    name: str
    above: Texts = ()
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class TagGroups:
    """The hierarchy of the tags of a document."""

    places: Mapping[str, TagPlace] = field(default_factory=dict)

    @classmethod
    def of(cls, used: Iterable[str], declared: Sequence[Node], sections: object) -> TagGroups:
        """Reads the tags that operations use, the declared tags, and `x-tagGroups`.

        A tag's `parent` is OpenAPI 3.2, 4.22; `x-tagGroups` lists tags under headings (Redoc).
        """
        tags = sorted(set(used))
        parents = _parents(declared)
        headings = _headings(sections)
        split = _split_all(tags)
        places = {}
        for tag in tags:
            above = _chain(tag, parents)
            if above:
                places[tag] = _place((*above, tag), is_certain=True)
            elif tag in split:
                places[tag] = split[tag]
            elif tag in headings and not _same(headings[tag], tag):
                places[tag] = _place((headings[tag], tag), is_certain=False)
        return cls(places)

    def name(self, label: str) -> str:
        """Returns the own part of a label."""
        place = self.places.get(label)
        return place.name if place else label

    def path(self, label: str) -> Texts:
        """Returns the parts of a label, outermost first."""
        place = self.places.get(label)
        return (*place.above, place.name) if place else (label,)

    def nest(self, label: str, group: Texts) -> Texts:
        """Returns a group of operations with this label, below its parents.

        Parents that the group already has are not repeated. An uncertain hierarchy is ignored for a group that is not
        about the tag.
        """
        place = self.places.get(label)
        if place and all(_among(part, place.above) for part in group):
            return (*place.above, place.name)
        if place is None or not (place.is_certain or _among(place.name, group)):
            return group
        return (*(each for each in place.above if not _among(each, group)), *group)


def _among(text: str, group: Texts) -> bool:
    return any(_same(text, part) for part in group)


def _same(one: str, other: str) -> bool:
    """Whether two texts differ only in case, separators and plural."""
    return _key(one) == _key(other)


def _parents(declared: Sequence[Node]) -> dict[str, str]:
    """Returns the parent of each declared tag. Parents that are not declared, or not for navigation, are ignored."""
    groups = {
        str(tag["name"]) for tag in declared if tag.get("kind", "nav") == "nav" and "name" in tag
    }
    found = {}
    for tag in declared:
        name, parent = tag.get("name"), tag.get("parent")
        if isinstance(name, str) and isinstance(parent, str) and parent in groups:
            found[name] = parent
    return found


_MOST_PARTS = 8
"""The maximum depth of groups; deeper ones are a mistake in the document."""


def _chain(tag: str, parents: Mapping[str, str]) -> Texts:
    """Returns the parents of a tag, outermost first; () if they form a cycle."""
    found: list[str] = []
    while tag in parents:
        tag = parents[tag]
        if tag in found or len(found) == _MOST_PARTS:
            return ()
        found.append(tag)
    return tuple(reversed(found))


_TREE = re.compile(r"\s*(?:>|\u00bb|\u203a|\u2192|::|\\)\s*")
"""Separators that no name contains, such as arrows: they always mean a tree."""
_SEPARATORS = tuple(
    map(re.compile, (r"\s+[-\u2013\u2014|:]\s+|:\s+", r"\s*[/|]\s*", r"(?<=\w)\.(?=\w)"))
)
"""Separators that a name may contain: dashes between spaces, slashes, dots in a word."""
_NUMBER = re.compile(r"v?\d+([._-]\d+)*|\{[^{}]*\}", re.IGNORECASE)
_WHOLE = frozenset(
    ["all", "common", "core", "essential", "general", "global", "main", "misc", "other", "overview"]
)
"""A last part that means the whole parent."""


def _split_all(tags: Sequence[str]) -> dict[str, TagPlace]:
    """Returns the hierarchy of tags by their separators.

    Uncertain separators count only if several tags have the same beginning, or one tag is the beginning of another.
    """
    trees = {tag: _parts(tag, _TREE) for tag in tags}
    found = {tag: _place(parts, is_certain=True) for tag, parts in trees.items() if parts != [tag]}
    for separator in _SEPARATORS:
        rest = {tag: _parts(tag, separator) for tag in tags if tag not in found}
        first = Counter(_key(parts[0]) for parts in rest.values())
        for tag, parts in rest.items():
            if parts != [tag] and (len(parts) == 1 or first[_key(parts[0])] > 1):
                found[tag] = _place(parts, is_certain=False)
    return found


def _parts(tag: str, separator: re.Pattern[str]) -> list[str]:
    """Returns the parts of a tag without numbers, versions, placeholders and repetitions of the part before."""
    found: list[str] = []
    for part in separator.split(tag):
        if words(part) and not _NUMBER.fullmatch(part) and not (found and _same(found[-1], part)):
            found.append(part)
    whole = len(found) > 1 and _key(found[-1]) in _WHOLE
    return (found[:-1] if whole else found)[:_MOST_PARTS] or [tag]


def _key(text: str) -> str:
    return " ".join(map(singular, words(text)))


def _place(parts: Sequence[str], *, is_certain: bool) -> TagPlace:
    """Returns the place of these parts; no part repeats its parent: `Albums`, `Album videos` -> `videos`."""
    short = [parts[0], *(_without(above, part) for above, part in pairwise(parts))]
    return TagPlace(short[-1], tuple(short[:-1]), is_certain)


def _without(above: str, part: str) -> str:
    """Removes the words of the parent from the beginning of a part."""
    count, own = len(words(above)), words(part)
    rest = " ".join(own[count:])
    return rest if rest and _same(" ".join(own[:count]), above) else part


_SECTION_WORDS = frozenset(
    [
        *("all", "api", "apis", "common", "core", "detail", "documentation", "endpoint", "general"),
        *("getting", "management", "meta", "misc", "model", "operation", "other", "reference"),
        *("resource", "schema", "service", "setting", "specific", "started", "static", "support"),
        *("utility", "welcome"),
    ]
)
"""Words in headings that only structure a page."""
_LONGEST_HEADING = 2


def _headings(sections: object) -> dict[str, str]:
    """Returns the heading of each tag, if headings divide the tags and name things."""
    listed: dict[str, list[str]] = {}
    names = set()
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, Mapping) and isinstance(name := section.get("name"), str):
            names.add(name)
            tags = section.get("tags")
            for tag in tags if isinstance(tags, list) else []:
                listed.setdefault(str(tag), []).append(name)
    once = {tag: found[0] for tag, found in listed.items() if len(found) == 1}
    return {tag: name for tag, name in once.items() if len(names) > 1 and _names_things(name)}


def _names_things(heading: str) -> bool:
    found = words(heading)
    return 0 < len(found) <= _LONGEST_HEADING and not _SECTION_WORDS & set(map(singular, found))
