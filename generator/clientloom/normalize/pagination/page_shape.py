# The structure of one page of a list: the items and the members around them. May import ir.
"""Finds the list in a page, and the members that may lead to the next page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clientloom.ir import Anything, EnvelopeResult, JsonResult, Result, TypeRef
from clientloom.ir.lookup import Lookup, Member

_ITEMS = (
    "data",
    "items",
    "results",
    "entries",
    "records",
    "values",
    "value",
    "objects",
    "resources",
    "list",
    "rows",
    "content",
)
_WRAPPERS = frozenset({"data", "result", "response", "payload"})


@dataclass(frozen=True, slots=True)
class PageView:
    """The structure of a page: its type, its list, and the members that may lead to the next page.

    `around` are the members beside the list, `deeper` the members of objects beside it.
    """

    page: TypeRef
    items: tuple[str, ...]
    item: TypeRef
    around: tuple[Member, ...]
    deeper: tuple[Member, ...]

    @property
    def everything(self) -> tuple[Member, ...]:
        """All members, those beside the list first."""
        return self.around + self.deeper


def squeeze(name: str) -> str:
    """Returns a name without case and separators: `next_page-Token` and `nextPageToken` become equal."""
    return re.sub(r"[^0-9a-z]", "", name.lower())


def path_and_name(member: Member) -> tuple[tuple[str, ...], str]:
    """Returns the path to a member and its name, squeezed; wrappers of the page are left out."""
    *above, name = map(squeeze, member.wire_names)
    return tuple(part for part in above if part not in _WRAPPERS), name


def page_type(result: Result) -> TypeRef | None:
    """Returns the type of the JSON value that a method returns, for a list one page; None if it returns another thing."""
    match result:
        case JsonResult(type=type_) | EnvelopeResult(type=type_):
            return type_
        case _:
            return None


def find_list(page: TypeRef, lookup: Lookup) -> PageView | None:
    """Finds the list of a page and the members around it; None if several members may be the list."""
    item = lookup.item(page)
    if item is not None:
        return PageView(page, (), item, (), ())
    members = tuple(lookup.members(page))
    chosen = _choose_list(members, lookup)
    if chosen is None:
        return _find_inner_list(page, members, lookup)
    return _page_view(page, chosen, members, lookup)


def _find_inner_list(page: TypeRef, members: tuple[Member, ...], lookup: Lookup) -> PageView | None:
    """Finds a list one level down, in a wrapper such as `data`."""
    for member in sorted(members, key=_wire_path):
        if squeeze(member.field.wire_name) in _WRAPPERS:
            inner = tuple(lookup.inner_members(member))
            chosen = _choose_list(inner, lookup)
            if chosen is not None:
                rest = tuple(m for m in members if m is not member)
                return _page_view(page, chosen, inner + rest, lookup)
    return None


def _page_view(
    page: TypeRef, chosen: Member, members: tuple[Member, ...], lookup: Lookup
) -> PageView:
    item = lookup.item(chosen.field.type) or Anything()
    around = sorted((m for m in members if m is not chosen), key=_wire_path)
    deeper = sorted((below for m in around for below in lookup.inner_members(m)), key=_wire_path)
    return PageView(page, chosen.attributes, item, tuple(around), tuple(deeper))


def _wire_path(member: Member) -> tuple[str, ...]:
    return member.wire_names


def _choose_list(members: Iterable[Member], lookup: Lookup) -> Member | None:
    lists = {squeeze(m.field.wire_name): m for m in members if lookup.item(m.field.type)}
    if len(lists) == 1:
        return next(iter(lists.values()))
    return next((lists[name] for name in _ITEMS if name in lists), None)
