# The words of an operationId, divided into the verb and what it is done to. Pure; imports the English and the path rule
# of this room.
"""`split_verb`: the verb wherever an id has it, without what only the server needs; `Context`: what else is known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from clientloom.normalize.operation_names.english import (
    base_verb,
    same_noun,
    singular_noun,
    verb_of_gerund,
)
from clientloom.normalize.operation_names.path_rule import PathName, Words
from clientloom.normalize.operation_names.vocabulary import (
    BULK,
    GETS,
    HTTP_WORDS,
    LINKING,
    MACHINERY,
    NOUNS_TOO,
    VERBS,
)

FILLERS = frozenset(
    ["id", "ids", "all", "one", "multiple", "many", "my", "single", "several", "list"]
)
"""Words that add nothing to what the shape of the path says."""
EMPTY = frozenset(["handle", "perform"])
"""Verbs that say only that something is done."""
_USUAL = {
    "add": "create",
    "destroy": "delete",
    "edit": "update",
    "modify": "update",
    "remove": "delete",
}
"""What is done to things that only one collection has."""
_UPDATES = frozenset({("edit",), ("modify",)})
"""What is done to any thing."""
_SERVERS_DELETE = ("destroy",)
"""What frameworks of servers call it, however few operations a document has."""


@dataclass(frozen=True, slots=True)
class Said:
    """An id as a verb and what it is done to; the verb is () where there is none."""

    verb: Words
    rest: Words


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of an operation besides its id.

    Args:
        method: the HTTP method in capitals.
        known: the words, in the singular, that path, parameters and tags have.
        nouns: phrases that name the group, besides those of the path.
        leaf: the last part of the path that is no parameter.
        phrases: the nouns of the path that have several words.
        is_apart: whether the id has a group that its method does not repeat.
        keeps_http: whether `post`, `put` and `patch` are verbs that the author chose.
        on_static: whether the path ends in two segments that are no parameters.
    """

    method: str
    known: Collection[str]
    nouns: tuple[Words, ...] = ()
    leaf: Words = ()
    phrases: tuple[Words, ...] = ()
    is_apart: bool = False
    keeps_http: bool = False
    on_static: bool = False

    def is_empty(self, verb: Words) -> bool:
        """Whether a verb says no more than the HTTP method."""
        return verb[0] in EMPTY or (not self.keeps_http and verb[0] in HTTP_WORDS - {"get"})

    def is_usual(self, said: Said, path: PathName) -> bool:
        """Whether a verb is another word for that of the path: `addTool` makes a tool, `addUserToTeam` none."""
        is_whole = path.is_own and not path.rest and path.on_item == (path.verb == ("delete",))
        usual = tuple(_USUAL.get(word, word) for word in said.verb)
        is_other = said.verb != usual and not {"to", "from"} & set(said.rest)
        is_chosen = self.keeps_http and said.verb != _SERVERS_DELETE
        if is_chosen or usual != path.verb:
            return False
        is_update = said.verb in _UPDATES and bool(path.group)
        return is_update if path.act == "update" else is_whole and is_other


def adds(word: str, context: Context) -> bool:
    """Whether a word of an id says what path, parameters and tags do not."""
    return singular_noun(word) not in context.known and word not in FILLERS and word not in LINKING


def split_verb(words: Words, context: Context) -> Said:
    """The verb first, wherever the id has it; of `post` or `get` and another verb the other counts."""
    words = _without_machinery(words, context)
    size = _size_of_phrase(words, context)
    if size:
        said = split_verb(words[size:], replace(context, phrases=()))
        return replace(said, rest=words[:size] + said.rest)
    begins = words and (words[0] in VERBS or words[0] in HTTP_WORDS)
    if begins and not _begins_with_noun(words, context):
        return _begins_with_verb(words)
    for index in (len(words) - 1, *range(1, len(words) - 1)):
        if index > 0 and _is_verb_within(words, index, context):
            start = index - _leads(words, index, context)
            verb, rest = words[start : start + 1], words[:start] + words[start + 1 :]
            return Said(verb, rest)
    if words and context.method != "GET" and _is_unknown_verb(words, context):
        return Said(words[:1], words[1:])
    return Said((), words)


