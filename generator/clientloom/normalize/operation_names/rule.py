# The rules for names of operations, in order: declared names, else the operationId, else the path.
# Pure; imports the names of naming and the other modules of this room.
"""`name_operations`: operations of a document -> the group and the candidate methods of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom.normalize.naming.declared_names import UNDECLARED, DeclaredName
from clientloom.normalize.naming.path_names import path_words
from clientloom.normalize.naming.registry import group_of, method_name
from clientloom.normalize.naming.words import words
from clientloom.normalize.operation_names.alternatives import alternatives, rank
from clientloom.normalize.operation_names.english import (
    has_phrase,
    is_plural,
    same_noun,
    singular_noun,
    split_run,
    without_nouns,
)
from clientloom.normalize.operation_names.groups import place, place_in_resource
from clientloom.normalize.operation_names.id_rule import (
    name_as_authored,
    name_by_id,
    name_by_source,
    name_by_summary,
)
from clientloom.normalize.operation_names.id_words import Context, split_verb
from clientloom.normalize.operation_names.operation_ids import (
    AuthoredId,
    Ids,
    strip_generated,
    with_known_group,
    with_leading_noun,
    with_leading_tag,
)
from clientloom.normalize.operation_names.path_rule import PathName, Words, name_by_path
from clientloom.normalize.operation_names.paths import Paths, Route
from clientloom.normalize.operation_names.runs import Runs
from clientloom.normalize.operation_names.segments import Segments, names_call, read_path
from clientloom.normalize.operation_names.vocabulary import GETS, LINKING, MACHINERY


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What the rules know of an operation.

    `tag` groups it, "" where tags do not group; `label` is the tag or the first segment of its path. `lists` is
    whether its answer is a list, None where the answer does not say. `summary` is what the document says of it.
    `resource` is the path of the resource that its tag is, () for a tag that only names a group.
    """

    key: str
    method: str
    path: str
    operation_id: str
    label: str
    declared: DeclaredName = UNDECLARED
    tag: str = ""
    lists: bool | None = None
    summary: str = ""
    resource: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Habits:
    """What the operations of a document say together."""

    paths: Paths
    ids: Ids
    runs: Runs
    keeps_http: bool
    """Whether `post`, `put` and `patch` are verbs that the author chose."""

    @classmethod
    def of(cls, calls: tuple[Call, ...]) -> Habits:
        """Reads all operations of a document."""
        said = (words(text) for call in calls for text in (call.tag, call.operation_id))
        ids = Ids.of(strip_generated(c.operation_id, c.method, c.path) for c in calls)
        return cls(
            Paths.of((call.method, call.path) for call in calls),
            ids,
            Runs.of((read_path(call.path) for call in calls), said),
            keeps_http=ids.is_small and not any(map(_is_echo_of_path, calls)),
        )


def name_operations(calls: Iterable[Call]) -> Mapping[str, OperationName]:
    """The names of the operations of a document, by key; they depend on no order."""
    found = tuple(calls)
    habits = Habits.of(found)
    ruled = [_Ruled.of(call, habits) for call in found]
    reads = _verb_of_reading(each.name for each in ruled)
    names = {each.call.key: _name(each, reads) for each in ruled}
    heads = Counter(name.group[:1] for name in names.values())
    # In a small document only a verb with its noun shows that it is no resource.
    clear = {head for head in heads if head and (len(names) >= _MANY or "_" in head[0])}
    lone = {head for head in clear if heads[head] == 1}
    return {key: _in_client(n) if n.group[:1] in lone else n for key, n in names.items()}


def _in_client(name: OperationName) -> OperationName:
    """The name of the only operation of a group: `client.send_message`, not `client.send_message.send_message`."""
    repeats = name.group == group_of(name.candidates[0]) and not name.is_declared
    return replace(name, group=()) if repeats else name


@dataclass(frozen=True, slots=True)
class _Ruled:
    """An operation, its name by path alone, and by all rules."""

    call: Call
    route: Route
    authored: AuthoredId
    by_path: PathName
    name: PathName

    @classmethod
    def of(cls, call: Call, habits: Habits) -> _Ruled:
        """Applies the rules to an operation."""
        whole = read_path(call.path)
        own = habits.runs.spell(habits.paths.drop_scope(whole))
        route = Route(call.method.upper(), own, whole, habits.paths, call.lists)
        authored = habits.ids.read(strip_generated(call.operation_id, call.method, call.path))
        said = with_leading_noun(authored, route.nouns)
        return cls(call, route, authored, *_apply_rules(call, route, said, habits))


