# One test body for both flavors of client: `Flavor` awaits what has to be awaited.
"""`Flavor`, and a clock that never sleeps."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from support.sample_client import AsyncShop, Shop

from templates.runtime import Clock


class StillClock(Clock):
    """A clock that moves only when somebody sleeps; `naps` are the seconds slept."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.naps: list[float] = []
        self.luck = 1.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    def random(self) -> float:
        return self.luck

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)


class Flavor:
    """Makes clients of one flavor and carries their calls out.

    Values are `Any` here: a test body serves two differently typed clients; `sample_client` is checked.
    """

    def __init__(self, is_async: bool, runner: asyncio.Runner, url: str) -> None:
        self.is_async = is_async
        self.url = url
        self.clock = StillClock()
        self.runner = runner
        self._clients: list[Any] = []

    def client(self, **arguments: Any) -> Any:
        """A client on the server, with a key, a clock that stands still and the arguments."""
        defaults = {"api_key": "k-123", "base_url": self.url, "clock": self.clock}
        made = (AsyncShop if self.is_async else Shop)(**{**defaults, **arguments})
        self._clients.append(made)
        return made

    def do(self, value: Any) -> Any:
        """The value, awaited where it is awaitable."""
        if not inspect.isawaitable(value):
            return value

        async def wait() -> Any:
            return await value

        return self.runner.run(wait())

    def all(self, iterable: Any) -> list[Any]:
        """All items of an iterable of either flavor."""
        if not hasattr(iterable, "__aiter__"):
            return list(iterable)

        async def collect() -> list[Any]:
            return [item async for item in iterable]

        return self.runner.run(collect())

    def next(self, iterator: Any) -> Any:
        """The next item of an iterator of either flavor; StopIteration at the end."""
        if not hasattr(iterator, "__anext__"):
            return next(iterator)
        try:
            return self.do(anext(iterator))
        except StopAsyncIteration:
            raise StopIteration from None

    def iterate(self, iterable: Any) -> Any:
        """An iterator over an iterable of either flavor."""
        return aiter(iterable) if hasattr(iterable, "__aiter__") else iter(iterable)

    def inside(self, manager: Any, body: Callable[[Any], Any]) -> Any:
        """What the body returns inside the context manager; awaited where need be."""
        if hasattr(manager, "__enter__"):
            with manager as entered:
                return body(entered)

        async def enter() -> Any:
            async with manager as entered:
                result = body(entered)
                return await result if inspect.isawaitable(result) else result

        return self.runner.run(enter())

    def close_client(self, client: Any) -> None:
        """Close a client of either flavor."""
        self.do(client.aclose() if self.is_async else client.close())

    def close(self) -> None:
        """Close all clients that were made."""
        for client in self._clients:
            self.close_client(client)
