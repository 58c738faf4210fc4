# Words for the variants of a union that have no name of their own. May import this room's unions and shape.
"""Labels of inline variants: what tells one from its siblings, never a number that depends on order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from clientloom.normalize.facets.merged import Shape
from clientloom.normalize.facets.wrappers import ShapeTable
from clientloom.normalize.naming.words import member_word, words
from clientloom.normalize.schemas.unions.claims import Unions
from clientloom.normalize.schemas.unions.read_variants import Variant

_TYPE_WORDS = {
    "array": "List",
    "object": "Object",
    "string": "Text",
    "integer": "Number",
    "number": "Number",
    "boolean": "Flag",
}
_TITLE_WORDS = 5


class Labels:
    """Finds for each inline variant of a union the word that sets it apart."""

    def __init__(self, shapes: ShapeTable, unions: Unions) -> None:
        self._shapes = shapes
        self._unions = unions

    def of(
        self, variants: Sequence[Variant], siblings: Sequence[Variant]
    ) -> dict[str, tuple[str, ...]]:
        """Labels by site, the best first; what two variants share is no label of either.

        `siblings` are all variants of the union, those with a name of their own too.
        """
        offers = {v.site: self._once(v, siblings) for v in variants}
        common = Counter(words(label) for labels in offers.values() for label in labels)
        found: dict[str, tuple[str, ...]] = {}
        for number, variant in enumerate(variants):
            own = [label for label in offers[variant.site] if common[words(label)] == 1]
            ordinal = member_word(number, otherwise=f"Variant{number + 1}")
            found[variant.site] = tuple(own) or (ordinal,)
        return found

    def _once(self, variant: Variant, siblings: Sequence[Variant]) -> list[str]:
        """The offers without those that are equal but for their spelling."""
        found: dict[tuple[str, ...], str] = {}
        for label in self._offers(variant, siblings):
            if words(label):
                found.setdefault(words(label), label)
        return list(found.values())

    def _offers(self, variant: Variant, siblings: Sequence[Variant]) -> Iterator[str]:
        shape = self._shapes.of(variant.node)
        for constant in self._unions.constants(variant):
            yield constant.partition("=")[2]
        if len(shape.required) == 1:
            yield from shape.required
        if len(shape.properties) == 1:
            yield from shape.properties
        title = shape.text("title")
        if 0 < len(words(title)) <= _TITLE_WORDS:
            yield title
        others = [self._shapes.of(s.node) for s in siblings if s.site != variant.site]
        yield from _distinguishing(shape, others)
        yield from self._type_words(shape)

    def _type_words(self, shape: Shape) -> Iterator[str]:
        for type_ in sorted(shape.types):
            word = _TYPE_WORDS[type_]
            yield word
            if type_ == "array":
                yield from (f"{inner}{word}" for inner in self._item_words(shape))

    def _item_words(self, shape: Shape) -> Iterator[str]:
        for pointer, _ in shape.keyword("items"):
            home = self._shapes.unwrap(f"{pointer}/items")
            inner = self._shapes.at(home.pointer)
            if home.referenced:
                yield home.pointer.rpartition("/")[2]
            yield from (_TYPE_WORDS[type_] for type_ in sorted(inner.types))


def _distinguishing(shape: Shape, others: Sequence[Shape]) -> Iterator[str]:
    """Properties that no sibling has: the required ones first."""
    required = set(shape.required).difference(*(other.required for other in others))
    yield from sorted(required & shape.properties.keys())
    yield from sorted(shape.properties.keys() - set[str]().union(*(o.properties for o in others)))
