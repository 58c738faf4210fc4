# Diagnostics for the exceptions that end a run, so that every verb and the Python API report them alike. May import
# its neighbours and diagnostics.
"""Turns exceptions of the checkout and of the operating system into diagnostics."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from clientloom.checkout.atomic import BusyError
from clientloom.checkout.tree import EditedFilesError, FileChange, ForeignFolderError, Kind
from clientloom.diagnostics import NOWHERE, Diagnostic, Span

PACKAGE_ERRORS = (BusyError, EditedFilesError, ForeignFolderError)
"""What can prevent a package from being written."""

_EDITED_HINT = "move the edit into the overlay or _custom.py, or overwrite it with --force"
_FOREIGN_HINT = "choose a new or empty folder, or write into this one with --force"


def diagnose(
    failure: BusyError | EditedFilesError | ForeignFolderError | OSError, package: str
) -> Iterator[Diagnostic]:
    """Yields the diagnostics for an exception.

    Args:
        failure: one of `PACKAGE_ERRORS`, or an OSError.
        package: the folder of the package, as messages show it.
    """
    match failure:
        case BusyError():
            yield Diagnostic.error(Span(package), "busy", str(failure), failure.hint)
        case ForeignFolderError():
            message = "the folder has other files than this package"
            yield Diagnostic.error(Span(package), "foreign-folder", message, _FOREIGN_HINT)
        case EditedFilesError():
            yield from _diagnose_edits(failure.changes, package)
        case OSError():
            yield from diagnose_system(failure, package)
        case _ as never:
            assert_never(never)


def _diagnose_edits(changes: Iterable[FileChange], package: str) -> Iterator[Diagnostic]:
    for change in changes:
        span = Span(f"{package}/{change.path.as_posix()}")
        yield Diagnostic.error(span, "edited-file", "edited manually", _EDITED_HINT)


def diagnose_changes(
    changes: Sequence[FileChange], package: str, command: str
) -> tuple[Diagnostic, ...]:
    """Returns the diagnostics for a package that differs from what would be written.

    Args:
        changes: the differences, as `tree.compare` finds them.
        package: the folder of the package, as messages show it.
        command: the command that writes the package.
    """
    edited = tuple(_diagnose_edits((c for c in changes if c.kind is Kind.EDITED), package))
    outdated = [c for c in changes if c.kind is not Kind.EDITED]
    if not outdated:
        return edited
    message = f"the package is out of date: {count_changes(outdated)}"
    found = Diagnostic.error(Span(package), "out-of-date", message, f"run `{command}`")
    return (*edited, found)


def count_changes(changes: Iterable[FileChange]) -> str:
    """Returns how many files differ in which way, "up to date" if none does."""
    kinds = Counter(change.kind for change in changes)
    counts = [f"{kinds[kind]} {word}" for kind, word in _KIND_WORDS.items() if kinds[kind]]
    return ", ".join(counts) or "up to date"


_KIND_WORDS = {
    Kind.MISSING: "added",
    Kind.CHANGED: "changed",
    Kind.EDITED: "edited manually",
    Kind.STALE: "removed",
}


def diagnose_bug(bug: Exception, where: Span = NOWHERE) -> Diagnostic:
    """Returns the diagnostic for an exception that nobody expected.

    Raises:
        Exception: the bug itself, if CLIENTLOOM_TRACEBACK is set.
    """
    if os.environ.get("CLIENTLOOM_TRACEBACK"):
        raise bug
    text = " ".join(str(bug).split())[:500]
    hint = (
        "this is a bug in clientloom; please report it with the traceback that "
        "CLIENTLOOM_TRACEBACK=1 prints"
    )
    return Diagnostic.error(where, "internal", f"{type(bug).__name__}: {text}", hint)


def diagnose_death(where: str) -> Diagnostic:
    """Returns the diagnostic for a package whose process died, twice."""
    message = "the process that rendered the package was killed"
    hint = "give the machine more memory, or run it alone with --jobs 1 to see why"
    return Diagnostic.error(Span(where), "internal", message, hint)


def diagnose_system(failure: OSError, where: str = "") -> Iterator[Diagnostic]:
    """Yields the diagnostic for an error of the operating system; `where` is used if it names no file."""
    span = Span(str(failure.filename or where))
    hint = "no package was left half-written; free disk space or correct the permissions"
    yield Diagnostic.error(span, "system", failure.strerror or str(failure), hint)
