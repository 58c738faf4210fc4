# Limits the memory for a response. Imports `drift`; httpx for type checking.
"""`hold`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from ..core.drift import Reading

if TYPE_CHECKING:
    from ..core.http import httpx


def hold(response: httpx.Response, reading: Reading) -> None:
    """Limits the body in memory to `max_bytes`, counted after decompression.

    Raises:
        ResponseTooLargeError: `Content-Length` is larger.
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
    """Replaces the methods that read chunks by ones that end at the limit; `read` and `aread` use them."""
    chunks = response.iter_bytes

    def iter_bytes(chunk_size: int | None = None) -> Iterator[bytes]:
        left = limit
        for chunk in chunks(chunk_size):
            if (left := left - len(chunk)) < 0:
                raise reading.too_large("the body", limit, response)
            yield chunk

    vars(response)["iter_bytes"] = iter_bytes
    # <async_client>
    async_chunks = response.aiter_bytes

    async def aiter_bytes(chunk_size: int | None = None) -> AsyncIterator[bytes]:
        left = limit
        async for chunk in async_chunks(chunk_size):
            if (left := left - len(chunk)) < 0:
                raise reading.too_large("the body", limit, response)
            yield chunk

    vars(response)["aiter_bytes"] = aiter_bytes
    # </async_client>
