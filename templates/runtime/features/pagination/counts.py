# Imports light modules of the runtime.
"""`OffsetPages` and `NumberPages`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

from .pagination import (
    AttributePath,
    Following,
    Pages,
    PageState,
    Stuck,
    follow,
    parameter,
    with_parameter,
)

_IDENTITIES: Final = ("id", "uuid", "key", "name", "slug", "url")
_EMPTY: Final = 100
"""More consecutive empty pages than this are an error of the server."""

P = TypeVar("P")
T = TypeVar("T")


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
        return _count(total)

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
        if (wanted := _count(asked)) is None:
            return state.size
        return wanted if self.largest is None else min(wanted, self.largest)


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
    """`page` grows by one, from the number that the server reports for a page that nobody asked for by number."""

    page: str
    per_page: str | None = None
    total_pages: AttributePath | None = None
    start: int = 1

    @property
    def page_parameter(self) -> str:
        """See `Pages.turns`."""
        return self.page

    def _at(self, state: PageState[P, T]) -> int:
        asked = _count(parameter(state.request, self.page))
        if asked is None and self.echo is not None:
            asked = _count(follow(state.value, self.echo))
        return self.start if asked is None else asked

    def _first(self, state: PageState[P, T]) -> int:
        """Returns the number of the first page of all: 0 where the server says so, whatever the document does."""
        return min(self.start, self._at(state) - state.number + 1)

    def present(self, state: PageState[P, T]) -> str:
        """See `Pages.present`."""
        return str(self._at(state))

    def _end(self, state: PageState[P, T]) -> int:
        before = (self._at(state) - self._first(state)) * self._full(state, self.per_page)
        return before + len(state.items)

    def following(self, state: PageState[P, T]) -> Following[P]:
        """See `Pages.following`."""
        page = self._at(state)
        found = follow(state.value, self.total_pages) if self.total_pages is not None else None
        if (pages := _count(found)) is not None:
            goes_on = page - self._first(state) + 1 < pages
        else:
            goes_on = self._goes_on(state, self.per_page)
        if not goes_on:
            return None
        if state.empty > _EMPTY:
            return Stuck(f"the last {state.empty} pages are empty, but the server reports more")
        return with_parameter(state.request, self.page, page + 1), str(page + 1)


def _has_identity(item: object) -> bool:
    """Whether an item is unique, so that a page with equal items is the same page."""
    return isinstance(item, str) or any(follow(item, (name,)) is not None for name in _IDENTITIES)


def whole(value: object, default: int) -> int:
    """Returns the value as an integer."""
    found = _count(value)
    return default if found is None else found


def _count(value: object) -> int | None:
    """Returns a number of items or pages, which some vendors write as text; None if it is none."""
    if isinstance(value, int):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return int(value)
    return None
