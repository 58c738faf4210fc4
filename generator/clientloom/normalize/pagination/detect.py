# Detects pagination from the parameters and the response of an operation. May import ir.
"""Detects pagination, only if a parameter and the response agree on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clientloom.ir import (
    BodyKind,
    CursorPages,
    Defaulted,
    Field,
    LinkPages,
    Location,
    MapOf,
    NumberPages,
    OffsetPages,
    Operation,
    Pagination,
    Parameter,
    PrimitiveKind,
)
from clientloom.ir.lookup import Lookup, Member
from clientloom.normalize.pagination.names import (
    AFTER_ITEM,
    CONTAINERS,
    COUNTS,
    CURSOR_PARAMETERS,
    HAS_MORE,
    LIMITS,
    LINK_CONTAINERS,
    LINKS,
    OFFSETS,
    PAGE_ECHOES,
    PAGES,
    PAGING,
    PLAIN_CURSORS,
    SIZES,
    TOKEN_KINDS,
    TOTAL_PAGES,
    TOTALS,
)
from clientloom.normalize.pagination.page_shape import (
    PageView,
    find_list,
    page_type,
    path_and_name,
    squeeze,
)

IsLink = Callable[[Member], bool]
"""Whether the document declares a member as a URL (`format: uri`)."""

Query = Mapping[str, Parameter | Field]
"""The parameters and members of the body that may select a page, by squeezed name."""


def detect(operation: Operation, lookup: Lookup, is_link: IsLink) -> Pagination | None:
    """Returns the pagination of an operation, None unless request and response both show it."""
    page = page_type(operation.result)
    view = find_list(page, lookup) if page is not None else None
    query = _paging_members(operation)
    if view is None:
        return None
    if operation.method == "POST":  # other POST requests are searches only if they take a cursor
        return _detect_cursor(view, query, lookup, is_link)
    return (
        _detect_cursor(view, query, lookup, is_link)
        or _detect_link(view, is_link, lookup)
        or _detect_link_header(view, query, operation)
        or _detect_item_cursor(view, query, lookup)
        or _detect_offset(view, query, lookup)
        or _detect_number(view, query, lookup)
    )


def _paging_members(operation: Operation) -> Query:
    """Returns what may select a page: query parameters, and members of the body of a search."""
    parameters = operation.parameters if operation.method in ("GET", "QUERY", "POST") else ()
    query = {squeeze(p.wire_name): p for p in parameters if _can_page(p)}
    body = operation.body
    if operation.method not in ("QUERY", "POST") or not body or body.kind is not BodyKind.JSON:
        return query
    return {**{squeeze(f.wire_name): f for f in body.fields}, **query}


def _can_page(parameter: Parameter) -> bool:
    return parameter.location is Location.QUERY and parameter.is_argument


def _parameter_key(turning: Parameter | Field) -> str:
    """Returns the key of a parameter for the runtime, e.g. "query:after"."""
    location = "query" if isinstance(turning, Parameter) else "json"
    return f"{location}:{turning.wire_name}"


def _detect_cursor(
    view: PageView, query: Query, lookup: Lookup, is_link: IsLink
) -> CursorPages | None:
    """Detects a response with the value of a parameter for the next page."""
    tokens = [m for m in view.everything if _is_token(m, lookup) and not is_link(m)]
    objects = [m for m in view.everything if _is_object(m, lookup)]
    for name in CURSOR_PARAMETERS:
        if name not in query:
            continue
        named = [m for m in objects if path_and_name(m)[1] in (name, f"next{name}")]
        if found := _best_token([*tokens, *named], name):
            return CursorPages(
                items=view.items,
                item=view.item,
                parameter=_parameter_key(query[name]),
                cursor=found.attributes,
                has_more=_find_has_more(view, lookup),
            )
    return None


def _is_token(member: Member, lookup: Lookup) -> bool:
    return lookup.kind(member.field.type) in TOKEN_KINDS


def _is_object(member: Member, lookup: Lookup) -> bool:
    resolved = lookup.resolve(member.field.type)
    return isinstance(resolved, MapOf) or lookup.object(member.field.type) is not None


def _best_token(tokens: list[Member], parameter: str) -> Member | None:
    """Returns the member that is most likely the parameter's next value; the first of equals."""
    ranked = [(rank, index) for index, m in enumerate(tokens) if (rank := _rank(m, parameter))]
    return tokens[min(ranked)[1]] if ranked else None


def _rank(member: Member, parameter: str) -> int:
    """Returns how likely a member is a parameter's next value: 1 is best, 0 means that it is not."""
    above, name = path_and_name(member)
    inside = bool(above) and above[-1] in CONTAINERS
    weak = parameter in ("page", "offset", "start")
    if above and not inside:
        return 0
    if name in (f"next{parameter}", f"nextpage{parameter}"):
        return 1
    if name == parameter and inside and (not weak or above[-1] in ("nextpage", "next")):
        return 2
    if name == parameter and not weak and not above:
        return 4
    if name in PLAIN_CURSORS and not (weak and name == "next"):
        return 0 if parameter in ("offset", "start") else 3
    return 0


def _find_has_more(view: PageView, lookup: Lookup) -> tuple[str, ...] | None:
    """Returns the path of the boolean that says whether more items follow."""
    return _find_named(view, HAS_MORE, frozenset({PrimitiveKind.BOOLEAN}), lookup)


def _find_named(
    view: PageView, names: frozenset[str], kinds: frozenset[PrimitiveKind], lookup: Lookup
) -> tuple[str, ...] | None:
    for member in view.everything:
        above, name = path_and_name(member)
        near = not above or above[-1] in CONTAINERS
        if near and name in names and lookup.kind(member.field.type) in kinds:
            return member.attributes
    return None


