# The name that method and path give to an operation. Pure; imports the English and the segments of this room.
"""`name_by_path`: GET /payments lists, POST /payments/{id}/confirm confirms, PUT /cards/{id}/closed updates it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clientloom.normalize.operation_names.english import (
    is_plural,
    is_verb_phrase,
    names_transfer,
    singular_words,
)
from clientloom.normalize.operation_names.paths import Route, without_alternate_key
from clientloom.normalize.operation_names.segments import ITEM
from clientloom.normalize.operation_names.vocabulary import (
    ACTS,
    ADJECTIVES,
    BULK,
    CRUD,
    LINKING,
    NOUNS_TOO,
    READS,
    RECORDS,
    SEVERAL,
    VERBS,
    WAYS,
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PathName:
    """A name in parts: `client.<group>.<verb>_<rest>_<suffix>`.

    `is_action` marks a verb that the path itself has, `is_bare` a noun that stands for one; `many` an operation on
    a whole collection, `on_item` one on a thing of it, `is_own` a thing that no other collection has; `is_lone` a
    thing with one operation. `suffix` tells apart what one collection offers twice (`by_external_id`).
    """

    group: tuple[Words, ...]
    verb: Words
    rest: Words = ()
    suffix: Words = ()
    is_action: bool = False
    is_bare: bool = False
    many: bool = False
    on_item: bool = False
    is_own: bool = False
    is_lone: bool = False

    @property
    def method(self) -> Words:
        """The words of the method."""
        return (*self.verb, *self.rest, *self.suffix)

    @property
    def act(self) -> str:
        """The last word of the verb, which says what is done; "" for none."""
        return self.verb[-1] if self.verb else ""

    @property
    def of_all(self) -> Words:
        """The words of the method on all things of a collection."""
        return (*self.verb, "all", *self.rest)


def name_by_path(route: Route) -> PathName:
    """The name of an operation by its method and path."""
    own, suffix = without_alternate_key(route)
    if all(segment.is_item for segment in own):
        return PathName((), _verb(_ON_ITEM, route), suffix=suffix)
    found = replace(route, own=own)
    name = _item(found) if own[-1].is_item else _static(found)
    return replace(_name_conversion(name), suffix=suffix)


def _name_conversion(name: PathName) -> PathName:
    """What is posted to `text-to-speech` is converted, and creates no thing of that name."""
    converts = name.verb == ("create",) and name.group and "to" in name.group[-1][1:-1]
    return replace(name, verb=("convert",)) if converts else name


_ON_ITEM = {
    "GET": "get",
    "DELETE": "delete",
    "PATCH": "update",
    "PUT": "update",
    "POST": "update",
    "HEAD": "exists",
    "QUERY": "query",
}
_ON_COLLECTION = {**_ON_ITEM, "GET": "list", "POST": "create"}
_ON_SINGLE = {**_ON_ITEM, "POST": "create"}


def _verb(table: dict[str, str], route: Route) -> Words:
    """The verb of a method; PUT replaces where PATCH updates."""
    if route.method == "PUT" and "PATCH" in route.others:
        return ("replace",)
    return (table.get(route.method, route.method.lower()),)


def _item(route: Route) -> PathName:
    """An operation on one thing of a collection."""
    collection, own = route.above(), route.own
    if len(own) > 1 and route.paths.leads_deeper(route.whole):
        return PathName(collection.group(), _verb(_ON_COLLECTION, route), many=True, is_own=True)
    if len(own) > 2 and _may_act(route) and _is_action(collection, holds=True):
        return PathName(collection.above().group(), own[-2].words, is_action=True)
    verb = _verb(_ON_ITEM, route)
    if _is_membership(route):
        verb = _MEMBERSHIP.get(route.method, verb)
    elif route.method == "POST" and not route.others & {"GET", "PUT", "PATCH"}:
        verb = ("create",)
    if _is_view(collection):
        noun = singular_words(own[-2].words)
        return PathName(collection.above().group(), verb, rest=noun, on_item=True)
    is_own = _is_own(collection)
    return PathName(route.group(), verb, on_item=True, is_own=is_own, is_lone=route.is_lone)


def _is_own(route: Route) -> bool:
    """Whether a collection holds things that the document has nowhere else."""
    is_below = len(route.own) > 2 and route.own[-2].is_item
    return not (is_below and route.paths.has_own_place(route.own[-1]))


def _may_act(route: Route) -> bool:
    """Whether the segment before an item may be what is done to it: `update-budget/{id}`, `list-backup/{id}`."""
    if route.method in {"POST", "PATCH"}:
        return True
    words = route.own[-2].words
    if len(words) > 1:
        return words[0] in _CLEAR
    return not route.own[-3].is_item and words[0] in _ON_ONE.get(route.method, ())


_CLEAR = frozenset({"delete", "get", "list", "set", "update"})
_ON_ONE = {
    "GET": frozenset({"describe", "download", "find", "get", "list", "resolve", "retrieve"}),
    "PUT": frozenset({"edit", "set", "update", "upsert"}),
    "DELETE": frozenset({"delete", "remove"}),
}
"""Verbs that by themselves may stand before an item: `orders/find/{id}`."""
_MEMBERSHIP = {"PUT": ("add",), "DELETE": ("remove",)}


def _is_membership(route: Route) -> bool:
    """Whether an item only is put into another thing and taken out: `customers/{id}/groups/{group}`."""
    own, others = route.own, route.others
    if len(own) < 4 or not own[-3].is_item or others & {"GET", "PATCH"}:
        return False
    collection = route.paths.methods_of(route.whole[:-1])
    is_both = others == frozenset(_MEMBERSHIP) and "POST" not in collection
    return is_both or route.paths.has_own_place(own[-2])


def _static(route: Route) -> PathName:
    """An operation on what the last segment names."""
    last, above = route.own[-1], route.above()
    if len(last.words) == 1 and last.words[0] in BULK and route.others - {"GET", "POST"}:
        return PathName(above.group(), (*last.words, *_verb(_ON_COLLECTION, route)), many=True)
    if len(route.own) > 1 and not last.is_custom and _varies_action(route):
        return _name_continuation(route)
    if last.is_custom or _is_action(route):
        if _is_detail(above):
            group, noun = above.above().group(), above.own[-1].words
            return PathName(group, last.words, rest=noun, is_action=True)
        return PathName(above.group(), last.words, is_action=True)
    if last.words[0] in LINKING and len(route.own) > 1:
        return _name_continuation(route)
    if len(route.own) > 1 and "POST" in route.others and _is_action(replace(route, method="POST")):
        return PathName(above.group(), _verb(_ON_SINGLE, route), rest=last.words)
    if len(route.own) > 1 and route.is_lone and last.words[-1] in ADJECTIVES:
        return _adjective(route)
    many = route.lists if route.method in _READING else None
    several = is_plural(last.words[-1])
    if route.is_beside_items:
        lists = several if many is None else many
        verb = _verb(_ON_COLLECTION if lists else _ON_SINGLE, route)
        return PathName(above.group(), verb, rest=last.words, many=lists, is_lone=True)
    if (many is not False and several) or route.paths.holds_items(route.whole):
        return _collection(route)
    return _single_list(route) if many else _single(route)


def _single_list(route: Route) -> PathName:
    """A list that the path calls by one word: `files/{id}/content`."""
    found = _single(route)
    return replace(found, verb=("list",)) if found.rest else _collection(route)


_READING = frozenset({"GET", "QUERY"})


def _is_action(route: Route, *, holds: bool = False) -> bool:
    """Whether the last segment says what is done instead of what it is done to.

    Args:
        route: the route.
        holds: whether it is known to hold items; else it must not.
    """
    first = _clear_verb(route.own[-1].words)
    if route.paths.are_calls and route.method == "POST" and len(route.own[-1].words) > 1:
        return True
    if first not in VERBS or names_transfer(route.own[-1].words):
        return False
    if not holds and route.paths.holds_items(route.whole):
        is_word = len(route.own[-1].words) == 1
        is_post = route.others == {"POST"} and first not in NOUNS_TOO
        of_item = any(segment.is_item for segment in route.own[-2:-1])
        is_get = route.others == {"GET"} and first in _ON_ONE["GET"] and not of_item
        return is_word and (is_post or is_get)
    if holds:
        words = route.own[-1].words
        return len(words) == 1 or first in CRUD or not is_plural(words[-1])
    if route.method == "GET":
        return first in READS
    is_clear = first not in NOUNS_TOO or is_verb_phrase(route.own[-1].words)
    if len(route.others) == 1:
        return route.method == "POST" or is_clear or first in ACTS
    return route.method == "POST" and is_clear


def _adjective(route: Route) -> PathName:
    """`invoices/upcoming` is an invoice, `pets/all` are pets."""
    words, above = route.own[-1].words, route.above()
    if above.own[-1].is_item:
        return _single(route)
    lists = route.lists or (route.lists is None and words[-1] in SEVERAL)
    verb = _verb(_ON_COLLECTION if lists else _ON_SINGLE, route)
    rest = () if words == ("all",) and route.method not in above.others else words
    return PathName(above.group(), verb, rest=rest, many=True)


def _clear_verb(words: Words) -> str:
    """The word that tells whether a phrase is a verb: `update` of `bulk_update`."""
    is_bulk = len(words) > 1 and words[0] in BULK and words[1] in VERBS
    return words[1] if is_bulk else words[0]


def _varies_action(route: Route) -> bool:
    """Whether a path is a kind of the action above it: `points/search/groups` beside `points/search`."""
    above = route.above()
    is_apart = route.method == "POST" and not route.paths.holds_items(route.whole)
    return is_apart and "POST" in above.others and not above.own[-1].is_item and _is_action(above)


def _name_continuation(route: Route) -> PathName:
    """`stream/with-timestamps` goes on from what stands before it."""
    above = route.above()
    before = _item(above) if above.own[-1].is_item else _static(above)
    if _is_way(route):
        verb = singular_words(above.own[-1].words)
        before = PathName(above.above().group(), verb, is_action=True)
    return replace(before, rest=(*before.rest, *route.own[-1].words))


def _is_way(route: Route) -> bool:
    """Whether what stands before is only done: `imports/from-file` where nobody reads `imports`."""
    above = route.above()
    is_open = bool(above.others) or above.own[-1].is_item or route.paths.holds_items(above.whole)
    return not is_open and above.own[-1].words[-1] in WAYS


def _collection(route: Route) -> PathName:
    """An operation on all things of a kind."""
    verb = _verb(_ON_COLLECTION, route)
    if _is_view(route):
        return PathName(route.above().group(), verb, rest=route.own[-1].words, many=True)
    both = route.method not in _PLAIN and route.method in route.paths.methods_of(
        (*route.whole, ITEM)
    )
    rest = ("all",) if both else ()
    is_own = _is_own(route)
    return PathName(route.group(), verb, rest=rest, many=True, is_own=is_own, is_lone=route.is_lone)


_PLAIN = frozenset({"GET", "POST"})
"""What is done to a collection and to an item under names of their own."""


def _is_view(route: Route) -> bool:
    """Whether a collection only shows things that have a place of their own: `boards/{id}/cards`."""
    own, paths = route.own, route.paths
    return (
        len(own) > 2
        and own[-2].is_item
        and paths.only_reads(route.whole)
        and (paths.has_own_place(own[-1]) or (route.is_lone and own[-1].words[-1] in RECORDS))
    )


def _single(route: Route) -> PathName:
    """An operation on a thing of which there is one."""
    verb, own, others = _verb(_ON_SINGLE, route), route.own, route.others
    if route.method == "POST" and "GET" in others and not others & {"PUT", "PATCH"}:
        verb = ("update",)
    above, last = route.above(), own[-1].words
    if _is_deep(route) or _is_detail(route):
        return PathName(above.group(), verb, rest=last)
    if route.is_lone and len(own) > 1 and route.method == "POST":
        return PathName(above.group(), last, is_bare=True)
    if route.is_lone and len(own) > 1 and own[-2].is_item:
        return PathName(above.group(), verb, rest=last, is_lone=True)
    return PathName(route.group(), verb, is_lone=route.is_lone)


def _is_detail(route: Route) -> bool:
    """Whether one thing is only read, and one thing is done to it: a secret that is rotated."""
    below = tuple(route.paths.below(route.whole))
    if len(route.own) < 2 or len(below) != 1 or route.others != {"GET"}:
        return False
    end = replace(route, method="POST", own=(*route.own, *below), whole=(*route.whole, *below))
    is_act = end.others == {"POST"} and _is_action(end) and not CRUD & set(below[0].words)
    return is_act and not (route.own[-1].is_item or is_plural(route.own[-1].words[-1]))


def _is_deep(route: Route) -> bool:
    """Whether a single thing stands so deep that a group of its own would only be longer."""
    own = route.own
    return (
        len(own) > 4
        and own[-2].is_item
        and not is_plural(own[-1].words[-1])
        and not route.paths.below(route.whole)
        and len(route.others) > 1
    )
