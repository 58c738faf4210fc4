# What an operationId says once what its framework put around it is gone. Pure; imports the words of naming and the
# English of this room.
"""`Ids` reads the operationIds of a document together: what they share names nothing, and how they are built shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from clientloom.normalize.naming.words import words
from clientloom.normalize.operation_names.english import is_plural, same_noun, singular_noun
from clientloom.normalize.operation_names.vocabulary import (
    ARTICLES,
    CRUD,
    LINKING,
    NOUNS_TOO,
    VERBS,
)

Words = tuple[str, ...]

_MOST = 0.6
"""The share of the operations from which on something is a habit of the document."""
_FEW = 5
"""With fewer operations nothing can be said of the document's habits."""
_MANY = 10
"""With so many operations an HTTP verb at the beginning of an id is a habit, and not what one author meant."""
_VERSION_WORD = re.compile(r"v\d+(alpha|beta)?\d*|\d{6,8}")
_COUNTED = re.compile(r"(?<=\w)_\d+$")
_DATED = re.compile(r"(?<=\w)[-_]?\d{4}([-_])\d{2}\1\d{2}$")
_SPRINGFOX = re.compile(r"(?<=\w)Using(DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)$")
_PARAMETERS = re.compile(r"{(\w+)}")
_MACHINERY = frozenset(
    {"api", "controller", "endpoint", "handler", "route", "router", "rest", "resource", "service"}
)


@dataclass(frozen=True, slots=True)
class AuthoredId:
    """An operationId in parts: `group` is what stands before the separators of the document's style.

    `by_controller` marks a group that is a class of the server, `is_apart` one that the method does not repeat.
    """

    group: tuple[Words, ...]
    words: Words
    by_controller: bool = False
    is_apart: bool = False


def with_leading_noun(authored: AuthoredId, nouns: Collection[Words]) -> AuthoredId:
    """The id with the noun that its method begins with in the group: `billing.creditNotesDelete`.

    Args:
        authored: the parts of an id.
        nouns: what the path names.
    """
    if not authored.group or authored.by_controller:
        return authored
    size = _size_of_noun(authored.words, nouns)
    noun, rest = authored.words[:size], authored.words[size:]
    if not size or noun in authored.group:
        return authored
    return replace(authored, group=(*authored.group, noun), words=rest)


def with_leading_tag(authored: AuthoredId, tag: Words) -> AuthoredId:
    """The id with the tag that it begins with in the group: `TracesListSpans` of Traces says `list_spans` of them.

    Args:
        authored: the parts of an id.
        tag: the words of the tag, () for none.
    """
    said, size = authored.words, len(tag)
    if authored.group or not same_noun(said[:size], tag) or len(said) < size + 2:
        return authored
    is_verb = said[size] in VERBS - (NOUNS_TOO - CRUD)
    return replace(authored, group=(tag,), words=said[size:]) if is_verb else authored


def with_known_group(authored: AuthoredId, nouns: Collection[Words], tag: Words) -> AuthoredId:
    """The id, whose group is a class of the server if path and tag agree on another: `Article_GetList`, `/products`.

    Args:
        authored: the parts of an id.
        nouns: what the path names.
        tag: the words of the tag, () for none.
    """
    is_agreed = any(_is_same(noun, tag) for noun in nouns)
    is_known = any(_is_same(group, n) for group in authored.group for n in (*nouns, tag))
    is_foreign = len(authored.group) == 1 and is_agreed and not is_known
    return replace(authored, by_controller=True) if is_foreign else authored


def _is_same(some: Words, others: Words) -> bool:
    return bool(others) and singular_noun("".join(some)) == singular_noun("".join(others))


def _size_of_noun(said: Words, nouns: Collection[Words]) -> int:
    """How many words before the verb are a noun: one of the path, or any before a verb that is no noun."""
    for size in range(len(said) - 1, 0, -1):
        if is_plural(said[size - 1]) and said[:size] in nouns:
            return size
    if not said:
        return 0
    *noun, last = said
    known = {singular_noun(word) for each in nouns for word in each}
    is_known = len(noun) > 1 and last in _ENDS and noun[0] in known  # `listMembersAll` of a list
    if not noun or (noun[0] in VERBS and not is_known):
        return 0
    is_thing = noun[-1] != "id" and not known.isdisjoint(map(singular_noun, noun))
    is_verb = last in VERBS - NOUNS_TOO and is_thing
    return len(noun) if last in _ENDS or is_verb else 0


_ENDS = frozenset({"all", "one"})
"""Words after a noun that say how many are read."""


