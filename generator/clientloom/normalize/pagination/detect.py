# Detects pagination from the parameters and the response of an operation. May import ir.
"""Detects pagination, only if a parameter and the response agree on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clientloom import ir
from clientloom.ir.lookup import Lookup, Member
from clientloom.normalize.naming.words import words
from clientloom.normalize.pagination.counted import (
    Query,
    detect_number,
    detect_offset,
    find_has_more,
    find_named,
    is_thing,
    parameter_key,
)
from clientloom.normalize.pagination.page_shape import (
    PageView,
    find_list,
    next_of_links,
    page_type,
    path_and_name,
)
from clientloom.normalize.pagination.paging_names import (
    AFTER_ITEM,
    AMBIGUOUS_CURSORS,
    CURSOR_PARAMETERS,
    LIMITS,
    LINK_HOLDERS,
    LINKS,
    OFFSETS,
    PAGES,
    PAGING,
    PLAIN_CURSORS,
    SEARCHES,
    SIZES,
    WEAK_CURSORS,
    is_container,
    squeeze,
)

_TOKEN_KINDS = frozenset(
    {
        ir.PrimitiveKind.STRING,
        ir.PrimitiveKind.INTEGER,
        ir.PrimitiveKind.NUMBER,
        ir.PrimitiveKind.UUID,
    }
    | {ir.PrimitiveKind.WHOLE_NUMBER}
)
_COUNTED = frozenset({"page", "offset", "start"})
"""Parameters that are counted, unless the response has the next value."""

_READING = frozenset({"GET", "QUERY", "POST"})
"""Methods of requests that may be repeated for each page."""

IsLink = Callable[[Member], bool]
"""What the document says of a member."""


def detect(
    operation: ir.Operation, lookup: Lookup, is_link: IsLink, leads_on: IsLink
) -> ir.Pagination | None:
    """Returns the pagination of an operation, None unless request and response both show it.

    Args:
        operation: the operation.
        lookup: the schemas.
        is_link: whether the document declares a member as a URL (`format: uri`).
        leads_on: whether the document says that a list of links has those to other pages.
    """
    page = page_type(operation.result)
    view = find_list(page, lookup, operation.path) if page is not None else None
    query = paging_members(operation)
    if (
        view is None
        or operation.method not in _READING
        or _is_part_of_thing(operation, view, query)
    ):
        return None
    cursor = _detect_cursor(view, query, lookup, is_link)
    if operation.method == "POST" and not is_search(operation):
        return cursor
    return (
        (cursor if cursor and _leads_to_next(cursor) else None)
        or _detect_link(view, lookup, is_link)
        or cursor
        or _detect_links(view, query, lookup, leads_on)
        or _detect_link_header(view, query, operation)
        or _detect_item_cursor(view, query, lookup)
        or detect_offset(view, query, lookup)
        or detect_number(view, query, lookup)
    )


def _is_part_of_thing(operation: ir.Operation, view: PageView, query: Query) -> bool:
    """Whether a list is a part of one thing, whose links lead elsewhere: nothing about the request selects a page."""
    is_one = operation.path.endswith("}") and operation.path.rpartition("/")[2].startswith("{")
    return not (view.is_named_as_list or _has_paging(query)) and (is_one or is_thing(view))


def _leads_to_next(pages: ir.CursorPages) -> bool:
    """Whether a cursor is called the next one; another may be that of the page itself."""
    return any("next" in squeeze(name) for name in pages.cursor or ())


def is_search(operation: ir.Operation) -> bool:
    """Whether a POST request reads, by the last word of its path or the words of its id; others take a cursor if so."""
    last = operation.path.rpartition("/")[2].rpartition(":")[2]
    return not SEARCHES.isdisjoint((*words(last), *words(operation.id)))


def paging_members(operation: ir.Operation) -> Query:
    """Returns what may select a page: query parameters, and members of the body of a search."""
    parameters = operation.parameters if operation.method in _READING else ()
    query = {squeeze(p.wire_name): p for p in parameters if _can_page(p)}
    body = operation.body
    if operation.method not in ("QUERY", "POST") or not body or body.kind is not ir.BodyKind.JSON:
        return query
    return {**{squeeze(f.wire_name): f for f in body.fields}, **query}


def _can_page(parameter: ir.Parameter) -> bool:
    return parameter.location is ir.Location.QUERY and parameter.is_argument


def shows_next(view: PageView, operation: ir.Operation, lookup: Lookup) -> bool:
    """Whether a page has a token of the next one, or says whether more items follow."""
    if _is_part_of_thing(operation, view, paging_members(operation)):
        return False
    token = find_named(view, PLAIN_CURSORS, _TOKEN_KINDS, lookup)
    return bool(token or find_has_more(view, lookup))


def _detect_cursor(
    view: PageView, query: Query, lookup: Lookup, is_link: IsLink
) -> ir.CursorPages | None:
    """Detects a response with the value of a parameter for the next page."""
    if query.keys().isdisjoint(CURSOR_PARAMETERS) and query.keys().isdisjoint(LIMITS | SIZES):
        return None
    tokens = [m for m in view.everything if _is_token(m, lookup) and not is_link(m)]
    objects = [m for m in view.everything if _is_object(m, lookup) or _is_anything(m, lookup)]
    other = (OFFSETS | PAGES) - AMBIGUOUS_CURSORS
    for name in (*CURSOR_PARAMETERS, *_named_as_next(tokens, query)):
        if name in AMBIGUOUS_CURSORS and not other.isdisjoint(query):
            continue
        if name not in query:
            continue
        fitting = [m for m in tokens if _fits(m, query[name], name, lookup)]
        named = [m for m in objects if path_and_name(m)[1] in (name, f"next{name}")]
        if found := _best_token([*fitting, *named], name):
            return ir.CursorPages(
                items=view.items,
                item=view.item,
                parameter=parameter_key(query[name]),
                cursor=found.attributes,
                has_more=find_has_more(view, lookup),
            )
    return None


def _named_as_next(tokens: list[Member], query: Query) -> Iterator[str]:
    """Yields further parameters that have a member called their next value: `stream_position` beside `limit`.

    What waits for changes, such as a sync token, turns no page.
    """
    if (LIMITS | SIZES).isdisjoint(query):
        return iter(())
    names = {path_and_name(member)[1] for member in tokens}
    others = (n for n in query if n not in CURSOR_PARAMETERS and not n.startswith(_WAITING))
    return (name for name in others if f"next{name}" in names)


_WAITING = ("sync", "wait")


def _is_token(member: Member, lookup: Lookup) -> bool:
    """Whether a member is a scalar, or may be one."""
    return any(lookup.kind(each) in _TOKEN_KINDS for each in lookup.alternatives(member.field.type))


def _is_object(member: Member, lookup: Lookup) -> bool:
    resolved = lookup.resolve(member.field.type)
    return isinstance(resolved, ir.MapOf) or lookup.object(member.field.type) is not None


def _is_anything(member: Member, lookup: Lookup) -> bool:
    return isinstance(lookup.resolve(member.field.type), ir.Anything)


def _fits(token: Member, turning: ir.Parameter | ir.Field, name: str, lookup: Lookup) -> bool:
    """Whether a parameter takes the token; one with a name of many meanings has to have its type."""
    kinds = lookup.kind(token.field.type), lookup.kind(turning.type)
    return name not in WEAK_CURSORS or kinds[0] is kinds[1] or name in ("page", "offset")


def _best_token(tokens: list[Member], parameter: str) -> Member | None:
    """Returns the member that is most likely the parameter's next value; the first of equals."""
    ranked = [(rank, index) for index, m in enumerate(tokens) if (rank := _rank(m, parameter))]
    return tokens[min(ranked)[1]] if ranked else None


