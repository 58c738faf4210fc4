# The rules for names of operations, in order: declared names, else the operationId, else the path.
# Pure; imports the names of naming and the other modules of this room.
"""`name_operations`: operations of a document -> the group and the candidate methods of each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom.normalize.naming.declared_names import UNDECLARED, DeclaredName
from clientloom.normalize.naming.path_names import path_words
from clientloom.normalize.naming.registry import group_of, method_name
from clientloom.normalize.naming.words import words
from clientloom.normalize.operation_names.english import (
    has_phrase,
    same_noun,
    singular_noun,
    split_run,
)
from clientloom.normalize.operation_names.groups import place
from clientloom.normalize.operation_names.id_rule import (
    Context,
    name_as_authored,
    name_by_id,
    split_verb,
    without_nouns,
)
from clientloom.normalize.operation_names.operation_ids import (
    AuthoredId,
    Ids,
    strip_generated,
    with_leading_noun,
)
from clientloom.normalize.operation_names.path_rule import PathName, Route, Words, name_by_path
from clientloom.normalize.operation_names.segments import Paths, Segments, read_path
from clientloom.normalize.operation_names.vocabulary import GETS


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What the rules know of an operation.

    `tag` groups it, "" where tags do not group; `label` is the tag or the first segment of its path. `lists` is
    whether its answer is a list, None where the answer does not say.
    """

    key: str
    method: str
    path: str
    operation_id: str
    label: str
    declared: DeclaredName = UNDECLARED
    tag: str = ""
    lists: bool | None = None


@dataclass(frozen=True, slots=True)
class OperationName:
    """The group of an operation, outermost first, and candidate names of its method, the best first.

    Of several operations that want the same name the one with the lowest `rank` has the best claim. `is_declared`
    says that the vendor declares the group.
    """

    group: tuple[str, ...]
    candidates: tuple[str, ...]
    rank: int = 0
    is_declared: bool = False


def name_operations(calls: Iterable[Call]) -> Mapping[str, OperationName]:
    """The names of the operations of a document, by key; they depend on no order."""
    found = tuple(calls)
    paths = Paths.of((call.method, call.path) for call in found)
    ids = Ids.of(strip_generated(c.operation_id, c.method, c.path) for c in found)
    keeps_http = ids.is_small and not any(map(_is_echo_of_path, found))
    return {call.key: _name(call, paths, ids, keeps_http=keeps_http) for call in found}


def _is_echo_of_path(call: Call) -> bool:
    """Whether an id has the words of the whole path, parameters too: nobody writes `PostCustomersCustomer`."""
    spelled = tuple(word for word in words(call.path) if not _VERSION.search(word))
    said = words(call.operation_id)
    return "{" in call.path and said[-len(spelled) :] == spelled and len(said) > len(spelled)


def _name(call: Call, paths: Paths, ids: Ids, *, keeps_http: bool) -> OperationName:
    segments = read_path(call.path)
    authored = ids.read(strip_generated(call.operation_id, call.method, call.path))
    ruled = _apply_rules(call, segments, paths, authored, keeps_http=keeps_http)
    group = call.declared.group
    if group is None:
        group = tuple("_".join(part) for part in ruled.group) or (call.label,)
    return OperationName(
        group_of(*group),
        tuple(dict.fromkeys(_candidates(call, ruled, authored))),
        rank=len(segments),
        is_declared=call.declared.group is not None,
    )


def _apply_rules(
    call: Call, segments: Segments, paths: Paths, authored: AuthoredId, *, keeps_http: bool
) -> PathName:
    own = _split_segments(paths.drop_scope(segments), authored.words)
    authored = with_leading_noun(authored, [s.words for s in own if not s.is_item])
    tag = _tag_words(call.tag)
    route = Route(call.method.upper(), own, segments, paths, call.lists)
    path = name_by_path(route)
    by_path = place(path, own, segments, authored, tag, paths)
    known = {singular_noun(w) for s in segments for w in s.words}
    known |= {singular_noun(w) for w in (*tag, *(w for part in authored.group for w in part))}
    if "me" in known or "user" in known:
        known |= {"me", "my", "user", "current"}
    tokens = _split_tokens(authored.words, segments)
    nouns = (tag,) if tag else ()
    context = Context(
        call.method.upper(),
        known,
        nouns,
        leaf=next((s.words for s in reversed(own) if not s.is_item), ()),
        is_apart=authored.is_apart,
        keeps_http=keeps_http,
    )
    if authored.group and not authored.by_controller:
        return name_as_authored(tokens, by_path, context)
    if "me" in known:
        tokens = tuple(w for w in tokens if w not in _PERSONS)
    if tag and _belongs_to_tag(by_path, route, tokens, tag):
        return _of_tag(tokens, by_path, tag, context)
    return name_by_id(tokens, by_path, context)


