# Added, removed and moved methods. May import ir and the other modules of compare.
"""Compares operations, and reports changes of their methods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clientloom.ir import Api, Operation
from clientloom.review.changes import ERRORS, HEADERS, RESULT, Change, Level
from clientloom.review.compare.headers import error_header_changes, header_changes
from clientloom.review.compare.method import Method, change, methods
from clientloom.review.compare.policies import Secrets, policy_findings
from clientloom.review.compare.results import error_changes, result_changes
from clientloom.review.compare.servers import Served, own_server_findings
from clientloom.review.compare.signature import argument_changes
from clientloom.review.compare.waiters import Resources, waiter_changes
from clientloom.review.variance.finding import Finding
from clientloom.review.variance.relation import Types


def operation_changes(types: Types, old: Api, new: Api) -> Iterator[Change]:
    """Returns all changes of methods, matched by accessor. A moved method is reported with its new name."""
    before, after = methods(old.operations), methods(new.operations)
    added = {m.route: m for name, m in after.items() if name not in before}
    moved = {name: added.pop(m.route, None) for name, m in before.items() if name not in after}
    pairs = [(before[name], after[name]) for name in sorted(before.keys() & after.keys())]
    for name in sorted(moved):
        successor = moved[name]
        yield _method_removed(before[name], successor)
        if successor is not None:
            pairs.append((before[name], successor))
    for method in added.values():
        yield change(method, Finding(Level.SAFE, "operation-added", "was added"))
    secrets = Secrets.of(old, new)
    resources = Resources.of(old, new)
    routes = {method.route: method for method in after.values()}
    for was, is_ in pairs:
        if not types.is_unchanged(was.operation, is_.operation):
            yield from _method_changes(types, was, is_)
        yield from _policy_changes(was, is_, secrets)
        yield from _route_changes(was, is_, routes)
        yield from waiter_changes(was, is_, resources)
        for finding in own_server_findings(Served(old, was.operation), Served(new, is_.operation)):
            yield change(is_, finding, old=was)


def _method_removed(method: Method, successor: Method | None) -> Change:
    finding = Finding(Level.BREAKING, "operation-removed", "was removed")
    if successor is not None:
        text = f"is now `{successor.subject}`"
        finding = Finding(Level.BREAKING, "operation-renamed", text)
    found = change(method, finding, breaks=f"client.{method.accessor}(...)")
    if successor is None:
        return found
    now, was = successor.operation, method.operation.span
    return replace(found, pointer=now.pointer, span=now.span, was=was)


def _method_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    yield from argument_changes(types, old, new)
    yield from _about(RESULT, result_changes(types, old, new))
    yield from _about(HEADERS, header_changes(types, old, new))
    yield from _about(HEADERS, error_header_changes(types, old, new))
    yield from _about(ERRORS, error_changes(types, old, new))


def _policy_changes(old: Method, new: Method, secrets: Secrets) -> Iterator[Change]:
    for finding in policy_findings(old.operation, new.operation, secrets):
        yield change(new, finding, old=old, breaks=f"client.{old.accessor}(...)")


def _about(part: str, changes: Iterable[Change]) -> Iterator[Change]:
    return (replace(found, about=(part,)) for found in changes)


def _route_changes(
    old: Method, new: Method, routes: Mapping[tuple[str, str], Method]
) -> Iterator[Change]:
    """Compares the routes. A method is swapped if another method now has its old route."""
    if old.route == new.route:
        return
    text = f"calls {_http_line(new.operation)} instead of {_http_line(old.operation)}"
    other = routes.get(old.route)
    if other is None:
        moved = _changed_segments(old.operation, new.operation)
        yield change(new, Finding(Level.SAFE, "route-changed", text, part=moved), old=old)
        return
    finding = Finding(Level.BREAKING, "route-swapped", f"{text}, which is now `{other.subject}`")
    yield change(new, finding, old=old, breaks=f"client.{old.accessor}(...)")


def _changed_segments(old: Operation, new: Operation) -> str:
    """Returns the segments that differ, e.g. "v1 to v2"; "" if the HTTP method differs."""
    was, now = old.path.split("/"), new.path.split("/")
    for end in (0, -1):
        while was and now and was[end] == now[end]:
            del was[end], now[end]
    return f"{'/'.join(was)} to {'/'.join(now)}" if old.method == new.method else ""


def _http_line(operation: Operation) -> str:
    """Returns the HTTP method and the path."""
    return f"{operation.method} {operation.path}"
