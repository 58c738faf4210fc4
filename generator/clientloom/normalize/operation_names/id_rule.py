# The method that the words of an operationId give, measured by what method and path say already. Pure; imports the
# English and the path rule of this room.
"""`name_by_id`: `createCallQueue` in `call_queues` is `create`; an id that only repeats the path has no say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clientloom.normalize.operation_names.english import (
    has_phrase,
    is_made_by,
    is_plural,
    same_noun,
    singular_noun,
    without_nouns,
)
from clientloom.normalize.operation_names.id_words import (
    EMPTY,
    FILLERS,
    Context,
    Said,
    adds,
    split_verb,
)
from clientloom.normalize.operation_names.path_rule import PathName, Words
from clientloom.normalize.operation_names.paths import Route
from clientloom.normalize.operation_names.vocabulary import (
    ARTICLES,
    BULK,
    CRUD,
    GETS,
    HTTP_WORDS,
    LINKING,
    NOUNS_TOO,
    VERBS,
)

_SENTENCE = 5
"""An id with so many words beyond the path is a sentence, and no name."""
_LONGEST = 8
"""An id with more words is a sentence, whatever the path says of them."""
_READS = frozenset(["fetch", "get", "read", "retrieve"])
"""Verbs that read even in an operation that sends a body."""
_SERVER_VERBS = {
    "list": frozenset(["get", "read"]),
    "get": frozenset(["get", "read"]),
    "delete": frozenset(["destroy"]),
}
"""By the verb of a path, what frameworks call it: `Bills_GetAll`, `bills_read`, `bills_destroy`."""
_HOW_MANY = FILLERS | {"by"}
_SHAPES = {("all",): ("list",), ("list",): ("list",), ("one",): ("get",)}
"""Ids that only say whether one thing is read or several."""
_SAY_LITTLE = frozenset(
    ["allow", "call", "can", "execute", "initiate", "is", "return", "run", "use"]
)
"""Verbs of summaries that say little."""
_CONTENTS = frozenset([("content",), ("contents",), ("data",), ("file",), ("raw",)])
"""What is downloaded of a file, which goes without saying."""
_SOURCES = frozenset(["csv", "file", "html", "image", "json", "link", "text", "uri", "url", "xml"])
"""What a thing is made from, rather than a thing of its own."""


def name_by_id(words: Words, path: PathName, context: Context) -> PathName:
    """The name of an operation whose id has these words, without those that the document's ids share."""
    said = split_verb(tuple(w for w in words if w not in ARTICLES), context)
    verb = said.verb
    if verb in {("mark",), ("set",)} and "as" in said.rest[:-1]:
        rest = without_nouns(said.rest, (*path.group, *context.nouns))
        return replace(path, verb=verb, rest=rest)
    if path.is_action:
        return _named_action(said, path, context)
    if (done := _thing_done(said, path)) is not None:
        return done
    if _repeats(verb, path):
        return path
    is_source = path.is_bare and context.on_static and path.verb[0] in _SOURCES
    if is_source and verb == ("create",) and len(path.verb) == 1:
        return replace(path, verb=verb, rest=("from", *path.verb))
    if _is_made_from(said, path):
        return replace(path, group=path.group[:-1], verb=verb, rest=said.rest[-2:])
    if "and" in said.rest[1:-1] and verb and verb[-1] not in GETS and context.method != "GET":
        return replace(path, verb=verb, rest=said.rest)
    extra = [w for w in said.rest if adds(w, context)]
    is_sentence = len(extra) >= _SENTENCE or len(words) > _LONGEST
    if not extra or is_sentence or (verb and verb[-1] in CRUD):
        return _echo(said, path, context) if verb else _echo_noun(said.rest, path, context)
    if not verb:
        return replace(path, verb=said.rest, rest=()) if _is_label(said.rest, path) else path
    if verb[-1] in path.verb:
        return path
    if _is_thing(path) and has_phrase(said.rest, leaf := path.rest or path.group[-1]):
        return _of_leaf(verb, leaf, path)
    rest = without_nouns(_without_key(said.rest, path), (*path.group, *context.nouns))
    return replace(path, verb=verb, rest=rest)


