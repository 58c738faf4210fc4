# The rules for names of operations, in order: declared names, else the operationId, else the path.
# Pure; imports the names of naming and the other modules of this room.
"""`name_operations`: operations of a document -> the group and the candidate methods of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clientloom.normalize.naming.method_names import method_candidates
from clientloom.normalize.naming.registry import group_of, method_name
from clientloom.normalize.operation_names.declared_names import DeclaredName


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The input of the rules; `label` is the operation's tag or the first segment of its path."""

    key: str
    method: str
    path: str
    operation_id: str
    label: str
    declared: DeclaredName


@dataclass(frozen=True, slots=True)
class OperationName:
    """The group of an operation, outermost first, and candidate names of its method, the best first.

    `is_declared` says that the vendor declares the group.
    """

    group: tuple[str, ...]
    candidates: tuple[str, ...]
    is_declared: bool = False


def name_operations(calls: Iterable[Call]) -> Mapping[str, OperationName]:
    """Returns the names of operations by key; the result does not depend on their order."""
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
