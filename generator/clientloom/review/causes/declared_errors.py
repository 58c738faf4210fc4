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
from clientloom.review.variance.relation import members

Bodies = Mapping[tuple[str, str], set[str]]
"""The types of the body of each method's statuses, in words."""

_CAUSES: Mapping[ChangeCode, tuple[ChangeCode, ...]] = {
    "error-body-removed": ("error-body", "error-removed"),
    "error-body-wider": ("error-added", "error-body", "type-narrower", "type-other", "type-wider"),
    "error-class-added": ("error-added", "error-body"),
    "error-class-removed": ("error-body", "error-removed"),
}
"""Codes of changes of exceptions, and of the changes of responses that cause them."""


def with_errors(changes: Iterable[Change], new: Api, lookup: Lookup) -> list[Change]:
    """Returns the changes, with those of exceptions and of the responses that cause them as one."""
    bodies = _bodies(new, lookup)
    found: list[Change] = []
    exceptions: list[Change] = []
    for change in changes:
        (exceptions if change.code in _CAUSES else found).append(change)
    for exception in exceptions:
        causes = [change for change in found if _is_cause(change, exception, bodies)]
        cause = min(causes, key=lambda c: not _status(c).isdigit(), default=None)
        if cause is None:
            found.append(exception)
            continue
        same = [c for c in causes if (c.code, c.text) == (cause.code, cause.text)]
        place = found.index(same[0])
        found = [change for change in found if change not in same]
        found.insert(place, _join(merge(same), exception))
    return found


def _bodies(api: Api, lookup: Lookup) -> Bodies:
    return {
        (method.subject, error.status): {
            type_in_words(alternative, lookup.schemas)
            for type_ in error.types
            for alternative in members(lookup.resolve_aliases(type_))
        }
        for method in methods(api.operations).values()
        for error in method.operation.errors
    }


def _is_cause(change: Change, exception: Change, bodies: Bodies) -> bool:
    if not (is_method(change.subject) and change.code in _CAUSES[exception.code]):
        return False
    loses = exception.code.endswith("-removed")
    if change.code == "error-body" and (change.level is Level.RISKY) is not loses:
        return False
    status = _status(change)
    if not status or not applies_to(status, exception.subject.removeprefix("errors.")):
        return False
    if exception.code != "error-body-wider":
        return True
    came = exception.text.partition("also be ")[2].split(" or ")
    return bodies[change.subject, status].issuperset(came)


def _status(change: Change) -> str:
    """Returns the status that a change of a method names, "" if it names none."""
    return change.text.partition("status ")[2].partition(":")[0]


def _join(cause: Change, exception: Change) -> Change:
    """Returns both as one change."""
    if exception.code == "error-class-added":
        return replace(cause, adds=(*cause.adds, exception.subject))
    if exception.level <= cause.level:
        return replace(cause, also=(*cause.also, exception.subject))
    if cause.code == "error-body":
        return replace(exception, also=cause.subjects, pointer=cause.pointer, span=cause.span)
    worse = replace(cause, level=exception.level, breaks=exception.breaks)
    if exception.code == "error-class-removed":
        return replace(worse, removes=(*cause.removes, exception.subject))
    text = f"{cause.text}: `{exception.subject}` {exception.text}"
    return replace(worse, code=exception.code, text=text)