def name_by_summary(words: Words, path: PathName, context: Context) -> PathName:
    """The name of what is posted to a noun, with the verb of its summary: `POST schedules/now`, `Send a campaign`."""
    if not path.is_bare or path.verb != context.leaf or set(path.verb) & VERBS or len(words) < 2:
        return path
    verb = words[0]
    is_sure = verb not in NOUNS_TOO or words[1] in ARTICLES
    is_verb = verb in VERBS and verb not in CRUD and verb not in _SAY_LITTLE
    if not (is_sure and is_verb) or any(is_made_by(noun, verb) for noun in path.verb):
        return path
    return replace(path, verb=(verb, *path.verb), is_bare=False)


def name_by_source(path: PathName, route: Route) -> PathName:
    """The name of what is posted to a source beside items is that of what is made: `documents/url`."""
    is_source = path.is_bare and len(path.verb) == 1 and path.verb[0] in _SOURCES
    if not is_source or path.rest or len(route.own) < 2:
        return path
    above = route.above()
    is_made = "POST" in above.others or is_plural(above.own[-1].words[-1])
    if not (is_made and route.paths.holds_items(above.whole)):
        return path
    return replace(path, verb=("create",), rest=("from", *path.verb))


def name_as_authored(words: Words, path: PathName, context: Context) -> PathName:
    """The name of an operation whose id has a group: `repos/list-for-org` is said with care."""
    if words in _SHAPES and path.act in {"get", "list"}:
        return replace(path, verb=_SHAPES[words], rest=())
    if FILLERS.issuperset(words) or context.is_usual(Said(words, ()), path):
        return path
    if words[0] in _SERVER_VERBS.get(path.act, ()) and _HOW_MANY.issuperset(words[1:]):
        is_list = path.act == "get" and "all" in words and not path.is_action  # not `images/get`
        return replace(path, verb=("list",)) if is_list else path
    if context.is_apart:
        thing = tuple(word for word in words[1:] if word not in ARTICLES)
        rest = () if same_noun(thing, path.group[-1]) else words[1:]
        return replace(path, verb=words[:1], rest=rest, suffix=())
    said = split_verb(words, context)
    verb = path.verb if said.verb and said.verb[0] in {"post", "put", "patch"} else said.verb
    rest = without_nouns(_without_key(said.rest, path), (*path.group, *context.nouns))
    return replace(path, verb=verb or path.verb if not rest else verb, rest=rest, suffix=())


def _named_action(said: Said, path: PathName, context: Context) -> PathName:
    """The verb of the path, unless the id shows that the word is a noun: `jobs/{id}/log`, `appendLog`.

    An id with another verb does not mean that of the path: `GET /query`, `findVectors`.
    """
    verb, action = said.verb, path.verb
    if len(verb) > 1 and action in {verb[:1], verb[-1:]}:
        return replace(path, verb=verb)
    if verb == action and said.rest[:1] == ("all",) and not path.on_item and not path.rest:
        return path if context.method == "GET" else replace(path, rest=("all",))
    is_noun = action[0] in NOUNS_TOO and verb and verb[0] not in (*action, *HTTP_WORDS, *EMPTY)
    if not is_noun:
        return path
    if not has_phrase(said.rest, action):
        others = not any(is_made_by(word, action[0]) for word in said.rest)
        if not others or path.on_item or verb == ("list",):
            return path
        return replace(
            path, verb=verb, rest=without_nouns(said.rest, (*path.group, *context.nouns))
        )
    nouns = (noun for noun in path.group if noun != action)
    if action[0] in BULK and len(action) == 1 and any(has_phrase(said.rest, n) for n in nouns):
        return replace(path, verb=(*action, *verb))
    if is_plural(action[-1]) and len(action) > 1:
        return replace(path, group=(*path.group, action), verb=verb)
    is_thing = len(action) == 1 or context.method == "GET"
    return replace(path, verb=verb, rest=action) if is_thing else path


