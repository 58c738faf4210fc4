# Tags of variants: the values of one property that tell them apart. Pure; may import this room's words.
"""`Claim`, and the rules of tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientloom.document.pointer import unescape
from clientloom.normalize.naming.words import words

_TAG_NAMES = ("type", "object", "kind", "event", "event_type", "role", "status", "mode", "method")


@dataclass(frozen=True, slots=True)
class Claim:
    """The property that holds the tags, and those of each variant by its site.

    Only where it `decides` is it there in every value, so that a reader may go by it alone.
    """

    wire_name: str
    tags: Mapping[str, set[str]]
    decides: bool


def disjoint(claimed: Mapping[str, set[str]]) -> bool:
    """Whether everyone has tags, and no two the same."""
    total = sum(map(len, claimed.values()))
    return all(claimed.values()) and len(set[str]().union(*claimed.values())) == total


def match_spelling(tags: set[str], values: set[str]) -> set[str]:
    """Tags as the property's enum spells them: a component `CreditCard` is its value `credit_card`."""
    if not values:
        return tags
    spelled = {words(value): value for value in values}
    return {spelled[words(tag)] for tag in tags if words(tag) in spelled} | (tags & values)


def with_further(
    claimed: Mapping[str, set[str]], own: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """The claims with the values that one variant allows and nobody else allows or claims."""
    found: dict[str, set[str]] = {}
    for site, tags in claimed.items():
        others = (own[o] | claimed[o] for o in claimed if o != site)
        found[site] = tags | (own[site] - set[str]().union(*others))
    return found


def tag_order(name: str) -> tuple[int, str]:
    """Sorts names of properties: those that usually hold a tag come first."""
    return (_TAG_NAMES.index(name) if name in _TAG_NAMES else len(_TAG_NAMES), name)


def last(pointer: str) -> str:
    """The name that a pointer ends in."""
    return unescape(pointer.rpartition("/")[2])
