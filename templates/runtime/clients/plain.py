# The HTTP clients that a client opens itself. Imports httpx, so it is loaded with the first call.
"""`PlainClient` and its asynchronous twin: clients of httpx without cookies and without settings of their own.

httpx prepares two objects for the cookies of every response, and merges every request with settings that are empty
here. Without both, a call takes a tenth less; and where the address is one of the last calls', it is not parsed again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any, Final, cast

from ..core.http import httpx

_ADDRESSES: Final = 128
"""So many addresses are kept by a client, parsed."""


class _NoCookies(httpx.Cookies):
    """Ignores the cookies of the server: a client of an API has no session."""

    def extract_cookies(self, response: httpx.Response) -> None:
        """Ignores the cookies."""


_NO_COOKIES: Final = _NoCookies()


class _Plain:
    """What both clients do in their own way."""

    @property
    def cookies(self) -> httpx.Cookies:
        """There are none."""
        return _NO_COOKIES

    @cookies.setter
    def cookies(self, cookies: object) -> None:
        """Keeps none."""

    def build_request(self, method: str, url: httpx.URL | str, **parts: Any) -> httpx.Request:
        """Returns a request to an absolute URL; its headers have names in lower case."""
        given = cast("Mapping[str, str]", parts["headers"])
        own = given.raw if isinstance(given, httpx.Headers) else given.items()
        defaults = (pair for name, pair in self._defaults.items() if name not in given)
        parts["headers"] = [*defaults, *own]
        return httpx.Request(method, self._parse(url), **parts)

    @cached_property
    def _parse(self) -> Callable[[httpx.URL | str], httpx.URL]:
        return lru_cache(_ADDRESSES)(httpx.URL)

    @cached_property
    def _defaults(self) -> Mapping[str, tuple[bytes, bytes]]:
        """The headers that httpx adds to every request, by their names in lower case."""
        headers = cast("httpx.Client", self).headers
        return {name.decode().lower(): (name, value) for name, value in headers.raw}


class PlainClient(_Plain, httpx.Client):
    """The synchronous client."""


# <async_client>
class PlainAsyncClient(_Plain, httpx.AsyncClient):
    """The asynchronous client."""


# </async_client>
