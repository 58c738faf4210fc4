# Pagination: one class per style. Pure; imports light modules of the runtime.
"""Pagination styles: from a received page to the request of the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast
from urllib.parse import urljoin

from ...core.basics import UNSET, RequestOptions
from ...core.operations import Request
from ...data.encoding import Wire, encode_json
from ..header_grammar import link

if TYPE_CHECKING:
    from ...core.http import httpx

P = TypeVar("P")
T = TypeVar("T")
AttributePath = tuple[str, ...]
_IDENTITIES: Final = ("id", "uuid", "key", "name", "slug", "url")
_EMPTY: Final = 100
"""More consecutive empty pages than this are an error of the server."""


@dataclass(frozen=True, slots=True)
class PageState(Generic[P, T]):
    """A received page: its request, its content, and the state of the list.

    `size` is the number of items of the first page, `empty` the number of consecutive empty pages. `seen` maps the
    cursors of all pages so far to the numbers of the pages.
    """

    request: Request[P]
    value: P
    items: list[T]
    response: httpx.Response
    number: int
    size: int
    empty: int
    seen: dict[str, int]


@dataclass(frozen=True, slots=True)
class Stuck:
    """The list continues, but the page does not say how."""

    reason: str


Following = tuple[Request[P], str] | Stuck | None
"""The request of the next page and its cursor, or the reason why there is none; None after the last page."""


@dataclass(frozen=True, kw_only=True)
class Pages(Generic[P, T]):
    """A style of pagination. `items` is the path from a page to its items."""

    items: AttributePath
    max_pages: int = 10_000

    @property
    def page_parameter(self) -> str:
        """The parameter that selects the page, e.g. "query:after"; "" for links."""
        return ""

    def following(self, state: PageState[P, T]) -> Following[P]:
        """Returns what follows a page."""
        raise NotImplementedError

    def present(self, state: PageState[P, T]) -> str:
        """Returns the cursor of a page; "" for a first page without one."""
        value = parameter(state.request, self.page_parameter)
        return "" if value is None else str(value)

    def repeats(self, _turn: PageState[P, T], _previous: PageState[P, T], /) -> bool:
        """Whether the server ignored the requested page."""
        return False

    def is_short(self, _turn: PageState[P, T], /) -> bool:
        """Whether more items must follow a page."""
        return False


@dataclass(frozen=True, kw_only=True)
class CursorPages(Pages[P, T]):
    """`parameter` ("query:after") takes the value at `cursor`, else `item_cursor` of the last item."""

    parameter: str
    cursor: AttributePath | None = None
    has_more: AttributePath | None = None
    item_cursor: str | None = None

    @property
    def page_parameter(self) -> str:
        """See `Pages.turns`."""
        return self.parameter

    def following(self, state: PageState[P, T]) -> Following[P]:
        """See `Pages.following`."""
        more = follow(state.value, self.has_more) if self.has_more is not None else None
        if more is not None and not more:
            return None
        cursor = follow(state.value, self.cursor) if self.cursor is not None else None
        if _is_nothing(cursor) and self.item_cursor is not None and (more or self.cursor is None):
            cursor = follow(state.items[-1], (self.item_cursor,)) if state.items else None
        if not _is_nothing(cursor):
            cursor = _sent(cursor, state.request, self.parameter)
            return with_parameter(state.request, self.parameter, cursor), str(cursor)
        return Stuck("the page says that more follows and has no cursor") if more else None


@dataclass(frozen=True, kw_only=True)
class _CountedPages(Pages[P, T]):
    """`largest` is the maximum number of items on a page: a server that returns fewer than requested may have more.

    `echo` is the path of the offset or number that the page reports.
    """

    total: AttributePath | None = None
    has_more: AttributePath | None = None
    largest: int | None = None
    echo: AttributePath | None = None

    def repeats(self, state: PageState[P, T], previous: PageState[P, T], /) -> bool:
        """See `Pages.repeats`. Equal items alone are not a repetition: measurements or prices may be equal."""
        if not state.items or state.items != previous.items:
            return False
        echo = follow(state.value, self.echo) if self.echo is not None else None
        if echo is not None:
            return echo == follow(previous.value, self.echo or ())
        return self._total(state) is None or any(map(_has_identity, state.items))

    def is_short(self, state: PageState[P, T], /) -> bool:
        """See `Pages.is_short`."""
        total = self._total(state)
        return total is not None and self._end(state) < total

    def _end(self, state: PageState[P, T]) -> int:
        """Returns the number of items up to the end of a page."""
        raise NotImplementedError

    def _total(self, state: PageState[P, T]) -> int | None:
        total = follow(state.value, self.total) if self.total is not None else None
        return total if isinstance(total, int) else None

    def _goes_on(self, state: PageState[P, T], limit: str | None) -> bool:
        """Whether a page follows, according to this page or its size."""
        more = follow(state.value, self.has_more) if self.has_more is not None else None
        if more is not None:
            return bool(more)
        if self._total(state) is not None:
            return self.is_short(state)
        return bool(state.items) and len(state.items) >= self._full(state, limit)

    def _full(self, state: PageState[P, T], limit: str | None) -> int:
        """Returns the number of items of a full page: the first page was full if another page followed."""
        asked = parameter(state.request, limit) if limit is not None else None
        if state.number > 1 and state.size:
            return state.size
        if not isinstance(asked, int):
            return state.size
        return asked if self.largest is None else min(asked, self.largest)


@dataclass(frozen=True, kw_only=True)
class OffsetPages(_CountedPages[P, T]):
    """`offset` grows by the number of items received."""

    offset: str
    limit: str | None = None
    start: int = 0

    @property
    def page_parameter(self) -> str:
        """See `Pages.turns`."""
        return self.offset

    def _at(self, state: PageState[P, T]) -> int:
        return whole(parameter(state.request, self.offset), self.start)

    def _end(self, state: PageState[P, T]) -> int:
        return self._at(state) - self.start + len(state.items)

    def following(self, state: PageState[P, T]) -> Following[P]:
        """See `Pages.following`. An empty page is skipped by the size of a full one."""
        if not self._goes_on(state, self.limit):
            return None
        step = len(state.items) or self._full(state, self.limit)
        if not step or state.empty > _EMPTY:
            return Stuck("the page says that more follows and is empty")
        offset = self._at(state) + step
        return with_parameter(state.request, self.offset, offset), str(offset)


@dataclass(frozen=True, kw_only=True)
class NumberPages(_CountedPages[P, T]):
    """`page` grows by one."""

    page: str
    per_page: str | None = None
    total_pages: AttributePath | None = None
    start: int = 1

    @property
    def page_parameter(self) -> str:
        """See `Pages.turns`."""
        return self.page

    def _at(self, state: PageState[P, T]) -> int:
        return whole(parameter(state.request, self.page), self.start)

    def present(self, state: PageState[P, T]) -> str:
        """See `Pages.present`."""
        return str(self._at(state))

    def _end(self, state: PageState[P, T]) -> int:
        before = (self._at(state) - self.start) * self._full(state, self.per_page)
        return before + len(state.items)

    def following(self, state: PageState[P, T]) -> Following[P]:
        """See `Pages.following`."""
        page = self._at(state)
        pages = follow(state.value, self.total_pages) if self.total_pages is not None else None
        if isinstance(pages, int):
            goes_on = page - self.start + 1 < pages
        else:
            goes_on = self._goes_on(state, self.per_page)
        if not goes_on:
            return None
        if state.empty > _EMPTY:
            return Stuck(f"the last {state.empty} pages are empty, but the server reports more")
        return with_parameter(state.request, self.page, page + 1), str(page + 1)


@dataclass(frozen=True, kw_only=True)
class LinkPages(Pages[P, T]):
    """The next URL is at `next` in the body, or in the `Link` header (RFC 8288) if `next` is None."""

    next: AttributePath | None

    def present(self, state: PageState[P, T]) -> str:
        """See `Pages.present`."""
        return str(state.response.url)

    def following(self, state: PageState[P, T]) -> Following[P]:
        """See `Pages.following`."""
        if self.next is None:
            found: object = link(state.response.headers.get_list("link"), "next")
        else:
            found = follow(state.value, self.next)
        if not found:
            return None
        url = _joined(state.response, str(found))
        return replace(state.request, url=url, linked=True, query={}), url


def _is_nothing(cursor: object) -> bool:
    """Whether a cursor means the end of the list; some vendors send 0, false or an empty object."""
    return not (cursor.__wire__() if isinstance(cursor, Wire) else cursor)


def _sent(cursor: object, request: Request[P], place: str) -> object:
    """Returns the cursor for the parameter: an object outside a body is JSON, unless the document has a style."""
    operation = request.operation
    described = place in operation.styles or place in operation.content
    if isinstance(cursor, str | int | float) or described or place.startswith("json:"):
        return cursor
    return encode_json(cursor).decode()


def _has_identity(item: object) -> bool:
    """Whether an item is unique, so that a page with equal items is the same page."""
    return isinstance(item, str) or any(follow(item, (name,)) is not None for name in _IDENTITIES)


def _joined(response: httpx.Response, link: str) -> str:
    """Returns the URL of a link, which may be relative. An invalid URL is reported when its page is requested."""
    try:
        return urljoin(str(response.url), link)
    except ValueError:
        return link


def follow(value: object, path: AttributePath) -> object:
    """Returns the value at a path of attributes, None if one is missing."""
    for name in path:
        if isinstance(value, Mapping):
            value = cast("Mapping[str, object]", value).get(name)
        else:
            value = getattr(value, name, None)
    return value


def parameter(request: Request[P], place: str) -> object:
    """Returns the current value of "query:name", "header:name" or "json:name"."""
    location, _, name = place.partition(":")
    found = {"query": request.query, "header": request.headers, "json": request.body}.get(location)
    value = cast("Mapping[str, object]", found).get(name) if isinstance(found, Mapping) else None
    return None if value is UNSET else value


def with_parameter(request: Request[P], place: str, value: object) -> Request[P]:
    """Returns the request with another value of the parameter."""
    location, _, name = place.partition(":")
    match location:
        case "header":
            return replace(request, headers={**request.headers, name: value})
        case "json":
            members = cast("Mapping[str, object]", request.body or {})
            return replace(request, body={**members, name: value})
        case _:
            return replace(request, query={**request.query, name: value})


def following_options(pages: Pages[P, T], options: RequestOptions) -> RequestOptions:
    """Returns the options for the pages after the first, without the parameter that selects the page."""
    location, _, name = pages.page_parameter.partition(":")
    key = {"query": "extra_query", "header": "extra_headers", "json": "extra_body"}.get(location)
    extra = cast("Mapping[str, Mapping[str, object]]", options).get(key or "") or {}
    kept = {n: v for n, v in extra.items() if n.lower() != name.lower()}
    return cast("RequestOptions", {**options, key: kept}) if len(kept) < len(extra) else options


def whole(value: object, default: int) -> int:
    """Returns the value as an integer."""
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdigit() else default


@dataclass(frozen=True, slots=True)
class PagePosition(Generic[P]):
    """What a page needs to know about the pages before it; see `PageState`. `size` is -1 for the first page."""

    request: Request[P]
    number: int = 1
    size: int = -1
    empty: int = 0
    seen: dict[str, int] = field(default_factory=dict[str, int])

    def state_of(self, value: P, response: httpx.Response, pages: Pages[P, T]) -> PageState[P, T]:
        """Returns the state of the received page."""
        found = follow(value, pages.items)
        items = cast("list[T]", found) if isinstance(found, list) else []
        size = len(items) if self.size < 0 else self.size
        empty = 0 if items else self.empty + 1
        return PageState(self.request, value, items, response, self.number, size, empty, self.seen)
