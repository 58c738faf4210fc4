# The structure of one page of a list: the items and the members around them. May import ir.
"""Finds the list in a page, and the members that may lead to the next page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from clientloom.ir import Anything, EnvelopeResult, JsonResult, Result, TypeRef
from clientloom.ir.lookup import Lookup, Member
from clientloom.normalize.pagination.paging_names import LINK_HOLDERS, is_container, squeeze

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
_ADDRESSES = ("href", "url", "uri")
"""Where a link has its URL, beside `rel`, its relation (RFC 8288)."""
_WRAPPERS = frozenset({"data", "result", "results", "response", "payload", "embedded"})
_BESIDE = frozenset(
    {
        *("links", "errors", "warnings", "metadata", "schemas", "unreachable", "included", "order"),
        *("facets", "filters", "sorts", "deprecations", "relatedsearches", "notices"),
    }
)
"""Lists that stand beside the list of a page."""


@dataclass(frozen=True, slots=True)
class PageView:
    """The structure of a page: its type, its list, and the members that may lead to the next page.

    `around` are the members beside the list, `deeper` the members of objects beside
    it, and of objects in those that are about the page.
    """

    page: TypeRef
    items: tuple[str, ...]
    item: TypeRef
    around: tuple[Member, ...]
    deeper: tuple[Member, ...]

    @property
    def is_named_as_list(self) -> bool:
        """Whether the list has a name that a list of a page has, whatever it lists."""
        return not self.items or squeeze(self.items[-1]) in _ITEMS

    @property
    def everything(self) -> tuple[Member, ...]:
        """All members, those beside the list first."""
        return self.around + self.deeper


def path_and_name(member: Member) -> tuple[tuple[str, ...], str]:
    """Returns the path to a member and its name, squeezed; wrappers of the page are left out."""
    *above, name = map(squeeze, member.wire_names)
    return tuple(part for part in above if part not in _WRAPPERS), name


def next_of_links(member: Member, lookup: Lookup) -> tuple[str, ...] | None:
    """Returns the path of the next page's URL in a list of links that say their relation: `links.next.href`."""
    item = lookup.item(member.field.type)
    names = {m.field.wire_name: m.field.name for m in lookup.members(item)} if item else {}
    address = next((names[name] for name in _ADDRESSES if name in names), None)
    if address is None or names.get("rel") != "rel":
        return None
    return (*member.attributes, "next", address)


def page_type(result: Result) -> TypeRef | None:
    """Returns the type of the JSON value that a method returns, for a list one page; None if it returns no JSON."""
    match result:
        case JsonResult(type=type_) | EnvelopeResult(type=type_):
            return type_
        case _:
            return None


def find_list(page: TypeRef, lookup: Lookup, path: str = "") -> PageView | None:
    """Finds the list of a page and the members around it; None if several members may be the list.

    Of several lists the last word of the operation's `path` names the one: `/members` gives `members`.
    """
    item = lookup.item(page)
    if item is not None:
        return PageView(page, (), item, (), ())
    members = tuple(lookup.members(page))
    chosen = _choose_list(members, lookup, squeeze(path.rpartition("/")[2]))
    if chosen is not None:
        return _page_view(page, chosen, members, lookup)
    return _find_inner_list(page, members, lookup) or _find_inner_page(page, members, lookup)


def _find_inner_page(page: TypeRef, members: tuple[Member, ...], lookup: Lookup) -> PageView | None:
    """Finds the page that an answer holds as its only object: `{"albums": {"items": [...], "next": ...}}`."""
    objects = [m for m in members if lookup.object(m.field.type) or lookup.item(m.field.type)]
    if len(objects) != 1:
        return None
    inner = tuple(lookup.inner_members(objects[0]))
    chosen = _choose_list(inner, lookup)
    if chosen is None or squeeze(chosen.field.wire_name) not in _ITEMS:
        return None
    around = tuple(replace(m, wire_names=m.wire_names[1:]) for m in inner if m is not chosen)
    return _page_view(page, chosen, around, lookup)


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
    deeper = sorted((below for m in around for below in _below(m, lookup)), key=_wire_path)
    return PageView(page, chosen.attributes, item, tuple(around), tuple(deeper))


def _below(member: Member, lookup: Lookup) -> Iterator[Member]:
    """Yields the members of an object beside the list and, where it is about the page, those of its objects."""
    name = squeeze(member.field.wire_name)
    for inner in lookup.inner_members(member):
        yield inner
        if is_container(name) or name in LINK_HOLDERS:
            yield from lookup.inner_members(inner)


def _wire_path(member: Member) -> tuple[str, ...]:
    return member.wire_names


def _choose_list(members: Iterable[Member], lookup: Lookup, name: str = "") -> Member | None:
    lists = {squeeze(m.field.wire_name): m for m in members if lookup.item(m.field.type)}
    if named := next((lists[name] for name in _ITEMS if name in lists), None):
        return named
    if len(lists) == 1:
        return next(iter(lists.values()))
    if name in lists:
        return lists[name]
    rest = [m for name, m in lists.items() if name not in _BESIDE and _has_objects(m, lookup)]
    return rest[0] if len(rest) == 1 else None


def _has_objects(member: Member, lookup: Lookup) -> bool:
    item = lookup.item(member.field.type)
    return item is not None and lookup.object(item) is not None