def _rank(member: Member, parameter: str) -> int:
    """Returns how likely a member is a parameter's next value: 1 is best, 0 means that it is not."""
    above, name = path_and_name(member)
    inside = bool(above) and is_container(above[-1])
    weak = parameter in WEAK_CURSORS
    if above and not inside:
        return 0
    if name in (f"next{parameter}", f"nextpage{parameter}"):
        return 1
    if name == parameter and inside and (not weak or above[-1] in ("nextpage", "next")):
        return 2
    if name == parameter and not weak and not above:
        return 4
    if name in PLAIN_CURSORS and not (parameter in _COUNTED and name == "next"):
        return 0 if parameter in ("offset", "start") else 3
    return 0


def _detect_link(view: PageView, lookup: Lookup, is_link: IsLink) -> ir.LinkPages | None:
    """Detects a body with the URL of the next page; a text of that name that is no cursor is one."""
    texts = [m for m in view.everything if not _is_object(m, lookup)]
    found = [m for m in texts if _is_next_link(m, is_link) and lookup.item(m.field.type) is None]
    found += [m for m in view.around if _is_next_text(m, lookup)]
    return (
        ir.LinkPages(items=view.items, item=view.item, next=found[0].attributes) if found else None
    )


def _detect_links(
    view: PageView, query: Query, lookup: Lookup, leads_on: IsLink
) -> ir.LinkPages | None:
    """Detects a list of links whose `rel` "next" leads to the next page, unless a parameter has to ask for links."""
    if any("hateoas" in name or "links" in name for name in query):
        return None
    for member in view.everything:
        above, name = path_and_name(member)
        near = name in LINK_HOLDERS and (not above or is_container(above[-1]))
        if near and (found := next_of_links(member, lookup)) and leads_on(member):
            return ir.LinkPages(items=view.items, item=view.item, next=found)
    return None


