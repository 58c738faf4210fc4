# Decompresses gzip: httpx reads the first member only, and takes the end of a broken body for its end.
# Imports httpx, so it is loaded with the first compressed response.
"""`decompress_wholly`."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Iterator
from typing import Final

from ..core.http import httpx

_GZIP: Final = zlib.MAX_WBITS | 16
_MAGIC: Final = b"\x1f"


def decompress_wholly(response: httpx.Response) -> None:
    """Makes the methods that read a body of gzip read all its members, and fail if the last one is incomplete.

    A part of a body (206) begins and ends anywhere, so that it is left to httpx.
    """
    coding = response.headers["content-encoding"].strip().lower()
    if coding not in ("gzip", "x-gzip") or response.status_code == 206:
        return
    chunks = response.iter_bytes

    def iter_bytes(chunk_size: int | None = None) -> Iterator[bytes]:
        if response.is_stream_consumed:
            yield from chunks(chunk_size)
            return
        members = _Members(response.request, chunk_size)
        for raw in response.iter_raw():
            yield from members.feed(raw)
        yield from members.finish()

    vars(response)["iter_bytes"] = iter_bytes
    # <async_client>
    async_chunks = response.aiter_bytes

    async def aiter_bytes(chunk_size: int | None = None) -> AsyncIterator[bytes]:
        if response.is_stream_consumed:
            async for chunk in async_chunks(chunk_size):
                yield chunk
            return
        members = _Members(response.request, chunk_size)
        async for raw in response.aiter_raw():
            for chunk in members.feed(raw):
                yield chunk
        for chunk in members.finish():
            yield chunk

    vars(response)["aiter_bytes"] = aiter_bytes
    # </async_client>


class _Members:
    """The members of a body (RFC 1952, 2.2), in pieces of a size; what follows the last one is ignored."""

    def __init__(self, request: httpx.Request, size: int | None) -> None:
        self._request = request
        self._size = size
        self._held = bytearray()
        self._member = zlib.decompressobj(_GZIP)
        self._is_open = False
        self._ended = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yields the pieces that these bytes complete."""
        while data and (self._is_open or not self._ended or data.startswith(_MAGIC)):
            try:
                yield from self._cut(self._member.decompress(data))
            except zlib.error as error:
                raise httpx.DecodingError(str(error), request=self._request) from error
            data, self._is_open = self._member.unused_data, not self._member.eof
            if not self._is_open:
                self._member = zlib.decompressobj(_GZIP)
                self._ended += 1

    def finish(self) -> Iterator[bytes]:
        """Yields the last piece."""
        if self._is_open:
            raise httpx.ReadError("the compressed body ends too early", request=self._request)
        if self._held:
            yield bytes(self._held)

    def _cut(self, content: bytes) -> Iterator[bytes]:
        if self._size is None:
            if content:
                yield content
            return
        self._held += content
        while len(self._held) >= self._size:
            yield bytes(self._held[: self._size])
            del self._held[: self._size]
