# The English that names of operations need: plurals, and words that run together. Pure; imports the words of naming
# and the vocabulary of this room.
"""Questions that the rules ask of a word or a phrase."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from clientloom.normalize.naming.words import singular
from clientloom.normalize.operation_names.vocabulary import (
    ADJECTIVES,
    CRUD,
    HTTP_WORDS,
    INITIALS,
    IRREGULAR,
    LINKING,
    NOUNS_TOO,
    ON_SEVERAL,
    PLURAL,
    SINGULAR_IN_S,
    STATES,
    UNCOUNTED,
    VERBS,
)

_SINGULARS = {plural: word for word, plural in IRREGULAR.items()} | {"indices": "index"}


_SHORTEST_NOUN = 2


def base_verb(word: str) -> str:
    """`deletes` -> delete; a word that is no verb, or may be a plural, stays."""
    if word in VERBS:
        return word
    base = next((word[: -len(end)] for end in ("s", "es") if word[: -len(end)] in VERBS), word)
    return base if word.endswith("s") and (base in CRUD or base not in NOUNS_TOO) else word


def verb_of_gerund(word: str) -> str:
    """`applying` -> apply, `creating` -> create, `getting` -> get; any other word stays."""
    stem = word.removesuffix("ing")
    forms = (stem, stem + "e", stem[:-1]) if stem != word else ()
    return next((form for form in forms if form in VERBS), word)


def is_made_by(noun: str, verb: str) -> bool:
    """Whether a noun is what a verb makes or the doing of it: `generations` of `generate`, `dubbing` of `dub`."""
    base, stem = singular_noun(noun), verb.removesuffix("e")
    if verb.endswith("fy") and base == f"{verb[:-1]}ication":
        return True
    if base == verb or (len(stem) > 3 and base.startswith(stem)):
        return True
    return base in {stem + "ing", stem + stem[-1:] + "ing"}


def is_plural(word: str) -> bool:
    """Whether a word names several things, as far as spelling tells."""
    if word in PLURAL or word in _SINGULARS:
        return True
    return (
        word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in SINGULAR_IN_S
    )


@lru_cache(maxsize=65536)
def singular_noun(word: str) -> str:
    """`policies` -> policy, `children` -> child, `status` -> status."""
    if word.endswith("es") and word[:-2] in SINGULAR_IN_S:  # `aliases`
        return word[:-2]
    return _SINGULARS.get(word) or (singular(word) if is_plural(word) else word)


def plural_noun(word: str) -> str:
    """`card` -> cards, `policy` -> policies; what is plural or not counted stays."""
    is_participle = word.endswith("ed") and not word.endswith(("bed", "eed"))
    stays = is_participle or is_plural(word) or word in UNCOUNTED | ADJECTIVES
    if stays or len(word) < _SHORTEST_NOUN:
        return word
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


_NUMBERED_VERSION = re.compile(r"v\d+")


def without_version(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without a version at the end: `runs_v2`."""
    return words[:-1] if len(words) > 1 and _NUMBERED_VERSION.fullmatch(words[-1]) else words


def plural_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The plural of a noun of several words, before its version; `text_to_speech` has none."""
    noun = without_version(words)
    if noun != words:
        return (*plural_words(noun), words[-1])
    return words if LINKING & set(words) else (*words[:-1], plural_noun(words[-1]))


def singular_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The singular of a noun of several words."""
    return (*words[:-1], singular_noun(words[-1]))


def singulars(words: Iterable[str]) -> tuple[str, ...]:
    """The singular of each word."""
    return tuple(map(singular_noun, words))


def same_noun(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two phrases are one but for singular and plural."""
    return bool(some) and singulars(some) == singulars(others)


def has_phrase(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether a phrase stands among words, in the singular or the plural."""
    size = len(phrase)
    return any(same_noun(words[i : i + size], phrase) for i in range(len(words) - size + 1))


def without_nouns(rest: tuple[str, ...], nouns: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The words without those of the group: each phrase whole or not at all, and no end left loose."""
    for phrase in nouns:
        size = len(phrase)
        for start in range(len(rest) - size + 1) if size else ():
            left = rest[:start] + rest[start + size :]
            if same_noun(rest[start : start + size], phrase) and _stands(left, start):
                rest = left
                break
    return rest


def _stands(left: tuple[str, ...], start: int) -> bool:
    """Whether no word is left that led to what was taken out."""
    if not left:
        return True
    return (start == 0 or left[start - 1] not in LINKING) and left[0] not in LINKING - {"as"}


def names_transfer(words: tuple[str, ...]) -> bool:
    """Whether a phrase names things that are on their way: `upload_sessions`, `download_links`."""
    return len(words) > 1 and words[0] in {"download", "upload"} and is_plural(words[-1])


def is_verb_phrase(words: tuple[str, ...]) -> bool:
    """Whether a verb is followed by what only follows verbs: `mark_read`, `check_in`."""
    return len(words) > 1 and words[1] in LINKING | ADJECTIVES | (VERBS - NOUNS_TOO)


def sentence_of(method: str, resource: str) -> str:
    """What a method does, by its name: `calls.streams.create` says "Create a stream."."""
    words, noun = method.strip("_").split("_"), resource.rpartition(".")[2].split("_")
    *before, last = noun
    verb = words[0]
    if len(words) > 1 or verb not in VERBS - STATES or singular_noun(last) in {"", verb}:
        phrase = words
    elif verb in ON_SEVERAL or last in UNCOUNTED:
        phrase = [verb, *noun]
    elif verb == "create" or is_plural(last):
        phrase = [verb, _article(noun[0]), *before, singular_noun(last)]
    else:
        phrase = [verb, "the", *noun]
    first, *rest = (word.upper() if word in INITIALS else word for word in phrase)
    return " ".join((first[:1].upper() + first[1:], *rest)) + "."


def _article(word: str) -> str:
    vowels = "aefhilmnorsx" if word in INITIALS else "aeiou"
    return "an" if word[0] in vowels and not word.startswith(("eu", "one", "uni", "us")) else "a"


_LONGEST_RUN = 80


def split_run(token: str, vocabulary: Collection[str]) -> tuple[str, ...]:
    """`deletespendlimit` as the words of a vocabulary and verbs, itself where they do not make it up."""
    if len(token) < 8 or len(token) > _LONGEST_RUN or token in vocabulary:
        return (token,)
    ends: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(token)):
        if start in ends:
            for end in range(start + 2, len(token) + 1):
                word = token[start:end]
                is_edge = start == 0 or (end == len(token) and word not in NOUNS_TOO)
                if end not in ends and _is_word(word, vocabulary, is_edge=is_edge):
                    ends[end] = (*ends[start], word)
    return ends.get(len(token), (token,))


def _is_word(word: str, vocabulary: Collection[str], *, is_edge: bool) -> bool:
    return word in vocabulary or (is_edge and (word in VERBS or word in HTTP_WORDS))
