# Methods of the client that came, went or changed. Imports ir and the rules of variance.
"""Changes of operations, told as changes of the methods that users call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from clientloom.ir import (
    BytesResult,
    EnvelopeResult,
    EventStreamResult,
    JsonLinesResult,
    JsonResult,
    NoContent,
    Operation,
    Result,
    RetryClass,
    TextResult,
    TypeRef,
)
from clientloom.review.arguments import Argument, arguments
from clientloom.review.changes import Change, Direction, Level
from clientloom.review.relation import Types
from clientloom.review.values import (
    Finding,
    limit_findings,
    presence_findings,
    type_findings,
)


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the client: an operation under its accessor, or one of its variants."""

    accessor: str
    operation: Operation

    @property
    def subject(self) -> str:
        """What the user types."""
        return f"client.{self.accessor}()"

    @property
    def route(self) -> tuple[str, str]:
        """Method and path: what the server calls it."""
        return (self.operation.method, self.operation.path)


def methods(operations: tuple[Operation, ...]) -> dict[str, Method]:
    """All methods by accessor; a variant counts as an operation with its own body and result."""
    found: dict[str, Method] = {}
    for op in operations:
        found[f"{op.resource}.{op.name}"] = Method(f"{op.resource}.{op.name}", op)
        for variant in op.variants:
            accessor = f"{op.resource}.{variant.name}"
            twin = replace(
                op,
                name=variant.name,
                body=variant.body,
                result=variant.result,
                responses=variant.responses,
                variants=(),
                pagination=None,
            )
            found[accessor] = Method(accessor, twin)
    return found


def operation_changes(
    types: Types, old: tuple[Operation, ...], new: tuple[Operation, ...]
) -> Iterator[Change]:
    """All changes of methods, matched by accessor; one that moved is told with its new name."""
    before, after = methods(old), methods(new)
    came = {m.route: m for name, m in after.items() if name not in before}
    moved = {name: came.pop(m.route, None) for name, m in before.items() if name not in after}
    for name in sorted(moved):
        yield from gone(types, before[name], moved[name])
    renamed = {method.accessor for method in moved.values() if method}
    for name in sorted(after.keys() - before.keys() - renamed):
        yield change(after[name], Finding(Level.SAFE, "operation-added", "was added"))
    for name in sorted(before.keys() & after.keys()):
        yield from method_changes(types, before[name], after[name])


def gone(types: Types, method: Method, successor: Method | None) -> Iterator[Change]:
    """A method is no longer there, or its operation is now called otherwise."""
    breaks = f"client.{method.accessor}(...)"
    if successor is None:
        yield change(
            method, Finding(Level.BREAKING, "operation-removed", "was removed"), breaks=breaks
        )
        return
    text = f"is now `{successor.subject}`"
    yield change(method, Finding(Level.BREAKING, "operation-renamed", text), breaks=breaks)
    yield from method_changes(types, method, successor)


def change(
    method: Method,
    finding: Finding,
    *,
    direction: Direction = Direction.NONE,
    breaks: str = "",
    subject: str = "",
) -> Change:
    """A finding about a method."""
    return Change(
        level=finding.level,
        code=finding.code,
        subject=subject or method.subject,
        text=finding.text,
        direction=direction,
        pointer=method.operation.pointer,
        span=method.operation.span,
        breaks=breaks if finding.level is Level.BREAKING else "",
        resource=method.operation.resource,
    )


def method_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    """Everything that may change about a method that stays."""
    yield from argument_changes(types, old, new)
    yield from result_changes(types, old, new)
    for finding in policy_findings(old.operation, new.operation):
        yield change(new, finding)
    yield from error_changes(types, old, new)


def argument_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    """Arguments that came, went or changed."""
    before, after = arguments(old.operation), arguments(new.operation)
    for name in [name for name in before if name not in after]:
        yield argument_gone(old, new, before[name], after)
    for name in [name for name in after if name not in before]:
        yield argument_came(new, after[name])
    for name in [name for name in before if name in after]:
        yield from argument_edits(types, new, before[name], after[name])
    yield from order_changes(new, before, after)


def argument_gone(
    old: Method, new: Method, argument: Argument, after: Mapping[str, Argument]
) -> Change:
    """A keyword that the method no longer takes."""
    renamed = [a.name for a in after.values() if same_wire(a, argument)]
    text = f"lost the {argument.kind} `{argument.name}`"
    if renamed:
        text = f"calls the {argument.kind} `{argument.name}` now `{renamed[0]}`"
    return change(
        new,
        Finding(Level.BREAKING, "argument-renamed" if renamed else "argument-removed", text),
        direction=Direction.REQUEST,
        breaks=f"client.{old.accessor}({argument.name}=...)",
    )


def same_wire(one: Argument, other: Argument) -> bool:
    """Is it the same value on the wire?"""
    return (one.place, one.wire_name) == (other.place, other.wire_name) and bool(one.wire_name)


def argument_came(new: Method, argument: Argument) -> Change:
    """A keyword that the method now takes."""
    kind = "required" if argument.required else "optional"
    return change(
        new,
        Finding(
            Level.BREAKING if argument.required else Level.SAFE,
            f"{kind}-argument-added",
            f"gained the {kind} {argument.kind} `{argument.name}`",
        ),
        direction=Direction.REQUEST,
        breaks=f"client.{new.accessor}(...)  # without {argument.name}",
    )