def _size_of_phrase(words: Words, context: Context) -> int:
    """How many words at the beginning are a noun of the path, though the first may be a verb: `StopPoint_Get`."""
    if not words or words[0] not in VERBS:
        return 0
    sizes = [len(p) for p in context.phrases if same_noun(words[: len(p)], p)]
    return max((size for size in sizes if size < len(words)), default=0)


def _without_machinery(words: Words, context: Context) -> Words:
    """`files_api_routes_upload_file` is upload_file, `Deletes a segment` is delete, `add_tag_put` is add_tag."""
    known, method = context.known, context.method.lower()
    is_noise = [w in MACHINERY and singular_noun(w) not in known for w in words]
    start = max((i for i, noise in enumerate(is_noise, 1) if noise), default=0)
    if len(words) - start < 2 or base_verb(words[0]) in VERBS:
        start = 0
    kept = [w for w, noise in zip(words[start:], is_noise[start:], strict=True) if not noise]
    if method in {"patch", "post", "put"} and method not in known:
        kept = [*kept[:1], *(w for w in kept[1:] if w != method)]
    if kept and singular_noun(kept[0]) not in known:
        kept[0] = base_verb(kept[0])
        if len(kept) > 1 and singular_noun(kept[1]) in known:
            kept[0] = verb_of_gerund(kept[0])
    return tuple(kept) or words


def _begins_with_noun(words: Words, context: Context) -> bool:
    """`callQueueClear`: a word that is a noun of the path, with a clear verb after it."""
    is_noun = words[0] in NOUNS_TOO and singular_noun(words[0]) in context.known
    return (
        is_noun
        and words[0] not in context.leaf[:1]
        and any(word in VERBS - NOUNS_TOO for word in words[1:])
    )


def _begins_with_verb(words: Words) -> Said:
    verb, rest = words[:1], words[1:]
    if verb[0] in _CARRIERS and rest and rest[0] in VERBS and _is_no_noun(rest, verb[0]):
        verb, rest = rest[:1], rest[1:]
    if verb[0] in BULK and rest and rest[0] in VERBS:
        verb, rest = (*verb, rest[0]), rest[1:]
    if len(rest) > 1 and rest[0] in {"or", "and"} and rest[1] in VERBS:
        verb, rest = (*verb, *rest[:2]), rest[2:]
    return Said(verb, rest)


_CARRIERS = HTTP_WORDS - {"delete"}
"""Words of HTTP before the verb that is meant; what is deleted is a thing."""


def _is_no_noun(rest: Words, http: str) -> bool:
    """Whether the word after an HTTP verb is the verb that is meant: `post_send_mail`, `get_list`."""
    if http == "get":
        return rest[0] in {"list", "search", "count"}
    return rest[0] not in NOUNS_TOO or (len(rest) == 1 and http == "post")


def _is_verb_within(words: Words, index: int, context: Context) -> bool:
    """Whether an id has its verb after the noun: `webinarRegistrantCreate`."""
    word, known = words[index], context.known
    if word in GETS and singular_noun(words[0]) not in known:
        return False
    is_leaf = word not in known or context.leaf == (word,)
    is_last = index == len(words) - 1 and context.method != "GET" and is_leaf
    is_clear = word not in NOUNS_TOO or word == "list" or is_last
    follows = any(singular_noun(w) in known for w in (words[0], words[index - 1]))
    return word in VERBS and is_clear and follows


def _leads(words: Words, index: int, context: Context) -> bool:
    """Whether the word before a verb is the verb that is meant: `conversationsStartStream`."""
    before = words[index - 1]
    is_verb = before in VERBS - BULK and singular_noun(before) not in context.known
    return index > 1 and words[index] in NOUNS_TOO and is_verb


def _is_unknown_verb(words: Words, context: Context) -> bool:
    """Whether a word that stands before known nouns in an id that changes something is its verb."""
    return adds(words[0], context) and not any(adds(word, context) for word in words[1:])
