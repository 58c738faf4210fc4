# What all paths of a document say together, and an operation among them. Pure; imports the English and the segments of
# this room.
"""`Paths`: which prefixes are only a scope, and which segments hold items; `Route`: an operation among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from clientloom.normalize.operation_names.english import (
    plural_words,
    singulars,
    without_nouns,
)
from clientloom.normalize.operation_names.segments import (
    Segment,
    Segments,
    are_calls,
    find_kinds,
    find_scopes,
    read_path,
    shape_of,
)
from clientloom.normalize.operation_names.vocabulary import VERBS

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """What the paths of a document say together.

    `methods` has the methods of each path, `children` what stands right below each; `scopes` are the prefixes that
    say only whose things the rest is about, `roots` the words of the collections that stand at the top, `spelled` how
    these spell a noun, by its singular. Right below the `holders` is a placeholder; below the prefixes in `changed`
    something is written. `repeated` has what is there in several versions: a method and a path without its version.
    `are_calls` says that paths name what is done: `/sendMessage`, `/forwardMessage`. What the `kinds` hold is called
    otherwise: `test/npm/{packageName}`.
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
    kinds: frozenset[Segments] = frozenset()

    @classmethod
    def of(cls, calls: Iterable[tuple[str, str]]) -> Paths:
        """Reads pairs of method and path."""
        known = [(method.upper(), read_path(path)) for method, path in calls]
        counts = Counter((method, shape_of(path)) for method, path in known)
        methods: defaultdict[Segments, set[str]] = defaultdict(set)
        for method, shape in counts:
            methods[shape].add(method)
        children: defaultdict[Segments, set[Segment]] = defaultdict(set)
        for shape in methods:
            for end, segment in enumerate(shape):
                children[shape[:end]].add(segment)
        frozen = {shape: frozenset(found) for shape, found in methods.items()}
        changed = {s[:end] for s, m in methods.items() if m - _READING for end in range(len(s) + 1)}
        scopes = find_scopes(frozen)
        found = cls(
            frozen,
            {prefix: frozenset(below) for prefix, below in children.items()},
            scopes,
            holders=frozenset(p for p, below in children.items() if any(s.is_item for s in below)),
            changed=frozenset(changed),
            repeated=frozenset(call for call, count in counts.items() if count > 1),
            are_calls=are_calls(methods),
            kinds=find_kinds(path for _, path in known),
        )
        roots = found._top_words(found.holders)
        spelled = {singulars(root): plural_words(root) for root in sorted(roots, reverse=True)}
        return replace(found, roots=roots, spelled=spelled)

    def _top_words(self, paths: Iterable[Segments]) -> frozenset[tuple[str, ...]]:
        tops = map(self.drop_scope, paths)
        return frozenset(top[0].words for top in tops if len(top) == 1)

    def drop_scope(self, segments: Segments) -> Segments:
        """The segments after the longest scope that they begin with."""
        shape = shape_of(segments)
        for scope in self.scopes:
            if shape[: len(scope)] == scope and len(shape) > len(scope):
                return segments[len(scope) :]
        return segments

    def methods_of(self, segments: Segments) -> frozenset[str]:
        """The methods of a path."""
        return self.methods.get(shape_of(segments), frozenset())

    def has_versions(self, method: str, segments: Segments) -> bool:
        """Whether an operation is there in several versions."""
        return (method, shape_of(segments)) in self.repeated

    def holds_items(self, segments: Segments) -> bool:
        """Whether a path has a placeholder right below it."""
        return shape_of(segments) in self.holders

    def is_kind(self, segments: Segments) -> bool:
        """Whether a path says of what kind the things below it are, and does not name them."""
        return shape_of(segments) in self.kinds

    def leads_deeper(self, segments: Segments) -> bool:
        """Whether items have one parameter more: `flags/{project}` beside `flags/{project}/{flag}`.

        What a path with two parameters only reads may be a field of the item.
        """
        *above, item = shape_of(segments)
        deeper = self.methods.get((*above, item._replace(depth=item.depth + 1)), frozenset())
        return self.methods_of(segments) <= _COLLECTION and bool(deeper - _READING)

    def only_reads(self, segments: Segments) -> bool:
        """Whether nothing is written at or below a path."""
        return shape_of(segments) not in self.changed

    def has_own_place(self, segment: Segment) -> bool:
        """Whether the document has such things outside of others, too."""
        return segment.words in self.roots

    def spell_root(self, tag: tuple[str, ...]) -> tuple[str, ...]:
        """A tag as the collection at the top that it is about: `Site` is `sites`."""
        return self.spelled.get(singulars(tag), tag)

    def below(self, segments: Segments) -> frozenset[Segment]:
        """What stands right below a path."""
        return self.children.get(shape_of(segments), frozenset())


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

    @property
    def is_beside_items(self) -> bool:
        """Whether it only reads something where a collection has its items: `datasets/usage`, `monitors/presets`."""
        collection, paths = self.whole[:-1], self.paths
        is_read = self.is_lone and self.method == "GET" and len(self.own) > 1
        is_apart = is_read and not collection[-1].is_item and not paths.has_own_place(self.own[-1])
        return is_apart and paths.holds_items(collection) and bool(paths.methods_of(collection))

    def above(self, count: int = 1) -> Route:
        """The route without its last segments."""
        return replace(self, own=self.own[:-count], whole=self.whole[:-count])

    def group(self) -> tuple[tuple[str, ...], ...]:
        """The static segments; what holds items is named in the plural."""
        start = len(self.whole) - len(self.own)
        return tuple(
            plural_words(segment.words)
            if self.paths.holds_items(self.whole[: start + end])
            and not self.paths.is_kind(self.whole[: start + end])
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


_COLLECTION = frozenset({"GET", "POST"})
_READING = frozenset({"GET", "HEAD", "QUERY"})


def without_alternate_key(route: Route) -> tuple[Segments, Words]:
    """`customers/external_id/{external_id}` is a customer by another key."""
    own = route.own
    for index in range(1, len(own) - 1):
        before, key, item = own[index - 1 : index + 2]
        if item.is_item and not key.is_item and not before.is_item:
            is_id = key.words[1:][-1:] == ("id",) and key.words[0] not in VERBS
            if is_id or key.words[0] == "by" or key.words == item.words:
                suffix = _by_key(key.words, before.words, route)
                return (*own[:index], *own[index + 1 :]), suffix
    return own, ()


def _by_key(key: Words, noun: Words, route: Route) -> Words:
    """`by_external_id` of customers by `external_customer_id`; an alert is created for the customer of an id."""
    if key[0] == "by":
        return key
    kept = without_nouns(key, (noun,))
    if route.method == "POST" and kept == key and key[-1] == "id":
        return ("for", *key[:-1])
    return ("by", *(kept or key))
