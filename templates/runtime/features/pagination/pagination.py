# What all styles of pagination share. Pure; imports light modules of the runtime.
"""`Pages`: from a received page to the request of the next one."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeVar, cast
from urllib.parse import urljoin

from ...core.basics import UNSET, RequestOptions
from ...core.errors import PaginationError
from ...core.operations import Request

if TYPE_CHECKING:
    from ...core.http import httpx

P = TypeVar("P")
T = TypeVar("T")
AttributePath = tuple[str, ...]


@dataclass(slots=True)
class Trail:
    """The pages so far of a list that stays under one cursor: what was on each, and where it was last."""

    marks: dict[int, int] = field(default_factory=dict[int, int])
    last: dict[int, int] = field(default_factory=dict[int, int])

    def add(self, number: int, items: list[T]) -> int | None:
        """Returns the page that a page repeats, None if it is new or if that is not certain.

        Items with ids come once. Others, such as measurements, may be equal: then all pages since have to come again.
        """
        ids = [follow(item, ("id",)) for item in items]
        mark = self.marks[number] = hash(tuple(map(repr, items if None in ids else ids)))
        before = self.last.setdefault(mark, number)
        self.last[mark] = number
        length = number - before
        if not length or (ids and None not in ids):
            return before if length else None
        pairs = ((n, n - length) for n in range(before + 1, number))
        return (
            before
            if all(n in self.marks and self.marks[n] == self.marks.get(m) for n, m in pairs)
            else None
        )


@dataclass(frozen=True, slots=True)
class PageState(Generic[P, T]):
    """A received page: its request, its content, and the state of the list.

    `size` is the number of items of the first page, `empty` the number of consecutive empty pages. `seen` maps the
    cursors of all pages so far to the numbers of the pages; `trail` knows those under one cursor.
    """

    request: Request[P]
    value: P
    items: list[T]
    response: httpx.Response
    number: int
    size: int
    empty: int
    seen: dict[str, int]
    trail: Trail
    logger: logging.Logger


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

    def says_more(self, _turn: PageState[P, T], /) -> bool:
        """Whether a page says that another follows, apart from the way to it."""
        return False

    def is_short(self, _turn: PageState[P, T], /) -> bool:
        """Whether more items must follow a page."""
        return False


def follow_link(state: PageState[P, T], link: str) -> Following[P]:
    """Follows a link, which may be relative. An invalid URL is reported when its page is requested."""
    with suppress(ValueError):
        link = urljoin(str(state.response.url), link)
    return replace(state.request, url=link, linked=True, query={}), link


def follow(value: object, path: AttributePath) -> object:
    """Returns the value at a path of attributes, None if one is missing; in a list of links a name is a relation."""
    for name in path:
        if isinstance(value, Mapping):
            value = cast("Mapping[str, object]", value).get(name)
        elif isinstance(value, list):
            links = cast("list[object]", value)
            value = next((link for link in links if follow(link, ("rel",)) == name), None)
        else:
            value = getattr(value, name, None)
    return value


def same_items(items: list[T], others: list[T]) -> bool:
    """Whether two pages have the same items: by their ids, whatever else changes, or else by all that they hold."""
    found = [[follow(item, ("id",)) for item in each] for each in (items, others)]
    return items == others or (None not in found[0] and found[0] == found[1])


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


@dataclass(frozen=True, slots=True)
class PagePosition(Generic[P]):
    """What a page needs to know about the pages before it; see `PageState`. `size` is -1 for the first page."""

    request: Request[P]
    number: int = 1
    size: int = -1
    empty: int = 0
    seen: dict[str, int] = field(default_factory=dict[str, int])
    trail: Trail = field(default_factory=Trail)

    def state_of(
        self, value: P, response: httpx.Response, pages: Pages[P, T], logger: logging.Logger
    ) -> PageState[P, T]:
        """Returns the state of the received page.

        Raises:
            PaginationError: what should be its items is no list.
        """
        found: object = follow(value, pages.items) or []
        if not isinstance(found, list):
            label, name = self.request.operation.label, ".".join(pages.items) or "the body"
            kind = type(found).__name__
            raise PaginationError(f"{label}: {name} of page {self.number} is no list but a {kind}")
        items = cast("list[T]", found)
        size = len(items) if self.size < 0 else self.size
        empty = 0 if items else self.empty + 1
        return PageState(
            self.request,
            value,
            items,
            response,
            self.number,
            size,
            empty,
            self.seen,
            self.trail,
            logger,
        )
