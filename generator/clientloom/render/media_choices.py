# Which responses belong to a method, and the media types that its caller may choose from. May import ir.
"""Responses of a method, and their media types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from clientloom.ir import (
    BytesResult,
    EnvelopeResult,
    EventStreamResult,
    JsonLinesResult,
    JsonResult,
    NoContent,
    Response,
    Result,
    TextResult,
)

STREAMS = (EventStreamResult, JsonLinesResult)


def matching_responses(responses: Iterable[Response], result: Result) -> tuple[Response, ...]:
    """The successful responses that belong to a method: a stream is never mixed with anything else."""
    streams = isinstance(result, STREAMS)
    same = tuple(r for r in responses if isinstance(r.result, STREAMS) is streams)
    return same or (Response(status="2XX", result=result, doc=""),)


def media_types(result: Result) -> tuple[str, ...]:
    """The media types of a result that the caller may choose from, the preferred first."""
    match result:
        case JsonResult() | BytesResult() | TextResult() | JsonLinesResult():
            return (result.media_type, *result.others)
        case EnvelopeResult() | EventStreamResult():
            return (result.media_type,)
        case NoContent():
            return ()
    assert_never(result)
