# Which names an operation may have instead, where another has the best one. Pure; imports the words of naming and the
# English and the path rule of this room.
"""`rank`, the claim of an operation to its name, and `alternatives`, what it is called if another claim is better."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from clientloom.normalize.naming.words import words
from clientloom.normalize.operation_names.english import same_noun, singular_noun, singular_words
from clientloom.normalize.operation_names.path_rule import PathName, Words
from clientloom.normalize.operation_names.paths import Route
from clientloom.normalize.operation_names.segments import (
    ITEM,
    Segments,
    machinery_of,
    names_call,
)
from clientloom.normalize.operation_names.vocabulary import (
    ARTICLES,
    CRUD,
    GETS,
    LINKING,
    ON_SEVERAL,
    READS,
)

_WHOLE = 12
"""How much an operation on a thing comes before one that changes the whole collection."""
_DEEPER = 8
"""How much each further segment of a path counts."""
_MORE = 3
"""How much it counts that an id says more than the name."""
_ORDER = {"GET": 0, "PATCH": 0, "PUT": 1, "POST": 2}
_WRITES = frozenset({"PATCH", "POST", "PUT"})
_READS = GETS | {"list"}
_CHANGES = frozenset({"delete", "replace", "update"})
_NEED_NO_THING = READS | ON_SEVERAL | {"generate", "render", "send", "simulate"}
"""Verbs of a collection that are not about each of its items."""
_AFTER = re.compile(r"[?#]")
_VERSION_IN_PATH = re.compile(r"(?:[/.]v(?=\d(?:[/.]|$))|/(?=\d\.\d+(?:/|$)))(\d)", re.IGNORECASE)
"""`/v2/`, `.v2.` or `/2.0/`."""


def rank(route: Route, path: str, tokens: Words, name: PathName) -> int:
    """The claim to a name: the lowest is the best.

    Shorter paths come first, then the first version of a path, the one without `/api`, and what has no word more.

    Args:
        route: the operation among the others.
        path: the path.
        tokens: the words of the operationId.
        name: the name that the operation wants.
    """
    method = route.method
    depth = sum(segment.depth for segment in route.whole)
    whole = _WHOLE * (_is_bulk(name, route) or _changes_all(name))
    late = 2 * min(_version(path), 2) + 3 * bool(_AFTER.search(path)) + bool(machinery_of(path))
    says_more = LINKING.intersection(tokens) or _distinguishing_words(tokens, _used_words(name))
    more = _MORE * bool(method in {"GET", "POST"} and says_more)
    if method == "GET" and names_call(path):  # what both methods do is called like POST
        return 2 * _DEEPER
    return _DEEPER * depth + whole + _ORDER.get(method, 0) + late + more


def alternatives(
    route: Route, path: str, tokens: Words, name: PathName, by_path: PathName
) -> Iterator[Words]:
    """Other names for an operation, the best first; an id that only echoes its path gives none.

    Args:
        route: the operation among the others.
        path: the path.
        tokens: the words of the operationId.
        name: the name that the operation wants.
        by_path: the name by path alone.
    """
    method = route.method
    used = _used_words(name)
    if route.paths.has_versions(method, route.whole):
        yield from _more(name, (f"v{_version(path)}",) if _version(path) > 1 else ())
        yield from _more(name, machinery_of(path))  # `/api/things` beside `/things`
    yield from _more(name, _with_owner(_distinguishing_words(tokens, used), route.whole))
    yield from _more(name, _words_after(path, used))
    if by_path.group == name.group and by_path.verb != name.verb and by_path.rest == name.rest:
        yield by_path.method
    if _changes_all(name):
        yield name.of_all
    elif len(route.others & _WRITES) > 1:
        yield from _by_method(method, name)
    if _is_bulk(name, route) and name.act not in _READS:
        yield ("bulk", *name.method)
    is_name = tokens[:1] == name.verb[:1] and len(tokens) <= 2 * _MOST
    whole = tokens if is_name and not _spells_path(tokens, name, route.whole) else ()
    group = name.group[-1] if name.group else ()
    has_noun = name.is_action and same_noun(whole[len(name.method) :], group)
    if has_noun or any(singular_noun(word) not in used for word in whole):
        yield whole  # `search_points` in `points`, where `search` is a resource
    yield from _by_place(route.whole, name, whole)
    if name.is_action and _is_of_collection_too(route):
        yield (*name.method, "by", "id")
    if name.many and method != "POST":
        yield name.of_all
    yield from _by_method(method, name)
    yield (
        method.lower(),
        *(name.method[1:] if name.verb[:1] == (method.lower(),) else name.method),
    )


def _is_of_collection_too(route: Route) -> bool:
    """Whether what is done to an item is done to its collection as well: `boards/{id}/export`, `boards/export`."""
    path = route.whole
    of_item = len(path) > 1 and path[-2].is_item
    return of_item and bool(route.paths.methods_of((*path[:-2], path[-1])))


def _used_words(name: PathName) -> set[str]:
    """The words that a name has already, also run together."""
    parts = (*name.group, name.method)
    return {singular_noun(word) for part in parts for word in (*part, "".join(part))}


def _spells_path(tokens: Words, name: PathName, segments: Segments) -> bool:
    """Whether an id only has the words of the path and its parameters: `getBoardsByIdBoardByField`."""
    said = {singular_noun(word) for s in segments for word in s.words}
    known = said | LINKING | {"id", *name.method}
    return "by" in tokens and all(singular_noun(word) in known for word in tokens)


def _is_bulk(name: PathName, route: Route) -> bool:
    """Whether the path of a collection ends in a verb that its items have too: `POST /things/delete`."""
    above, last = route.whole[:-1], route.whole[-1:]
    on_item = any(segment.is_item for segment in route.whole[-2:])
    of_item = route.paths.methods_of((*above, ITEM, *last))
    changes = name.act in CRUD or (name.act not in _NEED_NO_THING and route.method in of_item)
    return name.is_action and not on_item and changes


def _changes_all(name: PathName) -> bool:
    return name.many and name.act in _CHANGES


def _by_method(method: str, name: PathName) -> Iterator[Words]:
    if method in _WRITES and name.act in _CHANGES:
        yield ("replace" if method == "PUT" else method.lower(), *name.rest)


def _more(name: PathName, more: Words) -> Iterator[Words]:
    if more:
        yield (*name.method, *more)


_SAYS_NOTHING = ARTICLES | (CRUD - {"new"}) | {"id", "ids", "uuid"}
_MOST = 3
"""More words than this tell nothing apart: they are a sentence, or the path again."""


def _distinguishing_words(tokens: Words, used: set[str]) -> Words:
    """What an id says beyond group and method: `by_account` of `getTransactionsByAccount`."""
    found = tuple(w for w in tokens if singular_noun(w) not in used and w not in _SAYS_NOTHING)
    is_phrase = 0 < len(found) <= _MOST and found[-1] not in LINKING
    return found if is_phrase and sum(w in LINKING for w in found) < 2 else ()


def _with_owner(said: Words, segments: Segments) -> Words:
    """`for_organization` where an id only says whose things they are: `deleteOrganizationMember`."""
    owners = {singular_words(noun.words) for noun, below in pairwise(segments) if below.is_item}
    return ("for", *said) if said and singular_words(said) in owners else said


def _words_after(path: str, used: set[str]) -> Words:
    """The words of a path's fragment or query: `/files/{id}#shared_link`."""
    after = _AFTER.split(path, maxsplit=1)[1:]
    said = tuple(w for text in after for w in words(text.partition("=")[2] or text))
    return tuple(w for w in said if singular_noun(w) not in used)[:_MOST]