def _belongs_to_tag(path: PathName, route: Route, tokens: Words, tag: Words) -> bool:
    """Whether a path says too little for a group: `PUT /raw` with the tag Files, `GET /a/x` for `list_files`."""
    if len(route.own) == 1 and route.is_lone and path.group:
        return not same_noun(path.group[0][-1:], tag[-1:])
    if any(s.is_item for s in route.own) or route.paths.has_more_below(route.whole):
        return False
    path_words = {singular_noun(word) for segment in route.whole for word in segment.words}
    return has_phrase(tokens, tag) and not path_words & {singular_noun(word) for word in tag}


def _of_tag(tokens: Words, path: PathName, tag: Words, context: Context) -> PathName:
    """The only operation of a path among those of its tag, by its id or by what it is done to."""
    said = split_verb(tokens, context)
    noun = () if path.is_action or path.rest or not path.group else path.group[-1]
    by_path = replace(path, group=(tag,), rest=(*noun, *path.rest))
    if not said.verb or context.is_empty(said.verb):
        return by_path
    rest = without_nouns(said.rest, (tag,))
    verb = () if rest and same_noun(said.verb, tag) else said.verb
    if verb and verb[0] in GETS and path.verb == ("list",):
        verb = path.verb
    return replace(by_path, verb=verb, rest=rest, suffix=())


def _tag_words(tag: str) -> Words:
    """The words of a tag that a person wrote: `Api20100401Member` is a machine's."""
    found = words(tag)
    return () if any(_VERSION.search(word) for word in found) else found


def _split_segments(own: Segments, tokens: Words) -> Segments:
    """Word boundaries of the id for segments that run words together: `removenodes`."""
    runs = {
        "".join(tokens[i:j]): tokens[i:j]
        for i in range(len(tokens))
        for j in range(i + 2, min(len(tokens), i + 5) + 1)
        if min(map(len, tokens[i:j])) > 1  # `QStash` is a name, and not two words
    }
    return tuple(
        replace(s, words=runs[s.words[0]])
        if not s.is_item and len(s.words) == 1 and s.words[0] in runs
        else s
        for s in own
    )


_VERSION = re.compile(r"\d{6,}|^v\d+$")
_PERSONS = frozenset({"current", "my", "user", "users"})


def _split_tokens(tokens: Words, segments: Segments) -> Words:
    """Word boundaries of the path for words that the id runs together."""
    spelled = {"".join(s.words): s.words for s in segments if len(s.words) > 1}
    vocabulary = {form for s in segments for w in s.words for form in (w, singular_noun(w))}
    found: list[str] = []
    for token in _join_letters(tokens, vocabulary):
        found += spelled.get(token) or split_run(token, vocabulary)
    return tuple(found)


def _join_letters(tokens: Words, vocabulary: Collection[str]) -> Iterator[str]:
    """The words, a letter with the one after it where the path has both as one: `QStash`, `/qstash`."""
    waiting = ""
    for token in tokens:
        if waiting and waiting + token in vocabulary:
            yield waiting + token
            waiting = ""
            continue
        if waiting:
            yield waiting
        waiting = token if len(token) == 1 else ""
        if not waiting:
            yield token
    if waiting:
        yield waiting


def _candidates(call: Call, ruled: PathName, authored: AuthoredId) -> Iterable[str]:
    if call.declared.method:
        yield method_name(call.declared.method)
    yield method_name("_".join(ruled.method))
    yield method_name("_".join((*ruled.method, *_difference(authored.words, ruled))))
    if authored.words:
        yield method_name("_".join(authored.words))
    if call.operation_id:
        yield method_name(call.operation_id)
    yield method_name("_".join((call.method, *path_words(call.path))))


def _difference(tokens: Words, ruled: PathName) -> Words:
    """The words of the id that neither group nor method has."""
    used = {singular_noun(w) for part in (*ruled.group, ruled.method) for w in part}
    return tuple(w for w in tokens if singular_noun(w) not in used)
