# How to get the next page of a list. Paths are tuples of Python attribute names, starting at the value that the
# method returns for one page (an envelope is already unwrapped).
"""Pagination, one class per style.

A parameter is named by its location and wire name, "query:after"; "json:start_cursor" is a member of the body.
"""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.ir.types import TypeRef

AttributePath = tuple[str, ...]
"""Attribute names, starting at the page; () is the page itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CursorPages:
    """The next request repeats the call with `parameter` set to the value at `cursor`.

    `has_more` is the path of a boolean that ends the list when false. `item_cursor` is an attribute of the last
    item, used as the cursor if the page has none although more items follow.
    """

    items: AttributePath
    item: TypeRef
    parameter: str
    cursor: AttributePath | None
    has_more: AttributePath | None = None
    item_cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetPages:
    """`offset` grows by the number of items received; `total` is the path of the size of the whole list.

    `start` is the offset of the first item and the server's default for `offset`. `largest` is the maximum number
    of items on a page, whatever `limit` says. `echo` is the path of the offset that the response reports.
    """

    items: AttributePath
    item: TypeRef
    offset: str
    limit: str | None
    total: AttributePath | None = None
    has_more: AttributePath | None = None
    start: int = 0
    largest: int | None = None
    echo: AttributePath | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPages:
    """`page` grows by one; `total_pages` is the path of the number of pages, `start` the number of the first.

    `largest` is the maximum number of items on a page, whatever `per_page` says. `echo` is the path of the page
    number that the response reports.
    """

    items: AttributePath
    item: TypeRef
    page: str
    per_page: str | None
    total_pages: AttributePath | None = None
    total: AttributePath | None = None
    has_more: AttributePath | None = None
    start: int = 1
    largest: int | None = None
    echo: AttributePath | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPages:
    """The URL of the next page is at `next` in the body, or in the `Link` header (RFC 8288) if None.

    In a list of links a name of the path is the relation of one: ("links", "next", "href").
    """

    items: AttributePath
    item: TypeRef
    next: AttributePath | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list that one response contains completely; `items` is () if the response is the list itself."""

    items: AttributePath
    item: TypeRef


Pagination = CursorPages | OffsetPages | NumberPages | LinkPages
