# Resources with lists in pages, in both flavors. Imports light modules; httpx with the first call.
"""`PagedResource` and `AsyncPagedResource`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from ...clients.aio import AsyncResource
from ...clients.client import decode
from ...clients.sync import Resource
from ...core.basics import RequestOptions
from ...core.operations import Request
from ...results.responses import View
from .pages import AsyncPage, AsyncPager, Page
from .pagination import PagePosition, Pages, PageState, following_options

if TYPE_CHECKING:
    from ...core.http import httpx
    from ...exchange.calls import Call

T = TypeVar("T")
P = TypeVar("P")


class PagedResource(Resource):
    """A resource with methods that return lists in pages."""

    def _send_page(
        self, request: Request[P], pages: Pages[P, T], options: RequestOptions
    ) -> Page[T, P]:
        finish = partial(self._page, pages, options, PagePosition(request))
        return self._transport.call(request, options, self._view, finish)

    def _page(
        self,
        pages: Pages[P, T],
        options: RequestOptions,
        position: PagePosition[P],
        call: Call,
        response: httpx.Response,
    ) -> Page[T, P]:
        state = _state(pages, position, call, response)
        return Page(pages, state, partial(self._fetch_page, pages, options))

    def _fetch_page(
        self, pages: Pages[P, T], options: RequestOptions, position: PagePosition[P]
    ) -> Page[T, P]:
        finish = partial(self._page, pages, options, position)
        following = following_options(pages, options)
        return self._transport.call(position.request, following, View.PARSED, finish)


class AsyncPagedResource(AsyncResource):
    """A resource with methods that return lists in pages."""

    def _send_page(
        self, request: Request[P], pages: Pages[P, T], options: RequestOptions
    ) -> AsyncPager[T, P]:
        finish = partial(self._page, pages, options, PagePosition(request))
        return AsyncPager(partial(self._transport.call, request, options, self._view, finish))

    def _page(
        self,
        pages: Pages[P, T],
        options: RequestOptions,
        position: PagePosition[P],
        call: Call,
        response: httpx.Response,
    ) -> AsyncPage[T, P]:
        state = _state(pages, position, call, response)
        return AsyncPage(pages, state, partial(self._fetch_page, pages, options))

    async def _fetch_page(
        self, pages: Pages[P, T], options: RequestOptions, position: PagePosition[P]
    ) -> AsyncPage[T, P]:
        finish = partial(self._page, pages, options, position)
        following = following_options(pages, options)
        return await self._transport.call(position.request, following, View.PARSED, finish)


def _state(
    pages: Pages[P, T], position: PagePosition[P], call: Call, response: httpx.Response
) -> PageState[P, T]:
    value = cast("P", decode(call, response))
    return position.state_of(value, response, pages, call.logger)