def _is_next_text(member: Member, lookup: Lookup) -> bool:
    is_text = lookup.kind(member.field.type) is ir.PrimitiveKind.STRING
    return is_text and path_and_name(member) in (((), "next"), ((), "nextpage"))


def _is_next_link(member: Member, is_link: IsLink) -> bool:
    above, name = path_and_name(member)
    if above[-1:] in (("next",), ("nextpage",)) and name in ("href", "url", "uri"):
        return len(above) == 1 or _holds_links(above[-2])
    if above and not _holds_links(above[-1]):
        return False
    if name in LINKS or (name == "next" and above and above[-1] in LINK_HOLDERS):
        return True
    return name in ("next", "nextpage") and is_link(member)


def _holds_links(name: str) -> bool:
    return name in LINK_HOLDERS or is_container(name)


def _has_paging(query: Query) -> bool:
    return any(name in query for name in PAGING)


def _detect_link_header(
    view: PageView, query: Query, operation: ir.Operation
) -> ir.LinkPages | None:
    """Detects a declared `Link` header (RFC 8288), in which `rel="next"` is the next page."""
    declared = any(
        header.wire_name.lower() == "link"
        for response in operation.responses
        for header in response.headers
    )
    if declared and _has_paging(query):
        return ir.LinkPages(items=view.items, item=view.item, next=None)
    return None


def _detect_item_cursor(view: PageView, query: Query, lookup: Lookup) -> ir.CursorPages | None:
    """Detects the id of the last item as the cursor: the page has it as `last_id`, or says whether more follow."""
    has_more = find_has_more(view, lookup)
    name = next((n for n in CURSOR_PARAMETERS if n in query and n in AFTER_ITEM), None)
    cursor = find_named(view, frozenset({"lastid"}), _TOKEN_KINDS, lookup)
    item_cursor = item_id(view, lookup)
    if name is None or (cursor is None and (has_more is None or item_cursor is None)):
        return None
    return ir.CursorPages(
        items=view.items,
        item=view.item,
        parameter=parameter_key(query[name]),
        cursor=cursor,
        has_more=has_more,
        item_cursor=item_cursor,
    )


def last_item_cursor(view: PageView, cursor: tuple[str, ...] | None, lookup: Lookup) -> str | None:
    """Returns the id field of an item if the page's cursor is just the last item's id, by its name."""
    return item_id(view, lookup) if cursor and squeeze(cursor[-1]) == "lastid" else None


def item_id(view: PageView, lookup: Lookup) -> str | None:
    """Returns the field of an item that is its id, None if it has none."""
    for member in lookup.members(view.item):
        if member.field.wire_name == "id" and _is_token(member, lookup):
            return member.field.name
    return None