def _by_place(segments: Segments, name: PathName, said: Words) -> Iterator[Words]:
    """Names by whose a thing is, by what the path has besides, by all that an id says, and by the key of an item."""
    used = _used_words(name)
    yield from _by_owner(segments, name, in_group=False)
    for segment in reversed(segments):
        if not segment.is_item and not used & set(map(singular_noun, segment.words)):
            yield (*name.method, *segment.words)
    if said:
        yield said
    yield from _by_owner(segments, name, in_group=True)
    for segment in reversed(segments):
        key = tuple(w for w in segment.words if w not in {"id", "by", *name.method})
        if segment.is_item and key and len(key) <= _MOST:
            yield (*name.method, "by", *key)
    if name.on_item:
        yield (*name.method, "by", "id")


def _by_owner(segments: Segments, name: PathName, *, in_group: bool) -> Iterator[Words]:
    """Names by whose a thing is; that of an owner in the group says less."""
    groups = {singular_words(part) for part in name.group if part}
    for segment, below in reversed(list(pairwise(segments))):
        noun = singular_words(segment.words)
        is_owner = below.is_item and not segment.is_item and (noun in groups) == in_group
        if is_owner and noun[-1] != _last(name) and noun[-1] not in name.method:
            yield (*name.method, "for", *noun)


def _last(name: PathName) -> str:
    """The noun that a name is about, in the singular."""
    return singular_noun((name.rest or (name.group[-1] if name.group else ("",)))[-1])


def _version(path: str) -> int:
    found = _VERSION_IN_PATH.findall(path)
    return int(found[-1]) if found else 0
