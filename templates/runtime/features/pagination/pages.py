# The pages of a list, which fetch the next page by a function of their client.
# Imports light modules of the runtime.
"""`Page`, `AsyncPage` and `AsyncPager`."""

from __future__ import annotations

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
)
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from ...core.errors import PaginationError, Unpicklable
from ...core.operations import Request
from .pagination import Following, PagePosition, Pages, PageState, Stuck, same_items

if TYPE_CHECKING:
    from ...core.http import httpx

P = TypeVar("P")
T = TypeVar("T")


class _Page(Unpicklable, Generic[T, P]):
    """The common part of sync and async pages."""

    _unpicklable = (
        "a page cannot be pickled or copied: it fetches those behind it; pickle its items"
    )

    def __init__(self, pages: Pages[P, T], state: PageState[P, T]) -> None:
        self._pages = pages
        self.state = state
        """The request and response of this page; for the runtime."""
        self._following: Following[P] = pages.following(state)
        self._stays = False
        """Whether the next page has the cursor of this one: some servers keep the position under one cursor."""
        if isinstance(self._following, tuple):
            self._following = self._lead_on(self._following)

    def _lead_on(self, following: tuple[Request[P], str]) -> Following[P]:
        """Returns what follows, unless it was read already: an error, since nobody knows what the server has besides.

        An empty page, and one with a link, that leads to itself is the last one.
        """
        seen, number, present = self.state.seen, self.state.number, self._pages.present(self.state)
        seen.setdefault(present, number)
        known = seen.setdefault(following[1], number + 1)
        self._stays = following[1] == present
        if known <= number and not self._stays:
            return Stuck(f"page {number} leads back to page {known}")
        if not self._stays or (self.state.items and self._pages.page_parameter):
            return following
        if self._pages.says_more(self.state):
            return Stuck("the page says that more follows and is empty")
        if self.state.items:
            label = self.state.request.operation.label
            self.state.logger.warning("%s: page %s leads to itself", label, number)
        return None

    @property
    def body(self) -> P:
        """The decoded body of the response."""
        return self.state.value

    @property
    def items(self) -> list[T]:
        """The items of this page."""
        return self.state.items

    @property
    def response(self) -> httpx.Response:
        """The httpx response."""
        return self.state.response

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.state.number} with {len(self.items)} items>"

    def has_next_page(self) -> bool:
        """Whether another page follows, according to this one."""
        return self._following is not None

    def _next_position(self) -> PagePosition[P] | None:
        if self._following is None:
            return None
        state = self.state
        if state.number >= self._pages.max_pages:
            under = ", all under one cursor" if self._stays else ""
            raise PaginationError(
                f"{state.request.operation.label}: more than {state.number} pages{under}"
            )
        if isinstance(self._following, Stuck):
            raise PaginationError(f"{state.request.operation.label}: {self._following.reason}")
        return PagePosition(
            replace(self._following[0], continues=True),
            state.number + 1,
            state.size or -1,
            state.empty,
            state.seen,
            state.trail,
        )

    def _accept(self, state: PageState[P, T]) -> bool:
        """Returns whether the new page is accepted; a page that only repeats this one ends the list.

        Raises:
            PaginationError: the server reports that the list is longer, or the page repeats an earlier one.
        """
        stands = self._stays and same_items(state.items, self.items)
        operation = state.request.operation.label
        if not stands and not self._pages.repeats(state, self.state):
            if self._stays and (known := self._find_repeated(state)):
                raise PaginationError(f"{operation}: page {state.number} repeats page {known}")
            return True
        if self._pages.is_short(self.state) or (stands and self._pages.says_more(state)):
            raise PaginationError(f"{operation}: the server repeats page {self.state.number}")
        state.logger.warning("%s: the server repeats a page", operation)
        self._following = None
        return False

    def _find_repeated(self, state: PageState[P, T]) -> int | None:
        if self.state.number not in state.trail.marks:
            state.trail.add(self.state.number, self.items)
        return state.trail.add(state.number, state.items)


