# Results and errors of methods. May import ir and the other modules of compare.
"""Compares results and the typed bodies of errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from clientloom import ir
from clientloom.diagnostics import NOWHERE
from clientloom.ir.walk import value_type
from clientloom.review.changes import Change, Direction, Level
from clientloom.review.compare.method import Method, change
from clientloom.review.variance.describe import relative_clause, type_in_words
from clientloom.review.variance.finding import Finding
from clientloom.review.variance.relation import Types
from clientloom.review.variance.value_changes import Value, type_findings
from clientloom.review.variance.value_changes import value_findings as compare_values


def result_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    """Compares the results of a method."""
    finding = _paging_finding(old, new) or _kind_finding(types, old, new)
    findings = [finding] if finding else _value_findings(types, old, new)
    findings += _media_findings(old.operation.result, new.operation.result)
    before, after = _content_of(old), _content_of(new)
    for found in findings:
        described = change(
            new,
            found,
            old=old,
            direction=Direction.RESPONSE,
            breaks=f"result = client.{new.accessor}(...)",
        )
        yield _at_response(described, before, after) if before and after else described


def _content_of(method: Method) -> ir.Response | None:
    """Returns the response that determines the result, None if there are several."""
    found = [r for r in method.operation.responses if not isinstance(r.result, ir.NoContent)]
    return found[0] if len(found) == 1 else None


def _at_response(
    found: Change, old: ir.Response | ir.ErrorResponse, new: ir.Response | ir.ErrorResponse
) -> Change:
    if not new.declared_at:
        return found
    return replace(found, pointer=new.declared_at, span=new.span, was=old.span)


def _paging_finding(old: Method, new: Method) -> Finding | None:
    was_paged = old.operation.pagination is not None
    is_paged = new.operation.pagination is not None
    if was_paged == is_paged:
        return None
    text = "now returns pages" if is_paged else "no longer returns pages"
    return Finding(Level.BREAKING, "pagination", text)


def _kind_finding(types: Types, old: Method, new: Method) -> Finding | None:
    """Reports another kind of result: bytes instead of a model, a stream instead of a value...

    A value instead of nothing breaks no caller; a stream or download does, because it has to be closed.
    """
    before, after = old.operation.result, new.operation.result
    if _shape(before) == _shape(after):
        return None
    was, is_ = (
        _result_in_words(before, types.old.schemas),
        _result_in_words(after, types.new.schemas),
    )
    safe = _shape(before) == "nothing" and _shape(after) not in {"stream", "download"}
    level = Level.SAFE if safe else Level.BREAKING
    return Finding(level, "result-kind", f"returns {is_} instead of {was}")


def _media_findings(old: ir.Result, new: ir.Result) -> Iterator[Finding]:
    """Compares the media types of results that are not decoded: what reads the old content may not read the new one."""
    if not isinstance(old, ir.BytesResult | ir.TextResult) or not isinstance(
        new, ir.BytesResult | ir.TextResult
    ):
        return
    was, now = (dict.fromkeys((each.media_type, *each.others)) for each in (old, new))
    if old.media_type != new.media_type:
        text = f"returns {new.media_type} by default instead of {old.media_type}"
        yield Finding(Level.RISKY, "result-media-changed", text)
    elif lost := [each for each in was if each not in now]:
        text = f"no longer returns {' or '.join(lost)}"
        yield Finding(Level.RISKY, "result-media-changed", text)
    elif gained := [each for each in now if each not in was]:
        text = f"can also return {' or '.join(gained)}"
        yield Finding(Level.SAFE, "result-media-changed", text)


def _value_findings(types: Types, old: Method, new: Method) -> list[Finding]:
    """Compares the values that a method returns or yields."""
    before, after = _result_type(old.operation.result), _result_type(new.operation.result)
    if before is None or after is None:
        return []
    was, now = (_content_of(method) for method in (old, new))
    found = compare_values(
        types,
        Value(before, was.constraints if was else ()),
        Value(after, now.constraints if now else ()),
        Direction.RESPONSE,
    )
    return [replace(f, text=f"returns a value {relative_clause(f.text)}") for f in found]


def _shape(result: ir.Result) -> str:
    """Returns the kind of result that a caller gets; the content of an envelope and text are plain values."""
    match result:
        case ir.JsonResult() | ir.EnvelopeResult() | ir.TextResult() | ir.UndeclaredResult():
            return "value"
        case ir.ExistsResult():
            return "boolean"
        case ir.HeadersResult():
            return "headers"
        case ir.EventStreamResult() | ir.JsonLinesResult():
            return "stream"
        case ir.NoContent():
            return "nothing"
        case ir.BytesResult(streamed=streamed):
            return "download" if streamed else "bytes"
        case _:
            assert_never(result)


def _result_in_words(result: ir.Result, schemas: Mapping[str, ir.Schema]) -> str:
    match result:
        case ir.JsonResult() | ir.EnvelopeResult():
            return type_in_words(result.type, schemas)
        case ir.EventStreamResult() | ir.JsonLinesResult():
            return f"a stream of {type_in_words(result.item, schemas)}"
        case ir.NoContent():
            return "nothing"
        case ir.BytesResult(streamed=streamed):
            return "a download" if streamed else "bytes"
        case ir.UndeclaredResult():
            return "whatever the server answers"
        case ir.ExistsResult():
            return "whether it exists"
        case ir.HeadersResult():
            return "the headers"
        case ir.TextResult(type=type_):
            is_text = type_ == ir.Primitive(ir.PrimitiveKind.STRING)
            return "text" if is_text else type_in_words(type_, schemas)
        case _:
            assert_never(result)


def _result_type(result: ir.Result) -> ir.TypeRef | None:
    """Returns the type that a method returns or yields; None if it is not decoded."""
    is_raw = isinstance(result, ir.NoContent | ir.BytesResult | ir.ExistsResult | ir.HeadersResult)
    return None if is_raw else value_type(result)


def error_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    """Compares the declared failures and the types of their bodies."""
    before = {error.status: error for error in old.operation.errors}
    after = {error.status: error for error in new.operation.errors}
    for status in sorted(before.keys() & after.keys()):
        was, now = before[status], after[status]
        for finding in _body_findings(types, was.type, now.type, status):
            found = change(new, finding, old=old, direction=Direction.RESPONSE, breaks="error.body")
            yield replace(_at_response(found, was, now), status=status)
    for status in sorted(before.keys() - after.keys()):
        finding = Finding(Level.SAFE, "error-removed", f"no longer declares status {status}")
        yield _status_change(old, new, finding, before[status])
    for status in sorted(after.keys() - before.keys()):
        finding = Finding(Level.SAFE, "error-added", f"declares status {status}")
        yield _status_change(old, new, finding, after[status])


def _status_change(old: Method, new: Method, finding: Finding, error: ir.ErrorResponse) -> Change:
    of_status = replace(finding, part=error.status)
    found = change(new, of_status, old=old, direction=Direction.RESPONSE)
    found = replace(found, status=error.status)
    if not error.declared_at:
        return found
    return replace(found, pointer=error.declared_at, span=error.span, was=NOWHERE)


def _body_findings(
    types: Types, was: ir.TypeRef | None, now: ir.TypeRef | None, status: str
) -> Iterator[Finding]:
    if was is not None and now is not None:
        for finding in type_findings(types, was, now, Direction.RESPONSE):
            yield replace(finding, text=f"status {status}: the error's body {finding.text}")
    elif was is not None:
        text = f"has no typed body for status {status}"
        yield Finding(Level.RISKY, "error-body", text)
    elif now is not None:
        yield Finding(Level.SAFE, "error-body", f"has a typed body for status {status}")
