# The rules in order: what an operation is called, from what the vendor declares, else from its id and its path.
# Pure; imports the names of naming and the other modules of this room.
"""`name_operations`: the operations of a document -> the group and the candidates for the method of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clientloom.normalize.naming.method_names import method_candidates
from clientloom.normalize.naming.registry import group_of, method_name
from clientloom.normalize.operation_names.declared_names import DeclaredName


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What the rules know of an operation: `label` is its tag or the first segment of its path."""

    key: str
    method: str
    path: str
    operation_id: str
    label: str
    declared: DeclaredName


@dataclass(frozen=True, slots=True)
class OperationName:
    """The group of an operation, outermost first, and what its method may be called, the best first.

    `is_declared` says that the vendor declares the group.
    """

    group: tuple[str, ...]
    candidates: tuple[str, ...]
    is_declared: bool = False


def name_operations(calls: Iterable[Call]) -> Mapping[str, OperationName]:
    """The names of the operations of a document, by key; they depend on no order."""
    return {call.key: _name(call) for call in calls}


def _name(call: Call) -> OperationName:
    group = group_of(*(call.declared.group or (call.label,)))
    ruled = method_candidates(call.operation_id, call.method, call.path, ".".join(group))
    declared = (method_name(call.declared.method),) if call.declared.method else ()
    return OperationName(
        group,
        tuple(dict.fromkeys((*declared, *ruled))),
        is_declared=call.declared.group is not None,
    )
