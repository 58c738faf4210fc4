# Changes of exceptions and the responses that cause them. May import changes, python (statuses) and folding.
"""`with_errors`: attributes changes of exceptions to the changed responses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientloom.diagnostics.change_code import ChangeCode
from clientloom.python.statuses import applies_to
from clientloom.review.causes.folding import is_method, merge
from clientloom.review.changes import Change, Level

_CAUSES: Mapping[ChangeCode, tuple[ChangeCode, ...]] = {
    "error-body-removed": ("error-body", "error-removed"),
    "error-body-wider": ("error-added", "error-body", "type-narrower", "type-other", "type-wider"),
    "error-class-added": ("error-added", "error-body"),
    "error-class-removed": ("error-body", "error-removed"),
}
"""Codes of changes of exceptions, and of the changes of responses that cause them."""


def with_errors(changes: Iterable[Change]) -> list[Change]:
    """Returns the changes, with those of exceptions and of the responses that cause them as one."""
    found: list[Change] = []
    exceptions: list[Change] = []
    for change in changes:
        (exceptions if change.code in _CAUSES else found).append(change)
    for exception in exceptions:
        causes = [change for change in found if _is_cause(change, exception)]
        cause = min(causes, key=lambda c: not _status(c).isdigit(), default=None)
        if cause is None:
            found.append(exception)
            continue
        same = [c for c in causes if (c.code, c.text) == (cause.code, cause.text)]
        place = found.index(same[0])
        found = [change for change in found if change not in same]
        found.insert(place, _join(merge(same), exception))
    return found


def _is_cause(change: Change, exception: Change) -> bool:
    if not (is_method(change.subject) and change.code in _CAUSES[exception.code]):
        return False
    loses = exception.code.endswith("-removed")
    if change.code == "error-body" and (change.level is Level.RISKY) is not loses:
        return False
    status = _status(change)
    return bool(status) and applies_to(status, exception.subject.removeprefix("errors."))


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