def _thing_done(said: Said, path: PathName) -> PathName | None:
    """The name of what is done with the word that ends the path: `PUT projects/{id}/move`, `moveProject`."""
    verb = said.verb
    if verb == ("download",) and path.rest in _CONTENTS and not has_phrase(said.rest, path.rest):
        return replace(path, verb=verb, rest=())
    if _is_thing_done(path, verb):
        return replace(path, group=path.group[:-1], verb=verb, rest=())
    if verb and path.rest == verb and verb[0] not in CRUD:
        return replace(path, verb=verb, rest=())
    if len(path.rest) > 1 and path.rest[-1:] == verb:  # `incremental_refresh` says what is done
        return replace(path, verb=path.rest, rest=())
    return None


def _is_thing_done(path: PathName, verb: Words) -> bool:
    """Whether the last part of a group is what a verb makes, and no thing of its own: `PUT share`, `unshare`."""
    if len(path.group) < 2 or len(verb) != 1 or path.many or path.on_item or path.rest:
        return path.is_lone and len(path.group) > 1 and _is_done_by(path.group[-1], verb)
    return path.group[-1] in {verb, (verb[0].removeprefix("un"),)} or (
        path.is_lone and _is_done_by(path.group[-1], verb)
    )


def _is_made_from(said: Said, path: PathName) -> bool:
    """Whether another thing is made from the item of a path: `POST /labels/rates/{id}`, `createLabelFromRate`."""
    is_made = path.on_item and path.is_lone and path.verb == ("create",) and len(path.group) > 1
    noun = said.rest[-1:]
    return is_made and said.rest[-2:-1] == ("from",) and same_noun(noun, path.group[-1])


def _is_done_by(noun: Words, verb: Words) -> bool:
    """Whether a collection holds what a verb makes: `copies` of `copy`, `generations` of `generate`."""
    if len(noun) != 1 or len(verb) != 1 or verb[0] in CRUD:
        return False
    return is_made_by(noun[0], verb[0])


_SHORT = 4


def _repeats(verb: Words, path: PathName) -> bool:
    """`simulate` in the group `simulations` says nothing more; `list` in `lists` does."""
    nouns = {word for part in path.group for word in part} - set(verb)
    return (path.is_bare and path.group[-1:] == (verb,)) or any(
        is_made_by(noun, word) and (len(word) > _SHORT or singular_noun(noun) != word)
        for word in verb[:1]
        for noun in nouns
    )


def _is_label(words: Words, path: PathName) -> bool:
    """Whether an id without a verb tells its operation from others: `points.nearest`."""
    return path.is_lone and len(words) == 1 and path.verb != ("create",)


def _do_noun(said: Said, path: PathName, _context: Context) -> PathName | None:
    """A verb that says a noun of the path, too: `sign_in` of `sign`; what it undoes: `unlock` of `lock`."""
    verb = said.verb
    first = verb[:1] if len(verb) > 1 else ()
    noun = path.rest[0] if len(path.rest) == len(verb) == 1 else ""
    does = noun and (noun == verb[0].removeprefix("un") or is_made_by(noun, verb[0]))
    if does or (first and path.rest == first):
        return replace(path, verb=verb, rest=())
    if first and len(path.group) > 1 and path.group[-1] == first:
        return replace(path, group=path.group[:-1], verb=verb)
    return None


def _list_all(said: Said, path: PathName, _context: Context) -> PathName | None:
    """`index` and `list` of what the path only gets: then it is a collection."""
    if said.verb == ("index",) and path.verb in {("get",), ("list",)}:
        return replace(path, verb=("list",))
    if said.verb == ("list",) and path.verb == ("get",) and path.rest and not path.many:
        return replace(path, group=(*path.group, path.rest), verb=said.verb, rest=())
    return None


def _read_many(said: Said, path: PathName, context: Context) -> PathName | None:
    """A verb that reads, of many things: with POST it lists them, too."""
    if said.verb[0] in _READS and path.many and path.verb == ("create",):
        rest = without_nouns(said.rest, (*path.group, *context.nouns))
        is_way = len(rest) > 1 and rest[0] in LINKING
        return replace(path, verb=said.verb if is_way else ("list",), rest=rest if is_way else ())
    if said.verb[0] in GETS and path.verb == ("list",):
        return replace(path, verb=said.verb) if _is_one(said.rest, path) else path
    return None