class Page(_Page[T, P]):
    """One page of a list. Iterating over it yields its items and those of all following pages.

    How many these are is not known before they are fetched: a page has no length and no index, and its `items` do.
    If fetching the next page fails, calling `get_next_page` again fetches the same page.
    """

    def __init__(
        self,
        pages: Pages[P, T],
        state: PageState[P, T],
        fetch: Callable[[PagePosition[P]], Page[T, P]],
    ) -> None:
        super().__init__(pages, state)
        self._fetch = fetch

    def get_next_page(self) -> Page[T, P] | None:
        """Returns the next page, None after the last.

        Raises:
            PaginationError: the page limit is reached, or the next page cannot be requested.
        """
        position = self._next_position()
        page = self._fetch(position) if position is not None else None
        return page if page is not None and self._accept(page.state) else None

    def iter_pages(self) -> Iterator[Page[T, P]]:
        """Yields this page and the following ones."""
        return _PageIterator(self)

    def __iter__(self) -> Iterator[T]:
        return _ItemIterator(self)


class _PageIterator(Generic[T, P]):
    def __init__(self, first: Page[T, P]) -> None:
        self._last: Page[T, P] | None = None
        self._first = first

    def __iter__(self) -> Iterator[Page[T, P]]:
        return self

    def __next__(self) -> Page[T, P]:
        page = self._first if self._last is None else self._last.get_next_page()
        if page is None:
            raise StopIteration
        self._last = page
        return page


class _ItemIterator(Generic[T, P]):
    def __init__(self, page: Page[T, P]) -> None:
        self._page = page
        self._items = iter(page.items)

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        while True:
            for item in self._items:
                return item
            page = self._page.get_next_page()
            if page is None:
                raise StopIteration
            self._page, self._items = page, iter(page.items)


class AsyncPage(_Page[T, P]):
    """One page of a list, for `async for` and `await`; see `Page`."""

    def __init__(
        self,
        pages: Pages[P, T],
        state: PageState[P, T],
        fetch: Callable[[PagePosition[P]], Awaitable[AsyncPage[T, P]]],
    ) -> None:
        super().__init__(pages, state)
        self._fetch = fetch

    async def get_next_page(self) -> AsyncPage[T, P] | None:
        """Returns the next page, None after the last.

        Raises:
            PaginationError: the page limit is reached, or the next page cannot be requested.
        """
        position = self._next_position()
        page = await self._fetch(position) if position is not None else None
        return page if page is not None and self._accept(page.state) else None

    def iter_pages(self) -> AsyncIterator[AsyncPage[T, P]]:
        """Yields this page and the following ones."""
        return _AsyncPageIterator(self._itself)

    def __aiter__(self) -> AsyncIterator[T]:
        return _AsyncItemIterator(self._itself)

    async def _itself(self) -> AsyncPage[T, P]:
        return self


class _AsyncPageIterator(Generic[T, P]):
    def __init__(self, first: Callable[[], Awaitable[AsyncPage[T, P]]]) -> None:
        self._last: AsyncPage[T, P] | None = None
        self._first = first

    def __aiter__(self) -> AsyncIterator[AsyncPage[T, P]]:
        return self

    async def __anext__(self) -> AsyncPage[T, P]:
        page = await (self._first() if self._last is None else self._last.get_next_page())
        if page is None:
            raise StopAsyncIteration
        self._last = page
        return page


class _AsyncItemIterator(Generic[T, P]):
    def __init__(self, first: Callable[[], Awaitable[AsyncPage[T, P]]]) -> None:
        self._first = first
        self._page: AsyncPage[T, P] | None = None
        self._items: Iterator[T] = iter(())

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        while True:
            for item in self._items:
                return item
            page = await (self._first() if self._page is None else self._page.get_next_page())
            if page is None:
                raise StopAsyncIteration
            self._page, self._items = page, iter(page.items)


class AsyncPager(Unpicklable, Generic[T, P]):
    """A list that is not fetched yet: `await` it for its first page, or iterate over its items by `async for`."""

    _unpicklable = "a list cannot be pickled or copied before it is fetched; pickle its items"

    def __init__(self, first: Callable[[], Awaitable[AsyncPage[T, P]]]) -> None:
        self._first = first

    def __await__(self) -> Generator[object, None, AsyncPage[T, P]]:
        return cast("Generator[object, None, AsyncPage[T, P]]", self._first().__await__())

    def __aiter__(self) -> AsyncIterator[T]:
        return _AsyncItemIterator(self._first)

    def iter_pages(self) -> AsyncIterator[AsyncPage[T, P]]:
        """Yields all pages, fetched as needed."""
        return _AsyncPageIterator(self._first)
