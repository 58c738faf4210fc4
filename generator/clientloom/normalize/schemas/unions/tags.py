# Tags of variants: the values of one property that distinguish them. Pure; may import naming's words.
"""`Claim`, and the rules of tags."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from clientloom.document.pointer import unescape
from clientloom.ir import Scalar
from clientloom.normalize.naming.words import words

_TAG_NAMES = ("type", "object", "kind", "event", "event_type", "role", "status", "mode", "method")


Tag = str
"""A tag as JSON text, so that 1, "1" and true differ."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The property with the tags, and the tags of each variant by its site.

    `decides` says that the property is enough to choose a variant: every value has it, or `default` is meant.
    `default` is the site of the variant for all other tags, "" if there is none.
    """

    wire_name: str
    tags: Mapping[str, set[Tag]]
    decides: bool
    default: str = ""


def tag(value: object) -> Tag:
    """Returns a JSON value as a tag."""
    return json.dumps(value, ensure_ascii=False)


def tags_of(values: Iterable[object]) -> set[Tag]:
    """Returns the tags of an enum: texts, integers and booleans, or any scalar that is the only value.

    Several values with a fraction among them are no tags: no type can hold them.
    """
    found = [int(v) if isinstance(v, float) and v.is_integer() else v for v in values]
    if len(found) > 1:
        found = [] if any(isinstance(value, float) for value in found) else found
        return {tag(value) for value in found if isinstance(value, str | int)}
    return {tag(value) for value in found if isinstance(value, str | int | float | None)}


def value_of(tag_: Tag) -> Scalar:
    """Returns the JSON value of a tag."""
    return cast("Scalar", json.loads(tag_))


def sort_values(tags: Iterable[Tag]) -> tuple[str | int | bool, ...]:
    """Returns the values of tags, sorted by type and value; () if a literal type cannot hold them."""
    values = [value_of(each) for each in tags]
    literals = [value for value in values if isinstance(value, str | int)]
    if len(literals) < len(values):
        return ()
    return tuple(sorted(literals, key=lambda value: (type(value).__name__, value)))


def text_of(tag_: Tag) -> str:
    """Returns a tag as a key of `mapping`."""
    value = value_of(tag_)
    return value if isinstance(value, str) else tag_


def disjoint(claimed: Mapping[str, set[Tag]]) -> bool:
    """Whether every variant has tags, and no two have the same."""
    total = sum(map(len, claimed.values()))
    return all(claimed.values()) and len(set[Tag]().union(*claimed.values())) == total


def match_spelling(names: set[str], values: set[Tag]) -> set[Tag]:
    """Returns names as the enum spells them: the component `CreditCard` matches the value `credit_card`."""
    if not values:
        return set(map(tag, names))
    exact = {value for value in values if text_of(value) in names}
    spellings = {words(text_of(value)): value for value in values}
    return {spellings[words(name)] for name in names if words(name) in spellings} | exact


def add_unclaimed(
    claimed: Mapping[str, set[Tag]], own: Mapping[str, set[Tag]]
) -> dict[str, set[Tag]]:
    """Adds to each variant the values that only this variant allows and no other claims."""
    counts = Counter(value for site, tags in claimed.items() for value in own[site] | tags)
    return {
        site: tags | {value for value in own[site] if counts[value] == 1}
        for site, tags in claimed.items()
    }


def tag_order(name: str) -> tuple[int, str]:
    """Returns a sort key for properties: names that are common for tags come first."""
    return (_TAG_NAMES.index(name) if name in _TAG_NAMES else len(_TAG_NAMES), name)


def last(pointer: str) -> str:
    """Returns the last name in a pointer."""
    return unescape(pointer.rpartition("/")[2])
