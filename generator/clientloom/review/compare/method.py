# Methods of the client. May import ir and the other modules of compare.
"""`Method`: an operation under its accessor."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from clientloom.diagnostics import NOWHERE
from clientloom.ir import Operation
from clientloom.review.changes import Change, Direction
from clientloom.review.variance.finding import Finding, report

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the client: an operation under its accessor, or one of its variants (`variant` is its name)."""

    accessor: str
    operation: Operation
    variant: str = ""

    @property
    def subject(self) -> str:
        """The call of the method."""
        return f"client.{self.accessor}()"

    @property
    def route(self) -> tuple[str, str]:
        """The method and path for the server, without the names of path parameters."""
        path = _PLACEHOLDER.sub("{}", self.operation.path)
        return (f"{self.operation.method} {path}", self.variant)


def methods(operations: tuple[Operation, ...]) -> dict[str, Method]:
    """Returns all methods by accessor; a variant becomes an operation with its own body and result."""
    found: dict[str, Method] = {}
    for op in operations:
        found[op.accessor] = Method(op.accessor, op)
        for variant in op.variants:
            accessor = op.accessor_of(variant.name)
            twin = replace(
                op,
                name=variant.name,
                body=variant.body,
                result=variant.result,
                responses=variant.responses,
                variants=(),
                pagination=None,
            )
            found[accessor] = Method(accessor, twin, variant.name)
    return found


def change(
    method: Method,
    finding: Finding,
    *,
    old: Method | None = None,
    direction: Direction = Direction.NONE,
    breaks: str = "",
) -> Change:
    """Returns a finding about a method as a change; `old` is the method in the old version."""
    found = report(
        finding,
        method.subject,
        direction=direction,
        pointer=method.operation.pointer,
        span=method.operation.span,
        was=old.operation.span if old else NOWHERE,
        breaks=breaks,
    )
    return replace(found, resource=method.operation.resource)
