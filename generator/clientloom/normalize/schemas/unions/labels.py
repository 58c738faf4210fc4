# Words that name the inline variants of a union. May import facets/ and this folder's claims.
"""Labels of inline variants: what distinguishes a variant from its siblings; an ordinal only as a last resort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from clientloom.normalize.facets.merged import MergedSchema
from clientloom.normalize.facets.wrappers import MergedSchemas
from clientloom.normalize.naming.words import member_word, words
from clientloom.normalize.schemas.unions.claims import Unions
from clientloom.normalize.schemas.unions.read_variants import UnionVariant

_TYPE_WORDS = {
    "array": "List",
    "object": "Object",
    "string": "Text",
    "integer": "Number",
    "number": "Number",
    "boolean": "Flag",
}
_TITLE_WORDS = 5


class VariantLabels:
    """Finds words that distinguish the inline variants of a union."""

    def __init__(self, merged: MergedSchemas, unions: Unions) -> None:
        self._merged = merged
        self._unions = unions

    def of(
        self, variants: Sequence[UnionVariant], siblings: Sequence[UnionVariant]
    ) -> dict[str, tuple[str, ...]]:
        """Returns labels by site, the best first; a word that fits two variants is not a label.

        `siblings` are all variants of the union, including those with names.
        """
        offers = {v.site: self._distinct_candidates(v, siblings) for v in variants}
        common = Counter(words(label) for labels in offers.values() for label in labels)
        found: dict[str, tuple[str, ...]] = {}
        for number, variant in enumerate(variants):
            own = [label for label in offers[variant.site] if common[words(label)] == 1]
            ordinal = member_word(number, otherwise=f"Variant{number + 1}")
            found[variant.site] = tuple(own) or (ordinal,)
        return found

    def _distinct_candidates(
        self, variant: UnionVariant, siblings: Sequence[UnionVariant]
    ) -> list[str]:
        """Returns the candidates without those that have the same words."""
        found: dict[tuple[str, ...], str] = {}
        for label in self._label_candidates(variant, siblings):
            if words(label):
                found.setdefault(words(label), label)
        return list(found.values())

    def _label_candidates(
        self, variant: UnionVariant, siblings: Sequence[UnionVariant]
    ) -> Iterator[str]:
        merged = self._merged.of(variant.parts)
        for constant in self._unions.constants(variant):
            yield constant.partition("=")[2]
        if len(merged.required) == 1:
            yield from merged.required
        if len(merged.properties) == 1:
            yield from merged.properties
        title = merged.text("title")
        if 0 < len(words(title)) <= _TITLE_WORDS:
            yield title
        others = [self._merged.of(s.parts) for s in siblings if s.site != variant.site]
        yield from _distinguishing_properties(merged, others)
        yield from self._type_words(merged)

    def _type_words(self, merged: MergedSchema) -> Iterator[str]:
        for type_ in sorted(merged.types):
            word = _TYPE_WORDS[type_]
            yield word
            if type_ == "array":
                yield from (f"{inner}{word}" for inner in self._item_words(merged))

    def _item_words(self, merged: MergedSchema) -> Iterator[str]:
        for pointer, _ in merged.keyword("items"):
            unwrapped = self._merged.unwrap(f"{pointer}/items")
            inner = self._merged.at(unwrapped.pointer)
            if unwrapped.referenced:
                yield unwrapped.pointer.rpartition("/")[2]
            yield from (_TYPE_WORDS[type_] for type_ in sorted(inner.types))


def _distinguishing_properties(
    merged: MergedSchema, others: Sequence[MergedSchema]
) -> Iterator[str]:
    """Yields properties that no sibling has, required ones first."""
    required = set(merged.required).difference(*(other.required for other in others))
    yield from sorted(required & merged.properties.keys())
    yield from sorted(merged.properties.keys() - set[str]().union(*(o.properties for o in others)))
