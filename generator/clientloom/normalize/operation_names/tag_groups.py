# The hierarchy of groups, from the tags of a document. Pure; imports the words of naming.
"""`TagGroups`: the parents of a tag's group, by its `parent`, by separators, or by the section that lists it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
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
    is_tree: bool = False
    """Whether all tags are written as the resources of a client: `beta.agents`, `beta.libraries.documents`."""

    @classmethod
    def of(cls, used: Iterable[str], declared: Sequence[Node], sections: object) -> TagGroups:
        """Reads the tags that operations use, the declared tags, and `x-tagGroups`.

        A tag's `parent` is OpenAPI 3.2, 4.22; `x-tagGroups` lists tags under headings (Redoc).
        """
        tags = sorted(set(used))
        if _is_tree(tags):
            return cls({tag: _place(tag.split("."), is_certain=True) for tag in tags}, is_tree=True)
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

    def resource(self, tag: str) -> Texts:
        """Returns the parts of a tag that is written as a resource, () for any other."""
        return tuple(tag.split(".")) if self.is_tree and tag else ()

    def nest_all(self, groups: Mapping[str, tuple[str, Texts]]) -> dict[str, Texts]:
        """Returns the groups of operations below what holds them, by key.

        What an uncertain place says counts only where it puts all groups with one beginning into one place: no
        thing is found at two. What holds a group is spelled like a group that stands at the top.

        Args:
            groups: label and group of each operation; a label is a tag, or what stands in for it.
        """
        tops = sorted({group[0] for _, group in groups.values() if group})
        spelled = {key_of(top): top for top in tops}
        above = {key: self._above(label, group, spelled) for key, (label, group) in groups.items()}
        said: defaultdict[Texts, set[Texts]] = defaultdict(set)
        for key, (_, group) in groups.items():
            found = above[key]
            said[group[:1]].update(() if found is None else (found,))
        agreed = {start: next(iter(found)) for start, found in said.items() if len(found) == 1}
        certain = {
            key: above[key] or () for key, (label, _) in groups.items() if self._is_certain(label)
        }
        return {
            key: (*certain.get(key, agreed.get(group[:1], ())), *group)
            for key, (_, group) in groups.items()
        }

    def _is_certain(self, label: str) -> bool:
        place = self.places.get(label)
        return place is not None and place.is_certain

    def _above(self, label: str, group: Texts, spelled: Mapping[str, str]) -> Texts | None:
        """What holds a group, without what the group has itself; None where the label says nothing of it.

        An uncertain place says nothing of a group that is about other things than the tag, and makes none deep.
        """
        place = self.places.get(label)
        if place is None:
            return ()
        if not (place.is_certain or _among(place.name, group)):
            return None
        missing = [each for each in place.above if not _among(each, group)]
        if len(missing) + len(group) > _DEEP and not place.is_certain:
            return ()
        return tuple(spelled.get(key_of(each), each) for each in missing)


_DEEP = 4
"""Parts of a group that a caller can be asked to type."""


def key_of(text: str) -> str:
    """A text without case, separators and plural: what `On demand` and `ondemands` have in common."""
    return "".join(map(singular, words(text)))


def _among(text: str, group: Texts) -> bool:
    """Whether a group has a part that is called so, or like the noun at the end of it."""
    return any(_same(text, part) or _same(words(text)[-1], part) for part in group)


def _same(one: str, other: str) -> bool:
    return key_of(one) == key_of(other)


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
_NUMBER_OR_PLACEHOLDER = re.compile(r"v?\d+([._-]\d+)*|\{[^{}]*\}", re.IGNORECASE)
_WHOLE = frozenset(
    ["all", "common", "core", "essential", "general", "global", "main", "misc", "other", "overview"]
)
"""A last part that means the whole parent."""


def _split_all(tags: Sequence[str]) -> dict[str, TagPlace]:
    """Returns the hierarchy of tags by their separators.

    Uncertain separators count only if several tags have the same beginning, or one tag is the beginning of another.
    """
    trees = {tag: _parts(tag, _TREE) for tag in tags}
    found = {tag: _place(parts, is_certain=False) for tag, parts in trees.items() if parts != [tag]}
    for separator in _SEPARATORS:
        rest = {tag: _parts(tag, separator) for tag in tags if tag not in found}
        first = Counter(key_of(parts[0]) for parts in rest.values())
        for tag, parts in rest.items():
            if parts != [tag] and (len(parts) == 1 or first[key_of(parts[0])] > 1):
                found[tag] = _place(parts, is_certain=False)
    return found


_RESOURCE = re.compile(r"[a-z]\w*(\.[a-z]\w*)*", re.IGNORECASE)
_TREE_TAGS = 3
"""So many tags with a dot are no accident."""


def _is_tree(tags: Sequence[str]) -> bool:
    """Whether all tags are paths of resources, and several of them below one."""
    dotted = [tag for tag in tags if "." in tag]
    is_shared = len({tag.partition(".")[0] for tag in dotted}) < len(dotted)
    return len(dotted) >= _TREE_TAGS and is_shared and all(map(_RESOURCE.fullmatch, tags))


def _parts(tag: str, separator: re.Pattern[str]) -> list[str]:
    """Returns the parts of a tag without numbers, versions, placeholders and repetitions of the part before."""
    found: list[str] = []
    for part in separator.split(tag):
        if (
            words(part)
            and not _NUMBER_OR_PLACEHOLDER.fullmatch(part)
            and not (found and _same(found[-1], part))
        ):
            found.append(part)
    whole = len(found) > 1 and key_of(found[-1]) in _WHOLE
    return (found[:-1] if whole else found)[:_MOST_PARTS] or [tag]


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
