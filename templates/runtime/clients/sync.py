# The synchronous client and the base of its resources. Imports light modules; httpx when the first call is made.
# <async_client>
# aio.py is the same code with `async` and `await`; a test compares the two token by token.
# </async_client>
"""`SyncClient` and `Resource`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from ..core.api import ApiDescription
from ..core.basics import UNSET, Content, Credential, FileInput, RequestOptions
from ..core.operations import BodyKind, Request
from ..results.responses import RawResponse, View
from .base import BaseClient, BaseResource
from .client import decode
from .connections import Connections
from .pool import Pool
from .transport import Transport

if TYPE_CHECKING:
    import ssl
    from typing import Self, Unpack

    from ..core.http import httpx
    from ..exchange.calls import Call

T = TypeVar("T")


class SyncClient(BaseClient[Transport]):
    """The base of synchronous clients. Safe to share between threads.

    Args:
        api: describes the API.
        credentials: by scheme id; None means the environment variable.
        http_client: the httpx client to use; closing this client does not close it.
        arguments: the other settings; see `Settings`, and `Pool` for those of connections.
    """

    def __init__(
        self,
        api: ApiDescription,
        *,
        credentials: Mapping[str, tuple[Credential | None, ...]],
        http_client: httpx.Client | None = None,
        # <connections>
        proxy: str | httpx.Proxy | None = None,
        verify: ssl.SSLContext | bool = True,
        cert: str | tuple[str, ...] | None = None,
        http2: bool = False,
        limits: httpx.Limits | None = None,
        # </connections>
        **arguments: object,
    ) -> None:
        self._transport = Transport(api, credentials, arguments)
        pool = Pool(
            # <connections>
            proxy=proxy,
            verify=verify,
            cert=cert,
            http2=http2,
            limits=limits,
            # </connections>
        )
        pool.check(http_client, "Client")
        self._transport.connections = Connections(
            partial(_make_http, pool), http_client, _dispose, _loop
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections, after which neither the client nor what `with_options` made of it can be used.

        What `with_options` made has the connections of another client, and leaves them open.
        """
        http = None if self._transport.lent else self._transport.connections.take()
        if http is not None:
            _close(http)

    # <other_endpoints>
    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
        json: object = UNSET,
        form: Mapping[str, object] | None = None,
        # <uploads>
        multipart: Mapping[str, FileInput | object] | None = None,
        # </uploads>
        content: Content | None = None,
        text: str | None = None,
        # <uploads>
        json_lines: Iterable[object] | None = None,
        # </uploads>
        **options: Unpack[RequestOptions],
    ) -> RawResponse[object]:
        """Calls an endpoint that is not in the API description, with this client's credentials and retries.

        Args:
            method: the HTTP method; it decides whether a failure is retried.
            path: relative to the base URL, percent-encoded; or an absolute URL, which gets credentials only if
                it has the origin of the base URL.
            query: query parameters by name.
            headers: headers of this request.
            json: a JSON body; give at most one kind of body.
            form: fields of a urlencoded form.
            # <uploads>
            multipart: fields and files of a multipart form.
            # </uploads>
            content: a raw body.
            text: a text body, sent in UTF-8.
            # <uploads>
            json_lines: items, sent as one JSON value per line.
            # </uploads>
            options: see `RequestOptions`.
        """
        from .other_endpoints import request_for

        bodies: dict[BodyKind, object] = {
            "json": json,
            "form": form,
            "bytes": content,
            "text": text,
        }
        # <uploads>
        bodies |= {"multipart": multipart, "json_lines": json_lines}
        # </uploads>
        request = request_for(self._transport.settings.api, method, path, query, headers, bodies)
        response = self._transport.call(request, options, View.RAW, decode)
        return cast("RawResponse[object]", response)

    # </other_endpoints>


class Resource(BaseResource[Transport]):
    """The base of synchronous resources: a group of operations of one client."""

    def _send(self, request: Request[T], options: RequestOptions) -> T:
        finish = cast("Callable[[Call, httpx.Response], T]", decode)
        return self._transport.call(request, options, self._view, finish)


def _loop() -> None:
    """There is none."""


def _make_http(pool: Pool) -> httpx.Client:
    from .plain import PlainClient

    return pool.make(PlainClient)


def _close(http: httpx.Client) -> None:
    http.close()


def _dispose(http: httpx.Client) -> None:
    http.close()
