# How lists continue: one strategy a way of turning the page. Pure; imports light modules of the runtime.
"""Pagination strategies: from a page that arrived to the request of the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar, cast
from urllib.parse import urljoin

from .basics import UNSET, RequestOptions
from .logs import LOGGER
from .operations import Request

if TYPE_CHECKING:
    import httpx

P = TypeVar("P")
T = TypeVar("T")
AttributePath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn(Generic[P, T]):
    """A page that arrived: what asked for it, what it holds, and what came before.

    `size` is the number of items of the first page; `seen` are the cursors used so far.
    """

    request: Request[P]
    value: P
    items: list[T]
    response: httpx.Response
    number: int
    size: int
    seen: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Pages(Generic[P, T]):
    """How a list continues. `items` leads from a page to its items by attribute names."""

    items: AttributePath
    max_pages: int = 10_000

    @property
    def turns(self) -> str:
        """The parameter that turns the page, e.g. "query:after"; "" where a link does."""
        return ""

    def following(self, turn: Turn[P, T]) -> tuple[Request[P], str] | None:
        """The request of the next page and its cursor; None after the last page."""
        raise NotImplementedError

    def repeats(self, _turn: Turn[P, T], _previous: Turn[P, T], /) -> bool:
        """Whether the server ignored the page that was asked for."""
        return False


@dataclass(frozen=True, kw_only=True)
class CursorPages(Pages[P, T]):
    """`parameter` ("query:after") takes the value at `cursor`, or `item_cursor` of the last item."""

    parameter: str
    cursor: AttributePath | None = None
    has_more: AttributePath | None = None
    item_cursor: str | None = None

    @property
    def turns(self) -> str:
        """See `Pages.turns`."""
        return self.parameter

    def following(self, turn: Turn[P, T]) -> tuple[Request[P], str] | None:
        """See `Pages.following`."""
        more = follow(turn.value, self.has_more) if self.has_more is not None else None
        if more is not None and not more:
            return None
        cursor = follow(turn.value, self.cursor) if self.cursor is not None else None
        if cursor is None and self.item_cursor is not None and turn.items:
            cursor = follow(turn.items[-1], (self.item_cursor,))
        if not cursor:  # also 0 and false, which some vendors put there for the end
            return None
        if str(cursor) == str(parameter(turn.request, self.parameter)):
            LOGGER.warning("%s: the server repeats a cursor", turn.request.operation.id)
            return None
        return with_parameter(turn.request, self.parameter, cursor), str(cursor)


@dataclass(frozen=True, kw_only=True)
class _CountedPages(Pages[P, T]):
    """`largest` is the most items that a page has, so that a server which gives fewer than asked for is not done."""

    total: AttributePath | None = None
    has_more: AttributePath | None = None
    largest: int | None = None

    def repeats(self, turn: Turn[P, T], previous: Turn[P, T], /) -> bool:
        """See `Pages.repeats`."""
        return bool(turn.items) and turn.items == previous.items

    def _is_last(self, turn: Turn[P, T], limit: str | None, received: int) -> bool:
        """Whether nothing can follow, by what the page says, else by its size."""
        if not turn.items:
            return True
        more = follow(turn.value, self.has_more) if self.has_more is not None else None
        if more is not None:
            return not more
        total = follow(turn.value, self.total) if self.total is not None else None
        if isinstance(total, int):
            return received >= total
        return len(turn.items) < self._full(turn, limit)

    def _full(self, turn: Turn[P, T], limit: str | None) -> int:
        """The number of items of a full page: the first one was full if another one came."""
        asked = parameter(turn.request, limit) if limit is not None else None
        if turn.number > 1 or not isinstance(asked, int):
            return turn.size
        return asked if self.largest is None else min(asked, self.largest)


@dataclass(frozen=True, kw_only=True)
class OffsetPages(_CountedPages[P, T]):
    """`offset` grows by the number of items received."""

    offset: str
    limit: str | None = None
    start: int = 0

    @property
    def turns(self) -> str:
        """See `Pages.turns`."""
        return self.offset

    def following(self, turn: Turn[P, T]) -> tuple[Request[P], str] | None:
        """See `Pages.following`."""
        offset = whole(parameter(turn.request, self.offset), self.start) + len(turn.items)
        if self._is_last(turn, self.limit, offset - self.start):
            return None
        return with_parameter(turn.request, self.offset, offset), str(offset)


@dataclass(frozen=True, kw_only=True)
class NumberPages(_CountedPages[P, T]):
    """`page` grows by one."""

    page: str
    per_page: str | None = None
    total_pages: AttributePath | None = None
    start: int = 1

    @property
    def turns(self) -> str:
        """See `Pages.turns`."""
        return self.page

    def following(self, turn: Turn[P, T]) -> tuple[Request[P], str] | None:
        """See `Pages.following`."""
        page = whole(parameter(turn.request, self.page), self.start)
        pages = follow(turn.value, self.total_pages) if self.total_pages is not None else None
        if isinstance(pages, int):
            last = not turn.items or page - self.start + 1 >= pages
        else:
            before = (page - self.start) * self._full(turn, self.per_page)
            last = self._is_last(turn, self.per_page, before + len(turn.items))
        return None if last else (with_parameter(turn.request, self.page, page + 1), str(page + 1))


@dataclass(frozen=True, kw_only=True)
class LinkPages(Pages[P, T]):
    """The next address is at `next` in the body, or in the `Link` header (RFC 8288) where None."""

    next: AttributePath | None

    def following(self, turn: Turn[P, T]) -> tuple[Request[P], str] | None:
        """See `Pages.following`."""
        if self.next is None:
            link: object = turn.response.links.get("next", {}).get("url")
        else:
            link = follow(turn.value, self.next)
        if not link:
            return None
        url = _joined(turn.response, str(link))
        if url == str(turn.response.url):
            LOGGER.warning("%s: a page links to itself", turn.request.operation.id)
            return None
        return replace(turn.request, url=url, query={}), url


def _joined(response: httpx.Response, link: str) -> str:
    """The address of a link, which may be relative. One that is none is told when its page is asked for."""
    try:
        return urljoin(str(response.url), link)
    except ValueError:
        return link


def follow(value: object, path: AttributePath) -> object:
    """The value at the end of the attribute names, None where one is missing."""
    for name in path:
        if isinstance(value, Mapping):
            value = cast("Mapping[str, object]", value).get(name)
        else:
            value = getattr(value, name, None)
    return value


def parameter(request: Request[P], place: str) -> object:
    """The present value of "query:name", "header:name" or "json:name"."""
    location, _, name = place.partition(":")
    found = {"query": request.query, "header": request.headers, "json": request.json}[location]
    value = cast("Mapping[str, object]", found).get(name) if isinstance(found, Mapping) else None
    return None if value is UNSET else value


def with_parameter(request: Request[P], place: str, value: object) -> Request[P]:
    """The request with another value there."""
    location, _, name = place.partition(":")
    match location:
        case "header":
            return replace(request, headers={**request.headers, name: value})
        case "json":
            members = cast("Mapping[str, object]", request.json or {})
            return replace(request, json={**members, name: value})
        case _:
            return replace(request, query={**request.query, name: value})


def turned(pages: Pages[P, T], options: RequestOptions) -> RequestOptions:
    """The options for the pages after the first: what turns the page is not theirs to set any more."""
    location, _, name = pages.turns.partition(":")
    key = {"query": "extra_query", "header": "extra_headers", "json": "extra_body"}.get(location)
    extra = cast("Mapping[str, Mapping[str, object]]", options).get(key or "") or {}
    kept = {n: v for n, v in extra.items() if n.lower() != name.lower()}
    return cast("RequestOptions", {**options, key: kept}) if len(kept) < len(extra) else options


def whole(value: object, default: int) -> int:
    """The value as an integer."""
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdigit() else default


@dataclass(frozen=True, slots=True)
class Place(Generic[P]):
    """What a page needs to know of the ones before it. `size` is -1 for the first page."""

    request: Request[P]
    number: int = 1
    size: int = -1
    seen: tuple[str, ...] = ()

    def turn(self, value: P, response: httpx.Response, pages: Pages[P, T]) -> Turn[P, T]:
        """The page that arrived."""
        found = follow(value, pages.items)
        items = cast("list[T]", found) if isinstance(found, list) else []
        size = len(items) if self.size < 0 else self.size
        return Turn(self.request, value, items, response, self.number, size, self.seen)
