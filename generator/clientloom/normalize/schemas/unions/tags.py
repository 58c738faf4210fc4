# Tags of variants: the values of one property that tell them apart. Pure; may import this room's words.
"""`Claim`, and the rules of tags."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clientloom.document.pointer import unescape
from clientloom.normalize.naming.words import words

_TAG_NAMES = ("type", "object", "kind", "event", "event_type", "role", "status", "mode", "method")


Tag = str
"""A tag as JSON text, so that 1, "1" and true are three."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The property that holds the tags, and those of each variant by its site.

    Only where it `decides` is it there in every value, or may be missing for `default`, so that a reader may
    go by it alone. `default` is the site of the variant that takes all other tags, "" where none does.
    """

    wire_name: str
    tags: Mapping[str, set[Tag]]
    decides: bool
    default: str = ""


def tag(value: object) -> Tag:
    """A JSON value as a tag."""
    return json.dumps(value, ensure_ascii=False)


def value_of(tag_: Tag) -> str | int | bool:
    """The JSON value of a tag."""
    value = json.loads(tag_)
    return value if isinstance(value, str | int) else str(value)


def sort_values(tags: Iterable[Tag]) -> tuple[str | int | bool, ...]:
    """The values of tags, those of one type together."""
    return tuple(sorted(map(value_of, tags), key=lambda value: (type(value).__name__, value)))


def text_of(tag_: Tag) -> str:
    """A tag as a key of `mapping` spells it."""
    value = value_of(tag_)
    return value if isinstance(value, str) else tag_


def disjoint(claimed: Mapping[str, set[Tag]]) -> bool:
    """Whether everyone has tags, and no two the same."""
    total = sum(map(len, claimed.values()))
    return all(claimed.values()) and len(set[Tag]().union(*claimed.values())) == total


def match_spelling(names: set[str], values: set[Tag]) -> set[Tag]:
    """Names as the property's enum spells them: a component `CreditCard` is its value `credit_card`."""
    if not values:
        return set(map(tag, names))
    exact = {value for value in values if text_of(value) in names}
    spellings = {words(text_of(value)): value for value in values}
    return {spellings[words(name)] for name in names if words(name) in spellings} | exact


def add_unclaimed(
    claimed: Mapping[str, set[Tag]], own: Mapping[str, set[Tag]]
) -> dict[str, set[Tag]]:
    """The claims with the values that one variant allows and nobody else allows or claims."""
    found: dict[str, set[Tag]] = {}
    for site, tags in claimed.items():
        others = (own[o] | claimed[o] for o in claimed if o != site)
        found[site] = tags | (own[site] - set[Tag]().union(*others))
    return found


def tag_order(name: str) -> tuple[int, str]:
    """Sorts names of properties: those that usually hold a tag come first."""
    return (_TAG_NAMES.index(name) if name in _TAG_NAMES else len(_TAG_NAMES), name)


def last(pointer: str) -> str:
    """The name that a pointer ends in."""
    return unescape(pointer.rpartition("/")[2])
