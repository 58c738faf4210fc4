# How much of a response is held in memory. Imports `drift`; httpx for type checking.
"""`hold`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from .drift import Reading

if TYPE_CHECKING:
    import httpx


def hold(response: httpx.Response, reading: Reading) -> None:
    """Let a body be read into memory only as far as `max_bytes` goes, counted after decompression.

    Raises:
        ResponseTooLargeError: it is announced to be larger.
    """
    limit = reading.rules.max_bytes
    if limit is None:
        return
    length = response.headers.get("content-length", "")
    if not length.isdecimal() or "content-encoding" in response.headers:
        _count(response, limit, reading)
    elif int(length) > limit and response.request.method != "HEAD":
        raise reading.too_large("the body", limit, response)


def _count(response: httpx.Response, limit: int, reading: Reading) -> None:
    """Give the response readers of chunks that end at the limit; its `read` and `aread` use them."""
    chunks, async_chunks = response.iter_bytes, response.aiter_bytes

    def iter_bytes(chunk_size: int | None = None) -> Iterator[bytes]:
        left = limit
        for chunk in chunks(chunk_size):
            if (left := left - len(chunk)) < 0:
                raise reading.too_large("the body", limit, response)
            yield chunk

    async def aiter_bytes(chunk_size: int | None = None) -> AsyncIterator[bytes]:
        left = limit
        async for chunk in async_chunks(chunk_size):
            if (left := left - len(chunk)) < 0:
                raise reading.too_large("the body", limit, response)
            yield chunk

    vars(response).update(iter_bytes=iter_bytes, aiter_bytes=aiter_bytes)
