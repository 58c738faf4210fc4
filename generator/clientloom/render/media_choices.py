# The responses of a method, and the media types that its caller may choose from. May import ir.
"""Responses of a method, and their media types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from clientloom.ir import (
    BytesResult,
    EnvelopeResult,
    EventStreamResult,
    ExistsResult,
    HeadersResult,
    JsonLinesResult,
    JsonResult,
    NoContent,
    Response,
    Result,
    TextResult,
    UndeclaredResult,
)

STREAMS = (EventStreamResult, JsonLinesResult)


def matching_responses(responses: Iterable[Response], result: Result) -> tuple[Response, ...]:
    """Returns the successful responses of a method: streams and other results belong to different methods."""
    streams = isinstance(result, STREAMS)
    same = tuple(r for r in responses if isinstance(r.result, STREAMS) is streams)
    return same or (Response(status="2XX", result=result, doc=""),)


def media_types(result: Result) -> tuple[str, ...]:
    """Returns the media types that a caller may choose from, the preferred first."""
    match result:
        case JsonResult() | BytesResult() | TextResult() | JsonLinesResult():
            return (result.media_type, *result.others)
        case EnvelopeResult() | EventStreamResult():
            return (result.media_type,)
        case NoContent() | UndeclaredResult() | ExistsResult() | HeadersResult():
            return ()
    assert_never(result)
