# The segments of a path, and what prefixes of all paths are. Pure; imports the words of naming and the English of this
# room.
"""`read_path`; `find_scopes`: prefixes that only scope; `find_kinds`: those that only say of what kind things are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from clientloom.normalize.naming.path_names import NAMES_NOTHING
from clientloom.normalize.naming.words import words
from clientloom.normalize.operation_names.english import is_plural
from clientloom.normalize.operation_names.vocabulary import VERBS

_STARTS_WITH_NUMBER = re.compile(r"v?\d", re.IGNORECASE)
_PUBLIC = frozenset({"external", "http", "json", "open", "public", "rest", "v1", "v2", "v3", "web"})
_FORMAT = re.compile(
    r"(?<=[^/])(?:/(?:json|xml)|\.(?:json|xml|\{(?:format|ext|extension)\}))$", re.IGNORECASE
)
"""How the end of a path says the format of its answer: `/messages.json`, `/containers/{id}/json`."""
_PIECE = re.compile(r"\{[^{}]*\}|[^{}]+")


class Segment(NamedTuple):
    """A part of a path: the words of a static one, or of the parameter of an item.

    `is_custom` marks what follows a colon (`documents:batchGet`): an action, whatever its word. `depth` is how many
    parameters an item has (`{owner}/{repo}`), `first` the words of the first of several.
    """

    words: tuple[str, ...]
    is_item: bool = False
    is_custom: bool = False
    depth: int = 1
    first: tuple[str, ...] = ()


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
                before = found[-1]
                first = before.first or before.words
                found[-1] = segment._replace(depth=before.depth + 1, first=first)
            else:
                found.append(segment)
    return tuple(found)


def names_call(path: str) -> bool:
    """Whether a path has only a fragment that says which call it is: `/#Action=ModifyThing`."""
    return "#" in path and not read_path(path)


def _is_machinery(part: str) -> bool:
    """Whether a part of a path says only that there is an API: `v2`, `rest`, `public-api`."""
    said = set(words(part))
    return bool(NAMES_NOTHING.fullmatch(part)) or ("api" in said and said - {"api"} <= _PUBLIC)


def machinery_of(path: str) -> tuple[str, ...]:
    """The words of a path that only say that there is an API; versions are not among them."""
    parts = (part for part in path.split("/") if _is_machinery(part))
    return tuple(
        word for part in parts if not _STARTS_WITH_NUMBER.match(part) for word in words(part)
    )


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
        if words(name) and (name == "apis" or not NAMES_NOTHING.fullmatch(name)):
            yield Segment(words(name))
    if colon and words(custom):
        yield Segment(words(custom), is_custom=True)


ITEM = Segment((), is_item=True)


@lru_cache(maxsize=65536)
def shape_of(segments: Segments) -> Segments:
    """The segments without the names of parameters."""
    return tuple(Segment((), is_item=True, depth=s.depth) if s.is_item else s for s in segments)


_STEM = 4
"""So many letters tell a noun, whatever its ending."""
_KEYS = frozenset({"code", "id", "key", "name", "number", "slug", "token", "uuid"})
_GENERIC = frozenset(
    ["by", "entity", "external", "item", "object", "or", "parent", "record", "resource", "unique"]
)
"""Words of parameters that name no thing."""


def find_kinds(paths: Iterable[Segments]) -> frozenset[Segments]:
    """The prefixes that say of what kind the things below them are: `test/npm/{packageName}`."""
    found: defaultdict[Segments, bool] = defaultdict(lambda: True)
    for path in paths:
        for end, item in enumerate(path[1:], 1):
            if item.is_item and not path[end - 1].is_item:
                found[shape_of(path[:end])] &= _names_other(path[end - 1], item)
    return frozenset(prefix for prefix, is_kind in found.items() if is_kind)


def _names_other(segment: Segment, item: Segment) -> bool:
    """Whether a parameter names things of another noun than the segment before it."""
    words = item.first or item.words
    nouns = [word for word in words if word not in _KEYS]
    is_plain = not nouns or len(nouns) == len(words) or not _GENERIC.isdisjoint(nouns)
    if is_plain or segment.words[-1] in VERBS:
        return False
    said = "".join(segment.words)
    return not any(noun[:_STEM] in said or said in noun for noun in nouns)


_CALLS = 10
"""So many paths of a verb and a noun are a habit."""


def are_calls(shapes: Collection[Segments]) -> bool:
    """Whether the paths of a document are single segments that begin with a verb, nearly all of them."""
    calls = sum(
        len(shape) == 1 and len(shape[0].words) > 1 and shape[0].words[0] in VERBS
        for shape in shapes
    )
    return calls >= _CALLS and calls >= 0.8 * len(shapes)


def find_scopes(methods: Mapping[Segments, frozenset[str]]) -> tuple[Segments, ...]:
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
