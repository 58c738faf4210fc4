# Words that paths run together, as tags and ids spell them. Pure; imports the English and the segments of this room.
"""`Runs`: `custompages` is custom_pages where a tag says `Custom Pages`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from clientloom.normalize.operation_names.english import is_plural, plural_noun, singular_noun
from clientloom.normalize.operation_names.segments import Segments
from clientloom.normalize.operation_names.vocabulary import CRUD, ONE_WORD

Words = tuple[str, ...]
_LONGEST = 5
"""Words that a path may run together."""
_SHORTEST = 6
"""Letters of a word that may be several."""


@dataclass(frozen=True, slots=True)
class Runs:
    """The words of what the paths of a document run together."""

    words: Mapping[str, Words] = field(default_factory=dict)

    @classmethod
    def of(cls, paths: Iterable[Segments], said: Iterable[Words]) -> Runs:
        """Reads all paths, and the words of all tags and ids; of several spellings the first in the alphabet counts."""
        runs = {s.words[0] for path in paths for s in path if not s.is_item and len(s.words) == 1}
        runs = {run for run in runs if singular_noun(run) not in ONE_WORD}
        singles = {singular_noun(run): run for run in sorted(runs) if len(run) >= _SHORTEST}
        found: dict[str, Words] = {}
        for tokens in said:
            for joined, phrase in _phrases(tokens):
                if (run := singles.get(joined)) is not None:
                    last = plural_noun(phrase[-1]) if is_plural(run) else phrase[-1]
                    found[run] = min(found.get(run, ("~",)), (*phrase[:-1], last))
        return cls(found)

    def spell(self, segments: Segments) -> Segments:
        """Segments with the word boundaries of tags and ids."""
        return tuple(
            s._replace(words=self.words[s.words[0]])
            if not s.is_item and len(s.words) == 1 and s.words[0] in self.words
            else s
            for s in segments
        )


def _phrases(tokens: Words) -> Iterator[tuple[str, Words]]:
    """The phrases of an id, joined in the singular; a verb before a noun is no part of it."""
    for start in range(len(tokens)):
        if start == 0 and tokens[0] in CRUD:
            continue
        for end in range(start + 2, min(len(tokens), start + _LONGEST) + 1):
            phrase = tokens[start:end]
            if min(map(len, phrase)) > 1:  # `QStash` is a name, and not two words
                yield "".join((*phrase[:-1], singular_noun(phrase[-1]))), phrase
