# The HTTP session for an index: the login is sent to its origin only, and responses have limits of size and time. Uses
# requests, as pypi_simple does; may import bounded and the other modules of publish.
"""`IndexSession`: a session of requests for one index."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import urlsplit
from weakref import WeakSet

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth
from requests.utils import get_netrc_auth
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from clientloom.bounded import within
from clientloom.publish.credentials import Login

T = TypeVar("T")

TIMEOUT = 30.0
"""Seconds that the index may be silent."""

MAX_SECONDS = 300.0
"""Seconds for one response."""

MAX_BYTES = 100 * 1024 * 1024
"""The size limit of a page or wheel."""

_CHUNK = 64 * 1024
_PORTS = {"http": 80, "https": 443}


class TooLargeError(requests.RequestException):
    """A response is larger than `MAX_BYTES`."""


class InterimError(requests.RequestException):
    """The index sent an interim response (RFC 9110, 15.2), which Python takes for the final one."""


def _origin(url: str) -> tuple[str, str, int]:
    """Returns scheme, host and port of a URL."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(scheme, 0)


class IndexSession(requests.Session):
    """Sends the login to the origin of the index only, because a page can link to any host."""

    def __init__(self, index: str, login: Login | None) -> None:
        super().__init__()
        self.auth = _OriginAuth(index, login)
        for scheme in _PORTS:
            self.mount(f"{scheme}://", _BoundedAdapter())

    def ask(self, question: Callable[[], T]) -> T:
        """Returns the result of `question`, which uses this session.

        Raises:
            requests.Timeout: it takes more than `MAX_SECONDS`.
        """
        try:
            return within(MAX_SECONDS, question, self.close)
        except TimeoutError as error:
            raise requests.Timeout(str(error)) from None


def _tracking_pool(
    pool: type[HTTPConnectionPool], connection: type[HTTPConnection], known: WeakSet[HTTPConnection]
) -> type[HTTPConnectionPool]:
    """Returns a class of connection pools that records its connections."""

    def connect(self: HTTPConnection) -> None:
        known.add(self)
        connection.connect(self)

    kind = type(connection.__name__, (connection,), {"connect": connect})
    return type(pool.__name__, (pool,), {"ConnectionCls": kind})


class _OriginAuth(AuthBase):
    """Adds the login to requests to its origin; other hosts get their login in ~/.netrc."""

    def __init__(self, index: str, login: Login | None) -> None:
        self._origin = _origin(index)
        self._login = login

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        url = request.url or ""
        if self._login and _origin(url) == self._origin:
            HTTPBasicAuth(self._login.username, self._login.password)(request)
        elif known := get_netrc_auth(url):
            HTTPBasicAuth(*known)(request)
        return request


class _BoundedAdapter(HTTPAdapter):
    """Reads each response up to the size limit; `close` interrupts a request."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self._open = WeakSet[HTTPConnection]()
        self.poolmanager.pool_classes_by_scheme = {
            "http": _tracking_pool(HTTPConnectionPool, HTTPConnection, self._open),
            "https": _tracking_pool(HTTPSConnectionPool, HTTPSConnection, self._open),
        }

    def close(self) -> None:
        for connection in list(self._open):
            if connection.sock is not None:
                with suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)
            connection.close()
        super().close()

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002 (the signature of requests)
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002 (the signature of requests)
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: object = None,
    ) -> requests.Response:
        del stream
        response = super().send(
            request,
            stream=True,
            timeout=timeout or TIMEOUT,
            verify=verify,
            cert=cert,
            proxies=proxies,  # type: ignore[arg-type]  # passed on as it came
        )
        if response.status_code < requests.codes.ok:
            raise InterimError(f"status {response.status_code} is not a final response")
        content = bytearray()
        with response:
            for chunk in response.iter_content(_CHUNK):
                content += chunk
                if len(content) > MAX_BYTES:
                    raise TooLargeError(f"the response is larger than {MAX_BYTES >> 20} MiB")
        response._content = bytes(content)  # noqa: SLF001 (how requests keeps what it has read)
        return response
