# Detects lists whose pages are counted: an offset or a page number. May import ir and, of this room, the page's shape.
"""Counted pages, where the server names no next page: a parameter that counts, and what confirms it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from clientloom import ir
from clientloom.ir.lookup import Lookup
from clientloom.normalize.pagination.page_shape import PageView, path_and_name
from clientloom.normalize.pagination.paging_names import (
    HAS_MORE,
    LIMITS,
    OFFSETS,
    PAGE_ECHOES,
    PAGES,
    SIZES,
    TOTAL_PAGES,
    TOTALS,
    WEAK_OFFSETS,
    is_container,
    squeeze,
)

Query = Mapping[str, ir.Parameter | ir.Field]
"""The parameters and members of the body that may select a page, by squeezed name."""

_COUNTS = frozenset(
    {ir.PrimitiveKind.INTEGER, ir.PrimitiveKind.NUMBER, ir.PrimitiveKind.WHOLE_NUMBER}
)
_WRITTEN_COUNTS = _COUNTS | {ir.PrimitiveKind.STRING}
"""Some vendors write numbers as text."""


def parameter_key(turning: ir.Parameter | ir.Field) -> str:
    """Returns the key of a parameter for the runtime, e.g. "query:after"."""
    location = "query" if isinstance(turning, ir.Parameter) else "json"
    return f"{location}:{turning.wire_name}"


def find_has_more(view: PageView, lookup: Lookup) -> tuple[str, ...] | None:
    """Returns the path of the boolean that says whether more items follow."""
    return find_named(view, HAS_MORE, frozenset({ir.PrimitiveKind.BOOLEAN}), lookup)


def find_named(
    view: PageView, names: frozenset[str], kinds: frozenset[ir.PrimitiveKind], lookup: Lookup
) -> tuple[str, ...] | None:
    """Returns the path of the first member of a name and kind, beside the list or in an object about the page."""
    for member in view.everything:
        above, name = path_and_name(member)
        near = not above or is_container(above[-1])
        if near and name in names and lookup.kind(member.field.type) in kinds:
            return member.attributes
    return None


def detect_offset(view: PageView, query: Query, lookup: Lookup) -> ir.OffsetPages | None:
    """Detects an offset counted in items; a limit, a total or `has_more` must confirm it."""
    names = OFFSETS - {"start"} if "end" in query else OFFSETS  # `start` and `end` are a period
    offset = _counter(view, query, names, lookup)
    if offset is None:
        return None
    limit = _size(query, LIMITS, lookup)
    total = find_named(view, TOTALS, _WRITTEN_COUNTS, lookup)
    has_more = find_has_more(view, lookup)
    is_weak = squeeze(offset.wire_name) in WEAK_OFFSETS
    if limit is None and (is_weak or (total is None and has_more is None)):
        return None
    if total is None and has_more is None and is_thing(view):
        return None
    return ir.OffsetPages(
        items=view.items,
        item=view.item,
        offset=parameter_key(offset),
        limit=parameter_key(limit) if limit else None,
        total=total,
        has_more=has_more,
        start=_first_offset(offset, view),
        largest=largest_page(limit),
        echo=find_named(view, OFFSETS, _COUNTS, lookup),
    )


def detect_number(view: PageView, query: Query, lookup: Lookup) -> ir.NumberPages | None:
    """Detects a page number; a page size, a total or `has_more` must confirm it."""
    page = _counter(view, query, PAGES, lookup)
    if page is None:
        return None
    size = _size(query, SIZES, lookup)
    echo = find_named(view, PAGE_ECHOES, _COUNTS, lookup)
    total_pages = find_named(view, TOTAL_PAGES, _WRITTEN_COUNTS, lookup)
    total = find_named(view, TOTALS, _WRITTEN_COUNTS, lookup)
    has_more = find_has_more(view, lookup)
    confirmed = not (total_pages is None and total is None and has_more is None)
    if not confirmed and (size is None or is_thing(view)):
        return None
    return ir.NumberPages(
        items=view.items,
        item=view.item,
        page=parameter_key(page),
        per_page=parameter_key(size) if size else None,
        total_pages=total_pages,
        total=total,
        has_more=has_more,
        start=first_page(page),
        largest=largest_page(size),
        echo=echo
        or (find_named(view, frozenset({"number"}), _COUNTS, lookup) if total_pages else None),
    )


def is_thing(view: PageView) -> bool:
    """Whether the list is a part of one thing, which has an id, as where a document forgets that it returns several."""
    return any(path_and_name(member) == ((), "id") for member in view.around)


def _first_offset(offset: ir.Parameter | ir.Field, view: PageView) -> int:
    """Returns the offset of the first item: 1 if the document says so, or for a SCIM server (RFC 7644, 3.4.2.4)."""
    one = offset.presence == ir.Defaulted("1") or ("minimum", 1) in offset.constraints
    around = {path_and_name(member)[1] for member in view.around}
    is_scim = squeeze(offset.wire_name) == "startindex" and "itemsperpage" in around
    return 1 if one or is_scim else 0


def first_page(page: ir.Parameter | ir.Field) -> int:
    """Returns the number of the first page: 0 if the document's default or minimum says so, else 1."""
    zero = page.presence == ir.Defaulted("0") or ("minimum", 0) in page.constraints
    return 0 if zero and page.presence != ir.Defaulted("1") else 1


def largest_page(limit: ir.Parameter | ir.Field | None) -> int | None:
    """Returns the maximum of a page's size: given a larger limit, servers often return fewer items without an error."""
    maximum = dict(limit.constraints).get("maximum") if limit else None
    return maximum if isinstance(maximum, int) and maximum > 0 else None


def _counter(
    view: PageView, query: Query, names: frozenset[str], lookup: Lookup
) -> ir.Parameter | ir.Field | None:
    """Returns the parameter that counts; one of text only if its default or the response has it as a number."""
    for name in sorted(names & query.keys()):
        kind = lookup.kind(query[name].type)
        as_text = kind is ir.PrimitiveKind.STRING and _counts(name, query[name], view, lookup)
        if kind in _COUNTS or as_text:
            return query[name]
    return None


def _counts(name: str, turning: ir.Parameter | ir.Field, view: PageView, lookup: Lookup) -> bool:
    presence = turning.presence
    default = json.loads(presence.value_json) if isinstance(presence, ir.Defaulted) else None
    is_digits = isinstance(default, str) and default.isdigit()
    echoes = PAGE_ECHOES if name in PAGES else frozenset({name})
    return is_digits or find_named(view, echoes, _COUNTS, lookup) is not None


def _size(query: Query, names: frozenset[str], lookup: Lookup) -> ir.Parameter | ir.Field | None:
    """Returns the parameter with the size of a page, which may be written as text."""
    found = (query[name] for name in sorted(names & query.keys()))
    return next((each for each in found if lookup.kind(each.type) in _WRITTEN_COUNTS), None)
