# Requests that follow redirects. Imports `logs`; httpx for type checking.
"""Redirects (RFC 9110, 15.4): credentials stay on their origin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ..core.logs import is_sensitive

if TYPE_CHECKING:
    from ..core.http import httpx

_PORTS: Final = {"http": 80, "https": 443}


def same_origin(left: httpx.URL, right: httpx.URL) -> bool:
    """Whether two URLs have the same scheme, host and port."""
    return (left.scheme, left.host, _port(left)) == (right.scheme, right.host, _port(right))


def _port(url: httpx.URL) -> int | None:
    return url.port or _PORTS.get(url.scheme)


def cross_origin_headers(headers: Mapping[str, str], known: frozenset[str]) -> dict[str, str]:
    """Returns the headers that may be sent to another origin: those without credentials."""
    return {name: value for name, value in headers.items() if not is_sensitive(name, known)}


def prepare_redirect(
    following: httpx.Request, request: httpx.Request, known: frozenset[str]
) -> httpx.Request:
    """Returns the request that follows a redirect.

    Args:
        following: the request made by httpx.
        request: the request that was redirected.
        known: names of headers, query parameters and cookies with credentials.
    """
    if following.method == request.method.upper():  # httpx changes the case of the method
        following.method = request.method
    if following.method != request.method:  # without a body, its headers are removed as well
        _remove(following, [name for name in following.headers if name.startswith("content-")])
    if not same_origin(following.url, request.url):
        _remove(following, [name for name in following.headers if is_sensitive(name, known)])
        return following
    # <ApiKeyAuth>
    _keep_query_keys(following, request, known)
    # </ApiKeyAuth>
    if "cookie" in request.headers and "cookie" not in following.headers:
        following.headers["cookie"] = request.headers["cookie"]
    return following


def _remove(request: httpx.Request, names: list[str]) -> None:
    for name in names:
        del request.headers[name]


def _keep_query_keys(
    following: httpx.Request, request: httpx.Request, known: frozenset[str]
) -> None:
    """Keeps a key in the query, like one in a header."""
    for name, value in request.url.params.multi_items():
        if name.lower() in known and name not in following.url.params:
            following.url = following.url.copy_add_param(name, value)
