# What most names of a group share, and the line of client.toml that would remove it. May import ir and this room.
"""`note_shared_words`: notes about words that names repeat, for people to decide on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from clientloom.ir import Api, Operation
from clientloom.normalize.notes import Notes
from clientloom.normalize.operation_names.vocabulary import VERBS

_FEWEST_METHODS = 3
_FEWEST_CLASSES = 8
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|\d+")


def note_shared_words(api: Api, notes: Notes) -> None:
    """Notes the words that all methods of a resource, or nearly all classes, begin or end with."""
    for members in _by_resource(api.operations).values():
        word = _shared_start([operation.name.split("_") for operation in members])
        if word and word not in VERBS:
            line = f'[names.methods] "^{word}_" = ""'
            _note(notes, members[0].pointer, f"all methods of `{members[0].resource}`", word, line)
    components = [schema for schema in api.schemas if schema.id.count("/") == 3]
    classes = [_WORD.findall(schema.name) for schema in components]
    for word, pattern in _shared_by_classes(classes):
        line = f'[names.classes] "{pattern}" = ""'
        _note(notes, components[0].id, "most classes", word, line)


def _note(notes: Notes, pointer: str, what: str, word: str, line: str) -> None:
    notes.note(
        "repeated-word",
        pointer,
        f"the names of {what} repeat {word!r}",
        f"to remove it, write {line} in client.toml, and try it with `clientloom inspect VENDOR --names`",
    )


def _by_resource(operations: Iterable[Operation]) -> Mapping[str, Sequence[Operation]]:
    found: defaultdict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        found[operation.resource].append(operation)
    return {path: members for path, members in found.items() if path}


def _shared_start(names: Sequence[Sequence[str]]) -> str:
    """Returns the first word of all names, "" if they differ, are few, or have no other words."""
    firsts = {words[0] for words in names}
    is_shared = len(names) >= _FEWEST_METHODS and len(firsts) == 1
    return firsts.pop() if is_shared and all(len(words) > 1 for words in names) else ""


def _shared_by_classes(names: Sequence[Sequence[str]]) -> Iterable[tuple[str, str]]:
    """Yields words that nearly all names end or begin with, and patterns that remove them."""
    if len(names) < _FEWEST_CLASSES:
        return
    for position, pattern in ((-1, "{}$"), (0, "^{}(?=[A-Z])")):
        words = [found[position] for found in names if len(found) > 1]
        counts = Counter(words)
        word = max(sorted(counts), key=lambda word: counts[word], default="")
        if counts[word] * 10 >= len(names) * 8:
            yield word, pattern.format(word)
