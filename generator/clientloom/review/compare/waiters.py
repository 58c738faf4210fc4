# Methods that wait. May import ir and the other modules of compare.
"""Changes of the methods that repeat an operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clientloom.ir import Api, Waiter
from clientloom.review.changes import Change, Level
from clientloom.review.compare.method import Method, change
from clientloom.review.variance.finding import Finding


@dataclass(frozen=True, slots=True)
class Resources:
    """The resource of each operation by its id, before and after."""

    old: Mapping[str, str]
    new: Mapping[str, str]

    @classmethod
    def of(cls, old: Api, new: Api) -> Resources:
        """Those of both versions."""
        return cls(
            {operation.id: operation.resource for operation in old.operations},
            {operation.id: operation.resource for operation in new.operations},
        )


def waiter_changes(old: Method, new: Method, resources: Resources) -> Iterator[Change]:
    """Waiting methods that were added or removed, or that wait for something else."""
    if old.variant or new.variant:
        return
    before, after = _methods(old, resources.old), _methods(new, resources.new)
    for accessor in sorted(before.keys() | after.keys()):
        finding = _finding(before.get(accessor), after.get(accessor))
        if finding is not None:
            breaks = f"client.{accessor}(...)" if accessor in before else ""
            yield change(Method(accessor, new.operation), finding, old=old, breaks=breaks)


def _methods(method: Method, resources: Mapping[str, str]) -> dict[str, Waiter]:
    operation = method.operation
    found = {operation.accessor_of(waiter.name): waiter for waiter in operation.waiters}
    for waiter in operation.waiters:
        for creation in waiter.creations:
            resource = resources.get(creation.operation, operation.resource)
            found[f"{resource}.{creation.name}"] = waiter
    return found


def _finding(old: Waiter | None, new: Waiter | None) -> Finding | None:
    if old is None:
        return Finding(Level.SAFE, "waiter-added", "was added")
    if new is None:
        return Finding(Level.BREAKING, "waiter-removed", "was removed")
    if (old.state, old.success, old.failure, old.gone) != (
        new.state,
        new.success,
        new.failure,
        new.gone,
    ):
        return Finding(Level.RISKY, "waiter-changed", "waits for another state")
    return None
