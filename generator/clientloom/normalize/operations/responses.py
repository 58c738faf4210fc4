# What operations return. May import document, ir, config.
"""Responses (OpenAPI 3.2, 4.16 Responses Object): successes by content, failures by status."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.config.settings import EnvelopeConfig
from clientloom.ir.walk import value_type
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media.content import (
    Content,
    merge_contents,
    merge_json_contents,
    read_content,
    text_type,
)
from clientloom.normalize.operations.media.events import ItemSite, read_event_stream
from clientloom.normalize.operations.media.media_types import MediaKind, is_xml
from clientloom.normalize.operations.media.xml_roots import xml_root
from clientloom.normalize.operations.parameters import read_headers
from clientloom.normalize.reader_context import Owner, ReaderContext
from clientloom.normalize.schemas.combine import make_nullable
from clientloom.normalize.schemas.reader import SchemaSite

_STATUS = re.compile(r"[1-5](?:\d\d|XX)", re.IGNORECASE)
BODILESS = frozenset({"204", "205", "304"})
"""Statuses whose responses have no content (RFC 9110, 15.3.5, 15.3.6 and 15.4.5)."""
_FAILURE = re.compile(r"error|problem|fail|unexpected", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Success:
    """One way for an operation to succeed: what its method returns, and how each status is decoded.

    `suffix` names the further method for it; "" means the operation's own method.
    """

    suffix: str
    responses: tuple[ir.Response, ...]
    result: ir.Result

    def with_results(self, change: Callable[[ir.Result], ir.Result]) -> Success:
        """Returns the same with other results of its statuses."""
        responses = tuple(replace(each, result=change(each.result)) for each in self.responses)
        joined = join_results([response.result for response in responses])
        return replace(self, responses=responses, result=joined)


_NOTHING = ir.NoContent()
ANY_MEMBER = "*"
"""The setting for a wrapper whose only member is the result."""


@dataclass(frozen=True, slots=True)
class _Status:
    """One successful status with the contents that it may have; `empty` is its result without any."""

    key: str
    place: Place
    contents: tuple[Content, ...]
    empty: ir.Result = _NOTHING


def read_successes(
    place: Place, method: str, owner: Owner, context: ReaderContext
) -> tuple[Success, ...]:
    """Reads the ways for an operation to succeed; the first belongs to its own method.

    Each of the others is for another content that a status offers.
    """
    read = [_read_status(key, at, method, context) for key, at in _successes(place)]
    if not read:
        return (Success("", (), _empty_result("default", read, method)),)
    statuses = [replace(status, empty=_empty_result(status.key, read, method)) for status in read]
    further = {content.suffix for status in statuses for content in status.contents[1:]}
    return tuple(
        _read_success(suffix, statuses, owner, context) for suffix in ("", *sorted(further))
    )


def _empty_result(key: str, statuses: list[_Status], method: str) -> ir.Result:
    """Returns the result of a status whose content the document does not describe.

    Many documents describe no answer at all, so the body is decoded as it comes. There is none if another status
    is described instead, in a redirection, and in the 202 of a DELETE, which a 200 with a body would replace
    (RFC 9110, 9.3.5). A response to HEAD has headers only (9.3.2).
    """
    if method == "HEAD":
        described = any((status.place / "headers").mapping for status in statuses)
        return ir.HeadersResult() if described else ir.ExistsResult()
    bodiless = key in BODILESS or key[0] == "3" or (method, key) == ("DELETE", "202")
    if bodiless or any(status.contents for status in statuses):
        return ir.NoContent()
    return ir.UndeclaredResult()


def declared_statuses(place: Place) -> list[tuple[str, Place]]:
    """Returns the declared responses, sorted by status; "default" is last."""
    found = (
        (key if key == "default" else key.upper(), at)
        for key, at in (place / "responses").members()
        if key == "default" or _STATUS.fullmatch(key)
    )
    return sorted(found, key=lambda pair: (pair[0] == "default", pair[0]))


def _successes(place: Place) -> list[tuple[str, Place]]:
    """Returns the successful statuses: 2XX, else `default` unless it describes errors, else redirections.

    A redirection beside 2XX counts as well if its `Location` is described: the caller needs it.
    """
    declared = declared_statuses(place)
    redirections = [(key, at) for key, at in declared if key[0] == "3"]
    successes = [(key, at) for key, at in declared if key[0] == "2"] or [
        (key, at) for key, at in declared if key == "default" and not _is_failure(at)
    ]
    if not successes:
        return redirections
    return successes + [(key, at) for key, at in redirections if _is_described_redirection(at)]


def _is_described_redirection(response: Place) -> bool:
    """Whether a response describes the header `Location`."""
    return any(name.lower() == "location" for name in (response / "headers").mapping)


def _is_failure(response: Place) -> bool:
    """Whether a `default` response, without any 2XX, describes failures."""
    names = (content.schema.target().pointer for content in read_content(response))
    return any(map(_FAILURE.search, (response.text("description"), response.pointer, *names)))


def _read_status(key: str, place: Place, method: str, context: ReaderContext) -> _Status:
    if key in BODILESS or method == "HEAD":
        return _Status(key, place, ())
    return _Status(key, place, merge_contents(read_content(place), place, context))


def _read_success(
    suffix: str, statuses: list[_Status], owner: Owner, context: ReaderContext
) -> Success:
    responses = tuple(
        _read_response(status, suffix, statuses, owner, context) for status in statuses
    )
    return Success(suffix, responses, join_results([r.result for r in responses]))


def _read_response(
    status: _Status, suffix: str, statuses: list[_Status], owner: Owner, context: ReaderContext
) -> ir.Response:
    """Reads one status for the method with a suffix; a status without that content uses its preferred one."""
    content = next((c for c in status.contents if c.suffix == suffix), None)
    content = content or next(iter(status.contents), None)
    result = status.empty
    if content:
        result = _read_result(content, _role(status, content, statuses), owner, context)
    return ir.Response(
        status=status.key,
        result=result,
        doc=status.place.text("description").strip(),
        headers=read_headers(status.place, status.key, owner, context),
        constraints=context.limits_of(content.schema, result.type)
        if content and isinstance(result, ir.JsonResult | ir.TextResult)
        else (),
        declared_at=status.place.pointer,
        span=context.span(status.place),
    )


def _role(status: _Status, content: Content | None, statuses: list[_Status]) -> tuple[str, ...]:
    """Returns the words for a class of the response; the first status and content needs no further words."""
    extra = () if status is statuses[0] else (status.key.lower(),)
    if content is not None and content.suffix:
        extra = (content.suffix, *extra)
    return (*extra, "response")


def _read_result(
    content: Content, role: tuple[str, ...], owner: Owner, context: ReaderContext
) -> ir.Result:
    site = owner.schema_site("/".join(role), *role)
    media_type, *others = content.media_types
    match content.kind:
        case MediaKind.JSON:
            media_type = media_type if "*" not in media_type else "application/json"
            type_ = context.type_of(content.schema, site)
            return ir.JsonResult(media_type=media_type, type=type_, others=tuple(others))
        case MediaKind.EVENT_STREAM:
            return read_event_stream(content, ItemSite(role, owner, context))
        case MediaKind.JSON_LINES:
            item = ItemSite(role, owner, context).type_of(content.item_schema)
            return ir.JsonLinesResult(media_type=media_type, item=item, others=tuple(others))
        case MediaKind.TEXT:
            type_ = text_type(content, site, context)
            return ir.TextResult(media_type=media_type, type=type_, others=tuple(others))
        case MediaKind.MARKUP if root := xml_root(content, site, context):
            type_ = context.type_of(content.schema, site)
            return ir.JsonResult(media_type=media_type, type=type_, others=tuple(others), xml=root)
        case MediaKind.MARKUP | MediaKind.FORM:
            return ir.TextResult(media_type=media_type, others=tuple(others))
        case _:  # also a kind that only requests use
            return ir.BytesResult(media_type=media_type, others=tuple(others))


def join_results(results: list[ir.Result]) -> ir.Result:
    """Returns the result of a method from those of its statuses: a union, with null if a status has no content."""
    distinct_results = list(dict.fromkeys(results))
    if len(distinct_results) <= 1:
        return distinct_results[0] if distinct_results else ir.NoContent()
    empty = any(isinstance(result, ir.NoContent) for result in results)
    full = [result for result in distinct_results if not isinstance(result, ir.NoContent)]
    streams = [r for r in full if isinstance(r, ir.EventStreamResult | ir.JsonLinesResult)]
    if streams:
        return streams[0]
    if len(full) == 1 and isinstance(full[0], ir.EnvelopeResult):
        return replace(full[0], type=make_nullable(full[0].type))
    first = next((r for r in full if isinstance(r, ir.JsonResult)), None)
    media_type = first.media_type if first else "application/json"
    union = _join_types([value_type(result) for result in full])
    return ir.JsonResult(media_type=media_type, type=make_nullable(union) if empty else union)


def _join_types(types: list[ir.TypeRef]) -> ir.TypeRef:
    bare = [ir.without_null(t) for t in types]
    flat = list(dict.fromkeys(bare))
    union = flat[0] if len(flat) == 1 else ir.UnionOf(tuple(flat))
    return ir.Nullable(union) if any(isinstance(t, ir.Nullable) for t in types) else union


def read_errors(place: Place, owner: Owner, context: ReaderContext) -> tuple[ir.ErrorResponse, ...]:
    """Reads the declared failures: 4XX, 5XX and `default`, each with the type of its JSON body."""
    return tuple(
        _read_error(key, at, owner, context)
        for key, at in declared_statuses(place)
        if key == "default" or key[0] in "45"
    )


def _read_error(key: str, place: Place, owner: Owner, context: ReaderContext) -> ir.ErrorResponse:
    contents = merge_json_contents(read_content(place), lambda c: is_xml(c.media_type))
    found = [
        (replace(content, media_types=(media_type,)), _error_site(key, content, owner))
        for content in contents
        for media_type in content.media_types
    ]
    roots = {content.media_type: xml_root(content, site, context) for content, site in found}
    types = tuple(
        (content.media_type, context.type_of(content.schema, site))
        for content, site in found
        if roots[content.media_type] is not None or _is_json(content, contents[0])
    )
    xml = tuple((media_type, root) for media_type, root in roots.items() if root is not None)
    several = bool(xml) or len({type_ for _, type_ in types}) > 1
    return ir.ErrorResponse(
        status=key,
        type=_join_types([type_ for _, type_ in types]) if types else None,
        doc=place.text("description").strip(),
        by_media_type=types if several else (),
        xml=xml,
        headers=read_headers(place, key, owner, context),
        declared_at=place.pointer,
        span=context.span(place),
    )


def _is_json(content: Content, first: Content) -> bool:
    """Whether a content is read as JSON: XML only where nothing else is, since it may be JSON after all."""
    return not is_xml(content.media_type) or is_xml(first.media_type)


def _error_site(key: str, content: Content, owner: Owner) -> SchemaSite:
    word = key.lower() if key != "default" else ""
    texts = tuple(filter(None, (word, content.suffix, "error")))
    fragment = f"error/{key}/{content.suffix}" if content.suffix else f"error/{key}"
    return owner.schema_site(fragment, *texts)


def open_envelope(success: Success, envelope: EnvelopeConfig, context: ReaderContext) -> Success:
    """Unwraps the responses of a success that are envelopes: the method then returns the result member."""
    return success.with_results(lambda result: _open_result(result, envelope, context))


def _open_result(result: ir.Result, envelope: EnvelopeConfig, context: ReaderContext) -> ir.Result:
    if not isinstance(result, ir.JsonResult):
        return result
    fields = {f.wire_name: f for f in context.schemas.fields(result.type) or ()}
    member = fields.get(envelope.result)
    if envelope.result == ANY_MEMBER:
        beside = fields.keys() - {envelope.success, envelope.errors}
        member = fields[beside.pop()] if len(beside) == 1 else None
    if member is None:
        return result
    success, errors = fields.get(envelope.success), fields.get(envelope.errors)
    return ir.EnvelopeResult(
        media_type=result.media_type,
        envelope=result.type,
        field=member.name,
        type=member.type,
        success=success.name if success else None,
        errors=errors.name if errors else None,
    )
