# Resources with methods that wait, in both flavors. Imports light modules; httpx with the first call.
"""`WaitingResource` and `AsyncWaitingResource`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from ...clients.aio import AsyncResource
from ...clients.client import decode
from ...clients.sync import Resource
from ...core.basics import RequestOptions
from ...core.errors import APIStatusError
from ...core.mistakes import check_progress
from ...core.operations import Request
from ...exchange.effects import Flow, Invoke, Sleep
from ...results.responses import View
from .waiting import Waiter, Waiting, WaitOptions

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class WaitingResource(Resource):
    """A resource with methods that repeat a call until something has ended."""

    def _begin(
        self,
        request: Request[T],
        waiter: Waiter,
        on_progress: Callable[..., object] | None,
        options: WaitOptions,
    ) -> T:
        check_progress(f"{waiter.name}()", on_progress)
        waiting = Waiting(waiter, options, self._transport.settings.clock)
        return self._send(request, waiting.first_options())

    def _wait(
        self,
        request: Request[T],
        waiter: Waiter,
        on_progress: Callable[[T], object] | None,
        options: WaitOptions,
    ) -> T:
        check_progress(f"{waiter.name}()", on_progress)
        call = partial(self._transport.call, view=View.PARSED, finish=decode)
        waiting = Waiting(waiter, options, self._transport.settings.clock)
        with waiting.limit():
            return self._transport.run(_repeat(partial(call, request), waiting, on_progress))

    def _wait_until_gone(
        self,
        request: Request[T],
        waiter: Waiter,
        on_progress: Callable[[T], object] | None,
        options: WaitOptions,
    ) -> None:
        try:
            self._wait(request, waiter, on_progress, options)
        except APIStatusError as error:
            if error.status_code != 404:
                raise


class AsyncWaitingResource(AsyncResource):
    """A resource with methods that repeat a call until something has ended."""

    async def _begin(
        self,
        request: Request[T],
        waiter: Waiter,
        on_progress: Callable[..., object] | None,
        options: WaitOptions,
    ) -> T:
        check_progress(f"{waiter.name}()", on_progress)
        waiting = Waiting(waiter, options, self._transport.settings.clock)
        return await self._send(request, waiting.first_options())

    async def _wait(
        self,
        request: Request[T],
        waiter: Waiter,
        on_progress: Callable[[T], object] | None,
        options: WaitOptions,
    ) -> T:
        check_progress(f"{waiter.name}()", on_progress)
        call = partial(self._transport.call, view=View.PARSED, finish=decode)
        waiting = Waiting(waiter, options, self._transport.settings.clock)
        with waiting.limit():
            return await self._transport.run(_repeat(partial(call, request), waiting, on_progress))

    async def _wait_until_gone(
        self,
        request: Request[T],
        waiter: Waiter,
        on_progress: Callable[[T], object] | None,
        options: WaitOptions,
    ) -> None:
        try:
            await self._wait(request, waiter, on_progress, options)
        except APIStatusError as error:
            if error.status_code != 404:
                raise


def _repeat(
    call: Callable[[RequestOptions], object],
    waiting: Waiting,
    on_progress: Callable[[T], object] | None,
) -> Flow[T]:
    """Repeats a call until the state of its result is final; see `Waiting.next_pause`."""
    while True:
        result = cast("T", (yield Invoke(partial(call, waiting.call_options()))))
        if on_progress is not None:
            yield Invoke(partial(on_progress, result))
        pause = waiting.next_pause(result)
        if pause is None:
            return result
        yield Sleep(pause)
