# The responses of a method, and the media types that its caller may choose from. May import ir.
"""Responses of a method, and their media types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from clientloom import ir

STREAMS = (ir.EventStreamResult, ir.JsonLinesResult)


def matching_responses(
    responses: Iterable[ir.Response], result: ir.Result
) -> tuple[ir.Response, ...]:
    """Returns the successful responses of a method: streams and other results belong to different methods."""
    streams = isinstance(result, STREAMS)
    same = tuple(r for r in responses if isinstance(r.result, STREAMS) is streams)
    return same or (ir.Response(status="2XX", result=result, doc=""),)


def media_types(result: ir.Result) -> tuple[str, ...]:
    """Returns the media types that a caller may choose from, the preferred first."""
    match result:
        case ir.JsonResult() | ir.BytesResult() | ir.TextResult() | ir.JsonLinesResult():
            return (result.media_type, *result.others)
        case ir.EnvelopeResult() | ir.EventStreamResult():
            return (result.media_type,)
        case ir.NoContent() | ir.UndeclaredResult() | ir.ExistsResult() | ir.HeadersResult():
            return ()
    assert_never(result)