def _detect_link(view: PageView, is_link: IsLink, lookup: Lookup) -> LinkPages | None:
    """Detects a body with the URL of the next page; a text of that name that is no cursor is one."""
    found = [m for m in view.everything if _is_next_link(m, is_link)]
    found += [m for m in view.around if _is_next_text(m, lookup)]
    if not found:
        return None
    return LinkPages(items=view.items, item=view.item, next=found[0].attributes)


def _is_next_text(member: Member, lookup: Lookup) -> bool:
    is_text = lookup.kind(member.field.type) is PrimitiveKind.STRING
    return is_text and path_and_name(member) in (((), "next"), ((), "nextpage"))


def _is_next_link(member: Member, is_link: IsLink) -> bool:
    above, name = path_and_name(member)
    if above and above[-1] not in LINK_CONTAINERS:
        return False
    if name in LINKS or (name == "next" and above and above[-1] in ("links", "pagelinks")):
        return True
    return name in ("next", "nextpage") and is_link(member)


def _has_paging(query: Query) -> bool:
    return any(name in query for name in PAGING)


def _detect_link_header(view: PageView, query: Query, operation: Operation) -> LinkPages | None:
    """Detects a declared `Link` header (RFC 8288), in which `rel="next"` is the next page."""
    declared = any(
        header.wire_name.lower() == "link"
        for response in operation.responses
        for header in response.headers
    )
    if declared and _has_paging(query):
        return LinkPages(items=view.items, item=view.item, next=None)
    return None


def _detect_item_cursor(view: PageView, query: Query, lookup: Lookup) -> CursorPages | None:
    """Detects `has_more` with the id of the last item as the cursor."""
    has_more = _find_has_more(view, lookup)
    name = next((n for n in CURSOR_PARAMETERS if n in query and n in AFTER_ITEM), None)
    if has_more is None or name is None:
        return None
    cursor = _find_named(view, frozenset({"lastid"}), TOKEN_KINDS, lookup)
    item_cursor = _item_id(view, lookup)
    if cursor is None and item_cursor is None:
        return None
    return CursorPages(
        items=view.items,
        item=view.item,
        parameter=_parameter_key(query[name]),
        cursor=cursor,
        has_more=has_more,
        item_cursor=item_cursor,
    )


def last_item_cursor(view: PageView, cursor: tuple[str, ...] | None, lookup: Lookup) -> str | None:
    """Returns the id field of an item if the page's cursor is just the last item's id, by its name."""
    return _item_id(view, lookup) if cursor and squeeze(cursor[-1]) == "lastid" else None


def _item_id(view: PageView, lookup: Lookup) -> str | None:
    for member in lookup.members(view.item):
        if member.field.wire_name == "id" and _is_token(member, lookup):
            return member.field.name
    return None


def _detect_offset(view: PageView, query: Query, lookup: Lookup) -> OffsetPages | None:
    """Detects an offset counted in items; a limit, a total or `has_more` must confirm it."""
    names = OFFSETS - {"start"} if "end" in query else OFFSETS  # `start` and `end` are a period
    offset = _counter(query, names, lookup)
    if offset is None:
        return None
    limit = _counter(query, LIMITS, lookup)
    total = _find_named(view, TOTALS, COUNTS, lookup)
    has_more = _find_has_more(view, lookup)
    if limit is None and total is None and has_more is None:
        return None
    return OffsetPages(
        items=view.items,
        item=view.item,
        offset=_parameter_key(offset),
        limit=_parameter_key(limit) if limit else None,
        total=total,
        has_more=has_more,
        largest=largest_page(limit),
        echo=_find_named(view, OFFSETS, COUNTS, lookup),
    )


def _detect_number(view: PageView, query: Query, lookup: Lookup) -> NumberPages | None:
    """Detects a page number; a page size, a total or `has_more` must confirm it."""
    page = _counter(query, PAGES, lookup)
    if page is None:
        return None
    size = _counter(query, SIZES, lookup)
    total_pages = _find_named(view, TOTAL_PAGES, COUNTS, lookup)
    total = _find_named(view, TOTALS, COUNTS, lookup)
    has_more = _find_has_more(view, lookup)
    if size is None and total_pages is None and total is None and has_more is None:
        return None
    return NumberPages(
        items=view.items,
        item=view.item,
        page=_parameter_key(page),
        per_page=_parameter_key(size) if size else None,
        total_pages=total_pages,
        total=total,
        has_more=has_more,
        start=first_page(page),
        largest=largest_page(size),
        echo=_find_named(view, PAGE_ECHOES, COUNTS, lookup),
    )


def first_page(page: Parameter | Field) -> int:
    """Returns the number of the first page: 0 if the document's default or minimum says so, else 1."""
    zero = page.presence == Defaulted("0") or ("minimum", 0) in page.constraints
    return 0 if zero and page.presence != Defaulted("1") else 1


def largest_page(limit: Parameter | Field | None) -> int | None:
    """Returns the maximum of a page's size: servers that get a larger limit often return fewer items without an error."""
    maximum = dict(limit.constraints).get("maximum") if limit else None
    return maximum if isinstance(maximum, int) and maximum > 0 else None


def _counter(query: Query, names: frozenset[str], lookup: Lookup) -> Parameter | Field | None:
    for name in sorted(names & query.keys()):
        if lookup.kind(query[name].type) in COUNTS:
            return query[name]
    return None
