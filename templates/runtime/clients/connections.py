# The httpx clients of a client: created at the first call, closed once. Imports `errors` only.
"""`Connections`, and the running event loop."""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ..core.errors import ClientClosedError, ConfigurationError

if TYPE_CHECKING:
    import asyncio

H = TypeVar("H")

PagePosition = tuple[int, object]
"""Where connections were opened: the process, and the event loop of the asynchronous client."""


class Connections(Generic[H]):
    """The httpx clients of one or more clients of this package: created at the first call, closed once.

    Connections belong to the process and the event loop that opened them. A forked process or another event loop
    opens its own. The caller's httpx client cannot be created again, so that using it after a fork is an error.

    Args:
        make: creates an httpx client.
        supplied: the caller's httpx client, which is never closed here.
        dispose: closes a client that the garbage collector removes.
        loop: the running event loop; None in the synchronous client.
    """

    def __init__(
        self,
        make: Callable[[], H],
        supplied: H | None,
        dispose: Callable[[H], None],
        loop: Callable[[], object],
    ) -> None:
        self._make = make
        self._dispose = dispose
        self._supplied = supplied
        self._loop = loop
        self._made: dict[PagePosition, H] = {}
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self.closed = False
        weakref.finalize(self, _dispose, self._made, loop, dispose)

    def get(self) -> H:
        """Returns the httpx client.

        Raises:
            ClientClosedError: it was closed.
            ConfigurationError: it is the caller's, from before a fork.
        """
        if self.closed:
            raise ClientClosedError(
                "the client is closed; make a new one, or call it inside its `with` block"
            )
        if self._supplied is not None:
            return self._check_usable(self._supplied)
        place = (os.getpid(), self._loop())
        return self._made.get(place) or self._create(place)

    def again(self) -> Connections[H]:
        """Returns connections that are opened in the same way and closed for themselves."""
        return Connections(self._make, self._supplied, self._dispose, self._loop)

    def take(self) -> H | None:
        """Marks the clients as closed and returns them; the caller has to close them."""
        self.closed = True
        return self._made.pop((os.getpid(), self._loop()), None)

    def _check_usable(self, supplied: H) -> H:
        if self._pid != os.getpid():
            raise ConfigurationError(
                "this process was forked: make the client with http_client= in the child"
            )
        if getattr(supplied, "is_closed", False):
            raise ClientClosedError("the http_client= of this client is closed")
        return supplied

    def _create(self, place: PagePosition) -> H:
        if self._pid != place[0]:  # in the parent, another thread may have held the lock
            self._lock, self._pid = threading.Lock(), place[0]
        with self._lock:
            for other, http in list(self._made.items()):
                is_useless = getattr(http, "is_closed", False)
                # <async_client>
                is_useless = is_useless or is_over(other[1])
                # </async_client>
                if is_useless:
                    del self._made[other]
            if place not in self._made:
                self._made[place] = self._make()
            return self._made[place]


def running_loop() -> object:
    """Returns the running event loop of asyncio or trio, None if there is none."""
    # A finalizer may run while trio is being imported.
    lowlevel: Any = getattr(sys.modules.get("trio"), "lowlevel", None)
    if lowlevel is not None and lowlevel.in_trio_run():
        return lowlevel.current_trio_token()
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def is_over(loop: object) -> bool:
    """Whether an event loop of asyncio was closed; a run of trio closes its connections when it ends."""
    return hasattr(loop, "is_closed") and cast("asyncio.AbstractEventLoop", loop).is_closed()


def _dispose(
    made: dict[PagePosition, H], loop: Callable[[], object], dispose: Callable[[H], None]
) -> None:
    http = made.pop((os.getpid(), loop()), None)
    if http is not None:
        dispose(http)
