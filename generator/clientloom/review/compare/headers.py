# Changes of response headers. May import ir and the other modules of compare.
"""Compares response headers, which callers read from the raw response."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clientloom.diagnostics import NOWHERE
from clientloom.diagnostics.change_code import ChangeCode
from clientloom.ir import Parameter, Required
from clientloom.review.changes import Change, Direction, Level
from clientloom.review.compare.method import Method, change
from clientloom.review.variance.finding import Finding, deprecation_findings
from clientloom.review.variance.relation import Types
from clientloom.review.variance.value_changes import Value, presence_findings, value_findings

_NAMES: Mapping[ChangeCode, ChangeCode] = {
    "became-optional": "header-optional",
    "became-required": "header-required",
}


def header_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    """Compares the headers of successful responses."""
    before, after = headers(old), headers(new)
    for name in sorted(before.keys() | after.keys()):
        for finding in _header_findings(types, before.get(name), after.get(name)):
            named = replace(finding, text=f"response header `{name}` {finding.text}")
            call = f"client.{_raw_accessor(new)}(...).headers[{name!r}]"
            found = change(new, named, old=old, direction=Direction.RESPONSE, breaks=call)
            yield _at_header(found, after.get(name) or before[name], before.get(name))


def error_header_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    """Compares the headers of failures that both versions declare; a new one changes nothing for a caller."""
    before = {error.status: error for error in old.operation.errors}
    for error in new.operation.errors:
        if error.status not in before:
            continue
        was, now = _by_name(before[error.status].headers), _by_name(error.headers)
        for name in sorted(was):
            for finding in _header_findings(types, was[name], now.get(name)):
                text = f"status {error.status}: response header `{name}` {finding.text}"
                call = f"error.headers[{name!r}]"
                named = replace(finding, text=text)
                found = change(new, named, old=old, direction=Direction.RESPONSE, breaks=call)
                yield _at_header(found, now.get(name) or was[name], was[name])


def _at_header(found: Change, header: Parameter, old: Parameter | None) -> Change:
    """The change, leading to where the header is declared; the text of an old package does not say it."""
    if not header.declared_at:
        return found
    was = old.span if old and old is not header else NOWHERE
    return replace(found, pointer=header.declared_at, span=header.span, was=was)


def headers(method: Method) -> dict[str, Parameter]:
    """Returns the headers of all successful responses, by name in lower case (RFC 9110, 5.1)."""
    return _by_name(header for r in method.operation.responses for header in r.headers)


def _by_name(found: Iterable[Parameter]) -> dict[str, Parameter]:
    """Returns headers by name in lower case."""
    return {header.wire_name.lower(): header for header in found}


def _header_findings(
    types: Types, old: Parameter | None, new: Parameter | None
) -> Iterator[Finding]:
    """Compares one header. Removing an optional header is only risky."""
    if old is None:
        yield Finding(Level.SAFE, "header-added", "was added")
    elif new is None:
        level = Level.BREAKING if isinstance(old.presence, Required) else Level.RISKY
        yield Finding(level, "header-removed", "was removed")
    else:
        for finding in presence_findings(old.presence, new.presence, Direction.RESPONSE):
            yield replace(finding, code=_NAMES.get(finding.code, finding.code))
        was, now = Value(old.type, old.constraints), Value(new.type, new.constraints)
        yield from value_findings(types, was, now, Direction.RESPONSE)
        yield from deprecation_findings(was=old.deprecated, now=new.deprecated)


def _raw_accessor(method: Method) -> str:
    """Returns `indexes.with_raw_response.create` for `indexes.create`."""
    resource, _, name = method.accessor.rpartition(".")
    return f"{resource}.with_raw_response.{name}".lstrip(".")
