# Responses of the fake: values -> responses. Imports httpx.
"""`success`, `encode` and `cut`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Final, cast

from ...core.http import httpx
from ...core.operations import Operation
from ...data.encoding import Wire, plain
from ...data.values import text_of
from ...results.decoders import Exists, ResponseHeaders, Undeclared

JSON: Final = {"content-type": "application/json"}


def success(operation: Operation[object], value: object) -> httpx.Response:
    """Returns a response that the operation decodes to the value."""
    key, decoder = next(iter(operation.success.items()))
    status = int(key) if key.isdigit() else 200
    # <ResponseHeaders>
    if isinstance(decoder, ResponseHeaders):
        return httpx.Response(status, headers=cast("Mapping[str, str]", value))
    # </ResponseHeaders>
    # <Exists>
    if isinstance(decoder, Exists):
        return httpx.Response(status if value else 404)
    # </Exists>
    headers = {"content-type": decoder.media_type} if decoder.media_type else {}
    # <Undeclared>
    if isinstance(decoder, Undeclared) and not isinstance(value, str | bytes):
        headers = JSON
    # </Undeclared>
    return httpx.Response(status, content=decoder.encode(value, encode), headers=headers)


def encode(value: object) -> bytes:
    """Encodes a model or plain values as JSON."""
    return json.dumps(value, default=_as_response).encode()


def _as_response(value: object) -> object:
    """Converts a value as a server would send it: also read-only fields, and times without a zone."""
    if isinstance(value, Wire):
        return value.__answer__()
    # <any_values or formats or dates>
    if (text := text_of(value)) is not None:
        return text
    # </any_values or formats or dates>
    return plain(value)


class _Broken(
    httpx.SyncByteStream,
    # <async_client>
    httpx.AsyncByteStream,
    # </async_client>
):
    """A body that ends too early."""

    def __init__(self, beginning: bytes) -> None:
        self._beginning = beginning

    def __iter__(self) -> Iterator[bytes]:
        yield self._beginning
        raise httpx.RemoteProtocolError("peer closed connection without sending complete body")

    # <async_client>
    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk

    # </async_client>


def cut(response: httpx.Response) -> httpx.Response:
    """Returns the response with a body that ends in the middle."""
    half = response.content[: len(response.content) // 2]
    return httpx.Response(response.status_code, headers=JSON, stream=_Broken(half))
