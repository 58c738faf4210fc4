# Methods that return a download before it is read, in both flavors. Imports light modules; httpx with the first call.
"""`BinaryResponse` and `DownloadingResource`, and those of the asynchronous client."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...clients.aio import AsyncResource
from ...clients.sync import Resource
from ...core.basics import RequestOptions
from ...core.operations import Request
from ...results.responses import View
from ...results.streamed import AsyncStreamedResponse, StreamedResponse

if TYPE_CHECKING:
    from typing import Self

    from ...core.http import httpx
    from ...exchange.calls import Call


class BinaryResponse(StreamedResponse[bytes]):
    """A download that has begun: read it as a whole, in pieces, or into a file.

    Its end releases the connection, and so do `close` and the end of a `with` block.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class DownloadingResource(Resource):
    """A resource with methods that return downloads."""

    def _send_download(self, request: Request[bytes], options: RequestOptions) -> BinaryResponse:
        unread = self._view is not View.RAW
        return self._transport.call(request, options, self._view, self._open, streams=unread)

    def _open(self, call: Call, response: httpx.Response) -> BinaryResponse:
        opened = BinaryResponse(response, _content, call.reading)
        if call.resumable:
            opened.again = partial(self._transport.resume, call)
        return opened


class AsyncBinaryResponse(AsyncStreamedResponse[bytes]):
    """A download that has begun, of the asynchronous client; see `BinaryResponse`."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.aclose()


class AsyncDownloadingResource(AsyncResource):
    """A resource with methods that return downloads."""

    async def _send_download(
        self, request: Request[bytes], options: RequestOptions
    ) -> AsyncBinaryResponse:
        unread = self._view is not View.RAW
        return await self._transport.call(request, options, self._view, self._open, streams=unread)

    def _open(self, call: Call, response: httpx.Response) -> AsyncBinaryResponse:
        opened = AsyncBinaryResponse(response, _content, call.reading)
        if call.resumable:
            opened.again = partial(self._transport.resume, call)
        return opened


def _content(response: httpx.Response) -> bytes:
    return response.content