def strip_generated(operation_id: str, method: str, path: str) -> str:
    """An operationId without what a framework adds: FastAPI's path and method, Springfox's, a counter of duplicates.

    FastAPI joins the function's name, the path with `_` for each sign, and the method. Swashbuckle appends the
    parameters of the path as they are written: `Accounts_GetByaccountId`. The date of a version names nothing either:
    `CreateFunction2020_05_31`.
    """
    before, is_there, after = operation_id.partition(path)
    if is_there and path.count("/") > 1 and before.strip("-_ ").lower() in {"", method.lower()}:
        return after.lstrip("-_ ")  # `get-/cms/domains/{domainId}_getById`
    suffix = "_" + method.lower()
    if operation_id.lower().endswith(suffix):
        rest = operation_id[: -len(suffix)]
        generated = re.sub(r"\W", "_", path.partition("?")[0])
        if rest.endswith(generated) and len(rest) > len(generated):
            return rest[: -len(generated)]
    operation_id = _without_parameters(operation_id, _PARAMETERS.findall(path))
    return _SPRINGFOX.sub("", _COUNTED.sub("", _DATED.sub("", operation_id)))


def _without_parameters(operation_id: str, parameters: list[str]) -> str:
    """`GetByaccountId` is `Get`, but the `GetByName` of an author is read as English."""
    for place, first in enumerate(parameters):
        end = "By" + "".join(parameters[place:])
        if first[0].islower() and operation_id.endswith(end):
            return operation_id.removesuffix(end) or operation_id
    return operation_id


@dataclass(frozen=True, slots=True)
class Ids:
    """The habits of a document: words that most ids share, and the sign that separates group and method."""

    noise: frozenset[str] = frozenset()
    separator: str = ""
    is_small: bool = False
    """Whether the document is too small for habits: `putThing` is then called `put`, as its author wrote it."""

    @classmethod
    def of(cls, ids: Iterable[str]) -> Ids:
        """The habits that show in the (stripped) ids of a document."""
        found = [id_ for id_ in ids if id_]
        separator = _separator(found)
        alone = _lone_methods(found, separator)
        counts = Counter(word for id_ in found for word in {*words(id_)} - alone)
        noise = {
            word
            for word, count in counts.items()
            if (len(found) >= _FEW and count >= _MOST * len(found) and _names_nothing(word))
        }
        return cls(frozenset(noise), separator, len(found) < _MANY)

    def read(self, operation_id: str) -> AuthoredId:
        """The parts of an (stripped) id, without noise."""
        parts = operation_id.split(self.separator) if self.separator else [operation_id]
        phrases = [words(part) for part in parts]
        kept = [self._without_noise(phrase) for phrase in phrases]
        once = kept[:-1] if self.separator == "/" else dict.fromkeys(kept[:-1])
        group = tuple(phrase for phrase in once if phrase)
        machinery = any(_MACHINERY.intersection(phrase[-2:]) for phrase in phrases[:-1])
        method = kept[-1] or self._without_noise(phrases[-1])
        return AuthoredId(group, method, machinery, self.separator in _SIGNS)

    def _without_noise(self, phrase: Words) -> Words:
        return tuple(w for w in phrase if w not in self.noise and not _VERSION_WORD.fullmatch(w))


def _names_nothing(word: str) -> bool:
    return word not in VERBS and word not in LINKING and word not in ARTICLES


_SIGNS = "/.:"
"""Signs that only separate group and method."""


def _separator(ids: list[str]) -> str:
    """The sign between group and method: `repos/list`, `places.get`, `orders:get`, `Pool_Resize`."""
    if len(ids) < 2:
        return ""
    for sign in _SIGNS:
        if sum(sign in id_ for id_ in ids) >= _MOST * len(ids):
            return sign
    return "_" if sum(map(_is_grouped, ids)) >= _MOST * len(ids) else ""


def _lone_methods(ids: list[str], separator: str) -> set[str]:
    """The words that are the whole method of an id: the `annotate` of `files.annotate` is no noise elsewhere."""
    methods = (words(id_.rpartition(separator)[2]) for id_ in ids if separator)
    return {method[0] for method in methods if len(method) == 1}


def _is_grouped(operation_id: str) -> bool:
    """`Pool_Resize`, but not `list_pools` nor `Get_pools`."""
    group, sign, method = operation_id.partition("_")
    if not (sign and "_" not in method and words(group) and any(map(str.isalpha, method))):
        return False
    has_capitals = any(c.isupper() for c in group + method)
    return has_capitals and (len(words(group)) > 1 or words(group)[0] not in VERBS)