_ABBREVIATION = 3
"""So many letters may stand for a word that begins with them: `orgs` are organizations."""
_MANY = 10
"""So many operations make a document whose paths show what kind it is."""
_HABIT = 5
"""So many operations make a habit."""
_READS_ONE = frozenset({"fetch", "get", "read", "retrieve"})


def _verb_of_reading(names: Iterable[PathName]) -> str:
    """The verb with which a document reads one thing, "" for no habit: that of most, of two another than HTTP's.

    `read` is what a framework calls `get`.
    """
    acts = (name.act for name in names if _reads_one(name))
    verbs = Counter("get" if act == "read" else act for act in acts)
    usual = max(sorted(verbs), key=lambda verb: (verbs[verb], verb != "get"), default="")
    return usual if verbs[usual] >= _HABIT else ""


def _reads_one(name: PathName) -> bool:
    return name.on_item and not name.rest and len(name.verb) == 1 and name.act in _READS_ONE


def _is_echo_of_path(call: Call) -> bool:
    """Whether an id has the words of the whole path, parameters too: nobody writes `PostCustomersCustomer`."""
    spelled = tuple(word for word in words(call.path) if not _DATE_OR_VERSION.search(word))
    said = words(call.operation_id)
    return "{" in call.path and said[-len(spelled) :] == spelled and len(said) > len(spelled)


def _without_repetition(name: PathName, group: tuple[Words, ...]) -> PathName:
    """The name without a verb that its group has: `search.users`, but `search.search_by_name`."""
    is_thing = bool(name.rest) and name.rest[0] not in LINKING and name.rest[0].isalpha()
    if group[-1:] == (name.verb,) and is_thing:
        return replace(name, verb=())
    if name.is_action and len(name.verb) > 1 and same_noun(name.verb[1:], group[-1]):
        return replace(name, verb=name.verb[:1])
    if name.is_lone and name.verb in name.group[:-1] and not (name.rest or name.on_item):
        return replace(name, group=name.group[:-1], verb=(), rest=name.group[-1])
    return name


def _name(ruled: _Ruled, reads: str) -> OperationName:
    """The name of an operation in a document that reads one thing with the verb `reads`."""
    call, route, authored, name = ruled.call, ruled.route, ruled.authored, ruled.name
    if reads and _reads_one(name):
        name = replace(name, verb=(reads,))
    name = _without_repetition(name, name.group or (words(call.label),))
    group = call.declared.group
    if group is None:
        above = () if names_call(call.path) and not call.tag else (call.label,)
        group = tuple("_".join(part) for part in name.group) or above
    others = alternatives(route, call.path, authored.words, name, ruled.by_path)
    return OperationName(
        group_of(*group),
        tuple(dict.fromkeys(_candidates(call, name, others, authored))),
        rank=rank(route, call.path, authored.words, name),
        is_declared=call.declared.group is not None,
    )


def _apply_rules(
    call: Call, route: Route, authored: AuthoredId, habits: Habits
) -> tuple[PathName, PathName]:
    """The name by path alone, and what the id makes of it."""
    tag = habits.paths.spell_root(_tag_words(call.tag))
    authored = with_known_group(with_leading_tag(authored, tag), route.nouns, tag)
    path = name_by_path(route)
    by_path = place(path, route.own, route.whole, authored, tag, habits.paths)
    context = _context(route, path, authored, tag, habits)
    tokens = _without_keys(_split_tokens(authored.words, route.whole), route.whole)
    if authored.group and not authored.by_controller:
        return by_path, name_as_authored(tokens, by_path, context)
    if tokens and names_call(call.path):  # the id of `POST /#Action=UpdateProject` is its name
        said = tokens[1:] if tokens[0] == call.method.lower() and len(tokens) > 1 else tokens
        return by_path, replace(by_path, verb=said[:1], rest=said[1:])
    if call.resource and f"{'.'.join(call.resource)}." not in call.path:  # `/bots.info` says it
        by_path = place_in_resource(path, tuple(map(words, call.resource)), tokens)
        if same_noun(tokens[1:], by_path.group[-1]):  # `stream_chat` of `POST chat/completions`
            by_path = replace(by_path, rest=())
        name = name_by_id(tokens, by_path, context)
        return by_path, replace(name, group=by_path.group)
    if "me" in context.known:
        tokens = tuple(w for w in tokens if w not in _PERSONS)
    if tag and _belongs_to_tag(by_path, route, tokens, tag):
        return by_path, _of_tag(tokens, by_path, tag, context)
    name = name_by_id(tokens, by_path, context)
    return by_path, name_by_source(name_by_summary(words(call.summary), name, context), route)