def argument_edits(
    types: Types, new: Method, old_argument: Argument, argument: Argument
) -> Iterator[Change]:
    """Changes of an argument that stays."""
    way = Direction.REQUEST
    findings = [
        *presence_findings(old_argument.presence, argument.presence, way),
        *type_findings(types, old_argument.type, argument.type, way),
        *limit_findings(old_argument.limits, argument.limits, way),
    ]
    if argument.deprecated and not old_argument.deprecated:
        findings.append(Finding(Level.SAFE, "deprecated", "is now deprecated"))
    for finding in findings:
        edited = replace_text(finding, f"{argument.kind} `{argument.name}` {finding.text}")
        yield change(new, edited, direction=way, breaks=broken_call(new, argument, finding))


def broken_call(new: Method, argument: Argument, finding: Finding) -> str:
    """A call that a finding about an argument breaks."""
    if finding.code == "became-required":
        return f"client.{new.accessor}(...)  # without {argument.name}"
    return f"client.{new.accessor}({argument.name}={finding.value})"


def replace_text(finding: Finding, text: str) -> Finding:
    """The same finding in other words."""
    return replace(finding, text=text)


def order_changes(
    new: Method, before: Mapping[str, Argument], after: Mapping[str, Argument]
) -> Iterator[Change]:
    """Path parameters may be given by position, so their order is part of the signature."""
    was = [a.name for a in before.values() if a.positional and a.name in after]
    now = [a.name for a in after.values() if a.positional and a.name in before]
    if was != now:
        text = f"takes its path parameters in the order {', '.join(now)}"
        yield change(new, Finding(Level.BREAKING, "argument-order", text))


def result_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    """What the method returns."""
    way = Direction.RESPONSE
    was_paged = old.operation.pagination is not None
    is_paged = new.operation.pagination is not None
    if was_paged != is_paged:
        text = "now returns pages" if is_paged else "no longer returns pages"
        yield change(new, Finding(Level.BREAKING, "pagination", text), direction=way)
        return
    before, after = result_type(old.operation.result), result_type(new.operation.result)
    if shape(old.operation.result) != shape(new.operation.result):
        finding = Finding(Level.BREAKING, "result-kind", "returns another kind of result")
        yield change(new, finding, direction=way, breaks=f"result = client.{new.accessor}(...)")
    elif before is not None and after is not None:
        for finding in type_findings(types, before, after, way):
            told = replace_text(finding, f"returns a value that {finding.text}")
            yield change(new, told, direction=way, breaks=f"result = client.{new.accessor}(...)")


def shape(result: Result) -> str:
    """What a caller holds in hand: an envelope is taken off, so its content is a plain value."""
    match result:
        case JsonResult() | EnvelopeResult():
            return "value"
        case EventStreamResult() | JsonLinesResult():
            return "stream"
        case NoContent() | BytesResult() | TextResult():
            return type(result).__name__
        case _:
            assert_never(result)


def result_type(result: Result) -> TypeRef | None:
    """The type that a method returns or yields; None where it is not a decoded value."""
    match result:
        case JsonResult() | EnvelopeResult():
            return result.type
        case EventStreamResult() | JsonLinesResult():
            return result.item
        case NoContent() | BytesResult() | TextResult():
            return None
        case _:
            assert_never(result)


def policy_findings(old: Operation, new: Operation) -> Iterator[Finding]:
    """Retries, deprecation, credentials, route."""
    if old.retry is not new.retry:
        worse = new.retry is not RetryClass.KEYED and old.retry is RetryClass.NEVER
        level = Level.RISKY if worse else Level.SAFE
        text = f"is retried as {new.retry} in place of {old.retry}"
        yield Finding(level, "retry-changed", text)
    if new.deprecated and not old.deprecated:
        yield Finding(Level.SAFE, "deprecated", "is now deprecated")
    if (old.method, old.path) != (new.method, new.path):
        text = f"calls {new.method} {new.path} in place of {old.method} {old.path}"
        yield Finding(Level.SAFE, "route-changed", text)
    if old.requirements != new.requirements:
        relaxed = not new.requirements or (
            bool(old.requirements) and set(old.requirements) <= set(new.requirements)
        )
        level, what = (Level.SAFE, "fewer") if relaxed else (Level.RISKY, "other")
        yield Finding(level, "security-changed", f"asks for {what} credentials")


def error_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    """Typed bodies of errors."""
    before = {error.status: error.type for error in old.operation.errors}
    after = {error.status: error.type for error in new.operation.errors}
    for status in sorted(before.keys() & after.keys()):
        was, now = before[status], after[status]
        if (was is None) != (now is None):
            text = f"has {'no' if now is None else 'a'} typed body for status {status}"
            level = Level.RISKY if now is None else Level.SAFE
            yield change(new, Finding(level, "error-body", text), direction=Direction.RESPONSE)
        elif was is not None and now is not None:
            for finding in type_findings(types, was, now, Direction.RESPONSE):
                text = f"status {status}: the error's body {finding.text}"
                yield change(new, replace_text(finding, text), direction=Direction.RESPONSE)
    for status in sorted(before.keys() - after.keys()):
        text = f"no longer declares status {status}"
        yield change(new, Finding(Level.SAFE, "error-removed", text))
    for status in sorted(after.keys() - before.keys()):
        text = f"declares status {status}"
        yield change(new, Finding(Level.SAFE, "error-added", text))
