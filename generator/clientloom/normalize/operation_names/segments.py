# The segments of a path, what all paths of a document say of one of them, and an operation among them. Pure; imports
# the words of naming and the English of this room.
"""`read_path`; `Paths`: which prefixes are only a scope, and which segments hold items; `Route`: one of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from clientloom.normalize.naming.words import words
from clientloom.normalize.operation_names.english import is_plural, plural_words, singulars
from clientloom.normalize.operation_names.vocabulary import VERBS

_NUMBER = re.compile(r"v?\d", re.IGNORECASE)
_VERSION = re.compile(r"v\d+\w*([._-]\w+)*|\d+([._-]\d+)*|api|apis|rest", re.IGNORECASE)
_PUBLIC = frozenset({"external", "http", "json", "open", "public", "rest", "v1", "v2", "v3", "web"})
_FORMAT = re.compile(
    r"(?<=[^/])(?:/(?:json|xml)|\.(?:json|xml|\{(?:format|ext|extension)\}))$", re.IGNORECASE
)
"""How the end of a path says the format of its answer: `/messages.json`, `/containers/{id}/json`."""
_PIECE = re.compile(r"\{[^{}]*\}|[^{}]+")


class Segment(NamedTuple):
    """A part of a path: the words of a static one, or of the parameter of an item.

    `is_custom` marks what follows a colon (`documents:batchGet`): an action, whatever its word. `depth` is how many
    parameters an item has (`{owner}/{repo}`).
    """

    words: tuple[str, ...]
    is_item: bool = False
    is_custom: bool = False
    depth: int = 1


Segments = tuple[Segment, ...]


@lru_cache(maxsize=16384)
def read_path(path: str) -> Segments:
    """The segments of a path without versions and formats; items that follow each other are one."""
    path = _FORMAT.sub("", path.partition("?")[0].partition("#")[0])
    found: list[Segment] = []
    parts = [part for part in path.split("/") if part]
    for part, below in pairwise((*parts, "{")):
        for segment in _of_part(part, below):
            if segment.is_item and found and found[-1].is_item:
                found[-1] = segment._replace(depth=found[-1].depth + 1)
            else:
                found.append(segment)
    return tuple(found)


def _is_machinery(part: str) -> bool:
    """Whether a part of a path says only that there is an API: `v2`, `rest`, `public-api`."""
    said = set(words(part))
    return bool(_VERSION.fullmatch(part)) or ("api" in said and said - {"api"} <= _PUBLIC)


def machinery_of(path: str) -> tuple[str, ...]:
    """The words of a path that only say that there is an API; versions are not among them."""
    parts = (part for part in path.split("/") if _is_machinery(part))
    return tuple(word for part in parts if not _NUMBER.match(part) for word in words(part))


def _of_part(part: str, below: str) -> Iterator[Segment]:
    are_items = part == "apis" and below.startswith("{")  # of a catalogue of APIs
    if _is_machinery(part) and not are_items:
        return
    for piece in _PIECE.findall(part):
        if piece.startswith("{"):
            yield Segment(words(piece), is_item=True)
        else:
            yield from _static(piece)


def _static(text: str) -> Iterator[Segment]:
    """`conversations.list` is two segments, `documents:batchGet` a segment and an action."""
    plain, colon, custom = text.partition(":")
    for name in plain.split("."):
        if words(name) and (name == "apis" or not _VERSION.fullmatch(name)):
            yield Segment(words(name))
    if colon and words(custom):
        yield Segment(words(custom), is_custom=True)


@dataclass(frozen=True, slots=True)
class Paths:
    """What the paths of a document say together.

    `methods` has the methods of each path, `children` what stands right below each; `scopes` are the prefixes that
    say only whose things the rest is about, `roots` the words of the collections that stand at the top, `spelled` how
    these spell a noun, by its singular. Right below the `holders` is a placeholder; below the prefixes in `changed`
    something is written. `repeated` has what is there in several versions: a method and a path without its version.
    `are_calls` says that paths name what is done: `/sendMessage`, `/forwardMessage`.
    """

    methods: Mapping[Segments, frozenset[str]] = field(default_factory=dict)
    children: Mapping[Segments, frozenset[Segment]] = field(default_factory=dict)
    scopes: tuple[Segments, ...] = ()
    roots: frozenset[tuple[str, ...]] = frozenset()
    spelled: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    holders: frozenset[Segments] = frozenset()
    changed: frozenset[Segments] = frozenset()
    repeated: frozenset[tuple[str, Segments]] = frozenset()
    are_calls: bool = False

    @classmethod
    def of(cls, calls: Iterable[tuple[str, str]]) -> Paths:
        """Reads pairs of method and path."""
        counts = Counter((method.upper(), _shape(read_path(path))) for method, path in calls)
        methods: defaultdict[Segments, set[str]] = defaultdict(set)
        for method, shape in counts:
            methods[shape].add(method)
        children: defaultdict[Segments, set[Segment]] = defaultdict(set)
        for shape in methods:
            for end, segment in enumerate(shape):
                children[shape[:end]].add(segment)
        frozen = {shape: frozenset(found) for shape, found in methods.items()}
        changed = {s[:end] for s, m in methods.items() if m - _READING for end in range(len(s) + 1)}
        scopes = _scopes(frozen)
        found = cls(
            frozen,
            {prefix: frozenset(below) for prefix, below in children.items()},
            scopes,
            holders=frozenset(p for p, below in children.items() if any(s.is_item for s in below)),
            changed=frozenset(changed),
            repeated=frozenset(call for call, count in counts.items() if count > 1),
            are_calls=_are_calls(methods),
        )
        roots = found._top_words(found.holders)
        spelled = {singulars(root): plural_words(root) for root in sorted(roots, reverse=True)}
        return replace(found, roots=roots, spelled=spelled)

    def _top_words(self, paths: Iterable[Segments]) -> frozenset[tuple[str, ...]]:
        tops = map(self.drop_scope, paths)
        return frozenset(top[0].words for top in tops if len(top) == 1)

    def drop_scope(self, segments: Segments) -> Segments:
        """The segments after the longest scope that they begin with."""
        shape = _shape(segments)
        for scope in self.scopes:
            if shape[: len(scope)] == scope and len(shape) > len(scope):
                return segments[len(scope) :]
        return segments

    def methods_of(self, segments: Segments) -> frozenset[str]:
        """The methods of a path."""
        return self.methods.get(_shape(segments), frozenset())

    def has_versions(self, method: str, segments: Segments) -> bool:
        """Whether an operation is there in several versions."""
        return (method, _shape(segments)) in self.repeated

    def holds_items(self, segments: Segments) -> bool:
        """Whether a path has a placeholder right below it."""
        return _shape(segments) in self.holders

    def leads_deeper(self, segments: Segments) -> bool:
        """Whether items have one parameter more: `flags/{project}` beside `flags/{project}/{flag}`.

        What a path with two parameters only reads may be a field of the item.
        """
        *above, item = _shape(segments)
        deeper = self.methods.get((*above, item._replace(depth=item.depth + 1)), frozenset())
        return self.methods_of(segments) <= _COLLECTION and bool(deeper - _READING)

    def only_reads(self, segments: Segments) -> bool:
        """Whether nothing is written at or below a path."""
        return _shape(segments) not in self.changed

    def has_own_place(self, segment: Segment) -> bool:
        """Whether the document has such things outside of others, too."""
        return segment.words in self.roots

    def spell_root(self, tag: tuple[str, ...]) -> tuple[str, ...]:
        """A tag as the collection at the top that it is about: `Site` is `sites`."""
        return self.spelled.get(singulars(tag), tag)

    def below(self, segments: Segments) -> frozenset[Segment]:
        """What stands right below a path."""
        return self.children.get(_shape(segments), frozenset())


@dataclass(frozen=True, slots=True)
class Route:
    """An operation among the others of its document.

    Args:
        method: the HTTP method in capitals.
        own: the segments of its path after the scope, in the best spelling.
        whole: all segments of its path.
        paths: all paths of the document.
        lists: whether its answer is a list, None where the answer does not say.
    """

    method: str
    own: Segments
    whole: Segments
    paths: Paths
    lists: bool | None = None

    @property
    def nouns(self) -> tuple[tuple[str, ...], ...]:
        """What its static segments are called."""
        return tuple(segment.words for segment in self.own if not segment.is_item)

    @property
    def others(self) -> frozenset[str]:
        """The methods of the same path."""
        return self.paths.methods_of(self.whole)

    @property
    def is_lone(self) -> bool:
        """Whether nothing else is at the path or below it."""
        return len(self.others) == 1 and not self.paths.below(self.whole)

    def above(self, count: int = 1) -> Route:
        """The route without its last segments."""
        return replace(self, own=self.own[:-count], whole=self.whole[:-count])

    def group(self) -> tuple[tuple[str, ...], ...]:
        """The static segments; what holds items is named in the plural."""
        start = len(self.whole) - len(self.own)
        return tuple(
            plural_words(segment.words)
            if self.paths.holds_items(self.whole[: start + end])
            else segment.words
            for end, segment in enumerate(self.own, 1)
            if not segment.is_item and not segment.is_custom and not self._repeats(end)
        )

    def _repeats(self, end: int) -> bool:
        """Whether a segment only says what the next one is about: `/branch/branches/{id}`."""
        segment, following = self.own[end - 1], self.own[end : end + 1]
        if not following or following[0].is_item or following[0].is_custom:
            return False
        path = self.whole[: len(self.whole) - len(self.own) + end]
        is_thing = self.paths.methods_of(path) or self.paths.holds_items(path)
        return not is_thing and singulars(segment.words) == singulars(following[0].words)


ITEM = Segment((), is_item=True)
_COLLECTION = frozenset({"GET", "POST"})
_READING = frozenset({"GET", "HEAD", "QUERY"})


@lru_cache(maxsize=65536)
def _shape(segments: Segments) -> Segments:
    """The segments without the names of parameters."""
    return tuple(Segment((), is_item=True, depth=s.depth) if s.is_item else s for s in segments)


_CALLS = 10
"""So many paths of a verb and a noun are a habit."""


def _are_calls(shapes: Collection[Segments]) -> bool:
    """Whether the paths of a document are single segments that begin with a verb, nearly all of them."""
    calls = sum(
        len(shape) == 1 and len(shape[0].words) > 1 and shape[0].words[0] in VERBS
        for shape in shapes
    )
    return calls >= _CALLS and calls >= 0.8 * len(shapes)


def _scopes(methods: Mapping[Segments, frozenset[str]]) -> tuple[Segments, ...]:
    """The prefixes that only scope, the longest first."""
    counts: Counter[Segments] = Counter()
    children: defaultdict[Segments, set[Segment]] = defaultdict(set)
    for shape, found in methods.items():
        for end in range(1, len(shape)):
            counts[shape[:end]] += len(found)
            if end + 1 < len(shape) or shape[end].is_item or is_plural(shape[end].words[-1]):
                children[shape[:end]].add(shape[end])
    total = sum(map(len, methods.values()))
    found_scopes = [
        prefix
        for prefix, count in counts.items()
        if (
            total > 1
            and _is_scope(
                prefix, count / total, sum(not child.is_item for child in children[prefix])
            )
        )
        or (count == total > 1 and _is_base(children[prefix]))
    ]
    return tuple(sorted(found_scopes, key=lambda s: (-len(s), [p.words for p in s])))


def _is_scope(prefix: Segments, share: float, kinds: int) -> bool:
    """Whether so much stands below an item that the item says nothing of what the operations are about."""
    if not prefix[-1].is_item:
        return False
    return share == 1 or (share >= 0.25 and kinds >= 10) or (share >= 0.6 and kinds >= 6)


def _is_base(children: set[Segment]) -> bool:
    """Whether a prefix of every path holds nothing itself."""
    return not any(child.is_item for child in children) and len(children) > 1