def _join_adjective(said: Said, path: PathName, _context: Context) -> PathName | None:
    """An id with the last part of the group right before the one above it: `upcoming_invoice`."""
    if len(path.group) < 2 or path.many or path.on_item:
        return None
    phrase = (*path.group[-1], *path.group[-2])
    if not same_noun(said.rest[-len(phrase) :], phrase):
        return None
    rest = (*path.group[-1], *path.rest)
    return replace(path, group=path.group[:-1], verb=said.verb, rest=rest)


def _do_only_thing(said: Said, path: PathName, _context: Context) -> PathName | None:
    """The only thing that is done to a thing of which there is one."""
    is_plain = not path.rest and len(path.group) > 1 and said.verb[-1] not in CRUD
    return _of_leaf(said.verb, path.group[-1], path) if is_plain and _is_thing(path) else None


def _create_noun(said: Said, path: PathName, _context: Context) -> PathName | None:
    """A noun in place of a verb, of which something is made."""
    if not path.is_bare or said.verb != ("create",):
        return None
    return replace(path, group=(*path.group, path.verb), verb=said.verb)


_ECHOES: tuple[Callable[[Said, PathName, Context], PathName | None], ...] = (
    _do_noun,
    _list_all,
    _read_many,
    _join_adjective,
    _do_only_thing,
    _create_noun,
)
"""What a verb means beside the name of a path; the first that gives a name decides."""


def _echo(said: Said, path: PathName, context: Context) -> PathName:
    """What an id adds that has no word of its own: at most the verb."""
    verb = said.verb
    if context.is_empty(verb) or verb[-1] in path.verb or context.is_usual(said, path):
        return path
    found = (rule(said, path, context) for rule in _ECHOES)
    if (name := next(filter(None, found), None)) is not None:
        return name
    rest = path.rest
    if path.is_bare:
        rest = _of_bare(said.rest, path) if said.rest else ()
    return replace(path, verb=verb, rest=rest)


def _echo_noun(words: Words, path: PathName, context: Context) -> PathName:
    """The only thing that is read where an id has just it and what holds it: `conversations.members`."""
    whole = tuple(word for part in path.group[-2:] for word in part)
    is_read = path.is_lone and not path.on_item and path.verb in {("get",), ("list",)}
    if not (context.on_static and is_read and len(path.group) > 1 and same_noun(words, whole)):
        return path
    return replace(path, group=path.group[:-1], verb=path.group[-1])


def _of_bare(rest: Words, path: PathName) -> Words:
    """The noun of a path that stands for a verb, unless the id has another: `restrict`, `add_group`."""
    return path.verb if has_phrase(rest, path.verb) else without_nouns(rest, path.group)


def _is_thing(path: PathName) -> bool:
    """Whether a name is about the only operation on a thing of which there is one."""
    return path.is_lone and not path.on_item and not path.many


def _of_leaf(verb: Words, leaf: Words, path: PathName) -> PathName:
    """A verb of the only thing that is done to a thing goes to the group above: `domains.check_price`."""
    group = path.group if path.rest or len(path.group) < 2 else path.group[:-1]
    return replace(
        path, group=group, verb=verb, rest=leaf if group != path.group or path.rest else ()
    )


def _is_one(rest: Words, path: PathName) -> bool:
    """Whether an id speaks of one thing where the path has the plural and no items: `getShape`."""
    if not (path.is_lone and path.group and rest):
        return False
    return same_noun(rest[-1:], path.group[-1][-1:]) and not is_plural(rest[-1])


def _without_key(rest: Words, path: PathName) -> Words:
    """`get_summary_by_id` on an item says `by_id` for nothing."""
    if len(rest) >= 2 and rest[-2] == "by" and (rest[-1] == "id" or path.on_item):
        return rest[:-2]
    return rest
