# The asynchronous client and the base of its resources. sync.py is the same code without `async` and `await`; a
# test compares the two token by token. Imports light modules; httpx when the first call is made.
"""`AsyncClient` and `AsyncResource`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar, cast

from ..core.api import ApiDescription
from ..core.basics import UNSET, AsyncContent, AsyncCredential, AsyncFileInput, RequestOptions
from ..core.operations import BodyKind, Request
from ..results.responses import RawResponse, View
from .async_transport import AsyncTransport
from .base import BaseClient, BaseResource
from .client import decode
from .connections import Connections, is_over, running_loop
from .pool import Pool

if TYPE_CHECKING:
    import ssl
    from asyncio import Task
    from typing import Self, Unpack

    from ..core.http import httpx
    from ..exchange.calls import Call

T = TypeVar("T")
_CLOSING: Final[set[Task[None]]] = set()
_KEPT: Final[dict[httpx.AsyncClient, tuple[object, AsyncGenerator[None]]]] = {}


class AsyncClient(BaseClient[AsyncTransport]):
    """The base of asynchronous clients. Safe to share between tasks.

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
        credentials: Mapping[str, tuple[AsyncCredential | None, ...]],
        http_client: httpx.AsyncClient | None = None,
        # <connections>
        proxy: str | httpx.Proxy | None = None,
        verify: ssl.SSLContext | bool = True,
        cert: str | tuple[str, ...] | None = None,
        http2: bool = False,
        limits: httpx.Limits | None = None,
        # </connections>
        **arguments: object,
    ) -> None:
        self._transport = AsyncTransport(api, credentials, arguments)
        pool = Pool(
            # <connections>
            proxy=proxy,
            verify=verify,
            cert=cert,
            http2=http2,
            limits=limits,
            # </connections>
        )
        pool.check(http_client, "AsyncClient")
        self._transport.connections = Connections(
            partial(_make_http, pool), http_client, _dispose, _loop
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes all connections, after which neither the client nor what `with_options` made of it can be used.

        What `with_options` made has the connections of another client, and leaves them open.
        """
        http = None if self._transport.lent else self._transport.connections.take()
        if http is not None:
            await _close(http)

    # <other_endpoints>
    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
        json: object = UNSET,
        form: Mapping[str, object] | None = None,
        # <uploads>
        multipart: Mapping[str, AsyncFileInput | object] | None = None,
        # </uploads>
        content: AsyncContent | None = None,
        text: str | None = None,
        # <uploads>
        json_lines: Iterable[object] | AsyncIterable[object] | None = None,
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
        response = await self._transport.call(request, options, View.RAW, decode)
        return cast("RawResponse[object]", response)

    # </other_endpoints>


class AsyncResource(BaseResource[AsyncTransport]):
    """The base of asynchronous resources: a group of operations of one client."""

    async def _send(self, request: Request[T], options: RequestOptions) -> T:
        finish = cast("Callable[[Call, httpx.Response], T]", decode)
        return await self._transport.call(request, options, self._view, finish)


def _loop() -> object:
    """The running event loop."""
    return running_loop()


def _make_http(pool: Pool) -> httpx.AsyncClient:
    from .plain import PlainAsyncClient

    for other in [other for other, (loop, _) in _KEPT.items() if is_over(loop)]:
        del _KEPT[other]
    http = pool.make(PlainAsyncClient)
    keeper = _keep(http)
    _start(keeper)
    _KEPT[http] = (_loop(), keeper)
    return http


def _start(keeper: AsyncGenerator[None]) -> None:
    """Runs the generator to its `yield`, without waiting; the event loop then closes it when the loop ends."""
    step = anext(keeper)
    with suppress(StopIteration):
        step.__await__().__next__()


async def _keep(http: httpx.AsyncClient) -> AsyncGenerator[None]:
    """Closes a pool that is still open when its event loop ends: a loop closes all generators then."""
    try:
        yield
    finally:
        _KEPT.pop(http, None)
        await http.aclose()


async def _close(http: httpx.AsyncClient) -> None:
    await _KEPT[http][1].aclose()


def _dispose(http: httpx.AsyncClient) -> None:
    """Closes a forgotten pool if a loop is running; otherwise only the operating system can."""
    import asyncio

    try:
        task = asyncio.get_running_loop().create_task(_close(http))
    except RuntimeError:
        return
    _CLOSING.add(task)
    task.add_done_callback(_CLOSING.discard)
