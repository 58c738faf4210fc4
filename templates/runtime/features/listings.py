# Lists in one response that the asynchronous client fetches late. Imports light modules of the runtime.
"""`AsyncListing`, and the resource whose methods return it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterable
from functools import partial
from typing import Any, Generic, TypeVar, cast

from ..clients.aio import AsyncResource
from ..core.basics import RequestOptions
from ..core.errors import Unpicklable
from ..core.operations import Request

P = TypeVar("P")
T = TypeVar("T")


class AsyncListingResource(AsyncResource):
    """A resource with methods that return a list in one response."""

    def _send_listing(self, request: Request[P], options: RequestOptions) -> AsyncListing[Any, P]:
        listing: AsyncListing[Any, P] = AsyncListing(partial(self._send, request, options))
        return listing


class AsyncListing(Unpicklable, Coroutine[object, object, P], Generic[T, P]):
    """A list in one response that is not fetched yet: `await` it, or iterate over its items by `async for`."""

    _unpicklable = "a list cannot be pickled or copied before it is fetched; pickle its items"

    def __init__(self, fetch: Callable[[], Coroutine[object, object, P]]) -> None:
        self._fetch = fetch
        self._begun: Coroutine[object, object, P] | None = None

    def __await__(self) -> Generator[object, None, P]:
        return cast("Generator[object, None, P]", self._fetch().__await__())

    async def __aiter__(self) -> AsyncIterator[T]:
        for item in cast("Iterable[T]", await self):
            yield item

    def _coroutine(self) -> Coroutine[object, object, P]:
        """Returns the coroutine of the call, for functions such as `asyncio.run`."""
        self._begun = self._begun or self._fetch()
        return self._begun

    def send(self, value: object, /) -> object:
        """See `Coroutine.send`."""
        return self._coroutine().send(value)

    def throw(self, *error: Any) -> object:
        """See `Coroutine.throw`."""
        return self._coroutine().throw(*error)

    def close(self) -> None:
        """See `Coroutine.close`."""
        if self._begun is not None:
            self._begun.close()
