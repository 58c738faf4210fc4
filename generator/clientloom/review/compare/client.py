# Changes of the client itself: what the package offers, constructor arguments, servers, exceptions.
# Imports ir, python (names of exceptions) and this room.
"""Compares the client class and the rest of the package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from clientloom.diagnostics import NOWHERE, Span
from clientloom.diagnostics.change_code import ChangeCode
from clientloom.ir import Api, PackageNames, TypeRef
from clientloom.python.statuses import RUNTIME, declared_bodies, error_class
from clientloom.review.changes import Change, Direction, Level
from clientloom.review.compare.secret_changes import credential_changes, setting_changes
from clientloom.review.compare.servers import server_changes
from clientloom.review.compare.webhooks import webhook_changes
from clientloom.review.variance.describe import alternatives_in_words, type_in_words
from clientloom.review.variance.finding import Finding, report
from clientloom.review.variance.relation import Types, members


def client_changes(types: Types, old: Api, new: Api) -> Iterator[Change]:
    """Compares the package, constructor arguments, credentials, servers, constant headers, webhooks and exceptions."""
    name = new.package.client
    yield from _name_changes(old.package, new.package)
    yield from _offer_changes(old, new)
    yield from credential_changes(name, old, new)
    yield from setting_changes(name, old, new)
    yield from server_changes(name, old, new)
    yield from _header_changes(name, old, new)
    yield from webhook_changes(types, old, new)
    yield from _error_changes(types, old, new)


def _name_changes(old: PackageNames, new: PackageNames) -> Iterator[Change]:
    """Compares what callers install, import and hand to the client."""
    if (old.import_name, old.client) != (new.import_name, new.client):
        was = f"{old.import_name}.{old.client}"
        text = f"was called `{was}`"
        yield _of_package(new, Level.BREAKING, "package-renamed", text, was)
    if old.distribution != new.distribution:
        text = f"is installed as `{new.distribution}` instead of `{old.distribution}`"
        yield _of_package(new, Level.RISKY, "distribution-renamed", text)
    if old.http != new.http:
        text = f"sends requests with {new.http} instead of {old.http}, and takes objects of it"
        breaks = f"{new.client}(http_client={old.http}.Client())"
        yield _of_package(new, Level.BREAKING, "http-library", text, breaks)


_PARTS = {
    "connections": (
        "the arguments `proxy`, `verify`, `cert`, `http2` and `limits`",
        '{client}(proxy="http://localhost:3128")',
    ),
    "deadlines": ("`deadline`, also as an argument of its methods", "{client}(deadline=30)"),
    "deprecation_headers": ("the warnings about headers of the server", ""),
    "hooks": (
        "the arguments `on_request`, `on_response` and `on_attempt`",
        "{client}(on_attempt=print)",
    ),
    "other_endpoints": ("the method `request`", '{client}().request("GET", "/path")'),
    "rate_limit": ("the argument `rate_limit`", "{client}(rate_limit=RateLimit(20))"),
    "streamed_responses": ("`with_streaming_response`", ""),
    "validation": ("the argument `validate_requests`", "{client}(validate_requests=True)"),
}
"""The optional parts of a client, and a call that needs each of them."""


def _offer_changes(old: Api, new: Api) -> Iterator[Change]:
    """Compares what the packages have beside the API."""
    was, now = old.package, new.package
    for extra in sorted(set(old.extras) - set(new.extras)):
        breaks = f'pip install "{was.distribution}[{extra}]"'
        text = f"lost the extra `{extra}`"
        yield _of_package(now, Level.BREAKING, "extra-removed", text, breaks)
    for extra in sorted(set(new.extras) - set(old.extras)):
        yield _of_package(now, Level.SAFE, "extra-added", f"gained the extra `{extra}`")
    # The extra comes with the hooks, and the fake with the checks of arguments.
    covered = {"hooks"} if old.extras != new.extras else set[str]()
    covered |= {"validation"} if old.testing != new.testing else set[str]()
    for part in sorted(set(old.optional) - set(new.optional) - covered):
        text, call = _PARTS[part]
        breaks = call.format(client=was.client)
        yield _of_package(now, Level.BREAKING, "extra-removed", f"lost {text}", breaks)
    for part in sorted(set(new.optional) - set(old.optional) - covered):
        yield _of_package(now, Level.SAFE, "extra-added", f"gained {_PARTS[part][0]}")
    if was.async_client and not now.async_client:
        breaks = f"{was.async_client}()"
        yield _of_package(now, Level.BREAKING, "extra-removed", "lost the async client", breaks)
    if now.async_client and not was.async_client:
        yield _of_package(now, Level.SAFE, "extra-added", "gained the async client")
    if old.testing and not new.testing:
        text = "lost the module `testing` and the argument `validate_requests`"
        breaks = f"import {was.import_name}.testing"
        yield _of_package(now, Level.BREAKING, "extra-removed", text, breaks)
    if new.testing and not old.testing:
        text = "gained the module `testing` and the argument `validate_requests`"
        yield _of_package(now, Level.SAFE, "extra-added", text)


def _of_package(
    names: PackageNames, level: Level, code: ChangeCode, text: str, breaks: str = ""
) -> Change:
    """Returns a change whose cause is `[package]`: no place in the document declares it."""
    return report(Finding(level, code, text), names.client, breaks=breaks)


def _header_changes(name: str, old: Api, new: Api) -> Iterator[Change]:
    before, after = dict(old.constant_headers), dict(new.constant_headers)
    for header in sorted(before.keys() | after.keys()):
        if before.get(header) == after.get(header):
            continue
        was, now = _header_place(old, header), _header_place(new, header)
        pointer, span = now if header in after else was
        text = f"sends the header {header}: {after.get(header, '')}"
        if header not in after:
            text = f"no longer sends the header {header}"
        finding = Finding(Level.SAFE, "constant-header", text)
        yield report(finding, name, pointer=pointer, span=span, was=was[1])


def _header_place(api: Api, name: str) -> tuple[str, Span]:
    """Returns where a constant header is declared."""
    found = (p for p in api.header_declarations if p.header == name.lower())
    return next(((p.declared_at, p.span) for p in found), ("", NOWHERE))


Bodies = Mapping[str, tuple[TypeRef, ...]]


def _error_changes(types: Types, old: Api, new: Api) -> Iterator[Change]:
    """Compares exceptions and their bodies. Code for a body of one type does not check for others."""
    before, after = _bodies(old), _bodies(new)
    for name in sorted(before.keys() - after.keys()):
        if name not in RUNTIME.values():
            text = "was removed: no operation declares a body for its status"
            finding = Finding(Level.BREAKING, "error-class-removed", text)
            yield _error_change(old, name, finding, f"except errors.{name}:")
        else:
            text = f"no longer has a typed `body` (was {alternatives_in_words(before[name], types.old.schemas)})"
            finding = Finding(Level.BREAKING, "error-body-removed", text)
            yield _error_change(old, name, finding, "error.body")
    for name in sorted(after.keys() - before.keys() - set(RUNTIME.values())):
        yield _error_change(new, name, Finding(Level.SAFE, "error-class-added", "was added"))
    for name in sorted(before.keys() & after.keys()):
        new_types = [
            type_
            for several in after[name]
            for type_ in members(types.new.resolve_aliases(several))
            if not any(types.is_within(type_, known) for known in before[name])
        ]
        if new_types:
            words = tuple(type_in_words(type_, types.new.schemas) for type_ in new_types)
            text = f"has a `body` that may now also be {' or '.join(words)}"
            level = Level.RISKY if len(before[name]) > 1 else Level.BREAKING
            finding = Finding(level, "error-body-wider", text)
            yield replace(_error_change(new, name, finding, "error.body"), types=words)


def _bodies(api: Api) -> Bodies:
    return {error_class(status): types for status, types in declared_bodies(api).items()}


def _error_change(api: Api, name: str, finding: Finding, breaks: str = "") -> Change:
    """Returns a change of an exception; its position is the first operation of `api` that declares its status."""
    statuses = {name: error_class(name) for name in declared_bodies(api)}
    wanted = {status for status, known in statuses.items() if known == name}
    ranges = {"DEFAULT", *(f"{status[0]}XX" for status in wanted)}
    declaring = (
        operation
        for operation in api.operations
        for error in operation.errors
        if error.type is not None and error.status.upper() in wanted | ranges
    )
    place = next(declaring, None)
    return report(
        replace(finding, part=name),
        f"errors.{name}",
        pointer=place.pointer if place else "",
        span=place.span if place else NOWHERE,
        direction=Direction.RESPONSE,
        breaks=breaks,
    )