def _context(
    route: Route, path: PathName, authored: AuthoredId, tag: Words, habits: Habits
) -> Context:
    """What is known of an operation besides its id."""
    said = (*(s.words for s in route.whole), tag, *authored.group)
    known = {singular_noun(word) for phrase in said for word in phrase}
    if "me" in known or "user" in known:
        known |= {"me", "my", "user", "current"}
    phrases = route.nouns[:-1] if path.is_action else route.nouns
    return Context(
        route.method,
        known,
        nouns=(tag,) if tag else (),
        leaf=route.nouns[-1] if route.nouns else (),
        phrases=tuple(phrase for phrase in (*phrases, tag) if len(phrase) > 1),
        is_apart=authored.is_apart,
        keeps_http=habits.keeps_http,
        on_static=len(route.own) > 1 and not any(s.is_item for s in route.own[-2:]),
    )


def _belongs_to_tag(path: PathName, route: Route, tokens: Words, tag: Words) -> bool:
    """Whether a path says too little for a group: `PUT /raw` with the tag Files, `GET /a/x` for `list_files`."""
    if len(route.own) == 1 and route.is_lone and path.group:
        noun = singular_noun(path.group[0][-1])
        return not (len(noun) >= _ABBREVIATION and tag[-1].startswith(noun))
    if any(s.is_item for s in route.own) or route.paths.below(route.whole):
        return False
    path_words = {singular_noun(word) for segment in route.whole for word in segment.words}
    return has_phrase(tokens, tag) and not path_words & {singular_noun(word) for word in tag}


def _of_tag(tokens: Words, path: PathName, tag: Words, context: Context) -> PathName:
    """The only operation of a path among those of its tag, by its id or by what it is done to."""
    said = split_verb(tokens, context)
    noun = () if path.is_action or path.rest or not path.group else path.group[-1]
    by_path = replace(path, group=(tag,), rest=(*noun, *path.rest))
    is_word = len(tokens) == 1 and tokens == by_path.rest and not is_plural(tokens[0])
    if is_word and path.verb == ("create",):  # `POST /greet`, `greet`: a verb that no table has
        return replace(by_path, verb=tokens, rest=())
    if not said.verb or context.is_empty(said.verb):
        return by_path
    kept = () if by_path.rest == said.verb else by_path.rest
    is_clause = said.rest[-1:] and said.rest[-1] in LINKING  # `list the shops a user belongs to`
    rest = kept if is_clause or not said.rest else without_nouns(said.rest, (tag,))
    verb = () if rest and same_noun(said.verb, tag) else said.verb
    if verb and verb[0] in GETS and path.verb == ("list",):
        verb = path.verb
    return replace(by_path, verb=verb, rest=rest, suffix=())


def _tag_words(tag: str) -> Words:
    """The words of a tag that a person wrote: `Api20100401Member` is a machine's; `Payments API` is payments."""
    found = words(tag)
    if len(found) > 1 and found[-1] in MACHINERY:
        found = found[:-1]
    return () if any(_DATE_OR_VERSION.search(word) for word in found) else found


_DATE_OR_VERSION = re.compile(r"\d{6,}|^v\d+$")
_PERSONS = frozenset({"current", "my", "user", "users"})


def _split_tokens(tokens: Words, segments: Segments) -> Words:
    """Word boundaries of the path for words that the id runs together."""
    spelled = {"".join(s.words): s.words for s in segments if len(s.words) > 1}
    vocabulary = {form for s in segments for w in s.words for form in (w, singular_noun(w))}
    found: list[str] = []
    for token in _join_letters(tokens, vocabulary):
        found += spelled.get(token) or split_run(token, vocabulary)
    return tuple(found)


def _without_keys(tokens: Words, segments: Segments) -> Words:
    """An id without the parameters of its path at the end: `updatePipelineByPackAndId`."""
    keys = {word for s in segments if s.is_item for word in s.words} | {"and", "id"}
    start = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i] == "by"), len(tokens))
    after = tokens[start + 1 :]
    return tokens[:start] if "and" in after and keys.issuperset(after) else tokens


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


def _candidates(
    call: Call, ruled: PathName, others: Iterable[Words], authored: AuthoredId
) -> Iterable[str]:
    if call.declared.method:
        yield method_name(call.declared.method)
    for name in (ruled.method, *others, authored.words):
        if name:
            yield method_name("_".join(name))
    if call.operation_id:
        yield method_name(call.operation_id)
    yield method_name("_".join((call.method, *path_words(call.path))))
