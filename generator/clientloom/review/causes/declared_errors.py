# Changes of exceptions and the responses that cause them. May import ir, python (statuses), changes,
# compare/, variance/ and folding.
"""`with_errors`: attributes changes of exceptions to the changed responses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientloom.diagnostics.change_code import ChangeCode
from clientloom.ir import Api
from clientloom.ir.lookup import Lookup
from clientloom.python.statuses import applies_to
from clientloom.review.causes.folding import is_method, merge
from clientloom.review.changes import Change, Level
from clientloom.review.compare.method import methods
from clientloom.review.variance.describe import type_in_words
from clientloom.review.variance.relation import Types, members

Bodies = Mapping[str, Mapping[str, set[str]]]
"""By method and status, the types of the body of an error, in words."""

_WHOLE = frozenset({"operation-added", "operation-removed"})
_CAUSES: Mapping[ChangeCode, tuple[ChangeCode, ...]] = {
    "error-body-removed": ("error-body", "error-removed", "operation-removed"),
    "error-body-wider": (
        *("error-added", "error-body", "operation-added"),
        *("type-narrower", "type-other", "type-wider"),
    ),
    "error-class-added": ("error-added", "error-body", "operation-added"),
    "error-class-removed": ("error-body", "error-removed", "operation-removed"),
}
"""Codes of changes of exceptions, and of the changes of methods and their responses that cause them."""


def with_errors(changes: Iterable[Change], old: Api, new: Api, types: Types) -> list[Change]:
    """Returns the changes, with those of exceptions and of the responses that cause them as one."""
    bodies = {**_bodies(old, types.old), **_bodies(new, types.new)}
    found: list[Change] = []
    exceptions: list[Change] = []
    for change in changes:
        (exceptions if change.code in _CAUSES else found).append(change)
    for exception in exceptions:
        causes = [change for change in found if _is_cause(change, exception, bodies)]
        cause = min(causes, key=_rank, default=None)
        if cause is None:
            found.append(exception)
            continue
        same = [cause] if cause.code in _WHOLE else [c for c in causes if _says_same(c, cause)]
        place = found.index(same[0])
        found = [change for change in found if change not in same]
        found.insert(place, _join(merge(same), exception))
    return found


def _bodies(api: Api, lookup: Lookup) -> Bodies:
    return {
        method.subject: {
            error.status: {
                type_in_words(alternative, lookup.schemas)
                for type_ in error.types
                for alternative in members(lookup.resolve_aliases(type_))
            }
            for error in method.operation.errors
        }
        for method in methods(api.operations).values()
    }


def _rank(cause: Change) -> tuple[bool, bool]:
    """Sorts causes: responses before whole methods, exact statuses before ranges."""
    return cause.code in _WHOLE, not cause.status.isdigit()


def _says_same(one: Change, other: Change) -> bool:
    return (one.code, one.text) == (other.code, other.text)


def _is_cause(change: Change, exception: Change, bodies: Bodies) -> bool:
    if not (is_method(change.subject) and change.code in _CAUSES[exception.code]):
        return False
    loses = exception.code.endswith("-removed")
    if change.code == "error-body" and (change.level is Level.RISKY) is not loses:
        return False
    name, by_status = exception.subject.removeprefix("errors."), bodies[change.subject]
    if change.code not in _WHOLE:
        applies = bool(change.status) and applies_to(change.status, name)
        return applies and by_status.get(change.status, set()).issuperset(exception.types)
    typed = (types for status, types in by_status.items() if types and applies_to(status, name))
    return any(types.issuperset(exception.types) for types in typed)


def _join(cause: Change, exception: Change) -> Change:
    """Returns both as one change."""
    if exception.code == "error-class-added":
        return replace(cause, adds=(*cause.adds, exception.subject))
    if exception.code == "error-class-removed" and cause.code in _WHOLE:
        return replace(cause, removes=(*cause.removes, exception.subject))
    if exception.level <= cause.level and cause.code != "operation-added":
        return replace(cause, also=(*cause.also, exception.subject))
    if cause.code == "error-body":
        return replace(exception, also=cause.subjects, pointer=cause.pointer, span=cause.span)
    level = max(cause.level, exception.level)
    worse = replace(cause, level=level, breaks=cause.breaks or exception.breaks)
    if exception.code == "error-class-removed":
        return replace(worse, removes=(*cause.removes, exception.subject))
    said = f"`{exception.subject}` {exception.text}"
    if cause.code in _WHOLE:
        return replace(worse, text=f"{cause.text}, and {said}")
    return replace(worse, code=exception.code, text=f"{cause.text}: {said}")
